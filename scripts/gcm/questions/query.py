"""Running any SPARQL query over the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from gcm.core.errors import QueryError, UsageError, as_language, as_text, check_numbers
from gcm.core.language import Lang
from gcm.core.results import Table, beyond, table_from_json, table_to_json
from gcm.graph.open import Source
from gcm.questions.answer_formats import (
    data_frame,
    html_table,
    html_text,
    rdflib_graph,
    rdflib_rows,
    shape,
)
from gcm.questions.rows import Rows, rows_of
from gcm.questions.view import view_of
from gcm.questions.words import read_words
from gcm.sparql.tokens import star_order

if TYPE_CHECKING:
    from gcm.rdf.rdflib_bridge import RdflibRows, WholeGraph as RdflibGraph

# A blank node, or a text in which one may seem to stand.
_BLANK = re.compile(rb'"(?:[^"\\]|\\.)*"|_:[^\s<>"]+')


class QueryResult(NamedTuple):
    """The answer to a query: rows, or a graph as N-Triples.

    `data` is SPARQL 1.1 Query Results JSON if `table` is given, else N-Triples. `inferred`
    contains the indexes, from 0, of the rows or triples that the asserted facts alone do not give.
    `rows` has the labels of entities, if requested.
    """

    table: Table | None
    data: bytes
    truncated: bool
    prefixes: dict[str, str]
    inferred: frozenset[int]
    rows: Rows | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it is no row, no triple, a count of nothing, or that nothing is so."""
        if self.table is None:
            return not self.data
        ask = b'"boolean"' in self.data[:100] and self.table.columns == ("answer",)
        nothing = (None, 0, "false") if ask else (None, 0)
        rows = self.table.values()
        return not rows or (len(rows) == 1 and all(value in nothing for value in rows[0]))

    def __repr__(self) -> str:
        if self.table is None:
            return f"<QueryResult: triples={len(self.data.splitlines())}>"
        return f"<QueryResult: {shape(self.table)}>"

    def _repr_html_(self) -> str:
        if self.table is None:
            return html_text(self.data.decode())
        return html_table(self.table.columns, self.rows.words()[0] if self.rows else self.table)

    def to_pandas(self) -> Any:
        """The rows as a `pandas.DataFrame`.

        Raises:
            UsageError: the query gives a graph.
            RunError: pandas is not installed.
        """
        if self.table is None:
            raise UsageError("the query gives a graph, not rows; see to_rdflib.")
        return data_frame(self.table)

    def to_rdflib(self) -> RdflibGraph | RdflibRows:
        """The graph as a `rdflib.Graph`, or the rows as a `rdflib.query.Result`.

        Raises:
            RunError: rdflib is not installed.
        """
        return rdflib_rows(self.data) if self.table else rdflib_graph(self.data, self.prefixes)


def query(
    source: Source,
    text: str,
    *,
    timeout: float | None = None,
    limit: int | None = None,
    labels: Lang | None = None,
) -> QueryResult:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE; the register's prefixes need no declaration.

    Args:
        text: SPARQL 1.1.
        timeout: seconds after which the query is stopped.
        limit: the maximum number of rows or triples.
        labels: the language of labels for the entities in rows; None for none.

    Raises:
        UsageError: `text` is no text.
        RunError: the query is refused, wrong, too slow or died, a file cannot be read, or the
            endpoint fails.
    """
    check_numbers(0, timeout, limit)
    labels = labels and as_language(labels)
    if not as_text(text).strip():
        raise QueryError("the query is empty.")
    graph = source.graph
    # One row more than asked for tells whether there are more.
    data, asserted = graph.answer_marked(text, timeout, None if limit is None else limit + 1)
    if not data.startswith(b"{"):
        lines = data.splitlines(keepends=True)
        kept = lines if limit is None else lines[:limit]
        inferred = frozenset[int]()
        if asserted is not None:
            others = asserted.splitlines(keepends=True)
            inferred = beyond(map(_unlabelled, kept), map(_unlabelled, others))
        return QueryResult(None, b"".join(kept), len(kept) < len(lines), graph.prefixes, inferred)
    order = star_order(text)
    given = table_from_json(data)
    table = _in_order(given, order)
    truncated = limit is not None and len(table.rows) > limit
    if truncated:
        table = Table(table.columns, table.rows[:limit])
    if truncated or table.columns != given.columns:
        data = table_to_json(table)
    inferred = frozenset()
    if asserted:
        inferred = beyond(table.rows, _in_order(table_from_json(asserted), order).rows)
    rows = None
    if labels:
        view = view_of(table)
        words = read_words(graph, table, view)
        rows = rows_of(table, view, words, labels, graph.prefixes, inferred)
    return QueryResult(table, data, truncated, graph.prefixes, inferred, rows)


def _in_order(table: Table, order: Mapping[str, int]) -> Table:
    """The table, its columns in an order; any others come last."""
    places = sorted(
        range(len(table.columns)), key=lambda place: order.get(table.columns[place], len(order))
    )
    if places == list(range(len(places))):
        return table
    columns = tuple(table.columns[place] for place in places)
    return Table(columns, tuple(tuple(row[place] for place in places) for row in table.rows))


def _unlabelled(line: bytes) -> bytes:
    """Return a triple without the labels of blank nodes: each run of a template makes its own."""
    return _BLANK.sub(lambda found: b"_:" if found[0][:1] == b"_" else found[0], line)
