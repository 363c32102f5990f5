"""Putting graphs into a triplestore: the real Oxigraph server, and servers that misbehave."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote, unquote_plus
from urllib.request import Request, urlopen

import pytest

import gcm
from gcm.core.language import msg
from gcm.sparql.graph_store import GraphStore, beside

from ..commands import MAIN, NET
from ..loopback import JSON, Answer, oxigraph, serving

ROOT = Path(__file__).parents[2]
G = "https://w3id.org/gcm-graph/graph/"
Run = Callable[..., subprocess.CompletedProcess[str]]

FILES = {
    "ontology/gcm.ttl": "<a:o> <a:p> [ <a:p> 1.50, true ], [ <a:p> 01 ] .",
    "ontology/reused.ttl": '<a:r> <a:p> "x"@en, "y" .',
    "data/one.ttl": '<a:one> <a:p> "é\\n\\"" ; <a:q> "2024-09-25T00:00:00+00:00"'
    "^^<http://www.w3.org/2001/XMLSchema#dateTime> .",
    "data/two.ttl": "<a:two> <a:p> <a:one> .",
}
NAMES = [f"{G}{name}" for name in ("one", "ontology/gcm", "ontology/reused", "two")]
ALL_NEW = f"""\
new: {G}one (2)
new: {G}ontology/gcm (5)
new: {G}ontology/reused (2)
new: {G}two (1)
"""


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials and no proxy of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GCM_ENDPOINT") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A root of four little graphs."""
    root = tmp_path / "root"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "ontology" / "prefixes.ttl", root / "ontology")
    return root


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """A real store that is empty; its address without a path."""
    with oxigraph(tmp_path / "store") as home:
        yield home


def put(store: str, graph: str, text: str) -> None:
    """Put a graph without the tool."""
    url = f"{store}/store?graph={quote(graph, safe='')}"
    urlopen(Request(url, text.encode(), {"Content-Type": "text/turtle"}, method="PUT")).close()


def counts(store: str) -> dict[str, int]:
    """How many triples each graph of a store has, asked without the tool."""
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    request = Request(f"{store}/query?query={quote(query)}", headers={"Accept": JSON})
    with urlopen(request) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def summary(unchanged: int, new: int, triples: int) -> str:
    return (
        f"The endpoint has the graph: {unchanged} graphs unchanged, {new} new, {triples} triples.\n"
    )


# A real store


@pytest.mark.parametrize("way", ["beside", "graph-store", "update"])
def test_what_is_put_is_there_and_is_put_once(gcm: Run, store: str, small: Path, way: str) -> None:
    options, address = {
        "beside": ([], f"{store}/store"),
        "graph-store": (["--graph-store", f"{store}/store"], f"{store}/store"),
        "update": (["--update", f"{store}/update"], f"{store}/update"),
    }[way]
    words = ["push", f"{store}/query", "--root", str(small), *options]
    done = gcm(*words)
    assert (done.returncode, done.stdout) == (0, ALL_NEW)
    assert done.stderr == f"Written to {address}\n" + summary(0, 4, 10)
    assert counts(store) == dict(zip(NAMES, [2, 5, 2, 1], strict=True))
    again = gcm(*words)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", summary(4, 0, 10))


def test_only_what_differs_is_put(gcm: Run, store: str, small: Path) -> None:
    words = ["push", f"{store}/query", "--root", str(small)]
    gcm(*words)
    put(store, f"{G}two", "<a:two> <a:p> <a:other> .")
    put(store, f"{G}ontology/gcm", "<a:o> <a:p> [ <a:p> 1.5, true, 1 ], [ <a:q> 1 ] .")
    done = gcm(*words)
    assert done.returncode == 0
    assert done.stdout == f"new: {G}ontology/gcm (5)\nnew: {G}two (1)\n"
    assert done.stderr == f"Written to {store}/store\n" + summary(2, 2, 10)
    assert gcm(*words).stderr == summary(4, 0, 10)


