"""Facts as pages show them: their words, their proof, what contradicts them, their citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from gcm.core.collation import collated
from gcm.core.language import Lang, msg
from gcm.core.namespaces import DCT, GCM, RDF, RDFS, SCHEMA, SKOS, VOCAB
from gcm.entities.cite import Reference
from gcm.entities.proofs import proofs_text
from gcm.entities.reading import Proof
from gcm.graph.edition import Editions
from gcm.rdf.oxigraph import Literal, NamedNode, Term, term_text
from gcm.site.pages_dates import day_in_words, days_in_words
from gcm.site.pages_nodes import Link, Names, Nodes, Words, path_of
from gcm.site.pages_sources import InSentence, Sources

AGENTS = tuple(
    GCM + name
    for name in (
        *("participant", "voter", "organiser", "signatory", "declarant", "designee"),
        *("member", "holder", "linkedAgent", "funder", "acknowledged", "subject", "citing"),
    )
)
# What an agent's fact is about, where a page of the agent leads.
_OTHER = tuple(
    GCM + name for name in ("atEvent", "ofBody", "signed", "endorses", "cited", "toObjective")
)
# What a link to an objective is tied to: its label begins with the name of the first.
_TIED = tuple(GCM + name for name in ("linkedAgent", "setIn", "atEvent", "ofProgramme"))
# What tells facts of one kind about one thing apart, beside the agent.
_MORE = tuple(
    GCM + name
    for name in (
        *("status", "role", "choice", "standing", "office", "declares", "linkKind", "through"),
        *("asOf", "inCapacityOf"),
    )
)
_SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("subject", "predicate", "object"))
_SECOND_HAND = VOCAB + "source-kind/second-hand"
_DATES = (SCHEMA + "startDate", SCHEMA + "endDate", GCM + "asOf", GCM + "knownBy")
_LITERAL_DATES = (*_DATES, DCT + "issued", GCM + "retrieved", SCHEMA + "foundingDate")

# Properties in the order in which a reader asks for them; the others follow by name.
_FIRST = (
    *(SCHEMA + "startDate", SCHEMA + "endDate", SCHEMA + "location", SCHEMA + "superEvent"),
    *(GCM + "outcomeOf", SCHEMA + "about", DCT + "issued", DCT + "identifier", GCM + "inRegion"),
    *(SCHEMA + "url", _SUBJECT, _PREDICATE, _OBJECT, *AGENTS, *_OTHER, *_MORE),
)
_MATCH = SKOS + "relatedMatch"  # of objectives and targets: a reader needs their names alone
# Facts that their agent does not tell apart.
_STATEMENTS = {GCM + name for name in ("Assertion", "Aim", "Acknowledgement", "ObjectiveLink")}
_VOTES = ("no", "abstain", "non-voting", "yes")  # few voted no, and they are looked for
_MONTH = re.compile(r", (\d{4}-\d{2}(?:-\d{2})?)$")

_DIFFER = msg("{days} (sources differ)")

# Shown elsewhere on a page than among the properties.
HIDDEN = {
    *(RDF + "type", SKOS + "prefLabel", SKOS + "editorialNote", DCT + "source"),
    *(SKOS + "inScheme", SKOS + "topConceptOf", SKOS + "definition", SKOS + "example"),
    RDFS + "isDefinedBy",
    *(
        GCM + name
        for name in (
            *("basis", "evidence", "subjectEvidence", "quote", "subjectQuote", "quotedFrom"),
            *("quoteInUnit", "earliest", "latest", "nameWithinNameOf", "translatedText", "text"),
            *("normalForm", "position", "translatedReasonForThanks", "shortName", "phrase"),
            "longerName",
        )
    ),
    *(SKOS + "altLabel", SKOS + "hiddenLabel", DCT + "creator", DCT + "license", DCT + "subject"),
}


@dataclass(frozen=True, slots=True)
class Translation:
    """The project's translation of a quote, or of the words around it; empty if there is none."""

    text: str
    is_of_quote: bool


@dataclass(frozen=True, slots=True)
class QuoteProof:
    """Words of a document kept here: in their sentence; translated, if the page's language is
    another.
    """

    sentence: InSentence
    lang: str
    document: Link
    href: str
    digest: str
    translation: Translation | None


