"""Graphs compared by content, independent of where they are kept."""

from collections.abc import Iterable

from gcm.core.namespaces import GRAPH
from gcm.rdf.oxigraph import BlankNode, Store, Triple, dataset_lines
from gcm.rdf.store import add_triples


def canonical_lines(triples: Iterable[Triple]) -> list[bytes]:
    """Return a graph as sorted N-Triples lines, identical for identical graphs.

    Numbers, dates and truth values are written in their canonical form, the only one that some
    stores keep; blank nodes get the labels of RDFC-1.0.
    """
    store = Store()
    add_triples(store, triples, GRAPH)
    return dataset_lines({"": [quad.triple for quad in store]})


def has_blank_nodes(triples: Iterable[Triple]) -> bool:
    """Return whether a subject or object is a blank node."""
    ends = (end for triple in triples for end in (triple.subject, triple.object))
    return any(isinstance(end, BlankNode) for end in ends)
