"""Graphs as trees that Turtle's brackets can write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gcm.core.errors import RunError
from gcm.core.language import msg
from gcm.core.namespaces import RDF
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Triple
from gcm.turtle.lexer import tokens
from gcm.turtle.parse import RDF_1_2

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal

TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))


NO_MARK = " "  # no IRI contains a space


class Tree:
    """Triples by subject and predicate, with blank nodes that form trees.

    Raises:
        RunError: the blank nodes form no trees, or a term is of RDF 1.2.
    """

    def __init__(
        self, triples: Iterable[Triple], mark: str, text: str, file: Path | str | None
    ) -> None:
        self.mark = mark
        self.file = file
        self.about: dict[Node, dict[NamedNode, list[Value]]] = {}
        self.marked: dict[int, Node] = {}
        self.roots: dict[Node, Node] = {}
        inner: dict[Node, list[BlankNode]] = {}
        parents: dict[BlankNode, Node] = {}
        shared: set[Node] = set()
        marking = mark != NO_MARK
        for subject, predicate, value in dict.fromkeys(triples):
            directed = isinstance(value, Literal) and value.direction
            if directed or isinstance(subject, Triple) or isinstance(value, Triple):
                raise RunError(RDF_1_2, file=file)
            if marking and predicate.value == mark:
                self.marked[int(value.value)] = subject
                continue
            self.about.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if isinstance(value, BlankNode):
                if value in parents:
                    shared.add(value)
                parents[value] = subject
                inner.setdefault(subject, []).append(value)
        # A node that no root leads to is in a cycle, or below one.
        self.roots = {subject: subject for subject in self.about if subject not in parents}
        waiting = list(self.roots)
        while waiting and not shared:
            node = waiting.pop()
            for value in inner.get(node, []):
                self.roots[value] = self.roots[node]
                waiting.append(value)
        shared = shared or self.about.keys() - self.roots.keys()
        if shared:
            labels = {str(node) for node in shared}
            lines = (token.line for token in tokens(text, file) if token.text in labels)
            raise RunError(
                msg(
                    "a blank node is used in more than one place, so the file has no "
                    "single order; give it an IRI."
                ),
                file=file,
                line=next(lines, None),
            )

    def language(self, literal: Literal) -> str:
        """Return the language tag as written; empty for a literal without one."""
        if literal.language:
            return literal.language
        datatype = literal.datatype.value
        marked = datatype.startswith(self.mark)
        return datatype.removeprefix(self.mark) if marked else ""

    def items(self, node: Value) -> list[Value]:
        """Return the items of a list that can be written `( … )`: its cells have no other triples.
        Else none.
        """
        items: list[Value] = []
        while node != NIL:
            cell = self.about.get(node, {}) if isinstance(node, BlankNode) else {}
            first, rest = cell.get(FIRST, []), cell.get(REST, [])
            if not len(cell) == 2 == len(first) + len(rest) or len(first) != 1:
                return []
            items += first
            node = rest[0]
        return items