@dataclass(frozen=True, slots=True)
class PageProof:
    """A page that a fact was read from."""

    link: Link
    url: str
    host: str
    retrieved: str
    second_hand: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values; `rivals` are claims of other values."""

    label: Words
    values: tuple[Link | Words, ...]
    rivals: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, or one thing as far as its own properties go.

    Args:
        more: what else distinguishes it.
        full: its label.
        target: what a page of `about` calls it, and where that leads.
    """

    iri: str
    anchor: str
    full: Words
    target: Link
    own: Link
    more: tuple[Words, ...]
    basis: str
    basis_link: Link | None
    note: Words | None
    quotes: tuple[QuoteProof, ...]
    pages: tuple[PageProof, ...]
    rivals: tuple[Fact, ...]
    caveats: tuple[tuple[Link, Words], ...]
    not_stated: tuple[Words, ...]
    reference: Reference

    @property
    def citation(self) -> Iterator[Words]:
        """The line to cite it by."""
        return self._parted(self.reference.line())

    @property
    def references(self) -> Iterator[tuple[str, Iterator[Words]]]:
        """The reference in each form that programs read."""
        one = self.reference
        for name, text in (("BibTeX", one.bibtex()), ("CSL-JSON", one.csl()), ("RIS", one.ris())):
            yield name, self._parted(text)

    def _parted(self, text: str) -> Iterator[Words]:
        """Part a text where it quotes another language than the page's."""
        for one in self.quotes:
            before, words, after = text.partition(one.sentence.words)
            if one.lang and words:
                yield from (Words(before), Words(words, one.lang))
                text = after
        yield Words(text)

    @property
    def proof_key(self) -> tuple[object, ...]:
        """What facts with the same proof share."""
        return (
            tuple(one.sentence.passage.iri for one in self.quotes),
            tuple(one.url for one in self.pages),
        )

    @property
    def proved(self) -> bool:
        """Whether a quote or a page supports it."""
        return bool(self.quotes or self.pages)


