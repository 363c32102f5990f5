"""Write findings as a `sh:ValidationReport` in Turtle."""

from collections.abc import Iterable

from gcm.core.namespaces import BASE, RDF, SH, XSD
from gcm.findings.finding import Finding
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Triple, from_cell
from gcm.rdf.property_paths import Descriptions, path_triples
from gcm.turtle.format import write_turtle

_A = NamedNode(RDF + "type")


def report_turtle(findings: Iterable[Finding], paths: Descriptions) -> str:
    """Format findings as a `sh:ValidationReport` in Turtle, messages in every language.

    Args:
        findings: what was found.
        paths: the result of `path_descriptions` for the shapes that found them.
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
        # SHACL 3.6.2 demands a focus node and a component of every result: findings of no shape
        # have the file as focus node and the check as component.
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
    return write_turtle(triples, {"sh": SH})


def _node(name: str, number: int) -> NamedNode | BlankNode:
    """Return the node of a name; a blank node differs between results, since none may be shared."""
    if name.startswith("_:"):
        return BlankNode(f"{name[2:]}of{number}x")
    return NamedNode(name)


def _severity(name: str) -> NamedNode:
    """Return the severity: a local name for SHACL's own, the IRI for others."""
    return NamedNode(name if ":" in name else SH + name)
