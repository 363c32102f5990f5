"""Counts as bars, a bar for each row and a part of it for each count."""

from collections.abc import Mapping
from typing import Any

from gcm.core.language import Lang
from gcm.pictures.letters import width, wrapped
from gcm.pictures.series import counts_of
from gcm.pictures.svg import LINE, SMALL, TEXT, Drawing
from gcm.questions.rows import Rows

_LABELS = 200.0  # the greatest width of the labels
_TOTALS = 110.0  # the room behind the longest bar
_THICK = 20.0
_GAP = 7.0


def bars(drawing: Drawing, rows: Rows, roles: Mapping[str, Any], lang: Lang) -> str:
    """Draw a bar for each row, and return the counts in words.

    Args:
        drawing: the picture.
        rows: the answer.
        roles: `label` names a column; `counts` lists columns of whole numbers.
        lang: the language of the headings.
    """
    counts = counts_of(rows, roles, lang)
    labels, headings, numbers = counts
    left = min(_LABELS, max((width(label, TEXT) for label in labels), default=0) + 10)
    most = max(map(sum, numbers), default=0)
    scale = (drawing.width - left - _TOTALS) / max(most, 1)
    if len(headings) > 1:
        drawing.legend(dict(enumerate(headings, 1)))
    y = drawing.bottom + 8
    for label, row in zip(labels, numbers, strict=True):
        lines = wrapped(label, left - 10, TEXT)
        tall = max(_THICK, len(lines) * LINE)
        drawing.lines(label, 0, left - 10, top=y + (tall - len(lines) * LINE) / 2)
        x, middle = left, y + tall / 2
        narrow = []
        for number, (heading, count) in enumerate(zip(headings, row, strict=True), 1):
            if not count:
                continue
            long = count * scale
            tip = f"{label}, {heading}: {count}"
            drawing.box(x, middle - _THICK / 2, max(long - 1, 1), _THICK, f"gcm-{number}", tip)
            if len(headings) > 1 and width(str(count), TEXT) + 6 < long:
                style = f"gcm-on-{number}"
                drawing.text(x + long / 2, middle + 4, str(count), style, anchor="middle")
            else:
                narrow.append((number, str(count)))
            x += long
        drawing.text(x + 6, middle + 4, str(sum(row)), "gcm-bold")
        if len(headings) > 1:
            _beside(drawing, narrow, x + 14 + width(str(sum(row)), TEXT, bold=True), middle)
        y += tall + _GAP
    drawing.bottom = y
    return counts.in_words()


def _beside(drawing: Drawing, counts: list[tuple[int, str]], x: float, middle: float) -> None:
    """Write the counts that have no room in their part of a bar, each behind its sign."""
    for number, count in counts:
        drawing.box(x, middle - 6, 12, 12, f"gcm-{number}")
        drawing.sign(number, x + 6, middle, 3.5, f"gcm-sign gcm-sign-{number}")
        drawing.text(x + 15, middle + 4, count, "gcm-small")
        x += 22 + width(count, SMALL)
