"""The figures of a dump, by the definitions of VoID, section 4.6 (https://www.w3.org/TR/void/)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from gcm.core.namespaces import BASE, DCT, OWL, RDF, RDFS, SCHEMA, SKOS
from gcm.rdf.coverage import Coverage, CoverageReader
from gcm.rdf.linked_datasets import namespace_of
from gcm.rdf.quad_lines import in_order, iri_of, language_of, split_quad

_TYPE = f"<{RDF}type>".encode()
# What makes a triple a link to something of others: VoID, section 5.
_LINKING = {
    f"<{name}>".encode()
    for name in (
        *(DCT + "subject", OWL + "sameAs", RDFS + "seeAlso", SCHEMA + "sameAs"),
        *(SKOS + f"{kind}Match" for kind in ("broad", "close", "exact", "narrow", "related")),
    )
}
_OURS = f"<{BASE}".encode()


class Statistics(NamedTuple):
    """Figures of a dump. A triple that stands in two graphs counts once, but in each graph.

    Args:
        triples: distinct triples of all graphs together.
        entities: distinct subjects that are IRIs.
        subjects: distinct subjects.
        objects: distinct objects, literals among them.
        blanks: triples that hold a blank node.
        classes: each class with the number of its things.
        properties: each property with the number of its triples.
        graphs: each named graph with the number of its triples.
        links: by property and namespace, the triples that link to something of others.
        languages: each language tag, in lower case, with the number of triples whose object has it.
        examples: of each class the thing of which most is said, or the first of several.
        coverage: periods, regions and sources.
        size: bytes of the lines, each with a line feed.
        sha256: their digest. Of sorted canonical N-Quads without blank nodes it is the hash of the
            dataset by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/), however it is written.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    blanks: int
    classes: dict[str, int]
    properties: dict[str, int]
    graphs: dict[str, int]
    links: dict[tuple[str, str], int]
    languages: dict[str, int]
    examples: dict[str, str]
    coverage: Coverage
    size: int
    sha256: str


def statistics(quads: Iterable[bytes]) -> Statistics:
    """Count what a dump holds, in one pass.

    Args:
        quads: the lines of canonical N-Quads, sorted by their bytes.

    Raises:
        ValueError: the lines are not sorted.
    """
    counter = _Counter()
    reader = CoverageReader()
    # Lines of one subject stand together, as do those of one triple.
    for subject, lines in groupby(map(counter.read, in_order(quads)), lambda quad: quad[0]):
        triples = [pair for pair, _ in groupby((quad[1], quad[2]) for quad in lines)]
        counter.add(subject, triples)
        reader.add(subject, triples)
    return counter.result(reader.result())


class _Counter:
    def __init__(self) -> None:
        self._objects: set[bytes] = set()
        self._entities = self._subjects = self._blanks = self._size = 0
        self._digest = hashlib.sha256()
        self._graphs: Counter[bytes] = Counter()
        self._properties: Counter[bytes] = Counter()
        self._classes: Counter[bytes] = Counter()
        self._links: Counter[tuple[str, str]] = Counter()
        self._languages: Counter[str] = Counter()
        self._examples: dict[bytes, tuple[int, bytes]] = {}

    def read(self, line: bytes) -> tuple[bytes, bytes, bytes]:
        """The triple of a line, whose graph and bytes are counted."""
        self._digest.update(line + b"\n")
        self._size += len(line) + 1
        subject, predicate, value, graph = split_quad(line)
        if graph:
            self._graphs[graph] += 1
        return subject, predicate, value

    def add(self, subject: bytes, triples: list[tuple[bytes, bytes]]) -> None:
        """Count the triples of a subject."""
        self._subjects += 1
        is_named = subject.startswith(b"<")
        self._entities += is_named
        for predicate, value in triples:
            self._objects.add(value)
            self._properties[predicate] += 1
            self._blanks += not is_named or value.startswith(b"_:")
            if value.startswith(b'"'):
                if tag := language_of(value):
                    self._languages[tag] += 1
            elif predicate == _TYPE:
                self._classes[value] += 1
                best = self._examples.get(value)
                if is_named and (best is None or best[0] < len(triples)):
                    self._examples[value] = len(triples), subject
            elif predicate in _LINKING and value.startswith(b"<") and not value.startswith(_OURS):
                self._links[iri_of(predicate), namespace_of(iri_of(value))] += 1

    def result(self, coverage: Coverage) -> Statistics:
        """The figures of all that was counted."""
        return Statistics(
            triples=self._properties.total(),
            entities=self._entities,
            subjects=self._subjects,
            objects=len(self._objects),
            blanks=self._blanks,
            classes=_by_iri(self._classes),
            properties=_by_iri(self._properties),
            graphs=_by_iri(self._graphs),
            links=dict(sorted(self._links.items())),
            languages=dict(sorted(self._languages.items())),
            examples={
                iri_of(one): iri_of(thing) for one, (_, thing) in sorted(self._examples.items())
            },
            coverage=coverage,
            size=self._size,
            sha256=self._digest.hexdigest(),
        )


def _by_iri(counted: Counter[bytes]) -> dict[str, int]:
    return {iri_of(term): count for term, count in sorted(counted.items())}
