"""Checks of what a quote proves: the fact's names, dates and event, and where the quote is cut."""

import re
from collections.abc import Iterable, Iterator

from gcm.core.language import LANGS, Message, msg
from gcm.core.namespaces import DCT, GCM, RDF, SCHEMA, VOCAB, XSD
from gcm.evidence.dates_in_words import LANGUAGES, Date, Part, not_named
from gcm.evidence.occurrences import Quote, SourceTexts, spots_of
from gcm.evidence.words_in_text import (
    NAMES,
    Names,
    Side,
    cut_at_negation,
    cut_in_word,
    numbers_in,
    occurs,
    other_language,
    without_denied,
)
from gcm.findings.finding import Finding
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Term, term_text
from gcm.turtle.locate import Locator

_PROOF_NAMED = msg(
    "no quote names {value}. Quote the words that name it, or add that "
    "name as skos:altLabel, in the language of the quote; a longer name "
    "around it names another."
)

# Values that a fact's quote must name; another quote may name the subject of a statement.
_NAMED = (
    *("participant", "organiser", "funder", "voter", "declarant", "designee", "holder", "member"),
    *("acknowledged", "signatory", "status"),
)
# What it must also name unless the fact is editorial: what kind of fact it is, and what else.
_SAID = (
    *(SCHEMA + "location", RDF + "type"),
    *(GCM + name for name in ("linkedAgent", "setIn", "ofBody", "role", "standing", "office")),
    *(GCM + name for name in ("choice", "paid", "designatedAs", "declares")),
    *(GCM + name for name in ("mentions", "ofProgramme", "participatingAgent")),
)
_COUNTS = ("edition", "adoptingStates", "championsPresent", "endorsingStates", "statesTakingPart")
# What an agent did, or what was done for it, that is no taking part.
_OTHER = re.compile(
    r"\b(?:agradec|thank|organi(?:z(?:ó|aron|ad)|[sz]ed)|financ|firm(?:ó|aron)\b|signed|vot(?:ó|aron|ed)\b)",
    re.IGNORECASE,
)
# Labels of answers and votes that are no words that give one: "no participó" is no vote.
_ANSWERS = ("no", "sí", "yes")
_WORDED = {"Collective": "wording", "Acknowledgement": "reasonForThanks"}
_DATED = msg(
    "no quote names the {part} of {value}. Quote the words that name it, add a claim of the page "
    "that does, or make the fact editorial, with a note."
)
_PARTS: dict[Part, Message] = {"year": msg("year"), "month": msg("month"), "day": msg("day")}
_NUMBERED = msg(
    "no quote gives the number {number}. Correct it, quote the words that give it, add a claim of "
    "the page that does, or make the fact editorial, with a note."
)
_TRANSLATED = msg(
    "the numbers of this translation are not those of the quote: “{value}”. Correct the "
    "translation."
)
_CITED = msg(
    "the citing document is not the one quoted: {value}. Quote it, or name the document that is "
    "quoted."
)
_PLACED = msg(
    "no quote names {value}. Quote the words that name it, add a claim of the page that does, or "
    "make the fact editorial, with a note."
)
_COPIED = msg("“{value}” is not in a quote, letter by letter. Copy it from the source.")
_ELSEWHERE = msg(
    "the document quoted is not about {value}, and no quote names it. Correct the event, say "
    "schema:about on the document, or make the fact editorial, with a note."
)
_CUT = msg("the quote begins or ends within a word: “{value}”. Quote the whole word.")
_NEGATED: dict[Side, Message] = {
    "before": msg("the quote begins behind a negation: “{value}”. Quote it too."),
    "after": msg("the quote ends before a negation: “{value}”. Quote it too."),
}
_FOREIGN = {
    "en": msg(
        "this text is tagged as English, but its words are Spanish: “{value}”. "
        "Translate it, or correct its language tag."
    ),
    "es": msg(
        "this text is tagged as Spanish, but its words are English: “{value}”. "
        "Translate it, or correct its language tag."
    ),
}
_DATE_TYPES = {XSD + "date", XSD + "gYearMonth", XSD + "gYear"}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Proofs:
    """Checks of facts against the words that they quote.

    Args:
        said: the data and the ontology.
        quotes: the quotes in the data.
        texts: the texts that they are taken from.
        locator: the locator of triples in files.
    """

    def __init__(
        self, said: TripleIndex, quotes: Iterable[Quote], known: SourceTexts, locator: Locator
    ) -> None:
        self._said, self._known, self._locator = said, known, locator
        self._quotes = list(quotes)
        self._by_thing: dict[str, list[Quote]] = {}
        self._of_subject: dict[str, list[Quote]] = {}
        for quote in self._quotes:
            self._of_subject.setdefault(quote.thing, []).append(quote)
            if quote.predicate == GCM + "quote":
                self._by_thing.setdefault(quote.thing, []).append(quote)
        self._agents = set(said.instances(GCM + "Agent")) - set(said.instances(GCM + "Collective"))
        self._places = set(said.instances(SCHEMA + "Place"))
        self._votes = set(said.instances(GCM + "VotingEvent"))
        self._pools: dict[tuple[str, str], Names] = {}

    def findings(self) -> Iterator[Finding]:
        """Yield all that a quote does not prove, in the order of the data."""
        for thing in self._said.things():
            own = (thing, *self._said.names(thing, GCM + "listedIn"))
            quotes = [quote for one in own for quote in self._by_thing.get(one, ())]
            if quotes:
                yield from self._unnamed(thing, quotes)
                yield from self._undated(thing, quotes)
                yield from self._unnumbered(thing, quotes)
                yield from self._elsewhere(thing, quotes)
                yield from self._uncited(thing, quotes)
        for quote in self._quotes:
            yield from self._cut(quote)

    def foreign(self) -> Iterator[Finding]:
        """Yield prose that is tagged with the other of the two languages."""
        for thing in self._said.things():
            for predicate in self._said.properties(thing):
                for value in self._said.values(thing, predicate):
                    language = (isinstance(value, Literal) and value.language) or ""
                    if other_language(term_text(value), language):
                        found = self._finding(
                            "language", _FOREIGN[language], thing, predicate, value
                        )
                        yield found._replace(severity="Warning")

    def _unnamed(self, thing: str, quotes: list[Quote]) -> Iterator[Finding]:
        """Yield agents, statuses and places that no quote names, and wordings that none has."""
        for name in _NAMED:
            for value in self._said.values(thing, GCM + name):
                if not self._names(term_text(value), quotes):
                    yield self._finding("named", _PROOF_NAMED, thing, GCM + name, value)
        if thing in self._agents | self._places and not self._names(thing, quotes):
            yield self._finding("named", _PROOF_NAMED, thing, GCM + "quote", NamedNode(thing))
        for value in self._said.values(thing, GCM + "subject"):
            agent = term_text(value) in self._agents
            if agent and not self._names(term_text(value), self._of_subject.get(thing, quotes)):
                yield self._finding("named", _PROOF_NAMED, thing, GCM + "subject", value)
        claimed = SCHEMA + "location" in self._said.names(thing, RDF + "predicate")
        said = (*_SAID, RDF + "object") if claimed else _SAID
        for predicate in () if self._editorial(thing) else said:
            for value in self._said.values(thing, predicate):
                what = term_text(value)
                if predicate == RDF + "type" and not self._says_its_kind(what, quotes):
                    continue
                named = self._names(what, quotes)
                if not named and not self._claimed(thing, predicate, value):
                    yield self._finding("named", _PLACED, thing, predicate, value)
        for kind, name in _WORDED.items():
            if thing in self._said.instances(GCM + kind):
                for value in self._said.values(thing, GCM + name):
                    if not any(occurs(term_text(value), quote.words) for quote in quotes):
                        yield self._finding("worded", _COPIED, thing, GCM + name, value)

    def _undated(self, thing: str, quotes: list[Quote]) -> Iterator[Finding]:
        """Yield dates of which no quote names the year, the month or the day."""
        words = [(one.words, one.language) for one in quotes]
        if self._editorial(thing) or not any(language in LANGUAGES for _, language in words):
            return
        for predicate in self._said.properties(thing):
            for value in self._said.values(thing, predicate):
                if not isinstance(value, Literal) or value.datatype.value not in _DATE_TYPES:
                    continue
                if found := _DATE.fullmatch(value.value):
                    date = Date(*(int(part) if part else None for part in found.groups()))
                    part = not_named(date, words)
                    if part and not self._claimed(thing, predicate, value):
                        part_of = {"part": _PARTS[part]}
                        yield self._finding("dated", _DATED, thing, predicate, value, **part_of)

    def _unnumbered(self, thing: str, quotes: list[Quote]) -> Iterator[Finding]:
        """Yield numbers and objectives that no quote gives, and translations with other numbers."""
        judged = [one for one in quotes if one.language in LANGUAGES]
        numbers = [numbers_in(one.words) for one in judged]
        given = {number for _, every in numbers for number in every}
        for value in self._said.values(thing, GCM + "translatedText"):
            digits, every = numbers_in(term_text(value))
            written = {number for digits, _ in numbers for number in digits}
            if judged and (digits - given or written - every):
                yield self._finding("numbered", _TRANSLATED, thing, GCM + "translatedText", value)
        if not judged or self._editorial(thing):
            return
        for predicate, value, number in self._counted(thing):
            if number not in given and not self._claimed(thing, predicate, value):
                yield self._finding(
                    "numbered", _NUMBERED, thing, predicate, value, number=str(number)
                )

    def _counted(self, thing: str) -> Iterator[tuple[str, Term, int]]:
        """Yield each number of a fact, with its property and value: of an objective, its own."""
        for predicate in (
            *(GCM + name for name in _COUNTS),
            GCM + "objectiveCount",
            RDF + "object",
        ):
            for value in self._said.values(thing, predicate):
                if isinstance(value, Literal) and value.datatype.value == XSD + "integer":
                    yield predicate, value, int(value.value)
        for value in self._said.values(thing, GCM + "toObjective"):
            for number in self._said.names(term_text(value), GCM + "number"):
                yield GCM + "toObjective", value, int(number)

    def _elsewhere(self, thing: str, quotes: list[Quote]) -> Iterator[Finding]:
        """Yield the event of a fact that no quoted document is about, and that no quote names."""
        about = {
            event
            for quote in quotes
            for document in quote.documents
            for event in self._said.names(document, SCHEMA + "about")
        }
        for event in self._said.values(thing, GCM + "atEvent"):
            name = term_text(event)
            if name in self._votes:  # texts name a vote by its resolution, not by a name of its own
                continue
            if name not in about and not self._editorial(thing) and not self._names(name, quotes):
                yield self._finding("event", _ELSEWHERE, thing, GCM + "atEvent", event)

    def _uncited(self, thing: str, quotes: list[Quote]) -> Iterator[Finding]:
        """Yield the citing document of a citation that is quoted from others."""
        quoted = {document for quote in quotes for document in quote.documents}
        for value in self._said.values(thing, GCM + "citing"):
            if term_text(value) not in quoted:
                yield self._finding("event", _CITED, thing, GCM + "citing", value)

    def _cut(self, quote: Quote) -> Iterator[Finding]:
        """Yield a quote that begins or ends within a word, or beside a negation in its unit."""
        spots = spots_of(quote, self._known)
        if len(spots) != 1:
            return
        text, start = spots[0].source.text, spots[0].start
        end = start + len(quote.words)
        before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
        value = Literal(quote.words, language=quote.language)
        if cut_in_word(before, quote.words, after):
            yield self._finding("cut", _CUT, quote.thing, quote.predicate, value)
        elif quote.predicate == GCM + "quote" and (side := cut_at_negation(before, after)):
            yield self._finding("negated", _NEGATED[side], quote.thing, quote.predicate, value)

    def _names(self, thing: str, quotes: list[Quote]) -> bool:
        """Return whether a quote names an entity, by its longest names in the language of the
        quote, and does not deny it.
        """
        return any(
            thing
            in self._pool(thing, one.language).named(
                one.words if self._denies(one.thing) else without_denied(one.words)
            )
            for one in quotes
        )

    def _denies(self, thing: str) -> bool:
        """Return whether a fact says what its agent did not: how a State voted, who did not pay."""
        return bool(self._said.values(thing, GCM + "choice")) or VOCAB + "answer/no" in (
            self._said.names(thing, GCM + "paid")
        )

    def _says_its_kind(self, kind: str, quotes: list[Quote]) -> bool:
        """Return whether the quotes must say that it is a fact of this kind: who is thanked, or
        organises, has not taken part.
        """
        other = any(_OTHER.search(quote.words) for quote in quotes)
        return kind == GCM + "Signature" or (kind == GCM + "Participation" and other)

    def _pool(self, thing: str, language: str) -> Names:
        """Return the names among which one of an entity must be the longest."""
        kind = "agents" if thing in self._agents | self._places else thing
        if (kind, language) not in self._pools:
            self._pools[kind, language] = names = Names()
            for one in self._agents | self._places if kind == "agents" else (thing,):
                for predicate in NAMES:
                    for value in self._said.values(one, predicate):
                        if not isinstance(value, Literal) or value.language != language:
                            continue
                        if kind == "agents" or value.value not in _ANSWERS:
                            names.add(value.value, one)
        return self._pools[kind, language]

    def _editorial(self, thing: str) -> bool:
        return VOCAB + "basis/editorial" in self._said.names(thing, GCM + "basis")

    def _claimed(self, thing: str, predicate: str, value: Term) -> bool:
        """Return whether a claim of a page that also supports an entity says the same."""
        pages = set(self._said.names(thing, DCT + "source"))
        return any(
            predicate in self._said.names(claim, RDF + "predicate")
            and value in self._said.values(claim, RDF + "object")
            and pages & set(self._said.names(claim, DCT + "source"))
            for claim in self._said.having(RDF + "subject", thing)
        )

    def _finding(
        self,
        rule: str,
        message: Message,
        thing: str,
        predicate: str,
        value: Term,
        **values: Message | str,
    ) -> Finding:
        """Return a finding about a value, of one of `gcm.core.rule_messages.RULES`."""
        what = term_text(value)
        label = self._said.label(what)
        said = message.texts(value={lang: label.get(lang) or what for lang in LANGS}, **values)
        place = self._locator.find(thing, predicate, value)
        return Finding(said, *place, thing=thing, rule=rule)
