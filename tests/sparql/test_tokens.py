from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gcm.sparql.tokens import iris, properties_read, star_order, tokens


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT * { ?s ?p ?o }", "s p o"),
        ("select distinct*where{?z a ?y.?y $x ?z}", "z y x"),
        ('# ?c *\nSELECT REDUCED * { ?b <a?c> \'?c\', """?c""" ; ?a 1 }', "b a"),
        ("PREFIX s: <s:*> SELECT * { ?b s:c*/s:d ?a OPTIONAL { ?a s:x ?c } }", "b a c"),
        ("SELECT * { ?b ?c ?a { SELECT * { ?e ?d ?a } } }", "b c a e d"),
        (
            "SELECT * { { SELECT ?b (COUNT(?x) AS ?n) { ?x ?y ?b } GROUP BY ?b } ?c ?x ?a }",
            "b n c x a",
        ),
        ("SELECT * { { SELECT ?b { { SELECT ?b ?z { ?z ?y ?b } } } } ?a ?z ?b }", "b a z"),
        ("SELECT * { BIND(1 AS ?b) VALUES (?z ?a) { (1 2) } } ORDER BY ?a", "b z a"),
        ("SELECT * { ?s ?p ?o } VALUES ?a { 1 }", "s p o a"),
        ("SELECT ?b ?a { { SELECT * { ?a ?p ?b } } }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ""),
        ("SELECT ((?x * 2) AS ?y) { ?s ?p ?x }", ""),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p* ?o }", ""),
        ("DESCRIBE * { ?s ?p ?o }", ""),
        ("ASK { ?s ?p ?o }", ""),
    ],
)
def test_the_order_of_all_variables(text: str, names: str) -> None:
    assert list(star_order(text)) == names.split()


@given(st.text(alphabet="aA:?#'\"\\<>{}()*. \n-0_@^|&"))
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert token.text
        assert text.startswith(token.text, token.start)
    star_order("SELECT * {" + text)


def test_the_iris_that_a_query_names() -> None:
    text = (
        "BASE <b:> PREFIX g: <e:> PREFIX : <d:> # <x:no>\n"
        "SELECT * { :a a g:B , <f:c> ; h:d '<x:no>' ; g:B 'g:no'^^k:e ; u:unknown 1 }"
    )
    known = {"g": "x:", "h": "h:", "k": "k:"}
    assert iris(text, known) == ["d:a", "e:B", "f:c", "h:d", "k:e"]


@pytest.mark.parametrize(
    "body",
    [
        "?s ex:p ?o ; ex:q ?a, ?b . ?b ex:r []",
        "?s ex:p/^ex:q+|(ex:r/ex:s) ?o",
        "?s a ex:C OPTIONAL { ?s ex:p ?o FILTER(!BOUND(?s) || !?o || ?o IN (ex:a, 1)) }",
        "{ SELECT ?a ?b ?c (COUNT(*) AS ?n) { ?a ex:p ?b } GROUP BY ?a ?b ?c } ?a ex:q ?d",
        'VALUES (?a ?b) { (1 "GRAPH ?g * é") } BIND(CONCAT(?a, ?b) AS ?c)',
        "?s ex:p [ ex:q ?x ], (1 ?y) # ?s ?p ?o",
        "?s ex:p true FILTER EXISTS { ?s ex:q -1 } MINUS { ?s ex:q ?s }",
    ],
)
def test_a_query_that_names_its_properties_reads_no_others(body: str) -> None:
    text = f"SELECT ?a ?b ?c {{ {body} }} ORDER BY ?a ?b ?c"
    read = properties_read(text, {"ex": "x:"})
    assert read is not None
    named = {f"x:{name}" for name in "pqrs" if f"ex:{name}" in body}
    assert set(read) & {"x:p", "x:q", "x:r", "x:s"} == named


@pytest.mark.parametrize(
    "body",
    [
        "?s ?p ?o",
        "[] ?p 1",
        "[ ?p ex:o ]",
        "ex:s ex:p ex:o ; ?p -1",
        "(1 2) ?p ?o",
        '"text"@en ?p true',
        "{ SELECT ?a { ?a ?p ?b } }",
        "FILTER EXISTS { ?a ?p ?b }",
        "{ SELECT ?a { ?a ex:p ?b } ORDER BY ?a } ?a ?p ?c",
        "?s ex:p* ?o",
        "?s (ex:p/ex:q)* ?o",
        "?s ex:p? ?o",
        "?s !ex:p ?o",
        "?s !(ex:p|^ex:q) ?o",
        "?s !a ?o",
        "?s ^!ex:p ?o",
        "GRAPH ?g { ?s ex:p ?o }",
        "?s ex:p trueGRAPH ?g {}",
        "<< ?s ex:p ?o >> ex:q ?a",
        "?s ex:p ?o {| ex:q ?a |}",
        "?s ex:p ?o ~ ?r",
        "?s <x:\\u0061> ?o",
        "?s ex:é ?o",
        "?s ex:p\\-q ?o",
        "?s unknown:p ?o",
    ],
)
def test_a_query_that_may_read_any_property_is_known(body: str) -> None:
    assert properties_read(f"SELECT * {{ {body} }}", {"ex": "x:"}) is None


@pytest.mark.parametrize("text", ["DESCRIBE ex:s", "BASE <x:> SELECT * { ?s <p> ?o }"])
def test_other_forms_may_read_any_property(text: str) -> None:
    assert properties_read(text, {"ex": "x:"}) is None
