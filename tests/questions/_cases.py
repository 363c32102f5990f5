"""What is asked of every engine and the tables it must give, one for each case and language."""

from __future__ import annotations

import csv
import io
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import gcm
from gcm import OpenGraph
from gcm.core.language import Lang
from gcm.core.layout import Layout
from gcm.core.namespaces import ID, XSD
from gcm.core.results import Table
from gcm.graph.graph import Graph
from gcm.questions.catalogue import asked_by_checks
from gcm.questions.question import read_question
from gcm.questions.rows import Rows
from gcm.questions.words import answer_in_words
from gcm.rdf.oxigraph import n_triples

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
SECOND = Path(__file__).parent / "second-forum"
FOLDERS = ("ontology", "data", "shapes", "queries")
GRAPHS = ("real", "with-second")
QUESTIONS = {name: read_question(file) for name, file in Layout(ROOT).questions().items()}


class Case(NamedTuple):
    """A question on a graph; `iris` holds its parameters for engines that know no names.

    A parameter that takes several values stands once for each.
    """

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

    def expected(self, lang: Lang) -> str:
        return self.file(lang).read_text(encoding="utf-8")

    @property
    def values(self) -> dict[str, list[str]]:
        """What is given for each parameter."""
        names = dict.fromkeys(name for name, _ in self.given)
        return {name: [value for key, value in self.given if key == name] for name in names}

    @property
    def text(self) -> str:
        """The question's own text, only its VALUES blocks filled in."""
        terms: dict[str, list[str]] = {}
        for name, iri in self.iris:
            terms.setdefault(name, []).append(f"<{iri if '://' in iri else ID + iri}>")
        return QUESTIONS[self.question].bound({name: " ".join(terms[name]) for name in terms})


# What is asked of a question that has a parameter without a default.
REQUIRED = {
    "agent-objectives": ("agent", "MEX", "state/MEX"),
    "identifiers": ("thing", "NAM", "state/NAM"),
    "objective-profile": ("objective", "9", "objective/9"),
    "objective-targets": ("objective", "18", "objective/18"),
    "profile": ("thing", "SLV", "state/SLV"),
    "programmes-of": ("of", "MEX", "state/MEX"),
    "record": ("agent", "ECU", "state/ECU"),
    "target-objectives": ("target", "10.7", "http://metadata.un.org/sdg/10.7"),
}


# Other values of parameters, several of some.
SEVERAL = (
    ("champions-not-listed", ("region", "Americas", "region/americas")),
    ("events-at-place", ("in", "GTM", "state/GTM")),
    ("events-at-place", ("in", "Quito", "place/quito"), ("in", "CHL", "state/CHL")),
    ("members-not-listed", ("body", "CSM", "body/csm")),
    ("objective-targets", ("objective", "5", "objective/5"), ("objective", "6", "objective/6")),
    ("programmes-of", ("of", "ILO", "agency/ilo")),
    ("programmes-of", ("of", "objective/9", "objective/9")),
    ("record", ("agent", "UNODC", "agency/unodc")),
    ("series-at-a-glance", ("series", "quito-process-meetings", "series/quito-process-meetings")),
    ("votes", ("region", "Caribbean", "region/caribbean")),
    (
        "votes-by-region",
        ("region", "Caribbean", "region/caribbean"),
        ("region", "Western Asia", "region/western-asia"),
    ),
    ("votes-of-members", ("body", "CSM", "body/csm")),
)


def default_case(graph: str, question: str) -> Case:
    if question in REQUIRED:
        name, value, iri = REQUIRED[question]
        return Case(graph, question, ((name, value),), ((name, iri),))
    return Case(graph, question)


def has_parameter(question: str, name: str) -> bool:
    return name in {parameter.name for parameter in QUESTIONS[question].parameters}


