"""Local copies of an endpoint's graphs: all of them, or the neighbourhood of an entity."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gcm.core.namespaces import DCT, GCM, GRAPH, INFERRED, OA, SKOS
from gcm.graph.graph import Graph
from gcm.graph.remote import RemoteGraph
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.rdf.store import with_values

_FACTS: Final = """
SELECT DISTINCT ?node
WHERE {
  { ?node ?predicate ?thing } UNION { ?node gcm:concernsFact ?fact . ?fact ?predicate ?thing }
  ?node gcm:basis ?basis .
}
ORDER BY ?node
"""
# The path from a fact to the words that prove it.
_FOLLOWED: Final = frozenset(
    [
        *(GCM + name for name in ("evidence", "inUnit", "textOf")),
        *(OA + name for name in ("hasSource", "hasSelector")),
        DCT + "source",
    ]
)
_BATCH: Final = 200  # names in one request


def copy(remote: RemoteGraph, beside: Mapping[str, Iterable[Triple]]) -> Graph:
    """Copy all our graphs at the endpoint into a local graph, to run checks on.

    Args:
        remote: the endpoint.
        beside: graphs to add, by their IRIs.
    """
    names = remote.asserted or ("",)
    graphs = {name or GRAPH + "endpoint": remote.triples_of(name) for name in names}
    return _here(remote, {**graphs, **beside})


def around(remote: RemoteGraph, thing: str) -> Graph:
    """Fetch the triples needed to describe one entity into a local graph, in few requests."""
    asked = with_values(_FACTS, {"thing": NamedNode(thing)})
    rows = remote.endpoint.table(asked, graphs=remote.asserted).rows
    wanted = {thing, *(row[0].value for row in rows if row[0] and row[0].kind == "uri")}
    fetched: set[str] = set()
    triples: dict[Triple, None] = {}
    while wanted:
        fetched |= wanted
        found = list(_said_of(remote, wanted))
        triples |= dict.fromkeys(found)
        ends = (one.object for one in found if one.predicate.value in _FOLLOWED)
        wanted = {end.value for end in ends if isinstance(end, NamedNode)} - fetched
    named = {
        term.value
        for triple in triples
        for term in (triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    triples |= dict.fromkeys(_said_of(remote, named - fetched, SKOS + "prefLabel"))
    here: dict[str, Iterable[Triple]] = {GRAPH + "endpoint": triples}
    if INFERRED in remote.graphs:
        said = f"VALUES ?s {{ <{thing}> }} ?s ?p ?o"
        here[INFERRED] = remote.matching(said, (INFERRED,))
        terms = {term for one in here[INFERRED] for term in (one.predicate, one.object)}
        names = {term.value for term in terms if isinstance(term, NamedNode)}
        labels = _said_of(remote, names, SKOS + "prefLabel")
        here[GRAPH + "labels"] = [one for one in labels if one not in triples]
    return _here(remote, here)


def _said_of(remote: RemoteGraph, names: Iterable[str], predicate: str = "") -> Iterator[Triple]:
    """Yield the triples with these subjects, and this predicate if one is given."""
    ordered = sorted(names)
    for start in range(0, len(ordered), _BATCH):
        some = ordered[start : start + _BATCH]
        block = " ".join(f"<{name}>" for name in some)
        named = f"VALUES ?p {{ <{predicate}> }} " if predicate else ""
        yield from remote.matching(f"VALUES ?s {{ {block} }} {named}?s ?p ?o", remote.asserted)


def _here(remote: RemoteGraph, graphs: Mapping[str, Iterable[Triple]]) -> Graph:
    """Build a graph of these triples, with our ontology files if the endpoint has none."""
    layout = remote.layout
    served = [file for file in layout.ontology() if layout.graph_of(file) in remote.graphs]
    left_out = dict.fromkeys([*layout.data(), *served])
    graph = Graph.read(layout, instead=left_out, beside=graphs)
    graph.source = remote.endpoint.url
    return graph
