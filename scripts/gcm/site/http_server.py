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
from gcm.site.cache import PACKET, Whole, lines_of
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
                http=Connection,
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


class Connection(HttpToolsProtocol):
    """A connection: a whole response is one packet; what is kept answers an unparsed request."""

    _packet = b""  # read last, where a request began and nothing else went on; else empty
    _begun = 0  # requests in it
    is_amid = False  # whether the end of a request is still to be read

    def data_received(self, data: bytes) -> None:
        """Take a piece of the bytes that the client sends."""
        waits = not self.is_amid and (not self.cycle or self.cycle.response_complete)
        if waits and self._send_kept(data):
            return
        self._packet, self._begun = data if waits else b"", 0
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Take the beginning of a request."""
        self._begun += 1
        self.is_amid = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Take the headers of a request."""
        if self.parser.should_upgrade():
            self._packet = b""  # what follows may be no HTTP
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Take the end of a request."""
        self.is_amid = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        def send_whole(found: Whole) -> bool:
            if cycle.disconnected or not cycle.keep_alive or self.flow.write_paused:
                return False
            self._send(found)
            cycle.response_started = cycle.response_complete = True
            self.on_response_complete()
            return True

        def packet() -> bytes:
            is_one = self._begun == 1 and not self.is_amid and cycle.keep_alive
            return self._packet if is_one else b""

        cycle.scope["extensions"] = {WHOLE: {"send": send_whole}, PACKET: {"read": packet}}
        super()._start_asgi_task(cycle, app)

    def _send_kept(self, data: bytes) -> bool:
        """Answer bytes that are exactly a request whose response is kept."""
        found = cast(App, self.config.app).kept(data)
        if found is None or self.flow.write_paused:
            return False
        self._send(found)
        self.on_response_complete()
        return True

    def _send(self, found: Whole) -> None:
        """Send a response that has a length."""
        dated = lines_of(self.server_state.default_headers)
        head = b"%b%b%b\r\n" % (STATUS_LINE[found.status], dated, found.lines)
        self.transport.write(head + found.body)
