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
from rdflib import Dataset, Graph, Literal as RdflibLiteral, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import ResultRow
from rdflib.term import Node

import gcm
from gcm import Answer
from gcm.core.language import LANGS, Lang
from gcm.core.namespaces import DERIVED, XSD
from gcm.core.results import Cell, Table

from ._cases import (
    CASES,
    EXPECTED,
    GRAPHS,
    QUESTIONS,
    Case,
    csv_text,
    default_case,
    is_plain,
    named_graphs,
    shown,
)

# What a second forum changes without being asked about.
GLOBAL = {"attendance", "editions", "inferred", "listings", "profile.thing-SLV", "timeline"}
# Where it also changes the last column of rows on others: a count, what cites a document.
COUNTING = {"co-participation", "documents"}


every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.graph}/{case.name}")
every_language = pytest.mark.parametrize("lang", LANGS)


@cache
def _triples(turtle: bytes) -> list[tuple[Node, Node, Node]]:
    """What rdflib reads in a file, once for all graphs that hold it."""
    return list(Graph().parse(data=turtle, format="turtle"))


@cache
def _merged(root: Path, definitions: bool) -> Graph:
    graph = Graph()
    for turtle in named_graphs(root, definitions).values():
        graph.addN((*triple, graph) for triple in _triples(turtle))
    return graph


@cache
def _named(root: Path, definitions: bool) -> Dataset:
    """For what names graphs; of the asserted ones alone, a check has few subjects to look at."""
    dataset = Dataset(default_union=True)
    for name, turtle in named_graphs(root, definitions).items():
        if definitions and name == DERIVED:
            continue
        graph = dataset.graph(URIRef(name))
        graph.addN((*triple, graph) for triple in _triples(turtle))
    return dataset


def _cell(term: object) -> Cell | None:
    if isinstance(term, RdflibLiteral):
        datatype = str(term.datatype or "")
        plain = "" if datatype == XSD + "string" else datatype
        return Cell("literal", str(term), term.language or "", plain)
    return Cell("uri", str(term)) if isinstance(term, URIRef) else None


@cache
def _prepared(text: str) -> Query:
    """A query read once for all graphs: rdflib takes longer to read most than to answer them."""
    return prepareQuery(text)


def ask_rdflib(root: Path, case: Case) -> Table:
    text, is_check = case.text, QUESTIONS[case.question].is_check
    graph = (_named if "GRAPH" in text else _merged)(root, is_check)
    result = graph.query(_prepared(text))
    rows = []
    for row in result:
        assert isinstance(row, ResultRow)
        rows.append(tuple(_cell(term) for term in row))
    return Table(tuple(map(str, result.vars or ())), tuple(rows))


@cache
def ask(root: Path, case: Case) -> Answer:
    """What the package answers, once for all tests, in either language by turns."""
    lang = LANGS[CASES.index(case) % len(LANGS)]
    return gcm.ask(case.question, dict(case.given), lang=lang, root=root)


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


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", sorted({case.name for case in CASES}))
def test_rdflib_gives_the_expected_tables(name: str, roots: dict[str, Path]) -> None:
    for case in [case for case in CASES if case.name == name]:
        if QUESTIONS[case.question].is_check and case.graph == GRAPHS[0]:
            # Nothing is wrong in either graph, and the other holds this one.
            for lang in LANGS:
                assert case.expected(lang) == Case(GRAPHS[1], case.question).expected(lang)
            continue
        root = roots[case.graph]
        table = ask_rdflib(root, case)
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
