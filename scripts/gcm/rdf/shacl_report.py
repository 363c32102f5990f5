"""A `sh:ValidationReport`: reading it, whichever engine wrote it, and writing ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm.core.language import msg
from gcm.core.namespaces import BASE, RDF, SH, XSD
from gcm.core.results import Cell, Finding
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Term, Triple, cell, from_cell, term_text
from gcm.rdf.property_paths import (
    Descriptions,
    path_descriptions,
    path_text,
    path_triples,
    shape_path,
)
from gcm.turtle.format import write_turtle

SHAPE_NOT_MET = msg("the shape {shape} is not met.")

_A = NamedNode(RDF + "type")


class Result(NamedTuple):
    """One `sh:ValidationResult`.

    `path` is a bare IRI, a SPARQL property path if there is more to it, or empty.
    """

    focus: str
    shape: str
    component: str
    severity: str
    path: str
    value: Cell | None


def read_report(report: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of a `sh:ValidationReport`, sorted, each once.

    Not those that pySHACL gives as `sh:detail` of another: why a value misses a shape it needs.

    Args:
        report: what an engine wrote; of a path that is no IRI it may only say that there is one.
        shapes: those it ran, by the same labels of blank nodes.
    """
    report = list(report)
    nodes: dict[str, dict[str, Term]] = {}
    names: list[str] = []
    for triple in report:
        nodes.setdefault(str(triple.subject), {})[triple.predicate.value] = triple.object
        if triple.predicate.value == SH + "result":
            names.append(str(triple.object))
    if not names:
        return []
    known, own = path_descriptions(shapes), path_descriptions(report)
    return sorted({_result(nodes[name], known, own) for name in names}, key=result_order)


def result_order(result: Result) -> tuple[str, ...]:
    """What results are sorted by."""
    return tuple(map(str, result))


def _result(node: dict[str, Term], known: Descriptions, own: Descriptions) -> Result:
    shape, path, value = (node.get(SH + name) for name in ("sourceShape", "resultPath", "value"))
    assert shape is not None
    if isinstance(path, NamedNode):
        text = path.value
    else:
        text = shape_path(shape, known) or (path_text(path, own) if path else "")
    return Result(
        focus=term_text(node[SH + "focusNode"]),
        shape=term_text(shape),
        component=term_text(node[SH + "sourceConstraintComponent"]),
        severity=term_text(node[SH + "resultSeverity"]),
        path=text,
        value=cell(value) if value else None,
    )


def report_turtle(
    findings: Iterable[Finding], paths: Descriptions, prefixes: Mapping[str, str]
) -> str:
    """Findings as a `sh:ValidationReport` in Turtle, messages in every language.

    Args:
        findings: what was found.
        paths: what `path_descriptions` gives of the shapes that found it.
        prefixes: prefix to namespace.
    """
    report = BlankNode("report")
    found = list(findings)
    conforms = Literal("false" if found else "true", datatype=NamedNode(XSD + "boolean"))
    triples = [
        Triple(report, _A, NamedNode(SH + "ValidationReport")),
        Triple(report, NamedNode(SH + "conforms"), conforms),
    ]
    for number, finding in enumerate(found):
        node = BlankNode(f"result{number}")
        triples += [
            Triple(report, NamedNode(SH + "result"), node),
            Triple(node, _A, NamedNode(SH + "ValidationResult")),
            Triple(node, NamedNode(SH + "resultSeverity"), _severity(finding.severity)),
        ]
        if finding.path:
            # A path in angle brackets is more than a property; its shape describes it.
            more = "<" in finding.path
            path, parts = (
                path_triples(finding.shape, paths, f"path{number}")
                if more
                else (NamedNode(finding.path), [])
            )
            triples += [Triple(node, NamedNode(SH + "resultPath"), path), *parts]
        # SHACL 3.6.2 asks every result for a focus node and a component: of what no shape found,
        # the file is the one and the check the other.
        names = {
            "focusNode": finding.thing or (finding.file.resolve().as_uri() if finding.file else ""),
            "sourceShape": finding.shape,
            "sourceConstraintComponent": finding.component or f"{BASE}rule/{finding.rule}",
        }
        triples += [
            Triple(node, NamedNode(SH + role), _node(name, number))
            for role, name in names.items()
            if name
        ]
        triples += [
            Triple(node, NamedNode(SH + "resultMessage"), Literal(text, language=lang))
            for lang, text in finding.message.items()
        ]
        if finding.value:
            value = from_cell(finding.value)
            if isinstance(value, BlankNode):
                value = BlankNode(f"{value.value}of{number}")
            triples.append(Triple(node, NamedNode(SH + "value"), value))
    return write_turtle(triples, prefixes)


def _node(name: str, number: int) -> NamedNode | BlankNode:
    """The node of a name; a blank one is another in each result, since none may be shared."""
    if name.startswith("_:"):
        return BlankNode(f"{name[2:]}of{number}x")
    return NamedNode(name)


def _severity(name: str) -> NamedNode:
    """Of SHACL's own severities the local name is known, of others the IRI."""
    return NamedNode(name if ":" in name else SH + name)
