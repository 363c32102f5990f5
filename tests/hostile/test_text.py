"""Broken and mixed encodings, line ends, and terms that are not valid: clear, and on the line."""

from __future__ import annotations

import json

import pytest

from ._graph import Root, Validate

HEAD = b"@prefix x: <http://x.example/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
UNREADABLE = {
    "latin-1": (HEAD + b'x:a x:p "Espa\xf1a" .\n', 3, len(HEAD) + 13),
    "mixed": (HEAD + 'x:a x:p "ñ" .\n'.encode() + b'x:a x:p "\xf1" .\n', 4, len(HEAD) + 24),
    "UTF-16": ((HEAD + b"x:a x:p 1 .").decode().encode("utf-16"), 1, 0),
    "UTF-32": ((HEAD + b"x:a x:p 1 .").decode().encode("utf-32"), 1, 0),
    "surrogate": (HEAD + b'x:a x:p "\xed\xa0\x80" .\n', 3, len(HEAD) + 9),
    "overlong": (HEAD + b'x:a x:p "\xc0\xaf" .\n', 3, len(HEAD) + 9),
    "cut": (HEAD + b'x:a x:p "\xe2\x82', 3, len(HEAD) + 9),
}


def test_what_is_not_utf_8(validate: Validate, root: Root) -> None:
    for name, (content, _, _) in UNREADABLE.items():
        root.file(f"{name}.ttl", content)
    done = validate(*(f"{name}.ttl" for name in UNREADABLE), "-f", "json")
    assert (done.returncode, done.stderr) == (3, "")
    told = [
        (one["file"], one["line"], one["message"])
        for one in json.loads(done.stdout)["findings"]
        if "UTF-8" in one["message"]
    ]
    assert sorted(told) == sorted(
        (f"{name}.ttl", line, f"not UTF-8 text (byte {offset}); save the file as UTF-8.")
        for name, (_, line, offset) in UNREADABLE.items()
    )


# The syntax error, or else the place of the wrong value of x:a, that is found in each.
WRONG = "wrong p"
TEXTS = {
    "bom": (b"\xef\xbb\xbf" + HEAD + b"x:a x:p 1 .", 3, 9, WRONG),
    "boms": (b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD + b"x:a x:p 1 .", 1, 1, "found “\ufeff” where"),
    "bom inside": (HEAD + b"x:b x:p 1 .\n\xef\xbb\xbfx:a x:p 1 .", 4, 1, "the prefix \ufeffx: is"),
    "bom in text": (HEAD + b'x:a x:p "\xef\xbb\xbf1" .', 3, 9, WRONG),
    "nul in text": (HEAD + b'x:a x:p "a\0b" .', 3, 9, WRONG),
    "nul": (HEAD + b"x:a x:p 1 .\0", 3, 12, "“\0” is not allowed here"),
    "surrogate": (HEAD + b'x:a x:p "\\uD800" .', 3, 10, "is not a valid unicode character"),
    "no letter": (HEAD + b'x:a x:p "\\UFFFFFFFF" .', 3, 10, "is not a valid unicode character"),
    "utf-16 without mark": (HEAD.decode().encode("utf-16-be"), 1, 1, "“\0” is not allowed here"),
    "crlf": (HEAD.replace(b"\n", b"\r\n") + b"# x\r\nx:a x:p 1 .\r\n", 4, 9, WRONG),
    "cr": (HEAD.replace(b"\n", b"\r") + b"# x\rx:a x:p 1 .\r", 4, 9, WRONG),
    "cr error": (HEAD.replace(b"\n", b"\r") + b"# x\rx:a x:p , .\r", 4, 9, "found “,” where"),
    "all line ends": (HEAD + b"# x\r# x\r\n# x\n\n\rx:a x:p 1 .", 8, 9, WRONG),
    "separators": (
        HEAD + 'x:a x:p "\u2028\u2029\x85\x0b\x0c\x1c" , 1 .'.encode(), 3, 9, WRONG,
    ),
    "after separators": (
        HEAD + '# \u2028 \u2029 \x85 \x0b \x0c\nx:a x:p 1 .'.encode(), 4, 9, WRONG,
    ),
    "error after separators": (
        HEAD + 'x:b x:p "\u2028\u2029\x85" .\nx:a x:p , .'.encode(), 4, 9, "found “,” where",
    ),
    "astral": (HEAD + '# 😀\nx:b x:p "😀" . x:a x:p 1 .'.encode(), 4, 23, WRONG),
    "iri with a space": (HEAD + b"x:a x:p <http://x/a b> .", 3, 9, "an IRI cannot contain"),
    "iri of a number": (HEAD + b"x:a x:p <http://[x> .", 3, 9, "the server of an IRI cannot"),
    "iri with a wrong escape": (HEAD + b"x:a x:p <http://x/%zz> .", 3, 9, "Invalid IRI percent"),
    "iri that is relative": (HEAD + b"x:a x:p <x> .", 3, 9, "this IRI is relative"),
    "iri with hidden brackets": (HEAD + b"x:a x:p <u:\\u003e> .", 3, 9, "an IRI cannot contain"),
    "language too long": (HEAD + b'x:a x:p "a"@toolonglanguage .', 3, 13, "has eight letters at"),
    "language of digits": (HEAD + b'x:a x:p "a"@1 .', 3, 13, "after “@” the language is"),
    "language with a gap": (HEAD + b'x:a x:p "a"@en- .', 3, 15, "a number is expected"),
    "month": (HEAD + b'x:a x:p "2024-13-45"^^xsd:date .', 3, 9, WRONG),
    "day": (HEAD + b'x:a x:p "2023-02-29"^^xsd:date .', 3, 9, WRONG),
    "year": (HEAD + b'x:a x:p "' + b"9" * 5000 + b'-01-01"^^xsd:date .', 3, 9, WRONG),
    "number": (HEAD + b"x:a x:p " + b"9" * 100_000 + b" .", 3, 9, WRONG),
    "markup": (b"<html><body></body></html>", 1, 1, "this IRI is relative"),
}  # fmt: skip


