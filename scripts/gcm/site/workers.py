"""The workers of the front: asked one at a time; slow, grown and late ones are replaced."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections import deque
from contextlib import suppress
from typing import Any, Final, cast

from gcm.core.errors import GcmError, ProcessDied, RunError
from gcm.core.language import Lang, msg
from gcm.site.exchange import (
    HEAD,
    Limits,
    Query,
    Reply,
    Wanted,
    pack_request,
    problem,
    reply_from,
)
from gcm.site.problems import BUSY, FAILED, MEMORY, TIMEOUT, Problem
from gcm.site.sparql_service import Receive
from gcm.site.zygote_process import Zygote

QUERY, SITE = "query", "site"
# Seconds after which a request is slow, and another worker takes the place of its own.
_SLOW: Final = {QUERY: 0.1, SITE: 1.0}
_QUIET: Final = 2.0  # seconds without a request, after which memory is given back
_GROWN: Final = 4 << 20  # bytes that a worker took, which are then given back
_MOST_SLOW: Final = 8  # slow requests of a kind at once
_PATIENCE: Final = 10.0  # seconds that a request waits for a worker
_MOST_WAITING: Final = 1000  # requests that wait
_MOST_FAILURES: Final = 5  # workers in a row that ended before they were ready
_NEWS: Final = 1.0  # seconds in which the zygote tells how a worker ended
_LOST: Final = 499  # the client has gone; nobody reads this status


class Pool:
    """The workers of a zygote; all of it runs in one event loop."""

    def __init__(self, zygote: Zygote, limits: Limits) -> None:
        """Take a zygote that is ready."""
        self.version = zygote.version
        self.is_well = True
        self._zygote = zygote
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        cores = os.cpu_count() or 1
        # What a worker reads of a store on disk is not shared: more than one only while needed.
        self._lanes = {
            QUERY: _Lane(self, QUERY, *((1, cores) if zygote.on_disk else (2 * cores,) * 2)),
            SITE: _Lane(self, SITE, *((1, 1) if zygote.on_disk else (2, 2))),
        }
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._told = b""
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def open(self) -> None:
        """Start the workers.

        Raises:
            RunError: a worker for queries can open a connection, or cannot start.
        """
        self._zygote.control.setblocking(False)
        self._loop.add_reader(self._zygote.control, self._hear)
        for lane in self._lanes.values():
            lane.fill()
        try:
            worker = await self._lanes[QUERY].take()
        except GcmError as error:
            raise ProcessDied("worker") from error
        if worker.connects:
            raise RunError("refused to start: a worker can open connections on this system.")
        self._lanes[QUERY].put(worker)

    async def query(self, query: Query, receive: Receive) -> Reply:
        """Answer a query; it ends when the client has gone."""
        return await self._run(QUERY, query, query.lang, receive)

    async def resolve(self, wanted: Wanted) -> Reply:
        """Answer a request for an address."""
        return await self._run(SITE, wanted, wanted.lang, None)

    async def close(self) -> None:
        """End the workers, once their requests have ended or had their time."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), self._limits.seconds + 1)
        self.end()

    def end(self) -> None:
        """End the workers at once."""
        self.is_well = False
        self._loop.remove_reader(self._zygote.control)
        for lane in self._lanes.values():
            lane.close()
        self._zygote.close()

    async def _run(
        self, kind: str, request: Query | Wanted, lang: Lang, receive: Receive | None
    ) -> Reply:
        self._running += 1
        self._idle.clear()
        try:
            try:
                return await self._ask(self._lanes[kind], request, receive)
            except _Retired:  # between two requests, when it had had its time
                return await self._ask(self._lanes[kind], request, receive)
        except _Retired:
            return problem(_ended(), lang)
        except GcmError as error:
            return problem(error, lang)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def _ask(self, lane: _Lane, request: Query | Wanted, receive: Receive | None) -> Reply:
        """Ask a worker.

        Raises:
            Problem: none is free in time, or it was stopped.
            _Retired: it ended by itself before it took the request.
        """
        worker = await lane.take()
        late = self._loop.call_later(_SLOW[lane.kind], lane.slow, worker, receive)
        try:
            return await worker.ask(pack_request(request))
        except _Ended:
            raise await self._why(worker) from None
        finally:
            late.cancel()
            lane.put(worker)

    async def _why(self, worker: _Worker) -> Problem | _Retired:
        """Return why a worker ended before it answered."""
        if worker.reason:
            return worker.reason
        end = self._ends.setdefault(worker.pid, self._loop.create_future())
        try:
            status = await asyncio.wait_for(end, _NEWS)
        except TimeoutError:
            status = 0
        finally:
            self._ends.pop(worker.pid, None)
        if status in (-signal.SIGALRM, -signal.SIGXCPU):
            seconds = f"{self._limits.seconds:g}"
            return Problem(
                TIMEOUT,
                msg("stopped after {seconds} seconds. Narrow the query or add a LIMIT."),
                seconds=seconds,
            )
        if status in (-signal.SIGABRT, -signal.SIGKILL):
            return Problem(
                MEMORY, msg("stopped: it needed more memory than allowed. Narrow the query.")
            )
        return _Retired() if status > 0 else _ended()

    def send(self, line: str, descriptors: list[int] | None = None) -> None:
        """Send a line to the zygote."""
        self._zygote.send(line, descriptors)

    def _hear(self) -> None:
        """Take what the zygote tells."""
        try:
            piece = self._zygote.control.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self.is_well = False
            self._loop.remove_reader(self._zygote.control)
            for lane in self._lanes.values():
                lane.fail()
            return
        *lines, self._told = (self._told + piece).split(b"\n")
        for line in lines:
            content = json.loads(line)
            end = self._ends.setdefault(content["dead"], self._loop.create_future())
            if not end.done():
                end.set_result(content["status"])
            # Nobody asks after one that ended while it had nothing to do.
            self._loop.call_later(_NEWS, self._ends.pop, content["dead"], None)


