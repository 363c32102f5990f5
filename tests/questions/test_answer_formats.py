"""A table comes back from its CSV as it was, whatever its cells hold."""

from __future__ import annotations

from hypothesis import example, given, strategies as st

from gcm.core.namespaces import XSD
from gcm.core.results import Cell, Table
from gcm.questions.answer_formats import csv_cells, csv_rows, csv_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.tuples(TEXTS, TEXTS)))
@example([("a\u2028b", "a\x85b"), ("a\x0bb", "a\x1cb"), ("a\rb", "a\r\nb"), ("=1", "")])
@example([("long " * 40_000, "")])
def test_rows_come_back(rows: list[tuple[str, str]]) -> None:
    cells = tuple(tuple(Cell("literal", text, "", XSD + "string") for text in row) for row in rows)
    table = Table(("one", "two"), cells)
    assert csv_rows(csv_text(table)) == csv_cells(table)


def test_values_stay_and_formulas_are_disarmed() -> None:
    for value, kind, shown in (
        ("-0044-03-15", "date", "-0044-03-15"),
        ("-P1D", "dayTimeDuration", "-P1D"),
        ("-INF", "double", "-INF"),
        ("-1", "byte", "-1"),
        ("+02:00", "string", "'+02:00"),
        ("=HYPERLINK(1)", "date", "'=HYPERLINK(1)"),
        ("-2+3+cmd", "string", "'-2+3+cmd"),
        ("-5.5", "string", "-5.5"),
    ):
        table = Table(("x",), ((Cell("literal", value, "", XSD + kind),),))
        assert csv_text(table) == f"x\n{shown}\n"
