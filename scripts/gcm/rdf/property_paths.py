"""SHACL property paths as text: SPARQL property paths with whole IRIs.

https://www.w3.org/TR/shacl/#property-paths, https://www.w3.org/TR/sparql11-query/#propertypaths
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from gcm.core.namespaces import RDF, SH
from gcm.rdf.oxigraph import BlankNode, NamedNode, Term, Triple

# One value of each predicate of each subject, which is written as in N-Triples.
Descriptions = Mapping[str, Mapping[str, Term]]

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", NamedNode(RDF + "nil")
_PATH, _INVERSE, _ALTERNATIVE = SH + "path", SH + "inversePath", SH + "alternativePath"
_REPEATED = {SH + "zeroOrMorePath": "*", SH + "oneOrMorePath": "+", SH + "zeroOrOnePath": "?"}
# What lists and paths are made of.
PATH_PARTS = frozenset({_FIRST, _REST, _INVERSE, _ALTERNATIVE, *_REPEATED})

# How tightly a path holds together: productions 89 to 94 of the grammar of SPARQL 1.1.
_OF_CHOICES, _OF_STEPS, _OF_INVERSE, _OF_REPEATED, _OF_ONE = range(5)

# More than any path needs; but one may hold itself, or the same part twice at every level.
_DEEPEST: Final = 50
_LONGEST: Final = 1000


class _NoPathError(Exception):
    """What should be a path is none, or has no end."""


def path_descriptions(triples: Iterable[Triple]) -> dict[str, dict[str, Term]]:
    """What a graph says of shapes and their paths."""
    found: dict[str, dict[str, Term]] = {}
    for triple in triples:
        name = triple.predicate.value
        if name == _PATH or name in PATH_PARTS:
            found.setdefault(str(triple.subject), {})[name] = triple.object
    return found


def shape_path(shape: Term, about: Descriptions) -> str:
    """The text of a shape's path; empty for a node shape."""
    path = about.get(str(shape), {}).get(_PATH)
    return path_text(path, about) if path else ""


def path_text(path: Term, about: Descriptions) -> str:
    """The text of a path: of a predicate its bare IRI, else a SPARQL property path.

    Empty if it is not well-formed, holds itself, or is out of all proportion.
    """
    if isinstance(path, NamedNode):
        return path.value
    try:
        return _Writer(about).path(path, _OF_CHOICES, 0)
    except _NoPathError:
        return ""


class _Writer:
    """Writes one path, counting its steps."""

    def __init__(self, about: Descriptions) -> None:
        self._about = about
        self._steps = 0

    def path(self, path: Term, least: int, depth: int) -> str:
        """The text, in parentheses if it holds together less tightly than `least`."""
        self._steps += 1
        if depth > _DEEPEST or self._steps > _LONGEST:
            raise _NoPathError
        if isinstance(path, NamedNode):
            return f"<{path.value}>"
        said = self._about.get(str(path), {})
        if _FIRST in said:
            text, tightness = self._members(path, "/", _OF_STEPS, depth), _OF_STEPS
        elif _ALTERNATIVE in said:
            choices = said[_ALTERNATIVE]
            text, tightness = self._members(choices, "|", _OF_CHOICES, depth), _OF_CHOICES
        elif _INVERSE in said:
            inner = self.path(said[_INVERSE], _OF_REPEATED, depth + 1)
            text, tightness = f"^{inner}", _OF_INVERSE
        else:
            name = next((name for name in _REPEATED if name in said), None)
            if name is None:
                raise _NoPathError
            inner = self.path(said[name], _OF_ONE, depth + 1)
            text, tightness = inner + _REPEATED[name], _OF_REPEATED
        return text if tightness >= least else f"({text})"

    def _members(self, start: Term, sign: str, least: int, depth: int) -> str:
        """The members of a list; one of the same kind needs no parentheses."""
        texts: list[str] = []
        while start != _NIL:
            cell = self._about.get(str(start), {})
            if _FIRST not in cell or _REST not in cell:
                raise _NoPathError
            texts.append(self.path(cell[_FIRST], least, depth + 1))
            start = cell[_REST]
        if not texts:
            raise _NoPathError
        return sign.join(texts)


def path_triples(shape: str, about: Descriptions, label: str) -> tuple[Term, list[Triple]]:
    """The path of a shape, and the triples that describe it.

    Args:
        shape: an IRI, or the label of a blank node with its `_:`.
        about: what is said of shapes and their paths.
        label: that of the blank nodes begins with it.
    """

    def copied(term: Term) -> Term:
        return BlankNode(f"{label}-{term.value}") if isinstance(term, BlankNode) else term

    said_of_shape = about.get(shape if shape.startswith("_:") else f"<{shape}>", {})
    start = said_of_shape.get(_PATH, BlankNode("path"))  # of a shape that is not there: some path
    triples: dict[Term, list[Triple]] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if isinstance(node, BlankNode) and node not in triples:
            said = about.get(str(node), {})
            subject = BlankNode(f"{label}-{node.value}")
            triples[node] = [
                Triple(subject, NamedNode(name), copied(value)) for name, value in said.items()
            ]
            waiting += said.values()
    return copied(start), [triple for found in triples.values() for triple in found]
