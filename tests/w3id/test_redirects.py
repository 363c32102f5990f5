"""What each kind of IRI leads to by each media type, and that nothing else leads anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ._apache import HOST, Answer, Server
from ._expected import (
    ACCEPT,
    DEFAULT,
    HTML,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    TRIG,
    TURTLE,
    Files,
    dataset,
    described,
    home,
    itself,
    thing,
)

NEGOTIATED: dict[str, Callable[[Files], Answer]] = {
    "": home,
    "dataset": dataset,
    "release/latest": dataset,
    "release/0.1.0": lambda files: dataset(files, "0.1.0"),
    "release/10.20.30": lambda files: dataset(files, "10.20.30"),
    "id/project": thing,
    "id/state/SLV": thing,
    "id/objective/8": thing,
    "id/office-holding/crm-presidency-2017": thing,
    "id/quote/2024-san-salvador.es-01-fc08d620": thing,
    "id/page/7newsbelize.com-sstory.php-nid-70983": thing,
    "id/place/San_Jos%C3%A9~2": thing,
}
FIXED: dict[str, Answer] = {
    "ontology": described("ontology.ttl"),
    "ontology/0.1.0": described("ontology.ttl", "0.1.0"),
    "prefixes": described("prefixes.ttl"),
    "shapes": described("shapes.ttl"),
    "vocab/unit-kind": described("ontology.ttl"),
    "vocab/unit-kind/list-item": described("ontology.ttl"),
    "question/votes-by-choice": described("questions.ttl"),
    "question/votes-by-choice/parameter/lang": described("questions.ttl"),
    "question/votes-by-choice/column/iso3_code": described("questions.ttl"),
    "graph/inferred": (404, None),
    "graph/catalogue": described("questions.ttl"),
    "graph/shapes/forum": described("shapes.ttl"),
    "graph/forums/2024-san-salvador": described("graphs/forums/2024-san-salvador.ttl"),
    "graph/sources/2024-san-salvador.es": described("graphs/sources/2024-san-salvador.es.ttl"),
    "graph/ontology/vocab/basis": described("ontology.ttl"),
    # Apache writes escapes in small letters, which RFC 3986 holds equal.
    "graph/file/Bogot%C3%A1%20100%25%231": described("graphs/file/Bogot%c3%a1%20100%25%231.ttl"),
    "context.jsonld": itself("context.jsonld"),
    "release/latest/gcm-graph.nq.gz": itself("gcm-graph.nq.gz"),
    "release/0.1.0/graphs/forums/2024-san-salvador.ttl": itself(
        "graphs/forums/2024-san-salvador.ttl", "0.1.0"
    ),
}

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
CLIENTS = {
    # Browsers, Java, and programs that name HTML last.
    CHROME: HTML,
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": HTML,
    "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2": HTML,
    "application/rdf+xml,application/xhtml+xml;q=0.5": DEFAULT,
    "text/turtle;q=0.8, text/html;q=0.9": TURTLE,
    # rdflib, with a format and without one; Protégé; rapper.
    "text/turtle, application/x-turtle, */*;q=0.1": TURTLE,
    "application/ld+json, application/json;q=0.9, */*;q=0.1": JSON_LD,
    "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, "
    "application/n-quads, application/trix, application/trig": TURTLE,
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, */*; q=0.09": DEFAULT,
    "application/rdf+xml, text/rdf;q=0.6, application/n-triples, text/plain;q=0.1, text/turtle, "
    "text/html;q=0.2, application/xhtml+xml;q=0.4, */*;q=0.1": N_TRIPLES,
    # Weights, parameters, case and space.
    "text/html;q=0.5, application/trig": TRIG,
    "application/n-quads;q=0.9, */*;q=0.1": N_QUADS,
    "application/n-quads;q=0.9, */*": DEFAULT,
    "application/n-quads;q=.9": N_QUADS,
    "application/n-quads;q=1.000": N_QUADS,
    "application/n-quads;q=0.001, text/html;q=0": N_QUADS,
    "application/n-quads;q=0": DEFAULT,
    "application/n-quads;q=0.000 , application/trig ;q=0.0": DEFAULT,
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted", text/html': JSON_LD,
    'application/ld+json;profile="a,b;c";q=0.5, text/turtle': TURTLE,
    'application/ld+json;profile="a,b;c";q=0.5, text/turtle;q=0': JSON_LD,
    "application/ld+json;charset=utf-8;q=0.4": JSON_LD,
    "Application/LD+JSON": JSON_LD,
    " \t,, application/trig ; version=1.1 ,text/turtle": TRIG,
    "xapplication/trig, application/trigger, text/turtle-x": DEFAULT,
    "text/turtle" + " " * 7000 + "x": DEFAULT,
    "a/b;c=d," * 900 + "application/trig": TRIG,
}

# What Apache itself refuses has a status of its own.
NOT_OURS = {
    404: (
        *(
            "ids/state/SLV",
            "id",
            "id/",
            "id/state",
            "id/state/",
            "id/x",
            "id/project/",
            "index.html",
        ),
        *("vocab", "vocab/", "vocab/basis/", "vocab/basis/stated/x", "vocab/nothing", "shape"),
        *("vocab/nothing/at-all", "id/nothing/x", "id/states/SLV", "id/state/SLV/x", "id/vote-/x"),
        *("question", "question/", "question/x/", "question/x/parameter", "question/x/row/y"),
        *("question/x/column/", "question/x/column/y/z", "graph", "graph/", "graph/forums/"),
        *("release", "release/", "release/latest/", "release/0.1", "release/0.1.0.0", "release/v1"),
        *(
            "release/newest",
            "release/0.1.0/graphs/",
            "release/0.1.x/README.md",
            "release/-1.0.0",
            "release/0x1.0",
        ),
        *(
            "ontology/",
            "ontology/latest",
            "ontology/0.1",
            "ontology.ttl",
            "ontology/0.1.0/x",
            "ontology/0.1x0",
        ),
        *("prefixes/", "shapes/", "shapes/x", "dataset/", "dataset.ttl", "context.jsonld/"),
        *("context_jsonld", "context", "README", "README.md", "README.md/x", "README.html"),
        # Other letter case, which names other things.
        *("ID/state/SLV", "Id/state/SLV", "id/State/SLV", "id/STATE/SLV", "id/Project", "Ontology"),
        *("VOCAB/basis", "vocab/Basis", "vocab/basis/Stated", "Question/x", "question/X", "SHAPES"),
        *("Graph/x", "Release/latest", "release/LATEST", "Context.jsonld", "DATASET", "Prefixes"),
        # Paths that lead elsewhere, however they are written.
        *("id/state/../agency/iom", "id/state/..", "id/./state/SLV", "../x"),
        *("id/state/%2e%2e/agency/iom", "id/state/.%2E/agency/iom", "id/%2e/state/SLV", "./", "."),
        *("graph/../../x", "graph/..%2f..%2fx", "graph/a%2Fb", "graph/..%5c..%5cx", "graph/a\\b"),
        *("release/latest/../../x", "release/latest/%2e%2e/x", "release/latest/..%2fx"),
        *("id/state/SLV/..", "id/state/..?x", "id//state/SLV", "/id/state/SLV", "graph//x", "/"),
        *("id%2fstate%2fSLV", "id%2Fstate/SLV", "id%252fstate%252fSLV", "graph/a%2500/"),
        # Other hosts.
        *(
            "/evil.example",
            "//evil.example",
            "/evil.example/..",
            "http://evil.example",
            "@evil.example",
        ),
        *(
            "graph/https://evil.example",
            "release/latest//evil.example",
            "release/latest/%2f%2fevil",
        ),
        *("https:%2f%2fevil.example", "%5cevil.example", "\\evil.example", "?", "evil.example/")[
            :-2
        ],
        *("evil.example", ".evil.example", ":80@evil.example", "%2f%2fevil.example"),
        # Control characters, and other things that no name of ours holds.
        *("id/state/SLV%0d%0aLocation:%20https://evil.example", "graph/x%0d%0aX-Y:%20z", "%00"),
        *("graph/x%0A", "release/latest/x%0D", "id/state/S%00", "graph/x%7F", "graph/x%1b[31m"),
        *(
            "id/state/S%20V",
            "id/state/%3Cscript%3E",
            "id/state/S%25",
            "id/state/S:V",
            "id/state/S,V",
        ),
        *(
            "graph/a%3fb",
            "graph/%3f",
            "release/latest/a%3fb",
            "vocab/basis/%C3%B1",
            "question/%C3%B1",
        ),
    ),
    400: ("id/state/%zz", "graph/%", "graph/x%2", "%u0041", "ontology#Forum", "../../etc/passwd"),
    # Names that no file can have, and the files of this folder.
    403: ("x" * 300, "id/state/" + "x" * 5000, ".htaccess", ".htpasswd"),
    414: ("id/state/" + "x" * 9000,),
}


@pytest.mark.parametrize("accept", ACCEPT)
def test_each_kind_of_iri(w3id: Server, accept: str | None) -> None:
    expected = FIXED | {path: answer(ACCEPT[accept]) for path, answer in NEGOTIATED.items()}
    assert {path: w3id.get(f"/gcm-graph/{path}", accept) for path in expected} == expected


def test_what_clients_say_they_accept(w3id: Server) -> None:
    assert {accept: w3id.get("/gcm-graph/id/state/SLV", accept) for accept in CLIENTS} == {
        accept: thing(files) for accept, files in CLIENTS.items()
    }


def test_what_is_not_ours(w3id: Server) -> None:
    expected = {path: (status, None) for status, paths in NOT_OURS.items() for path in paths}
    for accept in (None, "text/html", "text/turtle"):
        assert {path: w3id.get(f"/gcm-graph/{path}", accept) for path in expected} == expected


def test_queries_are_dropped(w3id: Server) -> None:
    query = "?x=//evil.example/%0d%0aX-Y:z&../..%3f"
    expected = FIXED | {path: answer(DEFAULT) for path, answer in NEGOTIATED.items()}
    assert {path: w3id.get(f"/gcm-graph/{path}{query}") for path in expected} == expected


def test_methods(w3id: Server) -> None:
    assert {name: w3id.get("/gcm-graph/ontology", method=name) for name in ("HEAD", "POST")} == {
        "HEAD": described("ontology.ttl"),
        "POST": described("ontology.ttl"),
    }


def test_the_whole_address_in_the_request(w3id: Server) -> None:
    assert {
        target: w3id.get(target)
        for target in (
            "http://evil.example/gcm-graph/ontology",
            "HTTPS://evil.example/gcm-graph/graph/x",
            "http://evil.example//gcm-graph/ontology",
            "//evil.example/gcm-graph/ontology",
        )
    } == {
        "http://evil.example/gcm-graph/ontology": described("ontology.ttl"),
        "HTTPS://evil.example/gcm-graph/graph/x": described("graphs/x.ttl"),
        "http://evil.example//gcm-graph/ontology": (404, None),
        "//evil.example/gcm-graph/ontology": (404, None),
    }


def test_the_home_without_its_slash_is_led_to_the_one_with_it(w3id: Server) -> None:
    assert w3id.get("/gcm-graph") == (301, f"http://127.0.0.1:{w3id.port}/gcm-graph/")


def test_a_letter_written_as_an_escape_is_the_same_letter(w3id: Server) -> None:
    assert w3id.get("/gcm-graph/%69d/state/%53LV") == (
        303,
        f"{HOST}/release/latest/gcm-graph.ttl",
    )
