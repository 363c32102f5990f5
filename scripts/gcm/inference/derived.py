"""The derived graph: triples inferred from asserted ones by rules that OWL cannot state.

The derived graph is computed whenever a root is opened, is part of the prepared graph and of a
release, and counts as asserted; it is never committed.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, product

from gcm.core.iris import quote_iri, selector_iri, words_name
from gcm.core.namespaces import DCT, GCM, ID, OA, RDF, SCHEMA, SKOS, VOCAB, XSD
from gcm.evidence.normal_form import number_at, starts_of
from gcm.evidence.occurrences import Spot, quotes_in, source_texts, spots_of
from gcm.evidence.words_in_text import NAMES, cut_at_negation, cut_in_word, words_of
from gcm.inference.fact_labels import fact_labels
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple

_PARTS = {XSD + "date": 3, XSD + "gYearMonth": 2, XSD + "gYear": 1}
_EU_COUNTRIES = "http://publications.europa.eu/resource/authority/country/"
_DATED = {SCHEMA + "startDate", SCHEMA + "endDate", GCM + "knownBy", RDF + "predicate"}
_CODE = re.compile("[A-Z]{3}")
_CONTEXT = 32  # letters before and after a quote
_STATED = NamedNode(VOCAB + "basis/stated")


def derive(triples: Iterable[Triple], *, selectors: bool = True) -> list[Triple]:
    """Return the triples derived from asserted ones, including the ontology's, each triple once.

    Args:
        triples: the asserted triples.
        selectors: whether to create the selectors of all quotes; otherwise only those that a shape
            can
            find wrong: of a truncated quote, or of a quote with triples of its own.
    """
    said = TripleIndex(triple for triple in triples if isinstance(triple.subject, NamedNode))
    found = [
        *_days(said),
        *_evidence(said, selectors),
        *_texts(said),
        *_labels(said),
        *_links(said),
        *_names(said),
    ]
    asserted = set(said.triples)
    return [triple for triple in dict.fromkeys(found) if triple not in asserted]


def _days(said: TripleIndex) -> Iterator[Triple]:
    """Yield the earliest and the latest day of everything with a date, and of claims of dates.

    What has no end ends on its own days if it is an event or a declaration; else it may go on.
    What is only known by a day counts from that day. Where sources differ on the days of an event,
    all that they state count.
    """
    closed = {thing for name in ("Event", "Declaration") for thing in said.instances(GCM + name)}
    claimed = {thing for claim in said.things() for thing in said.names(claim, RDF + "subject")}
    for thing in said.things():
        if thing not in claimed and _DATED.isdisjoint(said.properties(thing)):
            continue
        starts = _dates(said, thing, "startDate") or said.values(thing, GCM + "knownBy")
        ends = _dates(said, thing, "endDate")
        if said.values(thing, RDF + "predicate"):
            starts = ends = said.values(thing, RDF + "object")
        if first := [days[0] for days in map(span, starts) if days]:
            yield _day(thing, "earliest", min(first))
        ends = ends or (starts if thing in closed else [])
        if last := [days[1] for days in map(span, ends) if days]:
            yield _day(thing, "latest", max(last))


def _dates(said: TripleIndex, thing: str, name: str) -> list[Term]:
    """The dates of a thing, or else those that claims on it state."""
    return said.values(thing, SCHEMA + name) or [
        value
        for claim in said.having(RDF + "subject", thing)
        if SCHEMA + name in said.names(claim, RDF + "predicate")
        and _STATED in said.values(claim, GCM + "basis")
        for value in said.values(claim, RDF + "object")
    ]


def _day(thing: str, name: str, day: date) -> Triple:
    return _triple(thing, GCM + name, Literal(day.isoformat(), datatype=NamedNode(XSD + "date")))


def span(value: Term) -> tuple[date, date] | None:
    """Return the first and last day of a date, month or year; None for other values and with a
    zone.
    """
    count = _PARTS.get(value.datatype.value) if isinstance(value, Literal) else None
    parts = value.value.split("-") if isinstance(value, Literal) else []
    if len(parts) != count or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    year, month, day, *_ = [*map(int, parts), 0, 0]
    try:
        first = date(year, month or 1, day or 1)
        return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except (ValueError, IndexError):
        return None


def _evidence(said: TripleIndex, selectors: bool) -> Iterator[Triple]:
    """Yield every proved quote as Web Annotation nodes, linked with the entities it supports.

    Members of a list are supported by the quotes of the list; an omission omits the unit of its
    quote.
    """
    texts = source_texts(said)
    units = {
        (source, number): unit
        for unit in said.instances(GCM + "Unit")
        for source in said.names(unit, DCT + "isPartOf")
        for number in said.names(unit, GCM + "number")
    }
    omissions = set(said.instances(GCM + "Omission"))
    for quote in quotes_in(said):
        if len(spots := spots_of(quote, texts)) != 1:
            continue  # shapes and `gcm verify` report it
        (spot,) = spots
        name = _name(spot, quote.words)
        unit = units.get((spot.source.iri, str(number_at(spot.start, spot.source.text))), "")
        yield from _node(name, spot, unit)
        described = any(said.properties(selector) for selector in _selector_iris(name))
        if selectors or described or _is_cut(spot, quote.words):
            yield from _selectors(name, spot, quote.words)
        if quote.thing in omissions:
            if unit:
                yield _triple(quote.thing, GCM + "omittedUnit", NamedNode(unit))
            continue
        listed = said.having(GCM + "listedIn", quote.thing)
        # A statement has one quote; its subject has a link of its own.
        link = "evidence" if quote.predicate == GCM + "quote" else "subjectEvidence"
        for thing in (quote.thing, *(listed if link == "evidence" else ())):
            yield _triple(thing, GCM + link, NamedNode(quote_iri(name)))


def _name(spot: Spot, words: str) -> str:
    time = starts_of(words, spot.source.text).index(spot.start) + 1
    return words_name(spot.source.iri.removeprefix(f"{ID}source/"), words, time)


def _node(name: str, spot: Spot, unit: str) -> Iterator[Triple]:
    """Yield the evidence for a quote: an `oa:SpecificResource`."""
    evidence = quote_iri(name)
    yield from _named(evidence, "SpecificResource", "Quote from", "Cita de", spot)
    yield _triple(evidence, OA + "hasSource", NamedNode(spot.source.iri))
    if unit:
        yield _triple(evidence, GCM + "inUnit", NamedNode(unit))


def _selectors(name: str, spot: Spot, words: str) -> Iterator[Triple]:
    """Yield the two selectors of the evidence for a quote: by its words, and by their position."""
    start, end = spot.start, spot.start + len(words)
    before, after = _around(spot, words)
    exact, position = _selector_iris(name)
    for selector in (exact, position):
        yield _triple(quote_iri(name), OA + "hasSelector", NamedNode(selector))
    yield from _named(exact, "TextQuoteSelector", "Words quoted from", "Palabras de", spot)
    yield _triple(exact, OA + "exact", Literal(words))
    yield _triple(exact, OA + "prefix", Literal(before))
    yield _triple(exact, OA + "suffix", Literal(after))
    yield from _named(position, "TextPositionSelector", "Position in", "Posición en", spot)
    for key, value in (("start", start), ("end", end)):
        yield _triple(position, OA + key, Literal(value))


def _around(spot: Spot, words: str) -> tuple[str, str]:
    """Return the letters before and after a quote."""
    text, start, end = spot.source.text, spot.start, spot.start + len(words)
    return text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]


def _is_cut(spot: Spot, words: str) -> bool:
    """Return whether a quote lacks part of a word, or its negation."""
    before, after = _around(spot, words)
    return cut_in_word(before, words, after) or cut_at_negation(before, after) is not None


def _selector_iris(name: str) -> tuple[str, str]:
    return selector_iri(name, "exact"), selector_iri(name, "position")


def _named(node: str, kind: str, en: str, es: str, spot: Spot) -> Iterator[Triple]:
    """Yield the class and the labels of a node about a spot."""
    number = number_at(spot.start, spot.source.text)
    source = spot.source.iri.removeprefix(f"{ID}source/")
    english, spanish = f"{en} unit {number} of {source}", f"{es} la unidad {number} de {source}"
    yield _triple(node, RDF + "type", NamedNode(OA + kind))
    yield _triple(node, SKOS + "prefLabel", Literal(english, language="en"))
    yield _triple(node, SKOS + "prefLabel", Literal(spanish, language="es"))


def _texts(said: TripleIndex) -> Iterator[Triple]:
    """Yield the text of statements and caveats with a source: their quotes."""
    for kind in ("Statement", "Caveat"):
        for thing in said.instances(GCM + kind):
            if _STATED in said.values(thing, GCM + "basis"):
                for quote in said.values(thing, GCM + "quote"):
                    yield _triple(thing, GCM + "text", quote)


def _labels(said: TripleIndex) -> Iterator[Triple]:
    for fact, lang, label in fact_labels(said):
        yield _triple(fact, SKOS + "prefLabel", Literal(label, language=lang))


def _links(said: TripleIndex) -> Iterator[Triple]:
    """Yield the entry of each State in the EU table of countries, which uses the same codes."""
    for state in said.instances(GCM + "State"):
        for code in said.names(state, GCM + "iso3"):
            if _CODE.fullmatch(code):
                yield _triple(state, SCHEMA + "sameAs", NamedNode(_EU_COUNTRIES + code))


def _names(said: TripleIndex) -> Iterator[Triple]:
    """Yield the longer names of others that hold a name of an agent or place, in one language."""
    named: dict[tuple[str, ...], list[tuple[str, Literal]]] = {}
    collectives = set(said.instances(GCM + "Collective"))
    for thing in (*said.instances(GCM + "Agent"), *said.instances(SCHEMA + "Place")):
        for predicate in NAMES if thing not in collectives else ():
            for name in said.values(thing, predicate):
                if isinstance(name, Literal) and name.language:
                    key = name.language, *words_of(name.value)
                    named.setdefault(key, []).append((thing, name))
    for (language, *words), others in named.items():
        for start, end in combinations(range(len(words) + 1), 2):
            part = named.get((language, *words[start:end]), ()) if end - start < len(words) else ()
            for (thing, _), (other, name) in product(part, others):
                if thing != other:
                    yield _triple(thing, GCM + "longerName", name)


def _triple(subject: str, predicate: str, value: NamedNode | Literal | Term) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
