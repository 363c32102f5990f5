"""Open the graph to query: a root, a file or an endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gcm.core.errors import UsageError
from gcm.core.files import AnyPath, as_path
from gcm.core.layout import Layout, address_of, find_layout
from gcm.core.namespaces import DERIVED, INFERRED
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.rdf.oxigraph import Store, Triple
from gcm.rdf.store import add_triples, has_doubles

if TYPE_CHECKING:
    from gcm.graph.remote import RemoteGraph
    from gcm.graph.state import State


class Source:
    """What is asked: the graph of a root, a file or an endpoint; opened when first asked, once.

    What changes in the files after that is not seen.
    """

    def __init__(
        self, root: AnyPath | None = None, on: AnyPath | None = None, store: AnyPath | None = None
    ) -> None:
        """Choose what is asked; nothing is read yet.

        Args:
            root: the graph; see `gcm.core.layout.find_layout`.
            on: what to ask instead of the data of `root`: a file or folder, a release, the address
                of an endpoint or a revision of git; see `gcm.graph.state.read_state`.
            store: the folder of an on-disk store of the graph, for one that is large.

        Raises:
            UsageError: `root` contains no graph.
        """
        self.layout = find_layout(root)
        self.on = on
        self.store = store
        self._extended: Graph | RemoteGraph | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.on or self.layout.root}>"

    @cached_property
    def graph(self) -> Graph | RemoteGraph:
        """The graph; raises what `open_for` does."""
        return open_for(self.layout, self.on, self.store)

    @property
    def local(self) -> Graph:
        """The graph, where it is not at an endpoint.

        Raises:
            UsageError: it is.
        """
        if not isinstance(self.graph, Graph):
            raise UsageError("this needs the graph here, not at an endpoint: leave out `on`.")
        return self.graph

    def extended(
        self, beside: Callable[[Layout], Mapping[str, Iterable[Triple]]]
    ) -> Graph | RemoteGraph:
        """The graph with others beside it, which are always the same; nothing is inferred."""
        if self._extended is None:
            self._extended = open_for(self.layout, self.on, self.store, beside=beside(self.layout))
        return self._extended


def open_for(
    layout: Layout,
    on: AnyPath | None = None,
    store: AnyPath | None = None,
    *,
    beside: Mapping[str, Iterable[Triple]] | None = None,
) -> Graph | RemoteGraph:
    """Open the graph to query; copy an endpoint's if other graphs are needed `beside` its own.

    Args:
        layout: the root.
        on: the state to query instead of the root's data; see `gcm.graph.state.read_state`.
        store: the folder of an on-disk store of the root's graph.
        beside: graphs to add, by their IRIs; then nothing is inferred.

    Raises:
        UsageError: the address is not an HTTP address, or contains a password.
        RunError, Problems: files that cannot be read, parsed or written, facts that contradict one
            another, or the endpoint fails.
    """
    if url := address_of(on):
        # Late, as below: only an address needs what speaks HTTP.
        from gcm.graph.remote import RemoteGraph

        remote = RemoteGraph(layout, url)
        if not beside:
            return remote
        from gcm.graph.remote_copy import copy

        return copy(remote, beside)
    if on is not None:
        from gcm.graph.state import read_state  # late: most questions are asked of the root

        return open_state(read_state(str(as_path(on)), layout), layout, beside=beside)
    if beside:
        return Graph.read(layout, beside=beside)
    if store is not None:
        from gcm.graph.on_disk import open_disk  # late: few graphs are so large

        return open_disk(layout, as_path(store))
    return open_graph(layout)


def open_state(
    state: State,
    layout: Layout,
    *,
    beside: Mapping[str, Iterable[Triple]] | None = None,
    infers: bool = False,
) -> Graph:
    """Open a state with what is derived from it, and the ontology of the root if it brings none.

    Args:
        state: the state.
        layout: the root, whose prefixes the queries use.
        beside: graphs to add, by their IRIs; then nothing is inferred.
        infers: infer from data without an ontology of its own too.

    Raises:
        Problems: facts that contradict one another.
    """
    from gcm.graph.state import ontology_in  # late: most questions are asked of the root
    from gcm.inference.closure import infer_triples
    from gcm.inference.derived import derive

    if state.layout is not None:
        return Graph.read(state.layout, beside=beside) if beside else open_graph(state.layout)
    own = layout.graph_of(Path(state.name))
    graphs = {name or own: found for name, found in state.graphs.items()}
    graphs |= ontology_in(state.around)
    graphs[DERIVED] = set(derive(triple for triples in graphs.values() for triple in triples))
    store = Store()
    for name, triples in {**graphs, **(beside or {})}.items():
        add_triples(store, triples, name)
    doubles = has_doubles(store)
    if not beside and (infers or state.is_whole):
        found = infer_triples(triple for triples in graphs.values() for triple in triples)
        add_triples(store, found, INFERRED)
    graph = Graph(layout, store, doubles=doubles)
    graph.adds_ontology = not state.is_whole
    graph.source = state.name
    return graph
