"""The input of a validation: the graph without the new documents, and with them."""

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from gcm.core.cache import digest_of
from gcm.core.errors import FILE_EMPTY, GcmError, Problems, RunError, UsageError
from gcm.core.files import AnyPath, as_path, read_bytes
from gcm.core.layout import Layout, address_of, files_of
from gcm.core.rdf_formats import FOLDER_ENDINGS
from gcm.evidence.source import read_source, source_triples
from gcm.graph.state import data_files
from gcm.inference.derived import derive
from gcm.questions.catalogue import catalogue
from gcm.questions.question import read_question
from gcm.rdf.oxigraph import Triple
from gcm.turtle.document import Document, read_documents
from gcm.turtle.parse import prefixes_in
from gcm.validation.shapes_guard import check_shapes


@dataclass(frozen=True)
class Inputs:
    """Documents by their purpose.

    Args:
        ontology: classes and vocabularies, which the shapes name.
        shapes: the shapes, and the register of prefixes that their queries name.
        base: the data that the new documents are validated against.
        new: the documents that the user gave.
        removed: the documents of the base that the user leaves out.
        others: triples of no document: the catalogue of questions, and those of an endpoint.
        unread: the errors of files that could not be read at all.
        edited: the files among those the user gave that belong to the graph.
        register: prefix to namespace.
    """

    ontology: list[Document]
    shapes: list[Document]
    base: list[Document]
    new: list[Document]
    removed: list[Document]
    others: list[Triple]
    unread: list[GcmError]
    edited: frozenset[Path]
    register: dict[str, str]

    def data(self) -> list[Document]:
        """List the documents with data."""
        return [*self.new, *self.base]

    def syntax_errors(self) -> list[RunError]:
        """List the syntax errors of all data documents."""
        return [error for one in self.data() for error in one.errors]

    def broken(self) -> list[Path]:
        """List the files that could not be read to their end, or not at all."""
        broken = [one.file for one in self.data() if one.errors]
        return broken + [Path(error.file) for error in self.unread if error.file]

    def before(self) -> list[Triple]:
        """Return the graph without the new documents."""
        return _whole([*_triples(self.ontology), *_triples(self.base), *self.others])

    @cached_property
    def after(self) -> list[Triple]:
        """Return the graph with the new documents, and without the removed ones."""
        gone = {document.file for document in self.removed}
        left = [document for document in self.base if document.file not in gone]
        kept = [*_triples(left), *self.others]
        return _whole([*_triples(self.ontology), *kept, *_triples(self.new)])

    def shape_triples(self) -> list[Triple]:
        """Return the shapes as triples."""
        return _triples(self.shapes)

    def is_root(self) -> bool:
        """Return whether only the unchanged files of the graph are validated."""
        return not self.removed and all(document.file in self.edited for document in self.new)

    def key(self, mark: str, version: str) -> str:
        """Return a digest of the files of the graph, and of the code that validates them."""
        own = [*self.base, *(one for one in self.new if one.file in self.edited)]
        documents = [*self.ontology, *self.shapes, *sorted(own, key=lambda one: one.file)]
        contents = chain(
            ((document.file.name, document.text.encode()) for document in documents),
            [("", "\n".join(map(str, self.others)).encode())],
        )
        return digest_of(contents, f"{version} {mark} {_makers()}")


def read_inputs(
    layout: Layout,
    paths: Sequence[Path],
    on: AnyPath | None,
    removing: Sequence[Path],
    *,
    alone: bool = False,
) -> Inputs:
    """Read all that a validation needs; see `gcm.validation.validate.validate` for the arguments.

    Raises:
        UsageError: a file is given twice, or does not belong where it is given.
        Problems: files of the graph, or all that were given, are missing, empty, or cannot be read
            at all; syntax errors in the ontology or the shapes; refused parts of the shapes.
        RunError: the endpoint fails.
    """
    url = address_of(on)
    (given, errors), (gone, more) = (files_of(some, FOLDER_ENDINGS) for some in (paths, removing))
    with ExitStack() as stack:
        base: list[Path] = [] if alone or on else layout.data()
        wrong: list[GcmError] = []
        if on and not url:
            base, wrong = stack.enter_context(data_files(str(as_path(on)), layout))
        shapes = [*layout.shapes(), layout.register]
        files = list(map(_resolved, (layout.ontology(), shapes, base, given, gone)))
        _refuse(*map(frozenset, files))
        in_base, in_new = frozenset(files[2]), frozenset(files[3])
        # The graph first: labels of blank nodes depend on how many files of a name came before.
        read, unreadable = read_documents(dict.fromkeys(chain.from_iterable(files)))
    by_file = {document.file: document for document in read}
    ontology, shape, old, new, removed = (
        [by_file[file] for file in some if file in by_file] for some in files
    )
    full = [one for one in new if one.triples or one.errors]
    errors += [
        *more,
        *(RunError(FILE_EMPTY, file=one.file) for one in new if not (one.triples or one.errors)),
    ]
    for error in unreadable:
        (errors if error.file in in_new else wrong).append(error)
    wrong += [error for one in (*ontology, *shape) for error in one.errors]
    wrong = wrong or check_shapes(shape, ontology)
    graph = Inputs(
        ontology,
        shape,
        [one for one in old if one.file not in in_new],
        full,
        removed,
        [],
        errors,
        in_base & in_new,
        prefixes_in([one for document in shape[-1:] for one in document.triples]),
    )
    if wrong or (errors and not full):
        # Errors of a broken file are reported with the rest: all are fixed in one go.
        raise Problems([*errors, *wrong, *graph.syntax_errors()])
    if alone or graph.broken():
        return graph
    others = catalogue(map(read_question, layout.questions().values()), graph.register)
    if url:
        from gcm.graph.remote import RemoteGraph  # late: only an address needs what speaks HTTP

        others += RemoteGraph(layout, url).data()
    elif not on:
        others += _texts_alone(layout)
    return replace(graph, others=others)


def _refuse(
    ontology: Set[Path], shapes: Set[Path], base: Set[Path], new: Set[Path], removed: Set[Path]
) -> None:
    """Refuse a file given twice, one to leave out that is not there, and definitions as data."""
    if both := new & removed:
        raise UsageError(
            "the file is both to be validated and to be removed; name it once.", file=min(both)
        )
    if strange := removed - base:
        raise UsageError("only a file of the graph can be left out.", file=min(strange))
    if ours := (ontology | shapes) & new:
        raise UsageError(
            "the file belongs to the ontology or the shapes, not to the data: it is validated "
            "with the whole graph, by `gcm validate` without FILE.",
            file=min(ours),
        )


def _texts_alone(layout: Layout) -> Iterator[Triple]:
    """Yield the graphs of the texts without a generated graph.

    Raises:
        RunError: a text cannot be read or is wrongly named.
    """
    for file in layout.source_texts():
        if not file.with_suffix(".ttl").exists():
            yield from source_triples(read_source(file))


@cache
def _makers() -> str:
    """Return a digest of the modules that validate: a checkout changes while its version stays."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return digest_of(((file.name, read_bytes(file)) for file in files), "")


def _resolved(files: Iterable[Path]) -> list[Path]:
    # A link keeps its own name, which shows the format; `Path.resolve` fails on loops of links.
    return list(dict.fromkeys(Path(os.path.realpath(one.parent), one.name) for one in files))


def _triples(documents: Iterable[Document]) -> list[Triple]:
    return [triple for document in documents for triple in document.triples]


def _whole(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples, each once, with those derived from them; shapes do not look at selectors."""
    found = list(dict.fromkeys(triples))
    return [*found, *derive(found, selectors=False)]
