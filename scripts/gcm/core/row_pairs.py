"""Which rows of an answer are gone, new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from gcm.core.changes import RowChange

Row = tuple[str, ...]
_MOST_CHANGED = 3  # columns in which a row may differ and still be taken for the same


def row_changes(
    old: Sequence[Row], new: Sequence[Row], renamed: Mapping[str, str] | None = None
) -> list[RowChange]:
    """The rows that differ: those of the new answer in its order, then those that are gone.

    A row that is gone and one that is new are the same one, changed, where they differ by what
    things are called since; or where the cells that they share tell them from other rows, and are
    more than half of them, or half of them with the first, which most often says what the row is
    about. From the other rows that differ if they share all cells but one, else from all rows.

    Args:
        old: the rows before.
        new: the rows after.
        renamed: what things are called since, by what they were called.
    """
    gone, fresh = _rest(old, new), _rest(new, old)
    before = _renamed(gone, fresh, renamed or {})
    width = len(new[0]) if new else 0
    for kept in _choices(width):
        alone = len(kept) == width - 1
        only_old = _identifying([row for row in gone if row] if alone else old, kept)
        rows = [row for place, row in enumerate(fresh) if place not in before]
        only_new = _identifying(rows if alone else new, kept)
        places = {_part(row, kept): place for place, row in enumerate(gone) if row}
        for place, row in enumerate(fresh):
            key = _part(row, kept)
            if place not in before and key in places and key in only_old and key in only_new:
                before[place] = gone[places[key]]
                gone[places.pop(key)] = ()
    changed = [RowChange(before.get(place, ()), row) for place, row in enumerate(fresh)]
    return [*changed, *(RowChange(row, ()) for row in gone if row)]


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


def _choices(width: int) -> list[tuple[int, ...]]:
    """The columns that a row may share with what it was, the most first."""
    return [
        kept
        for size in range(width - 1, 0, -1)
        if width - size <= _MOST_CHANGED
        for kept in combinations(range(width), size)
        if 2 * size > width or (2 * size == width and kept[0] == 0)
    ]


def _identifying(rows: Sequence[Row], kept: tuple[int, ...]) -> set[Row]:
    times = Counter(_part(row, kept) for row in rows)
    return {key for key, count in times.items() if count == 1}


def _part(row: Row, kept: tuple[int, ...]) -> Row:
    return tuple(row[place] for place in kept)
