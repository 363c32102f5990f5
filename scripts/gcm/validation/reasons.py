"""The reasons of shapes: the `rdfs:comment` of each, of its group, or of the shape around it."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.language import LANGS, Text
from gcm.core.namespaces import RDF, RDFS, SH
from gcm.rdf.index import Lists
from gcm.rdf.oxigraph import Literal, Triple, term_text

_COMMENT = RDFS + "comment"
_KINDS = {SH + "NodeShape", SH + "PropertyShape"}
_HOLDS = {SH + name for name in ("property", "node", "qualifiedValueShape", "not")}
_HOLDS_EACH = {SH + name for name in ("and", "or", "xone")}


def reasons_of(shapes: Iterable[Triple]) -> dict[str, Text]:
    """Return the reason of each shape that has one, by its IRI.

    The reason is the shape's own `rdfs:comment`, else that of its group, else that of the nearest
    shape
    that contains it: as a property shape, as a shape that values must conform to, or in a list of
    alternatives. Among equally near shapes the first by IRI gives the reason. Shapes may contain
    one another in a cycle.
    """
    triples = list(shapes)
    holds = _holds(triples)
    own = _comments(triples)
    for triple in triples:
        if triple.predicate.value == SH + "group" and (said := own.get(term_text(triple.object))):
            own.setdefault(term_text(triple.subject), said)
    known = {
        term_text(triple.subject)
        for triple in triples
        if triple.predicate.value == RDF + "type" and term_text(triple.object) in _KINDS
    }
    known |= {held for each in holds.values() for held in each}
    # From the reasons down, level by level, so that each shape is visited once.
    found = {shape: shape for shape in own}
    level = dict(found)
    while level:
        below: dict[str, str] = {}
        for name, source in level.items():
            for held in holds.get(name, ()):
                if held not in found:
                    below[held] = min(source, below.get(held, source))
        found |= below
        level = below
    return {
        shape: own[found[shape]]
        for shape in sorted(known)
        if not shape.startswith("_:") and shape in found
    }


def _comments(triples: Iterable[Triple]) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for triple in triples:
        if triple.predicate.value == _COMMENT and isinstance(triple.object, Literal):
            for lang in LANGS:
                if triple.object.language == lang:
                    found.setdefault(term_text(triple.subject), {})[lang] = triple.object.value
    return found


def _holds(triples: list[Triple]) -> dict[str, set[str]]:
    """Return the shapes that each shape contains directly."""
    lists = Lists(triples)
    found: dict[str, set[str]] = {}
    for triple in triples:
        held: list[str] = []
        if triple.predicate.value in _HOLDS:
            held = [term_text(triple.object)]
        elif triple.predicate.value in _HOLDS_EACH:
            held = lists.members(str(triple.object))
        if held:
            found.setdefault(term_text(triple.subject), set()).update(held)
    return found
