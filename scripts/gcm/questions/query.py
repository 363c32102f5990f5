"""Running any SPARQL query over the graph."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import QueryError
from gcm.core.language import Lang, msg
from gcm.core.layout import find_layout
from gcm.core.results import Table, rows_beyond, table_from_json, table_to_json
from gcm.graph.open import open_for
from gcm.questions.rows import Rows, rows_of
from gcm.questions.view import view_of
from gcm.questions.words import read_words


class QueryResult(NamedTuple):
    """The answer to a query: rows, or a graph as N-Triples.

    `data` is SPARQL 1.1 Query Results JSON if `table` is given, else N-Triples. `inferred` holds
    the places, from 0, of the rows or triples that the asserted facts alone do not give. `rows`
    has the labels of things, if they were asked for.
    """

    table: Table | None
    data: bytes
    truncated: bool
    prefixes: dict[str, str]
    inferred: frozenset[int]
    rows: Rows | None = None


def query(
    text: str,
    *,
    root: Path | None = None,
    on: Path | str | None = None,
    store: Path | None = None,
    timeout: float | None = None,
    limit: int | None = None,
    labels: Lang | None = None,
) -> QueryResult:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE; the register's prefixes need no declaration.

    Args:
        text: SPARQL 1.1.
        root: the graph to query; see `gcm.core.layout.find_layout`.
        on: a Turtle file, or the address of an endpoint, to query instead of the data of `root`.
        store: the folder of an on-disk store of the graph, for one that is large.
        timeout: seconds after which the query is stopped.
        limit: at most so many rows or triples.
        labels: the language of labels for the things in rows; None for none.

    Raises:
        UsageError: `root` holds no graph.
        RunError: the query is refused, wrong, too slow or died, a file cannot be read, or the
            endpoint fails.
    """
    if not text.strip():
        raise QueryError(msg("the query is empty."))
    graph = open_for(find_layout(root), on, store)
    # One row more than asked for tells whether there are more.
    data, asserted = graph.answer_marked(text, timeout, None if limit is None else limit + 1)
    if not data.startswith(b"{"):
        lines = data.splitlines(keepends=True)
        kept = lines if limit is None else lines[:limit]
        known = set(asserted.splitlines(keepends=True)) if asserted is not None else set(kept)
        inferred = frozenset(place for place, line in enumerate(kept) if line not in known)
        return QueryResult(None, b"".join(kept), len(kept) < len(lines), graph.prefixes, inferred)
    table = table_from_json(data)
    truncated = limit is not None and len(table.rows) > limit
    if truncated:
        table = Table(table.columns, table.rows[:limit])
        data = table_to_json(table)
    inferred = (
        rows_beyond(table, table_from_json(asserted)) if asserted is not None else frozenset()
    )
    rows = None
    if labels:
        view = view_of(table)
        words = read_words(graph, table, view)
        rows = rows_of(table, view, words, labels, graph.prefixes, inferred)
    return QueryResult(table, data, truncated, graph.prefixes, inferred, rows)
