"""Names for shapes that are blank nodes, for an engine that would label them anew."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.rdf.oxigraph import BlankNode, NamedNode, Term, Triple
from gcm.rdf.property_paths import PATH_PARTS

# No registry has it: what follows is a label.
_NAME = "urn:x-gcm-graph:blank:"


def named(shapes: Iterable[Triple]) -> list[Triple]:
    """The shapes, each blank node that has properties under an IRI made from its label.

    Not lists and paths: a path that is an IRI is a predicate.
    """
    shapes = list(shapes)
    about: dict[BlankNode, set[str]] = {}
    for triple in shapes:
        if isinstance(triple.subject, BlankNode):
            about.setdefault(triple.subject, set()).add(triple.predicate.value)
    names: dict[Term, NamedNode] = {
        node: NamedNode(_NAME + node.value)
        for node, predicates in about.items()
        if not predicates & PATH_PARTS
    }
    if not names:
        return shapes
    return [
        Triple(
            names.get(one.subject, one.subject), one.predicate, names.get(one.object, one.object)
        )
        for one in shapes
    ]


def unnamed(report: Iterable[Triple]) -> list[Triple]:
    """The report, what was named by `named` a blank node again."""
    return [
        Triple(one.subject, one.predicate, BlankNode(one.object.value.removeprefix(_NAME)))
        if isinstance(one.object, NamedNode) and one.object.value.startswith(_NAME)
        else one
        for one in report
    ]
