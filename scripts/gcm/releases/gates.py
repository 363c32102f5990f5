"""The gates of a release: all reasons against publishing a graph, collected."""

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Any

from gcm.changes.difference import data_of, union
from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.language import LANGS, Message, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, ID
from gcm.evidence.verify import verify
from gcm.graph.graph import Graph
from gcm.graph.prepared import keep_prepared
from gcm.graph.state import State
from gcm.questions.all_answers import answer_all
from gcm.questions.catalogue import asked_by_checks
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.releases.folder import release_place
from gcm.releases.repository import FIRST, Repository, Version
from gcm.releases.version_places import version_places
from gcm.tables.import_tables import import_tables
from gcm.turtle.format import format_files
from gcm.validation.validate import validate

# Named by a digest or a number of their content: an edit of the source renames them.
_OF_CONTENT = tuple(f"{ID}{kind}/" for kind in ("quote", "selector", "unit"))


def without_tombstone(before: Iterable[Triple], after: Iterable[Triple]) -> list[str]:
    """List our IRIs that were described before and are not described now, sorted.

    An IRI with a tombstone is described: it is `owl:deprecated`, and `shapes/tombstone.ttl` demands
        a
    successor or a reason. Quotes, their selectors, and units are named after their content, so
    those of changed words disappear without a tombstone.
    """
    return sorted(_described(before) - _described(after))


def _described(triples: Iterable[Triple]) -> set[str]:
    subjects = {triple.subject for triple in triples}
    names = {subject.value for subject in subjects if isinstance(subject, NamedNode)}
    return {name for name in names if name.startswith(BASE) and not name.startswith(_OF_CONTENT)}


_SHOWN = 20


def refusals(
    layout: Layout,
    version: Version,
    repository: Repository,
    *,
    on_step: Callable[[Message], object] = lambda _: None,
) -> list[GcmError]:
    """Return the reasons against publishing a graph as a version, whatever was published before.

    Args:
        layout: the graph.
        version: the version to publish.
        repository: the state of the graph's repository.
        on_step: called with the name of each step.

    Raises:
        Problems, RunError: files that cannot be read, or an engine that fails.
    """
    found = [*_of_repository(layout, version, repository), *_of_version(layout, version)]
    looks: tuple[tuple[Message, Callable[[Layout], Iterable[GcmError]]], ...] = (
        (msg("looking at the formatting"), _of_format),
        (msg("comparing with the tables"), _of_tables),
        (msg("validating"), _of_shapes),
        (msg("proving the quotes"), _of_evidence),
        (msg("inferring"), _of_inference),
        (msg("running the checks"), _of_checks),
    )
    for step, look in looks:
        on_step(step)
        try:
            found += look(layout)
        except Problems as error:  # unreadable files are reported, and the other gates still run
            found += error.errors
    return found


def refused_changes(
    tag: str, before: State, now: State, *, allow_shrink: bool
) -> Iterator[GcmError]:
    """Yield the reasons why a graph may not follow the last release.

    Args:
        tag: the tag of the last release.
        before: the state of the last release.
        now: the state of the graph.
        allow_shrink: whether the graph may have fewer triples.
    """
    new, old = (len(union(data_of(state))) for state in (now, before))
    if new < old and not allow_shrink:
        yield RunError(
            "there are {new} triples of data, fewer than the {old} of {tag}; if intended, publish "
            "with --allow-shrink.",
            new=new,
            old=old,
            tag=tag,
        )
    gone = without_tombstone(union(before.graphs), union(now.graphs))
    for iri in gone[:_SHOWN]:
        yield RunError(
            "{iri} was published in {tag} and is gone: leave a tombstone in data/tombstones.ttl, "
            'such as: <{iri}> owl:deprecated true ; skos:changeNote "…"@en , "…"@es . Or name '
            "what replaces it, with dct:isReplacedBy.",
            iri=iri,
            tag=tag,
        )
    if more := len(gone[_SHOWN:]):
        yield RunError("{count} more published IRIs are gone without a tombstone.", count=more)


def _of_repository(layout: Layout, version: Version, repository: Repository) -> Iterator[GcmError]:
    if repository.changed:
        count, few = len(repository.changed), repository.changed[:_SHOWN]
        yield RunError(
            "the folder has uncommitted changes ({count}): {files}. Commit them (git add, git "
            "commit) or remove them.",
            count=count,
            files=", ".join([*few, *["…"][: count - len(few)]]),
        )
    if repository.shallow:
        yield RunError(
            "the history is cut off here (a shallow clone), so earlier releases may be unknown: "
            "get the rest of it by `git fetch --unshallow --tags`."
        )
    steps = repository.last.next_steps() if repository.last else FIRST
    place = release_place(layout, str(version))
    if version in repository.versions or os.path.lexists(place):
        where = place if os.path.lexists(place) else f"v{version}"
        yield RunError(
            "version {version} exists already ({where}); a published version never changes: "
            "publish the next one, or delete a folder that was only a trial.",
            version=version,
            where=where,
        )
    elif version not in steps:
        known = ", ".join(map(str, steps))
        last = repository.tag or "—"
        yield RunError(
            "version {version} is not one step above the last tag ({last}); publish one of "
            "{steps}.",
            version=version,
            last=last,
            steps=known,
        )


def _of_version(layout: Layout, version: Version) -> Iterator[GcmError]:
    """Yield an error for each place with another version, which citations would name."""
    for place in version_places(layout):
        if place.found != place.wanted(version):
            yield RunError(
                "{name} is “{found}”; for this release it must be “{wanted}”.",
                file=place.file,
                name=place.name,
                found=place.found,
                wanted=place.wanted(version),
            )


def _of_format(layout: Layout) -> Iterator[GcmError]:
    message = msg("the file is not in its canonical form; run `gcm fmt`.")
    for file in format_files(root=layout.root, check=True).changed:
        yield RunError(message, file=file)


def _of_tables(layout: Layout) -> Iterator[GcmError]:
    imported = import_tables(root=layout.root, check=True)
    message = msg("the file is not what its table gives; run `gcm import`.")
    for file in imported.changed:
        yield RunError(message, file=file)
    found = msg("`gcm import --check` finds problems in the tables ({count}); fix them.")
    yield from _found(found, imported.findings)


def _of_shapes(layout: Layout) -> Iterator[GcmError]:
    report = validate(root=layout.root)
    found = msg("`gcm validate` finds problems in the graph ({count}); fix them.")
    yield from _found(found, [] if report.conforms else report.findings)


def _of_evidence(layout: Layout) -> Iterator[GcmError]:
    found = msg("`gcm verify` finds problems in the data or its sources ({count}); fix them.")
    yield from _found(found, verify(root=layout.root).findings)


def _of_inference(layout: Layout) -> list[GcmError]:
    """Raise contradictions; keep the inferred triples for later."""
    keep_prepared(layout)
    return []


def _of_checks(layout: Layout) -> Iterator[GcmError]:
    graph = Graph.read(layout, beside=asked_by_checks(layout))
    found = msg("`gcm ask {name}` finds problems ({count}); fix them.")
    for question, lang, table in answer_all(graph, layout, checks=True):
        if lang == LANGS[0]:  # the rows are the same in each
            yield from _found(found, table.rows, name=question.name)


def _found(message: Message, problems: Sized, **values: Any) -> Iterator[GcmError]:
    """Yield the error that says how many problems there are, if there are any."""
    if problems:
        yield RunError(message, count=len(problems), **values)