class Facts:
    """Reads facts for the pages of one language."""

    def __init__(self, names: Names, sources: Sources, editions: Editions) -> None:
        self.names = names
        self.nodes: Nodes = names.nodes
        self.sources = sources
        self.editions = editions
        self.lang: Lang = names.lang
        self.classes = fact_classes(self.nodes)

    def is_fact(self, iri: str) -> bool:
        """Return whether a node is a fact, not a thing."""
        return any(one in self.classes for one in self.nodes.classes(iri))

    def fact(self, iri: str, about: str = "", *, deep: bool = True) -> Fact:
        """Read a fact.

        Args:
            iri: the fact, or a thing.
            about: the thing whose page shows it.
            deep: whether its rivals are read too.
        """
        target, more = self._words(iri, about)
        nodes, names = self.nodes, self.names
        basis = nodes.first(iri, GCM + "basis")
        quotes, pages = self.quotes(iri), self.pages(iri)
        full = names.name(iri)
        reference = Reference(
            title=full.text,
            iri=iri,
            date=self.editions.day(iri),
            edition=self.editions.of(iri, self.lang),
            lang=self.lang,
            proof=self._cited(iri, quotes, pages),
        )
        return Fact(
            iri=iri,
            anchor="f-" + _anchor(iri),
            full=full,
            target=target,
            own=names.link(iri),
            more=more,
            basis=basis.rpartition("/")[2],
            basis_link=names.link(basis) if basis else None,
            note=names.best(iri, SKOS + "editorialNote"),
            quotes=quotes,
            pages=pages,
            rivals=self._rivals(iri) if deep else (),
            caveats=self._caveats(iri) if deep else (),
            not_stated=self._not_stated(iri),
            reference=reference,
        )

    def quotes(self, iri: str) -> tuple[QuoteProof, ...]:
        """Return the quotes that prove a node, in the order of their texts."""
        evidence = [
            one
            for name in ("evidence", "subjectEvidence")
            for one in self.nodes.names(iri, GCM + name)
        ]
        found = [one for one in map(self.sources.quote, dict.fromkeys(evidence)) if one]
        found.sort(key=lambda one: (one.source.iri, one.passage.start))
        return tuple(self._quote(one) for one in found)

    def pages(self, iri: str) -> tuple[PageProof, ...]:
        """Return the pages that a node was read from, official ones first."""
        found = [self.page(page) for page in self.nodes.names(iri, DCT + "source")]
        return tuple(sorted(found, key=lambda page: (page.second_hand, page.host, page.url)))

    def value(self, predicate: str, value: Term) -> Link | Words:
        """Return a value of a property: a link, a date in words, or a literal."""
        if isinstance(value, NamedNode):
            address = Words(value.value) if predicate == SCHEMA + "url" else None
            return self.names.link(value.value, address)
        if predicate in _LITERAL_DATES and isinstance(value, Literal):
            return Words(day_in_words(value.value, self.lang))
        return self.names.words(value)

    def rows(self, iri: str, *, claims: bool = True) -> list[Row]:
        """Return the properties of a node, each once in the page's language if it is a text."""
        rivals = self.claims(iri) if claims else {}
        found = []
        about = self.nodes.about(iri)
        for predicate, values in about.items():
            if predicate in HIDDEN:
                rivals.pop(predicate, None)
                continue
            if predicate == SCHEMA + "about" and values == about.get(GCM + "outcomeOf"):
                continue  # said by the other
            shown = [self.value(predicate, value) for value in values]
            own = [one for one in shown if not (isinstance(one, Words) and one.lang)]
            label = self.names.name(predicate)
            claimed = rivals.pop(predicate, [])
            if claimed and len(values) > 1 and {one for one, _ in claimed} >= set(values):
                continue  # each value is a fact of its own, in its group
            # Where sources differ, what each of them says is beside the rest.
            differ = any(value not in values for value, _ in claimed)
            against = tuple(claim for _, claim in claimed) if differ else ()
            found.append((predicate, Row(_capital(label), tuple(own or shown), against)))
        for predicate, claimed in rivals.items():
            # Asserted nowhere: what several sources say, none preferred.
            label = _capital(self.names.name(predicate))
            found.append((predicate, Row(label, (), tuple(claim for _, claim in claimed))))
        places = {one: place for place, one in enumerate(_FIRST)}
        found.sort(key=lambda one: (places.get(one[0], len(_FIRST)), *collated(one[1].label.text)))
        return [row for _, row in found]

    def days(self, iri: str) -> str:
        """Return the days of a thing in words, or each first day that claims name; else nothing."""
        first = self.nodes.first
        start, end = first(iri, SCHEMA + "startDate"), first(iri, SCHEMA + "endDate")
        if start or end:
            return days_in_words(start, end, self.lang)
        claimed = {
            value
            for claim in self.nodes.holders(_SUBJECT, iri)
            if SCHEMA + "startDate" in self.nodes.names(claim, _PREDICATE)
            for value in self.nodes.names(claim, _OBJECT)
        }
        found = " / ".join(day_in_words(value, self.lang) for value in sorted(claimed))
        return _DIFFER.text(self.lang, days=found) if found else ""

    def claims(self, iri: str) -> dict[str, list[tuple[Term, Fact]]]:
        """Return the claims on a node by property, with the value of each."""
        found: dict[str, list[tuple[Term, Fact]]] = {}
        for claim in self.nodes.holders(_SUBJECT, iri):
            for predicate in self.nodes.names(claim, _PREDICATE):
                for value in self.nodes.values(claim, _OBJECT):
                    one = self.fact(claim, iri, deep=False)
                    found.setdefault(predicate, []).append((value, one))
        return found

    def _words(self, iri: str, about: str) -> tuple[Link, tuple[Words, ...]]:
        """Return what a page calls a fact, with where it leads, and what else tells it apart."""
        nodes, names = self.nodes, self.names
        label, own = names.name(iri), names.link(iri)
        agents = [one for path in AGENTS for one in nodes.names(iri, path)]
        if not about or not self.is_fact(iri):
            return own, ()
        if _MATCH in nodes.names(iri, _PREDICATE):
            ends = (*nodes.names(iri, _SUBJECT), *nodes.names(iri, _OBJECT))
            end = names.link(next((one for one in ends if one != about), iri))
            number = nodes.first(end.iri, GCM + "number")
            kind = names.text(GCM + "Objective").capitalize()
            words = f"{kind} {number}: {end.words}" if number else end.words.text
            return names.link(end.iri, Words(words, end.words.lang)), ()
        if about in agents or about in nodes.names(iri, _SUBJECT):
            other = next((one for path in _OTHER for one in nodes.names(iri, path)), "")
            value = next(iter(nodes.values(iri, _OBJECT)), None)
            other = value.value if isinstance(value, NamedNode) else other
            short = Words(self._dated(self._without(about, label.text)), label.lang)
            event = nodes.first(iri, GCM + "atEvent")
            year = nodes.first(event, GCM + "earliest")[:4] if event and event != about else ""
            return names.link(other or iri, short), (Words(year),) if year not in short.text else ()
        head, colon, rest = label.text.partition(": ")
        if colon and about in nodes.names(iri, _OBJECT):
            subject = Words(head, label.lang)
            return names.link(nodes.first(iri, _SUBJECT), subject), (Words(rest),)
        if len(agents) == 1 and not _STATEMENTS.intersection(nodes.classes(iri)):
            more = [
                one
                for path in _MORE
                if path != GCM + "choice" or nodes.values(iri, path)
                if (one := self._more(iri, path))
            ]
            return names.link(agents[0]), tuple(more)
        tied = [one for path in _TIED for one in nodes.names(iri, path)]
        if colon and tied and head == names.text(tied[0]) and about not in tied:
            return names.link(tied[0]), (Words(rest, label.lang),)
        return names.link(iri, Words(self._without(about, label.text), label.lang)), ()

    def _more(self, iri: str, path: str) -> Words | None:
        values = self.nodes.values(iri, path)
        if not values:
            return None
        if isinstance(values[0], NamedNode):
            name = self.names.name(values[0].value)
            agents = [one for role in AGENTS for one in self.nodes.names(values[0].value, role)]
            short = self._without(agents[0], name.text) if agents else name.text
            return Words(short, name.lang)
        if path in _LITERAL_DATES:
            return Words(day_in_words(term_text(values[0]), self.lang))
        return self.names.best(iri, path)

    def _without(self, about: str, label: str) -> str:
        """Return the label of a fact without the name of the thing whose page shows it."""
        named = [self.names.text(about), *self.nodes.names(about, GCM + "acronym")]
        number = self.nodes.first(about, GCM + "number") or self.nodes.first(
            about, SKOS + "notation"
        )
        for one in self.nodes.classes(about) if number else ():
            named.append(f"{self.names.text(one)} {number}")
        for name in named:
            start = name[:1].upper() + name[1:] + ": "
            if label.startswith(start):
                rest = label.removeprefix(start)
                return rest[:1].upper() + rest[1:]
        return label

    def _dated(self, text: str) -> str:
        """Return a label with the month or day at its end in words."""
        return _MONTH.sub(lambda found: f", {day_in_words(found[1], self.lang)}", text)

    def order(self, iri: str, about: str) -> tuple[object, ...]:
        """Return the key that sorts a fact in its group, on an agent's page the latest first."""
        nodes = self.nodes
        title = self._words(iri, about)[0].words.text
        if any(about in nodes.names(iri, path) for path in AGENTS):
            when = nodes.first(iri, SCHEMA + "startDate") or nodes.first(iri, GCM + "asOf")
            event = nodes.first(iri, GCM + "atEvent")
            when = when or (nodes.first(event, GCM + "earliest") if event else "")
            day = (
                int((when + "-12-31")[:10].replace("-", "")[:8] or 0) if when[:4].isdecimal() else 0
            )
            return (-day, *collated(title))
        position = nodes.first(iri, GCM + "position")
        choice = nodes.first(iri, GCM + "choice").rpartition("/")[2]
        rank = int(position) if position.isdecimal() else 0
        return (_VOTES.index(choice) if choice in _VOTES else rank, *collated(title))

    def _not_stated(self, iri: str) -> tuple[Words, ...]:
        """Return the properties of a fact for which a reader looks, and which nothing states."""
        wanted = {GCM + "Participation": ("status",)}
        names = [name for one in self.nodes.classes(iri) for name in wanted.get(one, ())]
        return tuple(
            _capital(self.names.name(GCM + name))
            for name in names
            if not self.nodes.values(iri, GCM + name)
        )

    def _rivals(self, iri: str) -> tuple[Fact, ...]:
        """Return the claims that contradict a claim, or that are made on a fact."""
        found = self.nodes.holders(_SUBJECT, iri) if self.is_fact(iri) else []
        own = self.nodes.values(iri, _OBJECT)
        for subject in self.nodes.names(iri, _SUBJECT) if own else ():
            for claim in self.nodes.holders(_SUBJECT, subject):
                same = self.nodes.names(claim, _PREDICATE) == self.nodes.names(iri, _PREDICATE)
                predicate = self.nodes.first(iri, _PREDICATE)
                asserted = self.nodes.values(subject, predicate)
                both = all(
                    value in asserted for value in (*own, *self.nodes.values(claim, _OBJECT))
                )
                if same and self.nodes.values(claim, _OBJECT) != own and not both:
                    found.append(claim)
        return tuple(self.fact(one, deep=False) for one in dict.fromkeys(found))

    def _caveats(self, iri: str) -> tuple[tuple[Link, Words], ...]:
        found = []
        for one in self.nodes.holders(GCM + "concernsFact", iri):
            if GCM + "Caveat" in self.nodes.classes(one):
                text = self.names.best(one, GCM + "text") or self.names.name(one)
                translated = self.names.best(one, GCM + "translatedText")
                if text.lang and translated and not translated.lang:
                    text = Words(
                        msg("{text} [translated by the project]").text(
                            self.lang, text=translated.text
                        )
                    )
                found.append((self.names.link(one), text))
        return tuple(found)

    def _quote(self, sentence: InSentence) -> QuoteProof:
        source = sentence.source
        document = self.names.link(source.document)
        return QuoteProof(
            sentence=sentence,
            lang="" if source.lang == self.lang else source.lang,
            document=document,
            href=f"{self.names.href(path_of(source.iri) or '')}#p{sentence.passage.number}",
            digest=source.digest,
            translation=self._translation(sentence),
        )

    def _translation(self, sentence: InSentence) -> Translation | None:
        """Return the project's translation of a quote, or of the shortest passage around it."""
        own, source = sentence.passage, sentence.source
        if source.lang == self.lang:
            return None
        around = (
            one for one in source.passages.values() if one.start <= own.start and one.end >= own.end
        )
        for passage in sorted(around, key=lambda one: one.end - one.start):
            for holder in self.nodes.holders(GCM + "evidence", passage.iri):
                for value in self.nodes.values(holder, GCM + "translatedText"):
                    if isinstance(value, Literal) and value.language == self.lang:
                        same = (passage.start, passage.end) == (own.start, own.end)
                        return Translation(value.value, same)
        return Translation("", True)

    def page(self, iri: str) -> PageProof:
        """Return a page that facts were read from."""
        url = self.nodes.first(iri, SCHEMA + "url")
        return PageProof(
            link=self.names.link(iri),
            url=url if urlsplit(url).scheme in ("http", "https") else "",
            host=(urlsplit(url).hostname or "").removeprefix("www."),
            retrieved=day_in_words(self.nodes.first(iri, GCM + "retrieved"), self.lang),
            second_hand=_SECOND_HAND in self.nodes.names(iri, GCM + "sourceKind"),
        )

    def _cited(self, iri: str, quotes: tuple[QuoteProof, ...], pages: tuple[PageProof, ...]) -> str:
        """Return the proofs of a fact, as a reference gives them."""
        words = [
            Proof(one.document.words.text, one.sentence.words, one.sentence.unit.number, "")
            for one in quotes
        ]
        copy = f" [{self.names.text(_SECOND_HAND)}]"
        read = [
            Proof(one.link.words.text + copy * one.second_hand, "", None, one.url) for one in pages
        ]
        own = self.nodes.first(iri, DCT + "bibliographicCitation")
        return proofs_text([*words, *read], self.lang, own)


def fact_classes(nodes: Nodes) -> frozenset[str]:
    """Return the class of facts and those below it."""
    found, waiting = set[str](), [GCM + "Fact"]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += nodes.holders(RDFS + "subClassOf", one)
    return frozenset(found)


def by_proof(facts: Iterable[Fact], *, ordered: bool) -> list[list[Fact]]:
    """Put facts with the same proof together; only neighbours, if their order counts."""
    found: list[list[Fact]] = []
    for one in facts:
        near = found[-1:] if ordered else found
        same = next((block for block in near if block[0].proof_key == one.proof_key), None)
        if same is None:
            found.append([one])
        else:
            same.append(one)
    return found


def _anchor(iri: str) -> str:
    return "".join(
        letter if letter.isalnum() or letter in "-._" else "-"
        for letter in (path_of(iri) or iri).removeprefix("id/")
    )


def _capital(words: Words) -> Words:
    return Words(words.text[:1].upper() + words.text[1:], words.lang)
