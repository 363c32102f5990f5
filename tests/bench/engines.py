"""The engines side by side: each loads the same file and answers the same questions."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple, Protocol

from .quads import ROOT
from .question_set import Files


class Answer(NamedTuple):
    """How long a question took, and how many rows came; None if it was stopped at the cap."""

    seconds: float
    rows: int | None


class Engine(Protocol):
    """What the benchmark needs of an engine."""

    name: str

    def load(self, files: Files) -> float:
        """Start and load; the seconds that took."""

    def ask(self, text: str, cap: float) -> Answer:
        """Answer a question, or stop at the cap."""

    def memory(self) -> float:
        """The peak memory of its process in MB."""

    def stop(self) -> None:
        """End it."""


def peak(process: int) -> float:
    """The peak memory of a running process in MB; 0 where there is no /proc."""
    file = Path(f"/proc/{process}/status")
    if not file.is_file():
        return 0
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return next(int(line[1]) / 1024 for line in lines if line[0] == "VmHWM:")


class Embedded:
    """A Python library in a process of its own."""

    def __init__(self, name: str, library: str) -> None:
        self.name = name
        self._library = library
        self._process: subprocess.Popen[bytes] | None = None
        self._file = Path()
        self._peak = 0.0

    def load(self, files: Files) -> float:
        """Start and load; the seconds of loading alone."""
        self._file = files.quads if self._library == "oxigraph" else files.merged
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.worker", self._library],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self._order({"load": str(self._file)}, None).seconds

    def ask(self, text: str, cap: float, prepared: bool = False) -> Answer:
        """Answer a question; if the library cannot stop, its process is started anew."""
        return self._order({"ask": text, "prepared": prepared, "cap": cap}, 2 * cap)

    def memory(self) -> float:
        """The peak memory, of the process before the last restart too."""
        if self._process:
            self._peak = max(self._peak, peak(self._process.pid))
        return self._peak

    def stop(self) -> None:
        """End it."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _order(self, order: dict[str, object], limit: float | None) -> Answer:
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], limit)[0]:
            self.memory()
            self.stop()
            self.load(Files(0, self._file, self._file))
            return Answer(float(str(order["cap"])), None)
        answer = json.loads(process.stdout.readline())
        return Answer(answer["seconds"], answer["rows"])


class Prepared:
    """rdflib with each query read once, in the process of the other rdflib."""

    def __init__(self, name: str, other: Embedded) -> None:
        self.name = name
        self._other = other

    def load(self, files: Files) -> float:  # noqa: ARG002 - the other has loaded them
        """Nothing: the other has loaded."""
        return 0

    def ask(self, text: str, cap: float) -> Answer:
        """Answer a question that is read already."""
        return self._other.ask(text, cap, prepared=True)

    def memory(self) -> float:
        """That of the other."""
        return self._other.memory()

    def stop(self) -> None:
        """Nothing: the other ends."""


def wait_for(check: object, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until `check()` no longer raises OSError.

    Raises:
        RuntimeError: the process ended, or it took too long.
    """
    assert callable(check)
    end = time.monotonic() + seconds
    while True:
        try:
            check()
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{process.args!r} did not start") from None
            time.sleep(0.05)
        else:
            return


def end(process: subprocess.Popen[bytes] | None) -> None:
    """End a server and wait for it."""
    if process and process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
