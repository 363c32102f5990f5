"""Broken and mixed encodings, line ends, and terms that are not valid: clear, and on the line."""

from __future__ import annotations

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


# The syntax error, or else the place of the wrong value of x:a, that is found in each.
WRONG = "wrong p"
TEXTS = {
    "bom": (b"\xef\xbb\xbf" + HEAD + b"x:a x:p 1 .", 3, 9, WRONG),
    "boms": (b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD + b"x:a x:p 1 .", 1, 1, "“\ufeff” stands where"),
    "bom inside": (HEAD + b"x:b x:p 1 .\n\xef\xbb\xbfx:a x:p 1 .", 4, 1, "the prefix \ufeffx: is"),
    "bom in text": (HEAD + b'x:a x:p "\xef\xbb\xbf1" .', 3, 9, WRONG),
    "nul in text": (HEAD + b'x:a x:p "a\0b" .', 3, 9, WRONG),
    "nul": (HEAD + b"x:a x:p 1 .\0", 3, 12, "no name begins with “\0”"),
    "surrogate": (HEAD + b'x:a x:p "\\uD800" .', 3, 10, "is not a valid unicode character"),
    "no letter": (HEAD + b'x:a x:p "\\UFFFFFFFF" .', 3, 10, "is not a valid unicode character"),
    "utf-16 without mark": (HEAD.decode().encode("utf-16-be"), 1, 1, "no name begins with “\0”"),
    "crlf": (HEAD.replace(b"\n", b"\r\n") + b"# x\r\nx:a x:p 1 .\r\n", 4, 9, WRONG),
    "cr": (HEAD.replace(b"\n", b"\r") + b"# x\rx:a x:p 1 .\r", 4, 9, WRONG),
    "cr error": (HEAD.replace(b"\n", b"\r") + b"# x\rx:a x:p , .\r", 4, 9, "“,” stands where"),
    "all line ends": (HEAD + b"# x\r# x\r\n# x\n\n\rx:a x:p 1 .", 8, 9, WRONG),
    "separators": (
        HEAD + 'x:a x:p "\u2028\u2029\x85\x0b\x0c\x1c" , 1 .'.encode(), 3, 9, WRONG,
    ),
    "after separators": (
        HEAD + '# \u2028 \u2029 \x85 \x0b \x0c\nx:a x:p 1 .'.encode(), 4, 9, WRONG,
    ),
    "error after separators": (
        HEAD + 'x:b x:p "\u2028\u2029\x85" .\nx:a x:p , .'.encode(), 4, 9, "“,” stands where",
    ),
    "astral": (HEAD + '# 😀\nx:b x:p "😀" . x:a x:p 1 .'.encode(), 4, 23, WRONG),
    "iri with a space": (HEAD + b"x:a x:p <http://x/a b> .", 3, 9, "an IRI cannot hold"),
    "iri of a number": (HEAD + b"x:a x:p <http://[x> .", 3, 9, "the server of an IRI cannot"),
    "iri with a wrong escape": (HEAD + b"x:a x:p <http://x/%zz> .", 3, 9, "Invalid IRI percent"),
    "iri that is relative": (HEAD + b"x:a x:p <x> .", 3, 9, "an IRI begins with a scheme"),
    "iri with hidden brackets": (HEAD + b"x:a x:p <u:\\u003e> .", 3, 9, "an IRI cannot hold"),
    "language too long": (HEAD + b'x:a x:p "a"@toolonglanguage .', 3, 13, "has eight letters at"),
    "language of digits": (HEAD + b'x:a x:p "a"@1 .', 3, 13, "after “@” the language is"),
    "language with a gap": (HEAD + b'x:a x:p "a"@en- .', 3, 15, "An integer should not be"),
    "month": (HEAD + b'x:a x:p "2024-13-45"^^xsd:date .', 3, 9, WRONG),
    "day": (HEAD + b'x:a x:p "2023-02-29"^^xsd:date .', 3, 9, WRONG),
    "year": (HEAD + b'x:a x:p "' + b"9" * 5000 + b'-01-01"^^xsd:date .', 3, 9, WRONG),
    "number": (HEAD + b"x:a x:p " + b"9" * 100_000 + b" .", 3, 9, WRONG),
    "markup": (b"<html><body></body></html>", 1, 1, "an IRI begins with a scheme"),
}  # fmt: skip


def test_an_impossible_date_is_a_finding(validate: Validate, root: Root) -> None:
    root.file("date.ttl", TEXTS["month"][0])
    done = validate("date.ttl")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "<http://x.example/a>\n"
        "  date.ttl:3:9  violation\n"
        '    3 │ x:a x:p "2024-13-45"^^xsd:date .\n'
        "      │         ^^^^^^^^^^^^^^^^^^^^^^\n"
        "    wrong p\n"
        "    “2024-13-45” is no valid xsd:date; write it like this: "
        '"2024-09-25"^^xsd:date.\n'
        "\n"
        "Does not conform: 1 violation on 1 thing in 1 file.\n"
    )


def test_the_line_is_shown_whatever_ends_it(validate: Validate, root: Root) -> None:
    root.file("cr.ttl", TEXTS["cr"][0])
    done = validate("cr.ttl")
    assert "\n    4 │ x:a x:p 1 .\n      │         ^\n" in done.stdout
