"""The prepared graph: asserted, derived and inferred graphs in one file of N-Quads.

The first line of the file is the key of its input. The file is read only if the key is still the
same, so it is never stale, and replaced in one step, so two processes may write it at once.
"""

from contextlib import suppress
from pathlib import Path

from gcm.core.cache import content_key, prepared_files
from gcm.core.errors import Problems, RunError
from gcm.core.files import write_bytes
from gcm.core.layout import Layout
from gcm.core.namespaces import DERIVED, INFERRED
from gcm.core.version import __version__
from gcm.graph.graph import Graph
from gcm.rdf.oxigraph import Store, Triple, dataset_lines
from gcm.rdf.store import load_quads
from gcm.turtle.parse import parse_files

_HEAD = "# gcm-graph {key}{doubles}\n"
_DOUBLES = " doubles"  # some triple is in two graphs
_LONGEST_HEAD = 200  # bytes
_MAKERS = ("evidence", "inference", "rdf", "turtle")  # the packages that build it


def open_graph(layout: Layout) -> Graph:
    """Open the graph of a root with its inferred triples; prepare it again if anything has changed.

    Raises:
        RunError, Problems: as `prepare` does.
    """
    key = prepared_key(layout)
    for file in prepared_files(layout):
        if is_current(file, key):
            with suppress(OSError):  # an unreadable file is regenerated
                return _graph(layout, file.read_bytes())
    data = prepare(layout, key)
    _keep(layout, data)
    return _graph(layout, data)


def keep_prepared(layout: Layout) -> None:
    """Prepare the graph of a root for later, if anything has changed.

    Raises:
        RunError, Problems: as `prepare` does.
    """
    key = prepared_key(layout)
    if not any(is_current(file, key) for file in prepared_files(layout)):
        _keep(layout, prepare(layout, key))


def _keep(layout: Layout, data: bytes) -> None:
    """Write a prepared graph to the first place that can be written."""
    for file in prepared_files(layout):
        # An unwritable folder costs time, nothing else.
        with suppress(RunError, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(file, data)
            break


def prepared_key(layout: Layout) -> str:
    """Return the key of the input of a root's prepared graph.

    Raises:
        RunError: a file cannot be read.
    """
    files = [*layout.ontology(), *layout.data()]
    own = Path(__file__)
    makers = [
        own,
        *(file for name in _MAKERS for file in sorted((own.parents[1] / name).glob("*.py"))),
    ]
    return content_key(((layout.graph_of(file), file) for file in files), makers, __version__)


def is_current(file: Path, key: str) -> bool:
    """Return whether a file is a prepared graph with a given key."""
    try:
        with file.open("rb") as stream:
            return key.encode() in stream.readline(_LONGEST_HEAD).split()
    except OSError:
        return False


def prepare(layout: Layout, key: str) -> bytes:
    """Prepare the graph of a root, lines sorted: the same files give the same bytes.

    Raises:
        Problems: files that cannot be read or parsed, or facts that contradict one another.
    """
    graphs = all_graphs(layout)
    different = {triple for graph in graphs.values() for triple in graph}
    doubles = len(different) < sum(len(set(graph)) for graph in graphs.values())
    head = _HEAD.format(key=key, doubles=_DOUBLES if doubles else "").encode()
    return b"".join([head, *dataset_lines(graphs)])


def all_graphs(layout: Layout) -> dict[str, list[Triple]]:
    """Return the asserted, derived and inferred triples of a root, by the IRI of their graph.

    Raises:
        Problems: as `prepare` does.
    """
    from gcm.inference.closure import infer_triples  # late: only a changed graph needs it
    from gcm.inference.derived import derive  # late: only a changed graph needs it

    triples, errors = parse_files([*layout.ontology(), *layout.data()])
    if errors:
        raise Problems(errors)
    graphs = {layout.graph_of(file): found for file, found in triples.items()}
    graphs[DERIVED] = derive(triple for graph in graphs.values() for triple in graph)
    graphs[INFERRED] = infer_triples(triple for graph in graphs.values() for triple in graph)
    return graphs


def _graph(layout: Layout, data: bytes) -> Graph:
    head = data[: data.index(b"\n")]
    store = Store()
    load_quads(store, data)
    return Graph(layout, store, doubles=_DOUBLES.encode().strip() in head.split())
