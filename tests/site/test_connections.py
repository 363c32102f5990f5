"""What a connection answers, however what the client sends is cut into pieces."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import uvicorn
from uvicorn.server import ServerState

from gcm.site.app import App
from gcm.site.event_loop import STATIC
from gcm.site.exchange import Query, Reply, Wanted
from gcm.site.http_server import Connection
from gcm.site.sparql_service import Receive, Scope, Send

KEPT = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
OTHER = b"GET /sparql?query=SELECT%20%2A%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
PAGE = b"GET /en/ HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n"
HEAD = b"HEAD /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
WITH_BODY = KEPT.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\nabc")
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
POST += b"Content-Length: 5\r\n\r\nASK{}"
CHANGES = KEPT.replace(b"ASK%7B%7D", b"ASK%7BFILTER(RAND()<1)%7D")
STEPS = 99  # of the event loop, in which all requests of a test are answered
LAST = KEPT.replace(b"Host: a", b"Host: a\r\nConnection: close")


class Backend:
    """A backend that says what it was asked, and counts."""

    version, is_well = "v1", True

    def __init__(self) -> None:
        self.asked = 0

    async def query(self, query: Query, _: Any) -> Reply:
        return self._reply(query.text)

    async def resolve(self, wanted: Wanted) -> Reply:
        return self._reply(wanted.path)

    def _reply(self, text: str) -> Reply:
        self.asked += 1
        body = text.encode()
        return Reply(200, [("content-length", str(len(body)))], body)


class Counting(App):
    """The application, which counts the requests that were parsed for it."""

    calls = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        await super().__call__(scope, receive, send)


class Transport:
    """The end of a connection at which the client reads."""

    def __init__(self) -> None:
        self.sent, self.is_closed = b"", False

    def write(self, data: bytes) -> None:
        assert not self.is_closed
        self.sent += data

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed

    def get_extra_info(self, _: str) -> None:
        return None

    def pause_reading(self) -> None:
        """Nothing: the pieces come as they were cut."""

    resume_reading = pause_reading


def answers(app: App, *pieces: bytes, waits: bool = True) -> bytes:
    """What a client reads that sends pieces; if it waits, each after the answers to the others."""

    async def talk() -> bytes:
        config = uvicorn.Config(app, ws="none", log_config=None, proxy_headers=False)
        config.load()
        state = ServerState()
        state.default_headers = [(b"date", b"today")]
        connection, transport = Connection(config, state, {}), Transport()
        connection.connection_made(cast(asyncio.Transport, transport))
        for number, piece in enumerate(pieces, start=1):
            if not transport.is_closed:
                connection.data_received(piece)
            for _ in range(STEPS if waits or number == len(pieces) else 0):
                await asyncio.sleep(0)
        connection.connection_lost(None)
        return transport.sent

    return asyncio.run(talk())


def app() -> Counting:
    return Counting(Backend(), "/", STATIC)


def test_a_repeated_request_is_answered_without_being_parsed() -> None:
    for one in (KEPT, PAGE, WITH_BODY):
        served = app()
        first = answers(served, one)
        assert first.startswith(b"HTTP/1.1 200 OK\r\ndate: today\r\n")
        assert answers(served, one, one, one) == 3 * first
        assert served.calls == 1, one


def test_what_is_no_plain_get_is_parsed_each_time() -> None:
    for one in (HEAD, POST, CHANGES, LAST):
        served = app()
        assert answers(served, one).startswith(b"HTTP/1.1 200 OK\r\n")
        answers(served, one)
        assert served.calls == 2, one


def test_how_requests_are_cut_into_pieces_changes_no_answer() -> None:
    requests = [KEPT, KEPT, POST, OTHER, HEAD, KEPT, WITH_BODY, PAGE, PAGE, KEPT, LAST]
    served = app()
    expected = b"".join(answers(app(), one) for one in requests)
    sent = b"".join(requests)
    assert answers(served, *requests) == expected
    by_width = [
        [sent[place : place + width] for place in range(0, len(sent), width)]
        for width in (1, 2, 50, len(KEPT), len(sent))
    ]
    halves = [part for one in requests for part in (one[:-3], one[-3:])]
    over_ends = [
        part
        for one, other in zip(requests[::2], [*requests[1::2], b""], strict=True)
        for part in (one[:3], one[3:] + other)
    ]
    for pieces in (*by_width, halves, halves, over_ends):
        for waits in (True, False):
            assert answers(served, *pieces, waits=waits) == expected
        assert all(served.kept(piece) is None for piece in pieces if piece not in requests)
    assert answers(served, *requests, waits=False) == expected


def test_a_body_that_is_like_a_kept_request_is_no_request() -> None:
    head = POST.replace(b"Content-Length: 5", b"Content-Length: %d" % len(KEPT))[:-5]
    served = app()
    answers(served, KEPT)
    assert answers(served, head, KEPT) == answers(app(), head + KEPT)


def test_a_header_that_is_like_a_kept_request_is_no_request() -> None:
    head = OTHER.removesuffix(b"\r\n") + b"X-Seen: "
    served = app()
    answers(served, KEPT)
    assert answers(served, head, KEPT) == answers(app(), head + KEPT)


def test_new_data_are_sent_at_once() -> None:
    served = app()
    answers(served, KEPT)
    newer = Backend()
    newer.version = "v2"
    served.serve(newer)
    assert b"gcm-data-version: v2\r\n" in answers(served, KEPT)
    assert newer.asked == 1
