"""The content of a release: data, definitions and tables; writing it, and reading it back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from gcm.changes.answers import answers_changed
from gcm.changes.difference import compare
from gcm.changes.document import MARKDOWN, shown
from gcm.changes.in_words import changes_in
from gcm.changes.model import changes_json
from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import read_bytes, read_text
from gcm.core.language import LANGS, Message, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import DERIVED, RDFS, SKOS
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.graph.state import State, is_ontology
from gcm.questions.all_answers import answer_all
from gcm.questions.answer_formats import csv_cells, csv_rows, csv_text
from gcm.questions.catalogue import read_catalogue
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import NamedNode, Triple, term_text
from gcm.releases.dump import DIFFERS, Check, Dump, dump_errors, graph_errors, write_dump
from gcm.releases.folder import CHANGES, COPIED, Staging
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import parse_all, read_prefixes
from gcm.validation.shape_texts import with_texts

_SHORTCUT = ("subject", "property", "value", "fact")
ONTOLOGY, ALIGNMENTS = "ontology.ttl", "alignments.ttl"
PREFIXES, SHAPES, QUESTIONS = "prefixes.ttl", "shapes.ttl", "questions.ttl"


def write_content(
    layout: Layout, staging: Staging, on_step: Callable[[Message], object] = lambda _: None
) -> tuple[Dump, list[Check]]:
    """Write all files of a release except its description.

    Args:
        layout: the graph.
        staging: the folder to write to.
        on_step: called with the name of each step.

    Returns:
        The dump, and the checks that read dump, definitions and tables back.

    Raises:
        RunError, Problems: files that cannot be read or parsed, or the disk is full.
    """
    prefixes = read_prefixes(layout)
    context = json.loads(read_text(layout.context))["@context"]
    on_step(msg("writing the data"))
    graph = open_graph(layout)
    held = graph.named_graphs()
    names = [*map(layout.graph_of, layout.data()), DERIVED]
    graphs = {name: held[name] for name in names if name in held}
    dump = write_dump(graphs, _shortcuts(graph), staging, prefixes, context)
    checks: list[Check] = [partial(dump_errors, staging.folder, dump)]
    checks += _write_definitions(layout, staging, prefixes)
    on_step(msg("answering the questions"))
    checks += _write_tables(graph, staging)
    _copy_files(layout, staging)
    return dump, checks


def _shortcuts(graph: Graph) -> list[tuple[Triple, NamedNode]]:
    """Return the shortcut triples, each with the fact it stands for, in a fixed order."""
    found = []
    for row in graph.bindings(read_text(graph.layout.shortcuts)):
        *terms, fact = (NamedNode(term_text(row[name])) for name in _SHORTCUT)
        found.append((Triple(*terms), fact))
    return found


def _write_definitions(
    layout: Layout, staging: Staging, prefixes: Mapping[str, str]
) -> Iterator[Check]:
    for name, triples in definitions(layout).items():
        staging.write(name, write_turtle(triples, prefixes).encode())
        file = staging.folder / name
        yield partial(graph_errors, file, triples)


def _write_tables(graph: Graph, staging: Staging) -> Iterator[Check]:
    for question, lang, table in answer_all(graph, graph.layout):
        name = f"tables/{lang}/{question.name}.csv"
        staging.write(name, csv_text(table).encode())
        yield partial(_table_errors, staging.folder / name, csv_cells(table))


def _copy_files(layout: Layout, staging: Staging) -> None:
    copied = {name: layout.own(name) for name in COPIED}
    copied[layout.context.name] = layout.context
    copied |= {f"sources/{file.name}": file for file in layout.source_texts()}
    for name, own in copied.items():
        staging.write(name, read_bytes(own))


def _table_errors(file: Path, cells: list[list[str]]) -> list[GcmError]:
    same = csv_rows(read_text(file)) == cells
    return [] if same else [RunError(DIFFERS, file=file)]


def definitions(layout: Layout) -> dict[str, list[Triple]]:
    """Return the triples of each file of definitions, by the file's name in a release.

    Shapes and questions come with the register of prefixes, which their SPARQL needs, so that any
    engine can run them; shapes also with the messages and names that `gcm` derives.

    Raises:
        Problems: files that cannot be read or parsed, all of them.
    """
    register = parse_all([layout.register])
    ontology = parse_all(layout.ontology())
    return {
        ONTOLOGY: [*ontology, *_labels(ontology)],
        ALIGNMENTS: parse_all(layout.alignments()),
        PREFIXES: register,
        SHAPES: [
            *with_texts(TripleIndex(parse_all(layout.shapes())), TripleIndex(ontology)),
            *register,
        ],
        QUESTIONS: [*read_catalogue(layout), *register],
    }


def _labels(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield preferred labels as rdfs:label too, which editors and documentation tools show."""
    for triple in triples:
        if triple.predicate.value == SKOS + "prefLabel":
            yield Triple(triple.subject, NamedNode(RDFS + "label"), triple.object)


def write_changes(layout: Layout, staging: Staging, states: tuple[State, State] | None) -> None:
    """Write `CHANGES.md`, in both languages, and the change files for programs.

    Args:
        layout: the graph.
        staging: the folder to write to.
        states: the last release, and the graph to be released; None if there was no release.

    Raises:
        Problems: a question cannot be asked of one of the states.
        RunError: the disk is full.
    """
    if states is None:
        texts = [msg("# Changes\n\nThis is the first release.\n").text(lang) for lang in LANGS]
        staging.write(CHANGES, "\n".join(texts).encode())
        return
    before, now = states
    difference = compare(before, now)
    staging.write("changes/added.nq", _of_data(difference.added))
    staging.write("changes/removed.nq", _of_data(difference.removed))
    answers, errors = answers_changed(before, now, layout)
    if errors:
        raise Problems(errors)
    texts = []
    for lang in LANGS:
        changes = changes_in(difference, lang)._replace(answers=tuple(answers[lang]))
        staging.write(f"changes/changes.{lang}.json", changes_json(changes).encode())
        texts.append(shown(changes, lang, MARKDOWN))
    staging.write(CHANGES, "\n".join(texts).encode())


def _of_data(lines: Iterable[bytes]) -> bytes:
    """Return the quads of the dump, which contains the data alone."""
    return b"".join(line for line in lines if not is_ontology(line.split()[-2][1:-1].decode()))
