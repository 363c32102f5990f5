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
_QUERY, _CLOSED, _PATH, _SPARQL = (SH + name for name in ("select", "closed", "path", "sparql"))
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
            *("qualifiedMinCount", "qualifiedValueShape", "sparql", "uniqueLang", "xone"),
            *("zeroOrMorePath", "zeroOrOnePath"),
        )
    ),
}
# With these anywhere, shapes have parameters of their own, see their siblings, or may be classes.
_ELSEWHERE = {
    *(SH + name for name in ("nodeValidator", "parameter", "propertyValidator", "validator")),
    SH + "qualifiedValueShapesDisjoint",
    RDFS + "subClassOf",
}
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

    def joined(self, other: Reads) -> Reads:
        """What two shapes read."""
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
    triples = [one for found in about.values() for one in found]
    if prefixes is None or any(map(_reads_elsewhere, triples)):
        return None
    found: dict[Triple, Reads] = {}
    for target in triples:
        if target.predicate.value in TARGETS:
            reads = _reads(target, about, prefixes)
            if reads is None:
                return None
            found[target] = reads
    return found


def _reads_elsewhere(triple: Triple) -> bool:
    """Whether a triple of the shapes makes some read what their own triples do not tell."""
    name = triple.predicate.value
    if name == _A:  # a shape that is a class has its instances as targets: SHACL 2.1.3.3
        return term_text(triple.object) in _CLASSES
    return name in _ELSEWHERE or (name.startswith(SH + "target") and name not in TARGETS)


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
    names, waiting, seen = {aim}, [shape], {shape}
    # What reads all that its focus node has; and by what other shapes than this it is used.
    greedy, used = set[str](), set[str]()
    while waiting:
        node = waiting.pop()
        for triple in about.get(node, ()):
            name, value = triple.predicate.value, triple.object
            if name in _ABOUT or name in TARGETS:
                continue
            if name == _CLOSED:
                greedy |= {node} if term_text(value) in ("true", "1") else set()
            elif name == _QUERY:
                patterns = _of_query(term_text(value), prefixes)
                if patterns is None:
                    return None
                names |= patterns.names
                greedy |= {node} if patterns.whole else set()
            elif name not in _KNOWN:
                return None
            elif not isinstance(value, Literal):
                names |= {value.value} if isinstance(value, NamedNode) else set()
                if (node, name) != (shape, _SPARQL):
                    used.add(str(value))
                if str(value) not in seen:
                    seen.add(str(value))
                    waiting.append(str(value))
    # Only of the instances of a class are all triples read: not of values, nor of other targets.
    own = {shape, *(str(one.object) for one in about[shape] if one.predicate.value == _SPARQL)}
    is_property = any(one.predicate.value == _PATH for one in about[shape])
    if greedy and (
        target.predicate.value != SH + "targetClass" or is_property or greedy - own or used & own
    ):
        return None
    return Reads(frozenset(names), frozenset({aim} if greedy else ()))


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
            if not pattern.of_this:
                return None
            whole = True
        elif pattern.is_type_of:
            names.add(pattern.is_type_of)
        else:
            names |= pattern.properties
    return _Patterns(names, whole)
