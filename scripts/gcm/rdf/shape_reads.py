"""Which triples of a graph a shape can read, so that an engine needs no others for it.

A result of core SHACL depends on the triples of the properties that targets, paths and constraints
name, on classes and what is below them, and, for a closed shape, on all that its focus nodes have
(https://www.w3.org/TR/shacl/). One of SPARQL depends on the properties of its patterns. Of whatever
else a shape may hold nothing is known here: it reads everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm.core.namespaces import OWL, RDF, RDFS, SH
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, term_text

_A = RDF + "type"
TARGETS = frozenset(
    SH + name for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
)
# What a shape says that leads to no triples of the data.
_ABOUT = {
    *(SH + name for name in ("deactivated", "description", "flags", "group", "ignoredProperties")),
    *(SH + name for name in ("message", "name", "order", "pattern", "prefixes", "severity")),
    *(RDFS + name for name in ("comment", "isDefinedBy", "label", "seeAlso")),
    _A,
}
_QUERY = SH + "select"
_KNOWN = {
    *(RDF + name for name in ("first", "rest")),
    *(
        SH + name
        for name in (
            *("alternativePath", "and", "class", "closed", "datatype", "disjoint", "equals"),
            *("hasValue", "in", "inversePath", "languageIn", "lessThan", "lessThanOrEquals"),
            *("maxCount", "maxExclusive", "maxInclusive", "maxLength", "minCount"),
            *("minExclusive", "minInclusive", "minLength", "node", "nodeKind", "not"),
            *("oneOrMorePath", "or", "path", "property", "qualifiedMaxCount"),
            *("qualifiedMinCount", "qualifiedValueShape", "qualifiedValueShapesDisjoint"),
            *("sparql", "uniqueLang", "xone", "zeroOrMorePath", "zeroOrOnePath"),
        )
    ),
}
_SHAPES = {SH + "NodeShape", SH + "PropertyShape"}
_CLASSES = {RDFS + "Class", OWL + "Class"}


class Reads(NamedTuple):
    """What triples a shape can read; more may be named, none is left out.

    Args:
        names: IRIs. Those triples are read whose property is one of them, and those of `rdf:type`
            that lead to one of them, or to a class below.
        whole: classes whose instances, and those of classes below, are read with all they have.
    """

    names: frozenset[str]
    whole: frozenset[str]

    def __or__(self, other: tuple[object, ...]) -> Reads:
        """What two shapes read."""
        assert isinstance(other, Reads)
        return Reads(self.names | other.names, self.whole | other.whole)


def reads_of(shapes: Iterable[Triple]) -> dict[Triple, Reads] | None:
    """What is read for each target: by its shape, and by all that the shape refers to.

    Args:
        shapes: the shapes, the triples of their targets among them.

    Returns:
        None if that cannot be told of all: then they read everything.
    """
    about: dict[str, list[Triple]] = {}
    for triple in shapes:
        about.setdefault(str(triple.subject), []).append(triple)
    prefixes = _prefixes(about)
    if prefixes is None:
        return None
    found: dict[Triple, Reads] = {}
    for triples in about.values():
        kinds = {term_text(one.object) for one in triples if one.predicate.value == _A}
        if kinds & _SHAPES and kinds & _CLASSES:  # an implicit target: SHACL 2.1.3.3
            return None
        for target in triples:
            if target.predicate.value in TARGETS:
                reads = _reads(target, about, prefixes)
                if reads is None:
                    return None
                found[target] = reads
    return found


def _prefixes(about: Mapping[str, list[Triple]]) -> dict[str, str] | None:
    """What the prefixes stand for that queries are given; None if one stands for two things."""
    found: dict[str, str] = {}
    for triples in about.values():
        said = {one.predicate.value: term_text(one.object) for one in triples}
        if SH + "prefix" in said and SH + "namespace" in said:
            name, namespace = said[SH + "prefix"], said[SH + "namespace"]
            if found.setdefault(name, namespace) != namespace:
                return None
    return found


def _reads(
    target: Triple, about: Mapping[str, list[Triple]], prefixes: Mapping[str, str]
) -> Reads | None:
    shape, aim = str(target.subject), term_text(target.object)
    by_class = target.predicate.value == SH + "targetClass"
    named, whole = {aim}, set[str]()
    waiting, seen = [shape], {shape}
    while waiting:
        node = waiting.pop()
        for triple in about.get(node, ()):
            name, value = triple.predicate.value, triple.object
            if name in _ABOUT or name in TARGETS:
                continue
            if name == SH + "closed" and term_text(value) in ("true", "1"):
                if not (node == shape and by_class):
                    return None
                whole.add(aim)
            elif name == _QUERY:
                patterns = _of_query(term_text(value), prefixes)
                if patterns is None or (patterns.whole and not by_class):
                    return None
                named |= patterns.names
                whole |= {aim} if patterns.whole else set()
            elif name not in _KNOWN:
                return None
            elif not isinstance(value, Literal):
                named |= {value.value} if isinstance(value, NamedNode) else set()
                if str(value) not in seen:
                    seen.add(str(value))
                    waiting.append(str(value))
    return Reads(frozenset(named), frozenset(whole))


class _Patterns(NamedTuple):
    names: set[str]
    whole: bool  # whether all that a focus node has is read


def _of_query(text: str, prefixes: Mapping[str, str]) -> _Patterns | None:
    from gcm.rdf.rdflib_graph import triple_patterns  # late: only large graphs need it

    patterns = triple_patterns(text, prefixes)
    if patterns is None:
        return None
    names: set[str] = set()
    whole = False
    for pattern in patterns:
        if pattern.properties is None:
            if pattern.subject != "?this":
                return None
            whole = True
        elif pattern.properties == {_A} and not pattern.value.startswith("?"):
            names.add(pattern.value)
        else:
            names |= pattern.properties
    return _Patterns(names, whole)
