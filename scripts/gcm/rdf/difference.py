"""What two states of the graph have that the other lacks, triple by triple."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm.rdf.oxigraph import Triple, graph_lines
from gcm.rdf.snapshot import ONTOLOGY, Graphs, Snapshot


class Difference(NamedTuple):
    """Two states and what one has and the other lacks.

    Taking `removed` away from the old state and adding `added` gives the new one.

    Args:
        old: the state before.
        new: the state after.
        before: the graphs of the old state that were compared.
        after: the graphs of the new state that were compared.
        added: what the new state has and the old one lacks, as sorted lines of N-Quads.
        removed: what the old state has and the new one lacks, likewise.
    """

    old: Snapshot
    new: Snapshot
    before: Graphs
    after: Graphs
    added: list[bytes]
    removed: list[bytes]

    @property
    def same(self) -> bool:
        """Whether both states say the same, in the same graphs."""
        return not (self.added or self.removed)


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """Compare two states graph by graph, or as a whole where one is of files that have no graphs.

    Files hold data, or part of it: of a state that is a whole graph, they are compared with the
    data alone. The ontology of a release is one graph: with it, that of a root is compared as one.
    """
    before, after = old.graphs, new.graphs
    if not (old.is_whole and new.is_whole):
        before = {"": union(data_of(old) if old.is_whole else before)}
        after = {"": union(data_of(new) if new.is_whole else after)}
    elif (ONTOLOGY in before) != (ONTOLOGY in after):
        before, after = _ontology_merged(before), _ontology_merged(after)
    return Difference(
        old, new, before, after, _lines(beyond(after, before)), _lines(beyond(before, after))
    )


def beyond(graphs: Mapping[str, set[Triple]], others: Mapping[str, set[Triple]]) -> Graphs:
    """The triples of each graph that the graph of the same name among others lacks."""
    found = {name: triples - others.get(name, set()) for name, triples in graphs.items()}
    return {name: triples for name, triples in found.items() if triples}


def union(graphs: Mapping[str, Iterable[Triple]]) -> set[Triple]:
    """The triples of all graphs."""
    return set().union(*graphs.values())


def is_ontology(graph: str) -> bool:
    """Whether a graph is one of the ontology's."""
    return graph == ONTOLOGY or graph.startswith(ONTOLOGY + "/")


def data_of(state: Snapshot) -> Graphs:
    """The graphs of a state without those of the ontology."""
    return {name: found for name, found in state.graphs.items() if not is_ontology(name)}


def ontology_of(graphs: Mapping[str, set[Triple]]) -> set[Triple]:
    """The triples of the ontology's graphs among others."""
    return union({name: found for name, found in graphs.items() if is_ontology(name)})


def _ontology_merged(graphs: Graphs) -> Graphs:
    others = {name: found for name, found in graphs.items() if not is_ontology(name)}
    return {**others, ONTOLOGY: ontology_of(graphs)}


def _lines(graphs: Graphs) -> list[bytes]:
    return sorted(line for name, triples in graphs.items() for line in graph_lines(name, triples))
