"""The content of a release: writing it, and reading every file back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, RunError
from gcm.core.files import read_bytes, read_text
from gcm.core.language import Message, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import DERIVED
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.questions.all_answers import answer_all
from gcm.questions.formats import csv_cells, csv_rows, csv_text
from gcm.rdf.oxigraph import NamedNode, Triple, term_text
from gcm.releases.definitions import definitions
from gcm.releases.dump import Digests, write_dump
from gcm.releases.folder import COPIED
from gcm.releases.read_back import DIFFERS, Check, dump_errors, graph_errors
from gcm.releases.staging import Staging
from gcm.turtle.format import write_turtle
from gcm.turtle.prefixes import read_prefixes

_SHORTCUT = ("subject", "property", "value", "fact")


class Written(NamedTuple):
    """The dump as written, and the checks that read dump, definitions and tables back."""

    digests: Digests
    checks: list[Check]


def write_content(
    layout: Layout, staging: Staging, on_step: Callable[[Message], object] = lambda _: None
) -> Written:
    """Write all files of a release except its description.

    Args:
        layout: the graph.
        staging: the folder to write to.
        on_step: called with the name of each step.

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
    digests = write_dump(graphs, _shortcuts(graph), staging, prefixes, context)
    checks: list[Check] = [partial(dump_errors, staging.folder, digests)]
    checks += _write_definitions(layout, staging, prefixes)
    on_step(msg("answering the questions"))
    checks += _write_tables(graph, staging)
    _copy_files(layout, staging)
    return Written(digests, checks)


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
