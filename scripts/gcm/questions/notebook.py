"""Answers where people work with them in Python: notebooks, pandas, rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gcm.core.display import printable
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
