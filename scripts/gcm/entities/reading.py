"""Reading a node of a graph in the reader's language, with its proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from gcm.core.language import Lang, msg
from gcm.core.namespaces import (
    BASE,
    COMMON,
    DCT,
    GCM,
    INFERRED,
    OA,
    RDF,
    SCHEMA,
    SKOS,
    VOCAB,
    shorten,
)
from gcm.core.results import Cell
from gcm.graph.edition import Editions
from gcm.graph.graph import Graph
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import BlankNode, NamedNode, Term, cell, from_cell, term_text

INFERRED_MARK = msg("inferred")

EVIDENCE, PAGE = GCM + "evidence", DCT + "source"
_BASIS, _NOTE, _TYPE = GCM + "basis", SKOS + "editorialNote", RDF + "type"
_SHOWN_ELSEWHERE = {
    *(_TYPE, SKOS + "prefLabel", _BASIS, EVIDENCE, _NOTE, PAGE),
    *(GCM + name for name in ("quote", "quotedFrom", "quoteInUnit")),
}
_SECOND_HAND = VOCAB + "source-kind/second-hand"

# Names differ by language: each is worth showing. Of texts, the reader's language is enough.
_NAMES = {SKOS + "altLabel", GCM + "acronym", GCM + "wording"}
_SAID_AGAIN = {
    GCM + "translatedText": GCM + "text",
    GCM + "translatedReasonForThanks": GCM + "reasonForThanks",
}
_OUT = f"""
SELECT ?predicate ?object
       (EXISTS {{ GRAPH <{INFERRED}> {{ ?thing ?predicate ?object }} }} AS ?follows)
WHERE {{ ?thing ?predicate ?object }}
ORDER BY ?predicate ?object
"""


class Entity(NamedTuple):
    """One node and its properties; `values` pairs a property's label with a value."""

    iri: str
    label: str
    kinds: list[str]
    basis: str
    note: str
    values: list[tuple[str, str]]
    proofs: list[Proof]
    citations: list[str]


class Reader:
    """A reader of triples in one language; other readers name nodes that it does not describe."""

    prefixes: ClassVar[Mapping[str, str]] = COMMON  # of terms without a label

    def __init__(self, said: TripleIndex, lang: Lang, others: Iterable[TripleIndex] = ()) -> None:
        """Prepare to read triples.

        Args:
            said: the triples.
            lang: the reader's language.
            others: the readers for nodes that `said` does not describe, the likeliest first.
        """
        self.said = said
        self.lang = lang
        self._all = [said, *others]
        self._labels: dict[str, str] = {}

    def label(self, thing: str) -> str:
        """Return the label of a node in the reader's language.

        Without such a label, return the label in the other language, marked; else the local name of
        a node of ours, or the prefixed name or address.
        """
        if thing not in self._labels:
            found = next(filter(None, (said.label(thing) for said in self._all)), {})
            other = next((f"{text} [{other}]" for other, text in sorted(found.items())), "")
            local = thing.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
            name = local if thing.startswith(BASE) else shorten(thing, self.prefixes)
            self._labels[thing] = found.get(self.lang) or other or name
        return self._labels[thing]

    def kinds(self, thing: str) -> tuple[str, ...]:
        """Return the labels of a node's classes."""
        return tuple(self.label(name) for name in sorted(self._names(thing, _TYPE)))

    def shown(self, predicate: str, value: Term) -> Shown:
        """Return a value of a property in words, marked if in another language."""
        found = cell(value)
        assert found is not None
        if found.kind == "uri":
            return Shown(self._thing(predicate, found.value), found)
        text = str(found.plain) if self._reads(found) else f"{found.value} [{found.language}]"
        return Shown(text, found)

    def shows(self, pairs: Iterable[tuple[str, Shown]], predicate: str, value: Cell) -> bool:
        """Return whether a value is in the reader's language or none, or has no counterpart there.

        Args:
            pairs: all properties of a node with their values.
            predicate: the property.
            value: its value.
        """
        said = {predicate, _SAID_AGAIN.get(predicate, predicate)}
        again = any(key in said and one.term.language == self.lang for key, one in pairs)
        return self._reads(value) or not again or predicate in _NAMES

    def proofs(self, thing: str) -> list[Proof]:
        """List the proofs of a fact: its quotes in the order of their text, then its pages."""
        names = sorted(self._names(thing, EVIDENCE), key=lambda name: (self._start(name), name))
        quotes = sorted(map(self.quote, names), key=lambda proof: (proof.source, proof.unit or 0))
        pages = sorted(map(self._page, self._names(thing, PAGE)), key=lambda proof: proof.url)
        return [proof for proof in (*quotes, *pages) if proof.quote or proof.url]

    def quote(self, evidence: str) -> Proof:
        """Return the words that evidence quotes, and their place."""
        source = self._first(evidence, OA + "hasSource")
        document = self._first(source, GCM + "textOf") or source
        unit = self._first(self._first(evidence, GCM + "inUnit"), GCM + "number")
        return Proof(
            source=self.label(document) if document else "",
            quote=self._selected(evidence, "exact"),
            unit=int(unit) if unit.isdecimal() else None,
            url="",
        )

    def _reads(self, value: Cell) -> bool:
        return value.language in ("", self.lang)

    def _start(self, evidence: str) -> int:
        start = self._selected(evidence, "start")
        return int(start) if start.isdecimal() else 0

    def _selected(self, evidence: str, name: str) -> str:
        """Return the value of a property in the selectors of evidence."""
        selectors = self._names(evidence, OA + "hasSelector")
        return next(filter(None, (self._first(one, OA + name) for one in selectors)), "")

    def _page(self, page: str) -> Proof:
        second_hand = _SECOND_HAND in self._names(page, GCM + "sourceKind")
        mark = f" [{self.label(_SECOND_HAND)}]" if second_hand else ""
        return Proof(self.label(page) + mark, "", None, self._first(page, SCHEMA + "url"))

    def _thing(self, predicate: str, iri: str) -> str:
        """Return an entity that is a value of a property; a page with its address."""
        page = self._page(iri) if predicate == PAGE else None
        return f"{page.source}, {page.url}" if page and page.url else self.label(iri)

    def _names(self, thing: str, predicate: str) -> list[str]:
        """Return the values of a property that have names, from its own description first."""
        said = next((one for one in self._all if any(one.properties(thing))), self.said)
        values = said.values(thing, predicate)
        return [term_text(value) for value in values if not isinstance(value, BlankNode)]

    def _first(self, thing: str, predicate: str) -> str:
        return min(self._names(thing, predicate), default="") if thing else ""


