"""The definitions of a release beside its data: ontology, alignments, shapes and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gcm.core.layout import Layout
from gcm.core.namespaces import RDFS, SKOS
from gcm.questions.catalogue import read_catalogue
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.turtle.parse import parse_all
from gcm.validation.shape_texts import with_texts

ONTOLOGY, ALIGNMENTS = "ontology.ttl", "alignments.ttl"
PREFIXES, SHAPES, QUESTIONS = "prefixes.ttl", "shapes.ttl", "questions.ttl"


def definitions(layout: Layout) -> dict[str, list[Triple]]:
    """Return the triples of each file of definitions, by the file's name in a release.

    Shapes and questions come with the register of prefixes, which their SPARQL needs, so that any
    engine can run them; shapes also with the messages and names that `gcm` derives.

    Raises:
        Problems: files that cannot be read or parsed, all of them.
    """
    register = parse_all([layout.register])
    ontology = parse_all(layout.ontology())
    return {
        ONTOLOGY: [*ontology, *_labels(ontology)],
        ALIGNMENTS: parse_all(layout.alignments()),
        PREFIXES: register,
        SHAPES: [
            *with_texts(TripleIndex(parse_all(layout.shapes())), TripleIndex(ontology)),
            *register,
        ],
        QUESTIONS: [*read_catalogue(layout), *register],
    }


def _labels(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield preferred labels as rdfs:label too, which editors and documentation tools show."""
    for triple in triples:
        if triple.predicate.value == SKOS + "prefLabel":
            yield Triple(triple.subject, NamedNode(RDFS + "label"), triple.object)
