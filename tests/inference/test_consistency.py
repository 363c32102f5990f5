"""Facts that contradict one another: each kind is found, with the facts that lead there."""

from __future__ import annotations

import re

import pytest

from gcm.core.errors import Problems
from gcm.inference.closure import Reasoner, clashes, close, infer_triples
from gcm.inference.owlrl_reference import run_owlrl
from gcm.inference.rules import CONTRADICTING

from ._inference import DATA, ONTOLOGY, triples_of

# What is found, and the facts, the first of which are given in short.
CASES = {
    "cax-dw": (
        "ex:A owl:disjointWith ex:B . ex:x a ex:A , ex:B .",
        "ex:x cannot be both a ex:A and a ex:B (cax-dw)",
        "ex:x a ex:A . ex:x a ex:B . ex:A owl:disjointWith ex:B .",
    ),
    "cax-dw, below": (
        "ex:A owl:disjointWith ex:B . ex:N rdfs:subClassOf ex:B . ex:x a ex:A , ex:N .",
        "ex:x cannot be both a ex:A and a ex:B (cax-dw)",
        "ex:x a ex:A . ex:x a ex:N . ex:N rdfs:subClassOf ex:B . ex:A owl:disjointWith ex:B .",
    ),
    "cax-dw, by an equivalent class": (
        "ex:A owl:disjointWith ex:B . ex:N owl:equivalentClass ex:B . ex:x a ex:A , ex:N .",
        "ex:x cannot be both a ex:A and a ex:B (cax-dw)",
        "ex:x a ex:A . ex:x a ex:N . ex:N owl:equivalentClass ex:B . ex:A owl:disjointWith ex:B .",
    ),
    "cax-adc": (
        "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ex:C ) . ex:x a ex:C , ex:A .",
        "ex:x cannot be both a ex:A and a ex:C (cax-adc)",
        "ex:x a ex:A . ex:x a ex:C .",
    ),
    "cax-adc, by domain and range": (
        ONTOLOGY + "ex:x ex:first ex:y . ex:z ex:second ex:x .",
        "ex:x cannot be both a ex:End and a ex:Start (cax-adc)",
        "ex:z ex:second ex:x . ex:second rdfs:range ex:End . "
        "ex:x ex:first ex:y . ex:first rdfs:domain ex:Start .",
    ),
    "cls-com": (
        "ex:A owl:complementOf ex:B . ex:x a ex:A , ex:B .",
        "ex:x cannot be both a ex:A and a ex:B (cls-com)",
        "ex:x a ex:A . ex:x a ex:B . ex:A owl:complementOf ex:B .",
    ),
    "cls-com, of a class without a name": (
        "ex:A rdfs:subClassOf _:not . _:not owl:complementOf ex:B . ex:x a ex:A , ex:B .",
        "ex:x cannot be both a _:not and a ex:B (cls-com)",
        "ex:x a ex:A . ex:A rdfs:subClassOf _:not . ex:x a ex:B . _:not owl:complementOf ex:B .",
    ),
    "cls-nothing2": (
        "ex:A rdfs:subClassOf owl:Nothing . ex:x a ex:A .",
        "ex:x is in owl:Nothing, in which nothing can be (cls-nothing2)",
        "ex:x a ex:A . ex:A rdfs:subClassOf owl:Nothing .",
    ),
    "eq-diff1": (
        "ex:x owl:sameAs ex:y . ex:y owl:differentFrom ex:x .",
        "ex:y and ex:x cannot be both the same and different (eq-diff1)",
        "ex:x owl:sameAs ex:y . ex:y owl:differentFrom ex:x .",
    ),
    "eq-diff1, by a functional property": (
        "ex:p a owl:FunctionalProperty . ex:s ex:p ex:x , ex:y . ex:x owl:differentFrom ex:y .",
        "ex:x and ex:y cannot be both the same and different (eq-diff1)",
        "ex:s ex:p ex:x . ex:s ex:p ex:y . ex:p a owl:FunctionalProperty . "
        "ex:x owl:differentFrom ex:y .",
    ),
    "eq-diff1, by an inverse functional property": (
        "ex:p a owl:InverseFunctionalProperty . ex:x ex:p 1 . ex:y ex:p 1 ; "
        "owl:differentFrom ex:x .",
        "ex:y and ex:x cannot be both the same and different (eq-diff1)",
        "ex:y ex:p 1 . ex:x ex:p 1 . ex:p a owl:InverseFunctionalProperty . "
        "ex:y owl:differentFrom ex:x .",
    ),
    "eq-diff1, of itself": (
        "ex:x owl:differentFrom ex:x .",
        "ex:x cannot differ from itself (eq-diff1)",
        "ex:x owl:differentFrom ex:x .",
    ),
    "eq-diff2": (
        "[] a owl:AllDifferent ; owl:members ( ex:x ex:y ex:z ) . ex:z owl:sameAs ex:x .",
        "ex:x and ex:z cannot be both the same and different (eq-diff2)",
        "ex:z owl:sameAs ex:x .",
    ),
    "eq-diff3": (
        "[] a owl:AllDifferent ; owl:distinctMembers ( ex:x ex:y ) . ex:x owl:sameAs ex:y .",
        "ex:x and ex:y cannot be both the same and different (eq-diff3)",
        "ex:x owl:sameAs ex:y .",
    ),
    "prp-fp": (
        "ex:p a owl:FunctionalProperty . ex:q rdfs:subPropertyOf ex:p . ex:x ex:p 01 ; ex:q 2 .",
        "ex:x cannot have two values of ex:p: 01 and 2 (prp-fp)",
        "ex:x ex:p 01 . ex:x ex:q 2 . ex:q rdfs:subPropertyOf ex:p . "
        "ex:p a owl:FunctionalProperty .",
    ),
    "prp-fp, of addresses": (
        'ex:p a owl:FunctionalProperty . ex:x ex:p "a:"^^xsd:anyURI , "b:"^^xsd:anyURI .',
        'ex:x cannot have two values of ex:p: "a:"^^xsd:anyURI and "b:"^^xsd:anyURI (prp-fp)',
        'ex:x ex:p "a:"^^xsd:anyURI . ex:x ex:p "b:"^^xsd:anyURI . ex:p a owl:FunctionalProperty .',
    ),
    "prp-pdw": (
        "ex:p owl:propertyDisjointWith ex:q . ex:r rdfs:subPropertyOf ex:q . "
        "ex:x ex:p ex:y ; ex:r ex:y .",
        "ex:p and ex:q cannot both hold between ex:x and ex:y (prp-pdw)",
        "ex:x ex:p ex:y . ex:x ex:r ex:y . ex:r rdfs:subPropertyOf ex:q . "
        "ex:p owl:propertyDisjointWith ex:q .",
    ),
    "prp-adp": (
        "[] a owl:AllDisjointProperties ; owl:members ( ex:p ex:q ex:r ) . ex:x ex:p 1 ; ex:r 1 .",
        "ex:p and ex:r cannot both hold between ex:x and 1 (prp-adp)",
        "ex:x ex:p 1 . ex:x ex:r 1 .",
    ),
    "prp-asyp": (
        "ex:p a owl:AsymmetricProperty . ex:x ex:p ex:y . ex:y ex:p ex:x .",
        "ex:p cannot hold between ex:x and ex:y in both directions (prp-asyp)",
        "ex:x ex:p ex:y . ex:y ex:p ex:x . ex:p a owl:AsymmetricProperty .",
    ),
    "prp-irp": (
        "ex:p a owl:IrreflexiveProperty . ex:x ex:p ex:x .",
        "ex:p cannot hold between ex:x and itself (prp-irp)",
        "ex:x ex:p ex:x . ex:p a owl:IrreflexiveProperty .",
    ),
    "prp-npa1": (
        "_:n owl:sourceIndividual ex:x ; owl:assertionProperty ex:p ; "
        "owl:targetIndividual ex:y . ex:x ex:p ex:y .",
        "ex:p holds between ex:x and ex:y, though it is asserted not to (prp-npa1)",
        "ex:x ex:p ex:y . _:n owl:sourceIndividual ex:x . _:n owl:assertionProperty ex:p . "
        "_:n owl:targetIndividual ex:y .",
    ),
    "prp-npa2": (
        "_:n owl:sourceIndividual ex:x ; owl:assertionProperty ex:p ; owl:targetValue 1 . "
        "ex:x ex:p 1 .",
        "ex:p holds between ex:x and 1, though it is asserted not to (prp-npa2)",
        "ex:x ex:p 1 . _:n owl:sourceIndividual ex:x . _:n owl:assertionProperty ex:p . "
        "_:n owl:targetValue 1 .",
    ),
}


