"""Positions in JSON-LD against hand-counted ones."""

from __future__ import annotations

import pytest

from gcm.core.errors import RunError
from gcm.rdf.json_tree import is_deep
from gcm.rdf.oxigraph import Literal, NamedNode
from gcm.rdf.positions import Position, locate

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
E = "http://e/"

DOCUMENT = r"""{
 "@context": {
  "@version": 1.1,
  "@vocab": "http://e/", "@base": "http://base/", "x": "http://x/",
  "id": "@id", "key": "id", "a": "@type", "nest": "@nest",
  "ref": {"@type": "@id"}, "day": {"@type": "x:day"}, "es": {"@id": "label", "@language": "es"},
  "label": {"@container": "@language"}, "order": {"@container": "@list"},
  "partOf": {"@reverse": "part"}, "by": {"@id": "by", "@container": "@id"},
  "by-index": {"@id": "by", "@container": "@index"}, "data": {"@type": "@json"},
  "scoped": {"@context": {"word": "x:word"}},
  "Typed": {"@context": {"word": "x:typed"}}
 },
 "@graph": [
  {"key": "one", "a": ["C", "x:D"], "x:p": [1, "two", {"@value": "3", "@type": "x:t"}],
   "ref": ["../r", "_:b"], "day": "2031-01-01", "es": "uno",
   "label": {"en": "one", "fr": ["un", "u\u006Ee"]}},
  {"id": "two", "order": [1, {"id": "three"}], "list": {"@list": [true, 1.5]}, "set": {"@set": [2]},
   "partOf": {"id": "whole"}, "@reverse": {"x:of": [{"id": "of-it", "p": 1}]},
   "anon": {"p": "deep", "ref": {"id": "four", "p": null}}, "p": "own"},
  {"id": "five", "by": {"six": {"p": 6}}, "by-index": {"i": {"id": "seven"}},
   "data": [1, {"p": 2}], "nest": {"p": "nested"}, "@included": [{"id": "eight", "p": 8}],
   "scoped": {"id": "nine", "word": 9, "inner": {"id": "ten", "word": 10}}},
  {"word": 11, "id": "eleven", "a": "Typed"},
  {"id": "graph", "@graph": {"@context": {"p": "x:p"}, "id": "twelve", "p": 12}}
 ]
}"""
B = "http://base/"


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "place"),
    [
        (B + "one", RDF_TYPE, E + "C", (14, 24, '"C"')),
        (B + "one", RDF_TYPE, "http://x/D", (14, 29, '"x:D"')),
        (B + "one", "http://x/p", "1", (14, 45, "1")),
        (B + "one", "http://x/p", "two", (14, 48, '"two"')),
        (B + "one", "http://x/p", "3", (14, 55, '{"@value": "3", "@type": "x:t"}')),
        (B + "one", "http://x/p", "absent", (14, 37, '"x:p"')),
        (B + "one", E + "ref", "http://base/r", (15, 12, '"../r"')),
        (B + "one", E + "ref", "_:b", (15, 20, '"_:b"')),
        (B + "one", E + "day", "2031-01-01", (15, 35, '"2031-01-01"')),
        (B + "one", E + "label", Literal("uno", language="es"), (15, 55, '"uno"')),
        (B + "one", E + "label", Literal("one", language="en"), (16, 20, '"one"')),
        (B + "one", E + "label", Literal("une", language="fr"), (16, 40, r'"u\u006Ee"')),
        (B + "one", E + "absent", "", (14, 11, '"one"')),
        (B + "two", E + "order", "1", (17, 27, "1")),
        (B + "two", E + "order", B + "three", (17, 37, '"three"')),
        (B + "two", E + "list", "true", (17, 67, "true")),
        (B + "two", E + "list", "1.5E0", (17, 73, "1.5")),
        (B + "two", E + "set", "2", (17, 97, "2")),
        (B + "whole", E + "part", B + "two", (17, 10, '"two"')),
        (B + "of-it", "http://x/of", B + "two", (17, 10, '"two"')),
        (B + "of-it", E + "p", "1", (18, 74, "1")),
        (B + "two", E + "p", "own", (19, 66, '"own"')),
        (B + "two", E + "p", "deep", (19, 18, '"deep"')),
        (B + "two", E + "ref", B + "four", (19, 40, '"four"')),
        (B + "five", E + "by", B + "six", (20, 25, '"six"')),
        (B + "six", E + "p", "6", (20, 38, "6")),
        (B + "five", E + "by", B + "seven", (20, 68, '"seven"')),
        (B + "five", E + "data", '[1,{"p":2}]', (21, 12, '[1, {"p": 2}]')),
        (B + "five", E + "p", "nested", (21, 41, '"nested"')),
        (B + "eight", E + "p", "8", (21, 87, "8")),
        (B + "nine", "http://x/word", "9", (22, 37, "9")),
        (B + "ten", "http://x/word", "10", (22, 71, "10")),
        (B + "eleven", "http://x/typed", "11", (23, 12, "11")),
        (B + "twelve", "http://x/p", "12", (24, 77, "12")),
        (B + "graph", E + "p", "", None),
        (B + "four", E + "p", "", (19, 40, '"four"')),
    ],
)  # fmt: skip
def test_where_json_ld_says_it(
    subject: str, predicate: str, value: Literal | str, place: tuple[int, int, str] | None
) -> None:
    assert locate(DOCUMENT, form="jsonld", lenient=True).triple(subject, predicate, value) == place


