"""Counts in a grid: the number of each cell on a tint that is deeper the larger it is."""

from collections.abc import Mapping
from typing import Any

from gcm.core.language import Lang
from gcm.pictures.letters import width, wrapped
from gcm.pictures.series import counts_of
from gcm.pictures.svg import LINE, SMALL, SMALL_LINE, TEXT, Drawing
from gcm.questions.rows import Rows

_LABELS = 240.0  # the greatest width of the labels of the rows
_TALL = 22.0
_DEEPEST = 0.55  # ink remains readable on it


def counts(drawing: Drawing, rows: Rows, roles: Mapping[str, Any], lang: Lang) -> str:
    """Draw a grid of the counts of each row, and return them in words.

    Args:
        drawing: the picture.
        rows: the answer.
        roles: `label` names a column; `counts` lists columns of whole numbers.
        lang: the language of the headings.
    """
    label = rows.view.columns[roles["label"]].label[lang]
    found = counts_of(rows, roles, lang)
    labels, headings, numbers = found
    most = max((count for row in numbers for count in row), default=0)
    left = min(_LABELS, max(width(text, TEXT) for text in [label, *labels])) + 12
    wide = (drawing.width - left) / len(headings)
    lines = [wrapped(heading, wide - 6, SMALL) for heading in headings]
    top = drawing.bottom + 10 + max(map(len, lines)) * SMALL_LINE
    drawing.text(0, top - 4, label, "gcm-small gcm-soft")
    for number, heading in enumerate(lines):
        for place, line in enumerate(reversed(heading)):
            x, y = left + (number + 0.5) * wide, top - 4 - place * SMALL_LINE
            drawing.text(x, y, line, "gcm-small gcm-soft", anchor="middle")
    y = top
    for text, row in zip(labels, numbers, strict=True):
        shown = wrapped(text, left - 12, TEXT)
        tall = max(_TALL, len(shown) * LINE + 6)
        drawing.line(0, y, drawing.width, y)
        drawing.lines(text, 0, left - 12, top=y + (tall - len(shown) * LINE) / 2)
        for number, count in enumerate(row):
            x = left + number * wide
            if count:
                tip = f"{text}, {headings[number]}: {count}"
                drawing.box(x + 1, y + 1, wide - 2, tall - 2, "gcm-1", tip, _DEEPEST * count / most)
            style = "" if count else "gcm-soft"
            drawing.text(x + wide / 2, y + tall / 2 + 4, str(count), style, anchor="middle")
        y += tall
    drawing.bottom = y
    return found.in_words()
