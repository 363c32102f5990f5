"""Positions in broken texts: what can be read is found, and the rest is left out."""

from __future__ import annotations

import pytest

from gcm.core.errors import RunError
from gcm.rdf.positions import Form, Position, locate

TURTLE = """@prefix ex: <http://e/> .
@prefix bad <http://b/> .
@base <http://base/> .
ex:a ex:p ex:b .
ex:c ex:p "open .
ex:d ex:p ex:e , nope:x .
ex:f ex:p ex:g
ex:h ex:p ex:i ;
     ex:q <rel> .
ex:j ex:p ( ex:k .
ex:l a ex:m . ex:x x .
bad:n ex:p 1 .
ex:o ex:p \"\"\"x
@prefix ex: <http://f/>
ex:y ex:p 1 . ]
# ex:z ex:p 1 .
PREFIX bad: <http://b/>
ex:w ex:p 1 .
bad:n ex:p 1 .
"""
TRIG = """@prefix ex: <http://e/> .
ex:g { ex:a ex:p ex:b
}
ex:h { ex:c ex:p ex:d , }
GRAPH ex:i { ex:e ex:p "x", ex:f }
ex:z { ex:q ex:p [ . }
} ex:k ex:p ex:m .
"""
N_QUADS = """<x:a> <x:p> "1" <x:g> .
<x:b> <x:p> 1 .
<x:c> <x:p> <x:d>
<x:e> <x:p> <x:f> <x:g> <x:h> .
<x:i> <x:p> _:j .
"""
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
E = "http://e/"


@pytest.mark.parametrize(
    ("form", "text", "subject", "predicate", "place"),
    [
        ("turtle", TURTLE, E + "a", E + "p", (4, 11, "ex:b")),
        ("turtle", TURTLE, E + "c", E + "p", None),
        ("turtle", TURTLE, E + "d", E + "p", None),
        ("turtle", TURTLE, E + "f", E + "p", (7, 11, "ex:g")),
        ("turtle", TURTLE, E + "h", E + "p", (8, 11, "ex:i")),
        ("turtle", TURTLE, E + "h", E + "q", (9, 11, "<rel>")),
        ("turtle", TURTLE, E + "j", E + "p", None),
        ("turtle", TURTLE, E + "l", RDF_TYPE, (11, 8, "ex:m")),
        ("turtle", TURTLE, E + "o", E + "p", None),
        ("turtle", TURTLE, "http://f/y", "http://f/p", (15, 11, "1")),
        ("turtle", TURTLE, "http://f/z", "http://f/p", None),
        ("turtle", TURTLE, "http://f/w", "http://f/p", (18, 11, "1")),
        ("turtle", TURTLE, "http://b/n", "http://e/p", None),
        ("turtle", TURTLE, "http://b/n", "http://f/p", (19, 12, "1")),
        ("trig", TRIG, E + "a", E + "p", (2, 18, "ex:b")),
        ("trig", TRIG, E + "c", E + "p", None),
        ("trig", TRIG, E + "e", E + "p", (5, 24, '"x"')),
        ("trig", TRIG, E + "q", E + "p", None),
        ("trig", TRIG, E + "k", E + "p", (7, 13, "ex:m")),
        ("nquads", N_QUADS, "x:a", "x:p", (1, 13, '"1"')),
        ("nquads", N_QUADS, "x:b", "x:p", None),
        ("nquads", N_QUADS, "x:c", "x:p", (3, 13, "<x:d>")),
        ("nquads", N_QUADS, "x:e", "x:p", None),
        ("nquads", N_QUADS, "x:i", "x:p", (5, 13, "_:j")),
    ],
)  # fmt: skip
def test_what_is_found_in_a_broken_text(
    form: Form, text: str, subject: str, predicate: str, place: tuple[int, int, str] | None
) -> None:
    found = locate(text, form=form, lenient=True).objects(subject, predicate)
    assert (found[0][1] if found else None) == place


@pytest.mark.parametrize(
    ("form", "text"),
    [("turtle", TURTLE), ("trig", TRIG), ("nquads", N_QUADS)],
)
def test_a_broken_text_is_an_error_unless_asked(form: Form, text: str) -> None:
    with pytest.raises(RunError):
        locate(text, form=form)


def test_a_whole_text_is_read_as_without_leniency() -> None:
    text = "<x:a> <x:p>\n<x:b> , <x:c> .\n"  # its second line begins at the margin
    for lenient in (False, True):
        assert [place for _, place in locate(text, lenient=lenient).objects("x:a", "x:p")] == [
            Position(2, 1, "<x:b>"),
            Position(2, 9, "<x:c>"),
        ]
