"""The reason of a shape: its own comment, or that of the nearest shape that holds it."""

from __future__ import annotations

import random

import pytest

from gcm.core.language import Text
from gcm.core.namespaces import RDF, RDFS, SH
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Triple
from gcm.turtle.parse import parse_turtle
from gcm.validation.shape_texts import reasons_of

A: Text = {"en": "reason a", "es": "motivo a"}
B: Text = {"en": "reason b", "es": "motivo b"}
SAID_A = 'rdfs:comment "reason a"@en , "motivo a"@es'
SAID_B = 'rdfs:comment "reason b"@en , "motivo b"@es'


def triples(text: str) -> list[Triple]:
    prefixes = (
        f"@prefix : <urn:> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> . @prefix sh: <{SH}> .\n"
    )
    return parse_turtle(prefixes + text).triples


def reasons(text: str) -> dict[str, Text]:
    return {
        iri.removeprefix("urn:"): said
        for iri, said in reasons_of(TripleIndex(triples(text))).items()
    }


def test_a_shape_has_its_own_reason_though_another_holds_it() -> None:
    text = f":a a sh:NodeShape ; {SAID_A} ; sh:property :b . :b a sh:PropertyShape ; {SAID_B} ."
    assert reasons(text) == {"a": A, "b": B}


@pytest.mark.parametrize(
    "holds",
    [
        "sh:property :b",
        "sh:node :b",
        "sh:qualifiedValueShape :b",
        "sh:not :b",
        "sh:and ( :x :b )",
        "sh:or ( :b :x )",
        "sh:xone ( :x :b :y )",
        "sh:property [ sh:node :b ]",
    ],
)
def test_a_shape_without_one_has_that_of_what_holds_it(holds: str) -> None:
    assert reasons(f":a a sh:NodeShape ; {SAID_A} ; {holds} .")["b"] == A


def test_a_group_gives_it_before_what_holds_the_shape() -> None:
    text = (
        f":g a sh:PropertyGroup ; {SAID_B} . :a a sh:NodeShape ; {SAID_A} ; sh:property :b , :c ."
        f":b sh:group :g . :c sh:group :g ; {SAID_A} ."
    )
    assert reasons(text) == {"a": A, "b": B, "c": A}


def test_the_nearest_gives_it() -> None:
    text = (
        f":a a sh:NodeShape ; {SAID_A} ; sh:property :m ."
        f":m {SAID_B} ; sh:node :n . :n sh:property :o ."
    )
    assert reasons(text) == {"a": A, "m": B, "n": B, "o": B}
    assert reasons(f"{text} :a sh:node :o .")["o"] == A


def test_of_several_equally_near_the_first_by_iri_gives_it_whatever_the_order() -> None:
    found = triples(f":b {SAID_B} ; sh:property :x . :a {SAID_A} ; sh:property :x .")
    for seed in range(10):
        random.Random(seed).shuffle(found)
        assert reasons_of(TripleIndex(found)) == {"urn:x": A}


def test_shapes_that_hold_one_another_end() -> None:
    round_about = ":a a sh:NodeShape ; sh:node :b . :b sh:property :c . :c sh:node :a , :c ."
    assert reasons(round_about) == {}
    assert reasons(f"{round_about} :c {SAID_A} .") == {"a": A, "b": A, "c": A}
    endless = f":a a sh:NodeShape ; {SAID_A} ; sh:or _:l . _:l rdf:first :b ; rdf:rest _:l ."
    assert reasons(endless) == {"a": A, "b": A}


def test_nothing_but_shapes_has_a_reason_and_only_in_our_languages() -> None:
    text = f":n {SAID_A} . :a a sh:NodeShape ; rdfs:comment 'raison'@fr , 'reason a'@en , 'x' ."
    assert reasons(text) == {"a": {"en": "reason a"}}
