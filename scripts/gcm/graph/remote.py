"""A graph that someone else serves: asked where it is, or copied to be worked on here."""

from __future__ import annotations

import time
from collections.abc import Collection
from functools import cached_property
from typing import Final

from gcm.core.errors import GraphNotLoaded, RunError
from gcm.core.layout import Layout
from gcm.core.namespaces import GRAPH, INFERRED
from gcm.core.results import Cell, Table, boolean_to_json, table_from_json, table_to_json
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, from_cell, n_triples
from gcm.rdf.store import with_values
from gcm.sparql.endpoint import NO_RESULTS, PARTIAL, TIMEOUT, Endpoint
from gcm.sparql.guard import check_query
from gcm.sparql.prologue import read_prologue
from gcm.sparql.reply import shown
from gcm.turtle.prefixes import read_prefixes

# What the tool makes itself, or takes from its own files: no data of the endpoint's.
_MADE_HERE: Final = ("ontology/", "shapes/", "catalogue", "derived", "inferred")
_GRAPHS: Final = f"""
SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{GRAPH}")) }}
ORDER BY ?g
"""
_COUNTS: Final = f"""
SELECT ?g (COUNT(*) AS ?n)
WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{GRAPH}")) }}
GROUP BY ?g
"""
_FEWEST: Final = 1000  # triples that every endpoint gives at once
_PATIENCE: Final = 600.0  # seconds for one part of a copy


class RemoteGraph:
    """Our named graphs at an endpoint, asked as `gcm.graph.graph.Graph` is.

    Where the endpoint has none of ours, its default graph is asked.
    """

    def __init__(self, layout: Layout, url: str, endpoint: Endpoint | None = None) -> None:
        """Prepare to ask; nothing is sent yet.

        Args:
            layout: where the register of prefixes is.
            url: of the endpoint.
            endpoint: sends the queries; without it, one made for `url`.

        Raises:
            UsageError: the address is none of HTTP, or holds a password.
            RunError: netrc cannot be parsed.
        """
        self.layout = layout
        self.endpoint = endpoint or Endpoint(url)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The register of prefixes."""
        return read_prefixes(self.layout)

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs of our graphs at the endpoint, looked up once."""
        return self._look_up(TIMEOUT)

    def rows(self, text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        """The rows of a query of the tool's own."""
        whole = with_values(text, values)
        table = self.endpoint.table(whole, graphs=self.graphs)
        return list(_usable(table, self.endpoint.url).rows)

    def answer(self, text: str, timeout: float | None = None, limit: int | None = None) -> bytes:
        """A stranger's query, guarded: SPARQL results JSON, or N-Triples for a graph.

        Raises:
            RunError: the query is refused, or the endpoint does not answer it.
        """
        start = time.monotonic()
        chosen = self.guard(text)
        form, whole = read_prologue(text, self.prefixes)
        if "graphs" not in vars(self):
            vars(self)["graphs"] = self._look_up(timeout)
        left = None if timeout is None else max(timeout - (time.monotonic() - start), 0.001)
        # What the request names counts for more than a FROM (SPARQL 1.1 Protocol, 2.1.4).
        graphs = () if chosen else self.graphs
        if form in ("CONSTRUCT", "DESCRIBE"):
            return n_triples(self.endpoint.triples(whole, form, graphs, left, limit))
        table = self.endpoint.table(whole, form, graphs, left, None if form == "ASK" else limit)
        return boolean_to_json(table) if form == "ASK" else table_to_json(table)

    def answer_marked(
        self, text: str, timeout: float | None = None, limit: int | None = None
    ) -> tuple[bytes, bytes | None]:
        """What `answer` gives, and what the asserted graphs alone would give; None if the same.

        The second is None too where there would be no time for it, or a FROM chooses the graphs.

        Raises:
            RunError: the query is refused, or the endpoint does not answer it.
        """
        start = time.monotonic()
        data = self.answer(text, timeout, limit)
        took = time.monotonic() - start
        late = timeout is not None and 2 * took > timeout
        if late or INFERRED not in self.graphs or self.guard(text):
            return data, None
        asserted = RemoteGraph(self.layout, self.endpoint.url, self.endpoint)
        vars(asserted)["graphs"] = self.asserted
        other = asserted.answer(text, None if timeout is None else timeout - took, limit)
        return data, None if other == data else other

    @property
    def asserted(self) -> tuple[str, ...]:
        """Our graphs but for the inferred one."""
        return tuple(name for name in self.graphs if name != INFERRED)

    def select(self, text: str) -> list[tuple[Cell | None, ...]]:
        """The rows of a stranger's SELECT, guarded."""
        return list(table_from_json(self.answer(text)).rows)

    def guard(self, text: str) -> bool:
        """Refuse what would change the graph or reach beyond it; whether FROM chooses the graphs.

        Raises:
            RunError: the query is refused, or the graphs cannot be looked up.
        """
        try:
            return check_query(text, (), self.prefixes)
        except GraphNotLoaded:  # only a FROM needs their names
            return check_query(text, self.graphs, self.prefixes)

    def counts(self) -> dict[str, int]:
        """How many triples each of our graphs has."""
        table = _usable(self.endpoint.table(_COUNTS), self.endpoint.url)
        return {
            name.value: int(count.plain)
            for name, count in table.rows
            if name and count and name.value.startswith(GRAPH)
        }

    def triples_of(self, graph: str = "") -> list[Triple]:
        """All triples of one of our graphs; without a name, of the default graph."""
        return self.matching(f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o", ())

    def data(self) -> list[Triple]:
        """The triples of our data graphs, or of the default graph if there are none of ours."""
        names = [name for name in self.graphs if not name[len(GRAPH) :].startswith(_MADE_HERE)]
        return [triple for name in names or [""] for triple in self.triples_of(name)]

    def matching(self, body: str, graphs: Collection[str]) -> list[Triple]:
        """All triples that a pattern of `?s ?p ?o` finds, in parts where the endpoint gives no
        more at once: Virtuoso cuts a CONSTRUCT at its limit of rows without a word.

        Raises:
            RunError: the parts do not make up the whole.
        """
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {body} }}"
        found = self.endpoint.triples(text, graphs=graphs, timeout=_PATIENCE)
        if len(found) < _FEWEST:
            return found
        count = f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {body} }} }}"
        ((wanted,),) = self.endpoint.table(count, graphs=graphs, timeout=_PATIENCE).rows
        triples = dict.fromkeys(found)
        step, start = len(found), 0
        while wanted and len(triples) < int(wanted.plain):
            start += step
            page = f"{text} LIMIT {step} OFFSET {start}"
            more = self.endpoint.triples(page, graphs=graphs, timeout=_PATIENCE)
            if not more:
                raise RunError(PARTIAL, url=shown(self.endpoint.url), count=step)
            triples |= dict.fromkeys(more)
        return list(triples)

    def _look_up(self, timeout: float | None) -> tuple[str, ...]:
        table = _usable(self.endpoint.table(_GRAPHS, timeout=timeout), self.endpoint.url)
        found = [row[0].value for row in table.rows if row[0] and row[0].kind == "uri"]
        return tuple(name for name in found if name.startswith(GRAPH))


def _usable(table: Table, url: str) -> Table:
    """The table, if its terms can be put into another query.

    Raises:
        RunError: one of them is no RDF term.
    """
    try:
        for row in table.rows:
            for cell in filter(None, row):
                from_cell(cell)
    except ValueError:
        raise RunError(NO_RESULTS, url=shown(url)) from None
    return table
