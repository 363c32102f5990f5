"""The question files themselves: headers, what their SPARQL may say, and their catalogue in RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.sparql import prepareQuery

import gcm
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import GCM, QUESTION, SH
from gcm.questions.catalogue import catalogue
from gcm.questions.question import Question, read_question
from gcm.rdf.oxigraph import n_triples
from gcm.turtle.parse import parse_turtle, read_prefixes
from gcm.validation.engines.pyshifty import run_shacl

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
QUESTIONS = [read_question(file) for file in LAYOUT.questions().values()]
PREFIXES = read_prefixes(LAYOUT)

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda asked: asked.name)

# The identifiers and columns of the contract, in its order.
COLUMNS = {
    "participants": "iso3 state status vote crm champion",
    "participants-without-yes-vote": "iso3 state vote",
    "members-not-listed": "iso3 state",
    "participants-not-members": "iso3 state standing",
    "caveats": "event subject caveat basis quote",
    "agencies-thanked": "acronym agency reason",
    "acknowledgements": "thanked reason quote",
    "roles": "agent role quote source",
    "statements": "order kind subject wording text basis",
    "aims": "order aim quote",
    "roadmaps": "roadmap theme_source availability",
    "funding-stated": "agent answer quote",
    "objectives": "number title round_table",
    "principles": "order name",
    "evidence": "fact quote unit source",
    "coverage": "unit text facts reason",
    "profile": "facet value basis source",
    "timeline": "date event place kind",
    "votes-by-choice": "choice votes",
    "votes-by-region": "region yes no abstain non_voting",
    "no-voters-at-events": "iso3 state event",
    "yes-members-not-listed": "iso3 state",
    "champions": "iso3 state since known_by source",
    "champion-status": "iso3 state standing",
    "presidencies": "year state standing",
    "presidency-at-event": "event state",
    "committee-members": "acronym agency as_of source",
    "agencies-on-committee": "acronym agency on_committee",
    "objective-targets": "objective target label",
    "target-objectives": "objective title",
    "objectives-for-all-sdgs": "objective title",
    "round-tables": "round_table objective basis",
    "mechanism-parts": "part known_as",
    "documents": "symbol title date outcome_of cited_by",
    "editions": "series edition event date status place",
    "participants-changed": "state change",
    "aims-changed": "aim change",
    "thanks-changed": "thanked change",
    "attendance": "iso3 state event status",
    "co-participation": "state_a state_b events",
    "disagreements": "thing property value source",
    "civil-society": "organisation event standing",
    "statements-by-objective": "objective statements basis",
    "identifiers": "scheme identifier",
    "inferred": "subject property object",
    "listings": "source list completeness basis",
    "objective-profile": "who kind through since as_of basis source",
    "agent-objectives": "objective count kind through since as_of basis source",
    "objectives-not-found": "objective title",
    "agencies-by-objective": "acronym agency objective kind",
    "links-by-objective": "objective agencies states bodies local programmes events settings",
    "objectives-shared": "objective agency state same",
    "programmes": "facet value programme since until",
    "champions-not-listed": "iso3 state",
    "events-at-place": "date event place status",
    "participants-compared": "iso3 state at_first at_second",
    "participants-of-all": "iso3 state",
    "programmes-of": "programme as since until source",
    "record": "kind what how date basis source",
    "series-at-a-glance": "edition event date completeness state",
    "series-participants": "iso3 state events lists",
    "support": "agent how paid what through basis source",
    "votes": "iso3 state region vote",
    "votes-of-champions": "iso3 state vote",
    "votes-of-members": "iso3 state standing vote",
}
CHECKS = {
    "in-two-graphs": "subject predicate object first second",
    "labels-missing": "resource language",
    "unsourced": "resource label",
    "unused-terms": "term label",
}
PARAMETERS = {
    "event": "gcm:Event",
    "first": "gcm:Event",
    "second": "gcm:Event",
    "agent": "gcm:Agent",
    "body": "gcm:Body",
    "in": "rdfs:Resource",
    "kind": "gcm:LinkKind",
    "objective": "gcm:Objective",
    "of": "rdfs:Resource",
    "region": "gcm:Region",
    "series": "schema:EventSeries",
    "target": "gcm:SdgTarget",
    "source": "gcm:Document",
    "thing": "rdfs:Resource",
}


def test_the_questions_and_checks_are_those_of_the_contract() -> None:
    found = {
        kind: {asked.name: " ".join(asked.columns) for asked in QUESTIONS if asked.is_check == kind}
        for kind in (False, True)
    }
    assert found == {False: COLUMNS, True: CHECKS}


def test_parameters_are_typed_alike_everywhere() -> None:
    found = {(entry.name, entry.type) for asked in QUESTIONS for entry in asked.parameters}
    assert found == set(PARAMETERS.items())


@every_question
def test_the_header_names_variables_that_the_query_gives(question: Question) -> None:
    given = {str(variable) for variable in prepareQuery(question.text).algebra["PV"]}
    shown = {column.of for column in question.columns.values()}
    assert shown | set(question.shown.named()) <= given


@every_question
def test_the_query_is_short_and_leaves_labels_to_the_tool(question: Question) -> None:
    kept = re.sub(r"(?m)^(?:#|PREFIX ).*\n|^ *#.*\n|^\n", "", question.text)
    assert [line for line in kept.splitlines() if len(line) > 100] == []
    if not question.is_check:
        assert re.findall(r"skos:prefLabel|\bLANG\(|\?lang\b", kept) == []


def test_queries_are_short_enough_to_be_read_aloud() -> None:
    lengths = [
        len(re.findall(r"(?m)^(?!#|PREFIX | *#|$)", question.text.rstrip()))
        for question in QUESTIONS
    ]
    assert sum(lengths) / len(lengths) <= 18


def _code(question: Question) -> str:
    """The query without comments and strings."""
    text = re.sub(r'"[^"\n]*"|<[^<>\s]*>', '""', question.text)
    return re.sub(r"#.*", "", text)


@every_question
def test_the_query_stays_within_the_agreed_sparql(question: Question) -> None:
    code = _code(question).upper()
    banned = r"\bSELECT\s*(?:DISTINCT\s*)?\*|\b(?:GROUP_CONCAT|SAMPLE|SERVICE|FROM|LOAD|REGEX)\b"
    assert re.findall(banned, code) == []
    assert re.search(r"\}\s*(?:GROUP BY [^{}]*)?ORDER BY [^{}]*\Z", code)


@every_question
def test_the_query_declares_the_prefixes_it_uses_and_no_others(question: Question) -> None:
    declared = dict(re.findall(r"(?m)^PREFIX ([\w-]*): <([^>]*)>$", question.text))
    body = re.sub(r"(?m)^PREFIX .*$|^ *#.*$", "", question.text)
    body = re.sub(r'"[^"\n]*"|<[^<>\s]*>', "", body)
    used = set(re.findall(r"(?<![?\w:-])([a-z][\w-]*):", body))
    assert list(declared) == sorted(used)
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


def _scopes(text: str) -> Iterator[str]:
    """The WHERE part of the query and of each sub-select, inner ones cut out of outer ones."""
    while match := re.search(r"\{\s*SELECT\b", text):
        start, depth = match.start(), 0
        for end in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            if not depth:
                break
        yield from _scopes(text[start + 1 : end])
        text = text[:start] + text[end + 1 :]
    yield text.partition("WHERE")[2]


@every_question
def test_a_parameter_has_its_default_in_each_scope_that_uses_it(question: Question) -> None:
    lacking = [
        (parameter.name, scope)
        for parameter in question.parameters
        for scope in _scopes(_code(question))
        if re.search(rf"\?{parameter.name}\b", scope)
        and not re.search(rf"VALUES \?{parameter.name} \{{ [^{{}}]+ \}}", scope)
    ]
    assert lacking == []


@every_question
def test_the_default_of_a_parameter_is_one_and_the_same(question: Question) -> None:
    for parameter in question.parameters:
        blocks = re.findall(rf"VALUES \?{parameter.name} (\{{[^{{}}]*\}})", question.text)
        assert set(blocks) == {f"{{ {question.default(parameter.name)} }}"}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        (
            "#+ title = [",
            ("the header (#+ lines) is invalid: {reason}. Compare it with another question."),
        ),
        (
            '#+ title = {en = "t"}',
            ("the header (#+ lines) is invalid: {reason}. Compare it with another question."),
        ),
        (
            "SELECT ?a WHERE { ?a ?b ?c }",
            ("the header (#+ lines) is invalid: {reason}. Compare it with another question."),
        ),
        (
            '#+ title = {en = "t", es = "t"}\n#+ description = {en = "d", es = "d"}\n'
            '#+ keywords = ["k"]\n#+ theme = "votes"\n#+ view = "table"\n#+ [columns]\n'
            '#+ a = {en = "a", es = "a"}\n'
            '#+ [parameters]\n#+ event = {type = "gcm:Event", en = "e", es = "e"}\n'
            "SELECT ?a WHERE { ?a ?b ?c }",
            ("the parameter {name} has no block VALUES ?{name} { … } in the query."),
        ),
        (
            '#+ title = {en = "t", es = "t"}\n#+ description = {en = "d", es = "d"}\n'
            '#+ keywords = ["k"]\n#+ theme = "votes"\n#+ view = "table"\n#+ [columns]\n'
            '#+ a = {en = "a", es = "a"}\n'
            "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
            "this question gives a graph, not rows; make it a SELECT.",
        ),
    ],
)
def test_a_file_that_is_no_question_is_refused(header: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "lacking.rq"
    file.write_text(header, encoding="utf-8")
    with pytest.raises(gcm.RunError) as caught:
        read_question(file)
    assert (caught.value.message.english, caught.value.file) == (key, file)


@cache
def _catalogue() -> Graph:
    return Graph().parse(data=n_triples(catalogue(QUESTIONS, PREFIXES)), format="nt")


def test_the_catalogue_holds_every_question_with_the_text_of_its_file() -> None:
    graph = _catalogue()
    found = {
        (str(node), str(kind), str(graph.value(node, URIRef(SH + "select"))))
        for kind in (URIRef(GCM + "Question"), URIRef(GCM + "Check"))
        for node in graph.subjects(RDF.type, kind)
    }
    assert found == {
        (QUESTION + name, GCM + ("Check" if file.parent.name == "checks" else "Question"), text)
        for name, file in LAYOUT.questions().items()
        for text in [file.read_text(encoding="utf-8")]
    }


@every_question
def test_the_catalogue_names_columns_and_parameters(question: Question) -> None:
    graph, node = _catalogue(), URIRef(QUESTION + question.name)
    name, order = URIRef(GCM + "variableName"), URIRef(GCM + "position")
    columns = {
        int(str(graph.value(column, order))): str(graph.value(column, name))
        for column in graph.objects(node, URIRef(GCM + "hasColumn"))
    }
    shown = [column.of for column in question.columns.values()]
    assert columns == dict(enumerate(shown, start=1))
    parameters = {
        str(graph.value(entry, name)): graph.value(entry, URIRef(GCM + "valueType"))
        for entry in graph.objects(node, URIRef(GCM + "hasParameter"))
    }
    assert parameters == {
        entry.name: URIRef(PREFIXES[prefix] + local)
        for entry in question.parameters
        for prefix, _, local in [entry.type.partition(":")]
    }


def test_the_catalogue_conforms_to_the_shapes() -> None:
    ontology = [t for file in LAYOUT.ontology() for t in parse_turtle(read_text(file)).triples]
    files = [*LAYOUT.shapes(), LAYOUT.register]
    shapes = [t for file in files for t in parse_turtle(read_text(file)).triples]
    results = run_shacl([*ontology, *catalogue(QUESTIONS, PREFIXES)], shapes)
    assert [result for result in results if result.focus.startswith(QUESTION)] == []


@every_question
def test_a_picture_names_columns_or_variables_of_its_question(question: Question) -> None:
    lists = [[role] if isinstance(role, str) else role for role in question.picture.values()]
    order = question.picture.get("order", ())
    names = {name for each in lists for name in each if name not in order}
    assert bool(question.picture) == (question.view != "table")
    known = question.columns.keys() | set(re.findall(r"\?(\w+)", question.text))
    assert names <= known
