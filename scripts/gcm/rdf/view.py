"""How a reader sees what a state says: labels, values in words, and what facts rest on."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.changes import Shown
from gcm.core.messages import Lang, message
from gcm.core.model import Cell, Proof
from gcm.core.namespaces import COMMON, DCT, GCM, OA, RDF, SCHEMA, SKOS, VOCAB, shorten
from gcm.rdf.known import reads, shown_label
from gcm.rdf.oxigraph import NamedNode, Term, cell
from gcm.rdf.said import Said

EVIDENCE, PAGE = GCM + "evidence", DCT + "source"
_SECOND_HAND = VOCAB + "source-kind/second-hand"


class View:
    """A state in one language; of what it does not describe, others tell what it is called."""

    def __init__(self, said: Said, others: Iterable[Said], lang: Lang) -> None:
        """Look at a state.

        Args:
            said: what the state says.
            others: where to look for what it says nothing about, the likeliest first.
            lang: the reader's language.
        """
        self.said = said
        self.lang = lang
        self._all = [said, *others]
        self._labels: dict[str, str] = {}

    def label(self, thing: str) -> str:
        """What a thing is called."""
        if thing not in self._labels:
            self._labels[thing] = self._label(thing)
        return self._labels[thing]

    def kinds(self, thing: str) -> tuple[str, ...]:
        """What a thing's classes are called."""
        return tuple(self.label(name) for name in sorted(self._names(thing, RDF + "type")))

    def shown(self, predicate: str, value: Term) -> Shown:
        """A value of a property, in words."""
        found = cell(value)
        assert found is not None
        return Shown(self._text(predicate, value, found), found)

    def proofs(self, thing: str) -> list[Proof]:
        """What a thing rests on: its quotes in the order of their text, then its pages."""
        quotes = [self.quote(name) for name in self._names(thing, EVIDENCE)]
        pages = [self._page(name) for name in self._names(thing, PAGE)]
        found = sorted(quotes, key=lambda proof: (proof.source, proof.unit or 0, proof.quote))
        return [*found, *sorted(pages, key=lambda proof: proof.source)]

    def quote(self, evidence: str) -> Proof:
        """The words that evidence quotes, and where they stand."""
        exact = [
            words
            for selector in self._names(evidence, OA + "hasSelector")
            for words in self._names(selector, OA + "exact")
        ]
        unit = self._first(self._first(evidence, GCM + "inUnit"), GCM + "number")
        source = self._first(evidence, OA + "hasSource")
        document = self._first(source, GCM + "textOf") or source
        return Proof(
            source=self.label(document) if document else "",
            quote=exact[0] if exact else "",
            unit=int(unit) if unit.isdecimal() else None,
            url="",
        )

    def quoted(self, evidence: str) -> str:
        """The same in one line; what it is called where it quotes nothing."""
        proof = self.quote(evidence)
        if not proof.quote:
            return self.label(evidence)
        fields = {"quote": proof.quote, "source": proof.source, "unit": proof.unit or "?"}
        return message("changes-quote", self.lang, **fields)

    def _page(self, page: str) -> Proof:
        second_hand = _SECOND_HAND in self._names(page, GCM + "sourceKind")
        mark = f" [{self.label(_SECOND_HAND)}]" if second_hand else ""
        return Proof(self.label(page) + mark, "", None, self._first(page, SCHEMA + "url"))

    def _text(self, predicate: str, value: Term, found: Cell) -> str:
        if isinstance(value, NamedNode):
            if predicate == EVIDENCE:
                return self.quoted(value.value)
            if predicate == PAGE:
                page = self._page(value.value)
                return f"{page.source}, {page.url}" if page.url else page.source
            return self.label(value.value)
        return found.value if reads(found, self.lang) else f"{found.value} [{found.language}]"

    def _label(self, thing: str) -> str:
        for said in self._all:
            if found := said.texts(thing, SKOS + "prefLabel"):
                return shown_label(
                    thing, {str(lang): text for lang, text in found.items()}, self.lang
                )
        return shorten(shown_label(thing, {}, self.lang), COMMON)

    def _names(self, thing: str, predicate: str) -> list[str]:
        """The values of a property that have names, from what describes the thing first."""
        said = next((one for one in self._all if any(one.properties(thing))), self.said)
        return [name for name in said.names(thing, predicate) if not name.startswith("_:")]

    def _first(self, thing: str, predicate: str) -> str:
        return min(self._names(thing, predicate), default="") if thing else ""
