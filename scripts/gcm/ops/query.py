"""Running any SPARQL query over the graph."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.core.layout import find_layout
from gcm.core.model import Table
from gcm.core.results import table_from_json, table_to_json
from gcm.rdf.opening import open_graph


class QueryResult(NamedTuple):
    """The answer to a query: rows, or a graph as N-Triples.

    `data` is SPARQL 1.1 Query Results JSON if `table` is given, else N-Triples.
    """

    table: Table | None
    data: bytes
    truncated: bool
    prefixes: dict[str, str]


def query(
    text: str,
    *,
    root: Path | None = None,
    on: Path | str | None = None,
    timeout: float | None = None,
    limit: int | None = None,
) -> QueryResult:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE; the register's prefixes need no declaration.

    Args:
        text: SPARQL 1.1.
        root: the graph to query; see `gcm.core.layout.find_layout`.
        on: a Turtle file, or the address of an endpoint, to query instead of the data of `root`.
        timeout: seconds after which the query is stopped.
        limit: at most so many rows or triples.

    Raises:
        UsageError: `root` holds no graph.
        RunError: the query is refused, wrong, too slow or died, a file cannot be read, or the
            endpoint fails.
    """
    if not text.strip():
        raise RunError("query-empty")
    graph = open_graph(find_layout(root), on)
    # One row more than asked for tells whether there are more.
    data = graph.answer(text, timeout, None if limit is None else limit + 1)
    if not data.startswith(b"{"):
        lines = data.splitlines(keepends=True)
        kept = lines if limit is None else lines[:limit]
        return QueryResult(None, b"".join(kept), len(kept) < len(lines), graph.prefixes)
    table = table_from_json(data)
    if limit is None or len(table.rows) <= limit:
        return QueryResult(table, data, False, graph.prefixes)
    table = Table(table.columns, table.rows[:limit])
    return QueryResult(table, table_to_json(table), True, graph.prefixes)
