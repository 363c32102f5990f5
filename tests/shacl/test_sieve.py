"""A report on failing nodes alone has the results of the whole report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.util import find_spec
from random import Random

import pytest

from gcm.core.namespaces import OWL, RDFS, SH, XSD
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple, n_triples
from gcm.sandbox.run_apart import run_apart
from gcm.turtle.parse import parse_turtle
from gcm.validation.engines.pyshifty import named, unnamed
from gcm.validation.engines.sieve import agrees_on, aimed_at, in_shares, retargeted, with_queries
from gcm.validation.report import read_report

from .test_cases import FAILING, FILES, case

if find_spec("shifty") is None:
    pytest.skip("pyshifty has no wheel for this platform", allow_module_level=True)

from gcm.validation.engines import pyshifty as shacl

E = "http://e/"
PREFIXES = (
    f"@prefix : <{E}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix sh: <{SH}> . "
    f"@prefix xsd: <{XSD}> .\n"
)
Pair = tuple[list[Triple], list[Triple]]  # data and shapes


def triples(text: str) -> list[Triple]:
    return parse_turtle(PREFIXES + text).triples


def aimed(data: list[Triple], shapes: list[Triple]) -> list[Triple]:
    """The shapes with the nodes that violate one as targets, found within this process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shacl, "run_all_apart", lambda works, *_: [one() for one in works])
        return shacl._aimed(data, n_triples(data), shapes, None, None)


def reports(pairs: Iterable[Pair]) -> list[tuple[object, object]]:
    """What the whole report and that on failing nodes say of each pair, computed apart."""

    def said(report: bytes, shapes: list[Triple]) -> object:
        return read_report(unnamed(parse_turtle(report.decode()).triples), shapes)

    def each(data: list[Triple], shapes: list[Triple]) -> list[object]:
        known = named(shapes)

        def ours() -> bytes:
            shapes = aimed(data, known)
            return shacl._report(n_triples(data), shapes) if shapes else b""

        def whole() -> bytes:
            return shacl._report(n_triples(data), known)

        found: list[object] = []
        for way in (whole, ours):
            try:
                found.append(said(way(), shapes))
            except Exception as error:  # a failure is to be the same one
                found.append(str(error))
        return found

    given = list(pairs)
    output = run_apart(lambda: json.dumps([each(*one) for one in given]).encode(), None)
    return [(first, second) for first, second in json.loads(output)]


def differing(pairs: Iterable[Pair]) -> list[int]:
    return [number for number, (whole, ours) in enumerate(reports(pairs)) if whole != ours]


def test_on_cases_of_every_section() -> None:
    # Of this one a run does not give what another gives.
    names = [name for name in FILES if name != "6.2.1-parameter-of-several-values"]
    assert set(FAILING["pyshifty"]) - set(names) == {"6.2.1-parameter-of-several-values"}
    found = differing((list(case(name)), list(case(name))) for name in names)
    assert [names[number] for number in found] == []


