"""Everything known about one thing, each fact with what proves it and how to cite it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gcm import __version__
from gcm.core.errors import UsageError
from gcm.core.layout import find_layout
from gcm.core.messages import Lang, message
from gcm.core.model import Cell
from gcm.core.namespaces import BASE, DCT, GCM, RDF, SKOS
from gcm.rdf.graph import Graph
from gcm.rdf.lookup import find, labels, listing, similar
from gcm.rdf.opening import open_graph
from gcm.rdf.oxigraph import NamedNode

_SHOWN_ELSEWHERE = {RDF + "type", SKOS + "prefLabel", GCM + "basis", GCM + "evidence"}
_SHOWN_ELSEWHERE |= {SKOS + "editorialNote", DCT + "source"}

# Names differ by language: each is worth showing. Of texts, the reader's language is enough.
_NAMES = {SKOS + "altLabel", GCM + "acronym", GCM + "wording"}
_SAID_AGAIN = {
    GCM + "translatedText": GCM + "text",
    GCM + "translatedReason": GCM + "reason",
}
_OUT = "SELECT ?predicate ?object WHERE { ?thing ?predicate ?object } ORDER BY ?predicate ?object"
_IN = """
PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
SELECT DISTINCT ?node
WHERE {
  { ?node ?predicate ?thing } UNION { ?node gcm:about ?fact . ?fact ?predicate ?thing }
  ?node gcm:basis ?basis .
  FILTER(?predicate != gcm:basis)
}
ORDER BY ?node
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


class Proof(NamedTuple):
    """What a fact rests on: a quote with its unit, or a page with its address.

    The name of a page that copies another's data says so.
    """

    source: str
    quote: str
    unit: int | None
    url: str


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


class Description(NamedTuple):
    """A thing, and the facts and things that name it."""

    thing: Known
    facts: list[Known]


def describe(
    name: str, *, lang: Lang = "en", root: Path | None = None, on: Path | str | None = None
) -> Description:
    """Describe what a name stands for.

    Args:
        name: a code, acronym, label, local name, prefixed name or IRI, in either language.
        lang: the language of labels; quotes stay as they are.
        root: the graph; see `gcm.core.layout.find_layout`.
        on: a Turtle file, or the address of an endpoint, to read instead of the data of `root`.

    Raises:
        UsageError: nothing is called so, or several things are; those are listed.
        RunError, Problems: files that cannot be read or parsed, or the endpoint fails.
    """
    graph = open_graph(find_layout(root), on)
    matches = find(graph, name)
    if not matches:
        near = ", ".join(similar(graph, name))
        raise UsageError("thing-near" if near else "thing-unknown", name=name, near=near)
    if len(matches) > 1:
        raise UsageError("name-ambiguous", name=name, matches=listing(matches, lang))
    if not isinstance(graph, Graph):
        graph = graph.around(matches[0].iri)
    reader = _Reader(graph, lang)
    rows = graph.rows(_IN, thing=NamedNode(matches[0].iri))
    facts = [reader.known(row[0].value) for row in rows if row[0]]
    facts.sort(key=lambda fact: (fact.kinds, fact.label))
    return Description(reader.known(matches[0].iri), facts)


class _Reader:
    """Reads nodes of a graph in one language."""

    def __init__(self, graph: Graph, lang: Lang) -> None:
        self.graph = graph
        self.lang = lang
        self._labels: dict[str, str] = {}

    def known(self, iri: str) -> Known:
        """What the graph says of a node."""
        rows = self.graph.rows(_OUT, thing=NamedNode(iri))
        pairs = [(row[0].value, row[1]) for row in rows if row[0] and row[1]]
        proofs = self._proofs(iri)
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
                and (self._reads(value) or not self._told(pairs, key))
            ],
            proofs=proofs,
            citations=[self._citation(iri, proof) for proof in proofs],
        )

    def label(self, iri: str) -> str:
        """The label of a node in the language, else in the other, marked, else its local
        name, or its address if it is not ours."""
        if iri not in self._labels:
            found = labels(self.graph, iri)
            other = next((f"{text} [{lang}]" for lang, text in sorted(found.items())), "")
            local = iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
            # What stands elsewhere is told by its address, which leads there.
            name = local if iri.startswith(BASE) else iri
            self._labels[iri] = found.get(self.lang) or other or name
        return self._labels[iri]

    def _objects(self, pairs: list[tuple[str, Cell]], predicate: str) -> list[str]:
        return [self._text(cell) for key, cell in pairs if key == predicate and self._reads(cell)]

    def _reads(self, cell: Cell) -> bool:
        """Whether a literal is in the reader's language, or in none."""
        return cell.language in ("", self.lang)

    def _told(self, pairs: list[tuple[str, Cell]], predicate: str) -> bool:
        """Whether what a property says in another language is said in the reader's too."""
        said = {predicate, _SAID_AGAIN.get(predicate, predicate)}
        again = any(key in said and value.language == self.lang for key, value in pairs)
        return again and predicate not in _NAMES

    def _text(self, cell: Cell) -> str:
        """A label, or a value, marked where it is in another language than the reader's."""
        if cell.kind == "uri":
            return self.label(cell.value)
        return cell.value if self._reads(cell) else f"{cell.value} [{cell.language}]"

    def _proofs(self, iri: str) -> list[Proof]:
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
