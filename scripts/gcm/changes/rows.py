"""The rows of an answer that are gone, new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gcm.changes.model import RowChange
from gcm.questions.rows import WordedRow


def row_changes(old: Sequence[WordedRow], new: Sequence[WordedRow]) -> list[RowChange]:
    """List the rows that differ: those of the new answer in its order, then those gone.

    A row that is gone and a new one count as one changed row if their first cells are about the
    same entities; as many cells are compared as identify every row of either answer.
    """
    size = _key_size(old, new)
    gone: dict[tuple[str, ...], list[WordedRow]] = {}
    for row in _rest(old, new):
        gone.setdefault(row.things[:size], []).append(row)
    changes = []
    for row in _rest(new, old):
        same = gone.get(row.things[:size])
        changes.append(RowChange(same.pop(0).words if same else (), row.words))
    return [*changes, *(RowChange(row.words, ()) for rows in gone.values() for row in rows)]


def _key_size(*answers: Sequence[WordedRow]) -> int:
    """Return how many first cells identify the rows of each answer; else the number of all."""
    width = max((len(row.things) for rows in answers for row in rows), default=0)
    for size in range(1, width):
        if all(len({row.things[:size] for row in rows}) == len(rows) for rows in answers):
            return size
    return width


def _rest(rows: Sequence[WordedRow], others: Sequence[WordedRow]) -> list[WordedRow]:
    """Return the rows whose words occur more often than in `others`."""
    left = Counter(row.words for row in others)
    found = []
    for row in rows:
        if left[row.words]:
            left[row.words] -= 1
        else:
            found.append(row)
    return found
