"""What a release defines beside its data: ontology, alignments, shapes and questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gcm.core.errors import Problems
from gcm.core.layout import Layout
from gcm.rdf.catalogue import catalogue
from gcm.rdf.graph import read_prefixes
from gcm.rdf.oxigraph import Triple
from gcm.rdf.question import read_question
from gcm.rdf.syntax import parse_files

ONTOLOGY, ALIGNMENTS = "ontology.ttl", "alignments.ttl"
PREFIXES, SHAPES, QUESTIONS = "prefixes.ttl", "shapes.ttl", "questions.ttl"


def definitions(layout: Layout) -> dict[str, list[Triple]]:
    """The triples of each file of definitions, by the file's name in a release.

    Shapes and questions come with the register of prefixes, which their SPARQL rests on, so that
    any engine can run them.

    Raises:
        Problems: files that cannot be read or parsed, all of them.
    """
    prefixes = read_prefixes(layout)
    questions = catalogue(map(read_question, layout.questions().values()), prefixes)
    register = _read([layout.register])
    return {
        ONTOLOGY: _read(layout.ontology()),
        ALIGNMENTS: _read(layout.alignments()),
        PREFIXES: register,
        SHAPES: [*_read(layout.shapes()), *register],
        QUESTIONS: [*questions, *register],
    }


def _read(files: Iterable[Path]) -> list[Triple]:
    triples, errors = parse_files(files)
    if errors:
        raise Problems(errors)
    return [triple for found in triples.values() for triple in found]
