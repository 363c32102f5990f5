"""A `sh:ValidationReport`: reading it, whichever engine wrote it, and writing ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm.core.model import Cell, Finding
from gcm.core.namespaces import RDF, SH, XSD
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Term, Triple, cell, from_cell, term_text
from gcm.rdf.turtle import write_turtle

_A = NamedNode(RDF + "type")


class Result(NamedTuple):
    """One `sh:ValidationResult`; `path` is an IRI, or empty if it has more than one step."""

    focus: str
    shape: str
    component: str
    severity: str
    path: str
    value: Cell | None


def read_report(report: Iterable[Triple]) -> list[Result]:
    """The results of a `sh:ValidationReport`, sorted.

    Not those that pySHACL gives as `sh:detail` of another: why a value misses a shape it needs.
    """
    nodes: dict[str, dict[str, Term]] = {}
    names: list[str] = []
    for triple in report:
        name = triple.predicate.value.removeprefix(SH).removeprefix(RDF)
        nodes.setdefault(str(triple.subject), {})[name] = triple.object
        if name == "result":
            names.append(str(triple.object))
    results = [_result(nodes[name]) for name in names]
    return sorted(results, key=lambda result: tuple(map(str, result)))


def _result(node: dict[str, Term]) -> Result:
    path = node.get("resultPath")
    return Result(
        focus=term_text(node["focusNode"]),
        shape=term_text(node["sourceShape"]),
        component=term_text(node["sourceConstraintComponent"]),
        severity=term_text(node["resultSeverity"]),
        path=path.value if isinstance(path, NamedNode) else "",
        value=cell(node["value"]) if "value" in node else None,
    )


def report_turtle(findings: Iterable[Finding], prefixes: Mapping[str, str]) -> str:
    """Findings as a `sh:ValidationReport` in Turtle, messages in every language."""
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
            Triple(node, NamedNode(SH + "resultSeverity"), NamedNode(SH + finding.severity)),
        ]
        iris = {
            "focusNode": finding.thing,
            "resultPath": finding.path,
            "sourceShape": finding.shape,
            "sourceConstraintComponent": finding.component,
        }
        triples += [
            Triple(node, NamedNode(SH + name), NamedNode(iri))
            for name, iri in iris.items()
            if iri and not iri.startswith("_:")
        ]
        triples += [
            Triple(node, NamedNode(SH + "resultMessage"), Literal(text, language=lang))
            for lang, text in finding.message.items()
        ]
        if finding.value:
            triples.append(Triple(node, NamedNode(SH + "value"), from_cell(finding.value)))
    return write_turtle(triples, prefixes)
