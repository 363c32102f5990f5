"""The application: `/sparql` first, then what Starlette routes; data are asked of a backend."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from gcm.core.language import LANGS, msg
from gcm.site.addresses import path_below
from gcm.site.cache import Cache, Headers, Whole
from gcm.site.exchange import DOWNLOADS, Answer, Query, Reply, Wanted, problem
from gcm.site.negotiation import accepts_gzip, best_language
from gcm.site.openapi import openapi
from gcm.site.problems import METHOD, NOT_FOUND, Problem
from gcm.site.sparql_service import (
    ANYBODY,
    Message,
    Receive,
    Scope,
    Send,
    SparqlService,
    deliver,
    header,
    matches,
    send_reply,
    whole,
)

ALLOWED: Final = "GET, HEAD, OPTIONS"
_MOST_FIELDS: Final = 50
_SHOWN: Final = ("application/sparql-results+json", "text/turtle")  # what a page shows


class Backend(Protocol):
    """What answers for one version of the data."""

    @property
    def version(self) -> str:
        """The version of the data."""

    @property
    def is_well(self) -> bool:
        """Whether it can answer."""

    async def query(self, query: Query, receive: Receive) -> Reply:
        """Answer a query; it may watch by `receive` whether the client is still there."""

    async def resolve(self, wanted: Wanted) -> Reply:
        """Answer a request for an address."""


@dataclass(frozen=True, slots=True)
class _Served:
    backend: Backend
    sparql: SparqlService
    cache: Cache

    def completed(self, headers: Headers) -> Headers:
        """Return the headers of a response with those that every response has."""
        return [
            *headers,
            (b"gcm-data-version", self.backend.version.encode()),
            (b"x-content-type-options", b"nosniff"),
            *((name.encode(), value.encode()) for name, value in ANYBODY),
        ]


class App:
    """The site, at a base; the backend may be replaced by that of newer data at any time."""

    def __init__(self, backend: Backend, base: str, static: Path) -> None:
        """Serve a backend.

        Args:
            backend: what answers.
            base: the path of the site, with a slash at both ends.
            static: the folder of style sheets, fonts and the like.
        """
        self._base = base
        self._endpoint = (base + "sparql", "/sparql")
        self.serve(backend)
        routes = [
            Route("/healthz", _Endpoint(self._health)),
            Route("/openapi.json", _Endpoint(self._openapi)),
            Mount("/static", StaticFiles(directory=static, check_dir=False)),
            Mount("/", self._resource),
        ]
        self._rest = Starlette(routes=routes)
        self._rest.router.redirect_slashes = False  # to the host that the request names

    def serve(self, backend: Backend) -> None:
        """Serve another backend from now on; requests that run are finished by the one before."""
        cache = Cache()
        service = SparqlService(backend.query, self._described, backend.version, cache)
        self._served = _Served(backend, service, cache)

    def kept(self, packet: bytes) -> Whole | None:
        """Return the kept response to a request of exactly these bytes, if there is one."""
        return self._served.cache.get(packet)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["path"] in self._endpoint:
            await self._served.sparql(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._rest(scope, receive, send)
            return
        send = self._completing(send)

        path = path_below(scope.get("raw_path") or scope["path"].encode(), self._base)
        if path is None:
            await _refuse(scope, send)
            return
        below = {**scope, "path": f"/{path}", "root_path": ""}
        await self._rest(below, receive, send)

    def _completing(self, send: Send) -> Send:
        served = self._served

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = served.completed(message["headers"])
            await send(message)

        return complete

    async def _described(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._resource(scope, receive, self._completing(send))

    async def _health(self, scope: Scope, _: Receive, send: Send) -> None:
        served = self._served
        well = served.backend.is_well
        content = {"status": "ok" if well else "down", "version": served.backend.version}
        headers = [("content-type", "application/json"), ("cache-control", "no-store")]
        body = json.dumps(content).encode() + b"\n"
        await send_reply(Reply(200 if well else 503, headers, body), scope["method"], send)

    async def _openapi(self, scope: Scope, _: Receive, send: Send) -> None:
        body = json.dumps(openapi(self._base), indent=1).encode() + b"\n"
        headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
        await send_reply(Reply(200, headers, body), scope["method"], send)

    async def _resource(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method not in ("GET", "HEAD"):
            await _other(scope, send)
            return
        served = self._served
        path = scope["path"].lstrip("/")
        wanted = Wanted(
            path="sparql" if scope["path"] in self._endpoint else path,
            query=_parameters(scope["query_string"]),
            accept=header(scope, "accept"),
            languages=header(scope, "accept-language"),
            gzip=accepts_gzip(header(scope, "accept-encoding")),
        )
        if asked := _asked(wanted):
            await send_reply(await self._answered(wanted, asked, receive), method, send)
            return
        digest = blake2b(repr((served.backend.version, wanted)).encode(), digest_size=12)
        tag = f'"{digest.hexdigest()}"'
        if matches(header(scope, "if-none-match"), tag):
            await send_reply(Reply(304, [("etag", tag)], b""), method, send)
            return
        found = served.cache.get(tag)
        if found is None:
            reply = await served.backend.resolve(wanted)
            if reply.status == 200:
                headers = [*reply.headers, ("etag", tag), ("cache-control", "no-cache")]
                found = whole(Reply(200, headers, reply.body))
                served.cache.keep(tag, found)
            else:
                found = whole(reply)
        completed = Whole.of(found.status, served.completed(found.headers()), found.body)
        served.cache.keep_for(scope, completed)
        await deliver(found, method, send)

    async def _answered(self, wanted: Wanted, asked: Query, receive: Receive) -> Reply:
        """Answer the form of the endpoint's page: with a file, or a page that shows the answer."""
        backend = self._served.backend
        reply = await backend.query(asked, receive)
        given = dict(reply.headers)
        if reply.status == 200 and not asked.is_brief:
            form = dict(wanted.query)["format"]
            rows, _, ending = DOWNLOADS[form]
            name = form if given["content-type"].startswith(rows) else ending
            named = f'attachment; filename="answer.{name}"'
            found = [*reply.headers, ("content-disposition", named)]
        else:
            answer = Answer(
                reply.status,
                given["content-type"],
                given.get("gcm-limit", ""),
                reply.body.decode("utf-8", "replace"),
            )
            reply = await backend.resolve(replace(wanted, answer=answer))
            again = ((name, value) for name, value in given.items() if name == "retry-after")
            found = [*reply.headers, *again]
        return Reply(reply.status, [*found, ("cache-control", "no-store")], reply.body)


