"""The derived graph: what follows from what a person wrote by rules that OWL cannot state.

It is computed whenever a root is opened, is part of the prepared graph and of a release, and counts
as asserted; it is never committed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from gcm.core.namespaces import GCM, RDF, SCHEMA, XSD
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple
from gcm.rdf.said import Said

_PARTS = {XSD + "date": 3, XSD + "gYearMonth": 2, XSD + "gYear": 1}


def derive(triples: Iterable[Triple]) -> list[Triple]:
    """Return what follows from asserted triples, the ontology's among them, each triple once."""
    said = Said(triples)
    return list(dict.fromkeys(_days(said)))


def _days(said: Said) -> Iterator[Triple]:
    """The earliest and the latest day of what has a date, and of claims of one.

    What has no end ends on its own days if it is an event or a declaration; else it may go on.
    What is only known by a day counts from that day.
    """
    closed = {thing for name in ("Event", "Declaration") for thing in said.instances(GCM + name)}
    for thing in said.things():
        if thing.startswith("_:"):
            continue
        starts = said.values(thing, SCHEMA + "startDate") or said.values(thing, GCM + "knownBy")
        ends = said.values(thing, SCHEMA + "endDate")
        if said.values(thing, RDF + "predicate"):
            starts = ends = said.values(thing, RDF + "object")
        if first := [days[0] for days in map(_span, starts) if days]:
            yield _day(thing, "earliest", min(first))
        ends = ends or (starts if thing in closed else [])
        if last := [days[1] for days in map(_span, ends) if days]:
            yield _day(thing, "latest", max(last))


def _day(thing: str, name: str, day: date) -> Triple:
    value = Literal(day.isoformat(), datatype=NamedNode(XSD + "date"))
    return Triple(NamedNode(thing), NamedNode(GCM + name), value)


def _span(value: Term) -> tuple[date, date] | None:
    """The first and the last day of a date, month or year; None if it is none, or has a zone."""
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
