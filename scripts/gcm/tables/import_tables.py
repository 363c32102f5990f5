"""Importing tables: their rows, by the CONSTRUCT query of their kind, as canonical Turtle."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from gcm.core.errors import GcmError, Problems, RunError, UsageError, did_you_mean
from gcm.core.files import AnyPath, as_path, read_bytes, write_bytes
from gcm.core.language import msg
from gcm.core.layout import Layout, find_layout
from gcm.core.similarity import nearest
from gcm.findings.finding import Finding
from gcm.graph.graph import Graph
from gcm.rdf.oxigraph import Triple
from gcm.tables.columns import Column
from gcm.tables.construct import (
    KIND_UNKNOWN,
    Construct,
    all_constructs,
    find_construct,
    read_construct,
)
from gcm.tables.reading import Complaints, read_rows
from gcm.turtle.format import write_turtle

_BATCH = 1000  # rows in one query: more cost memory, fewer cost time

# Not from the catalogue: without it the same table must give the same file.
_HEAD = (
    "# Made from {table} by `gcm import`: change the table, not this file.\n"
    "# Hecho con `gcm import` a partir de {table}: cambie la tabla, no este archivo."
)


class Imported(NamedTuple):
    """The findings of a table or, if there are none, the number of its rows.

    The warnings say what was read otherwise than it is written.
    """

    findings: list[Finding]
    rows: int
    warnings: list[Finding] = []  # noqa: RUF012 - never changed: a NamedTuple's default is shared


class ImportedAll(NamedTuple):
    """The findings of all tables, or the files that were, or would be, changed among all."""

    findings: list[Finding]
    changed: list[Path]
    files: list[Path]


def import_table(
    table: AnyPath,
    kind: str,
    *,
    output: AnyPath | IO[bytes] | None = None,
    root: AnyPath | None = None,
) -> Imported:
    """Write the Turtle of a table; nothing is written if there are findings.

    Args:
        table: text separated by commas, semicolons or tabs, with one header row.
        kind: the name of a construct below `queries/construct`, without `.rq`.
        output: the file to replace, or an open binary file; without it the table is only checked.
        root: the graph; see `gcm.core.layout.find_layout`.

    Raises:
        UsageError: there is no such kind, `table` is no path, or `output` is a file that no import
            writes.
        RunError, Problems: a file cannot be read or written, or the construct is wrong.
    """
    layout = find_layout(root)
    construct = find_construct(kind, layout)
    table = as_path(table)
    if isinstance(output, str | Path):
        output = as_path(output)
        _refuse_onto(output, table, construct, layout)
    target = layout.own_turtle(construct.turtle)
    # The result of an earlier import of the same table has no bearing on this one.
    made = {output.resolve()} if isinstance(output, Path) else set()
    if _is_own(table, construct, layout):
        made.add(target.resolve())
    instead = dict.fromkeys((file for file in layout.data() if file.resolve() in made), None)
    graph = Graph.read_asserted(layout, instead)
    return _write(table, construct, graph, output, table.name)


def import_tables(*, root: AnyPath | None = None, check: bool = False) -> ImportedAll:
    """Regenerate the Turtle of the graph's own tables, each from `data/tables/<kind>.csv`.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        check: change nothing.

    Raises:
        RunError, Problems: files that cannot be read or written, constructs that are invalid,
            tables of no kind.
    """
    layout = find_layout(root)
    tables = layout.tables()
    constructs = all_constructs(layout)
    kinds = [construct.name for construct in constructs]
    if strange := sorted({*tables} - {*kinds}):
        near = {name: did_you_mean(nearest(name, kinds, 3)) for name in strange}
        raise Problems(
            [RunError(KIND_UNKNOWN, file=tables[n], name=n, near=near[n]) for n in strange]
        )
    findings: list[Finding] = []
    errors: list[GcmError] = []
    wanted = [construct for construct in constructs if construct.name in tables]
    instead: dict[Path, Path | None] = {layout.own_turtle(one.turtle): None for one in wanted}
    graph = Graph.read_asserted(layout, instead)
    with TemporaryDirectory() as folder:
        for construct, target in zip(wanted, instead, strict=True):
            table = tables[construct.name]
            made = Path(folder, f"{construct.name}.ttl")
            name = table.relative_to(layout.root).as_posix()
            try:
                findings += _write(table, construct, graph, made, name).findings
            except RunError as error:
                errors.append(error)
            # An invalid table leaves its old Turtle, if any, for the tables that read it.
            instead[target] = next(filter(Path.exists, (made, target)), None)
            graph.replace(target, instead[target])
        if errors:
            raise Problems(errors)
        files = list(instead)
        if findings:
            return ImportedAll(findings, [], files)
        turtle = {file: read_bytes(made) for file, made in instead.items() if made}
    changed = [file for file in turtle if not file.exists() or read_bytes(file) != turtle[file]]
    for file in changed if not check else ():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, turtle[file])
    return ImportedAll([], changed, files)


def list_constructs(*, root: AnyPath | None = None) -> list[Construct]:
    """The kinds of table, in the order of their names."""
    return [read_construct(file) for file in find_layout(root).constructs().values()]


def known_construct(kind: str, *, root: AnyPath | None = None) -> tuple[Construct, list[Column]]:
    """A kind of table, and its columns, each with the values that the graph allows in it.

    Raises:
        UsageError: there is no such kind.
    """
    layout = find_layout(root)
    construct = find_construct(kind, layout)
    return construct, construct.known(Graph.read_asserted(layout))


def _is_own(table: Path, construct: Construct, layout: Layout) -> bool:
    """Return whether a table is the graph's own of its kind."""
    own = layout.tables().get(construct.name)
    return own is not None and own.resolve() == table.resolve()


