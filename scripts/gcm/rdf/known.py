"""What a graph says of one node, in the reader's language, with what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm import __version__
from gcm.core.messages import Lang, message
from gcm.core.model import Cell, Proof
from gcm.core.namespaces import BASE, DCT, GCM, INFERRED, RDF, SKOS
from gcm.rdf.graph import Graph
from gcm.rdf.lookup import labels
from gcm.rdf.oxigraph import NamedNode

__all__ = ["Known", "Proof", "Reader", "reads", "shown_label", "told"]

_SHOWN_ELSEWHERE = {RDF + "type", SKOS + "prefLabel", GCM + "basis", GCM + "evidence"}
_SHOWN_ELSEWHERE |= {SKOS + "editorialNote", DCT + "source"}

# Names differ by language: each is worth showing. Of texts, the reader's language is enough.
_NAMES = {SKOS + "altLabel", GCM + "acronym", GCM + "wording"}
_SAID_AGAIN = {
    GCM + "translatedText": GCM + "text",
    GCM + "translatedReason": GCM + "reason",
}
_OUT = f"""
SELECT ?predicate ?object
       (EXISTS {{ GRAPH <{INFERRED}> {{ ?thing ?predicate ?object }} }} AS ?follows)
WHERE {{ ?thing ?predicate ?object }}
ORDER BY ?predicate ?object
"""
_PROOFS = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
PREFIX source-kind: <https://w3id.org/gcm-graph/vocab/source-kind/>
SELECT DISTINCT ?source ?exact ?unit ?url ?start ?copy
WHERE {
  {
    ?thing gcm:evidence ?words .
    ?words oa:hasSource/gcm:textOf ?source ; gcm:inUnit/gcm:number ?unit ;
           oa:hasSelector/oa:exact ?exact ; oa:hasSelector/oa:start ?start .
  } UNION {
    ?thing dct:source ?source .
    ?source schema:url ?url .
    OPTIONAL { ?source gcm:sourceKind ?copy . FILTER(?copy = source-kind:second-hand) }
  }
}
ORDER BY ?start ?url
"""


class Known(NamedTuple):
    """One node and what is said of it; `values` pairs a property's label with a value."""

    iri: str
    label: str
    kinds: list[str]
    basis: str
    note: str
    values: list[tuple[str, str]]
    proofs: list[Proof]
    citations: list[str]


class Reader:
    """Reads nodes of a graph in one language."""

    def __init__(self, graph: Graph, lang: Lang) -> None:
        self.graph = graph
        self.lang = lang
        self._labels: dict[str, str] = {}

    def known(self, iri: str, *, follows: bool = True) -> Known:
        """What the graph says of a node and, where `follows` is set, what is inferred of it."""
        rows = self.graph.rows(_OUT, thing=NamedNode(iri))
        pairs: list[tuple[str, Cell]] = []
        inferred: list[tuple[str, Cell]] = []
        for predicate, value, is_inferred in rows:
            if predicate and value:
                known = inferred if is_inferred and is_inferred.value == "true" else pairs
                known.append((predicate.value, value))
        proofs = self.proofs(iri)
        return Known(
            iri=iri,
            label=self.label(iri),
            kinds=[self.label(value.value) for key, value in pairs if key == RDF + "type"],
            basis=", ".join(self._objects(pairs, GCM + "basis")),
            note=" ".join(self._objects(pairs, SKOS + "editorialNote")),
            values=[
                (self.label(key), self._text(value))
                for key, value in pairs
                if key not in _SHOWN_ELSEWHERE
                and (reads(value, self.lang) or not told(pairs, key, self.lang))
            ]
            + [
                (self.label(key), f"{self._text(value)} [{message('inferred', self.lang)}]")
                for key, value in (inferred if follows else [])
            ],
            proofs=proofs,
            citations=[self._citation(iri, proof) for proof in proofs],
        )

    def label(self, iri: str) -> str:
        """What a node is called, as `shown_label` says."""
        if iri not in self._labels:
            self._labels[iri] = shown_label(iri, labels(self.graph, iri), self.lang)
        return self._labels[iri]

    def _objects(self, pairs: list[tuple[str, Cell]], predicate: str) -> list[str]:
        return [
            self._text(cell) for key, cell in pairs if key == predicate and reads(cell, self.lang)
        ]

    def _text(self, cell: Cell) -> str:
        """A label, or a value, marked where it is in another language than the reader's."""
        if cell.kind == "uri":
            return self.label(cell.value)
        return cell.value if reads(cell, self.lang) else f"{cell.value} [{cell.language}]"

    def proofs(self, iri: str) -> list[Proof]:
        """What a node rests on: its quotes, then its pages."""
        proofs = []
        for source, exact, unit, url, _, copy in self.graph.rows(_PROOFS, thing=NamedNode(iri)):
            if source:
                mark = f" [{self.label(copy.value)}]" if copy else ""
                proofs.append(
                    Proof(
                        source=self.label(source.value) + mark,
                        quote=exact.value if exact else "",
                        unit=int(unit.value) if unit else None,
                        url=url.value if url else "",
                    )
                )
        return proofs

    def _citation(self, iri: str, proof: Proof) -> str:
        """One line that a reader can cite: quote, document, unit, IRI, version."""
        key = "citation-quote" if proof.quote else "citation-page"
        fields = {**proof._asdict(), "iri": iri, "version": __version__}
        return message(key, self.lang, **fields)


def shown_label(iri: str, found: Mapping[str, str], lang: Lang) -> str:
    """What a node is called in a language, given its labels by language.

    Else its label in the other language, marked; else its local name, or its address if it is not
    ours.
    """
    other = next((f"{text} [{other}]" for other, text in sorted(found.items())), "")
    local = iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    # What stands elsewhere is told by its address, which leads there.
    return found.get(lang) or other or (local if iri.startswith(BASE) else iri)


def reads(cell: Cell, lang: Lang) -> bool:
    """Whether a value is in the reader's language, or in none."""
    return cell.language in ("", lang)


def told(pairs: Iterable[tuple[str, Cell]], predicate: str, lang: Lang) -> bool:
    """Whether what a property says in another language is said in the reader's too.

    Args:
        pairs: all that is said of a node, each a property with a value.
        predicate: the property.
        lang: the reader's language.
    """
    said = {predicate, _SAID_AGAIN.get(predicate, predicate)}
    again = any(key in said and value.language == lang for key, value in pairs)
    return again and predicate not in _NAMES