class _Endpoint:
    """An ASGI function as an endpoint, which Starlette would take for one of its own."""

    def __init__(self, act: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._act = act

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._act(scope, receive, send)


def _asked(wanted: Wanted) -> Query | None:
    """Return the query of a request for the endpoint's page; None if there is none."""
    given = dict(wanted.query)
    lang = next((lang for lang in LANGS if wanted.path == f"{lang}/sparql"), None)
    if lang is None or not given.get("query", "").strip():
        return None
    is_brief = given.get("format", "") not in DOWNLOADS
    rows, graph = _SHOWN if is_brief else DOWNLOADS[given["format"]][:2]
    return Query(given["query"], None, rows, graph, wanted.gzip and not is_brief, lang, is_brief)


async def _refuse(scope: Scope, send: Send) -> None:
    error = Problem(NOT_FOUND, msg("this is no address of the site."))
    reply = problem(error, best_language(header(scope, "accept-language")))
    await send_reply(reply, scope["method"], send)


async def _other(scope: Scope, send: Send) -> None:
    if scope["method"] == "OPTIONS":
        reply = Reply(204, [("allow", ALLOWED), ("access-control-allow-methods", ALLOWED)], b"")
    else:
        error = Problem(METHOD, msg("this address takes GET, HEAD and OPTIONS."))
        reply = problem(error, best_language(header(scope, "accept-language")))
        reply.headers.append(("allow", ALLOWED))
    await send_reply(reply, scope["method"], send)


def _parameters(text: bytes) -> tuple[tuple[str, str], ...]:
    """Return the parameters of an address, the first of each name; those that are no text are
    left out.
    """
    found: dict[str, str] = {}
    try:
        pairs = parse_qsl(
            text.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        return ()
    for name, value in pairs:
        found.setdefault(name, value)
    return tuple(found.items())
