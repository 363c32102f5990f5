"""Counts: as bars, a bar for each row and a part of it for each count, or as numbers in a grid."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from gcm.core.language import Lang
from gcm.pictures.letters import width, wrapped
from gcm.pictures.series import column
from gcm.pictures.svg import LINE, SMALL, SMALL_LINE, TEXT, Drawing
from gcm.questions.rows import Rows

_LABELS = 200.0  # the greatest width of the labels of bars
_TOTALS = 110.0  # the room behind the longest bar
_THICK = 20.0
_GAP = 7.0

_GRID_LABELS = 240.0  # the greatest width of the labels of the rows of a grid
_TALL = 22.0
_DEEPEST = 0.55  # ink remains readable on it


class Counts(NamedTuple):
    """Whole numbers of an answer: a row for each label, a number for each heading."""

    labels: list[str]
    headings: list[str]
    rows: list[list[int]]

    def in_words(self) -> str:
        """Return every number with its label and heading, for screen readers."""
        return "; ".join(
            f"{label}: "
            + ", ".join(f"{name} {count}" for name, count in zip(self.headings, row, strict=True))
            for label, row in zip(self.labels, self.rows, strict=True)
        )


def counts_of(rows: Rows, roles: Mapping[str, Any], lang: Lang) -> Counts:
    """Read the column that `label` names in `roles`, and those of numbers that `counts` lists."""
    columns = [column(rows, name) for name in roles["counts"]]
    return Counts(
        labels=[cell.text for cell in column(rows, roles["label"])],
        headings=[rows.view.columns[name].label[lang] for name in roles["counts"]],
        rows=[[int(cell.text or 0) for cell in row] for row in zip(*columns, strict=True)],
    )


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
    left = min(_GRID_LABELS, max(width(text, TEXT) for text in [label, *labels])) + 12
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
