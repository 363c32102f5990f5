"""Terms that nobody defined, in our namespaces and in those of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gcm
from gcm.core.layout import Layout
from gcm.core.namespaces import RDF
from gcm.findings.report_formats import report_as
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, Triple, term_text
from gcm.turtle.document import read_documents
from gcm.validation.undefined_terms import Terms

from ..tiny_root import ROOT, copy_tiny
from .conftest import Write


def terms() -> Terms:
    layout = Layout(ROOT)
    ontology, errors = read_documents(layout.ontology())
    shapes, more = read_documents(layout.shapes())
    assert errors == more == []
    return Terms(ontology, TripleIndex([triple for one in shapes for triple in one.triples]))


def classes_and_datatypes(triple: Triple) -> list[str]:
    if isinstance(triple.object, Literal):
        return [triple.object.datatype.value]
    return [term_text(triple.object)] if triple.predicate.value == RDF + "type" else []


GCM = "https://w3id.org/gcm-graph/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.mark.parametrize(
    ("term", "unknown"),
    [
        (GCM + "participant", False),
        (GCM + "participnt", True),
        (SKOS + "prefLabel", False),
        (SKOS + "prefLable", True),
        (SKOS + "broadMatch", False),  # SKOS has it, though the graph does not use it
        ("http://purl.org/dc/terms/creator", False),
        ("http://purl.org/dc/terms/author", True),
        ("http://www.w3.org/2001/XMLSchema#date", False),
        ("http://www.w3.org/2001/XMLSchema#dat", True),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", False),
        ("http://www.w3.org/ns/oa#Annotation", False),  # OA has no list here
        ("http://www.w3.org/ns/oa#hasSorce", True),  # but this looks misspelt
        ("https://schema.org/negotiable", False),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies", False),
        ("https://example.org/anything", False),  # nobody's vocabulary that the graph uses
    ],
)
def test_what_is_defined(term: str, unknown: bool) -> None:
    assert terms().unknown(term) is unknown


@pytest.mark.parametrize(
    ("text", "path", "replacement"),
    [
        ("<a:b> gcm:atEvnt <a:c> .\n", GCM + "atEvnt", "gcm:atEvent"),
        ("<a:b> skos:prefLable 'c'@en .\n", SKOS + "prefLable", "skos:prefLabel"),
        ('<a:b> <a:c> "3"^^xsd:interger .\n', "a:c", "3"),
        ('<a:b> <a:c> "x"^^xsd:strng .\n', "a:c", '"x"'),
        ("<a:b> gcm:zzzzzzzz <a:c> .\n", GCM + "zzzzzzzz", ""),
    ],
)
def test_a_term_that_nobody_defined_is_told_with_the_nearest(
    write: Write, text: str, path: str, replacement: str, tiny: Path
) -> None:
    found = [one for one in gcm.validate([write(text)], root=tiny).findings if one.rule == "term"]
    assert [(one.path, one.replacement) for one in found] == [(path, replacement)]
    assert found[0].why
    assert found[0].source in text


def test_a_class_is_taken_for_a_class_and_told_once_for_each_thing(
    write: Write, tiny: Path
) -> None:
    text = "<a:b> a gcm:Evnt . <a:c> a gcm:Evnt . <a:b> gcm:x 1 , 2 .\n"
    findings = gcm.validate([write(text)], root=tiny).findings
    told = [(one.thing, one.replacement) for one in findings if one.rule == "term"]
    assert sorted(told) == [("a:b", ""), ("a:b", "gcm:Event"), ("a:c", "gcm:Event")]


def test_what_a_shape_tells_of_the_same_triple_is_not_told_twice(write: Write, tiny: Path) -> None:
    file = write("participation:x a gcm:Participation ; gcm:participnt state:PAN .\n")
    told = [
        one for one in gcm.validate([file], root=tiny).findings if one.path == GCM + "participnt"
    ]
    assert [one.rule for one in told] == [""]
    assert told[0].replacement == "gcm:participant"


def test_the_shipped_graph_uses_no_term_that_nobody_defined() -> None:
    known = terms()
    documents, _ = read_documents(Layout(ROOT).data())
    used = {
        term
        for one in documents
        for triple in one.triples
        for term in (triple.predicate.value, *classes_and_datatypes(triple))
    }
    assert [term for term in sorted(used) if known.unknown(term)] == []


NEARLY = {
    "https://w3id.org/gcm-graph/ontology/": "/ → #",
    "http://w3id.org/gcm-graph/ontology#": "",
    "https://w3id.org/gcm-graph/Ontology#": "O → o",
}


@pytest.mark.parametrize("namespace", NEARLY)
def test_a_namespace_that_is_nearly_ours_comes_first(tmp_path: Path, namespace: str) -> None:
    file = tmp_path / "near.nt"
    thing = "<https://w3id.org/gcm-graph/id/participation/2033-x-CHL>"
    file.write_text(
        f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{namespace}Participation> .\n"
        f"{thing} <{namespace}participant> <https://w3id.org/gcm-graph/id/state/CHL> .\n"
    )
    report = gcm.validate([file], root=copy_tiny(tmp_path / "root"))
    assert [one.rule for one in report.findings][:2] == ["term", "term"]
    assert len(report.findings) > 2
    for one, meant in zip(report.findings, ("Participation", "participant"), strict=False):
        assert one.advice[0]["en"] == f"Did you mean gcm:{meant}?"
        shown = [line["en"] for line in one.advice[1:]]
        letters = NEARLY[namespace]
        assert shown == ([f"The letters that differ: {letters}"] if letters else [])


LABELS = f'<{SKOS}prefLabel> "one"@en , "uno"@es'


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("<urn:one> <urn:knows> <urn:two> .", True),
        ('<urn:one> <http://xmlns.com/foaf/0.1/name> "x" .', True),
        (f"<urn:one> a <http://www.w3.org/2004/02/skos/core#Concept> ; {LABELS} .", False),
    ],
)
def test_conforming_because_nothing_was_looked_at(tmp_path: Path, text: str, unknown: bool) -> None:
    file = tmp_path / "other.ttl"
    file.write_text(text + "\n")
    report = gcm.validate([file], root=copy_tiny(tmp_path / "root"), alone=True)
    assert (report.findings, report.unknown) == ([], [file] if unknown else [])
    said = "Nothing found in 1 file, but nothing was looked at either in "
    assert (said in report_as("human", report, "en")) is unknown
    assert ("::Nothing was looked at in " in report_as("github", report, "en")) is unknown
    assert json.loads(report_as("json", report, "en"))["unknown"] == (
        [str(file)] if unknown else []
    )
    (run,) = json.loads(report_as("sarif", report, "en"))["runs"]
    assert ("toolExecutionNotifications" in run["invocations"][0]) is unknown
