"""What a graph, or a state of one, says of a node in the reader's language, with what proves it."""

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
from gcm.core.version import __version__
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
    """Reads a set of triples in one language; others name what it does not describe."""

    prefixes: ClassVar[Mapping[str, str]] = COMMON  # of terms without a label

    def __init__(self, said: TripleIndex, lang: Lang, others: Iterable[TripleIndex] = ()) -> None:
        """Read triples.

        Args:
            said: the triples.
            lang: the reader's language.
            others: where to look for what `said` does not describe, the likeliest first.
        """
        self.said = said
        self.lang = lang
        self._all = [said, *others]
        self._labels: dict[str, str] = {}

    def label(self, thing: str) -> str:
        """What a node is called in the reader's language.

        Else its label in the other language, marked; else its local name if it is ours, or its
        prefixed name or address.
        """
        if thing not in self._labels:
            found = next(filter(None, (said.label(thing) for said in self._all)), {})
            other = next((f"{text} [{other}]" for other, text in sorted(found.items())), "")
            local = thing.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
            name = local if thing.startswith(BASE) else shorten(thing, self.prefixes)
            self._labels[thing] = found.get(self.lang) or other or name
        return self._labels[thing]

    def kinds(self, thing: str) -> tuple[str, ...]:
        """The labels of a thing's classes."""
        return tuple(self.label(name) for name in sorted(self._names(thing, _TYPE)))

    def shown(self, predicate: str, value: Term) -> Shown:
        """A value of a property in words, marked where it is in another language."""
        found = cell(value)
        assert found is not None
        if found.kind == "uri":
            return Shown(self._thing(predicate, found.value), found)
        text = found.value if self._reads(found) else f"{found.value} [{found.language}]"
        return Shown(text, found)

    def shows(self, pairs: Iterable[tuple[str, Shown]], predicate: str, value: Cell) -> bool:
        """Return whether a value is in the reader's language, in none, or nowhere in the reader's.

        Args:
            pairs: all that is said of a node, each a property with a value.
            predicate: the property.
            value: its value.
        """
        said = {predicate, _SAID_AGAIN.get(predicate, predicate)}
        again = any(key in said and one.term.language == self.lang for key, one in pairs)
        return self._reads(value) or not again or predicate in _NAMES

    def proofs(self, thing: str) -> list[Proof]:
        """What a thing rests on: its quotes in the order of their text, then its pages."""
        names = sorted(self._names(thing, EVIDENCE), key=lambda name: (self._start(name), name))
        quotes = sorted(map(self.quote, names), key=lambda proof: (proof.source, proof.unit or 0))
        pages = sorted(map(self._page, self._names(thing, PAGE)), key=lambda proof: proof.url)
        return [proof for proof in (*quotes, *pages) if proof.quote or proof.url]

    def quote(self, evidence: str) -> Proof:
        """The words that evidence quotes, and where they stand."""
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
        """What the selectors of evidence say by a property."""
        selectors = self._names(evidence, OA + "hasSelector")
        return next(filter(None, (self._first(one, OA + name) for one in selectors)), "")

    def _page(self, page: str) -> Proof:
        second_hand = _SECOND_HAND in self._names(page, GCM + "sourceKind")
        mark = f" [{self.label(_SECOND_HAND)}]" if second_hand else ""
        return Proof(self.label(page) + mark, "", None, self._first(page, SCHEMA + "url"))

    def _thing(self, predicate: str, iri: str) -> str:
        """A thing that is a value of a property; a page with its address."""
        page = self._page(iri) if predicate == PAGE else None
        return f"{page.source}, {page.url}" if page and page.url else self.label(iri)

    def _names(self, thing: str, predicate: str) -> list[str]:
        """The values of a property that have names, from what describes the thing first."""
        said = next((one for one in self._all if any(one.properties(thing))), self.said)
        values = said.values(thing, predicate)
        return [term_text(value) for value in values if not isinstance(value, BlankNode)]

    def _first(self, thing: str, predicate: str) -> str:
        return min(self._names(thing, predicate), default="") if thing else ""


class GraphReader(Reader):
    """Reads nodes of a graph, each looked up when it is needed."""

    prefixes: ClassVar[Mapping[str, str]] = {}  # an address leads to what is not described here

    def __init__(self, graph: Graph, lang: Lang) -> None:
        self._nodes = _Nodes(graph)
        super().__init__(self._nodes, lang)

    def known(self, iri: str, *, follows: bool = True) -> Entity:
        """What the graph says of a node and, where `follows` is set, what is inferred of it."""
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
        """One line that a reader can cite: quote, document, unit, IRI, version."""
        key = (
            msg("“{quote}” {source}, unit {unit}. {iri} (gcm-graph {version})")
            if proof.quote
            else msg("{source}, {url}. {iri} (gcm-graph {version})")
        )
        fields = {**proof._asdict(), "iri": iri, "version": __version__}
        return key.text(self.lang, **fields)


class _Nodes(TripleIndex):
    """What is asserted of the nodes of a graph, each looked up once; not what has them as values.

    `inferred` holds what follows of those that were looked up.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(())
        self._graph = graph
        self.inferred: dict[str, list[tuple[str, Term]]] = {}

    def properties(self, thing: str) -> Iterable[str]:
        """The properties that a thing has."""
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
        """The values of a property of a thing."""
        self.properties(thing)
        return super().values(thing, predicate)


class Proof(NamedTuple):
    """What a fact rests on: a quote with its unit, or a page with its address.

    The name of a page that copies another's data says so.
    """

    source: str
    quote: str
    unit: int | None
    url: str


class Shown(NamedTuple):
    """A value: in words, and as the RDF term that it is."""

    text: str
    term: Cell
