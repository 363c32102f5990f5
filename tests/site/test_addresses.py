"""Every IRI resolves: by negotiation, by its ending, or with the reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

import gcm
from gcm.core.namespaces import BASE
from gcm.site.addresses import path_below
from gcm.site.app import App

from ..tiny_root import copy_tiny
from ._asgi import Response, request
from ._site import site

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PERU = "/id/state/PER"
GONE = f"""
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .

<{BASE}id/state/OLD> owl:deprecated true ; dct:isReplacedBy <{BASE}id/state/PER> .
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_tiny(tmp_path_factory.mktemp("addresses"))
    (folder / "data" / "tombstones.ttl").write_text(GONE, "utf-8")
    release = folder / "build" / "release"
    for version in ("0.9.0", "0.10.0"):
        (release / version).mkdir(parents=True)
        (release / version / "dataset.ttl").write_text(f"<a:b> <a:c> '{version}' .", "utf-8")
    return folder


@pytest.fixture(scope="module")
def app(root: Path) -> App:
    return site(gcm.open(root=root))


def triples(response: Response, kind: str = "turtle") -> rdflib.Graph:
    assert response.status == 200, response.text
    return rdflib.Graph().parse(data=response.text, format=kind)


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("", "/id/state/PER.ttl"),
        ("*/*", "/id/state/PER.ttl"),
        ("application/ld+json", "/id/state/PER.jsonld"),
        ("application/n-triples", "/id/state/PER.nt"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.4", "/id/state/PER.rdf"),
        ("text/csv", "/id/state/PER.csv"),
        ("application/json", "/id/state/PER.json"),
        ("text/markdown", "/id/state/PER.md"),
        ("image/png", "/id/state/PER.ttl"),
        (HTML["Accept"], "/en/id/state/PER"),
    ],
)
def test_a_thing_leads_elsewhere_by_negotiation(app: App, accept: str, place: str) -> None:
    found = request(app, PERU, headers={"Accept": accept})
    assert (found.status, found.headers["location"]) == (303, place)
    assert "Accept" in found.headers["vary"]


def test_a_page_is_in_the_language_of_the_reader(app: App) -> None:
    found = request(app, PERU, headers={**HTML, "Accept-Language": "es-PE, en;q=0.5"})
    assert (found.headers["location"], found.headers["vary"]) == (
        "/es/id/state/PER",
        "Accept, Accept-Language",
    )
    page = request(app, "/es/id/state/PER?a=1&a=2&b=%C3%A1", headers=HTML)
    assert (page.status, page.text) == (200, "es id/state/PER [('a', '1'), ('b', 'á')]")
    assert page.headers["content-language"] == "es"
    assert "'unsafe" not in page.headers["content-security-policy"]
    for path in ("", "states"):
        home = request(app, f"/{path}", headers={**HTML, "Accept-Language": "es"})
        assert (home.status, home.headers["location"]) == (303, f"/es/{path}")


@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf", "trig"])
def test_the_data_of_a_thing_hold_its_facts_with_their_proofs(app: App, ending: str) -> None:
    kinds = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "trig": "turtle"}
    graph = triples(request(app, f"{PERU}.{ending}"), kinds.get(ending, ending))
    gcm_ = rdflib.Namespace(BASE + "ontology#")
    peru = rdflib.URIRef(BASE + PERU[1:])
    assert str(graph.value(peru, gcm_.iso3)) == "PER"
    facts = set(graph.subjects(gcm_.agent, peru)) | set(graph.subjects(gcm_.voter, peru))
    assert {(fact, gcm_.basis, None) in graph for fact in facts} == {True}


def test_a_thing_as_table_json_and_text(app: App) -> None:
    table = request(app, PERU + ".csv")
    assert table.text.splitlines()[0] == "fact,value,basis,quote,unit,source"
    assert len(table.text.splitlines()) > 1
    found = request(app, PERU + ".json", headers={"Accept-Language": "es"}).json
    assert (found["thing"]["label"], found["thing"]["iri"]) == ("Perú", BASE + PERU[1:])
    text = request(app, PERU + ".md?lang=es")
    assert text.text.startswith("# Perú\n\n")
    assert (text.kind, text.headers["content-language"]) == ("text/markdown; charset=utf-8", "es")


def test_every_iri_of_the_graph_resolves(app: App, root: Path) -> None:
    quads = gcm.open(root=root).local.store
    known = {
        term.value.removeprefix(BASE).partition("#")[0]
        for quad in quads
        for term in (quad.subject, quad.graph_name)
        if isinstance(getattr(term, "value", None), str) and term.value.startswith(BASE)
    }
    assert len(known) > 100
    statuses = {path: request(app, f"/{path}").status for path in sorted(known)}
    assert {path: status for path, status in statuses.items() if status not in (200, 303)} == {
        "id/state/OLD": 410
    }


