"""The server as it runs: workers that can open nothing, bounds, deaths, new data."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import GET, JSON, POST, SPARQLWrapper

import gcm
from gcm.core.errors import RunError
from gcm.sandbox.seccomp import is_available

from ..tiny_root import copy_tiny
from ._server import Running, is_alive, running

if sys.platform != "linux":
    pytest.skip("looks into /proc", allow_module_level=True)

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?d ?c ?a"
PERU = "https://w3id.org/gcm-graph/id/state/PER"
LIGHT = "SELECT ?x { ?x gcm:iso3 'PER' }"
NET = 60.0  # seconds after which nothing more is waited for


@pytest.fixture(scope="module")
def server(tiny: Path) -> Iterator[Running]:
    with running(tiny, seconds=1.0) as found:
        yield found


def kind(server: Running, query: str, lang: str = "en") -> tuple[int, str]:
    found = server.ask(query, {"Accept-Language": lang})
    assert found.kind == "application/problem+json"
    assert found.headers["content-language"] == lang
    content = found.json
    assert content["detail"]
    return found.status, content["type"].rpartition("/")[2]


def opens_nothing(pid: int) -> bool:
    limits = said(pid, "limits")
    files = next(line for line in limits.splitlines() if line.startswith("Max open files"))
    return files.split()[3:5] == ["0", "0"]


def said(pid: int, name: str) -> str:
    """What the kernel says of a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8")
    except OSError:
        return "Max open files 1 1"


def test_a_worker_for_queries_can_open_nothing(server: Running) -> None:
    sealed: list[int] = []

    def are_started() -> bool:
        sealed[:] = filter(opens_nothing, server.workers)
        return len(sealed) == 2 * (os.cpu_count() or 1)

    _until(are_started)
    for pid in sealed:
        opened = {one.name: str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()}
        assert set(opened) == {"0", "1", "2", "3"}
        assert {opened[name] for name in "012"} == {os.devnull}
    assert server.ask(LIGHT).status == 200


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x {", (400, "not-sparql")),
        ("SELECT * { ?x ex:p 1 }", (400, "not-sparql")),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", (400, "refused")),
        ("CLEAR ALL", (400, "refused")),
        ("SELECT * FROM <http://a/> {}", (400, "graph-not-loaded")),
    ],
)
def test_a_query_that_fails_is_answered_in_words(
    server: Running, query: str, expected: tuple[int, str], lang: str
) -> None:
    assert kind(server, query, lang) == expected


def test_a_query_that_ends_its_process_ends_no_other(server: Running) -> None:
    nested = "SELECT * { " + "{" * 30_000 + "}" * 30_000 + " }"
    found = server.post(nested)
    assert (found.status, found.json["type"].rpartition("/")[2]) == (503, "failed")
    assert server.ask(LIGHT).status == 200


def test_a_query_that_takes_too_long_is_stopped(server: Running) -> None:
    late = server.ask(HEAVY)
    assert (late.status, late.json["type"].rpartition("/")[2]) == (503, "timeout")
    assert late.headers["retry-after"] == "10"
    assert server.ask(LIGHT).status == 200


def test_a_light_query_is_answered_while_heavy_ones_run(server: Running) -> None:
    heavy = [threading.Thread(target=server.ask, args=(f"{HEAVY} # {n}",)) for n in range(4)]
    for one in heavy:
        one.start()
    answered = 0
    while any(one.is_alive() for one in heavy):
        assert server.ask(f"{LIGHT} # {answered}").status == 200
        answered += 1
    assert answered > 4
    for one in heavy:
        one.join()


def test_clients_of_sparql_ask_it(server: Running, tiny: Path) -> None:
    endpoint = server.address + "sparql"
    there = gcm.open(root=tiny, on=endpoint).ask("participants").table
    assert there == gcm.open(root=tiny).ask("participants").table
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>" + LIGHT)
    for method in (GET, POST):
        wrapper.setMethod(method)
        wrapper.setReturnFormat(JSON)
        found: Any = wrapper.query().convert()
        rows = found["results"]["bindings"]
        assert [row["x"]["value"] for row in rows] == [PERU]
    graph = rdflib.Graph(SPARQLStore(endpoint))
    assert rdflib.Literal("PER") in set(graph.objects(rdflib.URIRef(PERU)))
    # By negotiation alone, after the redirect.
    data = rdflib.Graph().parse(f"{server.address}id/state/PER")
    assert (rdflib.URIRef(PERU), None, rdflib.Literal("PER")) in data


