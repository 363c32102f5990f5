"""A graph in memory: the files of a root in a store, and guarded queries over it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import starmap
from pathlib import Path

from gcm.core.errors import GcmError, NotSparql, Problems
from gcm.core.layout import Layout
from gcm.core.namespaces import DERIVED, INFERRED
from gcm.core.results import Cell
from gcm.rdf.oxigraph import Literal, NamedNode, Store, Term, Triple
from gcm.rdf.store import (
    add_triples,
    bindings,
    graph_names,
    has_doubles,
    is_node,
    load_file,
    merge_graphs,
    query_json,
    remove_graph,
    select,
)
from gcm.sandbox.error_codec import pack, unpack
from gcm.sandbox.run_apart import run_apart
from gcm.sparql.guard import check_query
from gcm.sparql.tokens import ends_of_paths
from gcm.sparql.total_order import with_total_order
from gcm.turtle.parse import read_prefixes

_OTHER = b"\x01"


class Graph:
    """Named graphs, one for each file; queries that name none read their union."""

    def __init__(
        self, layout: Layout, store: Store, *, doubles: bool, folder: Path | None = None
    ) -> None:
        """Query a store whose triples are all in named graphs.

        Args:
            layout: where the register of prefixes is.
            store: the named graphs.
            doubles: whether some triple is in two graphs, which the engine would count twice.
            folder: where an on-disk store is, which has the union in its default graph too.

        `union` is whether queries that name no graph need the union of all.
        """
        self.layout = layout
        self._store = store
        self.union = not doubles and folder is None
        self.folder = folder
        self.adds_ontology = False  # whether the ontology is the root's, the data another's
        self.source = ""  # what is cited instead of the root, as a release or a file
        if doubles:
            merge_graphs(store)

    @property
    def store(self) -> Store:
        """The store with all triples."""
        return self._store

    def store_for(self, text: str) -> Store:  # noqa: ARG002
        """Return the store with at least the triples that a query reads."""
        return self.store

    @classmethod
    def read(
        cls,
        layout: Layout,
        *,
        beside: Mapping[str, Iterable[Triple]] | None = None,
        instead: Mapping[Path, Path | None] | None = None,
    ) -> Graph:
        """Load the asserted graphs of `layout` from their files, and what is derived from them.

        Args:
            layout: where the files are.
            beside: graphs to add, by their IRIs.
            instead: files to load in the place of some of the data, or of what it lacks yet; None
                leaves one out.

        Raises:
            Problems: files that cannot be read or parsed, all of them.
        """
        from gcm.inference.derived import derive

        store = _load(layout, instead or {})
        add_triples(store, derive(quad.triple for quad in store), DERIVED)
        for name, triples in (beside or {}).items():
            add_triples(store, triples, name)
        return cls(layout, store, doubles=has_doubles(store))

    @classmethod
    def read_asserted(
        cls, layout: Layout, instead: Mapping[Path, Path | None] | None = None
    ) -> Graph:
        """Load the asserted graphs alone, for queries that do not count: see `read`.

        Raises:
            Problems: files that cannot be read or parsed, all of them.
        """
        return cls(layout, _load(layout, instead or {}), doubles=False)

    def replace(self, place: Path, file: Path | None) -> None:
        """Give the graph of a file of the root what another file says, or nothing.

        Raises:
            RunError: the file is missing, unreadable or not Turtle.
        """
        name = self.layout.graph_of(place)
        remove_graph(self.store, name)
        if file is not None:
            load_file(self.store, file, name)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The register of prefixes."""
        return read_prefixes(self.layout)

    def rows(self, text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        """The rows of a query of the tool's own."""
        return select(self.store_for(text), text, self.union, **values)

    def bindings(self, text: str, **values: Term) -> list[dict[str, Term]]:
        """The terms of each solution of a query of the tool's own that projects `values`."""
        return bindings(self.store_for(text), text, self.union, **values)

    def asserting(self, triple: Triple) -> str:
        """The IRI of the first graph that asserts a triple; empty if none does."""
        quads = self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        names = (quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))
        return min((name for name in names if name != INFERRED), default="")

    def answer(
        self,
        text: str,
        timeout: float | None = None,
        limit: int | None = None,
        *,
        guarded: str = "",
    ) -> bytes:
        """A stranger's query, guarded: SPARQL results JSON, or N-Triples for a graph.

        Args:
            text: the query.
            timeout: seconds after which it is stopped.
            limit: the maximum number of rows or triples.
            guarded: the stranger's query, if `text` was made of it by filling in terms.

        Raises:
            RunError: the query is refused, wrong, too slow, or died.
        """
        prefixes, union = self.prefixes, not self.guard(guarded or text) and self.union
        store, read = self.store_for(text), self.reader(text)
        try:
            return run_apart(
                lambda: query_json(store, read(), prefixes, union, limit), timeout, self.folder
            )
        except NotSparql as error:
            raise self.explained(error, text) from None

    def answer_marked(
        self, text: str, timeout: float | None = None, limit: int | None = None
    ) -> tuple[bytes, bytes | None]:
        """What `answer` gives, and what the asserted graphs alone would give; None if the same.

        The second is None too where there would be no time for it, and of an on-disk store.

        Raises:
            RunError: the query is refused, wrong, too slow, or died.
        """
        prefixes, union = self.prefixes, not self.guard(text) and self.union
        store, read = self.store_for(text), self.reader(text)

        def ask() -> bytes:
            return query_json(store, read(), prefixes, union, limit)

        def work() -> bytes:
            start = time.monotonic()
            first = second = ask()
            late = timeout is not None and 2 * (time.monotonic() - start) > timeout
            if self.folder is None and not late:
                store.remove_graph(NamedNode(INFERRED))  # of this process's copy
                second = ask()
            return len(first).to_bytes(8) + first + (_OTHER + second if second != first else b"")

        try:
            data = run_apart(work, timeout, self.folder)
        except NotSparql as error:
            raise self.explained(error, text) from None
        size = int.from_bytes(data[:8])
        first, rest = data[8 : 8 + size], data[8 + size :]
        return first, rest.removeprefix(_OTHER) if rest else None

    def answers(
        self, texts: Mapping[str, str], timeout: float | None = None
    ) -> dict[str, bytes | GcmError]:
        """What `answer` gives for each of several queries by name, or why it gives nothing.

        Raises:
            RunError: all together are too slow, or one died.
        """
        found: dict[str, bytes | GcmError] = {}
        unions: dict[str, bool] = {}
        for name, text in texts.items():
            try:
                unions[name] = not self.guard(text) and self.union
            except GcmError as error:
                found[name] = error
        prefixes, store = self.prefixes, self.store
        readers = {name: self.reader(texts[name]) for name in unions}

        def work() -> bytes:
            return b"\n".join(starmap(ask, unions.items()))

        def ask(name: str, union: bool) -> bytes:
            try:
                return query_json(store, readers[name](), prefixes, union).replace(b"\n", b" ")
            except GcmError as error:
                return _OTHER + pack(error)

        data = run_apart(work, timeout, self.folder)
        for name, line in zip(unions, data.split(b"\n"), strict=False):
            if not line.startswith(_OTHER):
                found[name] = line
                continue
            failure = unpack(line[1:].decode())
            if isinstance(failure, NotSparql):
                failure = self.explained(failure, texts[name])
            found[name] = failure
        return found

    def guard(self, text: str) -> bool:
        """Refuse what would leave the graph or change it; whether FROM chooses the graphs.

        Raises:
            RunError: the query is refused.
        """
        return check_query(text, lambda: graph_names(self.store), self.prefixes)

    def reader(self, text: str, *, chosen: bool = False) -> Callable[[], str]:
        """What gives the text of a query that the engine is to run, in the process that runs it.

        Args:
            text: the query.
            chosen: whether more than the query chooses the graphs.
        """
        ordered = with_total_order(text)
        ends = ends_of_paths(text, self.prefixes)
        if not ends or (not chosen and all(end and is_node(self.store, end) for end in ends)):
            return lambda: ordered
        from gcm.sparql.zero_steps import with_zero_steps  # late: few need it

        return lambda: with_zero_steps(ordered)

    def named_graphs(self) -> dict[str, list[Triple]]:
        """The triples of each named graph, by its IRI."""
        graphs: dict[str, list[Triple]] = {name: [] for name in sorted(graph_names(self.store))}
        for name, triples in graphs.items():
            quads = self.store.quads_for_pattern(None, None, None, NamedNode(name))
            triples += [quad.triple for quad in quads]
        return graphs

    def home_of(self, iri: str) -> str:
        """The IRI of the graph that describes a thing; empty if none does."""
        rows = self.rows(
            "SELECT ?g WHERE { GRAPH ?g { ?thing a ?class } } LIMIT 1", thing=NamedNode(iri)
        )
        return rows[0][0].value if rows and rows[0][0] else ""

    def explained(self, error: NotSparql, text: str) -> NotSparql:
        """The error of a query with what to do about it."""
        from gcm.sparql.diagnosis import explained  # late: few queries are wrong

        return explained(error, text, self.prefixes)


def _load(layout: Layout, instead: Mapping[Path, Path | None]) -> Store:
    """Return a store of the asserted graphs; see `Graph.read`."""
    store = Store()
    places: dict[Path, Path | None] = {file: file for file in layout.ontology()}
    places |= {file: file for file in layout.data()} | dict(instead)
    errors: list[GcmError] = []
    for place, file in places.items():
        try:
            if file is not None:
                load_file(store, file, layout.graph_of(place))
        except GcmError as error:
            errors.append(error)
    if errors:
        raise Problems(errors)
    return store
