"""What follows from the graph: the same by both engines, and nothing that is left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import SearchStrategy

from gcm.core.layout import Layout
from gcm.core.namespaces import GCM, ID, OWL, RDF, RDFS, SH
from gcm.inference.closure import clashes, close, entailed, infer_triples, not_applied
from gcm.inference.owlrl_reference import run_owlrl
from gcm.inference.rules import APPLIED, CONCLUDING, SILENT
from gcm.rdf.oxigraph import Triple, term_text
from gcm.turtle.parse import parse_files

from ..chance import many
from ._inference import DATA, ONTOLOGY, RULES, entail, shown, triples_of

Names = SearchStrategy[str]
LAYOUT = Layout(Path(__file__).parents[2])


@cache
def shipped() -> list[Triple]:
    found, errors = parse_files([*LAYOUT.ontology(), *LAYOUT.data()])
    assert errors == []
    return [triple for triples in found.values() for triple in triples]


def kind_of(triple: Triple) -> tuple[str, str]:
    """The property, and the class if that is what it says."""
    is_type = triple.predicate.value == RDF + "type"
    return triple.predicate.value, term_text(triple.object) if is_type else ""


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
    assert found == entail(asserted, run_owlrl)


def test_the_ontology_with_an_example_of_each_class_by_both_engines() -> None:
    """More follows of the examples than of the shipped graph: they use all of the ontology."""
    examples = sorted((LAYOUT.root / "shapes" / "examples").glob("*.ttl"))
    data = [file for file in examples if file.stem != "ontology-term"]  # these say no facts
    parsed, errors = parse_files([*LAYOUT.ontology(), *data])
    assert errors == []
    asserted = [triple for triples in parsed.values() for triple in triples]
    found = entail(asserted)
    assert found == infer_triples(asserted, run_owlrl)  # which contradicts nothing
    kinds = {kind_of(triple) for triple in found}
    assert kinds >= {kind_of(triple) for triple in entail(shipped())}


def test_what_follows_from_the_shipped_graph_is_new_and_told_once() -> None:
    found = entail(shipped())
    assert len(found) == len(set(found)) > 1000
    assert set(found) & set(shipped()) == set()


def test_the_reference_leaves_rdflib_as_it_was() -> None:
    """It teaches rdflib datatypes, by which pySHACL would judge dates otherwise."""
    before = dict(rdflib.term._toPythonMapping)
    entail(triples_of(ONTOLOGY + DATA), run_owlrl)
    assert before == rdflib.term._toPythonMapping


def test_there_is_a_case_of_each_rule() -> None:
    assert list(RULES) == sorted(
        [*(rule.name for rule in CONCLUDING), "prp-spo2"], key=list(RULES).index
    )


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_by_both_engines(rule: str) -> None:
    text, conclusion, others = RULES[rule]
    asserted = triples_of(text)
    found = entail(asserted)
    assert shown(found) == {conclusion, *filter(None, others.split(", "))}
    assert found == entail(asserted, run_owlrl)


def test_what_the_style_of_the_ontology_allows_is_applied() -> None:
    """A construct that passes validation and is not inferred by would mislead."""
    shapes, wrong = parse_files([LAYOUT.root / "shapes" / "ontology-style.ttl"])
    assert wrong == []
    allowed = {
        term_text(triple.object)
        for triples in shapes.values()
        for triple in triples
        if triple.predicate.value in (SH + "path", SH + "targetClass")
    }
    of_owl = {term for term in allowed if term.startswith((OWL, RDFS))}
    assert {OWL + "inverseOf", OWL + "propertyChainAxiom", RDFS + "subClassOf"} < of_owl
    assert of_owl - APPLIED - SILENT == {RDFS + "isDefinedBy"}


def test_constructs_without_a_rule_are_named() -> None:
    assert not_applied(shipped()) == []
    odd = triples_of(
        "ex:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:p ; owl:someValuesFrom ex:B ]"
        " ; owl:hasKey ( ex:p ) ; owl:disjointWith ex:B . ex:p a owl:ReflexiveProperty ."
        " ex:x a owl:NamedIndividual ; owl:sameas ex:y ."
    )
    assert not_applied(odd) == [
        "owl:ReflexiveProperty",
        "owl:hasKey",
        "owl:sameas",
        "owl:someValuesFrom",
    ]


def test_what_is_left_out_may_be_a_premise() -> None:
    """A thing that is first to itself: the chain goes through it all the same."""
    asserted = triples_of(ONTOLOGY + "ex:a ex:both ex:b . ex:b ex:first ex:b .")
    found = entail(asserted)
    assert {"a long b", "b back b"} <= shown(found)
    assert found == entail(asserted, run_owlrl)


_CLASSES = st.sampled_from(["ex:A", "ex:B", "_:c"])
_LINKS = st.sampled_from(["ex:p", "ex:q", "ex:r", "_:p"])
_DATA_PROPERTIES = st.sampled_from(["ex:d", "ex:e"])
_THINGS = st.sampled_from(["ex:x", "ex:y", "ex:z", "_:x"])
_LITERALS = st.sampled_from(['"1"', "1", "01", '"1"@es'])
_KINDS = [
    f"owl:{name}Property" for name in ("Symmetric", "Transitive", "Functional", "InverseFunctional")
] + ["owl:AsymmetricProperty", "owl:IrreflexiveProperty"]


def _statements(subjects: Names, properties: list[str], objects: Names) -> Names:
    return st.builds("{} {} {} .".format, subjects, st.sampled_from(properties), objects)


_STATEMENTS = st.one_of(
    _statements(
        _CLASSES,
        ["rdfs:subClassOf", "owl:equivalentClass", "owl:disjointWith", "owl:complementOf"],
        _CLASSES,
    ),
    _statements(
        _LINKS,
        [
            *("rdfs:subPropertyOf", "owl:equivalentProperty", "owl:inverseOf", "owl:sameAs"),
            "owl:propertyDisjointWith",
        ],
        _LINKS,
    ),
    _statements(_LINKS | _DATA_PROPERTIES, ["rdfs:domain", "rdfs:range"], _CLASSES),
    _statements(_LINKS, ["a"], st.sampled_from(_KINDS)),
    _statements(_DATA_PROPERTIES, ["rdfs:subPropertyOf"], _DATA_PROPERTIES),
    _statements(_DATA_PROPERTIES, ["a"], st.sampled_from(_KINDS[2:4])),
    st.builds(
        "{} owl:propertyChainAxiom ( {} ) .".format,
        _LINKS,
        st.lists(_LINKS, min_size=1, max_size=3).map(" ".join),
    ),
    st.builds(
        "[] a owl:AllDisjointClasses ; owl:members ( {} ) .".format,
        st.lists(_CLASSES, max_size=3).map(" ".join),
    ),
)
_FACTS = st.one_of(
    st.builds("{} {} {} .".format, _THINGS, _LINKS.filter(lambda name: name[0] != "_"), _THINGS),
    st.builds("{} {} {} .".format, _THINGS, _DATA_PROPERTIES, _LITERALS),
    _statements(_THINGS, ["a"], _CLASSES),
    _statements(_THINGS, ["owl:sameAs", "owl:differentFrom"], _THINGS),
)
_GRAPHS = st.builds(
    lambda axioms, facts: "\n".join([*axioms, *facts]),
    st.lists(_STATEMENTS, min_size=1, max_size=5),
    st.lists(_FACTS, min_size=3, max_size=7),
)


@settings(max_examples=many(10))
@given(st.lists(_GRAPHS, min_size=10, max_size=10))
def test_any_data_by_both_engines(graphs: list[str]) -> None:
    """Ten graphs at once, each with names of its own: starting the reference takes longest."""
    texts = [
        f"@prefix ex: <https://example.org/{number}/> .\n" + graph.replace("_:", f"_:g{number}")
        for number, graph in enumerate(graphs)
    ]
    asserted = triples_of("\n".join(texts))
    closure, reference = close(asserted), close(asserted, run_owlrl)
    found = entailed(closure)
    assert found == entailed(reference)
    # Where one of them has things that are the same, no fact of the others is passed over.
    assert set(found) == {triple for text in texts for triple in entail(triples_of(text))}
    # A fixed point: nothing more follows from what followed.
    assert entail([*asserted, *found]) == []
    wrong, by_owlrl = (
        [error.text("en").splitlines()[0] for error in clashes(one)] for one in (closure, reference)
    )
    assert wrong == by_owlrl


def test_what_is_left_out() -> None:
    """Literal subjects, the schema, blank nodes, and what OWL says of everything."""
    assert entail(triples_of(ONTOLOGY)) == []
    text = "ex:p a owl:SymmetricProperty ; rdfs:range ex:A . ex:x ex:p 1 , [ ex:q 2 ] . "
    assert shown(entail(triples_of(text))) == {"x type A"}  # by the blank node
    term = "ex:p rdfs:subPropertyOf ex:q . ex:A a owl:Class ; ex:p 1 . ex:x ex:p 1 ."
    assert shown(entail(triples_of(term))) == {"x q 1"}
    same = "ex:x owl:sameAs ex:y . ex:A owl:sameAs ex:B ; rdfs:subClassOf ex:C . ex:x a ex:A ."
    assert shown(entail(triples_of(same))) == {
        *("x type B", "x type C", "y type A", "y type B", "y type C"),
        *("y sameAs x", "B sameAs A"),  # no class is a class by being below another
    }


@pytest.mark.parametrize(
    "axiom",
    [
        "ex:has owl:inverseOf {type} .",
        "{type} rdfs:subPropertyOf ex:kind .",
        "ex:kind rdfs:subPropertyOf {type} . ex:x ex:kind ex:C .",
    ],
)
def test_an_axiom_may_name_the_property_type(axiom: str) -> None:
    asserted = triples_of(axiom.format(type=f"<{RDF}type>") + " ex:x a ex:C .")
    assert entail(asserted) == entail(asserted, run_owlrl)


def test_an_axiom_that_follows_bears_on_facts() -> None:
    text = "ex:below rdfs:subPropertyOf rdfs:subClassOf . ex:A ex:below ex:B . ex:x a ex:A ."
    assert shown(entail(triples_of(text))) == {"x type B"}


def test_a_thing_that_is_declared_to_be_one_is_no_term() -> None:
    text = "ex:A rdfs:subClassOf ex:B . ex:x a owl:NamedIndividual , owl:Thing , ex:A ."
    assert shown(entail(triples_of(text))) == {"x type B"}


def test_only_a_participation_makes_a_participant() -> None:
    took_part = {
        (term_text(t.subject), term_text(t.object))
        for t in entail(shipped())
        if t.predicate.value == GCM + "tookPartIn"
    }
    events = {t.subject: t.object for t in shipped() if t.predicate.value == GCM + "atEvent"}
    listed = {
        (term_text(t.object), term_text(events[t.subject]))
        for t in shipped()
        if t.predicate.value == GCM + "participant"
    }
    assert took_part == listed
    assert (ID + "state/SLV", ID + "forum/2024-san-salvador") in took_part


def test_the_shipped_graph_is_consistent() -> None:
    assert len(infer_triples(shipped())) == len(entail(shipped()))


def test_a_rule_that_takes_two_facts_sees_the_old_ones_too() -> None:
    """A chain gives the second of two links that a transitive property joins."""
    asserted = triples_of(
        ONTOLOGY
        + "ex:both a owl:TransitiveProperty . ex:a ex:both ex:b . ex:b ex:first ex:c . "
        + "ex:c ex:second ex:d ."
    )
    found = entail(asserted)
    assert "a both d" in shown(found)
    assert found == entail(asserted, run_owlrl)
