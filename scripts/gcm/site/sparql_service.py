"""The SPARQL 1.1 Protocol, read-only (https://www.w3.org/TR/sparql11-protocol/), as plain ASGI."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import parse_qsl

from gcm.core.errors import GcmError
from gcm.core.language import msg
from gcm.site.cache import Cache, Whole
from gcm.site.exchange import GRAPHS, ROWS, Query, Reply, not_acceptable, problem
from gcm.site.negotiation import accepts_gzip, best_language, best_type
from gcm.site.problems import LARGE_REQUEST, MALFORMED, MEDIA_TYPE, METHOD, REFUSED, Problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Run = Callable[[Query, Receive], Awaitable[Reply]]

LARGEST: Final = 2 << 20  # bytes of a request's body
ALLOWED: Final = "GET, HEAD, POST, OPTIONS"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
ANYBODY: Final = (
    ("access-control-allow-origin", "*"),
    (
        "access-control-expose-headers",
        "ETag, Gcm-Complete, Gcm-Data-Version, Gcm-Limit, Link, Retry-After",
    ),
)
# The extension of ASGI that sends a whole response at once, if it can.
WHOLE: Final = "gcm.whole"
VARIES: Final = ("vary", "Accept, Accept-Encoding")
_PREFLIGHT: Final = (
    ("access-control-allow-methods", ALLOWED),
    ("access-control-allow-headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
    ("access-control-max-age", "86400"),
)
_ROWS, _GRAPHS = tuple(ROWS), tuple(GRAPHS)
_FRESH: Final = ("cache-control", "no-cache")  # ask again whether it is still so
_NEVER: Final = ("cache-control", "no-store")
_MOST_FIELDS: Final = 10_000  # parameters of a request, such as every named graph
# An answer that is another each time.
_CHANGES: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*(?:#[^\n\r]*\s*)*\(", re.I)


class SparqlService:
    """The service of one graph, whose queries run elsewhere."""

    def __init__(
        self,
        run: Run,
        describe: Callable[[Scope, Receive, Send], Awaitable[None]],
        version: str,
        cache: Cache | None = None,
    ) -> None:
        """Make a service.

        Args:
            run: answers a query; it may watch whether the client is still there.
            describe: answers a request without a query, or of a browser.
            version: the version of the data.
            cache: the responses of this version.
        """
        self._run = run
        self._describe = describe
        self._version = version
        self._cache = cache or Cache()
        self._always = (*ANYBODY, ("gcm-data-version", version))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        method = scope["method"]
        if method in ("GET", "HEAD", "POST"):
            await self._ask(scope, receive, send)
        else:
            await self._other(scope, method, send)

    async def _other(self, scope: Scope, method: str, send: Send) -> None:
        if method == "OPTIONS":
            headers = [("allow", ALLOWED), ("accept-post", f"{FORM}, {DIRECT}"), *_PREFLIGHT]
            await self._send(Reply(204, headers, b""), method, send)
            return
        error = Problem(METHOD, msg("this service takes GET, HEAD, POST and OPTIONS."))
        reply = problem(error, best_language(header(scope, "accept-language")))
        reply.headers.append(("allow", ALLOWED))
        await self._send(reply, method, send)

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        try:
            fields, text = await _read(scope, receive)
            if _is_person(scope, fields) or (not fields and text is None):
                await self._describe(scope, receive, send)
                return
            query = _query(scope, fields, text)
        except GcmError as error:
            lang = best_language(header(scope, "accept-language"))
            await self._send(problem(error, lang), method, send)
            return
        changes = "(" in query.text and _CHANGES.search(query.text)  # a search takes long
        tag = "" if changes else self._tag(query)
        if tag and method != "POST" and matches(header(scope, "if-none-match"), tag):
            await self._send(Reply(304, [VARIES, ("etag", tag)], b""), method, send)
            return
        found = self._cache.get(tag) if tag else None
        if found is None:
            reply = await self._run(query, receive)
            headers = [*reply.headers, VARIES, *self._always]
            if reply.status == 200:
                headers += [("etag", tag), _FRESH] if tag else [_NEVER]
            found = whole(Reply(reply.status, headers, reply.body))
            if reply.status == 200 and tag:
                self._cache.keep(tag, found)
        if tag:
            self._cache.keep_for(scope, found)
        at_once = scope.get("extensions", {}).get(WHOLE, {}).get("send")
        if method == "HEAD" or not at_once or not at_once(found):
            await deliver(found, method, send)

    def _tag(self, query: Query) -> str:
        parts = (self._version, query.text, query.dataset, query.rows, query.graph, query.gzip)
        digest = blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12)
        return f'"{digest.hexdigest()}"'

    async def _send(self, reply: Reply, method: str, send: Send) -> None:
        headers = [*reply.headers, *self._always]
        await send_reply(Reply(reply.status, headers, reply.body), method, send)


def _is_person(scope: Scope, fields: list[tuple[str, str]]) -> bool:
    """Return whether a request is one of a browser, which likes a page best."""
    if scope["method"] == "POST" or any(name not in ("query", "format") for name, _ in fields):
        return False
    return best_type(header(scope, "accept"), (*_ROWS, *_GRAPHS, "text/html")) == "text/html"


async def send_reply(reply: Reply, method: str, send: Send) -> None:
    """Send a response; without its body if the method is HEAD."""
    await deliver(whole(reply), method, send)


def whole(reply: Reply) -> Whole:
    """Return a response as it is kept and sent."""
    headers = [(name.encode(), value.encode()) for name, value in reply.headers]
    return Whole.of(reply.status, headers, reply.body)


async def deliver(found: Whole, method: str, send: Send) -> None:
    """Send a response by the two messages of ASGI; without its body if the method is HEAD."""
    start = {"type": "http.response.start", "status": found.status, "headers": found.headers()}
    await send(start)
    body = b"" if method == "HEAD" else found.body
    await send({"type": "http.response.body", "body": body})


def header(scope: Scope, name: str) -> str:
    """Return a header of a request, several of a name joined; empty if there is none."""
    wanted = name.encode()
    values = [value.decode("latin-1") for found, value in scope["headers"] if found == wanted]
    return ", ".join(values)


async def read_body(receive: Receive, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        Problem: it has more than `most` bytes, or the client has gone.
    """
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Problem(MALFORMED, msg("the body of the request ended too early."))
        piece = message.get("body", b"")
        size += len(piece)
        if size > most:
            raise Problem(
                LARGE_REQUEST,
                msg("at most {megabytes} MB are read; send a shorter query."),
                megabytes=most >> 20,
            )
        pieces.append(piece)
        if not message.get("more_body"):
            return b"".join(pieces)


