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
from typing import NamedTuple

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import ResultRow

import gcm
from gcm.core.layout import Layout
from gcm.core.messages import LANGS, Lang
from gcm.core.model import Cell, Table
from gcm.core.namespaces import GRAPH, ID, XSD
from gcm.rdf.catalogue import catalogue
from gcm.rdf.graph import read_prefixes
from gcm.rdf.oxigraph import n_triples
from gcm.rdf.question import read_question

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
FILES = Layout(ROOT).questions()

# What a second forum changes without being asked about.
GLOBAL = {"attendance", "editions", "listings", "profile.thing-SLV", "timeline"}
# Where it also changes the last column of rows on others: a count, what cites a document.
COUNTING = {"co-participation", "documents"}


class Case(NamedTuple):
    """A question on a graph; `iris` holds its parameters for engines that know no names."""

    graph: str
    question: str
    given: tuple[tuple[str, str], ...] = ()
    iris: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        given = (f"{key}-{value.replace('/', '-')}" for key, value in self.given)
        return ".".join([self.question, *given])

    def file(self, lang: Lang) -> Path:
        return EXPECTED / self.graph / f"{self.name}.{lang}.csv"


# What is asked of a question that has a parameter without a default.
REQUIRED = {
    "identifiers": ("thing", "NAM", "state/NAM"),
    "objective-targets": ("objective", "18", "objective/18"),
    "profile": ("thing", "SLV", "state/SLV"),
    "target-objectives": ("target", "10.7", "http://metadata.un.org/sdg/10.7"),
}


def _default(graph: str, question: str) -> Case:
    if question in REQUIRED:
        name, value, iri = REQUIRED[question]
        return Case(graph, question, ((name, value),), ((name, iri),))
    return Case(graph, question)


def _cases() -> list[Case]:
    cases = [_default(graph, question) for graph in ("real", "with-second") for question in FILES]
    for question, file in FILES.items():
        for name, kind in (("event", "forum"), ("source", "document")):
            if name in {parameter.name for parameter in read_question(file).parameters}:
                given = ((name, "2031-testville"),)
                iris = ((name, f"{kind}/2031-testville"),)
                cases.append(Case("with-second", question, given, iris))
    for thing, iri in (("MEX", "state/MEX"), ("RCM", "body/crm")):
        cases.append(Case("with-second", "profile", (("thing", thing),), (("thing", iri),)))
    accra, testville = (
        ("2023-accra", "meeting/2023-accra"),
        ("2031-testville", "forum/2031-testville"),
    )
    for name, event in (("first", accra), ("second", testville)):
        cases.append(Case("with-second", "what-changed", ((name, event[0]),), ((name, event[1]),)))
    for objective in ("2", "17"):
        given = (("objective", objective),)
        iris = (("objective", f"objective/{objective}"),)
        cases.append(Case("real", "objective-targets", given, iris))
    symbol = (("thing", "A/RES/73/195"),)
    cases.append(Case("real", "identifiers", symbol, (("thing", "document/a-res-73-195"),)))
    for question in ("presidency-at-event", "champion-status", "no-voters-at-events"):
        if {"event"} & {parameter.name for parameter in read_question(FILES[question]).parameters}:
            cases.append(Case("real", question, (("event", accra[0]),), (("event", accra[1]),)))
    return cases


CASES = _cases()
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.graph}/{case.name}")
every_language = pytest.mark.parametrize("lang", LANGS)


def csv_text(table: Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.values())
    return text.getvalue()


@cache
def _merged(root: Path, definitions: bool) -> Graph:
    """What questions read; checks read the definitions too, shapes and the catalogue."""
    graph = Graph()
    for file in _files(Layout(root), definitions):
        graph.parse(file, format="turtle")
    return graph.parse(data=_catalogue(root), format="nt") if definitions else graph


@cache
def _named(root: Path) -> Dataset:
    """The same for a check that names graphs: every file in its own."""
    layout, dataset = Layout(root), Dataset(default_union=True)
    for file in _files(layout, definitions=True):
        dataset.graph(URIRef(layout.graph_of(file))).parse(file, format="turtle")
    dataset.graph(URIRef(GRAPH + "catalogue")).parse(data=_catalogue(root), format="nt")
    return dataset


