"""The prepared graph: asserted, derived and inferred graphs in one file of N-Quads.

The first line of the file is the key of its input. The file is read only if the key is still the
same, so it is never stale, and replaced in one step, so two processes may write it at once.

The quads are sorted by property, and the second line says where those of each begin and end, so
that a query loads those of the properties it reads and no others: loading all takes longer than
most questions.
"""

import json
from collections.abc import Collection
from contextlib import suppress
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock

from gcm.core.cache import digest_of, keep, prepared_files
from gcm.core.errors import Problems
from gcm.core.files import read_bytes
from gcm.core.layout import Layout
from gcm.core.namespaces import DERIVED, INFERRED
from gcm.core.version import __version__
from gcm.graph.graph import Graph
from gcm.rdf.oxigraph import Store, Triple, dataset_lines
from gcm.rdf.store import load_quads
from gcm.sparql.tokens import properties_read
from gcm.turtle.parse import parse_files

_HEAD = "# gcm-graph {key}{doubles}\n# {columns}\n"
_DOUBLES = " doubles"  # some triple is in two graphs
# Quads that name blank nodes are loaded together: the next load gives a label to another node.
_BLANK = ""
_MAKERS = ("evidence", "inference", "rdf", "turtle")  # the packages that build it


class PreparedGraph(Graph):
    """The prepared graph of a root; its properties are loaded as queries read them."""

    def __init__(self, layout: Layout, data: bytes | mmap) -> None:
        """Read where the quads of each property are.

        Args:
            layout: where the register of prefixes is.
            data: the prepared graph, as `prepare` writes it.
        """
        end = data.find(b"\n", 0)
        body = data.find(b"\n", end + 1) + 1
        columns: dict[str, tuple[int, int]] = json.loads(data[end + 2 : body])
        self._data: bytes | mmap = data
        # Where the quads of each property begin and end that are not loaded yet.
        self._columns = {name: slice(body + a, body + b) for name, (a, b) in columns.items()}
        self._first = self._columns.pop(_BLANK, None)
        self._loading = Lock()
        store = Store()
        doubles = _DOUBLES.encode().strip() in data[:end].split()
        if doubles:
            self._load(store, list(self._columns))
        super().__init__(layout, store, doubles=doubles)

    @property
    def store(self) -> Store:
        """The store with all triples."""
        return self._load(self._store, list(self._columns))

    def store_for(self, text: str) -> Store:
        """Return the store with at least the triples that a query reads."""
        if not self._columns:
            return self._store
        names = properties_read(text, self.prefixes)
        return self.store if names is None else self._load(self._store, names)

    def _load(self, store: Store, names: Collection[str]) -> Store:
        with self._loading:
            places = [self._columns[name] for name in names if name in self._columns]
            if self._first:
                places, self._first = [self._first, *places], None
            if places:
                load_quads(store, b"".join(self._data[place] for place in places))
            # Only now: to other threads a property that is not here is loaded.
            for name in names:
                self._columns.pop(name, None)
            if not self._columns:
                self._data = b""
        return store


def open_graph(layout: Layout) -> Graph:
    """Open the graph of a root with its inferred triples; prepare it again if anything has changed.

    Raises:
        RunError, Problems: as `prepare` does.
    """
    key = prepared_key(layout)
    data = _kept(layout, key)
    if data is None:
        prepared = prepare(layout, key)
        keep(prepared_files(layout), prepared)
        return PreparedGraph(layout, prepared)
    return PreparedGraph(layout, data)


def keep_prepared(layout: Layout) -> None:
    """Prepare the graph of a root for later, if anything has changed.

    Raises:
        RunError, Problems: as `prepare` does.
    """
    key = prepared_key(layout)
    if _kept(layout, key) is None:
        keep(prepared_files(layout), prepare(layout, key))


def _kept(layout: Layout, key: str) -> mmap | None:
    """Return the prepared graph with a given key; None if no file holds it."""
    for file in prepared_files(layout):
        with suppress(OSError, ValueError), file.open("rb") as stream:  # absent, strange, empty
            data = mmap(stream.fileno(), 0, access=ACCESS_READ)
            if key.encode() in data.readline().split():
                return data
    return None


def prepared_key(layout: Layout) -> str:
    """Return the key of the input of a root's prepared graph, and of the modules that build it.

    Raises:
        RunError: a file cannot be read.
    """
    package = Path(__file__).parents[1]
    made_by = (file for name in _MAKERS for file in sorted((package / name).glob("*.py")))
    files = [(layout.graph_of(file), file) for file in (*layout.ontology(), *layout.data())]
    files += [(file.name, file) for file in (Path(__file__), *made_by)]
    return digest_of(((name, read_bytes(file)) for name, file in files), __version__)


def prepare(layout: Layout, key: str) -> bytes:
    """Prepare the graph of a root, lines sorted by property: the same files give the same bytes.

    Raises:
        Problems: files that cannot be read or parsed, or facts that contradict one another.
    """
    graphs = all_graphs(layout)
    different = {triple for graph in graphs.values() for triple in graph}
    doubles = len(different) < sum(len(set(graph)) for graph in graphs.values())
    lines = sorted(dataset_lines(graphs), key=_column)
    columns: dict[str, tuple[int, int]] = {}
    end = 0
    for name, quads in groupby(lines, _column):
        start, end = end, end + sum(map(len, quads))
        columns[name] = (start, end)
    index = json.dumps(columns, separators=(",", ":"))
    head = _HEAD.format(key=key, doubles=_DOUBLES if doubles else "", columns=index)
    return b"".join([head.encode(), *lines])


def _column(quad: bytes) -> str:
    return _BLANK if b"_:" in quad else quad.split(b" ", 2)[1][1:-1].decode()


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
