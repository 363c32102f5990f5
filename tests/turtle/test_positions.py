"""Positions against hand-counted ones, and against what the engine reads there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gcm.core.errors import RunError
from gcm.core.rdf_formats import Form
from gcm.rdf.oxigraph import Literal, NamedNode
from gcm.turtle.positions import Place, locate

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def place_of(position: Place | None) -> tuple[int | None, int | None] | None:
    return position and (position.line, position.column)


DOCUMENT = r"""@prefix ex: <http://e/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
# about a
ex:a a ex:C ;
    ex:label "one"@en , 'uno'@es, "one" ;
    ex:number 1.50 , "1.50" ;
    ex:say "a\u00E9\n" .
<http://e/b\u00e9> ex:in ( ex:x "y" ) ; ex:a\,b ex:c%20d.
@prefix ex: <http://f/> .
@base <http://base/x/> .
ex:Shape sh:property [
        sh:path ex:p ; # which
        sh:or ( [ sh:path ex:q ] )
    ] ;
    sh:path ex:top .
<../rel> ex:p true .
_:b ex:p <#f>, <http://f/z> .
[ ex:p 1 ] ex:q 2 .
ex:Shape ex:again 1 .
"""
SHACL = "http://www.w3.org/ns/shacl#"


@pytest.mark.parametrize(
    ("subject", "place"),
    [
        ("http://e/a", (4, 1)),
        ("http://e/bé", (8, 1)),
        ("http://f/Shape", (11, 1)),
        ("http://base/rel", (16, 1)),
        ("_:b", (17, 1)),
        ("http://e/absent", None),
        ("http://e/x", None),
    ],
)
def test_where_a_subject_starts(subject: str, place: tuple[int, int] | None) -> None:
    assert place_of(locate(DOCUMENT).subject(subject)) == place


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "place"),
    [
        ("http://e/a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://e/C", (4, 8)),
        ("http://e/a", "http://e/label", Literal("one", language="en"), (5, 14)),
        ("http://e/a", "http://e/label", Literal("uno", language="es"), (5, 25)),
        ("http://e/a", "http://e/label", Literal("one"), (5, 35)),
        # Two literals have the form and neither is meant: the predicate.
        ("http://e/a", "http://e/label", Literal("one", language="fr"), (5, 5)),
        # One literal has it: that one, whatever its language.
        ("http://e/a", "http://e/label", Literal("uno"), (5, 25)),
        ("http://e/a", "http://e/label", "uno", (5, 25)),
        ("http://e/a", "http://e/number", Literal("1.50"), (6, 22)),
        (
            "http://e/a", "http://e/number",
            Literal("1.50", datatype=NamedNode(XSD + "decimal")), (6, 15),
        ),
        ("http://e/a", "http://e/say", "aé\n", (7, 12)),
        ("http://e/a", "http://e/say", "other", (7, 5)),
        ("http://e/a", "http://e/absent", "other", (4, 1)),
        ("http://e/absent", "http://e/say", "other", None),
        ("http://e/bé", "http://e/in", NamedNode("http://e/x"), (8, 28)),
        ("http://e/bé", "http://e/in", "y", (8, 33)),
        ("http://e/bé", "http://e/a,b", "http://e/c%20d", (8, 49)),
        ("http://f/Shape", SHACL + "path", "http://f/p", (12, 17)),
        ("http://f/Shape", SHACL + "path", "http://f/q", (13, 27)),
        ("http://f/Shape", SHACL + "path", "http://f/top", (15, 13)),
        # The predicate said of the shape itself goes before those of its parts.
        ("http://f/Shape", SHACL + "path", "http://f/absent", (15, 5)),
        ("http://f/Shape", "http://f/again", "1", (19, 19)),
        ("http://base/rel", "http://f/p", "true", (16, 15)),
        ("_:b", "http://f/p", "http://base/x/#f", (17, 10)),
        ("_:b", "http://f/p", "http://f/z", (17, 16)),
    ],
)  # fmt: skip
def test_where_a_triple_is_said(
    subject: str, predicate: str, value: Literal | NamedNode | str, place: tuple[int, int] | None
) -> None:
    assert place_of(locate(DOCUMENT).triple(subject, predicate, value)) == place


def test_locating_in_broken_turtle_names_the_line() -> None:
    with pytest.raises(RunError) as caught:
        locate("<x:a> a <x:b> .\n<x:a> nope:b 1 .", Path("a.ttl"))
    assert (caught.value.message.english, caught.value.line) == (("not valid {form}: {reason}"), 2)


def test_language_named_like_a_keyword_after_a_space_stays_a_language() -> None:
    positions = locate('<x:a> <x:p> "t" @base , "u"@prefix .\n<x:b> a <x:c> .')
    assert positions.triple("x:a", "x:p", Literal("u", language="prefix")) == Place(
        None, 1, 25, '"u"@prefix'
    )
    assert positions.subject("x:b") == Place(None, 2, 1, "<x:b>")


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "source"),
    [
        ("http://e/a", RDF + "type", "http://e/C", "ex:C"),
        ("http://e/a", "http://e/label", Literal("one", language="en"), '"one"@en'),
        ("http://e/a", "http://e/label", Literal("one"), '"one"'),
        ("http://e/a", "http://e/say", "aé\n", r'"a\u00E9\n"'),
        ("http://e/bé", "http://e/a,b", "http://e/c%20d", "ex:c%20d"),
        ("http://base/rel", "http://f/p", "true", "true"),
    ],
)
def test_what_is_written_where_a_triple_is_said(
    subject: str, predicate: str, value: Literal | str, source: str
) -> None:
    position = locate(DOCUMENT).triple(subject, predicate, value)
    assert position
    assert position.line
    assert position.column
    assert position.source == source
    assert DOCUMENT.split("\n")[position.line - 1].startswith(source, position.column - 1)


def test_a_literal_ends_with_its_language_or_datatype() -> None:
    text = '<x:a> <x:p> "1"\n # why\n ^^ <x:t> , "e" @es-MX,\n"""l\n"""^^<x:t>, 1.5.'
    assert [position for _, position in locate(text).objects("x:a", "x:p")] == [
        Place(None, 1, 13, '"1"\n # why\n ^^ <x:t>'),
        Place(None, 3, 13, '"e" @es-MX'),
        Place(None, 4, 1, '"""l\n"""^^<x:t>'),
        Place(None, 5, 13, "1.5"),
    ]


def test_predicates_objects_and_mentions() -> None:
    positions = locate(DOCUMENT)
    assert positions.predicate("http://e/a", RDF + "type") == Place(None, 4, 6, "a")
    assert positions.predicate("http://f/Shape", SHACL + "path") == Place(None, 15, 5, "sh:path")
    assert positions.predicate("http://e/a", "http://e/absent") is None
    assert positions.objects("http://e/a", "http://e/label") == [
        (Literal("one", language="en"), Place(None, 5, 14, '"one"@en')),
        (Literal("uno", language="es"), Place(None, 5, 25, "'uno'@es")),
        (Literal("one"), Place(None, 5, 35, '"one"')),
    ]
    # What is said of the shape itself goes before what is said of its parts.
    assert positions.objects("http://f/Shape", SHACL + "path") == [
        (NamedNode("http://f/top"), Place(None, 15, 13, "ex:top"))
    ]
    assert [place_of(place) for _, place in positions.objects("http://e/bé", "http://e/in")] == [
        (8, 28),
        (8, 33),
    ]
    assert positions.objects("http://e/a", "http://e/absent") == []
    assert positions.mention("http://f/q") == Place(None, 13, 27, "ex:q")
    assert positions.mention("http://f/Shape") is None
    assert positions.mention("uno") is None


TRIG = """@prefix : <http://e/> .
:a :p :b .
{ :a :p 1 . :a :q 2 }
:g { :c :p :d ; :q "x"@en . # }
     :c :r :a }
