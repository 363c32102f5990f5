"""Endpoints that misbehave in every way, on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import socket
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request

import pytest

from gcm.core.errors import GcmError, RunError, UsageError
from gcm.core.language import LANGS
from gcm.core.layout import find_layout
from gcm.core.results import table_from_json
from gcm.graph.remote import RemoteGraph
from gcm.sparql import transport
from gcm.sparql.credentials import Credentials, credentials_for
from gcm.sparql.endpoint import Endpoint
from gcm.sparql.reply import Reply, redirected
from gcm.sparql.transport import Transport

from ..loopback import JSON, ROWS, Acts, Answer, Server, serving
from ..processes import free_ports

ROOT = Path(__file__).parents[2]
SELECT = "SELECT ?s ?n { ?s ?p ?n }"
TABLE = table_from_json(ROWS)
SECRET = "open-sesame"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
GRAPH = "https://w3id.org/gcm-graph/graph/x"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remove the credentials and the proxy of the user who runs the tests."""
    for name in list(os.environ):
        if name.startswith("GCM_ENDPOINT") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would be slept; answers may have a megabyte."""
    slept: list[float] = []
    for name, instead in {
        "sleep": slept.append,
        "random": lambda: 1.0,
        "MOST_BYTES": 1 << 20,
    }.items():
        monkeypatch.setattr(transport, name, instead)
    return slept


def failure(url: str, timeout: float | None = 30) -> tuple[str, dict[str, object]]:
    """The name of the error that asking raises, and the values that its message shows."""
    with pytest.raises(GcmError) as caught:
        Endpoint(url).table(SELECT, timeout=timeout)
    assert caught.value.exit_code == 3
    assert all(caught.value.text(lang) for lang in LANGS)
    error = caught.value
    template = error.message.english
    return template, {name: one for name, one in error.values.items() if f"{{{name}}}" in template}


# What goes wrong, each with its own message


@pytest.mark.parametrize(
    ("answer", "key", "values"),
    [
        (
            Answer(401),
            (
                "{url} wants to know who asks (HTTP 401). Set GCM_ENDPOINT_USER and "
                "GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, or write them into "
                "~/.netrc."
            ),
            {},
        ),
        (
            Answer(403),
            ("{url} does not allow this (HTTP 403). Ask the server's operator for permission."),
            {},
        ),
        (
            Answer(404),
            (
                "nothing is at {url} (HTTP 404). Check the path: endpoints often end "
                "in /sparql or /query."
            ),
            {},
        ),
        (
            Answer(400, b"Error SP030:\n  syntax error\n\nSPARQL query:\nSELECT secret"),
            ("{url} does not accept the query: {reason}"),
            {"reason": "Error SP030: syntax error"},
        ),
        (
            Answer(400, b"<html><style>p{}</style><p>no &lt;b&gt;</p></html>", "text/html"),
            ("{url} does not accept the query: {reason}"),
            {"reason": "no <b>"},
        ),
        (
            Answer(400, b'{"title": "no", "detail": "not\\nvalid"}', "application/problem+json"),
            ("{url} does not accept the query: {reason}"),
            {"reason": "not valid"},
        ),
        (
            Answer(400, b"[" * 9000, "application/problem+json"),
            ("{url} does not accept the query: {reason}"),
            {"reason": "[" * 299 + "…"},
        ),
        (
            Answer(400, b"x" * 999),
            ("{url} does not accept the query: {reason}"),
            {"reason": "x" * 299 + "…"},
        ),
        (
            Answer(500, b""),
            ("{url} answers with an error (HTTP {status}): {reason}"),
            {"status": 500, "reason": "—"},
        ),
        (
            Answer(206),
            ("{url} answers with an error (HTTP {status}): {reason}"),
            {"status": 206, "reason": ROWS.decode()},
        ),
        (
            Answer(200, b"<p>x", "text/html"),
            (
                "{url} sends a web page, not an answer. Check the address: it may be "
                "that of a form to fill in, or of a log-in."
            ),
            {},
        ),
        (
            Answer(200, b" <!DOCTYPE html>", JSON),
            (
                "{url} sends a web page, not an answer. Check the address: it may be "
                "that of a form to fill in, or of a log-in."
            ),
            {},
        ),
        (
            Answer(200, ROWS[:-9]),
            ("the answer of {url} breaks off or is no JSON. Try again, or narrow the query."),
            {},
        ),
        (
            Answer(200, ROWS, lacking=9),
            ("the answer of {url} breaks off or is no JSON. Try again, or narrow the query."),
            {},
        ),
        (
            Answer(200, b'{"head": "\xff'),
            ("the answer of {url} breaks off or is no JSON. Try again, or narrow the query."),
            {},
        ),
        (
            Answer(200, b"{}"),
            (
                "{url} sends JSON that is not in the form of SPARQL 1.1 Query Results. "
                "Check the address."
            ),
            {},
        ),
        (
            Answer(200, b"[1]"),
            (
                "{url} sends JSON that is not in the form of SPARQL 1.1 Query Results. "
                "Check the address."
            ),
            {},
        ),
        (
            Answer(200, ROWS.replace(b'"0"', b"0")),
            (
                "{url} sends JSON that is not in the form of SPARQL 1.1 Query Results. "
                "Check the address."
            ),
            {},
        ),
        (
            Answer(200, ROWS, "text/csv"),
            ("{url} sends {kind}; {wanted} was asked for. Check that it is a SPARQL 1.1 endpoint."),
            {"kind": "text/csv", "wanted": JSON},
        ),
        (
            Answer(200, ROWS, headers={"Content-Encoding": "br"}),
            ("{url} sends {kind}; {wanted} was asked for. Check that it is a SPARQL 1.1 endpoint."),
            {"kind": "br", "wanted": JSON},
        ),
        (
            Answer(200, headers={"X-SPARQL-MaxRows": "3"}),
            (
                "{url} gives no more than {count} rows or triples and left out the rest. Narrow "
                "the query, or ask the server's operator to raise the limit."
            ),
            {"count": "3"},
        ),
        (
            Answer(200, headers={"Gcm-Complete": "false", "Gcm-Limit": "3"}),
            (
                "{url} gives no more than {count} rows or triples and left out the rest. Narrow "
                "the query, or ask the server's operator to raise the limit."
            ),
            {"count": "3"},
        ),
        (Answer(302), ("{url} leads on, but not to a web address. Check the address."), {}),
        (
            Answer(302, headers={"Location": "file:///etc/passwd"}),
            ("{url} leads on, but not to a web address. Check the address."),
            {},
        ),
    ],
)
def test_answers_that_are_none(answer: Answer, key: str, values: dict[str, object]) -> None:
    with serving(answer) as server:
        assert failure(server.url) == (key, {"url": server.url, **values})
        assert len(server.seen) == 1


def test_too_large() -> None:
    with serving(Answer(200, b" " * (2 << 20))) as server:
        assert failure(server.url) == (
            (
                "the answer is larger than {megabytes} MB. Narrow the query, or add "
                "--limit or a LIMIT."
            ),
            {"megabytes": 1},
        )


def test_too_many_redirects() -> None:
    with serving(Answer(302, headers={"Location": "/sparql"})) as server:
        assert failure(server.url) == (
            ("{url} leads on and on: more than {count} redirects. Check the address."),
            {"url": server.url, "count": 5},
        )
        assert len(server.seen) == 6


def test_nobody_listens() -> None:
    url = f"http://127.0.0.1:{free_ports(1)[0]}/sparql"
    assert failure(url) == (
        (
            "{url} refuses the connection: nothing listens there. Check the "
            "address and the port, or start the server."
        ),
        {"url": url},
    )


def test_no_such_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure("http://nosuch.example/sparql") == (
        ("no server is called {host}: check the address and your connection."),
        {"host": "nosuch.example"},
    )


def test_no_tls() -> None:
    with serving(Answer()) as server:
        url = server.url.replace("http:", "https:")
        key, values = failure(url)
        assert (key, values["url"]) == (
            (
                "no secure connection to {url} ({reason}). Check the address, or ask the "
                "server's operator to fix its certificate."
            ),
            url,
        )
        assert values["reason"]


def test_a_connection_that_breaks() -> None:
    with serving(lambda handler: handler.connection.shutdown(socket.SHUT_RDWR)) as server:
        key, values = failure(server.url)
        assert (key, values["url"]) == (
            ("the connection to {url} broke ({reason}). Try again."),
            server.url,
        )


def silent(_: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Never late with the next byte, and never done."""
    try:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        while True:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        pass


