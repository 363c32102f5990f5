from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gcm.sparql.tokens import iris, star_order, tokens


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
