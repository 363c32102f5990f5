"""Writing named graphs into a store, by either of the two means of SPARQL 1.1.

The Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/) replaces a graph in
one request; SPARQL Update serves stores without such an address, and takes several requests for a
large graph.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import Request

from gcm.core.errors import EndpointError
from gcm.rdf.canonical import has_blank_nodes
from gcm.rdf.oxigraph import Triple, n_triples
from gcm.sparql.endpoint import AGENT, Endpoint
from gcm.sparql.transport import Transport

# The graph store beside a query endpoint, by the last segment of the endpoint's path: Virtuoso,
# Oxigraph, Fuseki; and, for any path, that of RDF4J and GraphDB.
_BESIDE: Final = {
    "sparql": ("sparql-graph-crud-auth", "data", "store"),
    "query": ("store", "data"),
}
_RDF4J: Final = "rdf-graphs/service"
_LARGE: Final = 600.0  # seconds that one graph may take
_CHUNK: Final = 1000  # triples in one update, since Virtuoso compiles them as one statement


class GraphStore:
    """The Graph Store HTTP Protocol at an address, or at the first of some that takes a graph."""

    def __init__(self, *addresses: str) -> None:
        """Prepare requests; nothing is sent yet.

        Args:
            addresses: where the store is or, on one server, may be.
        """
        self.address = addresses[0]
        self._addresses = addresses
        self._transport = Transport(self.address)

    def put(self, graph: str, triples: Sequence[Triple]) -> None:
        """Replace a graph in one request (section 5.3).

        Raises:
            RunError: the store refuses or cannot be reached, or none of the addresses is one.
        """
        data = n_triples(triples)
        for address in self._addresses:
            self.address = address
            try:
                self._send("PUT", graph, data)
            except EndpointError as error:
                if len(self._addresses) == 1 or error.status in (401, 403):
                    raise
            else:
                self._addresses = (address,)
                return
        raise EndpointError(
            "no graph store found beside the endpoint; tried {tried}. Give its address with "
            "--graph-store, or that for updates with --update.",
            status=404,
            tried=", ".join(self._addresses),
        )

    def drop(self, graph: str) -> None:
        """Remove a graph, if it exists (section 5.4).

        Raises:
            RunError: the store refuses or cannot be reached.
        """
        try:
            self._send("DELETE", graph)
        except EndpointError as error:
            if error.status != 404:
                raise

    def _send(self, method: str, graph: str, data: bytes | None = None) -> None:
        mark = "&" if urlsplit(self.address).query else "?"
        url = f"{self.address}{mark}graph={quote(graph, safe='')}"
        headers = {"User-Agent": AGENT}
        if data is not None:
            headers["Content-Type"] = "application/n-triples"
        self._transport.send(Request(url, data, headers, method=method), _LARGE)


class Updates:
    """SPARQL Update at an address."""

    def __init__(self, address: str) -> None:
        """Prepare requests; nothing is sent yet."""
        self.address = address
        self._endpoint = Endpoint(address)

    def put(self, graph: str, triples: Sequence[Triple]) -> None:
        """Replace a graph; in one request if it is small.

        Raises:
            RunError: the endpoint refuses or cannot be reached.
        """
        if not triples:
            return self.drop(graph)
        first = f"DROP SILENT GRAPH <{graph}> ;\n"
        # Virtuoso accepts blank nodes only in the template of an INSERT, not as data; all of them
        # go into one request, since a second one would create new nodes.
        blank = has_blank_nodes(triples)
        form, end = ("INSERT", " WHERE {}") if blank else ("INSERT DATA", "")
        step = len(triples) if blank else _CHUNK
        for start in range(0, len(triples), step):
            lines = n_triples(triples[start : start + step]).decode()
            self._endpoint.update(f"{first}{form} {{ GRAPH <{graph}> {{\n{lines}}} }}{end}", _LARGE)
            first = ""
        return None

    def drop(self, graph: str) -> None:
        """Remove a graph, if it exists.

        Raises:
            RunError: the endpoint refuses or cannot be reached.
        """
        self._endpoint.update(f"DROP SILENT GRAPH <{graph}>")


StoreWriter = GraphStore | Updates


def beside(query: str) -> list[str]:
    """List possible addresses of an endpoint's graph store, likeliest first."""
    base = urlsplit(query)._replace(query="", fragment="").geturl().rstrip("/")
    folder, _, last = base.rpartition("/")
    near = [f"{folder}/{name}" for name in _BESIDE.get(last, ())]
    return [*near, f"{base}/{_RDF4J}"]
