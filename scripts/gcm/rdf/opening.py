"""Opening the graph that a question is asked of: prepared, on disk, or a file of the user's."""

from __future__ import annotations

from pathlib import Path

from gcm.core.layout import Layout
from gcm.rdf.graph import Graph
from gcm.rdf.prepared import open_graph


def open_for(layout: Layout, on: Path | None = None, store: Path | None = None) -> Graph:
    """The graph to ask.

    Args:
        layout: the root.
        on: a Turtle file to ask instead of the data of the root; nothing is inferred from it.
        store: the folder of an on-disk store of the root's graph.

    Raises:
        RunError, Problems: files that cannot be read, parsed or written, or facts that contradict
            one another.
    """
    if on is not None:
        return Graph.read(layout, on)
    if store is not None:
        from gcm.rdf.disk import open_disk  # late: few graphs are so large

        return open_disk(layout, store)
    return open_graph(layout)
