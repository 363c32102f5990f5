"""The plain data that tasks return: cells, tables, proofs, findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from gcm.core.language import Text, msg
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

    def values(self) -> list[tuple[Value, ...]]:
        """The rows as plain Python values."""
        return [tuple(cell.plain if cell else None for cell in row) for row in self.rows]

    def records(self) -> Iterator[dict[str, Value]]:
        """Each row as a dictionary, as `pandas.DataFrame` takes them."""
        for row in self.values():
            yield dict(zip(self.columns, row, strict=True))


class Proof(NamedTuple):
    """What a fact rests on: a quote with its unit, or a page with its address.

    The name of a page that copies another's data says so.
    """

    source: str
    quote: str
    unit: int | None
    url: str


class Finding(NamedTuple):
    """Something wrong in the graph or its sources, and what to do about it.

    Args:
        message: what is wrong.
        file: where to mend it.
        line: the line of the file, counted from 1.
        column: the character of the line, counted from 1.
        source: what stands there, as written: the text that `replacement` would replace.
        cell: the name of the column, if the file is a table.
        thing: the IRI it is about, or `_:label`.
        label: what the thing is called.
        path: the property: an IRI, or a SPARQL property path; empty if it is about none.
        value: the offending value.
        shape: the IRI of the shape that found it.
        component: the IRI of its constraint component.
        severity: the local name, or the IRI of one that is not SHACL's.
        why: why it matters.
        advice: what to do, the most promising first.
        replacement: what to write instead of `source`, where that is certain enough to propose.
        rule: the check that found it, where no shape did; `core.rule_messages` says what it asks.
    """

    message: Text
    file: Path | None = None
    line: int | None = None
    column: int | None = None
    source: str = ""
    cell: str = ""
    thing: str = ""
    label: Text = {}  # noqa: RUF012 - never changed: a NamedTuple's default is shared
    path: str = ""
    value: Cell | None = None
    shape: str = ""
    component: str = ""
    severity: str = "Violation"
    why: Text = {}  # noqa: RUF012
    advice: tuple[Text, ...] = ()
    replacement: str = ""
    rule: str = ""
