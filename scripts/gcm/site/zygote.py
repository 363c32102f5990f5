"""The process that holds the graph and forks the workers that answer: a process of its own.

It has one thread, and opens no on-disk store: each worker opens it for itself, read-only. Workers
for strangers' queries can open nothing; those for addresses and pages read files, but make no
connection where the system can forbid it.

The front writes lines to the socket: `fork KIND`, with the descriptor of the worker's end of a
connection; `kill PID`; `nice PID`. It reads lines of JSON: first `{"version": …}` or
`{"error": …}`, then `{"dead": PID, "status": …}`.
"""

import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from gcm.core.cache import digest_of
from gcm.core.errors import GcmError, ProcessDied
from gcm.core.files import read_bytes
from gcm.core.language import LANGS, msg
from gcm.core.layout import Layout
from gcm.core.version import __version__
from gcm.graph.graph import Graph
from gcm.graph.open import open_for
from gcm.graph.prepared import keep_prepared
from gcm.handle import OpenGraph
from gcm.rdf.oxigraph import Store
from gcm.sandbox.error_codec import pack, unpack
from gcm.sandbox.seal import KEPT, bound_memory, close_others, lower, seal
from gcm.sandbox.seccomp import forbid_sockets, is_available
from gcm.site.answering import Answerer, warm
from gcm.site.description import add_description
from gcm.site.exchange import (
    HEAD,
    Limits,
    Query,
    Reply,
    Wanted,
    frame,
    pack_reply,
    problem,
    query_from,
    wanted_from,
)
from gcm.site.pages import Site
from gcm.site.problems import FAILED, MEMORY, Problem
from gcm.site.resources import Resources

TOO_MUCH_MEMORY: Final = msg("stopped: it needed more memory than allowed. Narrow the query.")
_DIE_WITH_PARENT: Final = 1  # of prctl(2)
_PIECE: Final = 1 << 16  # bytes that are read at once
_NICE: Final = 10  # of a worker whose request takes long
_LIFE: Final = 20  # the processor time of a worker, in time limits of one request


class Settings(NamedTuple):
    """The settings of a zygote: the descriptor of its socket, what it serves, and bounds."""

    control: int
    root: str
    store: str
    base: str
    rows: int
    size: int
    seconds: float
    memory: int

    @property
    def limits(self) -> Limits:
        """The bounds of a request."""
        return Limits(self.rows, self.size, self.seconds, self.memory)


class Zygote:
    """The graph, ready for workers."""

    def __init__(self, settings: Settings) -> None:
        """Read the graph, and import all that a worker may need.

        Raises:
            GcmError: files that cannot be read or parsed, or facts that contradict one another.
        """
        self._settings = settings
        self._store = Path(settings.store) if settings.store else None
        self._handle = OpenGraph(settings.root, None, self._store)
        self._children: set[int] = set()
        self._answerer: Answerer | None = None
        self._resources: Resources | None = None
        self.version = _version(self._handle.layout)
        self._prepare()
        if self._store is None:
            add_description(self._handle.local)
            self._answerer = self._make_answerer()
            self._resources = self._make_resources()
            warm(self._answerer)
        else:  # only what is imported; each worker opens the store
            warm(Answerer(Graph(self._handle.layout, Store(), doubles=False), settings.limits))

    def _make_answerer(self) -> Answerer:
        return Answerer(self._handle.local, self._settings.limits)

    def _make_resources(self) -> Resources:
        pages = Site(self._handle, self._settings.base, self._settings.limits)
        if self._store is None:
            with suppress(GcmError):
                for lang in LANGS:  # the first page reads what all need
                    pages.page("", lang, {})
        return Resources(self._handle, pages, self._settings.base)

    def _prepare(self) -> None:
        """Make what is opened in a process that ends: its memory and descriptors do not stay."""
        reader, writer = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if not pid:
            code = 1
            try:
                die_with(parent)
                if self._store is None:
                    keep_prepared(self._handle.layout)
                else:
                    open_for(self._handle.layout, store=self._store)
                code = 0
            except GcmError as error:
                os.write(writer, pack(error))
            finally:
                os._exit(code)
        os.close(writer)
        with os.fdopen(reader, "rb") as stream:
            failure = stream.read()
        if os.waitpid(pid, 0)[1]:
            raise unpack(failure.decode()) if failure else ProcessDied("store")

    def run(self, control: socket.socket) -> NoReturn:
        """Do what the front says, until it is gone."""
        wake, woken = os.pipe()
        for end in (wake, woken):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        poll = select.poll()
        for descriptor in (control.fileno(), wake):
            poll.register(descriptor, select.POLLIN)
        rest, ends = b"", list[int]()
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == wake:
                    with suppress(BlockingIOError):
                        os.read(wake, 4096)
                    for dead in self._collect():
                        _send(control, dead)
                    continue
                data, found, _, _ = socket.recv_fds(control, 4096, 64)
                if not data:
                    os._exit(0)
                ends += found
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    self._act(line.decode(), ends)

    def _act(self, line: str, ends: list[int]) -> None:
        act, _, value = line.partition(" ")
        if act == "fork":
            self._fork(value, ends.pop(0))
        elif int(value) in self._children:  # else it has ended meanwhile
            if act == "kill":
                os.kill(int(value), signal.SIGKILL)
            else:
                nice = os.getpriority(os.PRIO_PROCESS, int(value))
                os.setpriority(os.PRIO_PROCESS, int(value), nice + _NICE)

    def _collect(self) -> list[dict[str, int]]:
        found = []
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            self._children.discard(pid)
            found.append({"dead": pid, "status": os.waitstatus_to_exitcode(status)})
        return found

    def _fork(self, kind: str, end: int) -> None:
        parent = os.getpid()
        with suppress(OSError):  # too many processes: the front sees its end closed
            if pid := os.fork():
                self._children.add(pid)
            else:
                try:
                    self._work(kind, end, parent)
                finally:
                    os._exit(1)
        os.close(end)

    def _work(self, kind: str, end: int, parent: int) -> None:
        """Run a worker's whole life."""
        gc.enable()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        die_with(parent)
        limits = self._settings.limits
        read: Callable[[Any], Any]
        answer: Callable[[Any], Reply]
        if kind == "query":
            answerer = self._answerer or self._make_answerer()
            seal(end, answerer.graph.folder, limits.memory)
            read, answer = query_from, answerer.answer
        else:
            close_others(end)
            resources = self._resources or self._make_resources()
            if is_available():
                forbid_sockets()
            bound_memory(limits.memory)
            read, answer = wanted_from, resources.resolve
        most = time.process_time() + _LIFE * limits.seconds
        lower(resource.RLIMIT_CPU, ceil(most))
        _write(frame([os.getpid(), _connects()]))
        start = _most_memory()
        while most - time.process_time() > limits.seconds and (content := _read()) is not None:
            signal.setitimer(signal.ITIMER_REAL, limits.seconds)
            reply = _answered(answer, read(content))
            _write(pack_reply(reply, _most_memory() - start))
            signal.setitimer(signal.ITIMER_REAL, 0)
            if reply.status == MEMORY.status:
                return


