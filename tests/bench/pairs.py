"""Whole processes side by side: ours and theirs run in turn (A B A B …), after one warm-up each."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

from .quads import ROOT

MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024


class Pair(NamedTuple):
    """`ours` must take less than `bar` times what `theirs` takes.

    Where they are given, it must also take less than `cpu` milliseconds (user and system) and, at
    its peak, `memory` MB.
    """

    name: str
    ours: list[str]
    theirs: list[str]
    bar: float
    cpu: float | None = None
    memory: float | None = None


class Sample(NamedTuple):
    """One run of a process: seconds by the clock and of the processor, peak memory in MB."""

    seconds: float
    cpu: float
    memory: float


class Outcome(NamedTuple):
    """Medians of a pair, and whether it reached its bars."""

    pair: Pair
    ours: Sample
    theirs: Sample
    reached: bool

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours.seconds / self.theirs.seconds


def measure(command: list[str]) -> Sample:
    """Run a command to its end.

    Raises:
        SystemExit: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} failed: {status}")
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGABYTE)


def median(samples: list[Sample]) -> Sample:
    """The medians of times, the peak of memory."""
    return Sample(
        statistics.median(sample.seconds for sample in samples),
        statistics.median(sample.cpu for sample in samples),
        max(sample.memory for sample in samples),
    )


def compare(pair: Pair, runs: int, *, warm_up: bool = True) -> Outcome:
    """Run both sides of a pair in turn, once before it counts if there is a warm-up."""
    ours: list[Sample] = []
    theirs: list[Sample] = []
    for number in range(0 if warm_up else 1, runs + 1):
        for samples, command in ((ours, pair.ours), (theirs, pair.theirs)):
            sample = measure(command)
            if number:
                samples.append(sample)
    mine, other = median(ours), median(theirs)
    reached = (
        mine.seconds < pair.bar * other.seconds
        and (pair.cpu is None or mine.cpu * 1000 < pair.cpu)
        and (pair.memory is None or mine.memory < pair.memory)
    )
    return Outcome(pair, mine, other, reached)
