"""Rows as SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from gcm.core.language import msg
from gcm.core.namespaces import XSD

FINDINGS_MORE = msg(
    "There are more such findings; only the first {most} are shown. Fix these first."
)

Value = str | int | None
_INTEGER = XSD + "integer"
_DIGITS = re.compile(r"[+-]?[0-9]{1,4000}")


class Cell(NamedTuple):
    """One cell of an answer: an RDF term, as SPARQL 1.1 Query Results JSON gives it."""

    kind: Literal["uri", "literal", "bnode", "triple"]
    value: str
    language: str = ""
    datatype: str = ""

    @property
    def plain(self) -> str | int:
        """The value as Python has it: an int for a well-formed xsd:integer, else text."""
        if self.datatype == _INTEGER and _DIGITS.fullmatch(self.value):
            return int(self.value)
        return f"_:{self.value}" if self.kind == "bnode" else self.value


class Table(NamedTuple):
    """The rows of an answer; a cell is `None` where the row leaves the variable unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    def __repr__(self) -> str:
        return f"<Table {', '.join(self.columns)}: rows={len(self.rows)}>"

    def values(self) -> list[tuple[Value, ...]]:
        """The rows as plain Python values."""
        return [tuple(cell.plain if cell else None for cell in row) for row in self.rows]

    def records(self) -> Iterator[dict[str, Value]]:
        """Each row as a dictionary, as `pandas.DataFrame` takes them."""
        for row in self.values():
            yield dict(zip(self.columns, row, strict=True))


_STRING = XSD + "string"


def table_to_json(table: Table) -> bytes:
    """Rows as SPARQL 1.1 Query Results JSON."""
    rows = [
        {name: cell_to_json(found) for name, found in zip(table.columns, row, strict=True) if found}
        for row in table.rows
    ]
    head = {"vars": list(table.columns)}
    content = {"head": head, "results": {"bindings": rows}}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def boolean_to_json(table: Table) -> bytes:
    """The answer to an ASK, as `table_from_json` gives it, in the form it had."""
    found = any(cell and cell.value == "true" for row in table.rows for cell in row)
    return json.dumps({"head": {}, "boolean": found}).encode()


def table_from_json(data: bytes) -> Table:
    """The rows in SPARQL 1.1 Query Results JSON; an ASK has one column, `answer`."""
    content = json.loads(data)
    if "boolean" in content:
        term = Cell("literal", str(content["boolean"]).lower())
        return Table(("answer",), ((term,),))
    names = content["head"]["vars"]
    rows = (
        tuple(_cell_from_json(row[name]) if name in row else None for name in names)
        for row in content["results"]["bindings"]
    )
    return Table(tuple(names), tuple(rows))


def rows_beyond(table: Table, other: Table) -> frozenset[int]:
    """The places, from 0, of the rows of a table that another does not have as often."""
    left = Counter(other.rows)
    beyond = set()
    for place, row in enumerate(table.rows):
        if left[row]:
            left[row] -= 1
        else:
            beyond.add(place)
    return frozenset(beyond)


def cell_to_json(found: Cell) -> dict[str, object]:
    """One term as the format has it."""
    entry: dict[str, object] = {"type": found.kind, "value": found.value}
    if found.kind == "triple":
        entry["value"] = json.loads(found.value)
    elif found.language:
        entry["xml:lang"] = found.language
    elif found.datatype not in ("", _STRING):
        entry["datatype"] = found.datatype
    return entry


def _cell_from_json(cell: dict[str, str]) -> Cell:
    if cell["type"] == "triple":
        return Cell("triple", json.dumps(cell["value"], ensure_ascii=False))
    kind = {"uri": "uri", "bnode": "bnode"}.get(cell["type"], "literal")
    return Cell(kind, cell["value"], cell.get("xml:lang", ""), cell.get("datatype", ""))  # type: ignore[arg-type]
