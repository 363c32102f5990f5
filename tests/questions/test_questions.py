"""Every question and check gives exactly the expected table, in both languages and engines.

The tables in `expected/` are whole: columns, order, rows. After a change that is meant,
`GCM_WRITE_EXPECTED=1 pytest tests/questions/test_questions.py` writes them anew; read the diff.
"""

from __future__ import annotations

import csv
import io
import os
from functools import cache
from pathlib import Path

import pytest
from rdflib import Dataset

from gcm import Answer
from gcm.core.language import LANGS, Lang
from gcm.core.results import Table

from . import _rdflib
from ._cases import (
    CASES,
    EXPECTED,
    GRAPHS,
    OF_ENGINES,
    QUESTIONS,
    Case,
    csv_text,
    default_case,
    is_plain,
    opened,
    shown,
)

# What a second forum changes without being asked about.
GLOBAL = {
    *("attendance", "editions", "inferred", "listings", "profile.thing-SLV", "support"),
    "timeline",
}
# Where it also changes the last column of rows on others: a count, what cites a document.
COUNTING = {"co-participation", "documents"}


every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.graph}/{case.name}")
every_language = pytest.mark.parametrize("lang", LANGS)


@cache
def _read_by_rdflib(root: Path) -> Dataset:
    return _rdflib.read(root, definitions=False)


@cache
def ask(root: Path, case: Case) -> Answer:
    """What the package answers, once for all tests, in either language by turns."""
    lang = LANGS[CASES.index(case) % len(LANGS)]
    return opened(root).ask(case.question, case.values, lang=lang)


@every_case
def test_the_package_gives_the_expected_tables(case: Case, roots: dict[str, Path]) -> None:
    root = roots[case.graph]
    answer = ask(root, case)
    asked = Table(answer.rows.variables, tuple({row.terms: None for row in answer.rows.rows}))
    for lang in LANGS:
        table = answer.table if lang == answer.lang else shown(asked, case, root, lang).words()[0]
        file = case.file(lang)
        if os.environ.get("GCM_WRITE_EXPECTED"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(csv_text(table), encoding="utf-8", newline="")
        assert csv_text(table) == case.expected(lang)
        assert is_plain(table)
    # What is inferred changes no answer, but that to the question for it.
    every_row = range(len(answer.table.rows)) if case.question == "inferred" else ()
    assert answer.inferred == frozenset(every_row)


# Nothing is wrong in the graph: `test_checks.py` asks checks where something is.
@pytest.mark.parametrize(
    "case",
    [case for case in OF_ENGINES if not QUESTIONS[case.question].is_check],
    ids=lambda case: case.name,
)
def test_rdflib_gives_the_expected_tables(case: Case, roots: dict[str, Path]) -> None:
    root = roots[case.graph]
    table = _rdflib.ask(_read_by_rdflib(root), case.text)
    for lang in LANGS:
        rows = shown(table, case, root, lang)
        assert csv_text(rows.words()[0]) == case.expected(lang)
        if lang == (ours := ask(root, case)).lang:
            assert rows.things().values() == ours.things.values()


def test_there_is_a_table_for_every_case_and_no_other() -> None:
    wanted = {case.file(lang) for case in CASES for lang in LANGS}
    assert set(EXPECTED.glob("*/*")) == wanted


@every_language
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_second_forum_changes_no_answer_about_the_first(question: str, lang: Lang) -> None:
    real, both = (default_case(graph, question) for graph in GRAPHS)
    before, after = (case.expected(lang) for case in (real, both))
    if real.name in GLOBAL:
        added = set(after.splitlines()) - set(before.splitlines())
        kept = [line for line in after.splitlines() if line not in added]
        assert kept == before.splitlines()
        assert added
    elif real.name in COUNTING:
        rows = [list(csv.reader(io.StringIO(text))) for text in (before, after)]
        first, second = ([row[:-1] for row in table] for table in rows)
        assert [row for row in second if row in first] == first
        assert after != before  # the counts, if not the pairs
    else:
        assert after == before


@every_language
def test_no_row_of_an_answer_is_given_twice(lang: Lang) -> None:
    doubled = [
        case.file(lang).name
        for case in CASES
        # Two concepts of different vocabularies may have one label.
        if case.question != "inferred"
        for rows in [list(csv.reader(case.file(lang).open(encoding="utf-8")))]
        if len(rows) != len({tuple(row) for row in rows})
    ]
    assert doubled == []
