"""Open the graph to query: a root, a file or an endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gcm.core.errors import UsageError
from gcm.core.files import AnyPath, as_path
from gcm.core.language import msg
from gcm.core.layout import Layout, address_of, find_layout
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.rdf.oxigraph import Triple

if TYPE_CHECKING:
    from gcm.graph.remote import RemoteGraph


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
            on: a Turtle file, or the address of an endpoint, to ask instead of the data of `root`.
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
            raise UsageError(msg("this needs the graph here, not at an endpoint: leave out `on`."))
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
        on: a Turtle file, without inference, or the address of an endpoint, to query instead of the
            root's data.
        store: the folder of an on-disk store of the root's graph.
        beside: graphs to add, by their IRIs; then nothing is inferred.

    Raises:
        UsageError: the address is not an HTTP address, or contains a password.
        RunError, Problems: files that cannot be read, parsed or written, facts that contradict one
            another, or the endpoint fails.
    """
    if url := address_of(on):
        remote = remote_graph(layout, url)
        if beside:
            from gcm.graph.remote_copy import copy  # late: only an endpoint needs it

            return copy(remote, beside)
        return remote
    if on is not None or beside:
        return Graph.read(layout, None if on is None else as_path(on), beside=beside)
    return open_local(layout, None if store is None else as_path(store))


def open_local(layout: Layout, store: Path | None = None) -> Graph:
    """Open the graph of a root with its inferred triples, from an on-disk store if there is one.

    Raises:
        RunError, Problems: files that cannot be read, parsed or written, or facts that contradict
            one another.
    """
    if store is not None:
        from gcm.graph.on_disk import open_disk  # late: few graphs are so large

        return open_disk(layout, store)
    return open_graph(layout)


def remote_graph(layout: Layout, url: str) -> RemoteGraph:
    """Return our graphs at an endpoint; nothing is sent yet."""
    from gcm.graph.remote import RemoteGraph  # late: only an address needs what speaks HTTP

    return RemoteGraph(layout, url)
