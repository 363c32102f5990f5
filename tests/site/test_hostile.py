"""Malformed and hostile requests: each is answered, none with a 500, and nothing becomes markup."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest

import gcm
from gcm.site.app import App
from gcm.site.pages import Site

from ._asgi import Response, request
from ._server import Running, running
from ._site import site

MARK = "<script>alert(1)</script>"
PIECES = (
    *("en", "es", "id", "state", "PER", "ontology", "release", "latest", "question", "graph", "a"),
    *("sparql", "static", "..", ".", "", "%2e%2e", "%2f", "%5c", "%00", "%0a", "%ff", "%c0%af"),
    *(
        "'",
        '"',
        MARK,
        "<svg/onload=x>",
        "{{7*7}}",
        "javascript:x",
        "${x}",
        "\u202e",
        "evil.example",
    ),
    *("a" * 300, "PER.ttl", "PER.csv", "PER.", ".ttl", ".well-known", "void", "sdg", "10.7", "é"),
    *("//evil.example", "\\evil.example", "@evil.example", ":80", "#", ";x=1", "*", "~", "problem"),
)
QUERIES = (
    *("", "SELECT", "ASK {}", "\0", "SELECT * { ?s ?p ?o } LIMIT 1", "{" * 500, "DESCRIBE <a:b>"),
    *("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "LOAD <file:///etc/passwd>", "é" * 100),
    *("CONSTRUCT { <a:b> <a:c> '" + MARK + "' } {}", "SELECT ('" + MARK + "' AS ?x) {}", "\ud800"),
    *(
        "SELECT * FROM <file:///etc/passwd> {}",
        "SELECT (1/0 AS ?x) {}",
        "BASE <x> ASK { <y> ?p 1 }",
    ),
    *("SELECT * { FILTER(REGEX('aaaa', '(a+)+$')) }", "DELETE WHERE { ?s ?p ?o }", "# nothing"),
)
VALUES = (
    *("", "*/*", "text/html", "text/turtle;q=nan", ";;;,,,q=", "a/b;q=1e9", "\x00", "\xff" * 50),
    *(
        "application/rdf+xml",
        "application/sparql-results+xml",
        "text/csv",
        "es;q=x",
        "gzip;q=0.0.0",
    ),
    *('"', 'W/"x"', "*", "evil.example", "application/sparql-query", "application/sparql-update"),
    *(
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=utf-7",
        "," * 999,
    ),
)
NAMES = ("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "Content-Type", "Host")
METHODS = (*["GET"] * 12, "HEAD", "POST", "POST", "OPTIONS", "PUT", "get", "")
GOOD = ("en/id/state/PER", "id/state/PER", "es/", "ontology", "graph/actors/states", "en/states")
STATUSES = {200, 204, 302, 303, 304, 400, 404, 405, 406, 410, 413, 415}


def targets(chance: random.Random) -> str:
    """An address whose parts may be anything."""
    if chance.random() < 0.4:
        texts = (chance.choice(QUERIES).encode("utf-8", "surrogatepass") for _ in range(2))
        names = ("query", "query", "update", "default-graph-uri", "named-graph-uri", "lang", "%ff")
        pairs = "&".join(f"{chance.choice(names)}={quote(text)}" for text in texts)
        return f"/sparql?{pairs}"
    path = "/".join(chance.choice(PIECES) for _ in range(chance.randint(1, 5)))
    if chance.random() < 0.4:
        path = chance.choice(GOOD) + chance.choice(("", ".ttl", ".json", "/", "?lang=")) + path[:9]
    text = quote(path, safe="/%:@\\~*';#") if chance.random() < 0.7 else path
    return f"/{text}" + (f"?{quote(chance.choice(PIECES))}=1" if chance.random() < 0.3 else "")


def is_sound(found: Response) -> bool:
    """Whether a response is what it says it is, keeps to this host, and holds no markup of ours."""
    place = found.headers.get("location", "/")
    if found.status not in STATUSES or not place.startswith("/") or place[1:2] in ("/", "\\"):
        return False
    kind = found.headers.get("content-type", "")
    if "json" in kind and found.body:
        json.loads(found.body)
    if "xml" in kind and found.body:
        ElementTree.fromstring(found.body)
    return "html" not in kind or (MARK not in found.text and "<svg/onload" not in found.text)


@pytest.fixture(scope="module")
def app(tiny: Path) -> App:
    handle = gcm.open(root=tiny)
    return site(handle, pages=Site(handle))


def test_two_thousand_requests_are_answered_without_a_500(app: App) -> None:
    chance = random.Random(19)
    unsound = []
    for _ in range(2000):
        target, method = targets(chance), chance.choice(METHODS)
        headers = {name: chance.choice(VALUES) for name in chance.sample(NAMES, 3)}
        body = chance.choice(QUERIES).encode("utf-8", "surrogatepass")
        found = request(app, target, method, headers, body)
        if not is_sound(found):
            unsound.append((target, method, headers, body, found))
    assert unsound[:3] == []


@pytest.fixture(scope="module")
def server(tiny: Path) -> Iterator[Running]:
    with running(tiny) as found:
        yield found


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET //evil.example HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://evil.example/en HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nshort",
        b"CONNECT evil.example:80 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ],
)
def test_what_is_no_http_neither_hangs_nor_ends_the_server(server: Running, raw: bytes) -> None:
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=60) as client:
        client.sendall(raw)
        client.shutdown(socket.SHUT_WR)
        try:
            head = client.recv(1 << 16)
        except ConnectionResetError:
            head = b""
    assert head == b"" or head.startswith(b"HTTP/1.1 ")
    assert not head.startswith(b"HTTP/1.1 5")
    assert b"evil.example" not in head.partition(b"\r\n\r\n")[0]
    assert server.get("/healthz").status == 200