GRAPH <http://e/g> { :a a :T }
graph _:n { :e :p [ :q _:m ] . }
[] { _:m :p ( :f ) } :h :p :i .
"""
N_QUADS = """<x:a> <x:p> "1"^^<x:t> <x:g> .
<x:a> <x:p> "e"@en _:g .
_:g <x:p> _:b.
<x:a> <x:q> <x:b> <x:h> . # <x:c>
"""
T = "http://e/"


@pytest.mark.parametrize(
    ("form", "text", "subject", "predicate", "value", "place"),
    [
        ("trig", TRIG, T + "a", T + "p", T + "b", (2, 7, ":b")),
        ("trig", TRIG, T + "a", T + "p", "1", (3, 9, "1")),
        ("trig", TRIG, T + "a", T + "q", "2", (3, 19, "2")),
        ("trig", TRIG, T + "c", T + "q", "x", (4, 20, '"x"@en')),
        ("trig", TRIG, T + "c", T + "r", T + "a", (5, 12, ":a")),
        ("trig", TRIG, T + "a", RDF + "type", T + "T", (6, 27, ":T")),
        ("trig", TRIG, T + "e", T + "q", "_:m", (7, 24, "_:m")),
        ("trig", TRIG, "_:m", T + "p", T + "f", (8, 15, ":f")),
        ("trig", TRIG, T + "h", T + "p", T + "i", (8, 28, ":i")),
        ("trig", TRIG, T + "g", T + "p", "", None),
        ("trig", TRIG, "_:n", T + "p", "", None),
        ("nquads", N_QUADS, "x:a", "x:p", "1", (1, 13, '"1"^^<x:t>')),
        ("nquads", N_QUADS, "x:a", "x:p", "e", (2, 13, '"e"@en')),
        ("nquads", N_QUADS, "_:g", "x:p", "_:b", (3, 11, "_:b")),
        ("nquads", N_QUADS, "x:a", "x:q", "x:b", (4, 13, "<x:b>")),
        ("nquads", N_QUADS, "x:h", "", "", None),
        ("ntriples", "# n\n<x:a> <x:p> _:b .\n", "x:a", "x:p", "_:b", (2, 13, "_:b")),
    ],
)
def test_where_other_formats_say_it(
    form: Form,
    text: str,
    subject: str,
    predicate: str,
    value: str,
    place: tuple[int, int, str] | None,
) -> None:
    assert locate(text, form=form).triple(subject, predicate, value) == (
        place and Place(None, *place)
    )


@pytest.mark.parametrize(("form", "text"), [("trig", TRIG), ("nquads", N_QUADS)])
def test_the_name_of_a_graph_is_no_mention(form: Form, text: str) -> None:
    positions = locate(text, form=form)
    assert [positions.mention(name) for name in ("http://e/g", "_:n", "x:g", "_:g")] == [None] * 4


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("turtle", "<x:g> { <x:a> <x:p> 1 }"),
        ("ntriples", "<x:a> <x:p> 1 ."),
        ("trig", "<x:g> { <x:a> <x:p> 1 "),
        ("nquads", "<x:a> <x:p> <x:b> <x:g> <x:h> ."),
    ],
)
def test_what_is_not_of_the_format_is_an_error(form: Form, text: str) -> None:
    with pytest.raises(RunError):
        locate(text, form=form)
