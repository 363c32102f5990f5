"""The one face of rdflib: graphs for the reference engines, pySHACL and owlrl."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeGuard

import rdflib
import rdflib.namespace
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer

from gcm.rdf.oxigraph import BlankNode, Triple, n_triples, parse_n_triples

RdflibRows = Answer
WholeGraph = rdflib.Graph


def graph_of(data: bytes, prefixes: Mapping[str, str]) -> WholeGraph:
    """N-Triples as a graph with its prefixes."""
    graph = rdflib.Graph()
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=data, format="nt")


def rows_of(data: bytes) -> RdflibRows:
    """SPARQL 1.1 Query Results JSON as rdflib gives the rows of a query."""
    return Answer.parse(BytesIO(data), format="json")


class RdflibGraph(rdflib.Graph):
    """Parses each query once: pySHACL asks it anew for every focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
        """As rdflib does it, from the query as it was parsed first."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                from rdflib.plugins.sparql import prepareQuery  # late: it takes long to import

                names: Mapping[str, Any] = dict(self.namespaces())
                self._prepared[query_object] = prepareQuery(query_object, initNs=names)
            query_object = self._prepared[query_object]
        return super().query(query_object, *args, **kwargs)


def defined_by_others(term: str, namespace: str) -> bool | None:
    """Whether the list of a namespace's terms that comes with rdflib has one; None without list."""
    lists = [found for found in vars(rdflib.namespace).values() if _is_list(found)]
    of_it = [found for found in lists if str(found._NS) == namespace]
    return any(rdflib.URIRef(term) in found for found in of_it) if of_it else None


def _is_list(found: object) -> TypeGuard[type[rdflib.namespace.DefinedNamespace]]:
    return isinstance(found, type(rdflib.namespace.DefinedNamespace)) and hasattr(found, "_NS")


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keeps rdflib from writing literals in its own way: 1 for 01, which are two terms.

    Nor does it log or warn of those whose text does not fit their datatype, by a traceback each.
    Datatypes that owlrl teaches it meanwhile are forgotten, since pySHACL would judge by them.
    """
    before, log = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib")
    datatypes = dict(rdflib.term._toPythonMapping)
    level = log.level
    rdflib.NORMALIZE_LITERALS = False
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        rdflib.term._toPythonMapping.clear()
        rdflib.term._toPythonMapping.update(datatypes)
        log.setLevel(level)


def is_literal(term: object) -> bool:
    """Whether a term of rdflib is a literal."""
    return isinstance(term, rdflib.Literal)


def to_rdflib(triples: Iterable[Triple]) -> RdflibGraph:
    """The triples as a graph of rdflib, blank nodes under their own labels.

    All graphs that are compared come through one parser: rdflib holds "x" and "x"^^xsd:string
    unequal.
    """
    triples = list(triples)
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    labels = {term.value for term in terms if isinstance(term, BlankNode)}
    graph = RdflibGraph()
    # Without a context the parser names them anew.
    context = {label: rdflib.BNode(label) for label in labels}
    graph.parse(data=n_triples(triples), format="nt", bnode_context=context)
    return graph


def from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    """The triples of a graph of rdflib, but for those that RDF has no place for."""
    kept = rdflib.Graph()
    for triple in graph:
        if not isinstance(triple[0], rdflib.Literal):
            kept.add(triple)
    return parse_n_triples(kept.serialize(format="nt", encoding="utf-8"))
