"""Tokens and statements of valid Turtle and TriG.

The terminals are those of Turtle 1.1 (https://www.w3.org/TR/turtle/#sec-grammar-grammar) and the
braces of TriG (https://www.w3.org/TR/trig/#sec-grammar), but wider: the parser has accepted the
text, so names, numbers and keywords are told apart by what they are not. Every pattern is
deterministic, so that a hostile file costs time linear in its length.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from gcm.core.errors import RunError
from gcm.turtle.parse import RDF_1_2

_CHAR = r"""[^\x00-\x20<>"'{}|^`\\,;\[\]()#@.~]"""
# A full stop belongs to a word if the word goes on behind it, or to a number that begins with it.
_WORD = rf"(?:{_CHAR}|\\.|\.(?=[0-9]))(?:{_CHAR}++|\\.|\.++(?={_CHAR}|\\))*+"
# Productions 22 to 25, without a line end in those of one quotation mark.
_STRING = "|".join(
    rf"{mark * 3}(?:[^{mark}\\]++|\\.|{mark}(?!{mark * 2}))*+{mark * 3}"
    rf"|{mark}(?!{mark * 2})(?:[^{mark}\\\n\r]++|\\.)*+{mark}"
    for mark in "\"'"
)

# The first alternative that matches is used.
_TERMINALS = {
    "SPACE": r"[ \t\r\n]++",
    "DIRECTIVE": r"""(?<!["'])@(?:prefix|base)(?![A-Za-z0-9\-])""",
    "BLANK": rf"_:{_WORD}",
    "WORD": _WORD,
    "STRING": _STRING,
    "IRI": r"<[^\x00-\x20<>\"{}|^`]*+>",
    "LANGTAG": "@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "COMMENT": r"#[^\n\r]*",
    "MARK": r"\^\^|[.;,\[\]()]",
    "BRACE": "[{}]",
    "UNKNOWN": r"[^\n\r]+",  # to the end of the line: something always matches
}

_BARE = ("prefix", "base")  # as SPARQL writes them

Kind = Literal[
    "COMMENT", "DIRECTIVE", "WORD", "BLANK", "IRI", "STRING", "LANGTAG", "MARK", "BRACE", "UNKNOWN"
]


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
    parts = (f"(?P<{kind}>{part})" for kind, part in _TERMINALS.items())
    return re.compile("|".join(parts), re.DOTALL)


def tokens(text: str, file: Path | str | None = None, *, trig: bool = False) -> Iterator[Token]:
    """Yield the tokens of a Turtle text with its comments, without white space.

    Args:
        text: the document.
        file: its name, for the error message.
        trig: whether the text may contain the braces of TriG.

    Raises:
        RunError: no token of RDF 1.1 starts at some character; with the character's line.
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
        if token.kind == "UNKNOWN" or (token.kind == "BRACE" and not trig):
            raise RunError(RDF_1_2, file=file, line=token.line, column=token.column)
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
        bare = token.kind == "IRI" and statement[0].text.lower() in _BARE
        brace = trig and token.kind == "BRACE"
        if token.text == "." or bare or brace or statement[0].kind == "COMMENT":
            yield statement
            statement = []
    if statement:
        yield statement


def is_directive(statement: list[Token]) -> bool:
    """Return whether a statement declares a prefix or the base."""
    return statement[0].kind == "DIRECTIVE" or statement[0].text.lower() in _BARE