def _files(layout: Layout, definitions: bool) -> list[Path]:
    files = [*layout.ontology(), *layout.data()]
    return [*files, *layout.shapes(), layout.register] if definitions else files


def _catalogue(root: Path) -> bytes:
    layout = Layout(root)
    questions = map(read_question, layout.questions().values())
    return n_triples(catalogue(questions, read_prefixes(layout)))


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


def ask_rdflib(root: Path, question: str, lang: Lang, iris: dict[str, str]) -> Table:
    """The answer of rdflib to the question's own text, only its VALUES blocks filled in."""
    asked = read_question(Layout(root).questions()[question])
    full = {name: iri if "://" in iri else ID + iri for name, iri in iris.items()}
    values = {name: f"<{iri}>" for name, iri in full.items()} | {"lang": f'"{lang}"'}
    graph = _named(root) if "GRAPH" in asked.text else _merged(root, asked.is_check)
    result = graph.query(_prepared(asked.bound(values)))
    rows = []
    for row in result:
        assert isinstance(row, ResultRow)
        rows.append(tuple(_cell(term) for term in row))
    return Table(tuple(map(str, result.vars or ())), tuple(rows))


def assert_plain(table: Table) -> None:
    """Columns hold plain text and integers: no language tags, no IRIs."""
    cells = [cell for row in table.rows for cell in row if cell]
    kinds = {(cell.kind, cell.language, cell.datatype) for cell in cells}
    assert kinds <= {("literal", "", ""), ("literal", "", XSD + "integer")}


def has_labels(question: str) -> bool:
    """Whether the answer depends on the language."""
    return "lang" in {parameter.name for parameter in read_question(FILES[question]).parameters}


@every_language
@every_case
def test_the_package_gives_the_expected_table(
    case: Case, lang: Lang, roots: dict[str, Path]
) -> None:
    table = gcm.ask(case.question, dict(case.given), lang=lang, root=roots[case.graph]).table
    file = case.file(lang)
    if os.environ.get("GCM_WRITE_EXPECTED"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(csv_text(table), encoding="utf-8", newline="")
    assert csv_text(table) == file.read_text(encoding="utf-8")
    assert_plain(table)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@every_language
@pytest.mark.parametrize("name", sorted({case.name for case in CASES}))
def test_rdflib_gives_the_expected_tables(name: str, lang: Lang, roots: dict[str, Path]) -> None:
    for case in [case for case in CASES if case.name == name]:
        if lang == "es" and not has_labels(case.question):
            assert case.file("es").read_bytes() == case.file("en").read_bytes()
            continue
        table = ask_rdflib(roots[case.graph], case.question, lang, dict(case.iris))
        assert csv_text(table) == case.file(lang).read_text(encoding="utf-8")
        assert_plain(table)


def test_there_is_a_table_for_every_case_and_no_other() -> None:
    wanted = {case.file(lang) for case in CASES for lang in LANGS}
    assert set(EXPECTED.glob("*/*")) == wanted


@every_language
@pytest.mark.parametrize("question", FILES)
def test_a_second_forum_changes_no_answer_about_the_first(question: str, lang: Lang) -> None:
    real, both = (_default(graph, question) for graph in ("real", "with-second"))
    before, after = (case.file(lang).read_text(encoding="utf-8") for case in (real, both))
    if real.name in GLOBAL:
        added = set(after.splitlines()) - set(before.splitlines())
        kept = [line for line in after.splitlines() if line not in added]
        assert kept == before.splitlines()
        assert added
    elif real.name in COUNTING:
        rows = [list(csv.reader(io.StringIO(text))) for text in (before, after)]
        first, second = ([row[:-1] for row in table] for table in rows)
        assert [row for row in second if row in first] == first
        assert len(second) > len(first)
    else:
        assert after == before


@every_language
def test_no_row_of_an_answer_is_given_twice(lang: Lang) -> None:
    doubled = [
        case.file(lang).name
        for case in CASES
        for rows in [list(csv.reader(case.file(lang).open(encoding="utf-8")))]
        if len(rows) != len({tuple(row) for row in rows})
    ]
    assert doubled == []
