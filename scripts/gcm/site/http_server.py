"""HTTP as uvicorn speaks it; a response that is kept is sent without more ado."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from socket import socket
from typing import cast

import uvicorn
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from gcm.site.app import App
from gcm.site.cache import Messages
from gcm.site.sparql_service import WHOLE


class Server(uvicorn.Server):
    """uvicorn, ended by us, which says when it listens."""

    def __init__(self, app: App, seconds: float, on_ready: Callable[[], object]) -> None:
        """Serve an application.

        Args:
            app: the application.
            seconds: the time that requests have to end when the server does.
            on_ready: called when the server listens.
        """
        super().__init__(
            uvicorn.Config(
                app,
                http=_Protocol,
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                log_level="error",  # no line for each request that is no HTTP
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=ceil(seconds) + 1,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._on_ready()

    def end(self) -> None:
        """End when the requests that run have ended; at once if asked again."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to us: uvicorn would send them again to the process."""
        yield


class _Protocol(HttpToolsProtocol):
    """A connection: a whole response is one packet, and one that is kept needs no task."""

    def on_headers_complete(self) -> None:
        """Send the response that is kept for the request, or ask the application."""
        if not self._send_kept():
            self._unset_keepalive_if_required()  # set by a kept one that came with it
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body; that of a request answered with what is kept is ignored."""
        if self.cycle:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Take the end of a request."""
        if self.cycle:
            super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        def send_whole(found: Messages) -> bool:
            if cycle.disconnected or not cycle.keep_alive or not self._send_whole(found):
                return False
            cycle.response_started = cycle.response_complete = True
            self.on_response_complete()
            return True

        cycle.scope["extensions"] = {WHOLE: {"send": send_whole}}
        super()._start_asgi_task(cycle, app)

    def _send_kept(self) -> bool:
        parser = self.parser
        if (
            parser.get_method() != b"GET"
            or not parser.should_keep_alive()
            or parser.should_upgrade()
            or parser.get_http_version() != "1.1"
            or (self.cycle and not self.cycle.response_complete)
        ):
            return False
        found = cast(App, self.config.app).kept(self.url, self.headers)
        if found is None or not self._send_whole(found):
            return False
        self.on_response_complete()
        return True

    def _send_whole(self, found: Messages) -> bool:
        """Send a response that has a length, unless the client is slow to read."""
        if self.flow.write_paused:
            return False
        start, body = found
        lines = [*self.server_state.default_headers, *start["headers"]]
        head = b"".join([b"%b: %b\r\n" % line for line in lines])
        self.transport.write(b"%b%b\r\n%b" % (STATUS_LINE[start["status"]], head, body["body"]))
        return True
