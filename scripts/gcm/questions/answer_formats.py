"""Answers in formats for programs, and for notebooks, pandas and rdflib in Python.

A spreadsheet shows CSV (RFC 4180), but runs nothing in it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gcm.core.display import printable
from gcm.core.errors import RunError
from gcm.core.namespaces import XSD
from gcm.core.results import Cell, Table, Value
from gcm.rdf.oxigraph import to_format

if TYPE_CHECKING:
    from gcm.rdf.rdflib_bridge import RdflibRows, WholeGraph

GRAPH_FORMATS = ["turtle", "ntriples", "jsonld"]
_MOST = 500  # rows, or lines, that a notebook shows


def serialise(data: bytes, form: str, prefixes: Mapping[str, str]) -> bytes:
    """Convert an answer to another format, ending in one line feed.

    Args:
        data: rows as SPARQL 1.1 Query Results JSON, or a graph as N-Triples.
        form: `tsv` or `xml` (SPARQL 1.1) for rows, one of `GRAPH_FORMATS` for a graph.
        prefixes: the prefixes for Turtle.
    """
    return to_format(data, form, prefixes).rstrip(b"\n") + b"\n"


_VALUE = re.compile(r"[+-]?(?:INF|[0-9P][0-9A-Z.:+-]*)")  # of a date, a duration, a number
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def csv_text(found: Table) -> str:
    """Return the rows below the names of the columns; lines end in a line feed."""
    stream = _Lines()
    # The writer quotes cells with a character of the line end: a lone \r would end a row.
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(found.columns)
    writer.writerows(_cells(found))
    return "".join(stream)


def excel_text(found: Table, headings: Sequence[str]) -> bytes:
    """Return the rows as CSV for Excel: a byte-order mark, semicolons, the columns' labels."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerows([headings, *_cells(found)])
    return stream.getvalue().encode("utf-8-sig")


def workbook(
    found: Table, headings: Sequence[str], about: Sequence[Sequence[str]], names: Sequence[str]
) -> bytes:
    """Return a workbook of the rows, and a sheet about them, if there is anything to say.

    Args:
        found: the rows.
        headings: the columns' labels.
        about: what the second sheet says: a name and its content in each row.
        names: the names of both sheets, and the headings of the second.
    """
    from gcm.rdf.workbook import write_workbook  # late: few answers are workbooks

    rows = (names[0], [list(headings), *found.rows])
    notes = (names[1], [names[2:], *about])
    return write_workbook([rows, notes] if about else [rows])


def csv_rows(text: str) -> list[list[str]]:
    """Return the rows that `csv_text` wrote, the names of the columns first, cells unchanged."""
    most = csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        # Not `splitlines`, which ends a line at more characters than CSV.
        return list(csv.reader(io.StringIO(text, newline="")))
    finally:
        csv.field_size_limit(most)


def csv_cells(found: Table) -> list[list[str]]:
    """Return the result of `csv_rows` on the text of a table."""
    cells: list[Sequence[Value]] = list(_cells(found))
    return [["" if cell is None else str(cell) for cell in row] for row in [found.columns, *cells]]


class _Lines(list[str]):
    """The lines of a writer, ended by a line feed alone."""

    def write(self, line: str) -> None:
        self.append(line[:-2] + "\n")


def _cells(found: Table) -> Iterator[list[Value]]:
    """Yield rows that a spreadsheet does not run: text that starts like a formula is quoted.

    Source: OWASP, CSV Injection. Dates, durations and numbers, by their datatype, are no text.
    """
    for row, values in zip(found.rows, found.values(), strict=True):
        cells = zip(row, values, strict=True)
        yield ["'" + cell.value if cell and _is_formula(cell) else value for cell, value in cells]


def _is_formula(cell: Cell) -> bool:
    if not cell.value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return False
    is_value = cell.datatype.startswith(XSD) and cell.datatype != XSD + "string"
    return not (_NUMBER.fullmatch(cell.value) or (is_value and _VALUE.fullmatch(cell.value)))


def shape(table: Table) -> str:
    """How many rows and columns there are, for a `repr`."""
    return f"{len(table.rows)} × {len(table.columns)}"


def html_table(headings: Iterable[str], table: Table) -> str:
    """Rows as a table of HTML, every text escaped, cut after the first 500 rows."""
    lines = [html_row("th", headings)]
    for row in table.values()[:_MOST]:
        lines.append(html_row("td", ("" if value is None else str(value) for value in row)))
    return "\n".join(["<table>", *lines, "</table>", *_rest(len(table.rows))])


def html_text(text: str) -> str:
    """Lines as they are, escaped, cut after the first 500."""
    from html import escape  # late: it takes long to import

    lines = text.splitlines()
    return "\n".join([f"<pre>{escape(chr(10).join(lines[:_MOST]))}</pre>", *_rest(len(lines))])


def data_frame(table: Table) -> Any:
    """Rows as a `pandas.DataFrame`.

    Raises:
        RunError: pandas is not installed.
    """
    with _installed("pandas"):
        import pandas
    return pandas.DataFrame(table.values(), columns=list(table.columns))


def rdflib_graph(data: bytes, prefixes: Mapping[str, str]) -> WholeGraph:
    """N-Triples as a `rdflib.Graph`.

    Raises:
        RunError: rdflib is not installed.
    """
    with _installed("rdflib"):
        from gcm.rdf.rdflib_bridge import graph_of  # late: it takes long to import
    return graph_of(data, prefixes)


def rdflib_rows(data: bytes) -> RdflibRows:
    """SPARQL 1.1 Query Results JSON as a `rdflib.query.Result`.

    Raises:
        RunError: rdflib is not installed.
    """
    with _installed("rdflib"):
        from gcm.rdf.rdflib_bridge import rows_of  # late: it takes long to import
    return rows_of(data)


@contextmanager
def _installed(library: str) -> Iterator[None]:
    try:
        yield
    except ImportError:
        raise RunError(
            "{library} is not installed; run `python -m pip install {library}`.", library=library
        ) from None


def html_row(tag: str, texts: Iterable[str]) -> str:
    """A row of a table of HTML, its cells of a tag such as `td` or `th scope=col`."""
    from html import escape  # late, as above

    end = tag.partition(" ")[0]
    return "<tr>" + "".join(f"<{tag}>{escape(printable(text))}</{end}>" for text in texts) + "</tr>"


def _rest(count: int) -> list[str]:
    return [f"<p>… + {count - _MOST}</p>"] if count > _MOST else []
