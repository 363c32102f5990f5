"""A graph in memory: the files of a root in a store, and guarded queries over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from gcm.core.errors import GcmError, Problems
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.model import Cell
from gcm.core.namespaces import GRAPH
from gcm.core.results import table_from_json
from gcm.rdf.guard import check_query
from gcm.rdf.oxigraph import (
    Literal,
    NamedNode,
    Store,
    add_triples,
    graph_names,
    load_file,
    parse_turtle,
    query_json,
    select,
)
from gcm.rdf.sandbox import run_apart

# Over-wide on purpose: a query that might name a graph gets the named graphs as well.
_NAMES_A_GRAPH = re.compile(
    r"graph\s*[#<?$:\w]|from(?:\s*named)?\s*(?:[<#]|[^\s<>]*:)|\\u", re.IGNORECASE
)
_COMMENT_LINE = re.compile(r"^\s*#.*$", re.MULTILINE)


class Graph:
    """The asserted graphs of a root: merged in the default graph and, where asked, one by one.

    Without named graphs loading takes half the time, and few queries name a graph.
    """

    def __init__(
        self,
        layout: Layout,
        on: Path | None = None,
        *,
        named: bool = False,
        definitions: bool = False,
        instead: Mapping[Path, Path | None] | None = None,
    ) -> None:
        """Load the graph of `layout`.

        Args:
            layout: where the files are.
            on: a Turtle file to load instead of the data.
            named: keep each file's triples in a named graph too.
            definitions: load shapes and the catalogue of questions as well.
            instead: files to load in the place of some of the data, or of what it lacks yet; None
                leaves one out.

        Raises:
            Problems: files that cannot be read or parsed, all of them.
        """
        self.layout = layout
        self.store = Store()
        files = [*layout.ontology(), on] if on else [*layout.ontology(), *layout.data()]
        if instead:
            read = dict.fromkeys(files) | dict.fromkeys(instead)
            files = [found for file in read if (found := instead.get(file, file))]
        if definitions:
            files += [*layout.shapes(), layout.register]
        errors: list[GcmError] = []
        for file in files:
            try:
                load_file(self.store, file)
                if named:
                    load_file(self.store, file, layout.graph_of(file))
            except GcmError as error:
                errors.append(error)
        if errors:
            raise Problems(errors)
        if definitions:
            from gcm.rdf.catalogue import catalogue  # late: only checks need it
            from gcm.rdf.question import read_question

            questions = map(read_question, layout.questions().values())
            triples = catalogue(questions, self.prefixes)
            add_triples(self.store, triples)
            if named:
                add_triples(self.store, triples, GRAPH + "catalogue")

    @classmethod
    def for_query(cls, layout: Layout, text: str, on: Path | None = None) -> Graph:
        """The graph with its named graphs only if the query may name one."""
        return cls(layout, on, named=bool(_NAMES_A_GRAPH.search(_COMMENT_LINE.sub("", text))))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The register of prefixes."""
        return read_prefixes(self.layout)

    def rows(self, text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        """The rows of a query of the tool's own."""
        return select(self.store, text, **values)

    def answer(self, text: str, timeout: float | None = None, limit: int | None = None) -> bytes:
        """A stranger's query, guarded: SPARQL results JSON, or N-Triples for a graph.

        Raises:
            RunError: the query is refused, wrong, too slow, or died.
        """
        self.guard(text)
        return self.run(text, timeout, limit)

    def select(self, text: str) -> list[tuple[Cell | None, ...]]:
        """The rows of a stranger's SELECT, guarded."""
        return list(table_from_json(self.answer(text)).rows)

    def guard(self, text: str) -> None:
        """Refuse what would leave the graph or change it.

        Raises:
            RunError: the query is refused.
        """
        check_query(text, graph_names(self.store), self.prefixes)

    def run(self, text: str, timeout: float | None = None, limit: int | None = None) -> bytes:
        """A query that was guarded, or was made from one by filling in terms.

        Raises:
            RunError: the query is wrong, too slow, or died.
        """
        prefixes = self.prefixes
        return run_apart(lambda: query_json(self.store, text, prefixes, limit), timeout)


def read_prefixes(layout: Layout) -> dict[str, str]:
    """The prefixes that the register declares, by name.

    Raises:
        RunError: the register is missing or not Turtle.
    """
    values: dict[str, dict[str, str]] = {}
    for triple in parse_turtle(read_text(layout.register), layout.register).triples:
        key = triple.predicate.value.rpartition("#")[2]
        if key in ("prefix", "namespace") and isinstance(triple.object, Literal):
            values.setdefault(str(triple.subject), {})[key] = triple.object.value
    return {entry["prefix"]: entry["namespace"] for entry in values.values() if len(entry) == 2}
