"""Validating the graph, or new files in its context, against the shapes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from gcm.core.cache import keep, kept_result_files
from gcm.core.errors import UsageError
from gcm.core.files import AnyPath, as_paths
from gcm.core.layout import Layout, address_of, find_layout
from gcm.core.namespaces import RDF, SH
from gcm.core.results import Cell
from gcm.core.version import __version__
from gcm.evidence.checks import orphan_findings, read_sources, source_findings
from gcm.findings.finding import Finding, at_most
from gcm.findings.report import Report
from gcm.findings.syntax_findings import (
    blank_findings,
    line_end_findings,
    syntax_findings,
    unread_finding,
)
from gcm.rdf.oxigraph import Triple
from gcm.rdf.property_paths import path_descriptions
from gcm.turtle.document import Document
from gcm.validation.engines import Engine, engine_mark, run_engine
from gcm.validation.inputs import Inputs, read_inputs
from gcm.validation.report import Result
from gcm.validation.result_findings import FindingMaker
from gcm.validation.undefined_terms import TermChecker, Terms, wrong_prefixes

_SPARQL = SH + "SPARQLConstraintComponent"
_SEVERITIES = ("Violation", "Warning", "Info")
TIMEOUT = 600.0
_MOST_KEPT = 8  # keys of results

__all__ = ["TIMEOUT", "Engine", "Report", "validate"]


def validate(
    paths: AnyPath | Iterable[AnyPath] = (),
    *,
    root: AnyPath | None = None,
    on: AnyPath | None = None,
    alone: bool = False,
    removing: AnyPath | Iterable[AnyPath] = (),
    engine: Engine | None = None,
    timeout: float | None = TIMEOUT,
) -> Report:
    """Validate the whole graph, or what new files bring to it.

    With new files, the results of the shapes are those of the graph with the files minus those of
    the graph without them, so that a new fact that breaks an old one is found too. With files of
    the graph itself, they are all of the graph.

    Args:
        paths: a file of Turtle, N-Triples, TriG, N-Quads or JSON-LD, a folder of them, or several.
        root: the graph; see `gcm.core.layout.find_layout`.
        on: a file, a folder, or the address of an endpoint whose data to validate against instead
            of that of `root`.
        alone: validate the paths against no data.
        removing: files of the graph, without which it is validated.
        engine: runs the shapes; `both` compares pyshifty with pySHACL; without it pyshifty, or
            pySHACL where pyshifty has no wheel.
        timeout: seconds that one run of an engine may take; None for no limit.

    Raises:
        UsageError: `root` holds no graph, or the arguments exclude one another.
        Problems: files that are missing, empty or cannot be read at all, all of them; or two
            engines that differ.
        RunError: the endpoint fails, or the engine was too slow or died.
    """
    paths, removing = as_paths(paths), as_paths(removing)
    if alone and (on or removing or not paths):
        raise UsageError("--alone needs FILEs, and no --on or --removing.")
    layout = find_layout(root)
    graph = read_inputs(layout, paths, on, removing, alone=alone)
    if broken := graph.broken():
        findings = _unread_findings(graph)
    else:
        keeps = not (address_of(on) or engine == "both")
        findings = _findings(graph, layout, _results(graph, layout, engine, timeout, keeps=keeps))
        if not (graph.new or graph.removed or on):
            findings += _source_findings(layout)
    looked_at = [document.file for document in graph.new or graph.removed or graph.base]
    found_by = path_descriptions(graph.shape_triples()) if findings else {}
    unknown = [] if findings else [one.file for one in graph.new if not _is_known(one, graph)]
    return Report(_ordered(findings), looked_at, broken, found_by, unknown)


def _is_known(document: Document, graph: Inputs) -> bool:
    """Return whether a document says something of a thing whose class the ontology defines."""
    defined = {triple.subject for one in graph.ontology for triple in one.triples}
    things = {triple.subject for triple in document.triples}
    return any(
        triple.predicate.value == RDF + "type" and triple.object in defined
        for one in graph.data()
        for triple in one.triples
        if triple.subject in things
    )


def _results(
    graph: Inputs, layout: Layout, engine: Engine | None, timeout: float | None, *, keeps: bool
) -> list[Result]:
    """What the shapes find in the graph, or by what is new in it.

    Args:
        graph: what is validated.
        layout: the root, below which results may be kept.
        engine: as of `validate`.
        timeout: as of `validate`.
        keeps: whether to use, and to keep, the results of the graph without what is new.
    """
    shapes = graph.shape_triples()

    def run(triples: list[Triple]) -> list[Result]:
        return run_engine(engine, triples, shapes, timeout)

    def known(triples: Callable[[], list[Triple]]) -> list[Result]:
        if not keeps:
            return run(triples())
        key = graph.key(engine_mark(engine), __version__)
        return kept_results(layout, key, lambda: run(triples()))

    if graph.is_root():
        return known(lambda: graph.after)
    found = run(graph.after)
    # What an edit breaks may be broken too without the whole file: then nothing is subtracted.
    before = set(known(graph.before)) if found and not graph.edited else set()
    return [result for result in found if result not in before]


def _unread_findings(graph: Inputs) -> list[Finding]:
    """Every syntax error, and why files could not be read at all."""
    found = [one for document in graph.data() for one in syntax_findings(document, graph.register)]
    return found + [unread_finding(error) for error in graph.unread]


def _findings(graph: Inputs, layout: Layout, results: list[Result]) -> list[Finding]:
    """What engines found, and what they do not look for: how it is written, unknown terms."""
    # What was wrong before is not blamed on what is new, or taken away.
    looked_at = graph.new if graph.new or graph.removed else graph.base
    maker = FindingMaker(graph, layout)
    findings = [found for one in looked_at for found in line_end_findings(one)]
    findings += [found for one in looked_at for found in blank_findings(one)]
    findings += wrong_prefixes(looked_at, graph.register)
    findings += map(maker.finding, results)
    # What an engine says of the same triple is said better, since it knows what belongs there.
    known = {(one.file, one.thing, one.path, one.value) for one in findings}
    terms = Terms(graph.ontology, maker.shapes)
    checker = TermChecker(terms, graph.register, maker.owner, maker.locator)
    unknown = at_most(found for document in looked_at for found in checker.findings(document))
    return findings + [
        one for one in unknown if (one.file, one.thing, one.path, one.value) not in known
    ]


def _source_findings(layout: Layout) -> list[Finding]:
    found = [finding for text in read_sources(layout) for finding in source_findings(text)]
    return found + orphan_findings(layout)


def _ordered(findings: list[Finding]) -> list[Finding]:
    """By thing, the most severe first; of the same, as they stand in the files."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.thing or str(finding.file), []).append(finding)
    for found in groups.values():
        found.sort(key=_rank)
    return [
        one for found in sorted(groups.values(), key=lambda one: _rank(one[0])) for one in found
    ]


