"""Nothing that a query, a question or a data file says opens a connection or a file."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ..tiny_root import copy_tiny

pytestmark = pytest.mark.usefixtures("shipped_once")
Run = Callable[..., subprocess.CompletedProcess[str]]


class Listener:
    """A web server on loopback that counts who connects; `url` has Turtle to offer."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x.ttl"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        body = b"<a:b> <c:d> <e:f> ."
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                connection.settimeout(5)
                connection.recv(4096)
                head = (
                    f"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: {len(body)}"
                )
                connection.sendall(head.encode() + b"\r\nConnection: close\r\n\r\n" + body)

    def seen(self) -> int:
        """How many have connected since this was last asked."""
        # A last connection, so that all that were made before it have been counted.
        with socket.create_connection(self._socket.getsockname(), timeout=5) as last:
            last.sendall(b"GET / HTTP/1.0\r\n\r\n")
            while last.recv(4096):
                pass
        found, self.connections = self.connections - 1, 0
        return found

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture(scope="module")
def one_listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


@pytest.fixture
def listener(one_listener: Listener) -> Iterator[Listener]:
    """A listener that must not have seen anyone when the test is over."""
    yield one_listener
    assert one_listener.seen() == 0


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root that no test changes."""
    return copy_tiny(tmp_path_factory.mktemp("tiny") / "mi gráfico")


@pytest.fixture(scope="module")
def hostile_question(tmp_path_factory: pytest.TempPathFactory, one_listener: Listener) -> Path:
    """A root with a question that asks elsewhere, which no test changes."""
    root = copy_tiny(tmp_path_factory.mktemp("question") / "mi gráfico")
    change_question(root, REFUSED[0].replace("URL", one_listener.url))
    return root


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory, one_listener: Listener) -> Path:
    """A root whose data name an address wherever a tool might follow it."""
    root = copy_tiny(tmp_path_factory.mktemp("data") / "mi gráfico")
    (root / "data" / "hostile.ttl").write_text(hostile(one_listener.url), encoding="utf-8")
    return root


def test_the_listener_sees_who_connects() -> None:
    from urllib.request import urlopen

    found = Listener()
    with urlopen(found.url, timeout=5) as answer:
        assert answer.read() == b"<a:b> <c:d> <e:f> ."
    assert [found.seen(), found.seen()] == [1, 0]
    found.close()


REFUSED = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # here\n <URL> # or here\n { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { ?a ?b 1SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { OPTIONAL { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "LOAD <URL>",
    "load silent <URL> into graph <g:g>",
    "PREFIX a: <a:> LOAD <URL>",
    "INSERT DATA { <a:b> <c:d> <e:f> }",
    "DELETE WHERE { ?s ?p ?o }; LOAD <URL>",
    "# SELECT\nCLEAR ALL",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * from\n<URL> { ?s ?p ?o }",
    "BASE <URL> SELECT * FROM <> { ?s ?p ?o }",
    "PREFIX e: <URL> SELECT * FROM e: { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "LOAD <file:///etc/passwd>",
]


@pytest.mark.parametrize("text", REFUSED)
def test_queries_are_refused(gcm: Run, listener: Listener, text: str) -> None:
    done = gcm("query", "-q", text.replace("URL", listener.url))
    assert (done.returncode, done.stdout) == (3, "")
    assert "root:" not in done.stderr


def change_question(root: Path, text: str) -> None:
    """Give one question of a root another text; its header stays, but for parameters."""
    file = root / "queries" / "questions" / "principles.rq"
    header = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#+")]
    kept = [line for line in header if "parameters" not in line and "source" not in line]
    file.write_text("\n".join([*kept, text]), encoding="utf-8")


def test_questions_of_another_root_are_refused(gcm: Run, listener: Listener, root: Path) -> None:
    for text in REFUSED:
        change_question(root, text.replace("URL", listener.url))
        done = gcm("ask", "principles", "--root", str(root))
        assert (done.returncode, done.stdout) == (3, ""), text
        assert "internal error" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [["ask"], ["ask", "principles", "-h"], ["ask", "principles", "--sparql"],
     ["ask", "unused-terms"], ["validate"], ["describe", "DOM"], ["verify"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("listener")
def test_questions_of_another_root_are_not_run(
    gcm: Run, hostile_question: Path, words: list[str]
) -> None:
    assert gcm(*words, "--root", str(hostile_question)).returncode in (0, 1)


def hostile(url: str) -> str:
    """Turtle that names an address wherever a tool might follow it."""
    return f"""
    @prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix x: <{url}#> .
    <{url}> a owl:Ontology ; owl:imports <{url}> , <file:///etc/passwd> ;
      <http://www.w3.org/2000/01/rdf-schema#seeAlso> <{url}> ;
      <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <{url}> .
    <https://w3id.org/gcm-graph/id/state/XXX> a gcm:State , <{url}#Class> ;
      skos:prefLabel "<{url}> <img src='{url}'>"@en , "![x]({url})"@es ;
      gcm:iso3 "XXX" ; gcm:basis <{url}> ; gcm:evidence <{url}#quote> ;
      <http://purl.org/dc/terms/source> <{url}> ; <https://schema.org/url> <{url}> ;
      x:link <{url}> .
    <{url}#quote> <http://www.w3.org/ns/oa#hasSource> <{url}> ;
      <http://www.w3.org/ns/oa#hasSelector> <{url}#s> .
    <{url}#s> <http://www.w3.org/ns/oa#exact> "x" ; <http://www.w3.org/ns/oa#start> 0 ;
      <http://www.w3.org/ns/oa#end> 1 .
    """


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "participants"],
        ["ask", "profile", "-p", "thing=XXX"],
        ["ask", "profile", "-p", "thing=URL"],
        ["ask", "unsourced"],
        ["ask", "in-two-graphs"],
        ["query", "-q", "SELECT * { ?s ?p ?o }"],
        ["query", "-q", "SELECT * { GRAPH ?g { ?s ?p ?o } }", "-f", "json"],
        ["query", "-q", "DESCRIBE <URL>", "-f", "jsonld"],
        ["query", "-q", "CONSTRUCT WHERE { ?s ?p ?o }"],
        ["describe", "XXX"],
        ["describe", "URL"],
        ["validate"],
        ["verify"],
        ["fmt", "--check"],
    ],
    ids=" ".join,
)
def test_data_is_not_followed(
    gcm: Run, listener: Listener, hostile_data: Path, words: list[str]
) -> None:
    done = gcm(*(word.replace("URL", listener.url) for word in words), "--root", str(hostile_data))
    assert "internal error" not in done.stderr
    assert "root:x:0" not in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["verify", "--write"], ["fmt"]], ids=" ".join)
def test_data_is_not_followed_when_written(
    gcm: Run, listener: Listener, root: Path, words: list[str]
) -> None:
    (root / "data" / "hostile.ttl").write_text(hostile(listener.url), encoding="utf-8")
    done = gcm(*words, "--root", str(root))
    assert "internal error" not in done.stderr
    assert "root:x:0" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "participants", "--on", "FILE"],
        ["query", "-q", "SELECT * { ?s ?p ?o }", "--on", "FILE"],
        ["validate", "FILE"],
        ["validate", "--on", "FILE"],
        ["validate", "FILE", "-f", "turtle"],
        ["fmt", "FILE"],
    ],
    ids=" ".join,
)
def test_files_are_not_followed(
    gcm: Run, listener: Listener, tiny: Path, tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "hostile.ttl"
    file.write_text(hostile(listener.url), encoding="utf-8")
    done = gcm(*(str(file) if word == "FILE" else word for word in words), "--root", str(tiny))
    assert "internal error" not in done.stderr
    assert "root:x:0" not in done.stdout + done.stderr


SHAPES = """
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<URL> a owl:Ontology ; owl:imports <URL> , <file:///etc/passwd> ;
  sh:shapesGraph <URL> ; sh:suggestedShapesGraph <URL> ; sh:entailment <URL> .
