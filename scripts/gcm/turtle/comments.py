"""The comments of a Turtle text: at its head, between blocks, above a block, at its end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.core.language import msg
from gcm.turtle.lexer import Token, is_directive, statements

_LINE_END = re.compile(r"\r\n?|\n")
# A line that separates sections, even without an empty line before the block below.
_BORDER = re.compile(r"#[ \t]*---")


class Notes(NamedTuple):
    """The comments of a text; lines without an empty line between them are one piece.

    For each block, `blocks` contains the pieces between the block and its predecessor, and the
    lines directly above the block.
    """

    head: list[str]
    blocks: list[tuple[list[str], list[str]]]
    tail: list[str]


NO_NOTES = Notes([], [], [])


def read_notes(text: str, mark: str, file: Path | str | None) -> tuple[Notes, str]:
    """Collect the comments of a text, and mark what the parser would otherwise not report.

    Returns:
        The comments, and the text with two changes. Each block gets a triple with the block's
        subject, predicate `mark` and the block's number as object; and language tags with capitals,
        which the parser would lower-case, become datatypes after `mark`.

    Raises:
        RunError: a comment is inside a statement, or on the line where one ends.
    """
    head: list[str] = []
    blocks: list[tuple[list[str], list[str]]] = []
    pieces: list[list[str]] = []
    changes: list[tuple[int, int, str]] = []
    end = 0
    at_head = True
    after_comment = False
    for statement in statements(text, file):
        first = statement[0]
        line_ends = len(_LINE_END.findall(text, end, first.start))
        comments = [token for token in statement if token.kind == "COMMENT"]
        alone = first.kind == "COMMENT" and (end == 0 or line_ends > 0)
        if comments and not alone:
            raise RunError(
                msg(
                    "a comment is inside a statement, where formatting would lose it; move it "
                    "above the block it is about."
                ),
                file=file,
                line=comments[0].line,
            )
        joined = after_comment and line_ends == 1
        if alone:
            if not joined:
                pieces.append([])
            pieces[-1].append(first.text.rstrip())
        elif is_directive(statement):
            if not blocks:
                head, pieces, at_head = head + _joined(pieces), [], False
        else:
            above = pieces.pop() if joined else []
            cut = max((n for n, line in enumerate(above, 1) if _BORDER.match(line)), default=0)
            borders = _joined([*pieces, above[:cut]])
            if at_head:
                head, borders, at_head = borders, [], False
            after = _subject_end(statement)
            changes.append((after, after, f" <{mark}> {len(blocks)} ;"))
            blocks.append((borders, above[cut:]))
            pieces = []
            changes += [
                (token.start, token.end, f"^^<{mark}{token.text[1:]}>")
                for token in statement
                if token.kind == "LANGTAG" and token.text != token.text.lower()
            ]
        end, after_comment = statement[-1].end, alone
    return Notes(head, blocks, _joined(pieces)), _changed(text, changes)


def _joined(pieces: list[list[str]]) -> list[str]:
    return ["\n".join(lines) for lines in pieces if lines]


def _subject_end(statement: list[Token]) -> int:
    """Return the offset after the subject of a statement, which may be a `[ … ]` or `( … )`."""
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