def _refuse_onto(output: Path, table: Path, construct: Construct, layout: Layout) -> None:
    """Refuse to replace a file that is not Turtle, or is made from another table.

    Raises:
        UsageError: the output is such a file.
    """
    if output.exists() and not output.is_file():
        return
    made = {
        layout.own_turtle(read_construct(file).turtle).resolve()
        for kind, file in layout.constructs().items()
        if kind != construct.name or not _is_own(table, construct, layout)
    }
    if output.suffix != ".ttl" or output.resolve() in made:
        raise UsageError(
            "an import does not replace this file; name one that ends in .ttl and is not made "
            "from another table.",
            file=output,
        )


def _write(
    table: Path, construct: Construct, graph: Graph, output: Path | IO[bytes] | None, name: str
) -> Imported:
    wrong = Complaints(table)
    rows, triples = _construct(table, construct, graph, wrong)
    if wrong.count:
        return Imported(wrong.findings(), 0, wrong.warnings)
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    turtle = write_turtle(triples, graph.prefixes, _HEAD.format(table=shown)).encode()
    if isinstance(output, Path):
        write_bytes(output, turtle)
    elif output is not None:
        output.write(turtle)
    return Imported([], rows, wrong.warnings)


def _construct(
    table: Path, construct: Construct, graph: Graph, wrong: Complaints
) -> tuple[int, list[Triple]]:
    """Return the number of rows of a table, and the triples of the valid ones."""
    rows = 0
    found: list[Triple] = []
    good = read_rows(table, construct.known(graph), construct.rules, wrong)
    while batch := list(islice(good, _BATCH)):
        rows += len(batch)
        if wrong.full:
            continue
        triples, made = construct.triples(graph, batch)
        for row in batch:
            thing = made.get(row.line)
            if thing is None:
                wrong.add(
                    msg(
                        "row {row}: the row produced no triples. The graph lacks something that "
                        "it refers to, or a cell cannot be part of an address."
                    ),
                    row.line,
                )
            elif thing and (home := graph.home_of(thing)):
                file = graph.layout.file_of(home)
                wrong.add(
                    msg(
                        "row {row}: the graph already contains <{thing}>, in {file}. Leave the "
                        "row out, or change what is there."
                    ),
                    row.line,
                    thing=thing,
                    file=file,
                )
        if not wrong.count:
            found += triples
    return rows, found
