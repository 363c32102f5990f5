"""One HTTP exchange with an endpoint.

The whole exchange has a deadline, each retry waits longer, a redirect never carries credentials
to another host nor leaves https, and every failure is an error with a message of its own.
"""

import http.client
import threading
from email.utils import parsedate_to_datetime
from random import random
from time import monotonic, sleep, time
from typing import Final, NamedTuple
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gcm.core.errors import Disconnected, RunError, TimedOut
from gcm.core.language import msg
from gcm.sparql.credentials import Credentials, credentials_for, origin
from gcm.sparql.limits import Rows
from gcm.sparql.reply import BusyError, Reply, as_ours, check_address, checked, redirected, shown

CUT_OFF = msg("the answer of {url} breaks off or is no JSON. Try again, or narrow the query.")

MOST_BYTES: Final = 256 << 20
_TRIES: Final = 4
_REDIRECTS: Final = 5
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 60.0
_CHUNK: Final = 1 << 16
# Virtuoso repeats each graph of a request in a header; Python refuses more than a hundred headers,
# and has no public way to raise that limit.
http.client._MAXHEADERS = 100_000  # type: ignore[attr-defined]


class _Bounds(NamedTuple):
    """How long an exchange may last, in seconds and until when, and how much is read."""

    timeout: float | None
    deadline: float | None
    enough: Rows | None


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Leave redirects to `Transport`, which knows the credentials and the deadline."""


class Transport:
    """A sender of requests to one endpoint."""

    def __init__(self, url: str) -> None:
        """Prepare requests to an endpoint; nothing is sent yet.

        Args:
            url: the address of the endpoint that the credentials are for.

        Raises:
            RunError: the address contains a password, or netrc cannot be parsed.
        """
        check_address(url)
        self._home = origin(url)
        self._credentials = credentials_for(url)
        self._challenges: list[str] = []
        self._met = 0  # requests that met the challenges
        self._opener = build_opener(_NoRedirects)

    def send(
        self,
        request: Request,
        timeout: float | None = None,
        enough: Rows | None = None,
    ) -> Reply:
        """Send a request and read the answer, if its status is below 300 or 404.

        Args:
            request: an idempotent request: it may be sent more than once.
            timeout: seconds for everything, retries and waits included; None for no limit.
            enough: what stops reading; see `gcm.sparql.limits`.

        Raises:
            RunError: no connection, an error status, an answer that is too large, or the timeout.
        """
        deadline = None if timeout is None else monotonic() + timeout
        bounds = _Bounds(timeout, deadline, enough)
        for attempt in range(_TRIES):
            try:
                return self._follow(request, bounds)
            except BusyError as busy:
                wait = self._wait(attempt, busy.after)
                late = deadline is not None and monotonic() + wait >= deadline
                if attempt == _TRIES - 1 or late or wait > _LONGEST_WAIT:
                    raise busy.error from None
                sleep(wait)
        raise AssertionError("unreachable")

    def _wait(self, attempt: int, after: str) -> float:
        """Return seconds to the next try: the server's (RFC 9110, 10.2.3), else twice the last."""
        if after.isascii() and after.isdigit():
            return float(after)
        try:
            return max(0.0, parsedate_to_datetime(after).timestamp() - time())
        except (ValueError, TypeError):
            return _FIRST_WAIT * 2.0**attempt * (0.5 + random() / 2)

    def _follow(self, request: Request, bounds: _Bounds) -> Reply:
        """Try once: send the request, follow redirects, and answer a challenge."""
        for _ in range(_REDIRECTS + 1):
            answer = self._authorization(request)
            try:
                reply, challenges = self._exchange(request, answer, bounds)
            except Disconnected:
                # A server may demand credentials and close the connection while a long body is
                # still being sent.
                if request.data is None or answer:
                    raise
                short = Request(request.full_url, headers=dict(request.headers))
                reply, challenges = self._exchange(short, "", bounds._replace(enough=None))
                if reply.status != 401:
                    raise
            if reply.status == 401 and challenges != self._challenges and self._is_home(request):
                self._challenges, self._met = challenges, 0
                again = self._authorization(request)
                if again != answer:
                    reply, _ = self._exchange(request, again, bounds)
            if reply.status not in _MOVED:
                return checked(reply, self._credentials)
            request = redirected(request, reply)
        raise RunError(
            "{url} leads on and on: more than {count} redirects. Check the address.",
            url=shown(request.full_url),
            count=_REDIRECTS,
        )

    def _is_home(self, request: Request) -> bool:
        return origin(request.full_url) == self._home

    def _authorization(self, request: Request) -> str:
        """Return the credentials for a request; nothing for another host than the one named."""
        known: Credentials | None = self._credentials
        if known is None or not self._is_home(request):
            return ""
        if known.token:
            return f"Bearer {known.token}"
        if not self._challenges:
            return ""
        self._met += 1
        return known.answer(self._challenges, request.get_method(), request.full_url, self._met)

    def _exchange(
        self, request: Request, authorization: str, bounds: _Bounds
    ) -> tuple[Reply, list[str]]:
        """Exchange one request and answer, until the deadline; return also the challenges."""
        left = None if bounds.deadline is None else bounds.deadline - monotonic()
        if authorization:
            request.add_unredirected_header("Authorization", authorization)
        found: list[tuple[Reply, list[str]] | BaseException] = []
        stop = threading.Event()

        def work() -> None:
            try:
                found.append(self._read(request, left, stop, bounds.enough))
            except BaseException as error:
                found.append(error)

        # In a separate thread, since neither a name lookup nor a server that sends a byte a minute
        # can be interrupted otherwise.
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(None if left is None else max(left, 0.0))
        stop.set()
        if not found:
            raise TimedOut(bounds.timeout)
        if isinstance(found[0], BaseException):
            raise as_ours(found[0], request.full_url, bounds.timeout) from None
        return found[0]

    def _read(
        self,
        request: Request,
        left: float | None,
        stop: threading.Event,
        enough: Rows | None,
    ) -> tuple[Reply, list[str]]:
        try:
            response = self._opener.open(request, timeout=left)
        except HTTPError as error:
            response = error
        with response:
            chunks: list[bytes] = []
            size = 0
            while not stop.is_set():
                chunk = response.read1(_CHUNK)
                if not chunk:
                    break
                chunks.append(chunk)
                size += len(chunk)
                if size > MOST_BYTES:
                    raise RunError(
                        "the answer is larger than {megabytes} MB. Narrow the query, or add "
                        "--limit or a LIMIT.",
                        megabytes=MOST_BYTES >> 20,
                    )
                if enough is not None and response.status < 300 and enough(chunk):
                    break
            headers = {name.lower(): value for name, value in response.headers.items()}
            length = headers.get("content-length", "")
            stopped = enough is not None and response.status < 300
            if length.isdigit() and size < int(length) and not stopped:
                raise RunError(CUT_OFF, url=shown(request.full_url))
            challenges = response.headers.get_all("WWW-Authenticate") or []
            reply = Reply(request.full_url, response.status, headers, b"".join(chunks))
            return reply, challenges
