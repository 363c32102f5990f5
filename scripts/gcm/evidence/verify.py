"""Verify that every quote is in its source and every sentence of a source is accounted for."""

from __future__ import annotations

from typing import NamedTuple

from gcm.core.errors import Problems
from gcm.core.files import AnyPath, write_text
from gcm.core.iris import source_iri
from gcm.core.layout import Layout, find_layout
from gcm.evidence.checks import (
    document_findings,
    orphan_findings,
    quote_findings,
    read_sources,
    source_findings,
)
from gcm.evidence.coverage import Coverage, coverage_of
from gcm.evidence.occurrences import SourceText, quotes_in, spots_of
from gcm.evidence.proofs import Proofs
from gcm.evidence.source import Source, source_triples
from gcm.findings.finding import Finding
from gcm.findings.syntax_findings import blank_findings
from gcm.rdf.index import TripleIndex
from gcm.turtle.document import read_documents
from gcm.turtle.format import write_turtle
from gcm.turtle.locate import Locator
from gcm.turtle.parse import parse_all, read_prefixes

_HEAD = "# Generated from {text} by `gcm verify --write`; do not edit by hand."


class Verification(NamedTuple):
    """The coverage of each source, and all findings."""

    sources: list[Coverage]
    findings: list[Finding]


def verify(*, root: AnyPath | None = None, write: bool = False) -> Verification:
    """Check the evidence and the coverage of every source text.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        write: first regenerate the graphs of the source texts.

    Raises:
        UsageError: `root` contains no graph.
        RunError, Problems: files that cannot be read or parsed.
    """
    layout = find_layout(root)
    sources = read_sources(layout)
    if write:
        for source in sources:
            write_text(source.graph_file, source_turtle(source, layout))
    documents, errors = read_documents(layout.data())
    if errors := [*errors, *(error for document in documents for error in document.errors)]:
        raise Problems(errors)
    triples = [triple for document in documents for triple in document.triples]
    locator = Locator(documents)
    said = TripleIndex([*triples, *parse_all(layout.ontology())])
    quotes = list(quotes_in(said))
    known = {
        (source.document, source.language): SourceText(source_iri(source.name), source.normal.text)
        for source in sources
    }
    findings = [finding for source in sources for finding in source_findings(source)]
    findings += orphan_findings(layout)
    findings += [found for document in documents for found in blank_findings(document)]
    findings += quote_findings(quotes, known, locator)
    findings += document_findings(quotes, known, locator)
    proofs = Proofs(said, quotes, known, locator)
    findings += [*proofs.findings(), *proofs.foreign()]
    coverages = []
    proved = [(one, spots[0]) for one in quotes if len(spots := spots_of(one, known)) == 1]
    for source in sources:
        own = [pair for pair in proved if pair[1].source.iri == source_iri(source.name)]
        coverage, wrong = coverage_of(source, own, said)
        coverages.append(coverage)
        findings += wrong
    return Verification(coverages, findings)


def source_turtle(source: Source, layout: Layout) -> str:
    """Return the generated Turtle file of a source text."""
    head = _HEAD.format(text=source.file.name)
    return write_turtle(source_triples(source), read_prefixes(layout), head)