def shortened(error: str) -> str:
    for iri, short in (
        ("https://example.org/", "ex:"),
        ("http://www.w3.org/2002/07/owl#", "owl:"),
        ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
        ("http://www.w3.org/2001/XMLSchema#", "xsd:"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "a"),
    ):
        error = re.sub(f"<{iri}([^>]*)>", rf"{short}\1", error)
    return re.sub(r'"(\d+)"\^\^xsd:integer', r"\1", error)


@pytest.mark.parametrize("engine", [None, run_owlrl])
@pytest.mark.parametrize("case", CASES)
def test_each_contradiction_with_its_facts(case: str, engine: Reasoner | None) -> None:
    text, what, facts = CASES[case]
    lines = "".join(f"\n  {fact} ." for fact in facts.removesuffix(" .").split(" . "))
    (error,) = clashes(close(triples_of(text), engine))
    assert shortened(error.text("en")) == f"{what}. Because:{lines}"
    assert shortened(error.text("es")).endswith(f". Lo que lleva a ello:{lines}")


def test_there_is_a_case_of_each_rule() -> None:
    rules = {rule.name for rule in CONTRADICTING} | {"cax-adc", "eq-diff2", "eq-diff3", "prp-adp"}
    assert {case.partition(",")[0] for case in CASES} == rules


