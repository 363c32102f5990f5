"""Tokens and statements of Turtle and TriG.

The terminals are those of Turtle 1.1 (https://www.w3.org/TR/turtle/#sec-grammar-grammar) and those
that TriG adds (https://www.w3.org/TR/trig/#sec-grammar). Every pattern is deterministic, so that a
hostile file costs time linear in its length.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from gcm.core.errors import RunError
from gcm.rdf.oxigraph import NOT_VALID

# PN_CHARS_BASE and PN_CHARS (productions 163s and 166s) as members of a character class.
NAME_START = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
NAME = NAME_START + r"_0-9\u00B7\u0300-\u036F\u203F\u2040\-"

_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_IRI_CHARS = r"[^\x00-\x20<>\"{}|^`\\]*"
_LOCAL = rf"(?:[{NAME}:]|%[0-9A-Fa-f][0-9A-Fa-f]|\\[_~.\-!$&'()*+,;=\/?#@%])"
_LOCAL_START = rf"(?:(?![\-\u00B7\u0300-\u036F\u203F\u2040]){_LOCAL})"
# A word that runs on is a name and only a token as a whole; without this rule each part of `a.a.a`
# would be tried as the start of a name, and the time would grow with the square.
_WORD_END = rf"(?!\.*[{NAME}:])"
_PREFIX = rf"[{NAME_START}][{NAME}]*(?:\.+[{NAME}]+)*"


def _string(quote: str) -> str:
    """Return productions 22 to 25; no short string opens with three quotes, so none is tried
    twice.
    """
    short = rf"[^{quote}\\\n\r]*"
    long = rf"[^{quote}\\]*"
    return (
        rf"{quote * 3}{long}(?:(?:{quote}{{1,2}}(?!{quote})|{_ESCAPE}){long})*{quote * 3}"
        rf"|{quote}(?!{quote * 2}){short}(?:(?:{_ESCAPE}){short})*{quote}"
    )


# The first alternative that matches is used.
_TERMINALS = {
    "DOUBLE": r"[+\-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+\-]?[0-9]+",
    "PNAME": rf"(?:{_PREFIX})?:(?:{_LOCAL_START}{_LOCAL}*(?:\.+{_LOCAL}+)*)?",
    "DECIMAL": r"[+\-]?[0-9]*\.[0-9]+",
    "PREFIX": r"""(?<!["'])@prefix(?![A-Za-z0-9\-])""",
    "BASE": r"""(?<!["'])@base(?![A-Za-z0-9\-])""",
    "STRING": f"""{_string('"')}|{_string("'")}""",
    "BLANK": rf"_:[{NAME_START}_0-9][{NAME}]*(?:\.+[{NAME}]+)*",
    "IRI": rf"<{_IRI_CHARS}(?:(?:{_UCHAR}){_IRI_CHARS})*>",
    "LANGTAG": "@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "INTEGER": r"[+\-]?[0-9]+",
    "COMMENT": r"#[^\n\r]*",
    "SPACE": r"[ \t\r\n]+",
    "SPARQL_PREFIX": f"(?i:PREFIX){_WORD_END}",
    "BOOLEAN": f"(?:true|false){_WORD_END}",
    "GRAPH": f"(?i:GRAPH){_WORD_END}",
    "SPARQL_BASE": f"(?i:BASE){_WORD_END}",
    "CARETS": r"\^\^",
    "A": f"a{_WORD_END}",
    "PUNCTUATION": r"[.;,\[\]()]",
    "BRACE": "[{}]",
    "UNKNOWN": r"[^\n\r]+",  # to the end of the line: something always matches
}

Kind = Literal[
    "COMMENT", "PREFIX", "BASE", "SPARQL_PREFIX", "SPARQL_BASE", "IRI", "PNAME", "BLANK", "A",
    "BOOLEAN", "DOUBLE", "DECIMAL", "INTEGER", "STRING", "LANGTAG", "CARETS", "PUNCTUATION",
    "GRAPH", "BRACE", "UNKNOWN",
]  # fmt: skip


class Token(NamedTuple):
    """A token of a Turtle text: line and column count from 1, `start` from 0, in characters."""

    kind: Kind
    text: str
    line: int
    column: int
    start: int

    @property
    def end(self) -> int:
        """The offset just after the token."""
        return self.start + len(self.text)


@cache
def _pattern() -> re.Pattern[str]:
    # Compiled late: most commands, and files without comments, never need it.
    return re.compile("|".join(f"(?P<{kind}>{part})" for kind, part in _TERMINALS.items()))


def tokens(text: str, file: Path | str | None = None, *, trig: bool = False) -> Iterator[Token]:
    """Yield the tokens of a Turtle text with its comments, without white space.

    Args:
        text: the document.
        file: its name, for the error message.
        trig: whether the text may contain the braces and the keyword of TriG.

    Raises:
        RunError: no token can start at some character; with the character's line.
    """
    line, line_start = 1, 0
    for match in _pattern().finditer(text):
        part, start = match[0], match.start()
        token = Token(cast("Kind", match.lastgroup), part, line, start - line_start + 1, start)
        if "\n" in part:
            line += part.count("\n")
            line_start = start + part.rindex("\n") + 1
        if match.lastgroup == "SPACE":
            continue
        if token.kind == "UNKNOWN" or (token.kind in ("GRAPH", "BRACE") and not trig):
            reason = f"unexpected character {part[0]!r}"
            raise RunError(
                NOT_VALID,
                file=file,
                line=token.line,
                column=token.column,
                form="Turtle",
                reason=reason,
            )
        yield token


def statements(
    text: str, file: Path | str | None = None, *, trig: bool = False
) -> Iterator[list[Token]]:
    """Yield the tokens of each statement with its comments; a comment between statements, alone.

    In TriG, the name of a graph with its opening brace counts as a statement, and so does a closing
    brace.

    Args:
        text: the document.
        file: its name, for the error message.
        trig: as of `tokens`.

    Raises:
        RunError: as `tokens`.
    """
    statement: list[Token] = []
    for token in tokens(text, file, trig=trig):
        if trig and token.text == "}" and statement:
            yield statement  # the last statement in a block needs no full stop
            statement = []
        statement.append(token)
        # Productions 5s and 6s: SPARQL's PREFIX and BASE end with the IRI, without a full stop.
        opening = statement[0].kind
        bare = token.kind == "IRI" and opening in ("SPARQL_PREFIX", "SPARQL_BASE")
        brace = trig and token.kind == "BRACE"
        if token.text == "." or bare or brace or opening == "COMMENT":
            yield statement
            statement = []
    if statement:
        yield statement


def is_directive(statement: list[Token]) -> bool:
    """Return whether a statement declares a prefix or the base."""
    return statement[0].kind in ("PREFIX", "BASE", "SPARQL_PREFIX", "SPARQL_BASE")
