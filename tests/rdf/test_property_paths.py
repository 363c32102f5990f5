"""SHACL paths as text and back: every kind, parentheses where needed, and no endless ones."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gcm.core.namespaces import SH
from gcm.findings.finding import Finding
from gcm.findings.turtle_report import report_turtle
from gcm.rdf.oxigraph import BlankNode, NamedNode
from gcm.rdf.property_paths import path_descriptions, path_text, path_triples, shape_path
from gcm.turtle.parse import parse_turtle

E = "http://e/"
PREFIXES = f"@prefix e: <{E}> . @prefix sh: <{SH}> .\n"
SHAPE = NamedNode(E + "S")


def text(path: str) -> str:
    """The text of a path that is written in Turtle, the namespace left out."""
    triples = parse_turtle(f"{PREFIXES}e:S sh:path {path} .").triples
    return shape_path(SHAPE, path_descriptions(triples)).replace(E, "")


@pytest.mark.parametrize(
    ("turtle", "written"),
    [
        ("e:p", "p"),
        ("( e:p e:q )", "<p>/<q>"),
        ("[ sh:alternativePath ( e:p e:q ) ]", "<p>|<q>"),
        ("[ sh:inversePath e:p ]", "^<p>"),
        ("[ sh:zeroOrMorePath e:p ]", "<p>*"),
        ("[ sh:oneOrMorePath e:p ]", "<p>+"),
        ("[ sh:zeroOrOnePath e:p ]", "<p>?"),
        ("[ sh:inversePath ( e:p e:q ) ]", "^(<p>/<q>)"),
        ("[ sh:inversePath [ sh:inversePath e:p ] ]", "^(^<p>)"),
        ("[ sh:inversePath [ sh:zeroOrMorePath e:p ] ]", "^<p>*"),
        ("[ sh:zeroOrMorePath [ sh:inversePath e:p ] ]", "(^<p>)*"),
        ("[ sh:zeroOrMorePath [ sh:oneOrMorePath e:p ] ]", "(<p>+)*"),
        ("[ sh:zeroOrOnePath [ sh:alternativePath ( e:p e:q ) ] ]", "(<p>|<q>)?"),
        ("( [ sh:alternativePath ( e:p e:q ) ] [ sh:inversePath e:r ] )", "(<p>|<q>)/^<r>"),
        ("[ sh:alternativePath ( ( e:p e:q ) [ sh:inversePath e:r ] ) ]", "<p>/<q>|^<r>"),
        ("( e:p ( e:q e:r ) )", "<p>/<q>/<r>"),
        ("( e:p [ sh:zeroOrMorePath ( e:q e:r ) ] )", "<p>/(<q>/<r>)*"),
    ],
)
def test_every_kind_of_path(turtle: str, written: str) -> None:
    assert text(turtle) == written


@pytest.mark.parametrize(
    "path",
    [
        '"text"',
        "[]",
        "[ sh:inversePath [] ]",
        "[ sh:alternativePath () ]",
        "[ sh:alternativePath e:p ]",
        "( e:p [ e:q e:r ] )",
        "_:b . _:b sh:inversePath _:b",
        "_:b . _:b sh:alternativePath ( e:p _:b )",
        "_:b . _:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> e:p ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:b",
    ],
)
def test_what_is_no_path_or_has_no_end_has_no_text(path: str) -> None:
    assert text(path) == ""


def test_a_path_out_of_all_proportion_has_no_text() -> None:
    deep = "[ sh:inversePath " * 500 + "e:p" + " ]" * 500
    wide = "_:b0 . " + "".join(
        f"_:b{n} sh:alternativePath (_:b{n + 1} _:b{n + 1}) . " for n in range(40)
    )
    assert text(deep) == ""
    assert text(f"{wide} _:b40 sh:inversePath e:p") == ""


def test_a_node_shape_has_no_path() -> None:
    assert shape_path(SHAPE, {}) == ""
    assert shape_path(BlankNode("b"), {}) == ""


PATHS = st.recursive(
    st.sampled_from(["e:p", "e:q", "e:r"]),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["inverse", "zeroOrMore", "oneOrMore", "zeroOrOne"]), inner).map(
            lambda pair: f"[ sh:{pair[0]}Path {pair[1]} ]"
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"( {' '.join(parts)} )"),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda parts: f"[ sh:alternativePath ( {' '.join(parts)} ) ]"
        ),
    ),
    max_leaves=8,
)


@given(PATHS)
def test_the_copy_of_a_path_is_the_same_path(path: str) -> None:
    about = path_descriptions(parse_turtle(f"{PREFIXES}e:S sh:path {path} .").triples)
    node, parts = path_triples(E + "S", about, "b")
    assert path_text(node, path_descriptions(parts)) == shape_path(SHAPE, about)
    blank = {str(one.subject) for one in parts}
    assert all(name.startswith("_:b-") and name not in about for name in blank)


def test_a_report_in_turtle_describes_paths_and_severities() -> None:
    shapes = parse_turtle(f"{PREFIXES}e:S sh:path ( [ sh:inversePath e:p ] e:q ) .").triples
    found = Finding(
        {"en": "No."}, thing=E + "a", path=f"^<{E}p>/<{E}q>", shape=E + "S", severity=E + "Hint"
    )
    plain = Finding({"en": "No."}, thing=E + "a", path=E + "p", severity="Warning")
    report = report_turtle([found, plain], path_descriptions(shapes))
    assert f"sh:resultPath ( [ sh:inversePath <{E}p> ] <{E}q> ) ;" in report
    assert f"sh:resultSeverity <{E}Hint>" in report
    assert f"sh:resultPath <{E}p> ;" in report
    assert "sh:resultSeverity sh:Warning" in report
