"""Make untrusted text and paths safe to display: no line breaks, control characters or markup."""

from collections.abc import Iterable, Sequence
from pathlib import Path


def printable(text: str, *, keep_lines: bool = False) -> str:
    """Remove from a text everything that could control a terminal or reorder a line.

    Control and format characters (escape sequences, bidirectional overrides) are shown as `\ufffd`,
    white space as one space; `keep_lines` keeps line feeds.
    """
    if keep_lines:
        return "\n".join(printable(line) for line in text.split("\n"))
    if text.isprintable():
        return text
    return "".join(_safe(letter) for letter in text)


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown, without a line end after it."""
    cells = ["| " + " | ".join(map(markdown_cell, line)) + " |" for line in (headings, *rows)]
    return "\n".join([cells[0], "|" + " --- |" * len(headings), *cells[1:]])


def markdown_cell(text: str) -> str:
    """Escape text for a Markdown table, so that nothing in it is read as markup."""
    for mark in "\\`*_{}[]<>#|~":
        text = text.replace(mark, "\\" + mark)
    return printable(text.replace("&", "&amp;"))


def _safe(letter: str) -> str:
    if letter.isprintable() or letter == "\u00ad":
        return letter
    return " " if letter.isspace() else "\ufffd"


def from_here(file: Path) -> Path:
    """Return the path relative to the current folder, if the file is below it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_absolute() and file.is_relative_to(here) else file
