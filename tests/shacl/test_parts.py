"""An engine that is given part of the targets at a time, with what these read, finds the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

import gcm
from gcm.core.namespaces import RDF, SH
from gcm.rdf.oxigraph import Triple, n_triples
from gcm.rdf.rdflib_graph import triple_patterns
from gcm.rdf.shacl_report import Result
from gcm.rdf.shape_parts import parts_by_data, read_by
from gcm.rdf.shape_reads import TARGETS, reads_of
from gcm.rdf.syntax import parse_turtle

from ..shapes._examples import ROOT, edited, shapes, shipped
from ..shapes._groups import groups
from .test_cases import FILES, case

HEAD = """
@prefix e: <http://e.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
QUERY = (
    "@prefix e: <http://e.example/> . e:S sh:targetClass e:C ; sh:sparql [ sh:select '''%s''' ] ."
)


def triples_of(text: str) -> list[Triple]:
    return parse_turtle(HEAD + text).triples


def run(data: Sequence[Triple], given: Sequence[Triple], *, lean: bool) -> list[Result] | str:
    """What the engine finds, or why it fails."""
    if find_spec("shifty") is None:
        pytest.skip("pyshifty has no wheel for this platform")
    from gcm.rdf.shacl import run_shacl

    try:
        return run_shacl(data, given, lean=lean)
    except Exception as error:
        return type(error).__name__


# The engine applies one of the values, and not always the same.
UNSTEADY = {"6.2.1-parameter-of-several-values"}


