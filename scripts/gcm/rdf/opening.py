"""Opening what a question is asked of: the files of a root, one file, or an endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gcm.core.layout import Layout, address_of
from gcm.rdf.graph import Graph

if TYPE_CHECKING:
    from gcm.rdf.remote import RemoteGraph


def open_graph(
    layout: Layout, on: Path | str | None = None, *, definitions: bool = False
) -> Graph | RemoteGraph:
    """The graph to ask; of an endpoint a copy where `definitions` are needed beside it.

    Args:
        layout: where the files are.
        on: a Turtle file, or the address of an endpoint, to ask instead of the data.
        definitions: load shapes and the catalogue of questions as well.

    Raises:
        UsageError: the address is none of HTTP, or holds a password.
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    if not (url := address_of(on)):
        return Graph.read(layout, None if on is None else Path(on), definitions=definitions)
    remote = remote_graph(layout, url)
    return remote.copy(definitions=True) if definitions else remote


def remote_graph(layout: Layout, url: str) -> RemoteGraph:
    """Our graphs at an endpoint; nothing is sent yet."""
    from gcm.rdf.remote import RemoteGraph  # late: only an address needs what speaks HTTP

    return RemoteGraph(layout, url)
