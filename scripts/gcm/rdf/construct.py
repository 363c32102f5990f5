"""Constructs: `.rq` files that turn the rows of a table into triples.

A block `VALUES (?row ?column …) { … }` holds an example row in the file and, when it runs, the rows
of the table: `?row` is the line number, an empty cell is UNDEF. A column whose cells hold several
values has a block of its own, with a line for each value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from gcm.core.errors import RunError
from gcm.core.model import Text
from gcm.core.table import Column, Row
from gcm.rdf.graph import Graph
from gcm.rdf.header import read_header, text_of
from gcm.rdf.oxigraph import Literal

_STRING = r'"(?:[^"\\]|\\.)*"'
_BLOCK = re.compile(rf"VALUES\s*\(\s*\?row((?:\s+\?\w+)+)\s*\)\s*\{{(?:[^{{}}\"]|{_STRING})*\}}")


class Construct(NamedTuple):
    """How a kind of table becomes Turtle: the header of its file, and its SPARQL text.

    Args:
        turtle: where the Turtle of the graph's own table is kept, below the root.
        reads: the kinds whose Turtle must be made first.
        key: the columns that together tell one row from another.
        allowed: for some columns, a SPARQL group pattern that gives `?value`.
    """

    name: str
    file: Path
    title: Text
    description: Text
    turtle: Path
    reads: tuple[str, ...]
    key: list[str]
    columns: list[Column]
    allowed: dict[str, str]
    text: str

    def known(self, graph: Graph) -> list[Column]:
        """The columns with the values that the graph allows in them."""
        return [
            column._replace(allowed=_values(graph, self.allowed[column.name]))
            if column.name in self.allowed
            else column
            for column in self.columns
        ]

    def filled(self, rows: Iterable[Row]) -> str:
        """The text with its blocks holding the rows."""
        rows = list(rows)
        columns = {column.name: column for column in self.columns}

        def block(match: re.Match[str]) -> str:
            names = re.findall(r"\w+", match[1])
            lines = [line for row in rows for line in _lines(row, names, columns)]
            return f"VALUES (?row {' '.join('?' + name for name in names)}) {{ {' '.join(lines)} }}"

        return _BLOCK.sub(block, self.text)


def read_construct(file: Path) -> Construct:
    """Read a construct.

    Raises:
        RunError: the file is missing, its header lacks a part, or its blocks do not hold every
            column once.
    """
    text, fields = read_header(file)
    try:
        construct = _construct(file, text, fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise RunError("question-header", file=file, reason=error) from None
    held = [name for block in _BLOCK.finditer(text) for name in re.findall(r"\w+", block[1])]
    for column in construct.columns:
        if held.count(column.name) != 1:
            raise RunError("construct-column", file=file, name=column.name)
    return construct


def _construct(file: Path, text: str, fields: dict[str, Any]) -> Construct:
    entries = fields["columns"]
    return Construct(
        name=file.stem,
        file=file,
        title=text_of(fields["title"]),
        description=text_of(fields["description"]),
        turtle=Path(fields["turtle"]),
        reads=tuple(fields["reads"]),
        key=list(fields["primaryKey"]),
        columns=[
            Column(
                name,
                text_of(entry),
                required=entry.get("required", False),
                separator=entry.get("separator", ""),
                form=entry.get("format", ""),
                example=entry.get("example", ""),
            )
            for name, entry in entries.items()
        ],
        allowed={name: entry["allowed"] for name, entry in entries.items() if "allowed" in entry},
        text=text,
    )


def _values(graph: Graph, pattern: str) -> frozenset[str]:
    rows = graph.select(f"SELECT DISTINCT ?value WHERE {{ {pattern} }}")
    return frozenset(row[0].value for row in rows if row[0])


def _lines(row: Row, names: list[str], columns: dict[str, Column]) -> list[str]:
    if len(names) == 1 and columns[names[0]].separator:
        values = columns[names[0]].values(row.cells[names[0]])
        return [f"({row.line} {Literal(value)})" for value in values]
    cells = (row.cells[name] for name in names)
    return [f"({row.line} {' '.join(str(Literal(cell)) if cell else 'UNDEF' for cell in cells)})"]