class GraphReader(Reader):
    """A reader of a graph's nodes, each looked up on demand."""

    prefixes: ClassVar[
        Mapping[str, str]
    ] = {}  # the address leads to an entity that is not described here

    def __init__(self, graph: Graph, lang: Lang) -> None:
        self._nodes = _Nodes(graph)
        self._editions = Editions(graph)
        super().__init__(self._nodes, lang)

    def known(self, iri: str, *, follows: bool = True) -> Entity:
        """Return the entity of an IRI: its asserted properties and, if `follows`, inferred ones."""
        nodes = self._nodes
        asserted = [
            (key, self.shown(key, value))
            for key in nodes.properties(iri)
            for value in nodes.values(iri, key)
        ]
        inferred = nodes.inferred.get(iri, []) if follows else []
        mark = f" [{INFERRED_MARK.text(self.lang)}]"
        proofs = self.proofs(iri)
        return Entity(
            iri=iri,
            label=self.label(iri),
            kinds=list(self.kinds(iri)),
            basis=", ".join(self._texts(asserted, _BASIS)),
            note=" ".join(self._texts(asserted, _NOTE)),
            values=[
                (self.label(key), value.text)
                for key, value in asserted
                if key not in _SHOWN_ELSEWHERE and self.shows(asserted, key, value.term)
            ]
            + [(self.label(key), self.shown(key, value).text + mark) for key, value in inferred],
            proofs=proofs,
            citations=[self._citation(iri, proof) for proof in proofs],
        )

    def _texts(self, pairs: Iterable[tuple[str, Shown]], predicate: str) -> list[str]:
        return [one.text for key, one in pairs if key == predicate and self._reads(one.term)]

    def _citation(self, iri: str, proof: Proof) -> str:
        """Return one line to cite: quote, document, unit, IRI, version."""
        key = (
            msg("“{quote}” {source}, unit {unit}. {iri} ({edition})")
            if proof.quote
            else msg("{source}, {url}. {iri} ({edition})")
        )
        fields = {**proof._asdict(), "iri": iri, "edition": self._editions.of(iri, self.lang)}
        return key.text(self.lang, **fields)


class _Nodes(TripleIndex):
    """The asserted properties of a graph's nodes, each node looked up once.

    `inferred` contains the inferred triples of the nodes looked up.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(())
        self._graph = graph
        self.inferred: dict[str, list[tuple[str, Term]]] = {}

    def properties(self, thing: str) -> Iterable[str]:
        """Return the properties of a node."""
        if thing not in self._about:
            about = self._about[thing] = {}
            for predicate, value, follows in self._graph.rows(_OUT, thing=NamedNode(thing)):
                assert predicate
                assert value
                if follows and follows.value == "true":
                    self.inferred.setdefault(thing, []).append((predicate.value, from_cell(value)))
                else:
                    about.setdefault(predicate.value, []).append(from_cell(value))
        return self._about[thing]

    def values(self, thing: str, predicate: str) -> list[Term]:
        """Return the values of a property of a node."""
        self.properties(thing)
        return super().values(thing, predicate)


class Proof(NamedTuple):
    """The proof of a fact: a quote with its unit, or a page with its address.

    The name of a page that copies another's data says so.
    """

    source: str
    quote: str
    unit: int | None
    url: str


class Shown(NamedTuple):
    """A value: in words, and as its RDF term."""

    text: str
    term: Cell
