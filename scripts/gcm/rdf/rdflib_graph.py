"""The one face of rdflib: graphs for the reference engines, pySHACL and owlrl."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import starmap
from typing import Any, NamedTuple, TypeGuard

import rdflib
import rdflib.namespace
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import (
    translatePath,
    translatePName,
    translatePrologue,
    traverse,
)
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer

from gcm.rdf.oxigraph import BlankNode, Triple, n_triples, parse_n_triples


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


class Pattern(NamedTuple):
    """A triple pattern of a query.

    Args:
        of_this: whether its subject is `$this`.
        properties: the IRIs of its predicate, which may be a path; None if it is a variable.
        is_type_of: the IRI that `rdf:type` alone leads to; else empty.
    """

    of_this: bool
    properties: frozenset[str] | None
    is_type_of: str


def triple_patterns(text: str, prefixes: Mapping[str, str]) -> list[Pattern] | None:
    """The triple patterns of a query, those of subqueries and of EXISTS among them.

    Args:
        text: the query.
        prefixes: those that it may use without declaring them.

    Returns:
        None if it is not SPARQL 1.1, or its answer depends on other triples than such as match a
        pattern: by GRAPH, by a negated property set, or by a path that may be of no length between
        two variables other than `$this`, which matches every node.
    """
    try:
        prologue, query = parseQuery(text)
        names = translatePrologue(prologue, None, dict(prefixes))
        # The tree as parsed: what rdflib makes of it to ask it lacks some of nested EXISTS.
        whole = traverse(query, visitPost=partial(translatePName, prologue=names))
        return [*_patterns(traverse(whole, visitPost=translatePath))]
    except Exception:  # of pyparsing, of rdflib, and ours: none tells what the query reads
        return None


def _patterns(part: object) -> Iterator[Pattern]:
    if isinstance(part, CompValue):
        if part.name in ("GraphGraphPattern", "ServiceGraphPattern"):
            raise ValueError(part.name)
        if part.name == "TriplesBlock":
            for terms in part.triples:
                yield from starmap(_pattern, zip(*[iter(terms)] * 3, strict=True))
    # Lists are of several kinds here, pyparsing's among them; terms are strings.
    inner = part.values() if isinstance(part, Mapping) else part
    if isinstance(inner, Iterable) and not isinstance(inner, str):
        for one in inner:
            yield from _patterns(one)


def _pattern(subject: object, predicate: object, value: object) -> Pattern:
    of_this = isinstance(subject, rdflib.Variable) and str(subject) == "this"
    if isinstance(predicate, rdflib.Variable):
        return Pattern(of_this, None, "")
    if _may_be_empty(predicate) and not (_is_bound(subject) or _is_bound(value)):
        raise ValueError(predicate)
    properties = frozenset(_iris(predicate))
    is_type = predicate == rdflib.RDF.type and isinstance(value, rdflib.URIRef)
    return Pattern(of_this, properties, next(_iris(value)) if is_type else "")


def _is_bound(term: object) -> bool:
    return isinstance(term, rdflib.URIRef | rdflib.Literal) or str(term) == "this"


def _iris(path: object) -> Iterator[str]:
    if isinstance(path, rdflib.URIRef):
        if "\\" in path:  # rdflib leaves what is escaped in a name
            raise ValueError(path)
        yield str(path)
    elif isinstance(path, InvPath):
        yield from _iris(path.arg)
    elif isinstance(path, MulPath):
        yield from _iris(path.path)
    elif isinstance(path, SequencePath | AlternativePath):
        for one in path.args:
            yield from _iris(one)
    else:
        raise TypeError(path)


def _may_be_empty(path: object) -> bool:
    if isinstance(path, MulPath):
        return bool(path.zero) or _may_be_empty(path.path)
    if isinstance(path, InvPath):
        return _may_be_empty(path.arg)
    if isinstance(path, SequencePath):
        return all(map(_may_be_empty, path.args))
    return isinstance(path, AlternativePath) and any(map(_may_be_empty, path.args))


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
    """
    before, log = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib")
    level = log.level
    rdflib.NORMALIZE_LITERALS = False
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
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
