"""The one face of rdflib: graphs for the reference engines, pySHACL and owlrl."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer

from gcm.rdf.oxigraph import Triple, n_triples, parse_n_triples


class RdflibGraph(rdflib.Graph):
    """Parses each query once: pySHACL asks it anew for every focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
        """As rdflib does it, from the query as it was parsed first."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                names: Mapping[str, Any] = dict(self.namespaces())
                self._prepared[query_object] = prepareQuery(query_object, initNs=names)
            query_object = self._prepared[query_object]
        return super().query(query_object, *args, **kwargs)


def to_rdflib(triples: Iterable[Triple]) -> RdflibGraph:
    """The triples as a graph of rdflib.

    All graphs that are compared come through one parser: rdflib holds "x" and "x"^^xsd:string
    unequal.
    """
    graph = RdflibGraph()
    graph.parse(data=n_triples(triples), format="nt")
    return graph


def from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    """The triples of a graph of rdflib, but for those that RDF has no place for."""
    kept = rdflib.Graph()
    for triple in graph:
        if not isinstance(triple[0], rdflib.Literal):
            kept.add(triple)
    return parse_n_triples(kept.serialize(format="nt", encoding="utf-8"))
