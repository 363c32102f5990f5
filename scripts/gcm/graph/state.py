"""A state of the graph from files, a root, a release, an endpoint or a revision of git."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import FILE_EMPTY, GcmError, Problems, RunError, UsageError
from gcm.core.layout import QUADS, REGISTER, RELEASES, Layout, address_of, files_of, find_layout
from gcm.core.namespaces import DERIVED, GRAPH, INFERRED, RDFS, SKOS
from gcm.core.rdf_formats import FOLDER_ENDINGS, names_form
from gcm.graph.revision import checked_out, find_revision
from gcm.rdf.oxigraph import (
    BlankNode,
    Term,
    Triple,
)
from gcm.turtle.document import Document, read_documents
from gcm.turtle.parse import parse_files

ONTOLOGY = GRAPH + "ontology"  # the graph of a release's whole ontology; a root has one per file
REVISION = "rev:"  # what begins so is a revision of git, whatever else is called so
_NOT_ASSERTED = tuple(GRAPH + name for name in ("shapes/", "catalogue", "derived"))
_VERSION = re.compile(r"[\w+-][\w.+-]*")

Graphs = dict[str, set[Triple]]


class State(NamedTuple):
    """A state of the graph: the asserted triples, nothing inferred.

    Args:
        name: the name given by the caller.
        graphs: the triples of each named graph, by its IRI; of files, those in no named graph under
            the empty name.
        layout: the layout, if the state is a permanent root.
        around: for data without an ontology, the graphs of the root that they are read with; else
            empty.
    """

    name: str
    graphs: Graphs
    layout: Layout | None = None
    around: Mapping[str, set[Triple]] = {}

    @property
    def is_whole(self) -> bool:
        """Whether the state is a graph of its own, rather than files that may be part of one."""
        return not self.around


def read_state(text: str, layout: Layout) -> State:
    """Read the state that a text names: the first match of path, address, release and revision.

    Args:
        text: a file or folder of RDF, a root, the folder of a release, the address of an endpoint,
            the version of a release below `build/release`, or a revision of the git repository
            that the root is in, with or without `rev:` before it.
        layout: the root.

    Raises:
        UsageError: the text names nothing.
        RunError, Problems: the state cannot be read: files that are missing, empty or invalid,
            all of them; a revision without a graph; git, or its repository, is missing.
    """
    if address_of(text):
        return _at_endpoint(text, layout)
    if path := _path_of(text, layout):
        return _of_path(path, text, layout)
    return state_of_revision(text.removeprefix(REVISION), layout)


@contextmanager
def data_files(text: str, layout: Layout) -> Iterator[tuple[list[Path], list[GcmError]]]:
    """Give the files with the data of the state that a text names, unless it is an address.

    Those of a revision are there until the end of the block. The errors are of paths without files.

    Raises:
        UsageError, RunError: as `read_state` does.
    """
    if path := _path_of(text, layout):
        try:
            yield find_layout(path).data(), []
        except UsageError:
            yield files_of([path], FOLDER_ENDINGS)
    else:
        with checked_out(find_revision(text.removeprefix(REVISION), layout.root)) as root:
            yield Layout(root).data(), []


def _path_of(text: str, layout: Layout) -> Path | None:
    """Return the path, or the folder of the release, that a text names; None for a revision."""
    release = layout.root / RELEASES / text
    # No error, whatever the text: hence os.path.
    if text and os.path.exists(text):  # noqa: PTH110
        return Path(text)
    if _VERSION.fullmatch(text) and os.path.isfile(release / QUADS):  # noqa: PTH113
        return release
    return Path(text) if names_form(Path(text)) and not text.startswith(REVISION) else None


def state_of_layout(layout: Layout, name: str) -> State:
    """Read the state of a root.

    Args:
        layout: the root.
        name: the name of the state.

    Raises:
        Problems: files that cannot be read or parsed, all of them.
    """
    graphs = _parsed(layout, [*_ontology(layout), *layout.data()])
    return State(name, graphs, layout)


def _ontology(layout: Layout) -> list[Path]:
    # A revision may be older than some file of the ontology.
    return [file for file in layout.ontology() if file.exists()]


def _parsed(layout: Layout, files: Iterable[Path]) -> Graphs:
    triples, errors = parse_files(files)
    if errors:
        raise Problems(errors)
    return _apart({layout.graph_of(file): found for file, found in triples.items()})


def _of_path(path: Path, text: str, layout: Layout) -> State:
    if (path / QUADS).is_file():
        return _release(path, text)
    try:
        own = find_layout(path)
    except UsageError:
        return _files(path, text, layout)
    return state_of_layout(own, text)


def _files(path: Path, text: str, layout: Layout) -> State:
    files, errors = files_of([path], FOLDER_ENDINGS)
    graphs: Graphs = {}
    for document in _documents(files, errors, empty=path.is_dir()):
        for name, triples in document.by_graph().items():
            graphs.setdefault(name, set()).update(triples)
    return _data(text, graphs, layout)


def _documents(files: Iterable[Path], errors: list[GcmError], *, empty: bool) -> list[Document]:
    """Read files of which none may be wrong or, unless `empty`, without triples."""
    documents, wrong = read_documents(files, triple_terms=True)
    errors = [*errors, *wrong]
    for document in documents:
        errors += document.errors
        if not (document.triples or document.errors or empty):
            errors.append(RunError(FILE_EMPTY, file=document.file))
    if errors:
        raise Problems(errors)
    return documents


def _data(text: str, graphs: Graphs, layout: Layout) -> State:
    """Return the state of data, with the ontology of the root where the data bring none."""
    graphs.pop(INFERRED, None)
    graphs.pop(DERIVED, None)
    if any(map(is_ontology, graphs)):
        return State(text, graphs)
    return State(text, graphs, around=_parsed(layout, _ontology(layout)))


def _at_endpoint(url: str, layout: Layout) -> State:
    from gcm.graph.remote import RemoteGraph  # late: only an address needs what speaks HTTP

    remote = RemoteGraph(layout, url)
    names = [name for name in remote.asserted if not name.startswith(_NOT_ASSERTED)] or [""]
    return _data(url, _apart({name: remote.triples_of(name) for name in names}), layout)


def is_ontology(graph: str) -> bool:
    """Return whether a graph belongs to the ontology."""
    return graph == ONTOLOGY or graph.startswith(ONTOLOGY + "/")


def ontology_in(graphs: Mapping[str, set[Triple]]) -> Graphs:
    """Return the graphs of the ontology among others."""
    return {name: found for name, found in graphs.items() if is_ontology(name)}


def _release(folder: Path, text: str) -> State:
    quads, ontology = _documents([folder / QUADS, folder / "ontology.ttl"], [], empty=True)
    graphs = {name or GRAPH + "default": set(found) for name, found in quads.by_graph().items()}
    graphs.pop(INFERRED, None)
    graphs.pop(DERIVED, None)
    graphs[ONTOLOGY] = _written(ontology.triples)
    return State(text, graphs)


def _written(triples: list[Triple]) -> set[Triple]:
    """Return an ontology without the labels that a release repeats in the terms of RDFS."""
    known = {
        (one.subject, one.object) for one in triples if one.predicate.value == SKOS + "prefLabel"
    }
    return {
        one
        for one in triples
        if one.predicate.value != RDFS + "label" or (one.subject, one.object) not in known
    }


def state_of_revision(text: str, layout: Layout) -> State:
    """Read the state of a revision of a root's git repository.

    Raises:
        UsageError: git knows no such revision.
        RunError, Problems: git, or its repository, is missing; the revision contains no graph, or
            an unreadable one.
    """
    revision = find_revision(text, layout.root)
    name = text if revision.commit.startswith(text) else f"{text} ({revision.commit[:7]})"
    with checked_out(revision) as root:
        if not ((root / REGISTER).is_file() and (root / "data").is_dir()):
            raise RunError(
                "the revision contains no graph: it needs ontology/prefixes.ttl and data/.",
                file=text,
            )
        return state_of_layout(Layout(root), name)._replace(layout=None)


def _apart(graphs: Mapping[str, Iterable[Triple]]) -> Graphs:
    """Relabel the blank nodes of the graphs: a label has no meaning beyond its file."""
    found: Graphs = {}
    for name, triples in graphs.items():
        own: defaultdict[Term, BlankNode] = defaultdict(BlankNode)
        found[name] = {
            Triple(*(own[part] if isinstance(part, BlankNode) else part for part in one))  # type: ignore[arg-type]
            if isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode)
            else one
            for one in triples
        }
    return found