<a:js> a sh:NodeShape ; sh:targetClass gcm:State ;
  sh:js [ sh:jsFunctionName "f" ; sh:jsLibrary <a:library> ] ;
  sh:rule [ a sh:JSRule ; sh:jsFunctionName "f" ; sh:jsLibrary <a:library> ] .
<a:library> a sh:JSLibrary ; sh:jsLibraryURL "URL"^^xsd:anyURI .
<a:sparql> a sh:NodeShape ; sh:targetClass gcm:State ;
  sh:sparql [ sh:select "SELECT $this { SERV\\\\u0049CE <URL> { ?s ?p ?o } }" ] ;
  sh:sparql [ sh:select "SELECT $this FROM <URL> { $this ?p ?o }" ] .
<a:target> a sh:NodeShape ; sh:class gcm:State ;
  sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { SERVICE <URL> { ?this ?p ?o } }" ] .
<a:rule> a sh:NodeShape ; sh:targetClass gcm:State ;
  sh:rule [ a sh:SPARQLRule ; sh:construct
    "CONSTRUCT { $this a <a:b> } WHERE { SERVICE <URL> { ?s ?p ?o } }" ] .
"""


@pytest.mark.parametrize("part", range(6))
def test_shapes_of_another_root_are_not_followed(
    process: Run, listener: Listener, root: Path, part: int
) -> None:
    head, *blocks = SHAPES.replace("URL", listener.url).split("\n<")
    text = head + "\n<" + [*blocks, "\n<".join(blocks)][part]
    (root / "shapes" / "hostile.ttl").write_text(text, encoding="utf-8")
    done = process("validate", "--root", str(root))
    assert done.returncode in (0, 1, 3)
    assert "Traceback" not in done.stderr
    assert "root:x:0" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "../../etc/passwd"],
        ["ask", "../questions/aims"],
        ["ask", "URL"],
        ["ask", "file:///etc/passwd"],
        ["ask", "participants", "-p", "event=URL"],
        ["ask", "participants", "-p", "event=file:///etc/passwd"],
        ["ask", "participants", "-p", "event=> } SERVICE <URL> { ?s ?p ?o } #"],
        ["ask", "profile", "-p", 'thing="} SERVICE <URL> {?s ?p ?o}'],
        ["ask", "participants", "-p", 'lang=en" } SERVICE <URL> {} #'],
        ["describe", "URL"],
        ["describe", "../../etc/passwd"],
        ["describe", "> } SERVICE <URL> { ?s ?p ?o } #"],
        ["quote", "../../../../etc/passwd", "root"],
        ["quote", "URL", "x"],
        ["--root", "URL", "ask"],
    ],
    ids=" ".join,
)
def test_arguments_are_not_followed(gcm: Run, listener: Listener, words: list[str]) -> None:
    done = gcm(*(word.replace("URL", listener.url) for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    assert "root:x:0" not in done.stderr


# Only `--on` and `push` take the address of an endpoint: see test_remote.py.
@pytest.mark.parametrize(
    "words",
    [
        ["query", "URL"],
        ["query", "-q", "ASK {}", "--on", "./URL"],
        ["ask", "participants", "--on", "file:URL"],
        ["validate", "URL"],
        ["validate", "--on", "./URL"],
        ["describe", "SLV", "--on", "./URL"],
        ["fmt", "URL"],
        ["ask", "participants", "-o", "URL"],
    ],
    ids=" ".join,
)
def test_addresses_are_no_files(gcm: Run, listener: Listener, words: list[str]) -> None:
    done = gcm(*(word.replace("URL", listener.url) for word in words))
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert "internal error" not in done.stderr
