"""The messages and names of shapes, including derived ones."""

from __future__ import annotations

from gcm.core.language import LANGS, Text
from gcm.core.namespaces import SH
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Triple

_CLOSED = SH + "ClosedConstraintComponent"


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
    """Return the shapes with every message and name written out, for engines that derive none.

    A closed shape gets the message of its component, a property shape the label of its property.
    """
    added: list[Triple] = []
    for shape in shapes.things():
        closed = _CLOSED if shapes.names(shape, SH + "closed") == ["true"] else ""
        paths = shapes.names(shape, SH + "path")
        if closed or paths:
            added += _lacking(shapes, shape, "message", message_of(shapes, shape, closed))
        for path in paths:
            added += _lacking(shapes, shape, "name", ontology.label(path))
    return [*shapes.triples, *added]


def _lacking(shapes: TripleIndex, shape: str, name: str, derived: Text) -> list[Triple]:
    if shape.startswith("_:") or shapes.values(shape, SH + name):
        return []
    return [
        Triple(NamedNode(shape), NamedNode(SH + name), Literal(derived[lang], language=lang))
        for lang in LANGS
        if lang in derived
    ]
