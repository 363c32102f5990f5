"""The comments of a Turtle text, each with the block it stands above."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.rdf.lexer import Token, is_directive, statements

_LINE_END = re.compile(r"\r\n?|\n")


class Notes(NamedTuple):
    """The comment lines of a text: at its head, above each block that has some, at its end."""

    head: list[str]
    blocks: list[list[str]]
    tail: list[str]


NO_NOTES = Notes([], [], [])


def read_notes(text: str, mark: str, file: Path | str | None) -> tuple[Notes, str]:
    """Collect the comments of a text; and have the parser tell what it would not tell by itself.

    Returns:
        The comments, and the text with two changes. Each block that has comments gets a triple,
        predicate `mark` and object the block's number, whose subject is the block's; and language
        tags with capitals, which the parser would write small, become datatypes after `mark`.

    Raises:
        RunError: a comment stands inside a statement, or on the line where one ends.
    """
    head: list[Token] = []
    blocks: list[list[str]] = []
    pending: list[Token] = []
    changes: list[tuple[int, int, str]] = []
    end = 0
    at_head = True
    for statement in statements(text, file):
        first = statement[0]
        comments = [token for token in statement if token.kind == "COMMENT"]
        alone = first.kind == "COMMENT" and (end == 0 or _line_ends(text, end, first) > 0)
        if comments and not alone:
            raise RunError("format-comment-inside", file=file, line=comments[0].line)
        if alone:
            pending.append(first)
        elif is_directive(statement):
            head, pending, at_head = head + pending, [], False
        else:
            if at_head:
                gaps = [_line_ends(text, a.end, b) > 1 for a, b in pairwise([*pending, first])]
                cut = len(gaps) - gaps[::-1].index(True) if True in gaps else 0
                head, pending, at_head = pending[:cut], pending[cut:], False
            if pending:
                after = _subject_end(statement)
                changes.append((after, after, f" <{mark}> {len(blocks)} ;"))
                blocks.append([comment.text.rstrip() for comment in pending])
                pending = []
            changes += [
                (token.start, token.end, f"^^<{mark}{token.text[1:]}>")
                for token in statement
                if token.kind == "LANGTAG" and token.text != token.text.lower()
            ]
        end = statement[-1].end
    return Notes(_lines(head, text), blocks, _lines(pending, text)), _changed(text, changes)


def _line_ends(text: str, start: int, token: Token) -> int:
    return len(_LINE_END.findall(text, start, token.start))


def _lines(comments: list[Token], text: str) -> list[str]:
    """Comments as lines, an empty one wherever one or more parted them."""
    lines: list[str] = []
    for before, comment in zip([None, *comments], comments, strict=False):
        if before and _line_ends(text, before.end, comment) > 1:
            lines.append("")
        lines.append(comment.text.rstrip())
    return lines


def _subject_end(statement: list[Token]) -> int:
    """The offset after the subject of a statement, which may be a `[ … ]` or `( … )`."""
    depth = 0
    for token in statement:
        depth += (token.text in ("[", "(")) - (token.text in ("]", ")"))
        if depth == 0:
            break
    return token.end


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    copied = 0
    for start, end, replacement in sorted(changes):
        pieces += [text[copied:start], replacement]
        copied = end
    return "".join([*pieces, text[copied:]])
