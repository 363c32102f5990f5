"""Which rows of an answer are gone, new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from gcm.core.changes import RowChange

Row = tuple[str, ...]
_MOST_CHANGED = 3  # columns in which a row may differ and still be taken for the same


def row_changes(old: Sequence[Row], new: Sequence[Row]) -> list[RowChange]:
    """The rows that differ: those of the new answer in its order, then those that are gone.

    A row that is gone and one that is new are the same one, changed, where the cells that they
    share tell them from all other rows of both answers, and are more than half of them, or half
    of them with the first, which most often says what the row is about.
    """
    gone, fresh = _rest(old, new), _rest(new, old)
    before: dict[int, Row] = {}
    for kept in _choices(len(new[0]) if new else 0):
        only_old, only_new = _identifying(old, kept), _identifying(new, kept)
        places = {_part(row, kept): place for place, row in enumerate(gone) if row}
        for place, row in enumerate(fresh):
            key = _part(row, kept)
            if place not in before and key in places and key in only_old and key in only_new:
                before[place] = gone[places[key]]
                gone[places.pop(key)] = ()
    changed = [RowChange(before.get(place, ()), row) for place, row in enumerate(fresh)]
    return [*changed, *(RowChange(row, ()) for row in gone if row)]


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