@pytest.mark.parametrize("engine", [None, run_owlrl])
def test_what_differs_from_one_of_many_names_is_found_once(engine: Reasoner | None) -> None:
    names = " , ".join(f"ex:n{number}" for number in range(6))
    text = f"ex:x owl:sameAs {names} ; owl:differentFrom ex:n4 . ex:n1 owl:differentFrom ex:y ."
    (error,) = clashes(close(triples_of(text), engine))
    assert shortened(error.text("en")).splitlines() == [
        "ex:x and ex:n4 cannot be both the same and different (eq-diff1). Because:",
        "  ex:x owl:sameAs ex:n4 .",
        "  ex:x owl:differentFrom ex:n4 .",
    ]


@pytest.mark.parametrize("engine", [None, run_owlrl])
@pytest.mark.parametrize(
    "text",
    [
        DATA + ONTOLOGY,
        # Values that are one, or that nobody can compare.
        "ex:p a owl:FunctionalProperty . ex:x ex:p 1 , 01 , 1.0 .",
        "ex:p a owl:FunctionalProperty . "
        'ex:x ex:p "31/12/2024"^^xsd:date , "2024-12-31"^^xsd:date .',
        'ex:p a owl:FunctionalProperty . ex:x ex:p "a"^^ex:unit , "b"^^ex:unit .',
        "ex:p a owl:FunctionalProperty . ex:x ex:p ex:y , ex:z .",
        # Lists of other kinds, and lists that are none.
        "[] a owl:AllDifferent ; owl:members ( ex:A ex:B ) . ex:x a ex:A , ex:B .",
        "[] owl:members ( ex:A ex:B ) . ex:x a ex:A , ex:B .",
        '[] a owl:AllDisjointClasses ; owl:members ( ex:A "B" ex:C ) . ex:x a ex:A , ex:C .',
        "[] a owl:AllDisjointClasses ; owl:members () . ex:p owl:propertyChainAxiom () .",
        "ex:p a owl:AsymmetricProperty , owl:IrreflexiveProperty . ex:x ex:p ex:y .",
    ],
)
def test_what_is_no_contradiction(text: str, engine: Reasoner | None) -> None:
    assert clashes(close(triples_of(text), engine)) == []


def test_all_are_found_at_once() -> None:
    # Each with names of its own, else what is the same in one would be so in all.
    text = " ".join(
        re.sub(r"\b(ex:|_:)(?=\w)", rf"\1n{number}-", text)
        for number, (text, _, _) in enumerate(CASES.values())
    )
    rules = {case.partition(",")[0] for case in CASES}
    with pytest.raises(Problems) as caught:
        infer_triples(triples_of(text))
    assert {str(error.values["rule"]) for error in caught.value.errors} == rules
    assert caught.value.exit_code == 3
