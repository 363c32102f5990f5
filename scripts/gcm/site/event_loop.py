"""Serve in one event loop; new data are read while the old are served."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import uvloop

from gcm.core.errors import GcmError
from gcm.core.layout import Layout
from gcm.site.app import App
from gcm.site.exchange import Limits
from gcm.site.http_server import Server
from gcm.site.workers import Pool
from gcm.site.zygote_process import Zygote

STATIC: Final = Path(__file__).parent / "static"
_OFTEN: Final = 2_000  # objects made until Python looks for cycles among them
_LOOK: Final = 2.0  # seconds between looks at the files
_SETTLE: Final = 0.2  # seconds in which files no longer change


class Service:
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
        self._closing: set[asyncio.Task[None]] = set()

    def run(self, zygote: Zygote, listening: socket.socket, on_ready: Callable[[], object]) -> None:
        """Serve until a signal ends it."""
        uvloop.run(self._run(zygote, listening, on_ready))

    async def _run(
        self, zygote: Zygote, listening: socket.socket, on_ready: Callable[[], object]
    ) -> None:
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
        gc.set_threshold(_OFTEN)  # requests leave cycles behind, commands do not
        try:
            await server.serve(sockets=[listening])
        finally:
            keeping.cancel()
            self._pool.end()

    async def _open(self, zygote: Zygote) -> Pool:
        pool = Pool(zygote, self._limits)
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
    folders = [str(folder) for folder in layout.folders()]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:  # quicker than paths
            for entry in entries:
                stat = entry.stat(follow_symlinks=False)
                found.append((entry.path, stat.st_mtime_ns, stat.st_size))
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return sorted(found)
