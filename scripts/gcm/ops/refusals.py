"""What speaks against publishing a graph, all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import gcm
from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, OWL
from gcm.core.release_folder import release_place
from gcm.core.repository import Repository, changed_listing
from gcm.core.semver import FIRST, Version, read_version
from gcm.ops.format import format_files
from gcm.ops.validate import validate
from gcm.ops.verify import verify
from gcm.rdf.answer_tables import answer_all
from gcm.rdf.graph import Graph
from gcm.rdf.oxigraph import Triple, term_text
from gcm.rdf.syntax import parse_turtle
from gcm.rdf.tombstones import without_tombstone

_SHOWN = 20
_ONTOLOGY = BASE + "ontology"


def refusals(
    layout: Layout,
    version: Version,
    repository: Repository,
    change: tuple[Collection[Triple], Collection[Triple]] | None,
    *,
    allow_shrink: bool = False,
    told: Callable[[str], object] = lambda _: None,
) -> list[GcmError]:
    """Why a graph may not be published as a version; empty if it may.

    Args:
        layout: the graph.
        version: what it is to be.
        repository: the state of its repository.
        change: the triples of ontology and data, each once, of the last release and of the graph;
            None if there was no release.
        allow_shrink: whether it may hold fewer triples than the last release.
        told: is told what is being looked at, by the name of a message.

    Raises:
        Problems, RunError: files that cannot be read, or an engine that fails.
    """
    found = [*_of_repository(layout, version, repository), *_of_version(layout, version)]
    if change is not None:
        found += _of_change(repository.tag, *change, allow_shrink=allow_shrink)
    for step, look in (
        ("publish-formatting", _of_format),
        ("publish-validating", _of_shapes),
        ("publish-verifying", _of_evidence),
        ("publish-checking", _of_checks),
    ):
        told(step)
        found += look(layout)
    return found


def _of_repository(layout: Layout, version: Version, repository: Repository) -> Iterator[GcmError]:
    if repository.changed:
        count = len(repository.changed)
        yield RunError("publish-dirty", count=count, files=changed_listing(repository))
    steps = repository.last.next_steps() if repository.last else FIRST
    place = release_place(layout, str(version))
    if version in repository.versions or place.exists():
        where = place if place.exists() else f"v{version}"
        yield RunError("publish-exists", version=version, where=where)
    elif version not in steps:
        known = ", ".join(map(str, steps))
        last = repository.tag or "—"
        yield RunError("publish-step", version=version, last=last, steps=known)


def _of_version(layout: Layout, version: Version) -> Iterator[GcmError]:
    """The places that hold the version say the same: else citations would name another."""
    file = layout.root / "ontology" / "gcm.ttl"
    said = {
        triple.predicate.value.removeprefix(OWL): term_text(triple.object)
        for triple in parse_turtle(read_text(file), file).triples
        if term_text(triple.subject) == _ONTOLOGY
    }
    for name, wanted in (
        ("versionInfo", str(version)),
        ("versionIRI", f"{_ONTOLOGY}/{version}"),
    ):
        found = said.get(name, "—")
        if found != wanted:
            label = f"owl:{name}"
            yield RunError("publish-version", file=file, name=label, found=found, wanted=wanted)
    module = Path(gcm.__file__)
    own = module.is_relative_to(layout.root.resolve())
    if own and read_version(gcm.__version__) != version:
        yield RunError(
            "publish-version",
            file=module,
            name="__version__",
            found=gcm.__version__,
            wanted=version,
        )


def _of_change(
    tag: str, before: Collection[Triple], now: Collection[Triple], *, allow_shrink: bool
) -> Iterator[GcmError]:
    new, old = len(now), len(before)
    if new < old and not allow_shrink:
        yield RunError("publish-shrink", new=new, old=old, tag=tag)
    gone = without_tombstone(before, now)
    for iri in gone[:_SHOWN]:
        yield RunError("publish-gone", iri=iri, tag=tag)
    if more := len(gone[_SHOWN:]):
        yield RunError("publish-gone-more", count=more)


def _of_format(layout: Layout) -> Iterator[GcmError]:
    try:
        changed = format_files(root=layout.root, check=True).changed
    except Problems as error:
        yield from error.errors
    else:
        yield from (RunError("publish-unformatted", file=file) for file in changed)


def _of_shapes(layout: Layout) -> Iterator[GcmError]:
    report = validate(root=layout.root)
    if not report.conforms:
        yield RunError("publish-invalid", count=len(report.findings))


def _of_evidence(layout: Layout) -> Iterator[GcmError]:
    if count := len(verify(root=layout.root).findings):
        yield RunError("publish-unproved", count=count)


def _of_checks(layout: Layout) -> Iterator[GcmError]:
    graph = Graph.read(layout, definitions=True)
    rows = {
        answered.question.name: len(answered.table.rows)
        for answered in answer_all(graph, layout, checks=True)
    }
    for name, count in rows.items():
        if count:
            yield RunError("publish-check", name=name, count=count)
