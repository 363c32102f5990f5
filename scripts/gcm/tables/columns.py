"""Columns of a table: their allowed values, and the problems of a cell.

The terms are those of the W3C's Metadata Vocabulary for Tabular Data
(https://www.w3.org/TR/tabular-metadata/).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gcm.core.language import Message, Text, msg
from gcm.core.similarity import nearest

FEW = 12  # values that a person reads at a glance
_SEARCHED = 5000
_LEAST = 4  # letters of a name
_CONTROL = re.compile(r"[\x00-\x09\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]")


# A problem of a cell: its message, and what it says of the values in the cell.
Problem = tuple[Message, dict[str, object]]


class Column(NamedTuple):
    """A column: its label and the values that its cells may contain.

    Args:
        label: the heading, for people.
        required: whether every cell must have a value.
        separator: the separator of a cell's values; empty if a cell has one value.
        form: a regular expression that every whole value must match.
        example: a value of that form.
        allowed: the allowed values; None for any.
        date: whether the values are days of the calendar, months or years.
        named: returns the allowed values that a name in any language stands for, and the names most
            like it with theirs; None if only the values themselves are known.
    """

    name: str
    label: Text
    required: bool = False
    separator: str = ""
    form: str = ""
    example: str = ""
    allowed: frozenset[str] | None = None
    date: bool = False
    named: Callable[[str], tuple[list[str], list[str]]] | None = None

    def taken(self, cell: str) -> str:
        """Return a cell with the value that a name in it stands for, and a decimal point."""
        return self.separator.join(map(self._value, self.values(cell)))

    def _value(self, text: str) -> str:
        point = text.replace(",", ".")
        if self.form and not re.fullmatch(self.form, text) and re.fullmatch(self.form, point):
            return point if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", point) else text
        if self.named is None or self.allowed is None or text in self.allowed or not text.strip():
            return text
        found, _ = self.named(text)
        return found[0] if len(found) == 1 else text

    def values(self, cell: str) -> list[str]:
        """Return the values in a cell."""
        if not cell:
            return []
        return cell.split(self.separator) if self.separator else [cell]


def problems(column: Column, cell: str, *, near: bool = True) -> Iterator[Problem]:
    """Yield the problems of a cell.

    Args:
        column: the column of the cell.
        cell: the text of the cell.
        near: search for values similar to an unknown one, which takes time.
    """
    if _CONTROL.search(cell):
        control = msg(
            "row {row}, column “{column}”: the cell contains a control character: “{value}”. "
            "Type it again."
        )
        yield (control, {"value": cell})
        return
    if cell != cell.strip():
        spaces = msg("row {row}, column “{column}”: white space around “{value}”; remove it.")
        yield (spaces, {"value": cell})
        return
    if column.required and not cell:
        empty = msg("row {row}, column “{column}”: the cell is empty; a value is required.")
        yield (empty, {})
    for value in column.values(cell):
        if not value or value != value.strip():
            separated = msg(
                "row {row}, column “{column}”: the values in “{value}” are not separated by "
                "exactly “{known}”."
            )
            yield (separated, {"value": cell, "known": column.separator})
        elif column.form and not re.fullmatch(column.form, value):
            form = msg(
                "row {row}, column “{column}”: “{value}” is not of the form asked for, such as "
                "{known}."
            )
            yield (form, {"value": value, "known": column.example or column.form})
        elif column.date and not _in_calendar(value):
            no_day = msg("row {row}, column “{column}”: “{value}” is not a valid date.")
            yield (no_day, {"value": value})
        elif column.allowed is not None and value not in column.allowed:
            yield _unknown(value, column, near=near)


def _in_calendar(value: str) -> bool:
    """Return whether a date, of any precision, exists: 2024-02-30 does not."""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _unknown(value: str, column: Column, *, near: bool) -> Problem:
    """Return the problem of an unknown value, with all allowed values if few, else similar ones."""
    names = _sorted(column.allowed or frozenset())
    if len(names) <= FEW:
        few = msg(
            "row {row}, column “{column}”: “{value}” is not allowed. Allowed values: {known}."
        )
        return (few, {"value": value, "known": ", ".join(names) or "—"})
    close: list[str] = []
    if near and column.named is not None and len(value) >= _LEAST:  # a shorter one is a code
        found, alike = column.named(value)
        close = (found or alike)[:3]
    if near and not close and column.named is not None and len(value) < _LEAST:
        # A code that begins otherwise or is shorter is another thing's: GRC is not meant by DRC.
        alike = [one for one in names if (one[:1], len(one)) == (value[:1].upper(), len(value))]
        turned = [one for one in alike if sorted(one) == sorted(value.upper())]
        close = turned or nearest(value, alike, 3)
    elif near and not close:
        close = nearest(value, names[:_SEARCHED], 3)
    unknown = msg(
        "row {row}, column “{column}”: the graph does not know “{value}”. There are {total} "
        "allowed values, such as: {known}."
    )
    if close:
        unknown = msg(
            "row {row}, column “{column}”: the graph does not know “{value}”; did you mean: "
            "{known}? There are {total} allowed values."
        )
    known = ", ".join(close or names[:3])
    return (unknown, {"value": value, "known": known, "total": len(names)})


@lru_cache(maxsize=8)
def _sorted(names: frozenset[str]) -> list[str]:
    return sorted(names)
