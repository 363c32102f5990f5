"""What the cells of a table's column may hold, and what is wrong in one.

The terms are those of the W3C's Metadata Vocabulary for Tabular Data
(https://www.w3.org/TR/tabular-metadata/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gcm.core.language import Message, Text, msg
from gcm.core.similarity import nearest

_TABLE_VALUE_UNKNOWN = msg(
    "row {row}, column “{column}”: the graph does not know “{value}”. "
    "There are {total} allowed values, such as: {known}."
)

FEW = 12  # values that a person reads at a glance
_SEARCHED = 5000
_CONTROL = re.compile(r"[\x00-\x09\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]")


class Column(NamedTuple):
    """What the cells of a column may hold.

    Args:
        label: what it is, for people.
        required: whether every cell holds a value.
        separator: what stands between the values of a cell; empty where it holds one.
        form: a regular expression that every value matches as a whole.
        example: a value of that form.
        allowed: the values there are; None for any.
        date: whether the values are days of the calendar, months or years.
    """

    name: str
    label: Text
    required: bool = False
    separator: str = ""
    form: str = ""
    example: str = ""
    allowed: frozenset[str] | None = None
    date: bool = False

    def values(self, cell: str) -> list[str]:
        """The values in a cell."""
        if not cell:
            return []
        return cell.split(self.separator) if self.separator else [cell]


class Problem(NamedTuple):
    """A fault in a cell: its message, and the values that the message names."""

    message: Message
    value: str = ""
    known: str = ""
    total: int = 0


def problems(column: Column, cell: str, *, near: bool = True) -> Iterator[Problem]:
    """What is wrong in a cell.

    Args:
        column: what it may hold.
        cell: its text.
        near: look for the values that an unknown one may be meant for, which takes time.
    """
    if _CONTROL.search(cell):
        yield Problem(
            msg(
                "row {row}, column “{column}”: the cell holds a control character: "
                "“{value}”. Type it again."
            ),
            cell,
        )
        return
    if cell != cell.strip():
        yield Problem(
            msg("row {row}, column “{column}”: white space around “{value}”; remove it."), cell
        )
        return
    if column.required and not cell:
        yield Problem(msg("row {row}, column “{column}”: the cell is empty; it must hold a value."))
    for value in column.values(cell):
        if not value or value != value.strip():
            yield Problem(
                msg(
                    "row {row}, column “{column}”: the values in “{value}” are not "
                    "separated by exactly “{known}”."
                ),
                cell,
                column.separator,
            )
        elif column.form and not re.fullmatch(column.form, value):
            yield Problem(
                msg(
                    "row {row}, column “{column}”: “{value}” is not of the form asked for, "
                    "such as {known}."
                ),
                value,
                column.example or column.form,
            )
        elif column.date and not _in_calendar(value):
            yield Problem(
                msg("row {row}, column “{column}”: “{value}” is no day of the calendar."), value
            )
        elif column.allowed is not None and value not in column.allowed:
            yield _unknown(value, column.allowed) if near else Problem(_TABLE_VALUE_UNKNOWN, value)


def _in_calendar(value: str) -> bool:
    """Whether a date, of whatever precision, exists: 2024-02-30 does not."""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _unknown(value: str, allowed: frozenset[str]) -> Problem:
    """The allowed values, if there are few; else those that `value` may be meant for."""
    names = _sorted(allowed)
    if len(names) <= FEW:
        return Problem(
            msg("row {row}, column “{column}”: “{value}” is not allowed. Allowed values: {known}."),
            value,
            ", ".join(names) or "—",
        )
    near = nearest(value, names[:_SEARCHED], 3)
    key = (
        msg(
            "row {row}, column “{column}”: the graph does not know “{value}”; did "
            "you mean: {known}? There are {total} allowed values."
        )
        if near
        else _TABLE_VALUE_UNKNOWN
    )
    return Problem(key, value, ", ".join(near or names[:3]), len(names))


@lru_cache(maxsize=8)
def _sorted(names: frozenset[str]) -> list[str]:
    return sorted(names)
