"""A JSON-LD document written anew, so that the engine tells what each key and value of it means.

The contexts stay where they are, but each key and value is said of a thing of its own, whose IRI is
a number.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from gcm.rdf.json_context import Terms
from gcm.rdf.json_tree import Value
from gcm.rdf.oxigraph import NamedNode, Term

_SAYING = ("@type", "@reverse", "@nest")  # keywords that say something of the node
_LONGEST_TYPES = 100  # they are written again with each value
_MOST_TIMES = 12  # by which the text may grow: a long key would be written again with each value


class Node(NamedTuple):
    """A node object: what names it, or itself, and the node that it counts as part of.

    `about` tells whether something is said of it.
    """

    place: Value
    owner: int
    depth: int
    named: bool
    about: bool


class Said(NamedTuple):
    """A key and value of a node; `place` is what names the value, `inner` the node that it is."""

    node: int
    key: Value
    place: Value | None
    inner: int | None


class Question:
    """The document for the engine, in `parts`, and what its numbers mean."""

    def __init__(self, text: str, root: Value) -> None:
        self.parts: list[str] = []
        self.nodes: list[Node] = []
        self.said: list[Said] = []
        self._text = text
        self._terms = Terms(text, root)
        # No context can make a prefix of what two slashes follow.
        self._mark = f"n{os.urandom(8).hex()}://"
        self._left = _MOST_TIMES * len(text) + 1000
        self._write("[")
        for value in root.items if root.kind == "[" else [root]:
            self._node(value, None)
            self._write(",")
        self._write("{}]")

    def number(self, term: Term) -> int | None:
        """The number that a term stands for, if it does."""
        if not isinstance(term, NamedNode) or not term.value.startswith(self._mark):
            return None
        return int(term.value.removeprefix(self._mark))

    def _write(self, part: str) -> None:
        self.parts.append(part)
        self._left -= len(part)

    def _source(self, value: Value) -> str:
        return value.source(self._text)

    def _members(self, value: Value) -> list[tuple[Value, str, Value]]:
        """The key, the keyword that it is if it is one, and the value."""
        return [(key, self._terms.keyword(key), inner) for key, inner in value.members]

    def _flat(self, value: Value) -> Iterator[Value]:
        """The items of arrays, lists and sets."""
        waiting = [value]
        while waiting:
            one = waiting.pop()
            held = [inner for _, word, inner in self._members(one) if word in ("@list", "@set")]
            if one.kind == "[" or held:
                waiting += reversed(one.items or held)
            else:
                yield one

    def _node(self, value: Value, outer: int | None, named: Value | None = None) -> int | None:
        """Write a node object, and give its number; `named` is its key in a map of nodes.

        Args:
            value: the object.
            outer: the number of the node that it is a value of.
            named: its key, if it is in a map from IRIs.
        """
        members = self._members(value)
        contexts = [inner for _, word, inner in members if word == "@context"]
        if not all(context.whole for context in contexts):
            self._write("{}")  # without its context, its names would mean something else
            return None
        number = len(self.nodes)
        ids = [(key, inner) for key, word, inner in members if word == "@id"]
        types = [(key, inner) for key, word, inner in members if word == "@type"]
        here = named or next((inner for _, inner in ids[-1:] if inner.kind == "STRING"), None)
        around = None if outer is None or here else self.nodes[outer]
        about = any(word[:1] != "@" or word in _SAYING for _, word, _ in members)
        owner, depth = (around.owner, around.depth + 1) if around else (number, 0)
        self.nodes.append(Node(here or value, owner, depth, here is not None, about))
        scope = "".join(f"{self._source(key)}:{self._source(inner)}," for key, inner in types)
        if not self._terms.scoped or len(scope) > _LONGEST_TYPES or not value.whole:
            scope = ""
        self._write("{" + "".join(f'"@context":{self._source(one)},' for one in contexts) + scope)
        self._write("".join(f"{self._source(key)}:{self._source(one)}," for key, one in ids[-1:]))
        self._write(f'"{self._mark}{number}":true,"@included":[')
        self._tell(number, members, scope)
        self._write("{}]}")
        return number

    def _tell(self, number: int, members: list[tuple[Value, str, Value]], scope: str) -> None:
        """Write what is said of a node, each key and value on a thing of its own."""
        for key, word, value in members:
            if word in ("@graph", "@included"):
                for item in self._flat(value):
                    if item.kind == "{" and self._left > 0:
                        self._node(item, None)
                        self._write(",")
            elif word == "@nest":
                for item in self._flat(value):
                    self._tell(number, self._members(item), scope)
            elif word == "@reverse":
                for inverse, inner in value.members:
                    for item in self._flat(inner):
                        self._say(number, inverse, item, '"@reverse":{', None, "}")
            elif word == "@type":
                for item in self._flat(value):
                    self._say(number, key, item, "", None, "")
            elif word in self._terms.maps and self._terms.maps[word] and value.kind == "{":
                for entry, inner in value.members:
                    for item in self._flat(inner):
                        self._say(number, key, item, scope, entry, "")
            elif word[:1] != "@":
                for item in [value] if word in self._terms.plain else self._flat(value):
                    self._say(number, key, item, scope, None, "")

    def _say(
        self, number: int, key: Value, item: Value, before: str, entry: Value | None, after: str
    ) -> None:
        if self._left < 0:
            return
        told = len(self.said)
        said = Said(number, key, None, None)
        self.said.append(said)
        self._write(f'{{"@id":"{self._mark}{told}",{before}{self._source(key)}:')
        self._write(f"{{{self._source(entry)}:" if entry else "")
        word = self._terms.keyword(key)
        words = [word for _, word, _ in self._members(item)]
        if item.kind == "{" and "@value" not in words and word not in self._terms.plain:
            named = entry if entry and "@id" in self._terms.maps[word] else None
            inner = self._node(item, number, named)
            if inner is not None and self.nodes[inner].named:
                said = said._replace(place=self.nodes[inner].place, inner=inner)
        elif item.whole:
            self._write(self._source(item))
            said = said._replace(place=item)
        else:
            self._write("null")
        self.said[told] = said
        self._write(("}" if entry else "") + after + "},")
