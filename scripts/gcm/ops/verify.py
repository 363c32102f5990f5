"""Proving that every quote is in its source and every sentence of a source is accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import Problems
from gcm.core.files import write_text
from gcm.core.iris import source_iri, unit_iri
from gcm.core.layout import Layout, find_layout
from gcm.core.messages import texts
from gcm.core.model import Finding
from gcm.core.namespaces import GCM
from gcm.rdf.documents import Document, read_documents
from gcm.rdf.evidence import (
    Quote,
    orphan_findings,
    quote_findings,
    quotes_in,
    read_sources,
    source_findings,
)
from gcm.rdf.graph import read_prefixes
from gcm.rdf.locate import Locator
from gcm.rdf.oxigraph import Triple, term_text
from gcm.rdf.sources import Source, source_triples
from gcm.rdf.syntax_findings import blank_findings
from gcm.rdf.turtle import write_turtle

# What facts must account for, of the letters outside the list of omissions.
LEAST_SHARE = 0.9
_HEAD = "# Generated from {text} by `gcm verify --write`; do not edit by hand."


class Coverage(NamedTuple):
    """How much of a source its facts account for.

    `letters` counts letters and digits of the normal form, `quoted` those that lie within a quote
    of a fact; units and letters listed as omitted, with a reason, are counted apart. `facts`
    counts the nodes that rest on a quote: facts, and the things that a quote describes.
    """

    source: str
    file: Path
    units: int
    supported: int
    omitted: int
    letters: int
    quoted: int
    omitted_letters: int
    facts: int
    quotes: int

    @property
    def share(self) -> float:
        """The share of letters quoted, of those outside the list of omissions; 1.0 is all."""
        counted = self.letters - self.omitted_letters
        return self.quoted / counted if counted else 1.0


class Verification(NamedTuple):
    """The coverage of each source, and everything that fails."""

    sources: list[Coverage]
    findings: list[Finding]


def verify(*, root: Path | None = None, write: bool = False) -> Verification:
    """Check the evidence and the coverage of every source text.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        write: first write the generated graphs of the source texts anew.

    Raises:
        UsageError: `root` holds no graph.
        RunError, Problems: files that cannot be read or parsed.
    """
    layout = find_layout(root)
    sources = read_sources(layout)
    if write:
        for source in sources:
            write_text(source.graph_file, source_turtle(source, layout))
    documents = _read_data(layout)
    triples = [triple for document in documents for triple in document.triples]
    locator = Locator(documents)
    quotes = quotes_in(triples)
    findings = [finding for source in sources for finding in source_findings(source)]
    findings += orphan_findings(layout)
    findings += [found for document in documents for found in blank_findings(document)]
    findings += quote_findings(quotes, sources, locator)
    coverages = []
    facts, omitted = _facts_by_quote(triples), _omitted_units(triples)
    for source in sources:
        own = [quote for quote in quotes if quote.source == source_iri(source.name)]
        marks = _marks(source, own, facts)
        coverages.append(_coverage(source, own, marks, facts, omitted))
        findings += _uncovered(source, marks, omitted)
        if coverages[-1].share < LEAST_SHARE:
            message = texts("coverage-low", percent=int(coverages[-1].share * 100))
            thing = source_iri(source.name)
            findings.append(Finding(message, source.file, 1, thing=thing))
    return Verification(coverages, findings)


def source_turtle(source: Source, layout: Layout) -> str:
    """The generated Turtle file of a source text."""
    head = _HEAD.format(text=source.file.name)
    return write_turtle(source_triples(source), read_prefixes(layout), head)


def _read_data(layout: Layout) -> list[Document]:
    documents, errors = read_documents(layout.data())
    if errors := [*errors, *(error for document in documents for error in document.errors)]:
        raise Problems(errors)
    return documents


def _facts_by_quote(triples: list[Triple]) -> dict[str, set[str]]:
    facts: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value == GCM + "evidence":
            facts.setdefault(term_text(triple.object), set()).add(str(triple.subject))
    return facts


def _omitted_units(triples: list[Triple]) -> set[str]:
    return {
        term_text(triple.object)
        for triple in triples
        if triple.predicate.value == GCM + "omittedUnit"
    }


def _marks(source: Source, quotes: list[Quote], facts: dict[str, set[str]]) -> bytearray:
    """One byte per character of the normal form: 1 where a quote of a fact holds it."""
    marks = bytearray(len(source.normal.text))
    for quote in quotes:
        start = source.normal.text.find(quote.exact)
        if start >= 0 and facts.get(quote.evidence):
            marks[start : start + len(quote.exact)] = b"\1" * len(quote.exact)
    return marks


def _coverage(
    source: Source,
    quotes: list[Quote],
    marks: bytearray,
    facts: dict[str, set[str]],
    omitted: set[str],
) -> Coverage:
    units = source.normal.units
    left_out = [unit for unit in units if unit_iri(source.name, unit.number) in omitted]
    text = source.normal.text
    outside = bytearray(marks)
    for unit in left_out:
        outside[unit.start : unit.end] = bytes(unit.end - unit.start)
    return Coverage(
        source=source.name,
        file=source.file,
        units=len(units),
        supported=sum(any(marks[unit.start : unit.end]) for unit in units),
        omitted=len(left_out),
        letters=sum(map(str.isalnum, text)),
        quoted=sum(letter.isalnum() for letter, mark in zip(text, outside, strict=True) if mark),
        omitted_letters=sum(letter.isalnum() for unit in left_out for letter in unit.text),
        facts=len(set().union(*(facts.get(quote.evidence, set()) for quote in quotes))),
        quotes=len(quotes),
    )


def _uncovered(source: Source, marks: bytearray, omitted: set[str]) -> list[Finding]:
    """The units that neither support a fact nor are listed with a reason why not."""
    return [
        Finding(
            texts("unit-uncovered", number=unit.number, text=unit.text),
            source.file,
            source.normal.line_of(unit.start),
            thing=unit_iri(source.name, unit.number),
        )
        for unit in source.normal.units
        if not any(marks[unit.start : unit.end])
        and unit_iri(source.name, unit.number) not in omitted
    ]
