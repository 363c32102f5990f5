"""Serve the site: the zygote first, then the event loop; new data are read while the old serve."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

import uvloop

from gcm.core.errors import GcmError, RunError, UsageError
from gcm.core.files import AnyPath, as_path
from gcm.core.layout import Layout, find_layout
from gcm.sandbox.seccomp import is_available
from gcm.site.addresses import is_base
from gcm.site.app import App
from gcm.site.exchange import Limits
from gcm.site.http_server import Server
from gcm.site.workers import Pool, Zygote

STATIC: Final = Path(__file__).parent / "static"
_LOOK: Final = 2.0  # seconds between looks at the files
_SETTLE: Final = 0.2  # seconds in which files no longer change


def serve(
    *,
    root: AnyPath | None = None,
    store: AnyPath | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    base: str = "/",
    limits: Limits | None = None,
    on_ready: Callable[[str], object] = lambda _: None,
    on_reload: Callable[[GcmError | None], object] = lambda _: None,
) -> None:
    """Serve the site of a graph until the process is told to end.

    New data are served as soon as they are read: after SIGHUP, or when a file has changed.

    Args:
        root: the graph; see `gcm.core.layout.find_layout`.
        store: the folder of an on-disk store of the graph, for a large one.
        host: the address to listen at.
        port: the port; 0 for any that is free.
        base: the path below which the site is, with a slash at both ends.
        limits: the bounds of a request.
        on_ready: called with the address of the site, once it answers.
        on_reload: called when new data are served, or with the error that keeps the old ones.

    Raises:
        UsageError: `root` contains no graph, or `base` is no path.
        RunError, Problems: files that cannot be read or parsed, facts that contradict one another,
            or the port is taken.
    """
    if not is_base(base):
        raise UsageError(
            "“{base}” is no base: it begins and ends with “/”, such as /gcm/.", base=base
        )
    layout = find_layout(root)
    bounds = limits or Limits()
    folder = None if store is None else as_path(store).absolute()
    make = partial(Zygote, layout.root.absolute(), folder, base, bounds)
    zygote = make()
    try:
        with _listen(host, port) as listening:
            zygote.wait()
            shown = f"[{host}]" if ":" in host else host
            address = f"http://{shown}:{listening.getsockname()[1]}{base}"
            site = _Site(layout, make, bounds, base, on_reload)
            uvloop.run(site.run(zygote, listening, partial(on_ready, address)))
    finally:
        zygote.close()


def is_weaker() -> bool:
    """Return whether this system cannot end processes with their parent, or forbid sockets."""
    return sys.platform != "linux" or not is_available()


def _listen(host: str, port: int) -> socket.socket:
    """Return a bound socket.

    Raises:
        RunError: the address or the port cannot be had.
    """
    try:
        family, kind, number, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, number)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
    except OSError as error:
        raise RunError(
            "cannot listen at {host}, port {port} ({reason}); choose another with --port.",
            host=host,
            port=port,
            reason=error.strerror or error,
        ) from None
    return made


class _Site:
    """A site that is served, and the pool that serves it now."""

    def __init__(
        self,
        layout: Layout,
        make: Callable[[], Zygote],
        limits: Limits,
        base: str,
        on_reload: Callable[[GcmError | None], object],
    ) -> None:
        self._layout = layout
        self._make = make
        self._limits = limits
        self._base = base
        self._on_reload = on_reload
        self._workers = 2 * (os.cpu_count() or 1)
        self._closing: set[asyncio.Task[None]] = set()

    async def run(
        self, zygote: Zygote, listening: socket.socket, on_ready: Callable[[], object]
    ) -> None:
        """Serve until a signal ends it."""
        self._pool = await self._open(zygote)
        self._app = App(self._pool, self._base, STATIC)
        server = Server(self._app, self._limits.seconds, on_ready)
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(ending, server.end)
        again = asyncio.Event()
        loop.add_signal_handler(signal.SIGHUP, again.set)
        keeping = asyncio.create_task(self._keep_current(again))
        gc.collect()
        gc.freeze()  # what lives as long as the process is not looked through again
        try:
            await server.serve(sockets=[listening])
        finally:
            keeping.cancel()
            self._pool.end()

    async def _open(self, zygote: Zygote) -> Pool:
        pool = Pool(zygote, self._limits, self._workers)
        try:
            await pool.open()
        except GcmError:
            pool.end()
            raise
        return pool

    async def _keep_current(self, again: asyncio.Event) -> None:
        """Serve new data when files have changed, on request, or when the zygote has died."""
        seen = _state(self._layout)
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(again.wait(), _LOOK)
            now = await asyncio.to_thread(_state, self._layout)
            if now == seen and not again.is_set() and self._pool.is_well:
                continue
            again.clear()
            await asyncio.sleep(_SETTLE)
            if (later := await asyncio.to_thread(_state, self._layout)) != now:
                again.set()  # files are still being written
                continue
            seen = later
            try:
                await self._renew()
            except GcmError as error:
                self._on_reload(error)

    async def _renew(self) -> None:
        """Let a new pool take the place of the old, which finishes what it has begun.

        Raises:
            GcmError: the data cannot be served.
        """
        zygote = self._make()
        try:
            await asyncio.to_thread(zygote.wait)
        except GcmError:
            zygote.close()
            raise
        old, self._pool = self._pool, await self._open(zygote)
        self._app.serve(self._pool)
        closing = asyncio.create_task(old.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        self._on_reload(None)


def _state(layout: Layout) -> list[tuple[str, int, int]]:
    """Return what tells whether a file of a root has changed."""
    found = []
    for folder in layout.folders():
        for file in folder.rglob("*"):
            with suppress(OSError):
                stat = file.stat()
                found.append((str(file), stat.st_mtime_ns, stat.st_size))
    return sorted(found)