@pytest.mark.parametrize("act", [silent, dripping])
def test_the_timeout_is_for_the_whole_exchange(act: Acts) -> None:
    with serving(act) as server:
        assert failure(server.url, timeout=0.3) == (
            ("stopped after {seconds} seconds. Narrow the query, add a LIMIT, or raise --timeout."),
            {"seconds": "0.3"},
        )


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (
            f"http://me:{SECRET}@127.0.0.1/sparql",
            (
                "an address must not contain a name or password, since others can read command "
                "lines. Set GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, "
                "or write them into ~/.netrc."
            ),
        ),
        (
            "http://me@127.0.0.1/sparql",
            (
                "an address must not contain a name or password, since others can read command "
                "lines. Set GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, "
                "or write them into ~/.netrc."
            ),
        ),
        (
            "ftp://127.0.0.1/sparql",
            ("the address of an endpoint is http:// or https:// with a host, in ASCII."),
        ),
        (
            "http:///sparql",
            ("the address of an endpoint is http:// or https:// with a host, in ASCII."),
        ),
        (
            "http://127.0.0.1:port/",
            ("the address of an endpoint is http:// or https:// with a host, in ASCII."),
        ),
        (
            "http://[::1/",
            ("the address of an endpoint is http:// or https:// with a host, in ASCII."),
        ),
    ],
)
def test_addresses_that_are_refused(url: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint(url)
    assert caught.value.message.english == key
    assert SECRET not in "".join(caught.value.text(lang) for lang in LANGS)


# Retries

BUSY = Answer(503, b"later")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_who_is_busy_is_asked_again(status: int, waits: list[float]) -> None:
    with serving(Answer(status), Answer(status), Answer()) as server:
        assert Endpoint(server.url).table(SELECT) == TABLE
        assert len({seen.target for seen in server.seen}) == 1
        assert (len(server.seen), waits) == (3, [0.5, 1.0])


def test_who_stays_busy_is_given_up(waits: list[float]) -> None:
    with serving(BUSY) as server, pytest.raises(RunError) as caught:
        Endpoint(server.url).table(SELECT)
    assert caught.value.message.english == (
        "{url} is too busy (HTTP {status}), also after waiting. Try again later."
    )
    assert caught.value.values == {"url": server.url, "status": 503}
    assert (len(server.seen), waits) == (4, [0.5, 1.0, 2.0])


def test_it_waits_as_long_as_the_server_says(waits: list[float]) -> None:
    with serving(Answer(429, headers={"Retry-After": "7"}), Answer()) as server:
        assert Endpoint(server.url).table(SELECT) == TABLE
    assert waits == [7.0]


@pytest.mark.parametrize(
    ("after", "timeout"),
    [("3600", None), ("61", 1000.0), ("7", 5.0), ("Fri, 31 Dec 2999 23:59:59 GMT", None)],
)
def test_it_does_not_wait_for_ever(after: str, timeout: float | None, waits: list[float]) -> None:
    with (
        serving(Answer(503, headers={"Retry-After": after})) as server,
        pytest.raises(RunError) as caught,
    ):
        Endpoint(server.url).table(SELECT, timeout=timeout)
    assert (caught.value.message.english, len(server.seen), waits) == (
        ("{url} is too busy (HTTP {status}), also after waiting. Try again later."),
        1,
        [],
    )


def test_a_day_that_is_over_is_no_wait(waits: list[float]) -> None:
    past = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    with serving(Answer(503, headers=past), Answer()) as server:
        assert Endpoint(server.url).table(SELECT) == TABLE
    assert waits == [0.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_other_errors_are_not_tried_again(status: int, waits: list[float]) -> None:
    with serving(Answer(status)) as server, pytest.raises(RunError):
        Endpoint(server.url).table(SELECT)
    assert (len(server.seen), waits) == (1, [])


# Who asks

BASIC = "Basic " + base64.b64encode(f"me:{SECRET}".encode()).decode()
ASKS = Answer(401, headers={"WWW-Authenticate": 'Basic realm="x"'})


def authorizations(server: Server) -> list[str | None]:
    return [seen.headers.get("authorization") for seen in server.seen]


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_ENDPOINT_USER", "me")
    monkeypatch.setenv("GCM_ENDPOINT_PASSWORD", SECRET)


@pytest.mark.usefixtures("me")
def test_basic_when_it_is_asked_for() -> None:
    with serving(ASKS, Answer()) as server:
        asked = Endpoint(server.url)
        assert [asked.table(SELECT), asked.table(SELECT)] == [TABLE, TABLE]
        assert authorizations(server) == [None, BASIC, BASIC]


@pytest.mark.usefixtures("me")
def test_a_server_that_hangs_up_on_a_long_body() -> None:
    long = b"<a:b> <a:b> <a:b> .\n" * 800_000
    with serving(ASKS._replace(deaf=True), ASKS, Answer()) as server:
        Transport(server.url).send(Request(server.url, long, method="PUT"), 30)
        assert authorizations(server)[-1] == BASIC
        assert (server.seen[-1].method, server.seen[-1].body) == ("PUT", long)


@pytest.mark.usefixtures("me")
def test_nobody_asks_who() -> None:
    with serving(Answer()) as server:
        Endpoint(server.url).table(SELECT)
        assert authorizations(server) == [None]


def test_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_ENDPOINT_TOKEN", SECRET)
    with serving(Answer()) as server:
        Endpoint(server.url).table(SELECT)
        assert authorizations(server) == [f"Bearer {SECRET}"]


def test_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text(
        f"machine 127.0.0.1 login me password {SECRET}\nmachine other.example login x password y\n"
    )
    file.chmod(0o600)
    monkeypatch.setenv("NETRC", str(file))
    with serving(ASKS, Answer()) as server:
        Endpoint(server.url).table(SELECT)
        assert authorizations(server) == [None, BASIC]
    assert credentials_for("http://third.example/") is None
    monkeypatch.delenv("NETRC")
    monkeypatch.setenv("HOME", str(tmp_path))
    file.rename(tmp_path / ".netrc")
    assert credentials_for("http://127.0.0.1/") == Credentials("me", SECRET)


def test_a_netrc_that_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text(f"machine x\n{SECRET}")
    monkeypatch.setenv("NETRC", str(file))
    with pytest.raises(RunError) as caught:
        credentials_for("http://127.0.0.1/")
    assert (caught.value.message.english, caught.value.file, caught.value.line) == (
        (
            "the file of passwords cannot be read; correct the line to the form “machine HOST "
            "login NAME password PASSWORD”, and let nobody else read it (chmod 600)."
        ),
        file,
        2,
    )
    assert SECRET not in caught.value.text("en")


def digest_of(seen: Server, place: int) -> dict[str, str]:
    scheme, _, words = (authorizations(seen)[place] or "").partition(" ")
    assert scheme == "Digest"
    pairs = (one.partition("=") for one in words.split(", "))
    return {name: value.strip('"') for name, _, value in pairs}


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize(
    ("algorithm", "hashed"), [("MD5", hashlib.md5), ("SHA-256", hashlib.sha256)]
)
def test_digest(algorithm: str, hashed: object) -> None:
    def digest(*parts: str) -> str:
        found: str = hashed(":".join(parts).encode()).hexdigest()  # type: ignore[operator]
        return found

    asks = {
        "WWW-Authenticate": f'Digest realm="S", nonce="n1", qop="auth", algorithm={algorithm}, '
        'opaque="o"'
    }
    with serving(Answer(401, headers=asks), Answer()) as server:
        asked = Endpoint(server.url)
        assert [asked.table(SELECT), asked.table(SELECT)] == [TABLE, TABLE]
        assert authorizations(server)[0] is None
        for place in (1, 2):
            told = digest_of(server, place)
            nonce, mine = told["nonce"], told["cnonce"]
            target = server.seen[place].target
            assert told == {
                "username": "me",
                "realm": "S",
                "nonce": "n1",
                "uri": target,
                "opaque": "o",
                "algorithm": algorithm,
                "qop": "auth",
                "nc": f"0000000{place}",
                "cnonce": mine,
                "response": digest(
                    digest("me", "S", SECRET),
                    nonce,
                    f"0000000{place}",
                    mine,
                    "auth",
                    digest("GET", target),
                ),
            }


def test_digest_as_in_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7616, section 3.9.1."""
    monkeypatch.setattr(
        "secrets.token_hex", lambda _: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    )
    asks = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    who = Credentials("Mufasa", "Circle of Life")
    url = "http://www.example.org/dir/index.html"
    assert 'response="8ca523f5e9506fed4657c9700eebdbec"' in who.answer([asks], "GET", url, 1)


@pytest.mark.parametrize(
    "asks", ['algorithm=MD4, nonce="n"', 'realm="S"', 'nonce="n", qop="auth-int"']
)
def test_a_digest_that_cannot_be_given(asks: str) -> None:
    who = Credentials("me", SECRET)
    assert who.answer([f"Digest {asks}"], "GET", "http://x.example", 1) == ""
    basic = who.answer([f"Digest {asks}", 'Basic realm="S"'], "GET", "http://x.example", 1)
    assert basic == BASIC


@pytest.mark.usefixtures("me")
def test_who_is_not_accepted() -> None:
    with serving(ASKS) as server:
        assert failure(server.url) == (
            (
                "{url} does not accept the name and password, or the token, given to "
                "it (HTTP 401). Check GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, "
                "GCM_ENDPOINT_TOKEN or ~/.netrc."
            ),
            {"url": server.url},
        )
        assert authorizations(server) == [None, BASIC]


@pytest.mark.usefixtures("me")
def test_an_unknown_way_to_log_in() -> None:
    with serving(Answer(401, headers={"WWW-Authenticate": "Negotiate"})) as server:
        assert failure(server.url) == (
            (
                "{url} does not accept the name and password, or the token, given to "
                "it (HTTP 401). Check GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, "
                "GCM_ENDPOINT_TOKEN or ~/.netrc."
            ),
            {"url": server.url},
        )
        assert authorizations(server) == [None]


@pytest.mark.usefixtures("me")
def test_a_server_that_repeats_the_password() -> None:
    said = Answer(500, f"who is me with {SECRET}?".encode())
    with serving(ASKS, said) as server:
        key, values = failure(server.url)
        assert (key, values["reason"]) == (
            ("{url} answers with an error (HTTP {status}): {reason}"),
            "who is me with …?",
        )
    assert SECRET not in repr(Credentials("me", SECRET)) + repr(credentials_for("http://x/"))


@pytest.mark.parametrize("way", ["password", "token"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_credentials_stay_with_their_host(
    way: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "token":
        monkeypatch.setenv("GCM_ENDPOINT_TOKEN", SECRET)
    else:
        monkeypatch.setenv("GCM_ENDPOINT_USER", "me")
        monkeypatch.setenv("GCM_ENDPOINT_PASSWORD", SECRET)
    with serving(ASKS) as other:
        there = Answer(status, headers={"Location": other.url})
        home = [there] if way == "token" else [ASKS, there]
        with serving(*home) as server:
            assert failure(server.url)[0] == (
                "{url} does not accept the name and password, or the token, given to "
                "it (HTTP 401). Check GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, "
                "GCM_ENDPOINT_TOKEN or ~/.netrc."
            )
            mine = [f"Bearer {SECRET}"] if way == "token" else [None, BASIC]
            assert authorizations(server) == mine
        assert authorizations(other) == [None]


@pytest.mark.parametrize("way", ["password", "token"])
def test_credentials_follow_within_their_host(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_ENDPOINT_TOKEN" if way == "token" else "GCM_ENDPOINT_USER", SECRET)
    with serving(Answer(307, headers={"Location": "/other"}), ASKS, Answer()) as server:
        if way == "password":
            assert Endpoint(server.url).table(SELECT) == TABLE
            assert authorizations(server)[:2] == [None, None]
        else:
            with pytest.raises(RunError):
                Endpoint(server.url).table(SELECT)
            assert authorizations(server)[:2] == [f"Bearer {SECRET}"] * 2


def test_from_https_to_http_is_refused() -> None:
    reply = Reply("https://a.example/x", 302, {"location": "http://a.example/x?q"}, b"")
    with pytest.raises(RunError) as caught:
        redirected(Request("https://a.example/x"), reply)
    assert caught.value.message.english == (
        "{url} leads from https to http ({to}), where anybody could read along; refused."
    )
    assert caught.value.values == {"url": "https://a.example/x", "to": "http://a.example/x"}


def test_a_query_keeps_its_body_where_it_is_sent_on() -> None:
    long = SELECT + "#" * 3000
    with serving(Answer(301, headers={"Location": "/b"}), Answer()) as server:
        assert Endpoint(server.url).table(long) == TABLE
        assert [(seen.method, seen.target) for seen in server.seen] == [
            ("POST", "/sparql"),
            ("POST", "/b"),
        ]
        assert server.seen[0].body == server.seen[1].body
        assert parse_qs(server.seen[1].body.decode()) == {"query": [long]}
    with serving(Answer(303, headers={"Location": "/b"}), Answer()) as server:
        assert Endpoint(server.url).table(long) == TABLE
        assert (server.seen[1].method, server.seen[1].body) == ("GET", b"")


# What is sent


def asked(seen: object) -> dict[str, list[str]]:
    return parse_qs(urlsplit(getattr(seen, "target")).query or getattr(seen, "body").decode())  # noqa: B009


def test_a_request() -> None:
    with serving(Answer()) as server:
        Endpoint(server.url + "?key=1").table(SELECT, graphs=["g:1", "g:2"])
        (seen,) = server.seen
    assert (seen.method, seen.headers["accept"]) == ("GET", JSON)
    assert asked(seen) == {
        "query": [SELECT],
        "key": ["1"],
        "default-graph-uri": ["g:1", "g:2"],
        "named-graph-uri": ["g:1", "g:2"],
    }


NO_GRAPHS = Answer(200, b'{"head":{"vars":["g"]},"results":{"bindings":[]}}')
ONE_GRAPH = Answer(
    200,
    b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","value":"%s"}},'
    b'{"g":{"type":"uri","value":"http://example.org/other"}}]}}' % GRAPH.encode(),
)


def remote(server: Server) -> RemoteGraph:
    return RemoteGraph(find_layout(ROOT), server.url)


def test_our_graphs_are_named_and_prefixes_declared() -> None:
    text = "# gcm:x\nSELECT ?s ?n { ?s a gcm:State ; ex:p 'skos:no' }"
    with serving(ONE_GRAPH, Answer()) as server:
        graph = remote(server)
        graph.answer("PREFIX ex: <e:> " + text)
        graph.answer("ASK {}")
        first, second, third = map(asked, server.seen)
    assert "default-graph-uri" not in first
    assert second["query"] == [
        "PREFIX gcm: <https://w3id.org/gcm-graph/ontology#> PREFIX ex: <e:> " + text
    ]
    assert second["default-graph-uri"] == second["named-graph-uri"] == [GRAPH]
    assert third["default-graph-uri"] == [GRAPH]


def test_none_of_ours_is_there() -> None:
    with serving(NO_GRAPHS, Answer()) as server:
        remote(server).answer("ASK {}")
        assert asked(server.seen[1]) == {"query": ["ASK {}"]}


def test_from_chooses_the_graphs() -> None:
    text = f"SELECT * FROM <{GRAPH}> {{ ?s ?p ?o }}"
    with serving(ONE_GRAPH, Answer()) as server:
        remote(server).answer(text)
        assert asked(server.seen[1]) == {"query": [text]}
    with serving(ONE_GRAPH) as server, pytest.raises(RunError, match="is not a graph loaded"):
        remote(server).answer(text.replace("/x", "/y"))
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "DROP ALL",
        "LOAD <http://x/>",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "nothing",
        "",
    ],
)
def test_nothing_is_sent_of_what_is_refused(text: str) -> None:
    with serving(Answer()) as server:
        with pytest.raises(RunError):
            remote(server).answer(text)
        assert server.seen == []


# What comes back


def test_rows_are_cut_without_reading_on() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: %s\r\n\r\n" % JSON.encode())
        try:
            handler.wfile.write(ROWS[: ROWS.rindex(b"]")])
            while True:
                handler.wfile.write(b', {"n": {"type": "literal", "value": "}]"}}')
        except OSError:
            pass

    with serving(endless) as server:
        table = Endpoint(server.url).table(SELECT, limit=5)
    assert table.columns == ("s", "n")
    assert table.values() == [
        ("a:0", "0"),
        ("a:1", "1"),
        ("a:2", "2"),
        (None, "}]"),
        (None, "}]"),
    ]


@pytest.mark.parametrize("limit", [0, 2, 3, 4])
def test_a_limit_of_rows(limit: int) -> None:
    with serving(Answer()) as server:
        table = Endpoint(server.url).table(SELECT, limit=limit)
    assert table == TABLE._replace(rows=TABLE.rows[:limit])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<a:b> <a:b> 'x\\u00e9', 'x\\u00e9'; <a:c> <a:d> .", "text/turtle"),
        (b'<a:b> <a:b> "x\\u00e9" .\n<a:b> <a:c> <a:d> .\n', "application/n-triples"),
    ],
)
def test_a_graph(body: bytes, kind: str) -> None:
    with serving(NO_GRAPHS, Answer(200, body, kind)) as server:
        data = remote(server).answer("CONSTRUCT WHERE { ?s ?p ?o }")
        assert server.seen[1].headers["accept"] == "application/n-triples, text/turtle;q=0.5"
    assert data.decode() == '<a:b> <a:b> "xé" .\n<a:b> <a:c> <a:d> .\n'


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_limit_of_triples_counts_each_once(limit: int) -> None:
    lines = [b"_:x <a:b> <a:c> .\n", b"_:x <a:b> <a:d> .\n"]
    body = lines[0] + lines[0] + lines[1] + lines[0]
    with serving(NO_GRAPHS, Answer(200, body, "application/n-triples")) as server:
        data = remote(server).answer("CONSTRUCT WHERE { ?s ?p ?o }", limit=limit)
    assert [line.split(b" ", 1)[1] for line in data.splitlines(keepends=True)] == [
        line.split(b" ", 1)[1] for line in lines[:limit]
    ]


def test_a_graph_that_breaks_off() -> None:
    with (
        serving(NO_GRAPHS, Answer(200, b"<a:b> <a:b> <a:", "application/n-triples")) as server,
        pytest.raises(RunError) as caught,
    ):
        remote(server).answer("CONSTRUCT WHERE { ?s ?p ?o }")
    assert caught.value.message.english == (
        "the graph that {url} sends breaks off or is wrong: {reason}"
    )


LINES = [f'<a:s{number}> <a:p> "{number}" .\n'.encode() for number in range(2500)]


def cutting(most: int, lines: list[bytes]) -> Acts:
    """Gives no more than so many triples at once, as Virtuoso does, without a word."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        (query,) = parse_qs(urlsplit(handler.path).query)["query"]
        kind, body = "application/n-triples", b""
        if "COUNT" in query:
            kind = JSON
            number = {"type": "typed-literal", "value": str(len(LINES)), "datatype": XSD_INTEGER}
            rows = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": number}]}}
            body = json.dumps(rows).encode()
        else:
            start = int(query.partition("OFFSET ")[2] or 0)
            body = b"".join(lines[start : start + most])
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: %s\r\n\r\n" % kind.encode() + body)

    return act


def test_a_graph_that_comes_in_parts() -> None:
    with serving(cutting(1001, LINES)) as server:
        triples = remote(server).triples_of(GRAPH)
        asked_for = [asked(seen)["query"][0] for seen in server.seen]
    assert [f"{triple} .\n".encode() for triple in triples] == LINES
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    pages = [f"{text} LIMIT 1001 OFFSET {start}" for start in (1001, 2002)]
    assert asked_for[:1] + asked_for[2:] == [text, *pages]


def test_a_graph_whose_parts_are_not_the_whole() -> None:
    with serving(cutting(1001, LINES[:2000])) as server, pytest.raises(RunError) as caught:
        remote(server).triples_of(GRAPH)
    assert caught.value.message.english == (
        "{url} gives no more than {count} rows or triples and left out the rest. Narrow the "
        "query, or ask the server's operator to raise the limit."
    )


@pytest.mark.parametrize(("value", "told"), [("1", True), ("0", False)])
def test_yes_or_no_as_virtuoso_says_it(value: str, told: bool) -> None:
    said = {"__ASK_RETVAL": {"type": "typed-literal", "value": value, "datatype": XSD_INTEGER}}
    rows = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [said]}}
    with serving(NO_GRAPHS, Answer(200, json.dumps(rows).encode())) as server:
        assert json.loads(remote(server).answer("ASK {}")) == {"head": {}, "boolean": told}


@pytest.mark.parametrize(("limit", "whole"), [(3, True), (4, False)])
def test_a_limit_of_the_query_is_no_cut(limit: int, whole: bool) -> None:
    with serving(Answer(200, headers={"X-SPARQL-MaxRows": "3"})) as server:
        text = f"{SELECT} LIMIT {limit}"
        if whole:
            assert Endpoint(server.url).table(text) == TABLE
        else:
            with pytest.raises(RunError, match="no more than 3 rows"):
                Endpoint(server.url).table(text)


def test_names_that_are_none_are_refused() -> None:
    hostile = ROWS.replace(b"a:0", b"a:0> ?p ?o } #")
    with serving(NO_GRAPHS, Answer(200, hostile)) as server, pytest.raises(RunError) as caught:
        remote(server).rows("SELECT ?s WHERE { ?s ?p ?n }")
    assert caught.value.message.english == (
        "{url} sends JSON that is not in the form of SPARQL 1.1 Query Results. Check the address."
    )
