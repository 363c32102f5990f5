"""The SPARQL 1.1 Protocol, as far as a read-only service has it, on the tiny root.

The cases of the W3C's protocol tests that need no update, and what HTTP asks beside them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import rdflib

from gcm.graph.graph import Graph
from gcm.site.answering import Answerer
from gcm.site.cache import Cache
from gcm.site.exchange import GRAPHS, ROWS, Limits, Query, Reply
from gcm.site.sparql_service import SparqlService, send_reply, whole

from ._asgi import Response, request

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"
STATES = "SELECT ?iso3 { ?state a gcm:State ; gcm:iso3 ?iso3 } ORDER BY ?iso3"
CODES = ["CHL", "DOM", "NAM", "PAN", "PER"]
GRAPH = "https://w3id.org/gcm-graph/graph/"
ASK = "ASK { ?state gcm:iso3 'PER' }"
CONSTRUCT = "CONSTRUCT { ?state gcm:iso3 ?code } WHERE { ?state gcm:iso3 ?code }"


class Service:
    """A service of the tiny root, and how many queries it ran."""

    def __init__(self, graph: Graph, limits: Limits | None = None) -> None:
        self._answerer = Answerer(graph, limits or Limits())
        self.runs = 0
        self._app = SparqlService(self._run, _described, "v1")

    async def _run(self, query: Query, _: object) -> Reply:
        self.runs += 1
        return self._answerer.answer(query)

    def __call__(
        self,
        query: str | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | str = b"",
        fields: list[tuple[str, str]] | None = None,
    ) -> Response:
        pairs = [*([] if query is None else [("query", query)]), *(fields or [])]
        target = f"/sparql?{urlencode(pairs)}".rstrip("?")
        content = body.encode() if isinstance(body, str) else body
        return request(self._app, target, method, headers, content)


async def _described(scope: Any, _: object, send: Any) -> None:
    await send_reply(Reply(200, [], b"described"), scope["method"], send)


@pytest.fixture
def ask(tiny_graph: Graph) -> Service:
    return Service(tiny_graph)


def codes(response: Response) -> list[str]:
    assert response.status == 200, response.text
    return [row["iso3"]["value"] for row in response.json["results"]["bindings"]]


# --- The W3C's cases: http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/


def test_query_get(ask: Service) -> None:
    assert codes(ask(STATES)) == CODES


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=UTF-8", FORM.upper()])
def test_query_post_form(ask: Service, kind: str) -> None:
    found = ask(method="POST", headers={"Content-Type": kind}, body=urlencode({"query": STATES}))
    assert codes(found) == CODES


def test_query_post_direct(ask: Service) -> None:
    found = ask(method="POST", headers={"Content-Type": DIRECT}, body=STATES)
    assert codes(found) == CODES


def test_query_content_type_select_ask_describe_construct(ask: Service) -> None:
    kinds = [ask(text).kind for text in (STATES, ASK, "DESCRIBE state:PER", CONSTRUCT)]
    assert kinds == [JSON, JSON, "text/turtle; charset=utf-8", "text/turtle; charset=utf-8"]


COUNT = "SELECT (COUNT(*) AS ?n) { ?s gcm:iso3 ?o }"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@pytest.mark.parametrize("method", ["GET", "POST", "DIRECT"])
@pytest.mark.parametrize(
    ("names", "count", "named"),
    [
        ([("default-graph-uri", "actors/states")], "5", []),
        ([("default-graph-uri", "actors/bodies")], "0", []),
        ([("default-graph-uri", "actors/states"), ("default-graph-uri", "actors/bodies")], "5", []),
        ([("named-graph-uri", "actors/states")], "0", ["actors/states"]),
        (
            [("default-graph-uri", "actors/bodies"), ("named-graph-uri", "actors/regions")],
            "0",
            ["actors/regions"],
        ),
    ],
)
def test_query_dataset_of_the_request(
    ask: Service, method: str, names: list[tuple[str, str]], count: str, named: list[str]
) -> None:
    fields = [(name, GRAPH + graph) for name, graph in names]

    def rows(text: str) -> list[dict[str, Any]]:
        if method == "GET":
            found = ask(text, fields=fields)
        elif method == "POST":
            body = urlencode([("query", text), *fields])
            found = ask(method="POST", headers={"Content-Type": FORM}, body=body)
        else:
            found = ask(method="POST", headers={"Content-Type": DIRECT}, body=text, fields=fields)
        assert found.status == 200, found.text
        return list(found.json["results"]["bindings"])

    assert [row["n"]["value"] for row in rows(COUNT)] == [count]
    assert [row["g"]["value"].removeprefix(GRAPH) for row in rows(NAMED)] == named


def test_query_dataset_of_the_request_wins_over_that_of_the_query(ask: Service) -> None:
    text = COUNT.replace("{", f"FROM <{GRAPH}actors/bodies> {{")
    counts = [
        ask(text, fields=fields).json["results"]["bindings"][0]["n"]["value"]
        for fields in ([], [("default-graph-uri", GRAPH + "actors/states")])
    ]
    assert counts == ["0", "5"]


def test_query_multiple_is_bad(ask: Service) -> None:
    found = ask(STATES, fields=[("query", STATES)])
    assert (found.status, found.json["type"]) == (
        400,
        "https://w3id.org/gcm-graph/problem/malformed-request",
    )
    assert found.json["detail"] == "give the parameter “query” exactly once."


def test_query_wrong_media_type_is_bad(ask: Service) -> None:
    found = ask(method="POST", headers={"Content-Type": "text/plain"}, body=STATES)
    assert (found.status, found.json["available"]) == (415, [FORM, DIRECT])


def test_query_missing_form_type_is_bad(ask: Service) -> None:
    assert ask(method="POST", body=urlencode({"query": STATES})).status == 415


def test_query_missing_direct_type_is_bad(ask: Service) -> None:
    assert ask(method="POST", body=STATES).status == 415


def test_query_non_utf8_is_bad(ask: Service) -> None:
    direct = ask(method="POST", headers={"Content-Type": DIRECT}, body=STATES.encode("utf-16"))
    named = ask(method="POST", headers={"Content-Type": f"{DIRECT}; charset=UTF-16"}, body=STATES)
    assert (direct.status, named.status) == (400, 415)


@pytest.mark.parametrize("text", ["SELECT ?x {", "", " \n", "hello"])
def test_query_syntax_is_bad(ask: Service, text: str) -> None:
    found = ask(text)
    assert (found.status, found.kind) == (400, "application/problem+json")


def test_a_wrong_query_is_told_with_its_place_in_the_language_of_the_client(ask: Service) -> None:
    found = ask("SELECT ?x {\n ?x gcm:iso3 }", {"Accept-Language": "es"})
    assert found.headers["content-language"] == "es"
    content = found.json
    assert (content["status"], content["line"], content["title"]) == (
        400,
        2,
        "La consulta no es SPARQL válido.",
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "refused"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "refused"),
        ("LOAD <http://127.0.0.1:9/>", "refused"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "graph-not-loaded"),
    ],
)
def test_what_gcm_query_refuses_is_refused(ask: Service, text: str, kind: str) -> None:
    found = ask(text)
    assert (found.status, found.json["type"].rpartition("/")[2]) == (400, kind)


def test_every_graph_may_be_named(ask: Service, tiny_graph: Graph) -> None:
    names = sorted(tiny_graph.named_graphs())
    fields = [(name, graph) for graph in names for name in ("default-graph-uri", "named-graph-uri")]
    assert codes(ask(STATES, fields=fields * 9)) == CODES


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_dataset_of_others_is_refused(ask: Service, name: str) -> None:
    found = ask(STATES, fields=[(name, "http://127.0.0.1:9/")])
    assert (found.status, found.json["type"].rpartition("/")[2]) == (400, "graph-not-loaded")
    assert ask(STATES, fields=[(name, "not an iri")]).status == 400


@pytest.mark.parametrize("graphs", [[], [("default-graph-uri", f"{GRAPH}actors/states")]])
def test_no_steps_lead_to_a_term_that_the_graph_lacks(
    ask: Service, graphs: list[tuple[str, str]]
) -> None:
    found = ask("SELECT ?x { <urn:none> skos:broader* ?x }", {"accept": "text/csv"}, fields=graphs)
    assert found.text.split() == ["x", "urn:none"]


def test_updates_are_refused(ask: Service) -> None:
    kinds = [
        ask(fields=[("update", "CLEAR ALL")]),
        ask(method="POST", headers={"Content-Type": FORM}, body="update=CLEAR+ALL"),
        ask(
            method="POST",
            headers={"Content-Type": "application/sparql-update"},
            body="CLEAR ALL",
        ),
    ]
    assert [(found.status, found.json["detail"]) for found in kinds] == [
        (400, "this service is read-only: it takes queries, no updates.")
    ] * 3


# --- Formats


def _values(kind: str, response: Response) -> list[str]:
    if ROWS[kind] == "json":
        return codes(response)
    if ROWS[kind] == "xml":
        tree = ElementTree.fromstring(response.text)
        return [str(one.text) for one in tree.iter() if one.tag.endswith("literal")]
    tab = {"csv": ",", "tsv": "\t"}[ROWS[kind]]
    _, *rows = csv.reader(io.StringIO(response.text), delimiter=tab)
    return [row[0] for row in rows]


@pytest.mark.parametrize("kind", ROWS)
def test_rows_in_every_format(ask: Service, kind: str) -> None:
    found = ask(STATES, {"Accept": kind})
    assert found.kind.partition(";")[0] == kind
    assert _values(kind, found) == CODES


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("application/sparql-results+json", '{"head":{},"boolean":true}'),
        ("text/csv", "true"),
        ("text/tab-separated-values", "true"),
    ],
)
def test_truth_in_every_format(ask: Service, kind: str, expected: str) -> None:
    assert ask(ASK, {"Accept": kind}).text == expected


_PARSERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/trig": "turtle",
}


@pytest.mark.parametrize("kind", GRAPHS)
def test_graphs_in_every_format(ask: Service, kind: str) -> None:
    found = ask(CONSTRUCT, {"Accept": kind})
    assert found.kind.partition(";")[0] == kind
    graph = rdflib.Graph().parse(data=found.text, format=_PARSERS[kind])
    assert sorted(map(str, graph.objects())) == CODES


@pytest.mark.parametrize(
    ("text", "accept", "expected"),
    [
        (STATES, "text/csv;q=0.5, application/sparql-results+xml;q=0.9", "sparql-results+xml"),
        (STATES, "application/*, text/csv;q=0.1", "sparql-results+json"),
        (STATES, "text/csv;q=0.2, text/html;q=0.1", "csv; charset=utf-8"),
        (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "rdf+xml"),
        # A client that lists what it can read of either kind.
        (CONSTRUCT, "application/sparql-results+json, application/ld+json;q=0.5", "ld+json"),
    ],
)
def test_qualities_are_weighed(ask: Service, text: str, accept: str, expected: str) -> None:
    assert ask(text, {"Accept": accept}).kind.partition("/")[2] == expected


def test_a_person_gets_the_page_and_a_program_never(ask: Service) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert (ask(STATES, browser).text, ask(headers=browser).text) == ("described", "described")
    assert codes(ask(STATES, {"Accept": "text/html;q=0.5, */*"})) == CODES
    # A query in the body is a program's, and so are the graphs of a dataset.
    body = urlencode({"query": STATES})
    posted = ask(method="POST", headers={**browser, "Content-Type": FORM}, body=body)
    fields = [("default-graph-uri", GRAPH + "actors/states")]
    of_graph = ask(STATES, browser, fields=fields)
    assert {posted.kind, of_graph.kind} == {"application/xml"}


@pytest.mark.parametrize(
    ("text", "accept", "available"),
    [
        (STATES, "image/png", [*ROWS, *GRAPHS]),
        (STATES, "text/turtle", [*ROWS]),
        (CONSTRUCT, "text/csv", [*GRAPHS]),
    ],
)
def test_what_is_not_acceptable_is_told_with_the_list(
    ask: Service, text: str, accept: str, available: list[str]
) -> None:
    found = ask(text, {"Accept": accept})
    assert (found.status, found.json["available"]) == (406, available)


CONTROL = "SELECT ('a\\u0001' AS ?x) {}"


def test_what_xml_cannot_hold_is_not_acceptable(ask: Service) -> None:
    rows = ask(CONTROL, {"Accept": "application/sparql-results+xml"})
    text = ask("CONSTRUCT { <a:b> <a:c> 'a\\u0001' } {}", {"Accept": "application/rdf+xml"})
    name = ask("CONSTRUCT { <a:b> <urn:x:1> 'a' } {}", {"Accept": "application/rdf+xml"})
    assert [found.status for found in (rows, text, name)] == [406, 406, 406]
    assert ask(CONTROL).json["results"]["bindings"] == [
        {"x": {"type": "literal", "value": "a\x01"}}
    ]


# --- HTTP


def test_head_is_get_without_its_body(ask: Service) -> None:
    whole, head = ask(STATES), ask(STATES, method="HEAD")
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")
    assert whole.headers["content-length"] == str(len(whole.body))


def test_options_and_other_methods(ask: Service) -> None:
    options = ask(method="OPTIONS", headers={"Origin": "http://a.example"})
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert options.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in options.headers
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "ODD"):
        found = ask(STATES, method=method)
        assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize("text", [STATES, "SELECT", "SELECT * { SERVICE <a:b> {} }"])
def test_every_answer_is_for_everybody_and_has_the_version(ask: Service, text: str) -> None:
    headers = ask(text, {"Origin": "http://a.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "Gcm-Complete" in headers["access-control-expose-headers"]
    assert headers["gcm-data-version"] == "v1"
    assert headers["vary"] == "Accept, Accept-Encoding"


def test_what_is_unchanged_is_told_before_the_query_runs(ask: Service) -> None:
    tag = ask(STATES).headers["etag"]
    before = ask.runs
    for given in (tag, f'"other", W/{tag}'):
        found = ask(STATES, {"If-None-Match": given})
        assert (found.status, found.body, found.headers["etag"]) == (304, b"", tag)
    assert ask(STATES, {"If-None-Match": '"other"'}).status == 200
    assert ask.runs == before
    tags = {
        ask(STATES + " ").headers["etag"],
        ask(STATES, {"Accept": "text/csv"}).headers["etag"],
        ask(STATES, {"Accept-Encoding": "gzip"}).headers["etag"],
        ask(STATES, fields=[("default-graph-uri", GRAPH + "actors/states")]).headers["etag"],
        tag,
    }
    assert len(tags) == 5


def test_what_is_kept_is_not_asked_again(ask: Service) -> None:
    first, second = ask(STATES), ask(STATES)
    form = ask(method="POST", headers={"Content-Type": FORM}, body=urlencode({"query": STATES}))
    assert first == second == form
    assert ask.runs == 1
    ask(STATES, {"Accept": "text/csv"})
    assert ask.runs == 2


def test_what_is_kept_has_a_bound_of_bytes_requests_included() -> None:
    cache = Cache(100_000)
    found = whole(Reply(200, [], b"a" * 3000))
    keys = [bytes([n]) * 5000 for n in range(20)]
    for key in keys:
        cache.keep(key, found)
        cache.get(keys[0])
    assert [n for n, key in enumerate(keys) if cache.get(key)] == [0, *range(10, 20)]
    cache.keep("a" * 15_000, found)  # an eighth
    assert cache.get("a" * 15_000) is None


@pytest.mark.parametrize(
    "call", ["NOW()", "RAND ()", "uuid()", "STRUUID( )", "BNODE()", "RAND # (\n()"]
)
def test_what_changes_is_neither_kept_nor_tagged(ask: Service, call: str) -> None:
    text = f"SELECT ({call} AS ?x) {{}}"
    found = ask(text)
    assert found.status == 200, found.text
    ask(text)
    assert ask.runs == 2
    assert ("etag" in found.headers, found.headers["cache-control"]) == (False, "no-store")


def test_a_large_answer_is_compressed_for_those_who_can_read_it(ask: Service) -> None:
    text = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100"
    plain, packed = ask(text), ask(text, {"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.body) // 4
    assert packed.body == plain.body


def test_a_request_without_a_query_is_described(ask: Service) -> None:
    assert ask().body == b"described"


# --- Limits


def test_only_a_select_is_cut_and_says_so_in_every_format(tiny_graph: Graph) -> None:
    ask = Service(tiny_graph, Limits(rows=3))
    for kind in ROWS:
        found = ask(STATES, {"Accept": kind})
        assert (found.headers["gcm-complete"], found.headers["gcm-limit"]) == ("false", "3")
        assert _values(kind, found) == CODES[:3]
    for all_of_it in (ask(STATES + " LIMIT 3"), ask(CONSTRUCT), ask(ASK)):
        assert (all_of_it.status, "gcm-complete" in all_of_it.headers) == (200, False)
    assert len(rdflib.Graph().parse(data=ask(CONSTRUCT).text)) == 5


def test_a_result_that_is_too_large_is_refused(tiny_graph: Graph) -> None:
    ask = Service(tiny_graph, Limits(rows=1000, size=100_000))
    large = "SELECT (CONCAT(STR(?o), STR(?o), STR(?o)) AS ?x) ?s ?p ?o { ?s ?p ?o } LIMIT 999"
    for text in (large, "CONSTRUCT WHERE { ?s ?p ?o }"):
        found = ask(text)
        assert (found.status, found.json["type"].rpartition("/")[2]) == (413, "result-too-large")
    body = b"#" * (2 << 20) + b"\n" + STATES.encode()
    found = ask(method="POST", headers={"Content-Type": DIRECT}, body=body)
    assert (found.status, found.json["type"].rpartition("/")[2]) == (413, "request-too-large")
