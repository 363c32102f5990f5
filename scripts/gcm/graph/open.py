"""Opening what a question is asked of: a root's graph, a file, an endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gcm.core.layout import Layout, address_of
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.rdf.oxigraph import Triple

if TYPE_CHECKING:
    from gcm.graph.remote import RemoteGraph


def open_for(
    layout: Layout,
    on: Path | str | None = None,
    store: Path | None = None,
    *,
    beside: Mapping[str, Iterable[Triple]] | None = None,
) -> Graph | RemoteGraph:
    """The graph to ask; of an endpoint a copy if graphs are needed `beside` its own.

    Args:
        layout: the root.
        on: a Turtle file, of which nothing is inferred, or the address of an endpoint, to ask
            instead of the data of the root.
        store: the folder of an on-disk store of the root's graph.
        beside: graphs to add, by their IRIs; then nothing is inferred.

    Raises:
        UsageError: the address is none of HTTP, or holds a password.
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
        return Graph.read(layout, None if on is None else Path(on), beside=beside)
    return open_local(layout, store)


def open_local(layout: Layout, store: Path | None = None) -> Graph:
    """The graph of a root with what follows from it, from an on-disk store if there is one.

    Raises:
        RunError, Problems: files that cannot be read, parsed or written, or facts that contradict
            one another.
    """
    if store is not None:
        from gcm.graph.on_disk import open_disk  # late: few graphs are so large

        return open_disk(layout, store)
    return open_graph(layout)


def remote_graph(layout: Layout, url: str) -> RemoteGraph:
    """Our graphs at an endpoint; nothing is sent yet."""
    from gcm.graph.remote import RemoteGraph  # late: only an address needs what speaks HTTP

    return RemoteGraph(layout, url)
