"""Rows against columns, with a coloured sign where they meet."""

from collections.abc import Mapping
from typing import Any

from gcm.core.language import Lang, msg
from gcm.pictures.letters import cut, width, wrapped
from gcm.pictures.series import Shown, column, series_of
from gcm.pictures.svg import LINE, SMALL, TEXT, Drawing
from gcm.questions.rows import Rows

_SIDE = 20.0
_WIDE = 27.0  # a column, whose heading may have two lines
_LABELS = 260.0  # the greatest width of the labels of the rows
_HEADINGS = 200.0  # the greatest height of the headings, which are written upwards
_ABSENT = {  # how complete a list is that a row is not in, by the end of its IRI
    "complete": msg("not in the complete list"),
    "partial": msg("not in the partial list"),
    "unknown": msg("not in a list of unknown completeness"),
    "": msg("no list"),
}


def matrix(drawing: Drawing, rows: Rows, roles: Mapping[str, Any], lang: Lang) -> str:
    """Draw a cell for each pair of a row and a column, and return how many pairs there are.

    Args:
        drawing: the picture; it is made as wide as its columns need.
        rows: the answer.
        roles: `row` and `column` name columns, `value` one that tells the cells apart; `by` names
            the column or variable that orders the columns of the matrix; `list` names the one that
            says how complete the list is that a column of the matrix rests on; `order` lists the
            values that have the first colours.
        lang: the language of the legend.
    """
    across, down = column(rows, roles["column"]), column(rows, roles["row"])
    values = column(rows, roles["value"]) if "value" in roles else [_listed(lang)] * len(down)
    lists = column(rows, roles["list"]) if "list" in roles else []
    complete = {heading.text: cell.key for heading, cell in zip(across, lists, strict=False)}
    headings = _headings(across, column(rows, roles.get("by", roles["column"])))
    labels = list(dict.fromkeys(cell.text for cell in down if cell.term))
    found: dict[tuple[str, str], dict[str, Shown]] = {}
    for one, other, value in zip(down, across, values, strict=True):
        if one.term:
            found.setdefault((one.text, other.text), {})[value.key] = value
    here = [value for each in found.values() for value in each.values()]
    series = series_of(here, roles.get("order", ()), lang)
    left = min(_LABELS, max((width(label, TEXT) for label in labels), default=0)) + 10
    right = left + len(headings) * _WIDE
    drawing.width = max(drawing.width, right)
    drawing.legend(series.names)
    if lists:
        _explain(drawing, sorted(set(complete.values())), lang)
    _write_headings(drawing, headings, left)
    for label in labels:
        top = drawing.bottom
        lines = len(wrapped(label, left - 10, TEXT)) * LINE
        tall = max(_SIDE, lines + 4)
        drawing.line(0, top, right, top)
        drawing.lines(label, 0, left - 10, top=top + (tall - lines) / 2)
        for number, heading in enumerate(headings):
            x, middle = left + number * _WIDE, top + tall / 2
            if met := found.get((label, heading)):
                tip = f"{label}, {heading}: " + "; ".join(value.text for value in met.values())
                _cell(drawing, x, middle, [series.numbers[key] for key in met], tip)
            elif lists:
                _absent(drawing, complete[heading], x + _WIDE / 2, middle)
        drawing.bottom = top + tall
    if not lists:
        drawing.bottom += 4
        empty = msg("An empty cell: the sources read here state nothing.").text(lang)
        drawing.lines(empty, 0, drawing.width, style="gcm-small gcm-soft")
    return msg("{rows} rows, {columns} columns, {pairs} filled cells.").text(
        lang, rows=len(labels), columns=len(headings), pairs=len(found)
    )


def _listed(lang: Lang) -> Shown:
    """Return the value of the cells of a matrix that tells no cells apart."""
    return Shown(None, msg("in the list").text(lang))


def _headings(across: list[Shown], by: list[Shown]) -> list[str]:
    """Return the headings in the order of the cells `by`: numbers, then dates or other texts."""
    ranks: dict[str, tuple[int, int, str]] = {}
    for heading, cell in zip(across, by, strict=True):
        value = cell.term.plain if cell.term else ""
        rank = (0, value, "") if isinstance(value, int) else (1 if value else 2, 0, value)
        ranks[heading.text] = min(rank, ranks.get(heading.text, rank))
    return sorted(ranks, key=lambda heading: ranks[heading])


def _write_headings(drawing: Drawing, headings: list[str], left: float) -> None:
    """Write the headings upwards, each on one line or two."""
    tall = min(_HEADINGS, max((width(heading, SMALL) for heading in headings), default=0))
    bottom = drawing.bottom + tall + 14
    for number, heading in enumerate(headings):
        first, *rest = wrapped(heading, _HEADINGS, SMALL)
        lines = [first, cut(" ".join(rest), _HEADINGS, SMALL)] if rest else [first]
        x = left + (number + 0.5) * _WIDE + 4 - (len(lines) - 1) * 7
        for place, line in enumerate(lines):
            drawing.text(x + place * 14, bottom - 6, line, "gcm-small", turned=True, whole=heading)
    drawing.bottom = bottom


def _cell(drawing: Drawing, x: float, middle: float, numbers: list[int], tip: str) -> None:
    """Draw a cell; side by side the colours of several values."""
    wide = (_WIDE - 3) / len(numbers)
    size = 4.0 if len(numbers) == 1 else wide / 3
    for place, number in enumerate(numbers):
        left = x + 1.5 + place * wide
        drawing.box(left, middle - _SIDE / 2 + 1.5, wide, _SIDE - 3, f"gcm-{number}", tip)
        drawing.sign(number, left + wide / 2, middle, size, f"gcm-sign gcm-sign-{number}")


def _absent(drawing: Drawing, completeness: str, x: float, y: float) -> None:
    """Draw the sign of an empty cell: a bar, a ring, a dot, or nothing without a list."""
    if completeness == "complete":
        drawing.line(x - 4, y, x + 4, y, "gcm-strong")
    elif completeness == "partial":
        drawing.sign(4, x, y, 3, "gcm-sign gcm-strong")
    elif completeness:
        drawing.box(x - 1, y - 1, 2, 2, "gcm-soft")


def _explain(drawing: Drawing, kinds: list[str], lang: Lang) -> None:
    y = drawing.bottom + 4
    for kind in kinds:
        _absent(drawing, kind, 7, y + 8)
        drawing.text(20, y + 12, _ABSENT[kind].text(lang))
        y += 18
    drawing.bottom = y
