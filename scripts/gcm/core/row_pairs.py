"""Which rows of an answer are gone, new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gcm.core.changes import RowChange

Row = tuple[str, ...]


def row_changes(
    old: Sequence[Row], new: Sequence[Row], renamed: Mapping[str, str] | None = None
) -> list[RowChange]:
    """The rows that differ: those of the new answer in its order, then those that are gone.

    A row that is gone and one that is new are the same one, changed, where they differ by what
    things are called since; or where they share their first columns, as many as tell all rows of
    either answer apart.

    Args:
        old: the rows before.
        new: the rows after.
        renamed: what things are called since, by what they were called.
    """
    gone, fresh = _rest(old, new), _rest(new, old)
    before = _renamed(gone, fresh, renamed or {})
    size = _key_size(old, new)
    places = {row[:size]: place for place, row in enumerate(gone) if row}
    for place, row in enumerate(fresh):
        key = row[:size]
        if size < len(row) and place not in before and key in places:
            before[place] = gone[places[key]]
            gone[places.pop(key)] = ()
    changed = [RowChange(before.get(place, ()), row) for place, row in enumerate(fresh)]
    return [*changed, *(RowChange(row, ()) for row in gone if row)]


def _key_size(*answers: Sequence[Row]) -> int:
    """How many of the first columns tell the rows of each answer apart."""
    width = max((len(row) for rows in answers for row in rows), default=0)
    for size in range(1, width):
        if all(len({row[:size] for row in rows}) == len(rows) for rows in answers):
            return size
    return width


def _renamed(gone: list[Row], fresh: list[Row], names: Mapping[str, str]) -> dict[int, Row]:
    """The rows that were the new ones before things were renamed; they are no longer gone."""
    waiting: dict[Row, list[int]] = {}
    for place, row in enumerate(gone):
        now = tuple(names.get(cell, cell) for cell in row)
        waiting.setdefault(now, []).append(place)
    before: dict[int, Row] = {}
    for place, row in enumerate(fresh):
        if places := waiting.get(row):
            before[place] = gone[places[0]]
            gone[places.pop(0)] = ()
    return before


def _rest(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows that others do not have as often."""
    left = Counter(others)
    found = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            found.append(row)
    return found
