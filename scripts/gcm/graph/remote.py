"""A graph at an endpoint: queried there, or copied to work on it here."""

import time
from collections.abc import Collection
from functools import cached_property
from typing import Final

from gcm.core.errors import RunError
from gcm.core.layout import Layout
from gcm.core.namespaces import GRAPH, INFERRED
from gcm.core.results import Cell, Table, boolean_to_json, table_to_json
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, from_cell, n_triples
from gcm.rdf.store import with_values
from gcm.sparql.endpoint import NO_RESULTS, PARTIAL, TIMEOUT, Endpoint
from gcm.sparql.guard import check_query
from gcm.sparql.prologue import read_prologue
from gcm.sparql.reply import shown
from gcm.turtle.parse import read_prefixes

# Graphs that the tool makes itself, or takes from its own files: no data of the endpoint's.
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
_FEWEST: Final = 1000  # triples that every endpoint returns at once
_PATIENCE: Final = 600.0  # seconds for one part of a copy


class RemoteGraph:
    """Our named graphs at an endpoint, with the interface of `gcm.graph.graph.Graph`.

    If the endpoint has none of our graphs, its default graph is queried.
    """

    def __init__(self, layout: Layout, url: str, endpoint: Endpoint | None = None) -> None:
        """Prepare queries; nothing is sent yet.

        Args:
            layout: the layout with the register of prefixes.
            url: the address of the endpoint.
            endpoint: sends the queries; without it, one made for `url`.

        Raises:
            UsageError: the address is not an HTTP address, or contains a password.
            RunError: netrc cannot be parsed.
        """
        self.layout = layout
        self.endpoint = endpoint or Endpoint(url)
        self.source = self.endpoint.url
        self.adds_ontology = False  # as of `gcm.graph.graph.Graph`

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The register of prefixes."""
        return read_prefixes(self.layout)

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs of our graphs at the endpoint, looked up once."""
        return self._look_up(TIMEOUT)

    def rows(self, text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        """Return the rows of one of the tool's own queries."""
        whole = with_values(text, values)
        table = self.endpoint.table(whole, graphs=self.graphs)
        return list(_usable(table, self.endpoint.url).rows)

    def answer(self, text: str, timeout: float | None = None, limit: int | None = None) -> bytes:
        """Answer an untrusted query, guarded: SPARQL results JSON, or N-Triples for a graph.

        Raises:
            RunError: the query is refused, or the endpoint does not answer it.
        """
        start = time.monotonic()
        chosen = self.guard(text)
        form, whole = read_prologue(text, self.prefixes)
        if "graphs" not in vars(self):
            vars(self)["graphs"] = self._look_up(timeout)
        left = None if timeout is None else max(timeout - (time.monotonic() - start), 0.001)
        # Graphs named in the request override FROM (SPARQL 1.1 Protocol, 2.1.4).
        graphs = () if chosen else self.graphs
        if form in ("CONSTRUCT", "DESCRIBE"):
            return n_triples(self.endpoint.triples(whole, form, graphs, left, limit))
        table = self.endpoint.table(whole, form, graphs, left, None if form == "ASK" else limit)
        return boolean_to_json(table) if form == "ASK" else table_to_json(table)

    def answer_marked(
        self, text: str, timeout: float | None = None, limit: int | None = None
    ) -> tuple[bytes, bytes | None]:
        """Return the result of `answer`, and that of the asserted graphs alone; None if it is the
        same.

        The second is None too if there is no time left for it, or FROM chooses the graphs.

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
        """Our graphs without the inferred one."""
        return tuple(name for name in self.graphs if name != INFERRED)

    def guard(self, text: str) -> bool:
        """Refuse a query that changes the graph or reaches beyond it; return whether it has FROM.

        Raises:
            RunError: the query is refused, or the graphs cannot be looked up.
        """
        return check_query(text, lambda: self.graphs, self.prefixes)

    def counts(self) -> dict[str, int]:
        """Return the number of triples of each of our graphs."""
        table = _usable(self.endpoint.table(_COUNTS), self.endpoint.url)
        return {
            name.value: int(count.plain)
            for name, count in table.rows
            if name and count and name.value.startswith(GRAPH)
        }

    def triples_of(self, graph: str = "") -> list[Triple]:
        """Return all triples of one of our graphs; without a name, of the default graph."""
        return self.matching(f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o", ())

    def data(self) -> list[Triple]:
        """Return the triples of our data graphs, or of the default graph if there are none."""
        names = [name for name in self.graphs if not name[len(GRAPH) :].startswith(_MADE_HERE)]
        return [triple for name in names or [""] for triple in self.triples_of(name)]

    def matching(self, body: str, graphs: Collection[str]) -> list[Triple]:
        """Return all triples that match a pattern of `?s ?p ?o`, fetched in parts if necessary.

        Virtuoso truncates a CONSTRUCT at its limit of rows without notice.

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
    """Return the table, if its terms can be put into another query.

    Raises:
        RunError: a cell is not an RDF term.
    """
    try:
        for row in table.rows:
            for cell in filter(None, row):
                from_cell(cell)
    except ValueError:
        raise RunError(NO_RESULTS, url=shown(url)) from None
    return table
