"""Servers that tests start as processes: on loopback, in throw-away folders, gone with the run."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

START = 600  # seconds; all start in far less, even where the machine is busy
ATTEMPTS = 3  # a port that was free may be taken when the server wants it
PR_SET_PDEATHSIG = 1

Server = TypeVar("Server")


def program(name: str, package: str) -> str:
    """The path of a program; without it the test is skipped, which under CI is a failure.

    Args:
        name: of the program, which the administrator's folders may hold.
        package: the Debian package that brings it.
    """
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: {package})")
    return found


def children(pid: int) -> set[int]:
    """The children of a process, living or dead, where Linux tells."""
    stats = (_read(file) for file in Path("/proc").glob("[0-9]*/stat"))
    fields = ((text.partition(" ")[0], text.rpartition(")")[2].split()) for text in stats if text)
    return {int(child) for child, (_, parent, *_) in fields if int(parent) == pid}


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # it has ended
        return ""


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on just now, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def running(
    prepare: Callable[[Path], tuple[list[str], Server]],
    answers: Callable[[Server], bool],
    folder: Path,
    user: int | None = None,
) -> Generator[Server]:
    """A server that answers, until the block is left or this process dies, however it does.

    Args:
        prepare: gives the command that starts it in a folder, and where it will answer.
        answers: whether it does by now.
        folder: where each attempt gets a folder of its own.
        user: the number of the user and group to run it as, which root can choose.
    """
    for attempt in range(ATTEMPTS):
        place = folder / str(attempt)
        place.mkdir()
        command, server = prepare(place)
        log = place / "output.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=place,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=user,
                group=user,
                extra_groups=None if user is None else [],
                preexec_fn=_die_with(os.getpid()),
            )
        try:
            if _answers(partial(answers, server), process):
                yield server
                return
        finally:
            process.kill()
            process.wait()
            text = log.read_text(encoding="utf-8", errors="replace")
            shutil.rmtree(place)
    raise RuntimeError(f"{command[0]} does not answer:\n{text}")


def _answers(answers: Callable[[], bool], process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        if answers():
            return process.poll() is None
        time.sleep(0.05)
    return False


def _die_with(parent: int) -> Callable[[], None] | None:
    """What a new process does so as not to outlive a test run that was killed."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def die() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return die