DATA = triples(
    ":a a :C ; :p :b , 1 ; :q 'x'@en . :b a :D ; :p :c ; :q true . :c :q :a , :b . "
    ":D rdfs:subClassOf :C . [] :p 2 ; :q :a ."
)
INNER = "[ sh:xone ( [ sh:in ( :z ) ] :One ) ]"
SHAPES = {
    "one fails": (":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 1 ] .", True),
    "none fails": (":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .", True),
    "alike": (
        ":S sh:targetObjectsOf :p ; sh:nodeKind sh:IRI . :T sh:targetObjectsOf :p ; "
        "sh:nodeKind sh:IRI . :U sh:targetNode 1 ; sh:nodeKind sh:IRI .",
        True,
    ),
    "a blank node": (
        ":S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:in ( :b ) ] .",
        True,
    ),
    "a blank node in SPARQL": (
        ":S sh:targetSubjectsOf :p ; sh:sparql [ sh:select "
        "'SELECT $this ?value WHERE { $this <http://e/p> ?value . FILTER(?value = 2) }' ] .",
        True,
    ),
    "a severity of one's own": (
        ":S sh:targetClass :C ; sh:severity :Odd ; sh:class :D . "
        ":T sh:targetNode :b ; sh:severity sh:Info ; sh:class :C .",
        True,
    ),
    "a pattern": (
        ":S sh:targetSubjectsOf :q ; sh:property [ sh:path :q ; sh:pattern '^(x|http:.*a)$' ] .",
        True,
    ),
    "a pattern of a path": (
        ":S sh:targetClass :C ; sh:property [ sh:path ( :p :p ) ; sh:pattern '^\\\\S+b' ] .",
        True,
    ),
    "a pattern that is none": (
        ":S sh:targetClass :C ; sh:property [ sh:path :q ; sh:pattern '(' ] .",
        True,
    ),
    "a pattern turned about": (
        ":S sh:targetSubjectsOf :q ; sh:not [ sh:property [ sh:path :q ; sh:pattern 'x' ] ] .",
        True,
    ),
    "a choice": (":S sh:targetSubjectsOf :q ; sh:xone ( [ sh:class :C ] [ sh:class :D ] ) .", True),
    # The engine holds that nothing fails here: it simplifies what it must not.
    "a choice within": (
        f":S sh:targetObjectsOf :q ; sh:or ( {INNER} :One ) . "
        ":One sh:xone ( [ sh:in ( :y ) ] [ sh:in ( :x ) ] ) .",
        False,
    ),
    "a shape that is a class": (":C a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:Literal .", False),
    "a target of SPARQL": (
        ":S sh:target [ sh:select 'SELECT ?this WHERE { ?this a <http://e/C> }' ] ; "
        "sh:nodeKind sh:Literal .",
        False,
    ),
    "true written as 1": (
        ":S sh:targetClass :C ; sh:property [ sh:path :q ; sh:uniqueLang '1'^^xsd:boolean ] .",
        False,
    ),
    "a component": (
        ":K a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator "
        "[ a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER($value < $most) }' ] . "
        ":S sh:targetObjectsOf :p ; :most 2 .",
        False,
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_where_it_is_used_and_where_not(name: str) -> None:
    shapes, agrees = SHAPES[name]
    assert agrees_on(named(triples(shapes))) is agrees
    assert differing([(DATA, triples(shapes))]) == []


def test_patterns_are_queries_where_a_miss_stays_one() -> None:
    shapes = triples(
        ":S sh:targetClass :C ; sh:not :T ; sh:property :one , :two , :three . "
        ":T sh:property :within . :one sh:path :p ; sh:pattern 'a\\\\.\"' . "
        ":two sh:path :p ; sh:pattern 'a' ; sh:flags 'i' . :three sh:path :p ; sh:pattern :a . "
        ":four sh:path :p ; sh:pattern 'a' ; sh:targetClass :C . "
        ":within sh:path :p ; sh:pattern 'a' ."
    )
    gone = Triple(NamedNode(E + "one"), NamedNode(SH + "pattern"), Literal('a\\."'))
    query = NamedNode("urn:x-gcm-graph:query:7")
    text = (
        "SELECT $this ?value WHERE { $this $PATH ?value . "
        'FILTER(!COALESCE(REGEX(STR(?value), "a\\\\.\\""), false)) }'
    )
    more = {
        Triple(NamedNode(E + "one"), NamedNode(SH + "sparql"), query),
        Triple(query, NamedNode(SH + "select"), Literal(text)),
    }
    assert gone in shapes
    assert set(with_queries(shapes)) == {*shapes, *more} - {gone}


def test_the_targets_of_some_nodes() -> None:
    shapes = triples(
        ":S sh:targetClass :C ; sh:targetNode :none . :T sh:targetSubjectsOf :q ; sh:class :C . "
        ":U sh:targetObjectsOf :q , :p . :V sh:targetNode :b ."
    )
    wanted: set[Term] = {NamedNode(E + "b"), NamedNode(E + "none")}
    targets = aimed_at(shapes, DATA, wanted.__contains__)
    aims = {(str(one.subject), str(one.object)) for one in targets}
    names = [("S", "none"), ("S", "b"), ("T", "b"), ("U", "b"), ("V", "b")]
    assert aims == {(f"<{E}{shape}>", f"<{E}{node}>") for shape, node in names}
    assert len(targets) == len(aims)
    left = [one for one in retargeted(shapes, targets) if one not in targets]
    assert [one.predicate.value for one in left] == [SH + "class"]


def test_the_targets_in_shares() -> None:
    shapes = triples(
        ":S sh:targetClass :C ; sh:targetNode :a ; sh:nodeKind sh:IRI . "
        ":T sh:targetNode :b ; sh:class :C . :U sh:targetNode :c ; sh:node :S ."
    )
    shares = in_shares(shapes, 2)
    rest = {one for one in shapes if "target" not in one.predicate.value}
    assert all(rest < set(share) for share in shares)
    aims = [{str(one.subject) for one in set(share) - rest} for share in shares]
    assert aims == [{f"<{E}S>", f"<{E}U>"}, {f"<{E}T>"}]
    assert {one for share in shares for one in share} == set(shapes)


class Maker:
    """Makes data and shapes by chance, the same for the same number."""

    def __init__(self, number: int) -> None:
        self._chance = Random(number)

    def pair(self) -> Pair:
        one = self._chance.choice
        said = [
            f"{self._node()} {one([':p', ':q', 'a'])} {self._value()} ."
            for _ in range(self._chance.randint(3, 20))
        ]
        aims = ["targetSubjectsOf :p", "targetObjectsOf :q", "targetClass :b", "targetNode 1"]
        shapes = [
            f":S{number} sh:{one(aims)} ; {self._constraint(number)} ."
            for number in range(self._chance.randint(1, 4))
        ]
        return triples(" ".join([*said, ":b rdfs:subClassOf :a ."])), triples(" ".join(shapes))

    def _node(self) -> str:
        return self._chance.choice([":a", ":b", ":c", "_:x"])

    def _value(self) -> str:
        return self._chance.choice([self._node(), self._node(), "1", "01", "'x'@en", "true"])

    def _constraint(self, number: int, depth: int = 0) -> str:
        one = self._chance.choice
        path = one([":p", ":q", "[ sh:inversePath :p ]", "( :p :q )", "[ sh:zeroOrMorePath :q ]"])
        if depth > 2 or self._chance.random() < 0.3:
            return one(
                [
                    *("sh:class :a", "sh:nodeKind sh:IRI", "sh:in ( :a 1 )", "sh:hasValue :b"),
                    *(
                        "sh:closed true",
                        "sh:equals :q",
                        "sh:disjoint :p",
                        "sh:datatype xsd:integer",
                    ),
                    f"sh:property [ sh:path {path} ; sh:minCount {one('01')} ; sh:maxCount 1 ]",
                ]
            )
        inner = (
            f":S{self._chance.randrange(number)}"
            if number and self._chance.random() < 0.3
            else f"[ {self._constraint(number, depth + 1)} ]"
        )
        other = f"[ {self._constraint(number, depth + 1)} ]"
        return one(
            [
                *(f"sh:node {inner}", f"sh:not {inner}", f"sh:or ( {inner} {other} )"),
                *(f"sh:and ( {inner} {other} )", f"sh:xone ( {inner} {other} )"),
                f"sh:property [ sh:path {path} ; sh:node {inner} ]",
                f"sh:property [ sh:path {path} ; sh:qualifiedMinCount 1 ; "
                f"sh:qualifiedValueShape {inner} ]",
            ]
        )


def test_on_any_data_and_shapes() -> None:
    pairs = [Maker(number).pair() for number in range(400)]
    # Most of them are decided by the quick way.
    assert sum(agrees_on(named(shapes)) for _, shapes in pairs) > 250
    assert differing(pairs) == []