class _Ended(Exception):
    """A worker ended before it answered."""


class _Retired(Exception):
    """A worker ended by itself."""


class _Lane:
    """The workers of a kind."""

    def __init__(self, pool: Pool, kind: str, least: int, most: int) -> None:
        self._pool = pool
        self.kind = kind
        self._least = least
        self._most = most
        self._idle: list[_Worker] = []
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
        self._all: set[_Worker] = set()
        self._failures = 0

    def fill(self) -> None:
        """Start workers until the fewest that there may be are neither slow nor grown."""
        while self._pool.is_well and len(self._fit) < self._least:
            self._start()

    @property
    def _fit(self) -> list[_Worker]:
        return [one for one in self._all if not one.is_slow and not one.is_grown]

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        worker = _Worker(self)
        self._all.add(worker)
        with theirs:
            self._pool.send(f"fork {self.kind}", [theirs.fileno()])
        worker.connect(ours)

    async def take(self) -> _Worker:
        """Return a worker that has nothing to do.

        Raises:
            Problem: there is none in time.
        """
        while self._idle:
            worker = self._idle.pop()
            worker.rest.cancel()
            if worker.is_open:
                return worker
        if not self._pool.is_well or len(self._waiting) >= _MOST_WAITING:
            raise _busy()
        starting = sum(not one.pid for one in self._fit)
        if starting <= len(self._waiting) and len(self._fit) < self._most:
            self._start()
        waiting: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            return await asyncio.wait_for(waiting, _PATIENCE)
        except TimeoutError:
            raise _busy() from None

    def put(self, worker: _Worker) -> None:
        """Take a worker back, or a new one; one of too many is closed.

        That is one that was slow, as it runs behind the others; of those for pages, which do not,
        the one that knows least of the graph.
        """
        self._failures = 0
        if not worker.is_open:
            return
        if worker.is_slow and self.kind == QUERY:
            worker.close()
            return
        worker.is_slow = False
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        worker.rest = asyncio.get_running_loop().call_later(_QUIET, self._rest, worker)
        self._idle.append(worker)
        if any(one.pid for one in self._fit):
            for one in [one for one in self._idle if one.is_grown]:
                self._end(one)
        if sum(one.is_open and not one.is_slow for one in self._all) > self._most:
            self._end(min(self._idle, key=lambda one: one.asked))

    def _rest(self, worker: _Worker) -> None:
        """End a worker that has had nothing to do for a while: one of too many, or a grown one,
        once another has taken its place.
        """
        others = [one for one in self._fit if one.pid and one is not worker]
        if len(others) >= self._least:
            self._end(worker)
        elif worker.grown > _GROWN:
            worker.is_grown = True
            self.fill()

    def _end(self, worker: _Worker) -> None:
        worker.rest.cancel()
        self._idle.remove(worker)
        worker.close()

    def slow(self, worker: _Worker, receive: Receive | None) -> None:
        """Let another worker take the place of one whose request takes long."""
        worker.is_slow = True
        if sum(one.is_slow for one in self._all) > _MOST_SLOW:
            self._kill(worker, _busy())
        elif self.kind == QUERY:
            self._pool.send(f"nice {worker.pid}")
            if receive:
                worker.watch = asyncio.ensure_future(self._watch(worker, receive))
        self.fill()

    def lost(self, worker: _Worker) -> None:
        """Replace a worker that has ended."""
        self._all.discard(worker)
        if not worker.pid:
            self._failures += 1
            if self._failures >= _MOST_FAILURES:
                self._pool.is_well = False
                self.fail()
        self.fill()

    def fail(self) -> None:
        """Tell those who wait that nothing will come."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_exception(_busy())

    def close(self) -> None:
        """End all workers."""
        self.fail()
        for worker in list(self._all):
            worker.close()

    def _kill(self, worker: _Worker, reason: Problem) -> None:
        worker.reason = reason
        self._pool.send(f"kill {worker.pid}")

    async def _watch(self, worker: _Worker, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._kill(worker, _busy())


class _Worker(asyncio.Protocol):
    """The front's end of a worker."""

    def __init__(self, lane: _Lane) -> None:
        self.pid = 0
        self.connects = False
        self.is_open = True
        self.is_slow = False
        self.is_grown = False
        self.grown = 0
        self.asked = 0
        self.reason: Problem | None = None
        self.watch: asyncio.Future[None] | None = None
        self.rest: asyncio.TimerHandle
        self._lane = lane
        self._transport: asyncio.WriteTransport | None = None
        self._read = bytearray()
        self._answer: asyncio.Future[Reply] | None = None

    def connect(self, end: socket.socket) -> None:
        """Connect, in the background."""
        loop = asyncio.get_running_loop()
        made = loop.create_unix_connection(lambda: self, sock=end)
        self._making = asyncio.ensure_future(made)

    async def ask(self, request: bytes) -> Reply:
        """Send a request and return its reply.

        Raises:
            _Ended: the worker ended before.
        """
        if not self.is_open or self._transport is None:
            raise _Ended
        self.asked += 1
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            return await self._answer
        finally:
            self._answer = None
            if self.watch:
                self.watch.cancel()

    def close(self) -> None:
        """Let the worker end; if it is busy, kill it."""
        self.is_open = False
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take a piece of a reply, or of the worker's first message."""
        read = self._read
        read += data
        if len(read) < HEAD.size:
            return
        text, body = HEAD.unpack_from(read)
        if len(read) < HEAD.size + text + body:
            return
        start = HEAD.size + text
        content: Any = json.loads(read[HEAD.size : start])
        rest = bytes(read[start:])
        read.clear()
        if not self.pid:
            self.pid, self.connects = content
            self._lane.put(self)
        elif self._answer and not self._answer.done():
            self.grown = content.pop()
            self._answer.set_result(reply_from(content, rest))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Fail the request that waits for this worker, and report the loss to the lane."""
        self.is_open = False
        if self._answer and not self._answer.done():
            self._answer.set_exception(_Ended())
        self._lane.lost(self)


def _busy() -> Problem:
    return Problem(BUSY, msg("too many requests take long; try again in a moment."))


def _ended() -> Problem:
    return Problem(FAILED, msg("the process that answered it ended. Simplify the query."))
