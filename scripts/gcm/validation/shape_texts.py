"""The messages, names, reasons and classes of shapes, including derived ones."""

from gcm.core.language import LANGS, Text
from gcm.core.namespaces import RDF, RDFS, SH
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Triple

_CLOSED = SH + "ClosedConstraintComponent"
_KINDS = {SH + "NodeShape", SH + "PropertyShape"}
_HOLDS = {SH + name for name in ("property", "node", "qualifiedValueShape", "not")}
_HOLDS_EACH = {SH + name for name in ("and", "or", "xone")}


def message_of(shapes: TripleIndex, shape: str, component: str) -> Text:
    """Return the message of a shape: its own, else that of its group, else that of the component.

    Args:
        shapes: all shapes, with their groups and components.
        shape: the IRI of the shape.
        component: the IRI of the constraint component of a result.
    """
    for one in (shape, *shapes.names(shape, SH + "group"), component):
        if found := shapes.texts(one, SH + "message"):
            return found
    return {}


def with_texts(shapes: TripleIndex, ontology: TripleIndex) -> list[Triple]:
    """Return the shapes with what follows written out, for tools that derive none of it.

    A closed shape gets the message of its component; a property shape gets its class and the label
    of its property; a query gets its class.
    """
    added: list[Triple] = []
    for shape in shapes.things():
        closed = _CLOSED if shapes.names(shape, SH + "closed") == ["true"] else ""
        paths = shapes.names(shape, SH + "path")
        if closed or paths:
            added += _lacking(shapes, shape, "message", message_of(shapes, shape, closed))
        for path in paths:
            added += _lacking(shapes, shape, "name", ontology.label(path))
        added += _typed("PropertyShape", [shape] if paths else [])
        added += _typed("SPARQLConstraint", shapes.names(shape, SH + "sparql"))
    return [*shapes.triples, *added]


def _lacking(shapes: TripleIndex, shape: str, name: str, derived: Text) -> list[Triple]:
    if shape.startswith("_:") or shapes.values(shape, SH + name):
        return []
    return [
        Triple(NamedNode(shape), NamedNode(SH + name), Literal(derived[lang], language=lang))
        for lang in LANGS
        if lang in derived
    ]


def _typed(kind: str, shapes: list[str]) -> list[Triple]:
    a, kinds = NamedNode(RDF + "type"), NamedNode(SH + kind)
    return [Triple(NamedNode(one), a, kinds) for one in shapes if not one.startswith("_:")]


def reasons_of(shapes: TripleIndex) -> dict[str, Text]:
    """Return the reason of each shape that has one, by its IRI.

    The reason is the shape's own `rdfs:comment`, else that of its group, else that of the nearest
    shape that contains it: as a property shape, as a shape that values must conform to, or in a
    list of alternatives. Among equally near shapes the first by IRI gives the reason. Shapes may
    contain one another in a cycle.
    """
    own: dict[str, Text] = {}
    holds: dict[str, list[str]] = {}
    for shape in shapes.things():
        for one in (shape, *shapes.names(shape, SH + "group")):
            if said := shapes.texts(one, RDFS + "comment"):
                own.setdefault(shape, said)
        holds[shape] = [held for name in _HOLDS for held in shapes.names(shape, name)]
        lists = [head for name in _HOLDS_EACH for head in shapes.values(shape, name)]
        holds[shape] += [held for head in lists for held in shapes.items(head)]
    known = {one for kind in _KINDS for one in shapes.having(RDF + "type", kind)}
    known.update(*holds.values())
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