def test_a_large_graph_goes_in_several_updates(gcm: Run, store: str, small: Path) -> None:
    put(store, f"{G}two", FILES["data/two.ttl"])
    values = " , ".join(map(str, range(2001)))
    (small / "data" / "two.ttl").write_text(f"<a:two> <a:q> {values} .", encoding="utf-8")
    done = gcm("push", f"{store}/query", "--root", str(small), "--update", f"{store}/update")
    assert (done.returncode, done.stdout) == (0, ALL_NEW.replace("two (1)", "two (2001)"))
    assert counts(store)[f"{G}two"] == 2001


def test_a_dry_run_writes_nothing(gcm: Run, store: str, small: Path) -> None:
    put(store, f"{G}two", FILES["data/two.ttl"])
    put(store, f"{G}gone", "<a:a> <a:a> <a:a> .")
    done = gcm("push", f"{store}/query", "--root", str(small), "--dry-run", "--prune")
    assert done.returncode == 0
    assert done.stdout == "".join(ALL_NEW.splitlines(keepends=True)[:3]).replace("new", "would put")
    assert done.stderr == (
        "Graphs at the endpoint that this root does not have; --prune removes them:\n"
        f"  {G}gone\n1 graphs are there already; 3 would be put.\n"
    )
    assert counts(store) == {f"{G}two": 1, f"{G}gone": 1}


def test_only_graphs_of_ours_are_removed(gcm: Run, store: str, small: Path) -> None:
    others = ["http://example.org/g", "https://w3id.org/gcm-graph/graphs"]
    for name in (*others, f"{G}gone"):
        put(store, name, "<a:a> <a:a> <a:a> .")
    words = ["push", f"{store}/query", "--root", str(small)]
    done = gcm(*words)
    assert (done.returncode, done.stdout) == (0, ALL_NEW)
    assert f"{G}gone" in counts(store)
    for options in (["--graph-store", f"{store}/store"], ["--update", f"{store}/update"]):
        put(store, f"{G}gone", "<a:a> <a:a> <a:a> .")
        pruned = gcm(*words, "--prune", *options)
        assert (pruned.returncode, pruned.stdout) == (0, f"removed: {G}gone (1)\n")
        assert set(counts(store)) == {*NAMES, *others}


def test_the_whole_graph_is_the_same_there(gcm: Run, store: str) -> None:
    url = f"{store}/query"
    assert gcm("push", url, "--quiet").returncode == 0
    for words in (
        ["ask", "participants"],
        ["ask", "objectives", "--lang", "es", "-f", "json"],
        ["ask", "profile", "-p", "thing=Guatemala"],
        ["ask", "unused-terms"],
        ["ask", "in-two-graphs"],
        ["describe", "SLV"],
        ["describe", "oim", "--lang", "es", "-f", "json"],
        ["describe", "gcm:Forum"],
        ["query", "-q", "SELECT ?s { ?s a gcm:State } ORDER BY ?s"],
        ["query", "-q", "ASK { GRAPH ?g { state:SLV ?p ?o } }", "-f", "json"],
    ):
        here, there = gcm(*words), gcm(*words, "--on", url)
        # A fact here is cited with its commit, one there with the endpoint.
        facts, same = (re.sub(r"gcm-graph, .*?[)»\"]", "", one.stdout) for one in (here, there))
        assert (there.returncode, same, there.stderr) == (0, facts, here.stderr)
        assert here.stdout


