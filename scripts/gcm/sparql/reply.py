"""Replies of servers, and their failures as errors for the user."""

import html
import json
import re
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from typing import Final, NamedTuple
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from gcm.core.errors import (
    Disconnected,
    EndpointError,
    GcmError,
    RunError,
    TimedOut,
    Unreachable,
    UsageError,
)
from gcm.core.language import msg
from gcm.sparql.credentials import Credentials

_BUSY: Final = frozenset({429, 502, 503, 504})
_LONGEST: Final = 300
# The query, which some servers repeat after the reason.
_ECHO: Final = re.compile(r"\s*SPARQL query:.*", re.DOTALL)
_TAGS: Final = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", re.DOTALL | re.I)


class Reply(NamedTuple):
    """A server's reply; names of headers are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """Whether the body is a web page, whatever its media type."""
        start = self.body[:200].lstrip().lower()
        return self.kind in ("text/html", "application/xhtml+xml") or start.startswith(
            (b"<!doctype html", b"<html")
        )


_TUNNEL = re.compile("Tunnel connection failed: (.*)", re.DOTALL)
_PROXY = msg(
    "the proxy on the way to {url} refuses it ({reason}). Check HTTPS_PROXY, HTTP_PROXY and "
    "NO_PROXY, or ask whoever runs the proxy."
)
_REFUSED = {
    400: msg("{url} does not accept the query: {reason}"),
    401: msg(
        "{url} wants to know who asks (HTTP 401). Set GCM_ENDPOINT_USER and "
        "GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, or write them into "
        "~/.netrc."
    ),
    403: msg("{url} does not allow this (HTTP 403). Ask the server's operator for permission."),
    404: msg(
        "nothing is at {url} (HTTP 404). Check the path: endpoints often end in /sparql or /query."
    ),
    407: _PROXY,
}


class BusyError(Exception):
    """The server asks to come back later."""

    def __init__(self, error: RunError, after: str) -> None:
        super().__init__()
        self.error = error
        self.after = after


def check_address(url: str) -> None:
    """Refuse an address that is not HTTP or that contains a password.

    Raises:
        UsageError: the address is refused; the message does not repeat it.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if "@" in parts.netloc:
        raise UsageError(
            "an address must not contain a name or password, since others can read command lines. "
            "Set GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, or GCM_ENDPOINT_TOKEN, or write them "
            "into ~/.netrc."
        )
    if parts.scheme.lower() not in ("http", "https") or not host or not url.isascii():
        raise UsageError("the address of an endpoint is http:// or https:// with a host, in ASCII.")


def shown(url: str) -> str:
    """Return the address without secret or long parts: no user name, no query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def checked(reply: Reply, credentials: Credentials | None) -> Reply:
    """Return the reply, if it is successful.

    Raises:
        RunError: the status is an error; there is one message for each kind.
        BusyError: the server asks to come back later.
    """
    status, url = reply.status, shown(reply.url)
    if status < 300 and status != 206:
        return reply
    if status in _BUSY:
        raise BusyError(
            RunError(
                "{url} is too busy (HTTP {status}), also after waiting. Try again later.",
                url=url,
                status=status,
            ),
            reply.headers.get("retry-after", ""),
        )
    key = _REFUSED.get(status, msg("{url} answers with an error (HTTP {status}): {reason}"))
    if status == 401 and credentials:
        key = msg(
            "{url} does not accept the name and password, or the token, given to "
            "it (HTTP 401). Check GCM_ENDPOINT_USER and GCM_ENDPOINT_PASSWORD, "
            "GCM_ENDPOINT_TOKEN or ~/.netrc."
        )
    reason = "HTTP 407" if key is _PROXY else _reason(reply, credentials)
    raise EndpointError(key, status=status, url=url, reason=reason)


def redirected(request: Request, reply: Reply) -> Request:
    """Return the request that a redirect demands, without credentials.

    The method and the body stay, since a query without its body is another query; only a 303 (RFC
    9110, section 15.4.4) says that the answer is to be fetched elsewhere.

    Raises:
        RunError: the redirect leads from https to http, to no web address, or nowhere.
    """
    target = urljoin(request.full_url, reply.headers.get("location", ""))
    parts = urlsplit(target)
    if "location" not in reply.headers or parts.scheme not in ("http", "https") or not parts.netloc:
        raise RunError(
            "{url} leads on, but not to a web address. Check the address.",
            url=shown(request.full_url),
        )
    if urlsplit(request.full_url).scheme == "https" and parts.scheme == "http":
        raise RunError(
            "{url} leads from https to http ({to}), where anybody could read along; refused.",
            url=shown(request.full_url),
            to=shown(target),
        )
    target = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()
    fetch = reply.status == 303
    kept = {
        name: value
        for name, value in request.headers.items()
        if name.lower() != "authorization" and not (fetch and name.lower() == "content-type")
    }
    method = "GET" if fetch else request.get_method()
    return Request(target, None if fetch else request.data, kept, method=method)


def as_ours(error: BaseException, url: str, timeout: float | None) -> BaseException:
    """Convert the error of a connection to one of ours; return any other unchanged."""
    if isinstance(error, GcmError):
        return error
    cause = error.reason if isinstance(error, URLError) else error
    where = shown(url)
    if isinstance(cause, TimeoutError) and timeout is not None:
        return TimedOut(timeout)
    if isinstance(cause, socket.gaierror):
        return Unreachable(
            "no server is called {host}: check the address and your connection.",
            host=urlsplit(url).hostname,
        )
    if isinstance(cause, ConnectionRefusedError):
        return Unreachable(
            "{url} refuses the connection: nothing listens there. Check the address and the port, "
            "or start the server.",
            url=where,
        )
    if isinstance(cause, ssl.SSLError):
        cause_text = getattr(cause, "verify_message", "") or cause.reason or "SSL"
        return Unreachable(
            "no secure connection to {url} ({reason}). Check the address, or ask the server's "
            "operator to fix its certificate.",
            url=where,
            reason=cause_text,
        )
    if isinstance(cause, OSError) and (refused := _TUNNEL.match(str(cause))):
        return Unreachable(_PROXY, url=where, reason=_one_line(refused[1]))
    if isinstance(cause, OSError | HTTPException | str | ValueError):
        cause_text = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
        return Disconnected(
            "the connection to {url} broke ({reason}). Try again.",
            url=where,
            reason=_one_line(str(cause_text)),
        )
    return error


def _reason(reply: Reply, credentials: Credentials | None) -> str:
    """Return the server's reason for an error, short, without markup, query or credentials."""
    text = reply.body[:20_000].decode("utf-8", "replace")
    if reply.is_page:
        text = html.unescape(_TAGS.sub(" ", text))
    elif reply.kind == "application/problem+json":  # RFC 9457
        with suppress(ValueError, LookupError, TypeError, RecursionError):
            text = str(json.loads(text)["detail"])
    for secret in (credentials.password, credentials.token) if credentials else ():
        text = text.replace(secret, "…") if secret else text
    return _one_line(_ECHO.sub("", text)) or "—"


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