def test_subjects_predicates_objects_and_mentions() -> None:
    positions = locate(DOCUMENT, form="jsonld", lenient=True)
    assert positions.subject(B + "one") == Position(14, 11, '"one"')
    assert positions.subject(B + "three") is None  # only referred to
    assert positions.predicate(B + "one", RDF_TYPE) == Position(14, 18, '"a"')
    assert positions.predicate(B + "whole", E + "part") == Position(18, 4, '"partOf"')
    # What is said of the node itself goes before what is said of the nameless one in it.
    assert positions.objects(B + "two", E + "p") == [(Literal("own"), Position(19, 66, '"own"'))]
    assert positions.objects(B + "two", E + "order")[1] == (
        NamedNode(B + "three"),
        Position(17, 37, '"three"'),
    )
    assert positions.mention(B + "three") == Position(17, 37, '"three"')
    assert positions.mention(B + "graph") is None


@pytest.mark.parametrize(
    "text",
    [
        '{"@id":"x:a",}',
        '{"@id":"x:a"',
        '{"@context":"http://e/context","@id":"x:a","x:p":1}',
        '{"@context":{"@import":"http://e/context"},"@id":"x:a","x:p":1}',
        "",
    ],
)
def test_what_is_not_json_ld_or_is_elsewhere_is_an_error(text: str) -> None:
    with pytest.raises(RunError):
        locate(text, form="jsonld")
    assert locate(text, form="jsonld", lenient=True).mention("x:p") is None


def test_what_a_context_elsewhere_would_explain_is_left_out() -> None:
    text = '[{"@context":"http://e/context","@id":"x:a","p":1},{"@id":"x:b","x:p":2}]'
    positions = locate(text, form="jsonld", lenient=True)
    assert positions.predicate("x:a", "p") is None
    assert positions.triple("x:b", "x:p", "2") == Position(1, 71, "2")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('{"x:p":', "}"),
        ("[", "]"),
        ('{"@list":[', "]}"),
        ('{"@context":{},"@graph":[', "]}"),
        ('{"@nest":', "}"),
        ('{"@value":', "}"),
        ('{"@reverse":{"x:p":', "}}"),
    ],
)
@pytest.mark.parametrize("levels", [99, 30_000])
def test_deep_nesting_costs_what_is_in_it_only(opening: str, closing: str, levels: int) -> None:
    deep = opening * levels + "1" + closing * levels
    text = f'[{{"@id":"x:a","x:q":{deep}}},{{"@id":"x:b","x:q":2}}]'
    positions = locate(text, form="jsonld", lenient=True)
    assert positions.subject("x:a") == Position(1, 9, '"x:a"')
    assert positions.predicate("x:b", "x:q") is not None


def test_a_context_that_is_too_deep_is_not_guessed() -> None:
    context = '{"@context":' * 200 + "{}" + "}" * 200
    text = f'[{{"@context":{context},"@id":"x:a","x:q":1}},{{"@id":"x:b","x:q":2}}]'
    positions = locate(text, form="jsonld")
    assert positions.subject("x:a") is None
    assert positions.subject("x:b") is not None


def test_how_deep_a_text_is() -> None:
    assert not is_deep("[" * 100)
    assert is_deep("[" * 101)
    assert not is_deep('{"a":"' + "[" * 101 + '"}')
    assert is_deep('{"a":' * 5 + "}", 4)
    assert not is_deep("[]" * 101 + '"\\"[')