@pytest.mark.parametrize(
    ("path", "kind", "holds"),
    [
        ("/ontology", "text/turtle", "owl:Ontology"),
        ("/ontology.nt", "application/n-triples", "ontology#State"),
        ("/ontology/0.1.0", "text/turtle", "owl:Ontology"),
        ("/ontology/State.ttl", "text/turtle", "gcm:State"),
        ("/vocab/choice.ttl", "text/turtle", "skos:inScheme"),
        ("/vocab/choice/yes.ttl", "text/turtle", "choice:yes"),
        ("/shapes", "text/turtle", "sh:NodeShape"),
        ("/prefixes.ttl", "text/turtle", "sh:declare"),
        ("/questions.ttl", "text/turtle", "sh:select"),
        ("/question/participants", "text/turtle", "sh:select"),
        ("/question/participants/column/state.ttl", "text/turtle", "sh:select"),
        ("/question/participants.rq", "application/sparql-query", "SELECT"),
        ("/question/votes-by-choice.csv", "text/csv", "choice"),
        ("/graph/actors/states", "text/turtle", "gcm:iso3"),
        ("/context.jsonld", "application/ld+json", "@context"),
        ("/id/source/2024-san-salvador.es.txt", "text/plain", "Salvador"),
        ("/problem/timeout", "application/json", "La consulta"),
    ],
)
def test_documents_questions_and_terms(app: App, path: str, kind: str, holds: str) -> None:
    found = request(app, path)
    assert (found.status, found.kind.partition(";")[0]) == (200, kind), found.text[:200]
    assert holds in found.text


def test_an_exact_iri_wins_over_an_ending(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "root")
    page = f"<{BASE}id/page/a.json> a <a:b> .\n<{BASE}id/page/a> a <a:c> ."
    (root / "data" / "pages.ttl").write_text(page, "utf-8")
    app = site(gcm.open(root=root))
    assert request(app, "/id/page/a.json").headers["location"] == "/id/page/a.json.ttl"
    assert "<a:b>" in request(app, "/id/page/a.json.nt").text


def test_what_is_gone_names_its_successor(app: App) -> None:
    for path in ("/id/state/OLD", "/id/state/OLD.ttl"):
        found = request(app, path)
        assert (found.status, "isReplacedBy state:PER" in found.text) == (410, True)
        assert f'<{BASE}id/state/PER>; rel="successor-version"' in found.headers["link"]


def test_what_is_unknown_has_near_names(app: App) -> None:
    found = request(app, "/id/agency/Peruu", headers={"Accept-Language": "es"})
    assert (found.status, found.json["near"]) == (
        404,
        [{"iri": BASE + "id/state/PER", "label": "Perú"}],
    )
    page = request(app, "/id/agency/Peruu", headers=HTML)
    assert (page.status, page.text) == (404, "en missing id/agency/Peruu")
    assert request(app, "/es/nope").status == 404
    assert request(app, PERU + ".rq").json["available"] == [
        *("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"),
        *("application/trig", "text/csv", "application/json", "text/markdown"),
    ]


def test_releases_are_files(app: App) -> None:
    latest = request(app, "/release/latest/dataset.ttl")
    assert (latest.status, latest.headers["location"]) == (302, "/release/0.10.0/dataset.ttl")
    assert request(app, "/release/0.9.0/dataset.ttl").text == "<a:b> <a:c> '0.9.0' ."
    assert request(app, "/release/0.9.0").text == "<a:b> <a:c> '0.9.0' ."
    for path in ("/release/1.0.0", "/release/0.9.0/no.ttl", "/release/..%2f0.9.0/dataset.ttl"):
        assert request(app, path).status == 404


def test_links_version_and_health(app: App) -> None:
    found = request(app, PERU + ".ttl")
    assert (
        '</id/state/PER.jsonld>; rel="alternate"; type="application/ld+json"'
        in (found.headers["link"])
    )
    assert 'rel="describedby"' in found.headers["link"]
    assert 'rel="license"' in found.headers["link"]
    assert found.headers["content-location"] == "/id/state/PER.ttl"
    for path in (PERU, PERU + ".ttl", "/healthz", "/nope", "/static/none.css", "/a//b"):
        assert request(app, path).headers["gcm-data-version"] == "v1"
    assert request(app, "/healthz").json == {"status": "ok", "version": "v1"}


def test_what_is_unchanged_is_not_made_again(app: App) -> None:
    tag = request(app, PERU + ".ttl").headers["etag"]
    again = request(app, PERU + ".ttl", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    head = request(app, PERU + ".ttl", "HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", tag)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_addresses_are_only_read(app: App, method: str) -> None:
    found = request(app, PERU, method)
    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert request(app, PERU, "OPTIONS").status == 204


def test_any_base_also_behind_a_proxy_that_takes_it_away(root: Path) -> None:
    app = site(gcm.open(root=root), "/a/b/")
    for path in ("/a/b/id/state/PER", "/id/state/PER"):
        found = request(app, path, headers=HTML)
        assert (found.status, found.headers["location"]) == (303, "/a/b/en/id/state/PER")
    assert request(app, "/a/b", headers=HTML).headers["location"] == "/a/b/en/"
    assert request(app, "/a/b/sparql?query=ASK%7B%7D").status == 200
    assert request(app, "/sparql?query=ASK%7B%7D").status == 200


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "//en/id/state/PER", "/\\evil.example", "/%5cevil.example"),
        *("/%2f%2fevil.example", "/en//evil.example", "/%2Fevil.example/..", "/./en", "/a/../en"),
        *("/%2e%2e/en", "/%00", "/%0d%0aSet-Cookie:a", "/%ff", "/\u202een", "/" + "a" * 3000),
    ],
)
def test_no_other_spelling_of_an_address_and_no_other_host(app: App, path: str) -> None:
    found = request(app, path, headers={**HTML, "Host": "evil.example"})
    assert (found.status, found.headers.get("location")) == (404, None)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"/", ""),
        (b"/a/b", ""),
        (b"/a/b/en/x", "en/x"),
        (b"/en/x", "en/x"),
        (b"/id/place/S%C3%A3o", "id/place/São"),
        (b"*", None),
        (b"http://evil.example/en", None),
    ],
)
def test_the_path_below_the_base(raw: bytes, expected: str | None) -> None:
    assert path_below(raw, "/a/b/") == expected