def _rank(finding: Finding) -> tuple[int, bool, bool, str, int, int]:
    # What a SPARQL constraint finds often follows from what a plainer one found: that first.
    severity = _SEVERITIES.index(finding.severity) if finding.severity in _SEVERITIES else 0
    place = str(finding.file or ""), finding.line or 0, finding.column or 0
    # A typing error in a term comes before what follows from it.
    return severity, finding.rule not in ("term", "prefix"), finding.component == _SPARQL, *place


def kept_results(layout: Layout, key: str, compute: Callable[[], list[Result]]) -> list[Result]:
    """Return the results for a key; without cached ones, compute and cache them.

    Only the latest keys are kept. An unwritable place costs time, nothing else.
    """
    places, kept = kept_result_files(layout), dict[str, list[Result]]()
    for file in places:
        kept = {**kept, **_read(file)}
    if key not in kept:
        kept = {key: compute(), **kept}
        keep(places, json.dumps(dict(list(kept.items())[:_MOST_KEPT])).encode())
    return kept[key]


def _read(file: Path) -> dict[str, list[Result]]:
    """Return the content of a cache file; nothing if it is unreadable or not in our format."""
    try:
        content = json.loads(file.read_bytes())
        return {key: [_result(*one) for one in found] for key, found in content.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _result(
    focus: str, shape: str, component: str, severity: str, path: str, value: list[str] | None
) -> Result:
    cell = Cell(*value) if value else None  # type: ignore[arg-type]
    return Result(focus, shape, component, severity, path, cell)
