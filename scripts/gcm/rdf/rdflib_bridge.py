"""The only module that imports rdflib: graphs for the reference engines, pySHACL and owlrl."""

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

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
    """A graph that parses each query once: pySHACL repeats it for every focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
        """Run a query as rdflib does, but from the cached parse."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                from rdflib.plugins.sparql import prepareQuery  # late: its import is slow

                names: Mapping[str, Any] = dict(self.namespaces())
                self._prepared[query_object] = prepareQuery(query_object, initNs=names)
            query_object = self._prepared[query_object]
        return super().query(query_object, *args, **kwargs)


def defined_by_others(term: str, namespace: str) -> bool | None:
    """Return whether rdflib's list of a namespace's terms has a term; None without such a list."""
    of_it = _lists(namespace)
    return any(rdflib.URIRef(term) in found for found in of_it) if of_it else None


def terms_of_others(namespace: str) -> list[str]:
    """List the terms of a namespace that rdflib knows."""
    return [str(term) for found in _lists(namespace) for term in dir(found)]


def _lists(namespace: str) -> list[type[rdflib.namespace.DefinedNamespace]]:
    kind = type(rdflib.namespace.DefinedNamespace)
    lists = [found for found in vars(rdflib.namespace).values() if isinstance(found, kind)]
    return [found for found in lists if str(getattr(found, "_NS", "")) == namespace]


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals (1 for 01, which are two terms) in this context.

    Literals with text that does not fit their datatype cause no log or warning, which would show a
    traceback each. Datatypes that owlrl registers meanwhile are removed, or pySHACL would use them.
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
    """Return whether a term of rdflib is a literal."""
    return isinstance(term, rdflib.Literal)


def to_rdflib(triples: Iterable[Triple]) -> RdflibGraph:
    """Convert triples to a graph of rdflib; blank nodes keep their labels.

    All compared graphs pass through one parser, since to rdflib "x" and "x"^^xsd:string differ.
    """
    triples = list(triples)
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    labels = {term.value for term in terms if isinstance(term, BlankNode)}
    graph = RdflibGraph()
    # Without a context the parser relabels them.
    context = {label: rdflib.BNode(label) for label in labels}
    graph.parse(data=n_triples(triples), format="nt", bnode_context=context)
    return graph


def from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    """Convert a graph of rdflib to triples, without those that are invalid in RDF."""
    kept = rdflib.Graph()
    for triple in graph:
        if not isinstance(triple[0], rdflib.Literal):
            kept.add(triple)
    return parse_n_triples(kept.serialize(format="nt", encoding="utf-8"))