@pytest.mark.parametrize("finding", [True, False], ids=["findings", "syntax errors"])
def test_each_text_is_told_where_it_is_wrong(validate: Validate, root: Root, finding: bool) -> None:
    # Not together: of a thing that is broken in one file, nothing else is told.
    texts = {name: text for name, text in TEXTS.items() if (text[3] == WRONG) == finding}
    for name, (content, *_) in texts.items():
        root.file(f"{name}.ttl", content)
    files = [f"{name}.ttl" for name in texts]
    told = {}
    for file in files if finding else [""]:
        done = validate(*([file] if file else files), "--alone", "-f", "json")
        assert (done.returncode, done.stderr) == (1 if finding else 3, "")
        for one in json.loads(done.stdout)["findings"]:
            told[one["file"], one["line"], one["column"]] = one["message"]
    lacking = {
        name: [place for place in told if place[0] == f"{name}.ttl"]
        for name, (_, line, column, said) in texts.items()
        if said not in told.get((f"{name}.ttl", line, column), "")
    }
    assert lacking == {}


def test_an_impossible_date_is_a_finding(validate: Validate, root: Root) -> None:
    root.file("date.ttl", TEXTS["month"][0])
    done = validate("date.ttl")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "<http://x.example/a>\n"
        "  date.ttl:3:9  violation  [Thing-p]\n"
        '    3 │ x:a x:p "2024-13-45"^^xsd:date .\n'
        "      │         ^^^^^^^^^^^^^^^^^^^^^^\n"
        "    wrong p\n"
        "    “2024-13-45” is not a valid xsd:date; for example: "
        '"2024-09-25"^^xsd:date.\n'
        "\n"
        "Does not conform: 1 violation on 1 thing in 1 file.\n"
        "`gcm rule NAME` explains a rule; its name is in brackets.\n"
    )


def test_the_line_is_shown_whatever_ends_it(validate: Validate, root: Root) -> None:
    root.file("cr.ttl", TEXTS["cr"][0])
    done = validate("cr.ttl")
    assert "\n    4 │ x:a x:p 1 .\n      │         ^\n" in done.stdout


def test_files_of_errors_alone(validate: Validate, root: Root) -> None:
    root.file("lines.ttl", "x:a x:b .\n" * 100_000)
    root.file("quote.ttl", HEAD + b'x:a x:p "open .\n' + b'x:b x:p "v" .\n' * 100_000)
    root.file("brackets.ttl", b"[" * 1_000_000)
    root.file("dots.ttl", b"." * 1_000_000)
    root.file("marks.ttl", b'"' * 1_000_001)
    done = validate("lines.ttl", "quote.ttl", "brackets.ttl", "dots.ttl", "marks.ttl", "-f", "json")
    assert (done.returncode, done.stderr) == (3, "")
    # With one more of each that says that there are more; what lacks the same prefix is told once.
    files = [one["file"] for one in json.loads(done.stdout)["findings"]]
    assert {file: files.count(file) for file in files if file} == {
        "brackets.ttl": 1,
        "dots.ttl": 51,
        "lines.ttl": 2,
        "marks.ttl": 2,
        "quote.ttl": 51,
    }
    found = json.loads(done.stdout)["findings"]
    assert min(one["line"] for one in found if one["file"] == "quote.ttl") == 3
