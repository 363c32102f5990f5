"""Sorting more lines than fit in memory: sorted runs wait in temporary files and are merged."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

RUN_BYTES = 4_000_000
_RUNS = 64  # open files at most, well below what systems allow a process


class SortedLines:
    """Lines added in any order and read back, once, in the order of their bytes.

    The files have no name, so nothing is left behind however the process ends.
    """

    def __init__(self, run_bytes: int = RUN_BYTES) -> None:
        self._run_bytes = run_bytes
        self._waiting: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def add(self, line: bytes) -> None:
        """Add a line, without its line feed; it must hold none."""
        self._waiting.append(line)
        self._size += len(line)
        if self._size >= self._run_bytes:
            self._keep(sorted(self._waiting))
            self._waiting, self._size = [], 0

    def __iter__(self) -> Iterator[bytes]:
        return heapq.merge(*map(_lines, self._runs), sorted(self._waiting))

    def close(self) -> None:
        """Give the temporary files back."""
        for run in self._runs:
            run.close()
        self._runs, self._waiting = [], []

    def _keep(self, lines: Iterable[bytes]) -> None:
        if len(self._runs) == _RUNS:
            merged = _run(heapq.merge(*map(_lines, self._runs)))
            for run in self._runs:
                run.close()
            self._runs = [merged]
        self._runs.append(_run(lines))


def _run(lines: Iterable[bytes]) -> IO[bytes]:
    run = TemporaryFile()  # noqa: SIM115 - closed by SortedLines
    run.writelines(line + b"\n" for line in lines)
    run.seek(0)
    return run


def _lines(run: IO[bytes]) -> Iterator[bytes]:
    return (line[:-1] for line in run)
