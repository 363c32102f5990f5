"""Which rows of an answer are gone, new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gcm.changes.model import RowChange
from gcm.questions.rows import Told


def row_changes(old: Sequence[Told], new: Sequence[Told]) -> list[RowChange]:
    """The rows that read otherwise: those of the new answer in its order, then those gone.

    A row that is gone and one that is new are the same one, changed, where their first cells are
    of the same things: as many cells as tell all rows of either answer apart.
    """
    size = _key_size(old, new)
    gone: dict[tuple[str, ...], list[Told]] = {}
    for row in _rest(old, new):
        gone.setdefault(row.things[:size], []).append(row)
    changes = []
    for row in _rest(new, old):
        same = gone.get(row.things[:size])
        changes.append(RowChange(same.pop(0).words if same else (), row.words))
    return [*changes, *(RowChange(row.words, ()) for rows in gone.values() for row in rows)]


def _key_size(*answers: Sequence[Told]) -> int:
    """How many of the first cells tell the rows of each answer apart; else all."""
    width = max((len(row.things) for rows in answers for row in rows), default=0)
    for size in range(1, width):
        if all(len({row.things[:size] for row in rows}) == len(rows) for rows in answers):
            return size
    return width


def _rest(rows: Sequence[Told], others: Sequence[Told]) -> list[Told]:
    """The rows whose words others do not have as often."""
    left = Counter(row.words for row in others)
    found = []
    for row in rows:
        if left[row.words]:
            left[row.words] -= 1
        else:
            found.append(row)
    return found
