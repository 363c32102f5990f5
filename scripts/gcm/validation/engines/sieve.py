"""A sieve for validation: the shapes, aimed only at the nodes that violate one.

An engine may have a quick way to find the nodes that violate a shape, and a slow one to describe
the violations. If both agree on the nodes, the slow one can skip all others.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from gcm.core.namespaces import OWL, RDF, RDFS, SH, XSD
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Term, Triple, term_text

_A = NamedNode(RDF + "type")
_BELOW = NamedNode(RDFS + "subClassOf")
_CLASS, _NODE, _OBJECTS, _SUBJECTS = (
    NamedNode(f"{SH}target{kind}") for kind in ("Class", "Node", "ObjectsOf", "SubjectsOf")
)
_KINDS = frozenset({_CLASS, _NODE, _OBJECTS, _SUBJECTS})
_CLASSES = {RDFS + "Class", OWL + "Class"}
_COMPONENTS = {
    SH + name for name in ("nodeValidator", "parameter", "propertyValidator", "validator")
}
_CHOICE = NamedNode(SH + "xone")
_FLAGS, _PATTERN, _PROPERTY, _QUERY, _TEXT = (
    NamedNode(SH + name) for name in ("flags", "pattern", "property", "sparql", "select")
)
# Nodes without text, and invalid patterns, do not match.
_UNMATCHED = (
    "SELECT $this ?value WHERE {{ "
    "$this $PATH ?value . FILTER(!COALESCE(REGEX(STR(?value), {pattern}), false)) }}"
)
_NEW = "urn:x-gcm-graph:query:"  # not registered
_BOOLEAN = NamedNode(XSD + "boolean")

Shape = NamedNode | BlankNode | Triple
Aims = dict[Term, list[Shape]]  # shapes by their targets


def agrees_on(shapes: Iterable[Triple]) -> bool:
    """Return whether pyshifty's two ways are known to agree on shapes of this kind.

    The two ways differ on custom components, on booleans written `1`, and on `sh:xone` in a shape
    that another one refers to. Targets must be of the four kinds that `aimed_at` knows: a shape
    that is a class also has its instances as targets.
    """
    shapes = list(shapes)
    choices = {one.subject for one in shapes if one.predicate == _CHOICE}
    return not any(_is_apart(one) or one.object in choices for one in shapes)


def _is_apart(triple: Triple) -> bool:
    name, value = triple.predicate, triple.object
    return (
        name.value in _COMPONENTS
        or (name.value.startswith(SH + "target") and name not in _KINDS)
        or (name == _A and term_text(value) in _CLASSES)
        or (isinstance(value, Literal) and value.datatype == _BOOLEAN and value.value in ("0", "1"))
    )


def aimed_at(
    shapes: Iterable[Triple], data: Iterable[Triple], wanted: Callable[[Term], bool]
) -> list[Triple]:
    """Return the shapes with some nodes as targets: a `sh:targetNode` for each shape and node.

    Args:
        shapes: the shapes, with targets of the four kinds of SHACL's core.
        data: the graph.
        wanted: a function that returns whether a node is one of those.
    """
    aims: dict[Term, Aims] = {kind: {} for kind in _KINDS}
    for one in shapes:
        if one.predicate in _KINDS:
            aims[one.predicate].setdefault(one.object, []).append(one.subject)
    data = list(data)
    classes = _with_those_below(aims[_CLASS], data)
    subjects, objects = aims[_SUBJECTS], aims[_OBJECTS]
    found = [(shape, node) for node, some in aims[_NODE].items() if wanted(node) for shape in some]
    for subject, predicate, value in data:
        if predicate == _A and value in classes and wanted(subject):
            found += [(shape, subject) for shape in classes[value]]
        if predicate in subjects and wanted(subject):
            found += [(shape, subject) for shape in subjects[predicate]]
        if predicate in objects and wanted(value):
            found += [(shape, value) for shape in objects[predicate]]
    return [aim(shape, node) for shape, node in dict.fromkeys(found)]


def aim(shape: Shape, node: Term) -> Triple:
    """Return the triple that makes a node a target of a shape."""
    return Triple(shape, _NODE, node)


def with_queries(shapes: Iterable[Triple]) -> list[Triple]:
    """Return the shapes with patterns as queries, if equivalent for all nodes.

    pyshifty compiles a pattern again for each value, but that of a query once. A query about a
    blank node applies to all nodes, so patterns stay if a shape of shapes might invert a violation.
    """
    shapes = list(shapes)
    users: dict[Term, list[Triple]] = {}
    for one in shapes:
        users.setdefault(one.object, []).append(one)
    count = Counter(one.subject for one in shapes if one.predicate in (_FLAGS, _PATTERN))
    found: list[Triple] = []
    for one in shapes:
        uses = users.get(one.subject, []) if count[one.subject] == 1 else []
        alone = uses and all(
            use.predicate == _PROPERTY and use.subject not in users for use in uses
        )
        if alone and one.predicate == _PATTERN and isinstance(one.object, Literal):
            query = NamedNode(f"{_NEW}{len(found)}")
            text = _UNMATCHED.format(pattern=Literal(one.object.value))
            found += [Triple(one.subject, _QUERY, query), Triple(query, _TEXT, Literal(text))]
        else:
            found.append(one)
    return found


def in_shares(shapes: Iterable[Triple], count: int) -> list[list[Triple]]:
    """Return the shapes several times, each with a share of the targets, all of a shape in one."""
    rest: list[Triple] = []
    targets: dict[Shape, list[Triple]] = {}
    for one in shapes:
        (targets.setdefault(one.subject, []) if one.predicate in _KINDS else rest).append(one)
    shares = [list(targets.values())[start::count] for start in range(count)]
    return [rest + [one for some in share for one in some] for share in shares]


def retargeted(shapes: Iterable[Triple], targets: Iterable[Triple]) -> list[Triple]:
    """Return the shapes with other targets."""
    return [*(one for one in shapes if one.predicate not in _KINDS), *targets]


def _with_those_below(aims: Aims, data: Iterable[Triple]) -> Aims:
    """Extend the aims at a class to every class below it in the graph."""
    below: dict[Term, list[Term]] = {}
    for triple in data:
        if triple.predicate == _BELOW:
            below.setdefault(triple.object, []).append(triple.subject)
    found: Aims = {}
    for top, shapes in aims.items():
        waiting, seen = [top], set[Term]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.setdefault(one, []).extend(shapes)
                waiting += below.get(one, ())
    return found
