"""SHACL property paths as text: SPARQL property paths with whole IRIs.

https://www.w3.org/TR/shacl/#property-paths, https://www.w3.org/TR/sparql11-query/#propertypaths
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from gcm.core.namespaces import RDF, SH
from gcm.rdf.oxigraph import BlankNode, NamedNode, Term, Triple

# Predicates with one value per subject, which is written as in N-Triples.
Descriptions = Mapping[str, Mapping[str, Term]]

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", NamedNode(RDF + "nil")
_PATH, _INVERSE, _ALTERNATIVE = SH + "path", SH + "inversePath", SH + "alternativePath"
_REPEATED = {SH + "zeroOrMorePath": "*", SH + "oneOrMorePath": "+", SH + "zeroOrOnePath": "?"}
# The predicates of lists and paths.
PATH_PARTS = frozenset({_FIRST, _REST, _INVERSE, _ALTERNATIVE, *_REPEATED})

# Precedence of path operators: productions 89 to 94 of the grammar of SPARQL 1.1.
_OF_CHOICES, _OF_STEPS, _OF_INVERSE, _OF_REPEATED, _OF_ONE = range(5)

# More steps than any path needs; a path may contain itself, or one part twice at every level.
_DEEPEST: Final = 50
_LONGEST: Final = 1000


class _NoPathError(Exception):
    """An error of a node that is no path, or a path without end."""


def path_descriptions(triples: Iterable[Triple]) -> dict[str, dict[str, Term]]:
    """Return the triples of a graph that describe shapes and their paths, by subject."""
    found: dict[str, dict[str, Term]] = {}
    for triple in triples:
        name = triple.predicate.value
        if name == _PATH or name in PATH_PARTS:
            found.setdefault(str(triple.subject), {})[name] = triple.object
    return found


def shape_path(shape: Term, about: Descriptions) -> str:
    """Return the text of a shape's path; empty for a node shape."""
    path = about.get(str(shape), {}).get(_PATH)
    return path_text(path, about) if path else ""


def path_text(path: Term, about: Descriptions) -> str:
    """Return the text of a path: the bare IRI of a predicate, else a SPARQL property path.

    Empty if the path is not well-formed, contains itself, or is absurdly large.
    """
    if isinstance(path, NamedNode):
        return path.value
    try:
        return _written(path, about, count(), 0)[0]
    except _NoPathError:
        return ""


def _written(path: Term, about: Descriptions, steps: Iterator[int], depth: int) -> tuple[str, int]:
    """Return the text of a path, and how tightly its operator binds; `steps` counts its parts."""
    if depth > _DEEPEST or next(steps) >= _LONGEST:
        raise _NoPathError
    if isinstance(path, NamedNode):
        return f"<{path.value}>", _OF_ONE

    def inner(part: Term, least: int) -> str:
        text, tightness = _written(part, about, steps, depth + 1)
        return text if tightness >= least else f"({text})"

    said = about.get(str(path), {})
    # A member with the same operator needs no parentheses.
    if _FIRST in said:
        return "/".join(inner(one, _OF_STEPS) for one in _members(path, about)), _OF_STEPS
    if _ALTERNATIVE in said:
        choices = _members(said[_ALTERNATIVE], about)
        return "|".join(inner(one, _OF_CHOICES) for one in choices), _OF_CHOICES
    if _INVERSE in said:
        return "^" + inner(said[_INVERSE], _OF_REPEATED), _OF_INVERSE
    for name, sign in _REPEATED.items():
        if name in said:
            return inner(said[name], _OF_ONE) + sign, _OF_REPEATED
    raise _NoPathError


def _members(start: Term, about: Descriptions) -> Iterator[Term]:
    """Yield the members of a list, of which there must be one."""
    while True:
        cell = about.get(str(start), {})
        if _FIRST not in cell or _REST not in cell:
            raise _NoPathError
        yield cell[_FIRST]
        start = cell[_REST]
        if start == _NIL:
            return


def path_triples(shape: str, about: Descriptions, label: str) -> tuple[Term, list[Triple]]:
    """Return the path of a shape, and the triples that describe it.

    Args:
        shape: an IRI, or the label of a blank node with its `_:`.
        about: the descriptions of shapes and paths, from `path_descriptions`.
        label: the prefix of the labels of blank nodes.
    """

    def copied(term: Term) -> Term:
        return BlankNode(f"{label}-{term.value}") if isinstance(term, BlankNode) else term

    said_of_shape = about.get(shape if shape.startswith("_:") else f"<{shape}>", {})
    start = said_of_shape.get(_PATH, BlankNode("path"))  # of a missing shape: some path
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