@pytest.mark.parametrize("name", sorted(FILES.keys() - UNSTEADY))
def test_every_case_of_shacl(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run(case(name), case(name), lean=False)
    monkeypatch.setattr("gcm.rdf.shacl._PART", 0)  # each target alone
    assert run(case(name), case(name), lean=True) == whole


@pytest.mark.parametrize("most", [3_000, 12_000])
def test_everything_that_the_shapes_can_find(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped graph with as many bad examples as go together."""
    data = [*shipped(), *edited(groups()[0])]
    whole = run(data, shapes(), lean=False)
    assert len({result.shape for result in whole if isinstance(result, Result)}) > 200
    monkeypatch.setattr("gcm.rdf.shacl._PART", most)
    assert run(data, shapes(), lean=True) == whole


def test_validating_a_file_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Places, syntax errors, blank nodes and unknown terms are told as ever."""
    file = tmp_path / "new.ttl"
    file.write_text(
        "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n"
        "@prefix state: <https://w3id.org/gcm-graph/id/state/> .\n"
        'state:PAN gcm:iso3 "PANAMA" ; gcm:odd [ gcm:iso3 1 ] .\nstate:XXX a gcm:State .\n'
        "state:CRI gcm:iso3 no-prefix .\n",
        encoding="utf-8",
    )
    whole = gcm.validate([file], root=ROOT).findings
    assert len(whole) > 4
    monkeypatch.setattr("gcm.rdf.shacl._PART", 12_000)
    assert gcm.validate([file], root=ROOT, lean=True).findings == whole


def test_the_whole_is_given_where_there_is_memory_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shacl = pytest.importorskip("gcm.rdf.shacl")
    ways: list[str] = []

    def taken(way: str) -> list[bytes]:
        ways.append(way)
        return []

    for way in ("_in_parts", "_in_halves"):
        monkeypatch.setattr(shacl, way, lambda *_, way=way: taken(way))
    monkeypatch.setattr(shacl, "_PART", len(shipped()) - 1)
    each = 2 * shacl._EACH
    for memory in (None, each * len(shipped()), each * len(shipped()) - 1):
        assert shacl.run_shacl(shipped(), shapes(), memory=memory) == []
    monkeypatch.setattr(shacl, "_PART", len(shipped()))  # a small graph
    assert shacl.run_shacl(shipped(), shapes(), memory=1, lean=True) == []
    assert ways == ["_in_halves", "_in_halves", "_in_parts", "_in_halves"]


def test_each_target_is_in_one_part_and_no_part_is_larger_than_it_must_be() -> None:
    lines = io.BytesIO(n_triples(shipped()))
    most = 6_000
    parts = parts_by_data(list(shapes()), lines, most)
    assert parts is not None
    aims = [[one for one in part.shapes if one.predicate.value in TARGETS] for part in parts]
    together = [one for some in aims for one in some]
    assert sorted(map(str, together)) == sorted(
        str(one) for one in shapes() if one.predicate.value in TARGETS
    )
    for part, some in zip(parts, aims, strict=True):
        read = read_by(lines, part.reads).count(b"\n")
        assert read <= most or len(some) == 1
    assert len(parts) > 3


@pytest.mark.parametrize(
    "text",
    [
        "e:S a sh:NodeShape, rdfs:Class ; sh:targetNode e:x .",  # an implicit target
        "e:S a rdfs:Class ; sh:property [ sh:path e:p ; sh:minCount 1 ] .",
        "e:M rdfs:subClassOf rdfs:Class . e:S a sh:NodeShape, e:M ; sh:targetNode e:x .",
        "e:S sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this { ?this e:p 1 }' ] .",
        # What is closed, or read whole, is a value; or a shape is used for values besides.
        "e:S a sh:PropertyShape ; sh:targetClass e:C ; sh:path e:p ; sh:closed true .",
        "e:S sh:targetClass e:C ; sh:closed true ; sh:property [ sh:path e:p ; sh:node e:S ] .",
        "e:S sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:node [ sh:sparql [ "
        "sh:select 'SELECT $this { $this ?p ?o }' ] ] ] .",
        "e:S sh:targetClass e:C ; sh:sparql e:Q ; sh:not [ sh:sparql e:Q ] . "
        "e:Q sh:select 'SELECT $this { $this ?p ?o }' .",
        # Siblings may be those of another shape with the same property.
        "e:S sh:targetClass e:C ; sh:property e:P . "
        "e:P sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 .",
        "[] sh:parameter [ sh:path rdfs:label ] . e:S sh:targetClass e:C ; rdfs:label 'x' .",
        QUERY % "SELECT $this { $this <http://e.example/a>/e:a\\\\-b ?o }",
        "e:S sh:targetSubjectsOf e:p ; sh:closed true .",  # of nodes of any class
        "e:S sh:targetClass e:C ; sh:node e:T . e:T sh:closed true .",
        "e:S sh:targetClass e:C ; e:parameter 1 .",  # of a component that is not core
        "e:S sh:targetNode e:x ; sh:target [ sh:select 'SELECT ?this { ?this ?p 1 }' ] .",
        "e:S sh:targetClass e:C ; sh:rule [] .",
        QUERY % "SELECT $this { ?other ?p $this }",
        QUERY % "SELECT $this { GRAPH ?g { $this e:p ?o } }",
        QUERY % "SELECT $this { $this !<http://e.example/p> ?o }",
        QUERY % "SELECT $this { ?a <http://e.example/p>* ?b }",
        QUERY % "SELECT $this { $this unknown:p ?o }",
        QUERY % "nonsense",
        "e:S sh:targetSubjectsOf e:p ; sh:sparql [ sh:select 'SELECT $this { $this ?p 1 }' ] .",
        "e:S sh:targetClass e:C . [] sh:prefix 'a' ; sh:namespace 'x:' . "
        "[] sh:prefix 'a' ; sh:namespace 'y:' .",
    ],
)
def test_what_cannot_be_told_is_not_parted(text: str) -> None:
    assert reads_of(triples_of(text)) is None


def test_what_shapes_read() -> None:
    text = (
        "e:S sh:targetClass e:C ; sh:closed true ; sh:ignoredProperties ( e:ignored ) ; "
        "sh:property [ sh:path ( e:a [ sh:inversePath e:b ] ) ; sh:class e:D ; sh:node e:T ] . "
        "e:T sh:lessThan e:c ; sh:message 'm' . "
        + QUERY
        % "SELECT $this { $this <x:d>/^<x:e>* ?v . FILTER NOT EXISTS { ?v a <x:F> ; <x:g> 1 } }"
    )
    ((target, reads),) = (reads_of(triples_of(text)) or {}).items()
    assert target.predicate.value == SH + "targetClass"
    names = {name.rpartition("/")[2].rpartition(":")[2] for name in reads.names}
    assert names == {"C", "T", "a", "b", "D", "c", "d", "e", "F", "g", "22-rdf-syntax-ns#nil"}
    assert reads.whole == {"http://e.example/C"}


@pytest.mark.parametrize("pattern", ["$this a/a e:M", "$this a+ e:M", "?v ^a $this", "$this a 'x'"])
def test_types_are_read_whole_unless_the_class_is_named(pattern: str) -> None:
    query = f"PREFIX e: <http://e.example/> SELECT $this {{ {pattern} }}"
    ((_, reads),) = (reads_of(triples_of(QUERY % query.replace("'", '"'))) or {}).items()
    assert RDF + "type" in reads.names


def test_patterns_of_a_query_wherever_they_stand() -> None:
    query = """
        SELECT $this { $this e:a ?x ; e:b/(e:c|^e:d)+ [ e:e (?x) ] .
          OPTIONAL { ?x e:f ?y FILTER EXISTS { ?y e:g ?z { SELECT ?z { ?z e:h ?w } } } }
          { ?x e:i ?y } UNION { ?x e:j ?y } MINUS { ?x e:k ?y }
          BIND(EXISTS { ?x e:l ?y } AS ?b)
          FILTER NOT EXISTS { ?x e:m ?y FILTER NOT EXISTS { ?x e:n ?y MINUS { ?x e:o ?y } } }
        } HAVING (EXISTS { ?x e:p ?y })
    """
    patterns = triple_patterns(query, {"e": "e:"})
    assert patterns is not None
    found = {name.rpartition(":")[2] for one in patterns for name in one.properties or ()}
    assert {name.rpartition("#")[2] for name in found} == {*"abcdefghijklmnop", "first", "rest"}
