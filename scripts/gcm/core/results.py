"""Rows as SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Literal, NamedTuple

from gcm.core.namespaces import XSD

Value = str | int | None
_INTEGER = XSD + "integer"
_DIGITS = re.compile(r"[+-]?[0-9]{1,4000}")


class Cell(NamedTuple):
    """One cell of an answer: an RDF term, as in SPARQL 1.1 Query Results JSON."""

    kind: Literal["uri", "literal", "bnode", "triple"]
    value: str
    language: str = ""
    datatype: str = ""
    direction: str = ""

    @property
    def plain(self) -> str | int:
        """The value in Python: an int for a well-formed xsd:integer, else text."""
        if self.datatype == _INTEGER and _DIGITS.fullmatch(self.value):
            return int(self.value)
        return self.value if self.kind in ("uri", "literal") else as_sparql(self, "<{}>".format)


class Table(NamedTuple):
    """The rows of an answer; a cell is `None` where the row leaves the variable unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    def __repr__(self) -> str:
        return f"<Table {', '.join(self.columns)}: rows={len(self.rows)}>"

    def __str__(self) -> str:
        """The rows as an aligned table, as `print` shows them."""
        from gcm.core.terminal import table  # late: few tables are printed

        rows = [["" if value is None else str(value) for value in row] for row in self.values()]
        return table(self.columns, rows).rstrip("\n")

    def values(self) -> list[tuple[Value, ...]]:
        """Return the rows as plain Python values."""
        return [tuple(cell.plain if cell else None for cell in row) for row in self.rows]

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dictionary, as `pandas.DataFrame` accepts them."""
        for row in self.values():
            yield dict(zip(self.columns, row, strict=True))


_STRING = XSD + "string"
# Written without quotation marks in SPARQL and in Turtle (its productions 19, 20, 21 and 133s).
BARE = {
    _INTEGER: re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def as_sparql(found: Cell, name: Callable[[str], str]) -> str:
    """A term as SPARQL 1.2 writes it.

    Args:
        found: the term.
        name: writes an IRI.
    """
    if found.kind == "uri":
        return name(found.value)
    if found.kind == "bnode":
        return f"_:{found.value}"
    if found.kind == "triple":
        parts = " ".join(as_sparql(part, name) for part in triple_parts(found))
        return f"<<( {parts} )>>"
    bare = BARE.get(found.datatype)
    if bare and bare.fullmatch(found.value):
        return found.value
    text = f'"{found.value.translate(_ESCAPES)}"'
    if found.language:
        return f"{text}@{found.language}" + (f"--{found.direction}" if found.direction else "")
    return text if found.datatype in ("", _STRING) else f"{text}^^{name(found.datatype)}"


def triple_parts(found: Cell) -> tuple[Cell, Cell, Cell]:
    """The subject, predicate and object of a triple term."""
    parts = json.loads(found.value)
    subject, predicate, value = (
        cell_from_json(parts[name]) for name in ("subject", "predicate", "object")
    )
    return subject, predicate, value


def table_to_json(table: Table) -> bytes:
    """Serialise rows as SPARQL 1.1 Query Results JSON."""
    rows = [
        {name: cell_to_json(found) for name, found in zip(table.columns, row, strict=True) if found}
        for row in table.rows
    ]
    head = {"vars": list(table.columns)}
    content = {"head": head, "results": {"bindings": rows}}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def boolean_to_json(table: Table) -> bytes:
    """Serialise the answer to an ASK, from the table that `table_from_json` made of it."""
    found = any(cell and cell.value == "true" for row in table.rows for cell in row)
    return json.dumps({"head": {}, "boolean": found}).encode()


def table_from_json(data: bytes) -> Table:
    """Parse SPARQL 1.1 Query Results JSON; an ASK has one column, `answer`."""
    content = json.loads(data)
    if "boolean" in content:
        term = Cell("literal", str(content["boolean"]).lower())
        return Table(("answer",), ((term,),))
    names = content["head"]["vars"]
    rows = (
        tuple(cell_from_json(row[name]) if name in row else None for name in names)
        for row in content["results"]["bindings"]
    )
    return Table(tuple(names), tuple(rows))


def beyond(rows: Iterable[Hashable], others: Iterable[Hashable]) -> frozenset[int]:
    """Return the indexes, from 0, of the rows that occur more often than among others."""
    left = Counter(others)
    found = set()
    for place, row in enumerate(rows):
        if left[row]:
            left[row] -= 1
        else:
            found.add(place)
    return frozenset(found)


def plain_json(value: object) -> object:
    """Return a part of an answer as JSON: tuples with names as objects, others as arrays."""
    if isinstance(value, Cell):
        return cell_to_json(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain_json(one) for name, one in value._asdict().items()}
    return list(map(plain_json, value)) if isinstance(value, list | tuple) else value


def cell_to_json(found: Cell) -> dict[str, object]:
    """Return one term in the form of SPARQL 1.1 Query Results JSON."""
    entry: dict[str, object] = {"type": found.kind, "value": found.value}
    if found.kind == "triple":
        entry["value"] = json.loads(found.value)
    elif found.language:
        entry["xml:lang"] = found.language
        if found.direction:
            entry["its:dir"] = found.direction
    elif found.datatype not in ("", _STRING):
        entry["datatype"] = found.datatype
    return entry


def cell_from_json(cell: dict[str, str]) -> Cell:
    """Parse a term of SPARQL 1.1 Query Results JSON."""
    if cell["type"] == "triple":
        triple = Cell("triple", json.dumps(cell["value"], ensure_ascii=False))
        if not all(isinstance(text, str) for part in triple_parts(triple) for text in part):
            raise TypeError
        return triple
    kind = {"uri": "uri", "bnode": "bnode"}.get(cell["type"], "literal")
    language, direction = cell.get("xml:lang", ""), cell.get("its:dir", "")
    return Cell(kind, cell["value"], language, cell.get("datatype", ""), direction)  # type: ignore[arg-type]
