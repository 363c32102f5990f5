"""Validating the graph, or new files in its context, against the shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import Problems, RunError
from gcm.core.iris import question_iri
from gcm.core.layout import address_of, find_layout, turtle_files
from gcm.core.messages import LANGS, texts
from gcm.core.model import Finding, Text
from gcm.core.namespaces import SH, SKOS
from gcm.rdf.catalogue import catalogue
from gcm.rdf.evidence import orphan_findings, read_sources, source_findings
from gcm.rdf.graph import read_prefixes
from gcm.rdf.locate import Locator
from gcm.rdf.opening import remote_graph
from gcm.rdf.oxigraph import Literal, Triple, parse_files
from gcm.rdf.question import read_question
from gcm.rdf.shacl_report import Result, report_turtle

_SPARQL = SH + "SPARQLConstraintComponent"
Engine = Callable[[Iterable[Triple], Iterable[Triple]], list[Result]]


class Report(NamedTuple):
    """What validation found; `files` are those that were looked at."""

    findings: list[Finding]
    files: list[Path]

    @property
    def conforms(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def turtle(self) -> str:
        """The findings as a `sh:ValidationReport` in Turtle."""
        return report_turtle(self.findings, {"sh": SH})


def validate(
    paths: Sequence[Path] = (),
    *,
    root: Path | None = None,
    on: Path | str | None = None,
    engine: Engine | None = None,
) -> Report:
    """Validate the whole graph, or what new files bring to it.

    With paths, the findings are those of the graph with the files minus those of the graph
    without them, so that a new fact that breaks an old one is found too.

    Args:
        paths: Turtle files and folders; files of the graph itself count as new.
        root: the graph; see `gcm.core.layout.find_layout`.
        on: a Turtle file, a folder, or the address of an endpoint whose data to validate against
            instead of that of `root`.
        engine: runs the shapes; without it pyshifty, or pySHACL where pyshifty has no wheel.

    Raises:
        UsageError: `root` holds no graph.
        Problems: files that are missing, empty, binary or not Turtle, all of them.
        RunError: the endpoint fails.
    """
    layout = find_layout(root)
    given, errors = turtle_files(paths)
    url = address_of(on)
    instead = [] if url else [Path(on)] if on else layout.data()
    known_files, more = turtle_files(instead) if on else (instead, [])
    new = list(dict.fromkeys(file.resolve() for file in given))
    base = [file for file in map(Path.resolve, known_files) if file not in new]
    own = [*layout.ontology(), *layout.shapes(), layout.register]
    triples, unread = parse_files([*own, *base, *new])
    empty = [RunError("file-empty", file=file) for file in new if triples.get(file) == []]
    if problems := [*errors, *more, *unread, *empty]:
        raise Problems(problems)
    run = engine or _engine()
    shapes = [t for file in (*layout.shapes(), layout.register) for t in triples[file]]
    known = [t for file in (*layout.ontology(), *base) for t in triples[file]]
    if url:
        known += remote_graph(layout, url).data()
    known += catalogue(map(read_question, layout.questions().values()), read_prefixes(layout))
    added = [t for file in new for t in triples[file]]
    results = run(dict.fromkeys([*known, *added]), shapes)
    if new:
        before = set(run(dict.fromkeys(known), shapes))
        results = [result for result in results if result not in before]
    # What a SPARQL constraint finds often follows from what a plainer one found: that first.
    results.sort(key=lambda result: (result.focus, result.component == _SPARQL))
    findings: list[Finding] = []
    if results:
        locator = Locator([*new, *base, *layout.ontology()])
        headers = {question_iri(name): file for name, file in layout.questions().items()}
        labels = _labels([*known, *added])
        messages = _messages(shapes)
        findings = [_finding(result, locator, headers, labels, messages) for result in results]
    if not new and not on:
        findings += [found for text in read_sources(layout) for found in source_findings(text)]
        findings += orphan_findings(layout)
    return Report(findings, new or base)


def _engine() -> Engine:
    try:
        from gcm.rdf.shacl import run_shacl
    except ModuleNotFoundError as error:
        if error.name != "shifty":  # installed, but broken
            raise
        from gcm.rdf.shacl_reference import run_shacl
    return run_shacl


def _labels(triples: Iterable[Triple]) -> dict[str, Text]:
    return _texts_of(triples, SKOS + "prefLabel")


def _messages(shapes: Iterable[Triple]) -> dict[str, Text]:
    """The messages of each shape: both engines lose the languages of some on the way."""
    return _texts_of(shapes, SH + "message")


def _texts_of(triples: Iterable[Triple], predicate: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for triple in triples:
        if triple.predicate.value == predicate and isinstance(triple.object, Literal):
            for lang in LANGS:
                if triple.object.language == lang:
                    found.setdefault(_name(triple), {})[lang] = triple.object.value
    return found


def _name(triple: Triple) -> str:
    return str(triple.subject).strip("<>")


def _finding(
    result: Result,
    locator: Locator,
    headers: dict[str, Path],
    labels: dict[str, Text],
    messages: dict[str, Text],
) -> Finding:
    value = result.value.value if result.value else ""
    file, line = locator.find(result.focus, result.path, value)
    if file is None:
        # The catalogue is made from the headers of the questions, which stand at their top.
        names = (iri for iri in headers if f"{result.focus}/".startswith(iri + "/"))
        file, line = headers.get(next(names, "")), 1
    return Finding(
        message=messages.get(result.shape) or texts("shape-unnamed", shape=result.shape),
        file=file,
        line=line,
        thing=result.focus,
        label=labels.get(result.focus, {}),
        path=result.path,
        value=result.value,
        shape=result.shape,
        component=result.component,
        severity=result.severity.removeprefix(SH),
    )
