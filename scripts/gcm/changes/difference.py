"""The difference between two states of the graph, triple by triple."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm.core.errors import RunError, TimedOut
from gcm.graph.state import ONTOLOGY, Graphs, State, is_ontology, ontology_in
from gcm.rdf.oxigraph import BlankNode, Triple, dataset_lines, graph_lines
from gcm.sandbox.run_apart import run_apart

# The time of RDFC-1.0 may grow with the factorial of the number of blank nodes.
_FEW = 4  # blank nodes: however entangled, telling them apart takes a moment
_SECONDS = 20.0


class Difference(NamedTuple):
    """Two states and the triples that only one of them has.

    The old state without `removed` and with `added` is the new one, if the blank nodes of both have
    their labels by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/).

    Args:
        old: the state before.
        new: the state after.
        before: the graphs of the old state that were compared.
        after: the graphs of the new state that were compared.
        blank: the numbers of blank nodes of the old state and the new; None if they say the same.
        added: the triples that only the new state has, as sorted lines of N-Quads.
        removed: the triples that only the old state has, likewise.
    """

    old: State
    new: State
    before: Graphs
    after: Graphs
    blank: tuple[int, int] | None
    added: list[bytes]
    removed: list[bytes]

    @property
    def same(self) -> bool:
        """Whether both states have the same triples in the same graphs."""
        return not (self.added or self.removed)


def compare(old: State, new: State) -> Difference:
    """Compare two states graph by graph, or as a whole if one is of files without graphs.

    Files contain data, or part of it, so they are compared with the data alone of a state that is a
    whole graph. The ontology of a release is one graph, so a root's ontology is compared with it as
    one.

    Raises:
        RunError: labelling the blank nodes of a state takes too long.
    """
    before, after = old.graphs, new.graphs
    if not (old.is_whole and new.is_whole):
        before = {"": union(data_of(old) if old.is_whole else before)}
        after = {"": union(data_of(new) if new.is_whole else after)}
    elif (ONTOLOGY in before) != (ONTOLOGY in after):
        before, after = _ontology_merged(before), _ontology_merged(after)
    was, now = _blank_lines(before, old.name), _blank_lines(after, new.name)
    blank = None if was == now else (_count(before), _count(after))
    added = sorted({*_lines(beyond(after, before)), *(now - was)})
    removed = sorted({*_lines(beyond(before, after)), *(was - now)})
    return Difference(old, new, before, after, blank, added, removed)


def beyond(graphs: Mapping[str, set[Triple]], others: Mapping[str, set[Triple]]) -> Graphs:
    """Return the triples of each graph that the graph of the same name in `others` lacks.

    Triples with a blank node are omitted, as its label has no meaning in another state.
    """
    found = {name: named(triples - others.get(name, set())) for name, triples in graphs.items()}
    return {name: triples for name, triples in found.items() if triples}


def union(graphs: Mapping[str, Iterable[Triple]]) -> set[Triple]:
    """Return the triples of all graphs."""
    return set().union(*graphs.values())


def named(triples: Iterable[Triple]) -> set[Triple]:
    """Return the triples without a blank node."""
    return {one for one in triples if not _nodes(one)}


def data_of(state: State) -> Graphs:
    """Return the graphs of a state without those of the ontology."""
    return {name: found for name, found in state.graphs.items() if not is_ontology(name)}


def _ontology_merged(graphs: Graphs) -> Graphs:
    others = {name: found for name, found in graphs.items() if not is_ontology(name)}
    return {**others, ONTOLOGY: union(ontology_in(graphs))}


def _lines(graphs: Graphs) -> list[bytes]:
    return [line for name, triples in graphs.items() for line in graph_lines(name, triples)]


def _nodes(triple: Triple) -> list[BlankNode]:
    return [end for end in (triple.subject, triple.object) if isinstance(end, BlankNode)]


def _count(graphs: Graphs) -> int:
    """Return the number of blank nodes."""
    return len({node for triple in union(graphs) for node in _nodes(triple)})


def _blank_lines(graphs: Graphs, state: str) -> set[bytes]:
    """Return the triples with blank nodes as lines of canonical N-Quads."""
    graphs = {name: {one for one in found if _nodes(one)} for name, found in graphs.items()}
    if not any(graphs.values()):
        return set()

    def work() -> bytes:
        return b"".join(dataset_lines(graphs))

    try:
        lines = work() if _count(graphs) <= _FEW else run_apart(work, _SECONDS)
    except TimedOut:
        raise RunError(
            "its blank nodes are so entangled that telling them apart takes more than {seconds} "
            "seconds; give them IRIs.",
            file=state,
            seconds=f"{_SECONDS:g}",
        ) from None
    return set(lines.splitlines(keepends=True))


def moved(difference: Difference, before: set[Triple], after: set[Triple]) -> int:
    """Return the number of triples that both states have, but not in the same graphs."""
    sides = (
        beyond(difference.before, difference.after),
        beyond(difference.after, difference.before),
    )
    return len({triple for graphs in sides for triple in union(graphs) & before & after})
