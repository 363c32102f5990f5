"""What follows from the graph: the same by both engines, and nothing that is left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gcm.core.errors import Problems
from gcm.core.layout import Layout
from gcm.core.namespaces import GCM, ID
from gcm.rdf.entailment import entail
from gcm.rdf.entailment_reference import run_owlrl
from gcm.rdf.oxigraph import Triple, term_text
from gcm.rdf.prepared import infer
from gcm.rdf.syntax import parse_files, parse_turtle

from ..chance import many

LAYOUT = Layout(Path(__file__).parents[2])
HEAD = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Every construct that shapes/ontology-style.ttl allows, each with data that it bears on.
ONTOLOGY = """
ex:Broad a owl:Class . ex:Middle a owl:Class ; rdfs:subClassOf ex:Broad .
ex:Narrow a owl:Class ; rdfs:subClassOf ex:Middle .
ex:Start a owl:Class . ex:End a owl:Class .
ex:first a owl:ObjectProperty ; rdfs:domain ex:Start .
ex:second a owl:ObjectProperty ; rdfs:range ex:End .
ex:back a owl:ObjectProperty ; owl:inverseOf ex:first .
ex:both a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:first ex:second ) ;
    rdfs:domain ex:Narrow ; rdfs:range ex:Broad .
ex:long a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:both ex:back ex:first ) .
ex:name a owl:DatatypeProperty ; rdfs:domain ex:Start ; rdfs:range xsd:string .
[] a owl:AllDisjointClasses ; owl:members ( ex:Start ex:End ) .
"""
DATA = """
ex:a ex:first ex:b . ex:b ex:second ex:c . ex:c ex:back ex:d .
ex:d ex:first ex:e . ex:n a ex:Narrow . ex:named ex:name "n" . ex:free ex:other ex:a .
"""


def triples_of(text: str) -> list[Triple]:
    return parse_turtle(HEAD + text).triples


def shown(triples: list[Triple]) -> set[str]:
    return {
        " ".join(
            term_text(term).rpartition("#")[2].rpartition("/")[2]
            for term in (triple.subject, triple.predicate, triple.object)
        )
        for triple in triples
    }


def by_owlrl(asserted: list[Triple]) -> list[Triple]:
    """The reference reads everything, not only what the other takes for relevant."""
    return entail(asserted, lambda found: run_owlrl([*asserted, *found]))


@cache
def shipped() -> list[Triple]:
    found, errors = parse_files([*LAYOUT.ontology(), *LAYOUT.data()])
    assert errors == []
    return [triple for triples in found.values() for triple in triples]


def test_every_construct_by_both_engines() -> None:
    asserted = triples_of(ONTOLOGY + DATA)
    found = entail(asserted)
    assert shown(found) == {
        "a both c",
        "a long c",
        "a long e",  # by a chain whose first link a chain gave
        "a type Broad",
        "a type Middle",
        "a type Narrow",
        "a type Start",
        "b back a",
        "c type Broad",
        "c type End",
        "d first c",  # and d is what back leads to
        "d type Start",
        "e back d",
        "n type Broad",
        "n type Middle",
        "named type Start",
    }
    assert found == by_owlrl(asserted)


def test_the_shipped_graph_by_both_engines() -> None:
    found = entail(shipped())
    assert found == by_owlrl(shipped())
    assert len(found) == len(set(found)) > 1000
    assert set(found) & set(shipped()) == set()


_NAMES = st.sampled_from([f"ex:n{number}" for number in range(4)])
_LINKS = st.sampled_from(["ex:first", "ex:second", "ex:back", "ex:both", "ex:other"])
_TYPES = st.sampled_from(["ex:Narrow", "ex:Middle", "ex:Broad"])


def test_what_is_left_out_may_be_a_premise() -> None:
    """A thing that is first to itself: the chain goes through it all the same."""
    asserted = triples_of(ONTOLOGY + "ex:a ex:both ex:b . ex:b ex:first ex:b .")
    found = entail(asserted)
    assert {"a long b", "b back b"} <= shown(found)
    assert found == by_owlrl(asserted)


@settings(max_examples=many(25))
@given(
    links=st.lists(st.tuples(_NAMES, _LINKS, _NAMES), max_size=8),
    types=st.lists(st.tuples(_NAMES, _TYPES), max_size=3),
)
def test_any_data_by_both_engines(
    links: list[tuple[str, str, str]], types: list[tuple[str, str]]
) -> None:
    data = "".join(f"{s} {p} {o} . " for s, p, o in links)
    data += "".join(f"{thing} a {kind} . " for thing, kind in types)
    asserted = triples_of(ONTOLOGY + data)
    found = entail(asserted)
    assert shown(found) == shown(by_owlrl(asserted))
    # A fixed point: nothing more follows from what followed.
    assert entail([*asserted, *found]) == []


@pytest.mark.parametrize("facts", [1, 3])
def test_facts_in_parts_give_what_they_give_together(
    facts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asserted = triples_of(ONTOLOGY + DATA)
    # Two facts are premises of one rule here: these are not parted.
    transitive = triples_of(
        "ex:over a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:domain ex:Start . "
        "ex:a ex:over ex:b . ex:b ex:over ex:c . ex:c ex:over ex:d ."
    )
    # And here a fact is an axiom.
    axioms = [
        triples_of("ex:sub rdfs:subPropertyOf rdfs:subClassOf . ex:A ex:sub ex:B . ex:x a ex:A ."),
        triples_of("ex:has owl:inverseOf rdfs:subClassOf . ex:B ex:has ex:A . ex:x a ex:A ."),
        triples_of("owl:sameAs owl:inverseOf ex:same . ex:x ex:same ex:y . ex:x ex:first ex:z ."),
    ]
    given = [asserted, transitive, *axioms]
    whole = list(map(entail, given))
    monkeypatch.setattr("gcm.rdf.entailment._PART", facts)
    assert list(map(entail, given)) == whole
    assert {"a over c", "a over d", "b over d"} <= shown(whole[1])


def test_what_is_left_out() -> None:
    """Literal subjects, the schema, and what OWL and RDF Schema say of everything."""
    found = shown(entail(triples_of(ONTOLOGY + DATA)))
    subjects = {line.split()[0] for line in found}
    assert subjects & {"Broad", "Middle", "Narrow", "Start", "End", "first", "name"} == set()
    assert not any(line.endswith((" Thing", " Resource", " Class")) for line in found)


def test_only_a_participation_makes_a_participant() -> None:
    took_part = {
        (term_text(t.subject), term_text(t.object))
        for t in entail(shipped())
        if t.predicate.value == GCM + "tookPartIn"
    }
    events = {t.subject: t.object for t in shipped() if t.predicate.value == GCM + "event"}
    listed = {
        (term_text(t.object), term_text(events[t.subject]))
        for t in shipped()
        if t.predicate.value == GCM + "participant"
    }
    assert took_part == listed
    assert (ID + "state/SLV", ID + "forum/2024-san-salvador") in took_part


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            "ex:x a ex:Start , ex:End .",
            "<https://example.org/x> cannot be both a <https://example.org/End> and a "
            "<https://example.org/Start>. What makes it so:\n"
            "  <https://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://example.org/End> .\n"
            "  <https://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://example.org/Start> .",
        ),
        (
            "ex:x ex:first ex:y . ex:z ex:second ex:x .",
            "<https://example.org/x> cannot be both a <https://example.org/End> and a "
            "<https://example.org/Start>. What makes it so:\n"
            "  <https://example.org/z> <https://example.org/second> <https://example.org/x> .\n"
            "  <https://example.org/x> <https://example.org/first> <https://example.org/y> .",
        ),
    ],
)
def test_a_thing_in_two_disjoint_classes_is_an_error_that_names_the_facts(
    data: str, told: str
) -> None:
    with pytest.raises(Problems) as caught:
        infer(triples_of(ONTOLOGY + data))
    assert [error.text("en") for error in caught.value.errors] == [told]
    assert caught.value.highest == 3


def test_the_shipped_graph_is_consistent() -> None:
    assert len(infer(shipped())) == len(entail(shipped()))


def test_a_rule_that_takes_two_facts_sees_the_old_ones_too() -> None:
    """A chain gives the second of two links that a transitive property joins."""
    asserted = triples_of(
        ONTOLOGY
        + "ex:both a owl:TransitiveProperty . ex:a ex:both ex:b . ex:b ex:first ex:c . "
        + "ex:c ex:second ex:d ."
    )
    found = entail(asserted)
    assert "a both d" in shown(found)
    assert found == by_owlrl(asserted)
