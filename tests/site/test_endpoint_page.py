"""The page of the endpoint: a form that needs no script, answers as tables, errors with a mark."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

import gcm
from gcm.core.language import msg
from gcm.site.app import App
from gcm.site.exchange import Answer, Query, Reply, Wanted, pack_request, problem, wanted_from
from gcm.site.pages import Site
from gcm.site.problems import BUSY, Problem

from ._asgi import Response, request
from ._html import Element, read
from ._site import Here, site
from .test_pages import page, section, words

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
CODES = ["CHL", "DOM", "NAM", "PAN", "PER"]
STATES = "SELECT ?state ?code ?none { ?state gcm:iso3 ?code } ORDER BY ?code"


@pytest.fixture(scope="module")
def app(tiny: Path) -> App:
    handle = gcm.open(root=tiny)
    return site(handle, "/a/b/", Site(handle, "/a/b/"))


def asked(app: App, query: str, lang: str = "en", **more: str) -> Response:
    return request(app, f"/a/b/{lang}/sparql?{urlencode({'query': query, **more})}", headers=HTML)


def answer(response: Response) -> Element:
    assert response.headers["cache-control"] == "no-store"
    return section(read(response.text), "answer")


def test_a_browser_is_led_to_the_page_with_its_query(app: App) -> None:
    for address in ("/a/b/sparql", "/sparql"):
        found = request(
            app, f"{address}?query=ASK%7B%7D", headers={**HTML, "Accept-Language": "es"}
        )
        assert (found.status, found.headers["location"]) == (303, "/a/b/es/sparql?query=ASK%7B%7D")
    assert request(app, "/a/b/sparql", headers=HTML).headers["location"] == "/a/b/en/sparql"
    assert "sparql-results+json" in request(app, "/a/b/sparql?query=ASK%7B%7D").kind


@pytest.mark.parametrize(
    "path",
    [
        *("", "ontology", "ontology/Participation", "vocab/choice", "id/state/PER"),
        *("questions", "question/participants", "shapes", "release", "sparql", "states"),
    ],
)
def test_where_a_browser_is_led_there_is_a_page(app: App, path: str) -> None:
    led = request(app, f"/a/b/{path}", headers={**HTML, "Accept-Language": "es"})
    assert (led.status, led.headers["location"]) == (303, f"/a/b/es/{path}")
    assert request(app, led.headers["location"], headers=HTML).status == 200


def test_a_form_that_is_not_there_has_a_page_that_says_so(app: App) -> None:
    found = request(app, "/a/b/id/state/PER.rq", headers=HTML)
    assert found.status == 404
    assert [words(one) for one in read(found.text).all("ul", class_="links")[0].all("a")] == [
        "Peru"
    ]
    assert request(app, "/a/b/ontology/0.1.0", headers=HTML).kind == "text/turtle; charset=utf-8"


def test_the_form_and_its_help_stand_without_a_query(app: App) -> None:
    response = request(app, "/a/b/es/sparql", headers=HTML)
    root = read(response.text)
    assert response.status == 200
    (form,) = root.all("main")[0].all("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("get", "#answer")
    (area,) = form.all("textarea")
    assert area.text().strip().startswith("SELECT ?state ?name\nWHERE {")
    assert [one.attributes["value"] for one in form.all("option")] == [
        *("", "csv", "tsv", "json", "xml")
    ]
    assert "30 segundos" in words(section(root, "limits"))
    found = section(root, "examples").all("a")
    assert [words(one) for one in found] == ["Votos por sentido", "Participantes"]
    for one in found:
        (query,) = parse_qs(urlsplit(one.attributes["href"]).query)["query"]
        assert "#+" not in query
        assert asked(app, query).status == 200, words(one)
    assert root.all("section", aria_labelledby="answer") == []


def test_the_examples_are_questions_of_the_project() -> None:
    assert len(section(page("sparql"), "examples").all("a")) == 5


def test_rows_are_a_table_with_links(app: App) -> None:
    found = answer(asked(app, STATES))
    assert words(found.all("p", class_="found")[0]) == "5 rows"
    assert [words(one) for one in found.all("th")] == ["state", "code", "none"]
    rows = [[words(cell) for cell in row.all("td")] for row in found.all("tr")[1:]]
    assert rows == [[f"state:{code}", code, "unbound"] for code in CODES]
    assert found.all("td")[0].all("a")[0].attributes["href"] == "/a/b/en/id/state/CHL"


def test_each_kind_of_answer_is_shown(app: App) -> None:
    def status(query: str, lang: str = "en") -> str:
        return words(answer(asked(app, query, lang)).all("p", class_="found")[0])

    assert (status("ASK {}", "es"), status("ASK { FILTER(false) }")) == (
        "La respuesta es sí.",
        "The answer is no.",
    )
    assert status("SELECT * { ?s a gcm:Nothing }") == "0 rows"
    many = "SELECT (1 AS ?x) { ?a ?b ?c . ?d ?e ?f } LIMIT 501"
    assert status(many) == "The first 500 rows; there are more."
    graph = answer(asked(app, "CONSTRUCT { ?s gcm:iso3 ?c } WHERE { ?s gcm:iso3 ?c }"))
    assert 'state:PER gcm:iso3 "PER" .' in graph.all("pre")[0].text()
    odd = "BIND('<b>&' AS ?a) BIND(STRLANG('día', 'es') AS ?b) BIND(BNODE() AS ?c)"
    cells = answer(asked(app, f"SELECT ?a ?b ?c {{ {odd} }}")).all("td")
    assert words(cells[0]) == "<b>&"
    assert cells[1].all("span")[0].attributes == {"lang": "es"}
    assert words(cells[2]).startswith("_:")


def test_an_error_has_its_line_and_mark_and_the_query_stays(app: App) -> None:
    wrong = "SELECT ?s\nWHERE { ?s a gcm:State } }"
    response = asked(app, wrong, "es")
    root = read(response.text)
    assert response.status == 400
    assert words(root.all("p", class_="unproved")[0]) == "No es SPARQL válido: «}» no cierra nada"
    assert section(root, "answer").all("pre")[0].text() == (
        "2 │ WHERE { ?s a gcm:State } }\n  │                          ^"
    )
    (area,) = root.all("textarea")
    assert (area.text().strip(), area.attributes["aria-invalid"]) == (wrong, "true")
    assert "\0" not in asked(app, "\0").text
    refused = read(asked(app, "SELECT * { SERVICE <http://x.test/> {} }").text)
    assert "SERVICE" in words(refused.all("p", class_="unproved")[0])


def test_a_busy_server_says_when_to_try_again(tiny: Path) -> None:
    handle = gcm.open(root=tiny)

    class Busy(Here):
        async def query(self, query: Query, _: object) -> Reply:
            text = msg("too many requests take long; try again in a moment.")
            return problem(Problem(BUSY, text), query.lang)

    found = asked(App(Busy(handle, "/a/b/", Site(handle, "/a/b/")), "/a/b/", tiny), "ASK {}")
    assert (found.status, found.headers["retry-after"]) == (503, "10")
    assert words(read(found.text).all("p", class_="unproved")[0]).startswith("Too many requests")


@pytest.mark.parametrize(
    ("form", "query", "kind", "name"),
    [
        ("csv", STATES, "text/csv; charset=utf-8", "answer.csv"),
        ("xml", STATES, "application/sparql-results+xml", "answer.xml"),
        ("csv", "DESCRIBE state:PER", "text/turtle; charset=utf-8", "answer.ttl"),
        ("json", "DESCRIBE state:PER", "application/ld+json", "answer.jsonld"),
    ],
)
def test_an_answer_as_a_file(app: App, form: str, query: str, kind: str, name: str) -> None:
    found = asked(app, query, format=form)
    assert (found.status, found.kind) == (200, kind)
    assert found.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert asked(app, "SELEC", format=form).kind == "text/html; charset=utf-8"


def test_a_request_with_an_answer_is_a_message() -> None:
    wanted = Wanted("en/sparql", (("query", "x"),), "", "", False, Answer(200, "a/b", "", "{}"))
    assert wanted_from(json.loads(pack_request(wanted)[8:])) == wanted
