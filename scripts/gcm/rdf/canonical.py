"""Whether two graphs are the same, wherever they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.namespaces import GRAPH
from gcm.rdf.oxigraph import BlankNode, Store, Triple, dataset_lines
from gcm.rdf.store import add_triples


def canonical_lines(triples: Iterable[Triple]) -> list[bytes]:
    """A graph as sorted N-Triples lines that are the same for graphs that are the same.

    Numbers, dates and truth values are brought into their canonical form, which is all that some
    stores keep of them; blank nodes get the labels of RDFC-1.0.
    """
    store = Store()
    add_triples(store, triples, GRAPH)
    return dataset_lines({"": [quad.triple for quad in store]})


def has_blank_nodes(triples: Iterable[Triple]) -> bool:
    """Whether some subject or object is a blank node."""
    ends = (end for triple in triples for end in (triple.subject, triple.object))
    return any(isinstance(end, BlankNode) for end in ends)
