"""The kinds of table of a graph: one by its name, or all of them in the order in which they run."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems, RunError, UsageError, as_text
from gcm.core.language import msg
from gcm.core.layout import Layout
from gcm.core.similarity import nearest
from gcm.graph.graph import Graph
from gcm.tables.construct import Construct, read_construct
from gcm.tables.reading import Complaints, read_rows

KIND_UNKNOWN = msg("no kind of table is called “{name}”; there are: {known}.")


def find_construct(kind: str, layout: Layout) -> Construct:
    """Find the CONSTRUCT query of a kind of table.

    Raises:
        UsageError: there is no such kind; the message gives similar names.
    """
    files = layout.constructs()
    if near := [] if kind in files else nearest(as_text(kind), files, 3):
        raise UsageError(
            msg(
                "no kind of table is called “{name}”; did you mean: {near}? `gcm "
                "import -h` lists them all."
            ),
            name=kind,
            near=", ".join(near),
        )
    if kind not in files:
        raise UsageError(KIND_UNKNOWN, name=kind, known=", ".join(files) or "—")
    return read_construct(files[kind])


class Made(NamedTuple):
    """The origin of a Turtle file that is made from a table.

    Args:
        table: the table.
        rows: by the IRI of each entity the line of the row that describes it, for valid rows.
        columns: by the IRI of each property the column with its values unchanged.
    """

    table: Path
    rows: dict[str, int]
    columns: dict[str, str]


def made_from(layout: Layout, file: Path) -> Made | None:
    """Return the table that a Turtle file of the data is made from; None if there is none."""
    for name, table in layout.tables().items():
        construct = find_construct(name, layout)
        if layout.own_turtle(construct.turtle).resolve() == file:
            graph = Graph.read(layout, instead={layout.own_turtle(construct.turtle): None})
            rows = read_rows(table, construct.known(graph), construct.rules, Complaints(table))
            _, made = construct.triples(graph, list(rows))
            things = {thing: row for row, thing in made.items() if thing}
            return Made(table, things, construct.properties(graph.prefixes))
    return None


def all_constructs(layout: Layout) -> list[Construct]:
    """Return the CONSTRUCT queries, each after those whose Turtle it reads.

    Raises:
        Problems: constructs that are invalid, or read a kind that does not exist, all of them.
        RunError: the constructs read one another in a circle.
    """
    constructs: dict[str, Construct] = {}
    errors: list[GcmError] = []
    files = layout.constructs()
    for name, file in files.items():
        try:
            constructs[name] = read_construct(file)
        except RunError as error:
            errors.append(error)
    known = ", ".join(files)
    for construct in constructs.values():
        errors += [
            RunError(KIND_UNKNOWN, file=construct.file, name=name, known=known)
            for name in construct.reads
            if name not in files
        ]
    if errors:
        raise Problems(errors)
    reads = {name: sorted(construct.reads) for name, construct in constructs.items()}
    try:
        return [constructs[name] for name in TopologicalSorter(reads).static_order()]
    except CycleError as error:
        raise RunError(
            msg("these kinds of table read one another in a circle: {kinds}."),
            kinds=", ".join(error.args[1]),
        ) from None
