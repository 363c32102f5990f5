"""The prepared graph as an on-disk store, for graphs too large to load for every question."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from gcm.core.errors import FILE_UNWRITABLE, RunError
from gcm.core.layout import Layout
from gcm.graph.graph import Graph
from gcm.graph.prepared import all_graphs, prepared_key
from gcm.rdf.oxigraph import DefaultGraph, NamedNode, Quad, Store
from gcm.sandbox.seccomp import is_available

_NEW = ".new-"


def open_disk(layout: Layout, folder: Path) -> Graph:
    """Open the graph of a root with its inferred triples, from a store below `folder`.

    The store is named after the key of its input; a store with another key is removed. A store is
    built beside its place and moved there whole, so two processes may build it at once.

    Raises:
        RunError: the folder cannot be written to, or contains something else, or this machine
            cannot keep a query from connecting.
        Problems: files that cannot be read or parsed, or facts that contradict one another.
    """
    if not is_available():
        raise RunError("on-disk stores need Linux on x86-64 or 64-bit ARM.")
    place = folder / prepared_key(layout)
    if not place.is_dir():
        _make(layout, folder, place)
    try:
        store = Store.read_only(str(place))
    except OSError as error:
        raise RunError(
            "the store cannot be opened ({reason}); delete the folder; it is regenerated.",
            file=place,
            reason=error,
        ) from None
    return Graph(layout, store, doubles=False, folder=place)


def _make(layout: Layout, folder: Path, place: Path) -> None:
    new = folder / f"{_NEW}{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(not _is_ours(path.name) for path in folder.iterdir()):
            raise RunError(
                "the folder contains something other than stores of this tool; name an empty or "
                "new one.",
                file=folder,
            )
        store = Store(new)
        _fill(layout, store)
        store.optimize()
        store.flush()
        del store  # closes the files
        with suppress(OSError):  # another process was quicker
            new.rename(place)
    except OSError as error:
        raise RunError(FILE_UNWRITABLE, file=folder, reason=error.strerror or error) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for path in folder.iterdir():
        if path != place and not path.name.startswith(_NEW):
            shutil.rmtree(path, ignore_errors=True)


def _fill(layout: Layout, store: Store) -> None:
    """Load every named graph, and their union, each triple once, into the default graph.

    All at once: each load writes files of its own, which every process that opens the store reads.
    """
    graphs = all_graphs(layout)
    store.bulk_extend(
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for name, found in graphs.items()
        for triple in found
        for graph in (NamedNode(name), DefaultGraph())
    )


def _is_ours(name: str) -> bool:
    return name.startswith(_NEW) or (len(name) == 32 and set(name) <= set("0123456789abcdef"))