async def _read(scope: Scope, receive: Receive) -> tuple[list[tuple[str, str]], str | None]:
    """Return the fields of a request, and the query that is its body, if it is.

    Raises:
        Problem: the request violates the protocol.
    """
    fields = _fields(scope["query_string"])
    if scope["method"] != "POST":
        return fields, None
    kind, _, rest = header(scope, "content-type").partition(";")
    kind = kind.strip().lower()
    charset = re.search(r'charset="?([^";\s]+)', rest, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(MEDIA_TYPE, msg("send the query in UTF-8."))
    if kind == FORM:
        # Fields of the form only; those of the address are of another kind of request.
        return _fields(await read_body(receive, LARGEST)), None
    if kind == DIRECT:
        if any(name == "query" for name, _ in fields):
            raise Problem(MALFORMED, msg("give one query: in the address or in the body."))
        body = await read_body(receive, LARGEST)
        try:
            return fields, body.decode()
        except UnicodeDecodeError:
            raise Problem(MALFORMED, msg("the query is not UTF-8.")) from None
    if kind == "application/sparql-update":
        raise _read_only()
    raise Problem(
        MEDIA_TYPE,
        msg("send a form with the field “query”, or the query itself as {type}."),
        {"available": [FORM, DIRECT]},
        type=DIRECT,
    )


def _fields(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:  # UnicodeDecodeError too
        raise Problem(MALFORMED, msg("the parameters are not UTF-8, or too many.")) from None


def _query(scope: Scope, fields: list[tuple[str, str]], text: str | None) -> Query:
    """Return the query of a request.

    Raises:
        Problem: there is none, or several, or nothing that is accepted can be sent.
    """
    given: dict[str, list[str]] = {}
    for name, value in fields:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise _read_only()
    if "using-graph-uri" in given or "using-named-graph-uri" in given:
        raise _read_only()
    texts = given.get("query", []) if text is None else [text]
    if len(texts) != 1:
        raise Problem(MALFORMED, msg("give the parameter “query” exactly once."))
    # Each once: the engine would count the triples of a graph as often as it is named.
    default, named = (
        tuple(dict.fromkeys(given.get(name, [])))
        for name in ("default-graph-uri", "named-graph-uri")
    )
    accept = header(scope, "accept")
    rows, graph = best_type(accept, _ROWS), best_type(accept, _GRAPHS)
    if not rows and not graph:
        raise not_acceptable(ROWS | GRAPHS)
    return Query(
        text=texts[0],
        dataset=(default, named) if default or named else None,
        rows=rows,
        graph=graph,
        gzip=accepts_gzip(header(scope, "accept-encoding")),
        lang=best_language(header(scope, "accept-language")),
    )


def _read_only() -> Problem:
    return Problem(REFUSED, msg("this service is read-only: it takes queries, no updates."))


def matches(header_text: str, tag: str) -> bool:
    """Return whether an If-None-Match header names a tag (RFC 9110, section 13.1.2)."""
    given = {part.strip().removeprefix("W/") for part in header_text.split(",")}
    return tag in given
