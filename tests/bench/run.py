"""Speed as ratios of whole processes, measured side by side in one run.

Each pair of commands runs in turn (A B A B …), after one warm-up of each. Printed are the medians
of wall time, the ratio of the medians, the peak memory of one process, and the bar that the ratio
must reach. The exit code is 1 if a bar is missed.

    make bench ARGS="--runs 21"
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
GCM = str(Path(PYTHON).with_name("gcm"))
PLAIN = [PYTHON, str(Path(__file__).with_name("plain_rdflib.py"))]
IMPORT = [PYTHON, "-c", "import rdflib"]
MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024


class Pair(NamedTuple):
    """`ours` must take less than `bar` times what `theirs` takes, in less than `memory` MB."""

    name: str
    ours: list[str]
    theirs: list[str]
    bar: float
    memory: float | None = None


PAIRS = [
    Pair(
        "ask, against plain rdflib", [GCM, "ask", "participants", "-f", "table"], PLAIN, 1 / 6, 100
    ),
    Pair("verify, against import rdflib", [GCM, "verify"], IMPORT, 6),
    Pair("validate, against import rdflib", [GCM, "validate"], IMPORT, 6),
]


def measure(command: list[str]) -> tuple[float, float]:
    """The wall time in seconds and the peak memory in MB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} failed: {status}")
    return seconds, usage.ru_maxrss / MEGABYTE


def main() -> int:
    """Measure every pair and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"medians of {runs} runs, whole processes\n")
    missed = False
    for pair in PAIRS:
        samples: dict[str, list[tuple[float, float]]] = {"ours": [], "theirs": []}
        for number in range(runs + 1):
            for side, command in (("ours", pair.ours), ("theirs", pair.theirs)):
                sample = measure(command)
                if number:
                    samples[side].append(sample)
        ours, theirs = (statistics.median(s[0] for s in samples[side]) for side in samples)
        peak = max(memory for _, memory in samples["ours"])
        ratio = ours / theirs
        fine = ratio < pair.bar and (pair.memory is None or peak < pair.memory)
        missed |= not fine
        print(pair.name)
        print(f"  {ours * 1000:.0f} ms against {theirs * 1000:.0f} ms: {ratio:.2f} times as long")
        print(f"  bar {pair.bar:.2f}; peak {peak:.0f} MB: {'reached' if fine else 'MISSED'}\n")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