def _version(layout: Layout) -> str:
    """Return the version of all that is served: a digest of the files of a root."""
    files = sorted(file for folder in layout.folders() for file in folder.rglob("*.*"))
    contents = ((str(file), read_bytes(file)) for file in files if file.is_file())
    return digest_of(contents, __version__)


def die_with(parent: int) -> None:
    """End this process when its parent ends, where the system can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it has ended before
        os._exit(1)


def _answered(answer: Callable[[Any], Reply], request: Query | Wanted) -> Reply:
    try:
        return answer(request)
    except MemoryError:
        return problem(Problem(MEMORY, TOO_MUCH_MEMORY), request.lang)
    except BaseException as error:  # a panic of the engine is no Exception
        name = type(error).__name__
        text = msg("stopped by an error of the server ({reason}); please report it.")
        return problem(Problem(FAILED, text, reason=name), request.lang)


def _most_memory() -> int:
    """Return the most bytes of memory that this process had so far; needs no descriptor."""
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _connects() -> bool:
    """Return whether this process can open a socket."""
    try:
        socket.socket().close()
    except OSError:
        return False
    return True


def _read() -> Any:
    """Return the JSON of the next message, all that the front sends; None if it is gone."""
    data, size = b"", HEAD.size
    while len(data) < size:
        piece = os.read(KEPT, _PIECE)
        if not piece:
            return None
        data += piece
        if len(data) >= HEAD.size:
            size = HEAD.size + HEAD.unpack_from(data)[0]
    return json.loads(data[HEAD.size :])


def _write(data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(KEPT, rest) :]


def _send(control: socket.socket, content: dict[str, Any]) -> None:
    control.sendall(json.dumps(content).encode() + b"\n")


def _threads() -> int:
    """Return how many threads this process has."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def main() -> NoReturn:
    """Run the process; its settings are its only argument."""
    for ignored in (signal.SIGINT, signal.SIGHUP):  # the front answers them
        signal.signal(ignored, signal.SIG_IGN)
    gc.disable()  # what is read stays
    settings = Settings(*json.loads(sys.argv[1]))
    die_with(int(sys.argv[2]))
    with socket.socket(fileno=settings.control) as control:
        try:
            zygote = Zygote(settings)
            if _threads() != 1:  # a fork would copy their locks, perhaps locked
                raise ProcessDied(f"{_threads()} threads")
        except GcmError as error:
            _send(control, {"error": pack(error).decode()})
            os._exit(1)
        gc.freeze()  # collecting would copy the memory that workers share
        _send(control, {"version": zygote.version})
        try:
            zygote.run(control)
        except OSError:  # the front is gone
            os._exit(0)


if __name__ == "__main__":
    main()
