"""Gathering the triples of a description, each node with an IRI, a class and labels."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.model import Text
from gcm.core.namespaces import RDF, SKOS, XSD
from gcm.rdf.oxigraph import Literal, NamedNode, Triple

_INTEGER = XSD + "integer"


class Describer:
    """Gathers triples; subjects, predicates, classes and datatypes are given by their IRIs."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def node(self, iri: str, of_class: str, label: Text) -> str:
        """A thing of a class with its labels; its IRI again."""
        self.link(iri, RDF + "type", of_class)
        self.texts(iri, SKOS + "prefLabel", label)
        return iri

    def link(self, iri: str, predicate: str, *others: str) -> None:
        """That a thing has others as values."""
        self._add(iri, predicate, map(NamedNode, others))

    def texts(self, iri: str, predicate: str, text: Text) -> None:
        """That a thing has a text, in each language."""
        values = (Literal(words, language=lang) for lang, words in text.items())
        self._add(iri, predicate, values)

    def value(self, iri: str, predicate: str, value: str | int, datatype: str = "") -> None:
        """That a thing has a value: a whole number, a string, or one of another datatype."""
        kind = datatype or (_INTEGER if isinstance(value, int) else XSD + "string")
        self._add(iri, predicate, [Literal(str(value), datatype=NamedNode(kind))])

    def _add(self, iri: str, predicate: str, values: Iterable[NamedNode | Literal]) -> None:
        self.triples += [Triple(NamedNode(iri), NamedNode(predicate), value) for value in values]
