"""A query of a shape asked once of all targets finds the nodes that it finds one by one."""

from __future__ import annotations

import json
from importlib.util import find_spec
from random import Random

import pytest
from pyoxigraph import Quad, Store

from gcm.core.namespaces import SH
from gcm.rdf.oxigraph import NamedNode, Triple, term_text
from gcm.sandbox.run_apart import run_apart
from gcm.validation.engines.pyshifty import named
from gcm.validation.engines.set_queries import asked_once

from .test_sieve import DATA, E, aimed, differing, reports, triples

if find_spec("shifty") is None:
    pytest.skip("pyshifty has no wheel for this platform", allow_module_level=True)


P, Q = f"<{E}p>", f"<{E}q>"
# Each with whether it binds `$this` wherever a group of it is evaluated by itself.
PARTS = {
    f"$this {P} ?value .": True,
    f"?value {Q} $this .": True,
    f"?this {P}* ?value . FILTER(?value = <{E}c>)": True,
    f"{{ $this {P} ?value }} UNION {{ $this {Q} ?value FILTER($this != ?value) }}": True,
    f"$this ?path ?value . FILTER NOT EXISTS {{ ?value {Q} $this }}": True,
    f"FILTER EXISTS {{ $this {P}|{Q} ?other }}": True,
    f"$this ?said ?one OPTIONAL {{ $this {Q} ?x }} FILTER(!BOUND(?x))": True,
    f"BIND(IF($this = <{E}a>, 1, 0) AS ?n) FILTER(?n = 1)": True,
    f"{{ SELECT $this (COUNT(?v) AS ?many) WHERE {{ $this {P} ?v }} GROUP BY $this }} "
    "FILTER(?many > 1)": False,
    f"{{ SELECT DISTINCT $this WHERE {{ $this {Q} ?any }} }}": False,
    f"{{ OPTIONAL {{ $this {Q} ?x }} FILTER(!BOUND(?x)) }}": False,
    f"{{ FILTER($this = <{E}a>) }}": False,
    f"{{ BIND($this AS ?value) }} UNION {{ $this {P} ?value }}": False,
    f"{{ ?value ({P}|{Q})* $this }}": False,
    f"$this ?say ?two OPTIONAL {{ BIND($this AS ?own) ?own {Q} ?y }} FILTER(!BOUND(?y))": False,
    f"FILTER EXISTS {{ {{ ?y {Q} $this }} UNION {{ $this {P} ?y }} }}": False,
    f"{{ SELECT $this (COUNT(?v) AS ?all) WHERE {{ $this {P} ?v }} }} FILTER(?all > 1)": False,
    f"{{ SELECT $this WHERE {{ $this {Q} ?any }} LIMIT 1 }}": False,
    f"MINUS {{ $this {Q} ?any }}": False,
}
ALIKE = [part for part, alike in PARTS.items() if alike]


def shape(query: str) -> str:
    return f':S sh:targetSubjectsOf :p ; sh:sparql [ sh:select "SELECT $this {query}" ] .'


def is_asked_once(shapes: list[Triple]) -> bool:
    return bool(asked_once(shapes).owners)


@pytest.mark.parametrize("part", PARTS)
def test_which_queries_are_asked_once(part: str) -> None:
    shapes = triples(shape(f"WHERE {{ {part} }}"))
    assert is_asked_once(shapes) is PARTS[part]


@pytest.mark.parametrize(
    ("ends", "once"),
    [
        (f"?value WHERE {{ $this {P} ?value }} GROUP BY $this ?value HAVING(COUNT(*) > 0)", True),
        (f"(MAX(?v) AS ?value) WHERE {{ $this {P} ?v }}", False),
        (f"?value WHERE {{ $this {P} ?value }} GROUP BY ?value HAVING(COUNT(*) > 1)", False),
        (f"?checked WHERE {{ $this {P} ?checked }}", False),
        ("?value WHERE { $this ?value ?o FILTER($currentShape != ?o) }", False),
        (f"(COUNT(DISTINCT $this) AS ?n) WHERE {{ $this {P} ?o }} GROUP BY $this", False),
        (f"?value WHERE {{ $this {P} ?value }} LIMIT 1", False),
    ],
)
def test_queries_of_groups_and_parts(ends: str, once: bool) -> None:
    assert is_asked_once(triples(shape(ends))) is once


@pytest.mark.parametrize(
    ("more", "once"),
    [
        ("", True),
        (":T sh:targetClass :C ; sh:nodeKind sh:IRI .", True),
        (":T sh:targetClass :C ; sh:node :S .", False),
        (":S sh:targetNode :b .", False),
        (":S sh:targetObjectsOf :q .", False),
        (":S sh:deactivated true .", False),
        (":S sh:path :p .", False),
    ],
)
def test_shapes_whose_queries_are_asked_once(more: str, once: bool) -> None:
    shapes = triples(shape(f"WHERE {{ $this {P} ?value }}") + more)
    assert is_asked_once(shapes) is once
    assert differing([(DATA, shapes)]) == []


def test_a_query_asked_once() -> None:
    asked, owners, emptied = asked_once(
        triples(shape("(?x AS ?value) WHERE { $this ?p ?x # $this\\n }"))
    )
    texts = [term_text(one.object) for one in asked if one.predicate == NamedNode(SH + "select")]
    assert [*map(str, owners.values())] == [*map(str, emptied)] == [f"<{E}S>"]
    assert texts == [
        "SELECT $this ?value (?x AS ?checked) WHERE "
        f"{{ {{ SELECT DISTINCT $this ?value WHERE {{ {{ ?value {P} ?any }} }} }} "
        "?value ?p ?x # $this\n }"
    ]


def test_a_blank_node_stands_for_itself() -> None:
    # One by one, the engine takes a blank node for any node.
    shapes = triples(shape(f"WHERE {{ $this {P} ?value FILTER(isIRI(?value)) }}"))
    ((whole, ours),) = reports([(DATA, shapes)])
    assert isinstance(whole, list)
    assert isinstance(ours, list)
    assert [one for one in whole if one not in ours and one[0].startswith("_:")]
    assert [one[0] for one in ours] == [f"{E}a", f"{E}b"]


def test_on_any_data_and_queries() -> None:
    # Compared with Oxigraph, asked of one target after another: asked so, pyshifty loses some by
    # chance, where a query begins with OPTIONAL, holds a sub-SELECT or looks for a literal as a
    # subject, the last asked once too.
    def work() -> bytes:
        return json.dumps([number for number in range(300) if differs(Random(number))]).encode()

    assert json.loads(run_apart(work, None)) == []


def differs(chance: Random) -> bool:
    one, nodes = chance.choice, (":a", ":b", ":c")
    said = [
        f"{one(nodes)} {one((':p', ':q', 'a'))} {one(nodes)} ."
        for _ in range(chance.randint(3, 12))
    ]
    data = triples(" ".join([*said, ":b rdfs:subClassOf :a ."]))
    where = " ".join(chance.sample(ALIKE, chance.randint(1, 3)))
    shapes = named(triples(shape(f"WHERE {{ {where} }}")))
    store = Store()
    store.extend(Quad(*triple) for triple in data)
    expected = {
        target
        for target in {triple.subject for triple in data if triple.predicate.value == f"{E}p"}
        if store.query("ASK { " + of_one(where, str(target)) + " }")
    }
    found = aimed(data, shapes)
    return {one.object for one in found if one.predicate.value == f"{SH}targetNode"} != expected


def of_one(where: str, target: str) -> str:
    return where.replace("$this", target).replace("?this", target)
