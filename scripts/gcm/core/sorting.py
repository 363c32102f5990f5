"""Sorting more lines than fit in memory: sorted runs wait in temporary files and are merged."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

RUN_BYTES = 32_000_000
_FAN = 16  # runs merged into one, so that few files are open and each line is written seldom


class SortedLines:
    """Lines added in any order and read back, once, in the order of their bytes.

    The files have no name, so nothing is left behind however the process ends.
    """

    def __init__(self, run_bytes: int | None = None) -> None:
        self._run_bytes = run_bytes or RUN_BYTES
        self._waiting: list[bytes] = []
        self._size = 0
        # A run of one level is made of `_FAN` runs of the level below.
        self._levels: list[list[IO[bytes]]] = []

    def add(self, line: bytes) -> None:
        """Add a line, without its line feed; it must hold none."""
        self.extend((line,))

    def extend(self, lines: Collection[bytes]) -> None:
        """Add several lines at once, which is quicker; see `add`."""
        self._waiting += lines
        self._size += sum(map(len, lines))
        if self._size >= self._run_bytes:
            self._waiting.sort()
            self._keep(self._waiting, 0)
            self._waiting, self._size = [], 0

    def __iter__(self) -> Iterator[bytes]:
        runs = [_lines(run) for level in self._levels for run in level]
        last = sorted(self._waiting)
        return heapq.merge(*runs, last) if runs else iter(last)

    def close(self) -> None:
        """Give the temporary files back."""
        for level in self._levels:
            for run in level:
                run.close()
        self._levels, self._waiting = [], []

    def _keep(self, lines: Iterable[bytes], level: int) -> None:
        if level == len(self._levels):
            self._levels.append([])
        runs = self._levels[level]
        runs.append(_run(lines))
        if len(runs) == _FAN:
            self._keep(heapq.merge(*map(_lines, runs)), level + 1)
            for run in runs:
                run.close()
            self._levels[level] = []


def _run(lines: Iterable[bytes]) -> IO[bytes]:
    run = TemporaryFile()  # noqa: SIM115 - closed by SortedLines
    run.writelines(line + b"\n" for line in lines)
    run.seek(0)
    return run


def _lines(run: IO[bytes]) -> Iterator[bytes]:
    return (line[:-1] for line in run)
