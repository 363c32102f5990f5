"""ORDER BY over values of several datatypes: an order, and that of SPARQL where there is one."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given, settings, strategies as st

from gcm.core.layout import find_layout
from gcm.graph.graph import Graph
from gcm.sparql.total_order import with_total_order

from ..chance import many
from ..tiny_root import ROOT

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(datatype: str, pattern: str) -> st.SearchStrategy[str]:
    texts = st.from_regex(pattern, fullmatch=True)
    return texts.map(lambda text: f'"{text}"^^<{XSD}{datatype}>')


DAYS = r"202[34]-0[12]-0[1-3](Z|[+-]1[0-3]:00)?"
TIMES = r"0[0-2]:00:00(Z|[+-]0[1-3]:00)?"
VALUES = st.one_of(
    st.from_regex(r'"[19ab]{0,2}"(@es|@en)?', fullmatch=True),
    st.sampled_from(["true", "false", "<u:a>", "<u:b>", "_:b1", "_:b2", ""]),
    typed("integer", r"-?[1-9][0-9]?"),
    typed("decimal", r"[0-9]\.[0-9]"),
    typed("integer", r"900719925474099[0-9]"),
    typed("double", r"9007199254740992|9007199254740996"),
    typed("float", r"1677721[67]|9007199300000000"),
    typed("double", r"[0-9]\.[0-9]e[01]|NaN|-?INF"),
    typed("date", DAYS),
    typed("date", r"2024-13-0[1-9]"),
    typed("dateTime", rf"202[34]-0[12]-0[1-3]T{TIMES}"),
    typed("time", TIMES),
    typed("gYear", r"(202[0-4]|-0[01]44|1[0-2]000)(Z|[+-]09:00)?"),
    typed("gYearMonth", r"(202[0-4]|-0[01]44|1[0-2]000)-0[1-3](Z|[+-]09:00)?"),
    typed("duration", r"P([1-3]M|(2[89]|3[01]|59|6[0-2])D|1M[1-3]D)"),
    typed("yearMonthDuration", r"P1?[1-3]M"),
    typed("anyURI", r"u:[a-c]"),
    st.from_regex(r'"[19ab]"\^\^<u:[tu]>', fullmatch=True),
)


ASKED = """SELECT ?n ?kind { ?n <u:number> ?number OPTIONAL { ?n <u:value> ?value }
  BIND(IF(!BOUND(?value), 0, IF(isBlank(?value), 1, IF(isIRI(?value), 2, IF(isNumeric(?value), 3,
    IF(DATATYPE(?value) IN (xsd:string, rdf:langString), 5, 4))))) AS ?kind) }"""
LESS = "SELECT ?a ?b { ?a <u:value> ?x . ?b <u:value> ?y FILTER(?x < ?y) }"


def graph_of(values: Sequence[str]) -> Graph:
    """A graph of numbered nodes with a value each."""
    lines = [
        f"<u:{number}> <u:number> {number} . " + f"<u:{number}> <u:value> {value} ." * (value != "")
        for number, value in enumerate(values)
    ]
    store = ox.Store()
    store.load("\n".join(lines).encode(), ox.RdfFormat.TURTLE)
    return Graph(find_layout(ROOT), store, doubles=False)


def rows(graph: Graph, text: str) -> list[list[str]]:
    found = json.loads(graph.answer(text))
    names = found["head"]["vars"]
    return [[row[name]["value"] for name in names] for row in found["results"]["bindings"]]


@settings(max_examples=many(40))
@given(st.lists(VALUES, min_size=25, max_size=70))
def test_the_order_is_that_of_the_values(values: list[str]) -> None:
    graph = graph_of(values)
    less = rows(graph, LESS)
    for direction in ("", "DESC"):
        found = rows(graph, f"{ASKED} ORDER BY {direction}(?value) ?number")
        up = found if not direction else found[::-1]
        assert [kind for _, kind in up] == sorted(kind for _, kind in found)
        places = {node: place for place, (node, _) in enumerate(up)}
        assert [pair for pair in less if places[pair[0]] > places[pair[1]]] == []


@pytest.mark.parametrize(
    ("end", "answer"),
    [
        ("ORDER BY IF(EXISTS { ?s <u:value> ?o }, ?o, 0)", "<u:a> none 9 10 2024-01-01 1a 9a"),
        ("ORDER BY ?o", "none <u:a> 9 10 2024-01-01 1a 9a"),
        ("order by asc ( ?o ) LIMIT 2", "none <u:a>"),
        ("ORDER BY DESC(?o) OFFSET 1 LIMIT 2", "1a 2024-01-01"),
        ("ORDER BY (STR(?o)) DESC(?s)", "none 10 1a 2024-01-01 9 9a <u:a>"),
        ("ORDER BY COALESCE(?o, 0) VALUES ?s { <u:1> <u:2> <u:6> }", "9 2024-01-01 9a"),
        ("ORDER BY DESC(EXISTS { _:x <u:value> ?o }) DESC(?s) LIMIT 2", "2024-01-01 <u:a>"),
        ("GROUP BY ?o ?s HAVING(COUNT(*) > 0) ORDER BY DESC(COUNT(?s)) ?o LIMIT 3", "none <u:a> 9"),
    ],
)
def test_every_form_of_condition(end: str, answer: str) -> None:
    graph = graph_of(["", "9", '"9a"', '"1a"', "10", "<u:a>", f'"2024-01-01"^^<{XSD}date>'])
    head = "SELECT (COALESCE(IF(isIRI(?o), CONCAT('<', STR(?o), '>'), STR(?o)), 'none') AS ?t)"
    body = "{ ?s <u:number> ?number OPTIONAL { ?s <u:value> ?o } }"
    assert " ".join(cell for row in rows(graph, f"{head} {body} {end}") for cell in row) == answer


def test_whole_numbers_that_are_the_same_as_doubles() -> None:
    numbers = range(2**53, 2**53 + 60)
    values = [*map(str, numbers), *(f"{number}e0" for number in numbers)]
    whole = "IF(DATATYPE(?value) = xsd:integer, STR(?value), '') AS ?whole"
    text = f"SELECT ({whole}) {{ ?n <u:value> ?value }} ORDER BY ?value"
    found = [cell for row in rows(graph_of(values[::-1]), text) for cell in row if cell]
    assert found == values[:60]


def test_each_order_of_a_query_is_total() -> None:
    values = [*map(str, range(30)), *(f'"{number}a"' for number in range(30))]
    inner = "{ SELECT ?value { ?n <u:value> ?value } ORDER BY ?value LIMIT 40 }"
    found = rows(graph_of(values), f"SELECT ?value {{ {inner} }} ORDER BY DESC(?value) LIMIT 11")
    assert (
        " ".join(cell for row in found for cell in row)
        == "18a 17a 16a 15a 14a 13a 12a 11a 10a 0a 29"
    )


@pytest.mark.parametrize("name", ["n\u0303", "a\u00b7b", "ñ", "$o"])
def test_a_variable_may_have_any_name(name: str) -> None:
    graph = graph_of(["2", '"1a"', "10"])
    one = name if name[0] == "$" else f"?{name}"
    found = rows(graph, f"SELECT {one} {{ ?s <u:value> {one} }} ORDER BY DESC({one}) {one}")
    assert [cell for row in found for cell in row] == ["1a", "10", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ASK {} ORDER BY",
        "x ORDER BY (",
        "x ORDER BY 5 (3)",
        "x ORDER BY ASC ?x",
        "ORDER BY ( ?x",
    ],
)
def test_what_is_no_condition_is_left_to_the_engine(text: str) -> None:
    assert with_total_order(text) == text
