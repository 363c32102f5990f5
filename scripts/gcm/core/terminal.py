"""Output that is safe and readable: on terminals, in JSON and Turtle, as tables."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from gcm.core.display import markdown_cell as markdown_cell, printable as printable

_GAP = 2
_NARROWEST = 12
_COLOURS = {"red": 31, "green": 32, "yellow": 33, "cyan": 36}
_STEERS = re.compile(r"(\033\[(?:[01]|3[1236])m)|[^\t\n\x20-\x7e\xa0-\xac\xae-\u05ff]")
_COMMAND = re.compile(r"(^[^\S\n]*:(?=:)|#(?=#\[|#vso\[))([:#])", re.MULTILINE)
_UNUSUAL = re.compile(r"[^\n\x20-\x7e]")


def for_terminal(text: str) -> str:
    """Make text safe for a terminal: `printable`, except for tabs, line feeds and our own marks."""
    return _STEERS.sub(lambda found: found[0] if found[1] else printable(found[0]), text)


def inert(text: str) -> str:
    """Disarm whatever GitHub Actions would read in a text as a workflow command.

    Workflow commands are lines that begin with `::`, and `##[` anywhere; a space is inserted.
    """
    return _COMMAND.sub(r"\1 \2", text)


def escaped(text: str, *, pairs: bool) -> str:
    r"""Escape JSON or Turtle so that it reads back the same but cannot control its display.

    Unprintable characters are written as `\uXXXX`, which both formats allow within strings only,
    and so are the workflow commands that `inert` disarms.

    Args:
        text: the document.
        pairs: write letters beyond U+FFFF as two, as JSON does, not as `\UXXXXXXXX`.
    """
    text = _UNUSUAL.sub(lambda found: _escape(found[0], pairs), text)
    return _COMMAND.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04X}", text)


def _escape(letter: str, pairs: bool) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code <= 0xFFFF:
        return f"\\u{code:04X}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04X}\\u{0xDC00 + low:04X}" if pairs else f"\\U{code:08X}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Format an aligned table; cells too wide for the terminal are wrapped.

    A terminal too narrow for the columns gets a block for each row, a line for each cell.

    Args:
        headings: one per column.
        rows: cells as text.
        width: columns of the terminal; without it, as wide as needed unless on a terminal.
    """
    cells = [[printable(cell) for cell in row] for row in (headings, *rows)]
    if width is None and sys.stdout.isatty():
        from shutil import get_terminal_size  # late: it takes long to import

        width = get_terminal_size().columns
    width = width or 10_000  # a pipe or a file takes lines of any length
    widths = _fit([max(map(columns_taken, column)) for column in zip(*cells, strict=True)], width)
    if sum(widths) + _GAP * (len(widths) - 1) > width:
        return _blocks(cells, width)
    lines = [_lines(row, widths) for row in cells]
    rule = "  ".join("─" * size for size in widths)
    body = _spaced(lines[1:])
    heading = "\n".join(bold(line) for line in lines[0])
    return "\n".join([heading, rule, body] if len(lines) > 1 else [heading, rule]) + "\n"


def _blocks(cells: list[list[str]], width: int) -> str:
    """Format each row as lines of heading and cell, a blank line between the rows."""
    headings, *rows = cells
    widest = min(max(map(columns_taken, headings)), width // 3)
    blocks = [
        [
            bold(line[:widest]) + line[widest:]
            for pair in zip(headings, row, strict=True)
            for line in _lines(pair, [widest, max(width - widest - _GAP, 1)])
        ]
        for row in rows
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _spaced(rows: list[list[str]]) -> str:
    """Join the rows, with a blank line around wrapped ones."""
    text = ""
    for number, row in enumerate(rows):
        if number:
            text += "\n\n" if len(row) > 1 or len(rows[number - 1]) > 1 else "\n"
        text += "\n".join(row)
    return text


def bold(text: str) -> str:
    """Make text bold on a terminal that supports it."""
    return _marked(text, 1)


def colour(text: str, name: str) -> str:
    """Colour text (red, green, yellow, cyan) on a terminal that supports it."""
    return _marked(text, _COLOURS[name])


def _marked(text: str, code: int) -> str:
    """Wrap text in an escape code, unless colour is off (https://no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return f"\033[{code}m{text}\033[0m" if sys.stdout.isatty() and not plain else text


def columns_taken(text: str) -> int:
    """Return how many columns of a terminal a text takes: some letters take two, or none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) != 0 for letter in text)


def _fit(wanted: list[int], width: int) -> list[int]:
    """Return column widths that fit the terminal; the widest columns shrink first."""
    widths = [max(size, 1) for size in wanted]
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = max(range(len(widths)), key=widths.__getitem__)
        others = sorted(widths, reverse=True)
        step = max(1, min(widths[widest] - others[1], sum(widths) - room)) if len(others) > 1 else 1
        widths[widest] = max(widths[widest] - step, _NARROWEST)
    return widths


def _lines(row: Sequence[str], widths: list[int]) -> list[str]:
    wrapped = [_wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(map(len, wrapped))
    padded = [cell + [""] * (height - len(cell)) for cell in wrapped]
    return [
        "  ".join(
            part + " " * (size - columns_taken(part))
            for part, size in zip(parts, widths, strict=True)
        ).rstrip()
        for parts in zip(*padded, strict=True)
    ]


def _wrap(text: str, width: int) -> list[str]:
    if columns_taken(text) <= width:
        return [text]
    from textwrap import wrap

    lines, size = wrap(text, width), width
    while size > 1 and any(columns_taken(line) > width for line in lines):
        size -= 1  # letters that take two columns
        lines = wrap(text, size)
    return lines or [""]
