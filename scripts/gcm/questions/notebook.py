"""Answers where people work with them in Python: notebooks, pandas, rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gcm.core.errors import RunError
from gcm.core.results import Table

if TYPE_CHECKING:
    from gcm.rdf.rdflib_bridge import RdflibRows, WholeGraph

_MOST = 500  # rows, or lines, that a notebook shows


def shape(table: Table) -> str:
    """How many rows and columns there are, for a `repr`."""
    return f"{len(table.rows)} × {len(table.columns)}"


def html_table(headings: Iterable[str], table: Table) -> str:
    """Rows as a table of HTML, every text escaped, cut after the first 500 rows."""
    lines = [_line("th", headings)]
    for row in table.values()[:_MOST]:
        lines.append(_line("td", ("" if value is None else str(value) for value in row)))
    return "\n".join(["<table>", *lines, "</table>", *_rest(len(table.rows))])


def html_text(text: str) -> str:
    """Lines as they are, escaped, cut after the first 500."""
    lines = text.splitlines()
    return "\n".join([f"<pre>{_escaped(chr(10).join(lines[:_MOST]))}</pre>", *_rest(len(lines))])


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


def _line(tag: str, texts: Iterable[str]) -> str:
    cells = "".join(f"<{tag}>{_escaped(text)}</{tag}>" for text in texts)
    return f"<tr>{cells}</tr>"


def _rest(count: int) -> list[str]:
    return [f"<p>… + {count - _MOST}</p>"] if count > _MOST else []


def _escaped(text: str) -> str:
    from html import escape  # late: notebooks only

    return escape(text)
