"""The second wall: a child process for queries that can open nothing and can be killed.

A query cannot be cancelled inside its process, not even by a signal, and the engine has no switch
that keeps it from connecting. The kernel can do both.
"""

import gc
import os
import select
import signal
import time
import warnings
from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple, NoReturn

from gcm.core.errors import GcmError, ProcessDied, TimedOut
from gcm.sandbox.error_codec import pack, unpack
from gcm.sandbox.seal import KEPT, seal

# The child's last byte gives the type of its output; without it the child died on the way.
_RESULT: Final = b"\x00"
_ERRORS: Final = b"\x01"
_MESSAGE: Final = b"\x02"

_CHUNK: Final = 1 << 16
_GRACE: Final = 5.0  # seconds past the timeout after which a child without parent dies
_FORKING: Final = Lock()
_LONGEST: Final = 1e6  # seconds of one wait: system clocks accept no larger numbers


class _Bounds(NamedTuple):
    timeout: float | None
    folder: Path | None
    memory: int | None


def run_apart(
    work: Callable[[], bytes],
    timeout: float | None,
    folder: Path | None = None,
    memory: int | None = None,
) -> bytes:
    """Return the result of `work`, computed in a forked child without files and connections.

    Args:
        work: a function that runs on a copy of this process's memory. It can neither open anything
            nor import further modules, and its output is lost.
        timeout: seconds until the child is killed; None for no limit.
        folder: the folder of an on-disk store; files may then be opened, connections not.
        memory: bytes that the child may allocate beyond its start, where the system reports them;
            the result may take an eighth of them; None for no limit.

    Raises:
        GcmError: the error that `work` raised, its values as text.
        RunError: the timeout passed, the child died, or `work` raised another exception.
    """
    return run_all_apart([work], timeout, folder, memory)[0]


def run_all_apart(
    works: Iterable[Callable[[], bytes]],
    timeout: float | None,
    folder: Path | None = None,
    memory: int | None = None,
) -> list[bytes]:
    """Return the results of several functions, computed at the same time; see `run_apart`.

    Args:
        works: the functions, one for each child.
        timeout: as of `run_apart`, for all together.
        folder: as of `run_apart`.
        memory: as of `run_apart`, for each child.

    Raises:
        GcmError: as of `run_apart`, for the first function that failed.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    try:
        ended = _converse(works, deadline, _Bounds(timeout, folder, memory))
    except OSError as error:
        raise ProcessDied(error.strerror or error) from None
    return [_result(output, status, timeout) for output, status in ended]


def _result(output: bytes | None, status: int, timeout: float | None) -> bytes:
    if output is None:
        raise TimedOut(timeout)
    kind = output[-1:]
    if kind == _RESULT:
        return output[:-1]
    if kind == _ERRORS:
        raise unpack(output[:-1].decode())
    if kind == _MESSAGE:
        raise ProcessDied(output[:-1].decode())
    raise ProcessDied(_cause(status))


def _converse(
    works: Iterable[Callable[[], bytes]], deadline: float | None, bounds: _Bounds
) -> list[tuple[bytes | None, int]]:
    """Return all output of each ended child (None if it was late), and its wait status."""
    pids: list[int] = []
    readers: list[int] = []
    # Block signals until both sides are inside their own `try`: an interrupt would leave a child
    # behind, or let it continue as a second parent.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        for work in works:
            reader, writer = os.pipe()
            readers.append(reader)
            try:
                pid = _fork()
                if pid == 0:
                    _serve(work, writer, mask, bounds)
                pids.append(pid)
            finally:
                os.close(writer)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        outputs = _read(readers, deadline)
    finally:
        statuses = [_end(pid) for pid in pids]
        for reader in readers:
            os.close(reader)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return list(zip(outputs, statuses, strict=True))


def _fork() -> int:
    """Fork, without the warning that Python 3.12 gives if other threads run.

    Python warns of locks that such a thread may have locked for ever in the child. The child takes
    none of our locks: it only runs the query and writes to the pipe. A child that hangs is killed
    like a query that takes too long.
    """
    # One fork at a time: `catch_warnings` is not thread-safe.
    with _FORKING, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _serve(
    work: Callable[[], bytes], writer: int, mask: Iterable[int], bounds: _Bounds
) -> NoReturn:
    """Run the child's whole life. `_exit` skips the exit handlers and buffers of the parent."""
    code = 1
    gc.freeze()  # garbage collection would copy the parent's memory, page by page
    try:
        for part in _outcome(work, writer, mask, bounds):
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(KEPT, rest) :]
        code = 0
    finally:
        os._exit(code)


def _outcome(
    work: Callable[[], bytes], writer: int, mask: Iterable[int], bounds: _Bounds
) -> tuple[bytes, bytes]:
    """Return the output of the child, a result or an error, and the byte for its type."""
    timeout, folder, memory = bounds
    seal(writer, folder, memory)
    try:
        # The kernel ends the child even if the parent was killed.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if timeout is not None:
            signal.setitimer(signal.ITIMER_REAL, min(max(timeout, 0.0) + _GRACE, _LONGEST))
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        result = work()
        if memory is not None and len(result) > memory // 8:
            raise MemoryError
        return result, _RESULT
    except GcmError as error:
        return pack(error), _ERRORS
    except BaseException as error:
        reason = f"{type(error).__name__}: {error}".removesuffix(": ")
        return reason.encode(errors="backslashreplace"), _MESSAGE


def _read(readers: Iterable[int], deadline: float | None) -> list[bytes | None]:
    """Read each until its other end closes; None for each that is open at the deadline."""
    poll = select.poll()
    chunks: dict[int, list[bytes]] = {reader: [] for reader in readers}
    waiting = set(chunks)
    for reader in chunks:
        poll.register(reader, select.POLLIN)
    while waiting:
        wait = None
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            wait = ceil(min(left, _LONGEST) * 1000)
        for reader, _ in poll.poll(wait):
            if chunk := os.read(reader, _CHUNK):
                chunks[reader].append(chunk)
            else:
                poll.unregister(reader)
                waiting.remove(reader)
    return [None if reader in waiting else b"".join(read) for reader, read in chunks.items()]


def _end(pid: int) -> int:
    """Kill the child, collect it and return its wait status.

    A child that has already ended keeps its process id and status until it is collected here.
    """
    try:
        os.kill(pid, signal.SIGKILL)
        return os.waitpid(pid, 0)[1]
    except (ProcessLookupError, ChildProcessError):  # SIGCHLD is ignored: the system collected it
        return 0


def _cause(status: int) -> str:
    """Return how a child ended, as a word: the name of the signal if there was one."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