def test_what_is_there_is_validated_as_here(
    gcm: Run, store: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    url = f"{store}/query"
    assert gcm("push", url, "--quiet").returncode == 0
    bad = tmp_path / "bad.ttl"
    claim = (ROOT / "shapes" / "examples" / "claim.ttl").read_text(encoding="utf-8")
    prefixes = "".join(line for line in claim.splitlines(True) if line.startswith("@prefix"))
    bad.write_text(
        f"""{prefixes}@prefix state: <https://w3id.org/gcm-graph/id/state/> .
claim:bad a gcm:Claim ; skos:prefLabel "Bad"@en , "Malo"@es ; dct:source page:rcmvs.org ;
  gcm:basis basis:stated ; rdf:object "222" ; rdf:predicate gcm:memberCount ;
  rdf:subject state:PAN , state:PER .
""",
        encoding="utf-8",
    )
    here, there = gcm("validate", str(bad)), gcm("validate", str(bad), "--on", url)
    assert (there.returncode, there.stdout) == (1, here.stdout)
    assert gcm("validate", "--on", url).returncode == 0


def test_few_requests_describe_a_thing(
    gcm: Run, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gcm.sparql.transport import Transport

    gcm("push", f"{store}/query", "--quiet")
    sent: list[str] = []
    send = Transport.send

    def counted(self: Transport, request: Request, *rest: object) -> object:
        sent.append(request.full_url)
        return send(self, request, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Transport, "send", counted)
    assert gcm("describe", "SLV", "--on", f"{store}/query").returncode == 0
    assert 5 < len(sent) < 20


def test_the_library(store: str, small: Path) -> None:
    told: list[gcm.Step] = []
    pushed = gcm.push(f"{store}/query", root=small, on_step=told.append)
    assert (pushed.address, pushed.findings) == (f"{store}/store", [])
    assert pushed.steps == told
    assert [(step.graph, step.state, step.number, step.of) for step in told] == [
        (name, "new", number, 4) for number, name in enumerate(NAMES, 1)
    ]
    assert told[-1].digest == sha256(b"<a:two> <a:p> <a:one> .\n").hexdigest()
    with pytest.raises(gcm.UsageError):
        gcm.push(f"{store}/query", graph_store="http://x/", update="http://x/", root=small)


# Interrupted


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (
            gcm.RunError(
                msg("the connection to {url} broke ({reason}). Try again."),
                url="http://x",
                reason="gone",
            ),
            3,
            "the connection to http://x broke (gone). Try again.\n",
        ),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_it_says_which_graphs_are_new_and_which_old(
    gcm: Run, store: str, small: Path, monkeypatch: pytest.MonkeyPatch, *,
    error: BaseException, code: int, said: str, after: bool,
) -> None:  # fmt: skip
    really, done = GraphStore.put, []

    def interrupted(self: GraphStore, graph: str, triples: object) -> None:
        done.append(graph)
        if len(done) < 3 or after:
            really(self, graph, triples)  # type: ignore[arg-type]
        if len(done) == 3:
            raise error

    words = ["push", f"{store}/query", "--root", str(small)]
    with monkeypatch.context() as patched:
        patched.setattr(GraphStore, "put", interrupted)
        stopped = gcm(*words)
    assert (stopped.returncode, stopped.stdout) == (code, "")
    assert stopped.stderr == (
        f"{said}stopped before the end; the next `gcm push` goes on from here.\n"
        f"New at the endpoint (2):\n  {NAMES[0]}\n  {NAMES[1]}\n"
        f"Old, new or in part (1):\n  {NAMES[2]}\nNot touched (1):\n  {NAMES[3]}\n"
    )
    assert set(counts(store)) == set(NAMES[: 3 if after else 2])
    assert gcm(*words).returncode == 0
    assert set(counts(store)) == set(NAMES)


def rows(*names: str) -> bytes:
    """SPARQL results that hold no row."""
    return json.dumps({"head": {"vars": names}, "results": {"bindings": []}}).encode()


def test_ctrl_c(small: Path) -> None:
    came = threading.Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        came.set()
        server.over.wait(NET)

    with serving(Answer(200, rows("g", "n")), hang) as server:
        words = [sys.executable, "-c", MAIN, "push", server.home + "/query", "--root", str(small)]
        environment = {**os.environ, "LC_ALL": "es_ES.UTF-8"}
        with subprocess.Popen(
            words, env=environment, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8"
        ) as running:
            assert came.wait(NET)
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=NET)
    assert running.returncode == 130
    assert said == (
        "se detuvo antes de terminar; el próximo `gcm push` continúa desde aquí.\n"
        f"Antiguos, nuevos o a medias (1):\n  {NAMES[0]}\n"
        f"Sin tocar (3):\n" + "".join(f"  {name}\n" for name in NAMES[1:])
    )


# Stores that misbehave


def forgetful(handler: BaseHTTPRequestHandler) -> None:
    """Takes every graph, and gives another back."""
    target = unquote_plus(handler.path)
    kind, body = "application/n-triples", b"<a:two> <a:p> <a:one> .\n<a:x> <a:y> <a:z> .\n"
    if "COUNT" in target:
        kind, body = JSON, rows("g", "n")
    handler.send_response(201 if handler.command == "PUT" else 200)
    handler.send_header("Content-Type", kind)
    handler.end_headers()
    handler.wfile.write(b"" if handler.command == "PUT" else body)


def test_what_comes_back_different_is_a_finding(gcm: Run, small: Path) -> None:
    with serving(forgetful) as server:
        done = gcm("push", server.url, "--graph-store", server.home, "--root", str(small))
    assert done.returncode == 1
    assert done.stdout.startswith(f"different: {G}one (2)\n")
    assert done.stdout.endswith(
        f"{G}two came back different: 0 triples lacking (-), 1 others added (+), among them\n"
        "  + <a:x> <a:y> <a:z> .\n"
        "Graphs that came back different: 4.\n"
    )
    assert done.stderr == ""
    assert [seen.method for seen in server.seen] == ["GET", *["PUT", "GET"] * 4]


def test_no_store_is_beside(gcm: Run, small: Path) -> None:
    with serving(Answer(200, rows("g", "n")), Answer(404)) as server:
        done = gcm("push", server.url, "--root", str(small))
    assert (done.returncode, done.stdout) == (3, "")
    tried = ", ".join(beside(server.url))
    assert done.stderr == (
        f"no graph store found beside the endpoint; tried {tried}. Give its address with "
        "--graph-store, or that for updates with --update.\n"
    )
    assert {seen.method for seen in server.seen[1:]} == {"PUT"}


def test_the_right_to_write_is_lacking(gcm: Run, small: Path) -> None:
    with serving(Answer(200, rows("g", "n")), Answer(403)) as server:
        done = gcm("push", server.url, "--root", str(small))
    assert (done.returncode, done.stdout) == (3, "")
    assert "does not allow this (HTTP 403)" in done.stderr
    assert "Not touched" not in done.stderr


@pytest.mark.parametrize(
    ("query", "stores"),
    [
        ("http://h/sparql", ["http://h/sparql-graph-crud-auth", "http://h/data", "http://h/store",
                             "http://h/sparql/rdf-graphs/service"]),
        ("http://h:1/query?x=1", ["http://h:1/store", "http://h:1/data",
                                  "http://h:1/query/rdf-graphs/service"]),
        ("http://h/repositories/gcm/", ["http://h/repositories/gcm/rdf-graphs/service"]),
    ],
)  # fmt: skip
def test_where_a_store_may_be(query: str, stores: list[str]) -> None:
    assert beside(query) == stores


def test_credentials_are_in_no_output(
    gcm: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GCM_ENDPOINT_USER", "me")
    monkeypatch.setenv("GCM_ENDPOINT_PASSWORD", "open-sesame")
    asks = Answer(401, b"open-sesame", headers={"WWW-Authenticate": "Basic realm=x"})
    with serving(asks) as server:
        done = gcm("push", server.url, "--root", str(small))
        assert (done.returncode, done.stdout) == (3, "")
        assert "open-sesame" not in done.stderr
    address = f"http://me:open-sesame@{server.home.removeprefix('http://')}/sparql"
    for words in (["push", address], ["query", "-q", "ASK {}", "--on", address]):
        done = gcm(*words, "--root", str(small))
        assert (done.returncode, done.stdout) == (2, "")
        assert "open-sesame" not in done.stderr
