"""What the data of a release reach to: periods, regions, and the sources that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gcm.core.namespaces import DCT, GCM, RDF, SCHEMA, SKOS
from gcm.rdf.quad_lines import iri_of, lexical_form

_TYPE = f"<{RDF}type>".encode()
_SOURCE = f"<{DCT}source>".encode()
_TEXT_OF = f"<{GCM}textOf>".encode()
_IN_REGION = f"<{GCM}inRegion>".encode()
_BROADER = f"<{SKOS}broader>".encode()
_M49 = f"<{GCM}m49>".encode()
_DATES = {f"<{SCHEMA}{name}>".encode() for name in ("startDate", "endDate")}
_RIGHTS = {f"<{DCT}{name}>".encode() for name in ("rights", "license")}
_STATEMENT = f"<{DCT}RightsStatement>".encode()
_REGION = f"<{GCM}Region>".encode()
_LABEL = f"<{SKOS}prefLabel>".encode()

Said = Sequence[tuple[bytes, bytes]]  # what is said of a thing: predicates and values
# A month or a year as an end reaches to its last day: it is later than each day in it.
_LAST = "~"


class Coverage(NamedTuple):
    """What the data reach to.

    Args:
        periods: of each class the earliest and the latest date on which one of its things starts
            or ends, as exact as it is given; announced ones are included.
        regions: the broadest regions in which something described lies, each with its M49 code,
            empty without one.
        sources: what facts rest on, each with the IRIs of its rights or licence: the pages that
            they name, and the documents that are quoted.
        texts: the texts of sources, each with its document.
        statements: the statements of rights that the sources name, as lines of N-Triples.
        labels: what the regions are called, likewise.
    """

    periods: dict[str, tuple[str, str]]
    regions: dict[str, str]
    sources: dict[str, tuple[str, ...]]
    texts: dict[str, str]
    statements: tuple[bytes, ...]
    labels: tuple[bytes, ...]


class CoverageReader:
    """Takes what is said of one thing after another; holds what the coverage holds, and no more."""

    def __init__(self) -> None:
        self._periods: dict[str, tuple[str, str]] = {}
        self._pages: set[str] = set()
        self._texts: dict[str, str] = {}
        self._rights: dict[str, tuple[str, ...]] = {}
        self._lines: dict[str, list[bytes]] = {}  # of regions, and of statements of rights
        self._m49: dict[str, str] = {}
        self._broader: dict[str, str] = {}
        self._peopled: set[str] = set()

    def add(self, subject: bytes, said: Said) -> None:
        """Take all that is said of a thing."""
        thing = iri_of(subject)
        classes = [value for predicate, value in said if predicate == _TYPE]
        dates, rights = [], []
        for predicate, value in said:
            if predicate in _DATES:
                dates.append(lexical_form(value))
            elif predicate in _RIGHTS:
                rights.append(iri_of(value))
            elif predicate == _SOURCE:
                self._pages.add(iri_of(value))
            elif predicate == _TEXT_OF:
                self._texts[thing] = iri_of(value)
            elif predicate == _IN_REGION:
                self._peopled.add(iri_of(value))
        if dates:
            self._date(map(iri_of, classes), dates)
        if rights:
            self._rights[thing] = tuple(sorted(rights))
        if _REGION in classes:
            codes = [lexical_form(value) for predicate, value in said if predicate == _M49]
            self._m49[thing] = codes[0] if codes else ""
            above = [iri_of(value) for predicate, value in said if predicate == _BROADER]
            if above:
                self._broader[thing] = above[0]
        if _REGION in classes or _STATEMENT in classes:
            kept = {_TYPE, _LABEL} if _STATEMENT in classes else {_LABEL}
            self._lines[thing] = [
                b"%b %b %b .\n" % (subject, *pair) for pair in said if pair[0] in kept
            ]

    def result(self) -> Coverage:
        """The coverage of all that was added."""
        used = self._pages | set(self._texts.values())
        sources = {source: self._rights.get(source, ()) for source in sorted(used)}
        named = sorted({right for rights in sources.values() for right in rights})
        regions = sorted(self._broadest())
        return Coverage(
            dict(sorted(self._periods.items())),
            {region: self._m49.get(region, "") for region in regions},
            sources,
            dict(sorted(self._texts.items())),
            self._said_of(named),
            self._said_of(regions),
        )

    def _said_of(self, things: Iterable[str]) -> tuple[bytes, ...]:
        return tuple(line for thing in things for line in self._lines.get(thing, ()))

    def _date(self, classes: Iterable[str], dates: list[str]) -> None:
        for one in classes:
            known = [*self._periods.get(one, ()), *dates]
            self._periods[one] = min(known), max(known, key=lambda date: date + _LAST)

    def _broadest(self) -> set[str]:
        found: set[str] = set()
        for region in self._peopled:
            passed = {region}
            while (above := self._broader.get(region, region)) not in passed:
                passed.add(above)
                region = above
            found.add(region)
        return found
