"""Tokens against the grammar's difficult corners."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings, strategies as st

from gcm.core.errors import RunError
from gcm.turtle.lexer import statements, tokens

from ..chance import many


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


def test_a_whole_document() -> None:
    text = '# hash\n@prefix ex: <http://e/#> .\r\n\tex:a a ex:b.c ; # why\n  ex:d "é"@es-MX, 1. '
    assert [tuple(token) for token in tokens(text)] == [
        ("COMMENT", "# hash", 1, 1, 0),
        ("DIRECTIVE", "@prefix", 2, 1, 7),
        ("WORD", "ex:", 2, 9, 15),
        ("IRI", "<http://e/#>", 2, 13, 19),
        ("MARK", ".", 2, 26, 32),
        ("WORD", "ex:a", 3, 2, 36),
        ("WORD", "a", 3, 7, 41),
        ("WORD", "ex:b.c", 3, 9, 43),
        ("MARK", ";", 3, 16, 50),
        ("COMMENT", "# why", 3, 18, 52),
        ("WORD", "ex:d", 4, 3, 60),
        ("STRING", '"é"', 4, 8, 65),
        ("LANGTAG", "@es-MX", 4, 11, 68),
        ("MARK", ",", 4, 17, 74),
        ("WORD", "1", 4, 19, 76),
        ("MARK", ".", 4, 20, 77),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<http://e/#x>#c", [("IRI", "<http://e/#x>"), ("COMMENT", "#c")]),
        ("'#'\"#\"#", [("STRING", "'#'"), ("STRING", '"#"'), ("COMMENT", "#")]),
        ("#a\rex:b", [("COMMENT", "#a"), ("WORD", "ex:b")]),
        (r"<\u00e9\U0001F600>", [("IRI", r"<\u00e9\U0001F600>")]),
        ('"""a"b""c\n\\""" d"""', [("STRING", '"""a"b""c\n\\""" d"""')]),
        ("'''it's ''\r\n'''", [("STRING", "'''it's ''\r\n'''")]),
        ('""""""', [("STRING", '""""""')]),
        ('"" ""', [("STRING", '""'), ("STRING", '""')]),
        (r'"\\""\""', [("STRING", r'"\\"'), ("STRING", r'"\""')]),
        ("ex:a.", [("WORD", "ex:a"), ("MARK", ".")]),
        ("ex:a..b.", [("WORD", "ex:a..b"), ("MARK", ".")]),
        ("a.b:c.d", [("WORD", "a.b:c.d")]),
        (":.", [("WORD", ":"), ("MARK", ".")]),
        (r"ex:a\/b%20\~.", [("WORD", r"ex:a\/b%20\~"), ("MARK", ".")]),
        (r"ex:\#a #b", [("WORD", r"ex:\#a"), ("COMMENT", "#b")]),
        ("ex:1a ::x ex:_ é:ñ·", [("WORD", n) for n in ("ex:1a", "::x", "ex:_", "é:ñ·")]),
        ("1. 1.5. .5", [
            ("WORD", "1"), ("MARK", "."), ("WORD", "1.5"), ("MARK", "."),
            ("WORD", ".5"),
        ]),
        ("1.e3 -.5E-1 +01 1e0.", [
            ("WORD", "1.e3"), ("WORD", "-.5E-1"), ("WORD", "+01"), ("WORD", "1e0"),
            ("MARK", "."),
        ]),
        ("true false.", [("WORD", "true"), ("WORD", "false"), ("MARK", ".")]),
        ("a a:a true:b", [("WORD", "a"), ("WORD", "a:a"), ("WORD", "true:b")]),
        ("a<x>", [("WORD", "a"), ("IRI", "<x>")]),
        ("PREFIX p:<x> prefix", [
            ("WORD", "PREFIX"), ("WORD", "p:"), ("IRI", "<x>"),
            ("WORD", "prefix"),
        ]),
        ("Base<x> BASE:a", [("WORD", "Base"), ("IRI", "<x>"), ("WORD", "BASE:a")]),
        ("@base<x>@prefix:<x>", [
            ("DIRECTIVE", "@base"), ("IRI", "<x>"), ("DIRECTIVE", "@prefix"), ("WORD", ":"),
            ("IRI", "<x>"),
        ]),
        ('"x"@base "x"@prefix-x', [
            ("STRING", '"x"'), ("LANGTAG", "@base"), ("STRING", '"x"'), ("LANGTAG", "@prefix-x"),
        ]),
        ("ex:a ~", [("WORD", "ex:a"), ("ERROR", "~")]),
        ('"x"@en-Latn-GB.', [
            ("STRING", '"x"'), ("LANGTAG", "@en-Latn-GB"), ("MARK", "."),
        ]),
        ("'1'^^ex:b,", [
            ("STRING", "'1'"), ("MARK", "^^"), ("WORD", "ex:b"), ("MARK", ","),
        ]),
        ("_:a.b. _:1-", [("BLANK", "_:a.b"), ("MARK", "."), ("BLANK", "_:1-")]),
        ("([])", [("MARK", mark) for mark in "([])"]),
    ],
)  # fmt: skip
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    if expected[-1][0] == "ERROR":
        with pytest.raises(RunError, match="the file uses RDF"):
            kinds(text)
    else:
        assert kinds(text) == expected


def test_what_starts_no_token_is_told_with_its_line() -> None:
    with pytest.raises(RunError) as caught:
        list(tokens('<x:a>\n"open\n', "a.ttl"))
    assert str(caught.value).startswith("a.ttl:2:1: the file uses RDF 1.2")


def test_statements_end_where_the_grammar_says() -> None:
    text = "#1\nPREFIX a: #2\n<x:> BASE <y:> @prefix b: <z:>. a:a a 1 .#3\na:b #4\n a 2."
    assert [[token.text for token in statement] for statement in statements(text)] == [
        ["#1"],
        ["PREFIX", "a:", "#2", "<x:>"],
        ["BASE", "<y:>"],
        ["@prefix", "b:", "<z:>", "."],
        ["a:a", "a", "1", "."],
        ["#3"],
        ["a:b", "#4", "a", "2", "."],
    ]


@pytest.mark.parametrize(
    "part",
    ["a.", "a..", "true.", "ex:a.", '"""\\"', "'''a''", "<a", "1.", "_:a.", "PREFIX.", "@a-", "%2"],
)
def test_time_grows_no_faster_than_the_text(part: str) -> None:
    text = part * 40_000
    start = time.process_time()
    try:
        for _ in tokens(text):
            pass
    except RunError:
        pass
    assert time.process_time() - start < 5  # the square would take minutes


@settings(max_examples=many(150))
@given(st.text(alphabet="<>\"'#\\@^a:.%_[]();, \n\r\té1e-+u0", max_size=60))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    end = 0
    try:
        for token in tokens(text):
            assert text[end : token.start].strip(" \t\r\n") == ""
            assert text[token.start : token.end] == token.text
            assert text.count("\n", 0, token.start) + 1 == token.line
            assert token.start - (text.rfind("\n", 0, token.start) + 1) + 1 == token.column
            end = token.end
    except RunError:
        return
    assert text[end:].strip(" \t\r\n") == ""
