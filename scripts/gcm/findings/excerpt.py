"""Excerpts: the line of a finding, with a mark below the error, and the line fixed."""

import re
from functools import lru_cache
from pathlib import Path

from gcm.core.errors import GcmError
from gcm.core.files import read_text
from gcm.core.terminal import colour, columns_taken, printable
from gcm.findings.finding import Finding

_LINE_END = re.compile(r"\r\n?|\n")
_WIDEST = 110
_BEFORE = 40  # characters shown before the error, in a line that is too long


def excerpt(finding: Finding) -> list[str]:
    """Return the line with a mark below the error; empty if there is no such line."""
    text = _line(finding.file, finding.line)
    if finding.column is None or not text or text.isspace():
        return []
    length = len(finding.source.split("\n", 1)[0])
    line, margin, mark = marked(text, finding.line or 1, finding.column, length)
    return [line, margin + colour(mark, "red")]


def marked(text: str, number: int, column: int, length: int) -> tuple[str, str, str]:
    """Return a line with its number, and what goes below it: a margin, and a mark.

    Args:
        text: the line; of a long one, the part around the place is shown.
        number: its number.
        column: where the place begins, counted from 1.
        length: the characters of the place; what is beyond the line counts for nothing.
    """
    shown, start = _cut(text, column - 1)
    shown = printable(shown)
    size = columns_taken(shown[start : start + length])
    gutter = f"{' ' * len(str(number))} │ "
    margin = gutter + " " * columns_taken(shown[:start])
    return f"{number} │ {shown}".rstrip(), margin, "^" * max(1, size)


def fixed(finding: Finding) -> str:
    """Return the line with the replacement; empty if there is none, or it spans several lines."""
    text = _line(finding.file, finding.line)
    start = (finding.column or 0) - 1
    if not finding.replacement or start < 0 or not text.startswith(finding.source, start):
        return ""
    # Only the surroundings: a line may be as long as a file.
    end, first = start + len(finding.source), max(0, start - 2 * _WIDEST)
    around = text[first:start] + finding.replacement + text[end : end + 2 * _WIDEST]
    shown, _ = _cut(around, start - first)
    return printable(shown.strip())


def _cut(text: str, start: int) -> tuple[str, int]:
    """Shorten a line to what is read at a glance; return it with the new offset of the place."""
    if len(text) <= _WIDEST:
        return text, start
    first = max(0, min(start - _BEFORE, len(text) - _WIDEST))
    shown = text[first : first + _WIDEST]
    before = "…" if first else ""
    after = "…" if first + _WIDEST < len(text) else ""
    return before + shown + after, start - first + len(before)


def _line(file: Path | None, line: int | None) -> str:
    try:
        state = file.stat() if file else None
    except OSError:
        state = None
    if file is None or state is None:
        return ""
    lines = _lines(file, state.st_mtime_ns, state.st_size)
    return lines[line - 1] if line and line <= len(lines) else ""


@lru_cache(maxsize=8)
def _lines(file: Path, *_: int) -> tuple[str, ...]:
    """Return the lines of a file in its current state, which changes with `--watch`."""
    try:
        return tuple(_LINE_END.split(read_text(file)))
    except GcmError:
        return ()
