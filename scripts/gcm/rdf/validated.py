"""What is validated: the graph without what is new, and the graph with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from gcm.core.cache import digest_of
from gcm.core.errors import GcmError, Problems, RunError, UsageError
from gcm.core.files import read_bytes
from gcm.core.forms import FOLDER_ENDINGS
from gcm.core.layout import Layout, address_of, files_of
from gcm.rdf.catalogue import catalogue
from gcm.rdf.documents import Document, read_documents
from gcm.rdf.graph import read_prefixes
from gcm.rdf.opening import remote_graph
from gcm.rdf.oxigraph import Triple
from gcm.rdf.question import read_question
from gcm.rdf.shapes_guard import check_shapes


class Validated(NamedTuple):
    """Documents by what they are for.

    Args:
        ontology: classes and vocabularies, which the shapes name.
        shapes: the shapes, and the register of prefixes that their queries name.
        base: the data that the new documents are validated against.
        new: those that a user gave.
        removed: those whose triples a user takes away.
        others: triples of no document: the catalogue of questions, and what an endpoint holds.
        unread: why some of the files could not be read at all.
        edited: whether a file that was given belongs to the graph.
    """

    ontology: list[Document]
    shapes: list[Document]
    base: list[Document]
    new: list[Document]
    removed: list[Document]
    others: list[Triple]
    unread: list[GcmError]
    edited: bool

    def data(self) -> list[Document]:
        """The documents that hold data."""
        return [*self.new, *self.base]

    def before(self) -> list[Triple]:
        """The graph without what is new."""
        return _distinct([*_triples(self.ontology), *_triples(self.base), *self.others])

    def after(self) -> list[Triple]:
        """The graph with what is new, and without what is taken away.

        Taking away a file of the graph leaves what another file says too.
        """
        gone = {document.file for document in self.removed}
        left = [document for document in self.base if document.file not in gone]
        listed = set(_triples(self._listed()))
        kept = [triple for triple in [*_triples(left), *self.others] if triple not in listed]
        return _distinct([*_triples(self.ontology), *kept, *_triples(self.new)])

    def absent(self) -> list[Triple]:
        """What was to be taken away, but is not there."""
        there = {*_triples(self.base), *self.others} if self.removed else set()
        return [triple for triple in _triples(self._listed()) if triple not in there]

    def shape_triples(self) -> list[Triple]:
        """The shapes as triples."""
        return _triples(self.shapes)

    def key(self, mark: str, version: str) -> str:
        """A digest of the graph without what is new, and of what finds results in it."""
        documents = (*self.ontology, *self.shapes, *self.base)
        # What makes results counts too: a checkout changes without its version.
        makers = sorted(Path(__file__).parent.glob("*.py"))
        contents = chain(
            ((document.file.name, document.text.encode()) for document in documents),
            [("", "\n".join(map(str, self.others)).encode())],
            ((maker.name, read_bytes(maker)) for maker in makers),
        )
        return digest_of(contents, f"{version} {mark}")

    def _listed(self) -> list[Document]:
        """Documents that only list triples to take away, and are no part of the graph."""
        files = {document.file for document in self.base}
        return [document for document in self.removed if document.file not in files]


def read_validated(
    layout: Layout,
    paths: Sequence[Path],
    on: Path | str | None,
    removing: Sequence[Path],
    *,
    alone: bool = False,
) -> Validated:
    """Read all that a validation needs; see `gcm.ops.validate.validate` for the arguments.

    Raises:
        Problems: files of the graph, or all that were given, are missing, empty, or cannot be read
            at all; syntax errors in the ontology or the shapes; what is refused of the shapes.
        RunError: the endpoint fails.
    """
    url = address_of(on)
    new, errors = files_of(paths, FOLDER_ENDINGS)
    removed, more = files_of(removing, FOLDER_ENDINGS)
    errors += more
    base, wrong = files_of([Path(on)] if on and not url else [], FOLDER_ENDINGS)
    if not (alone or on):
        base = layout.data()
    new, removed, base = _resolved(new), _resolved(removed), _resolved(base)
    if both := set(new) & set(removed):
        raise UsageError("validate-both", file=min(both))
    own = _resolved([*layout.ontology(), *layout.shapes(), layout.register])
    if ours := set(own) & {*new, *removed}:
        raise UsageError("validate-own", file=min(ours))
    read, unreadable = read_documents(dict.fromkeys([*own, *new, *removed, *base]))
    by_file = {document.file: document for document in read}
    given = [by_file[file] for file in (*new, *removed) if file in by_file]
    empty = [one.file for one in given if not (one.triples or one.errors)]
    errors += [RunError("file-empty", file=file) for file in empty]
    errors += [error for error in unreadable if error.file in {*new, *removed}]
    wrong += [error for error in unreadable if error.file not in {*new, *removed}]
    wrong += [error for file in own if file in by_file for error in by_file[file].errors]
    rules = [by_file[f] for f in _resolved([*layout.shapes(), layout.register]) if f in by_file]
    terms = [by_file[file] for file in _resolved(layout.ontology()) if file in by_file]
    wrong += check_shapes(rules, terms)
    if wrong or (errors and len(given) == len(empty)):
        # What a broken file says is told with the rest: all is mended in one go.
        said = [by_file[file] for file in (*new, *removed, *base) if file in by_file]
        raise Problems([*errors, *wrong, *(error for one in said for error in one.errors)])
    others = (
        []
        if alone
        else catalogue(map(read_question, layout.questions().values()), read_prefixes(layout))
    )
    if url:
        others += remote_graph(layout, url).data()
    return Validated(
        terms,
        rules,
        [by_file[file] for file in base if file not in new],
        [by_file[file] for file in new if file in by_file and file not in empty],
        [by_file[file] for file in removed if file in by_file and file not in empty],
        others,
        errors,
        bool(set(base) & set(new)),
    )


def _resolved(files: Iterable[Path]) -> list[Path]:
    # A link keeps its own name, since that tells the format; `Path.resolve` fails on loops of them.
    return list(dict.fromkeys(Path(os.path.realpath(one.parent), one.name) for one in files))


def _triples(documents: Iterable[Document]) -> list[Triple]:
    return [triple for document in documents for triple in document.triples]


def _distinct(triples: Iterable[Triple]) -> list[Triple]:
    return list(dict.fromkeys(triples))
