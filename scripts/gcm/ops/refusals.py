"""What speaks against publishing a graph, all of it at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from gcm.core import version as own_version
from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.messages import LANGS
from gcm.core.namespaces import BASE, OWL
from gcm.core.release_folder import CITATION, release_place
from gcm.core.repository import Repository, changed_listing
from gcm.core.semver import FIRST, Version
from gcm.ops.format import format_files
from gcm.ops.tables import import_tables
from gcm.ops.validate import validate
from gcm.ops.verify import verify
from gcm.rdf.answer_tables import answer_all
from gcm.rdf.catalogue import asked_by_checks
from gcm.rdf.difference import data_of, union
from gcm.rdf.graph import Graph
from gcm.rdf.oxigraph import term_text
from gcm.rdf.prepared import keep_prepared
from gcm.rdf.snapshot import Snapshot
from gcm.rdf.syntax import parse_turtle
from gcm.rdf.tombstones import without_tombstone

_SHOWN = 20
_ONTOLOGY = BASE + "ontology"
# Where else a version is told: to cite, in what changed, and by the tool, which cites facts.
_CITED = re.compile(r"^version: (.+)$", re.MULTILINE)
_LOGGED = re.compile(r"^## \[(.+)\]", re.MULTILINE)
_DECLARED = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


def refusals(
    layout: Layout,
    version: Version,
    repository: Repository,
    *,
    told: Callable[[str], object] = lambda _: None,
) -> list[GcmError]:
    """Why a graph may not be published as a version, whatever was published before.

    Args:
        layout: the graph.
        version: what it is to be.
        repository: the state of its repository.
        told: is told what is being looked at, by the name of a message.

    Raises:
        Problems, RunError: files that cannot be read, or an engine that fails.
    """
    found = [*_of_repository(layout, version, repository), *_of_version(layout, version)]
    looks: tuple[tuple[str, Callable[[Layout], Iterator[GcmError]]], ...] = (
        ("publish-formatting", _of_format),
        ("publish-importing", _of_tables),
        ("publish-validating", _of_shapes),
        ("publish-verifying", _of_evidence),
        ("publish-inferring", _of_inference),
        ("publish-checking", _of_checks),
    )
    for step, look in looks:
        told(step)
        try:
            found += look(layout)
        except Problems as error:  # files that cannot be read: told, and the rest is looked at
            found += error.errors
    return found


def refused_changes(
    tag: str, before: Snapshot, now: Snapshot, *, allow_shrink: bool
) -> Iterator[GcmError]:
    """Why a graph may not follow the last release.

    Args:
        tag: that of the last release.
        before: the last release.
        now: the graph.
        allow_shrink: whether it may hold fewer triples.
    """
    new, old = (len(union(data_of(state))) for state in (now, before))
    if new < old and not allow_shrink:
        yield RunError("publish-shrink", new=new, old=old, tag=tag)
    gone = without_tombstone(union(before.graphs), union(now.graphs))
    for iri in gone[:_SHOWN]:
        yield RunError("publish-gone", iri=iri, tag=tag)
    if more := len(gone[_SHOWN:]):
        yield RunError("publish-gone-more", count=more)


def _of_repository(layout: Layout, version: Version, repository: Repository) -> Iterator[GcmError]:
    if repository.changed:
        count = len(repository.changed)
        yield RunError("publish-dirty", count=count, files=changed_listing(repository))
    steps = repository.last.next_steps() if repository.last else FIRST
    place = release_place(layout, str(version))
    if version in repository.versions or os.path.lexists(place):
        where = place if os.path.lexists(place) else f"v{version}"
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
    places = [
        (layout.root / CITATION, "version", _CITED),
        (layout.root / "CHANGELOG.md", "## […]", _LOGGED),
    ]
    module = Path(own_version.__file__)
    if module.is_relative_to(layout.root.resolve()):
        places.append((module, "__version__", _DECLARED))
    for place, name, pattern in places:
        versions = pattern.findall(read_text(place)) if place.exists() else [str(version)]
        if str(version) not in versions:
            first = versions[0] if versions else "—"
            yield RunError("publish-version", file=place, name=name, found=first, wanted=version)


def _of_format(layout: Layout) -> Iterator[GcmError]:
    changed = format_files(root=layout.root, check=True).changed
    yield from (RunError("publish-unformatted", file=file) for file in changed)


def _of_tables(layout: Layout) -> Iterator[GcmError]:
    imported = import_tables(root=layout.root, check=True)
    yield from (RunError("publish-unimported", file=file) for file in imported.changed)
    if imported.findings:
        yield RunError("publish-tables", count=len(imported.findings))


def _of_shapes(layout: Layout) -> Iterator[GcmError]:
    report = validate(root=layout.root)
    if not report.conforms:
        yield RunError("publish-invalid", count=len(report.findings))


def _of_evidence(layout: Layout) -> Iterator[GcmError]:
    if count := len(verify(root=layout.root).findings):
        yield RunError("publish-unproved", count=count)


def _of_inference(layout: Layout) -> Iterator[GcmError]:
    """Facts that contradict one another, told as problems are; what follows is kept for later."""
    keep_prepared(layout)
    yield from ()


def _of_checks(layout: Layout) -> Iterator[GcmError]:
    graph = Graph.read(layout, beside=asked_by_checks(layout))
    for question, lang, table in answer_all(graph, layout, checks=True):
        if table.rows and lang == LANGS[0]:  # the rows are the same in each
            yield RunError("publish-check", name=question.name, count=len(table.rows))
