from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from gcm.changes.answers import row_changes
from gcm.changes.model import RowChange
from gcm.questions.rows import WordedRow

Row = tuple[str, ...]
ROWS = st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=8)


def worded(rows: list[Row]) -> list[WordedRow]:
    """Rows that read what they are of."""
    return [WordedRow(row, row) for row in rows]


@given(ROWS, ROWS)
def test_the_changes_make_the_new_rows_of_the_old(old: list[Row], new: list[Row]) -> None:
    changes = row_changes(worded(old), worded(new))
    gone = Counter(change.before for change in changes if change.before)
    fresh = Counter(change.after for change in changes if change.after)
    assert Counter(old) - gone + fresh == Counter(new)
    assert not gone & fresh
    assert [change.after for change in changes if change.after] == _in_order(new, fresh)


def _in_order(rows: list[Row], wanted: Counter[Row]) -> list[Row]:
    """The last of each row that are wanted, since the first are those that both have."""
    left = Counter(rows) - wanted
    found = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            found.append(row)
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([("yes", "152")], [("yes", "151")], [(("yes", "152"), ("yes", "151"))]),
        ([("CHL", "no")], [("PER", "no")], [((), ("PER", "no")), (("CHL", "no"), ())]),
        (
            [("a", "x", "1"), ("b", "x", "1")],
            [("a", "y", "1"), ("b", "y", "1")],
            [(("a", "x", "1"), ("a", "y", "1")), (("b", "x", "1"), ("b", "y", "1"))],
        ),
        ([("a",)], [("b",)], [((), ("b",)), (("a",), ())]),
        ([("a", "1")], [], [(("a", "1"), ())]),
        ([], [("a", "1")], [((), ("a", "1"))]),
        ([("a", "1"), ("a", "1")], [("a", "1")], [(("a", "1"), ())]),
        # Which of the two it was cannot be told.
        (
            [("a", "1"), ("a", "2")],
            [("a", "3")],
            [((), ("a", "3")), (("a", "1"), ()), (("a", "2"), ())],
        ),
    ],
)
def test_which_rows_are_the_same(
    old: list[Row], new: list[Row], expected: list[tuple[Row, Row]]
) -> None:
    assert row_changes(worded(old), worded(new)) == [RowChange(*pair) for pair in expected]


def test_a_row_with_new_names_is_the_same() -> None:
    was = [WordedRow(("a", "x", "1"), ("A", "X", "1")), WordedRow(("a", "x", "2"), ("A", "X", "2"))]
    now = [WordedRow(("b", "y", "2"), ("A", "X", "2")), WordedRow(("b", "y", "1"), ("A", "X", "1"))]
    assert row_changes(was, now) == [
        RowChange(("a", "x", "2"), ("b", "y", "2")),
        RowChange(("a", "x", "1"), ("b", "y", "1")),
    ]


def test_another_thing_of_the_same_name_is_another() -> None:
    was, now = [WordedRow(("a", "1"), ("A", "1"))], [WordedRow(("a", "2"), ("B", "2"))]
    assert row_changes(was, now) == [RowChange((), ("a", "2")), RowChange(("a", "1"), ())]


def test_rows_that_nothing_tells_apart_are_paired_in_their_order() -> None:
    was = [WordedRow((f"{words}, old",), ("A",)) for words in "ab"]
    now = [WordedRow((f"{words}, new",), ("A",)) for words in "ab"]
    assert row_changes(was, now) == [
        RowChange((f"{words}, old",), (f"{words}, new",)) for words in "ab"
    ]
