"""Importing tables: their rows, by the construct of their kind, as canonical Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from gcm.core.errors import RunError, UsageError
from gcm.core.files import write_bytes, write_chunks
from gcm.core.layout import Layout, find_layout
from gcm.core.messages import LANGS, message
from gcm.core.model import Finding
from gcm.core.sorting import SortedLines
from gcm.core.table import Column, Complaints, Row, TooManyFindings, read_rows
from gcm.rdf.construct import Construct, read_construct
from gcm.rdf.graph import Graph
from gcm.rdf.oxigraph import Triple, parse_n_triples
from gcm.rdf.turtle import stream_turtle

_BATCH = 1000  # rows in one query: more costs memory, fewer cost time


class Imported(NamedTuple):
    """What is wrong in a table, or, if nothing is, the number of rows that were written."""

    findings: list[Finding]
    rows: int


class ImportedAll(NamedTuple):
    """What is wrong in the tables, or the files that were, or would be, changed among all."""

    findings: list[Finding]
    changed: list[Path]
    files: list[Path]


def import_table(
    table: Path, kind: str, *, output: Path | BinaryIO, root: Path | None = None
) -> Imported:
    """Write the Turtle of a table; nothing is written if anything is wrong in it.

    Memory does not grow with the table: rows are read, and triples sorted, in parts.

    Args:
        table: UTF-8 text, comma-separated, with one header row.
        kind: the name of a construct below `queries/construct`, without `.rq`.
        output: the file to replace, or an open binary file.
        root: the graph; see `gcm.core.layout.find_layout`.

    Raises:
        UsageError: there is no such kind.
        RunError, Problems: a file cannot be read or written, or the construct is wrong.
    """
    layout = find_layout(root)
    construct = find_construct(kind, layout)
    graph = Graph(layout, instead={layout.own_turtle(construct.turtle): None})
    return _write(Path(table), construct, graph, output, Path(table).name)


def import_tables(*, root: Path | None = None, check: bool = False) -> ImportedAll:
    """Make the Turtle of the graph's own tables anew, each from `data/tables/<kind>.csv`.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        check: change nothing.

    Raises:
        RunError, Problems: a file cannot be read or written, or a construct is wrong.
    """
    layout = find_layout(root)
    findings: list[Finding] = []
    instead: dict[Path, Path | None] = {}
    with TemporaryDirectory() as folder:
        for construct in _in_order(layout):
            table = layout.table(construct.name)
            if not table.exists():
                continue
            target = layout.own_turtle(construct.turtle)
            made = Path(folder, f"{construct.name}.ttl")
            graph = Graph(layout, instead={**instead, target: None})
            name = table.relative_to(layout.root).as_posix()
            findings += _write(table, construct, graph, made, name).findings
            instead[target] = made if made.exists() else target
        if findings:
            return ImportedAll(findings, [], list(instead))
        changed = [file for file, made in instead.items() if made and not _same(file, made)]
        for file in [] if check else changed:
            write_bytes(file, (instead[file] or file).read_bytes())
    return ImportedAll([], changed, list(instead))


def list_constructs(*, root: Path | None = None) -> list[Construct]:
    """The kinds of table, in the order of their names."""
    return [read_construct(file) for file in find_layout(root).constructs().values()]


def known_columns(kind: str, *, root: Path | None = None) -> list[Column]:
    """The columns of a kind of table, each with the values that the graph allows in it.

    Raises:
        UsageError: there is no such kind.
    """
    layout = find_layout(root)
    return find_construct(kind, layout).known(Graph(layout))


def find_construct(kind: str, layout: Layout) -> Construct:
    """The construct of a kind of table.

    Raises:
        UsageError: there is none; the nearest names are given.
    """
    files = layout.constructs()
    if kind not in files:
        known = ", ".join(get_close_matches(kind, files) or files) or "—"
        raise UsageError("construct-unknown", name=kind, known=known)
    return read_construct(files[kind])


def _in_order(layout: Layout) -> Iterator[Construct]:
    """The constructs, each after those whose Turtle it reads."""
    constructs = {name: read_construct(file) for name, file in layout.constructs().items()}
    reads: Mapping[str, Iterable[str]] = {
        name: sorted(set(construct.reads) & set(constructs))
        for name, construct in constructs.items()
    }
    try:
        return iter([constructs[name] for name in TopologicalSorter(reads).static_order()])
    except CycleError as error:
        raise RunError("construct-cycle", kinds=", ".join(error.args[1])) from None


def _same(file: Path, made: Path) -> bool:
    return file.exists() and file.read_bytes() == made.read_bytes()


def _write(
    table: Path, construct: Construct, graph: Graph, output: Path | BinaryIO, name: str
) -> Imported:
    wrong = Complaints(table)
    lines = SortedLines()
    try:
        rows = _construct(table, construct, graph, lines, wrong)
        if wrong.findings:
            return Imported(sorted(wrong.findings, key=lambda found: found.line or 0), 0)
        shown = "".join(letter if letter.isprintable() else "?" for letter in name)
        head = "\n".join(message("import-head", lang, table=shown) for lang in LANGS)
        turtle = stream_turtle(_subjects(lines), graph.prefixes, head)
        chunks = (piece.encode() for piece in turtle)
        if isinstance(output, Path):
            write_chunks(output, chunks)
        else:
            output.writelines(chunks)
        return Imported([], rows)
    finally:
        lines.close()


def _construct(
    table: Path, construct: Construct, graph: Graph, lines: SortedLines, wrong: Complaints
) -> int:
    """Fill `lines` with the triples of a table's rows; the number of rows."""
    graph.guard(construct.text)
    rows = 0
    try:
        good = read_rows(table, construct.known(graph), construct.key, wrong)
        while batch := list(islice(good, _BATCH)):
            rows += len(batch)
            if not wrong.findings:
                _add(construct, graph, batch, lines)
    except TooManyFindings:
        pass
    return rows


def _add(construct: Construct, graph: Graph, batch: list[Row], lines: SortedLines) -> None:
    try:
        triples = graph.run(construct.filled(batch))
    except RunError as error:
        error.file = error.file or construct.file
        raise
    for triple in triples.splitlines():
        if triple.startswith(b"_:"):
            raise RunError("construct-blank-node", file=construct.file)
        # A tab sorts before whatever an IRI may hold, so that lines sort by the IRI.
        lines.add(triple[1 : triple.index(b">")] + b"\t" + triple)


def _subjects(lines: SortedLines) -> Iterator[list[Triple]]:
    """The triples of each subject, a triple given twice once."""
    for _, group in groupby(lines, key=lambda line: line.partition(b"\t")[0]):
        unique = [line.partition(b"\t")[2] for line, _ in groupby(group)]
        yield parse_n_triples(b"\n".join(unique) + b"\n")
