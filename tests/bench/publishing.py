"""Publishing: our serialisers against rdflib's, and the growth of a dump with the data."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .pairs import measure
from .quads import ROOT
from .question_set import write_files
from .report import Bar
from .validation import Growth

MOST_MEMORY = 1500  # MB, at a million triples
RUNS = 5
SERIALISERS = {
    "turtle": ("deterministic Turtle of {} triples, against rdflib's longturtle", 3),
    "canonical": ("canonical N-Quads of {} triples, against rdflib's canonicaliser", 20),
}


def serialiser_bars(folder: Path, synthetic: int) -> list[Bar]:
    """Our serialisers against rdflib's, in turn, from what each library holds in memory."""
    files = write_files(folder / "graph", synthetic)
    bars = []
    for kind, (name, times) in SERIALISERS.items():
        seconds: dict[str, list[float]] = {"gcm": [], "rdflib": []}
        for _ in range(RUNS):
            for library, taken in seconds.items():
                taken.append(_seconds(kind, library, files.merged))
        mine, other = (statistics.median(taken) for taken in seconds.values())
        text = f"{name.format(f'{files.triples:,}')}: at least {times} times faster"
        found = f"{other / mine:.1f} times faster ({mine:.2f} against {other:.2f} s)"
        bars.append(Bar(text, found, other > times * mine))
    return bars


def growth_bars(folder: Path, sizes: Iterable[int]) -> list[Bar]:
    """Dumps of several sizes, written in every format and read back."""
    found = []
    for size in sizes:
        files = write_files(folder / str(size), size)
        command = [sys.executable, "-m", "tests.bench.dump_of", str(files.quads), str(folder)]
        found.append(Growth(files.triples, measure(command)))
        files.quads.unlink()
        files.merged.unlink()
    figures = "; ".join(
        f"{one.triples:,}: {one.sample.seconds:.1f} s, {one.sample.memory:.0f} MB" for one in found
    )
    most = max((one.sample.memory for one in found), default=None)
    text = f"a dump in every format, read back: at most {MOST_MEMORY} MB"
    return [Bar(text, figures or "not measured", None if most is None else most < MOST_MEMORY)]


def _seconds(kind: str, library: str, file: Path) -> float:
    command = [sys.executable, "-m", "tests.bench.serialisers", kind, library, str(file)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