def _cases() -> list[Case]:
    cases = [default_case(graph, question) for graph in GRAPHS for question in QUESTIONS]
    for question in QUESTIONS:
        for name, kind in (("event", "forum"), ("source", "document")):
            if has_parameter(question, name):
                given = ((name, "2031-testville"),)
                iris = ((name, f"{kind}/2031-testville"),)
                cases.append(Case("with-second", question, given, iris))
    for thing, iri in (("MEX", "state/MEX"), ("RCM", "body/crm")):
        cases.append(Case("with-second", "profile", (("thing", thing),), (("thing", iri),)))
    accra, testville = (
        ("2023-accra", "meeting/2023-accra"),
        ("2031-testville", "forum/2031-testville"),
    )
    for question in ("aims-changed", "participants-changed", "thanks-changed"):
        for name, event in (("first", accra), ("second", testville)):
            given, iris = ((name, event[0]),), ((name, event[1]),)
            cases.append(Case("with-second", question, given, iris))
    for objective in ("2", "17"):
        given = (("objective", objective),)
        iris = (("objective", f"objective/{objective}"),)
        cases.append(Case("with-second", "objective-targets", given, iris))
    for agent, iri in (("ECU", "state/ECU"), ("UNODC", "agency/unodc"), ("RCM", "body/crm")):
        cases.append(
            Case("with-second", "agent-objectives", (("agent", agent),), (("agent", iri),))
        )
    for question, *values in SEVERAL:
        given, iris = zip(*(((name, text), (name, iri)) for name, text, iri in values), strict=True)
        cases.append(Case("with-second", question, given, iris))
    acts = "https://w3id.org/gcm-graph/vocab/link-kind/practice-actor"
    given = (("kind", "practice-actor"),)
    cases.append(Case("with-second", "objectives-not-found", given, (("kind", acts),)))
    symbol = (("thing", "A/RES/73/195"),)
    iris = (("thing", "document/a-res-73-195"),)
    cases.append(Case("with-second", "identifiers", symbol, iris))
    for question in (
        "presidency-at-event",
        "champion-status",
        "no-voters-at-events",
        "funding-stated",
        "roles",
    ):
        if has_parameter(question, "event"):
            given, iris = (("event", accra[0]),), (("event", accra[1]),)
            cases.append(Case("with-second", question, given, iris))
    return cases


CASES = _cases()
# What other engines are asked: the second graph holds the first, which the package alone is asked.
OF_ENGINES = [case for case in CASES if case.graph == "with-second"]


@cache
def opened(root: Path) -> OpenGraph:
    """The graph of a root, opened once for all who ask it."""
    return gcm.open(root=root)


def shown(table: Table, case: Case, root: Path, lang: Lang) -> Rows:
    """What another engine answers, labelled as the package does."""
    return answer_in_words(opened(root).local, QUESTIONS[case.question], table, lang)[0]


def csv_text(table: Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.values())
    return text.getvalue()


def is_plain(table: Table) -> bool:
    """Whether people read plain text, integers and dates: no language tags, no IRIs."""
    cells = [cell for row in table.rows for cell in row if cell]
    kinds = {(cell.kind, cell.language, cell.datatype) for cell in cells}
    types = ("integer", "date", "gYearMonth", "gYear")
    return kinds <= {("literal", "", ""), *(("literal", "", XSD + name) for name in types)}


def copy_graph(folder: Path) -> Path:
    """A copy of the shipped graph, to be changed by a test."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def copy_with_second(folder: Path) -> Path:
    """A copy of the shipped graph with the invented second forum in it."""
    copy_graph(folder)
    shutil.copy(SECOND / "2031-testville.ttl", folder / "data" / "forums")
    for name in ("2031-testville.en.txt", "2031-testville.en.ttl"):
        shutil.copy(SECOND / name, folder / "data" / "sources")
    return folder


@cache
def named_graphs(root: Path, definitions: bool) -> dict[str, bytes]:
    """What questions read, as Turtle by graph; checks read the definitions too.

    Questions read what is inferred as well: it must change no answer, but that to `inferred`.
    """
    layout = Layout(root)
    if definitions:
        graph = Graph.read(layout, beside=asked_by_checks(layout))
    else:
        graph = opened(root).local
    return {name: n_triples(triples) for name, triples in graph.named_graphs().items()}