def test_what_is_kept_is_sent_as_what_is_not_and_in_the_order_of_requests(server: Running) -> None:
    kept, new = (f"/sparql?query={quote(f'{LIGHT} # {name}')}" for name in ("kept", "new"))
    first = server.get(kept)
    tag = f"If-None-Match: {first.headers['etag']}\r\n"
    page = server.get("/en/id/state/PER")
    assert server.get("/en/id/state/PER")._replace(headers={}) == page._replace(headers={})
    expected = [
        *[("GET", kept, "", 200, first.body), ("GET", new, "", 200, first.body)],
        *[("GET", kept, "", 200, first.body), ("HEAD", kept, "", 200, b"")],
        *[("GET", "/en/id/state/PER", "", 200, page.body), ("GET", kept, tag, 304, b"")],
        *[("GET", kept, "Content-Length: 3\r\n\r\nabc", 200, first.body)],
        *[("GET", "/en/id/state/PER", "Connection: close\r\n", 200, page.body)],
    ]
    texts = (f"{one[0]} {one[1]} HTTP/1.1\r\nHost: a\r\n{one[2]}" for one in expected)
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=NET) as client:
        client.sendall("".join(text if "abc" in text else f"{text}\r\n" for text in texts).encode())
        rest = b"".join(iter(lambda: client.recv(1 << 16), b""))
    for method, path, _, status, body in expected:
        head, _, rest = rest.partition(b"\r\n\r\n")
        assert head.startswith(f"HTTP/1.1 {status} ".encode())
        names = [line.partition(b":")[0].lower() for line in head.split(b"\r\n")[1:]]
        assert len(names) == len(set(names))
        if (method, status) == ("GET", 200):
            headers = first.headers if path in (kept, new) else page.headers
            assert sorted(names) == sorted(
                [name.encode() for name in headers]
                + [b"connection"] * (b"connection: close" in head)
            )
        assert rest.startswith(body)
        rest = rest[len(body) :]
    assert rest == b""


def test_pages_and_data_come_from_workers(server: Running) -> None:
    page = server.get("/es/id/state/PER")
    assert (page.status, "Perú" in page.text) == (200, True)
    assert server.get("/id/state/PER.ttl").kind == "text/turtle; charset=utf-8"
    assert server.get("/static/site.css").status == 200


def test_a_query_ends_with_too_much_memory_or_without_its_client_or_front(tiny: Path) -> None:
    with running(tiny, seconds=600.0, memory=120 << 20) as server:
        assert kind(server, LARGE) == (503, "memory")
        with server.asking(HEAVY):
            _until(lambda: server.is_slow)
        _until(lambda: not server.is_slow)
        with server.asking(HEAVY):
            _until(lambda: server.is_slow)
            pids = [server.zygote, *server.workers]
            os.kill(server.process.pid, signal.SIGKILL)
            _until(lambda: not any(map(is_alive, pids)))


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + NET
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.skipif(not is_available(), reason="on-disk stores need seccomp")
def test_workers_of_a_store_on_disk_open_no_connection(tiny: Path, tmp_path: Path) -> None:
    with running(tiny, tmp_path / "store") as server:
        assert server.ask(LIGHT).json["results"]["bindings"]
        assert kind(server, "SELECT ?x {", "es") == (400, "not-sparql")
        assert server.get("/es/id/state/PER").status == 200
        files = Path(f"/proc/{server.zygote}/fd").iterdir()
        assert not any("store" in str(one.readlink()) for one in files)
        _until(lambda: all(map(connects_nowhere, server.workers)))


@pytest.mark.skipif(not is_available(), reason="on-disk stores need seccomp")
def test_the_memory_of_a_query_is_given_back(tiny: Path, tmp_path: Path) -> None:
    many = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?o ?x { ?s ?p ?o . ?x gcm:iso3 ?code } }"
    with running(tiny, tmp_path / "store") as server:
        _until(lambda: len(server.workers) == 2)
        before = {*server.workers}
        assert server.ask(many).status == 200
        _until(lambda: (len({*server.workers}), len({*server.workers} & before)) == (2, 1))
        assert server.ask(LIGHT).json["results"]["bindings"]


def connects_nowhere(pid: int) -> bool:
    return "Seccomp:\t2\n" in said(pid, "status")


def test_a_system_that_cannot_fork_is_refused(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(RunError) as raised:
        gcm.serve(root=tiny, port=0)
    assert str(raised.value) == (
        "this system cannot keep strangers' queries apart from files and network; serve the site "
        "on Linux or macOS (on Windows, in WSL)."
    )
    assert "(en Windows, en WSL)" in raised.value.text("es")


def test_new_data_are_served_and_broken_data_are_not(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)
    new = root / "data" / "new.ttl"
    with running(root) as server:
        before = server.get("/healthz").headers["gcm-data-version"]
        new.write_text("<https://w3id.org/gcm-graph/id/place/New> a <a:b", "utf-8")
        os.kill(server.process.pid, signal.SIGHUP)
        assert "new.ttl:1" in server.line()
        assert server.get("/id/place/New.ttl").status == 404
        new.write_text("<https://w3id.org/gcm-graph/id/place/New> a <a:b> .", "utf-8")
        os.kill(server.process.pid, signal.SIGHUP)
        assert server.line() == "reloaded"
        found = server.get("/id/place/New.ttl")
        assert (found.status, found.headers["gcm-data-version"] == before) == (200, False)
        os.kill(server.zygote, signal.SIGKILL)
        assert server.line() == "reloaded"  # by itself
        assert server.get("/healthz").status == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait() == 0
