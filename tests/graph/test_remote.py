"""Endpoints on the command line: one line of error in either language, and no connection else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..loopback import JSON, Answer, serving

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
COMMANDS = [
    ["ask", "participants", "--on", "URL"],
    ["ask", "unsourced", "--on", "URL"],
    ["query", "-q", "ASK {}", "--on", "URL"],
    ["describe", "SLV", "--on", "URL"],
    ["validate", "--on", "URL"],
    ["push", "URL"],
]


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials and no proxy of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GCM_ENDPOINT") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_failure_is_one_line(gcm: Run, words: list[str]) -> None:
    with serving(Answer(403)) as server:
        done = gcm(*(server.url if word == "URL" else word for word in words))
        assert len(server.seen) == 1
    assert (done.returncode, done.stdout) == (3, "")
    # No file is at fault.
    assert done.stderr == (
        f"{server.url} does not allow this (HTTP 403). Ask the server's operator for permission.\n"
    )


def test_a_failure_in_spanish(process: Run) -> None:
    with serving(Answer(200, b"<html>", "text/html")) as server:
        done = process("query", "-q", "ASK {}", "--on", server.url, "--lang", "es")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"{server.url} envía una página web, no una respuesta. Revise la dirección: puede ser la "
        "de un formulario o de un inicio de sesión.\n"
    )


def test_the_query_alone_needs_no_endpoint(gcm: Run) -> None:
    with serving(Answer(403)) as server:
        done = gcm("ask", "participants", "--sparql", "--on", server.url)
        # The language is filled in; nothing has to be looked up.
        assert (done.returncode, server.seen) == (0, [])
    assert done.stdout == gcm("ask", "participants", "--sparql").stdout


def rows(*values: str) -> Answer:
    bindings = [{"g": {"type": "uri", "value": value}} for value in values]
    content = {"head": {"vars": ["g"]}, "results": {"bindings": bindings}}
    return Answer(200, json.dumps(content).encode(), JSON)


def test_a_limit(gcm: Run) -> None:
    with serving(rows(), rows("a:1", "a:2", "a:3")) as server:
        words = ["query", "-q", "SELECT ?g { ?g ?p ?o }", "--on", server.url, "-f", "csv"]
        done = gcm(*words, "--limit", "2")
        assert (done.returncode, done.stdout) == (0, "g\na:1\na:2\n")
        assert done.stderr == "only the first 2; raise --limit for more.\n"
        assert "LIMIT" not in server.seen[1].target


def test_what_an_endpoint_says_does_not_steer_a_terminal(gcm: Run) -> None:
    with serving(Answer(400, b"\x1b]0;owned\x07 \xe2\x80\xae::error")) as server:
        done = gcm("query", "-q", "ASK {}", "--on", server.url)
    assert done.returncode == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stderr)
    with serving(rows(), rows("a:1\x1b[2J")) as server:
        done = gcm("query", "-q", "SELECT ?g {}", "--on", server.url, "-f", "table", tty=True)
    assert done.returncode == 0
    assert "\x1b[2J" not in done.stdout


@pytest.mark.parametrize("words", [["ask", "participants"], ["validate"], ["describe", "SLV"]])
def test_what_speaks_http_is_not_loaded_without_an_address(words: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['gcm', *{words!r}]\n"
        "from gcm.cli import app\ncode = app._run()\n"
        "talking = {'SPARQLWrapper', 'gcm.sparql.transport', 'gcm.graph.remote'}\n"
        "loaded = talking & set(sys.modules)\n"
        "print(code, sorted(loaded), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.endswith("0 []\n")


@pytest.mark.parametrize(
    ("scheme", "status", "reason"),
    [("https", 403, "501 Unsupported method ('CONNECT')"), ("http", 407, "HTTP 407")],
)
def test_a_proxy_that_refuses(
    gcm: Run, monkeypatch: pytest.MonkeyPatch, scheme: str, status: int, reason: str
) -> None:
    with serving(Answer(status)) as proxy:
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        done = gcm("query", "-q", "ASK {}", "--on", f"{scheme}://example.org/sparql")
    assert (done.returncode, done.stderr) == (
        3,
        f"the proxy on the way to {scheme}://example.org/sparql refuses it ({reason}). Check "
        "HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or ask whoever runs the proxy.\n",
    )
