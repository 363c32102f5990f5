"""Publishing: our serialisers against rdflib's, and how time and memory grow with the data."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from .pairs import measure
from .quads import ROOT
from .question_set import write_files
from .report import Bar
from .validation import Growth

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
    """The time and memory of the whole command at several sizes; they have no bar."""
    sizes = tuple(sizes)
    return [
        _growth("`gcm publish`, a first release", _releases(folder, sizes, "0.1.0")),
        _growth("`gcm publish`, the next release", _releases(folder, sizes, "0.2.0")),
    ]


def _releases(folder: Path, sizes: Iterable[int], version: str) -> Iterator[Growth]:
    for size in sizes:
        root = folder / f"root-{size}"
        if version == "0.1.0":
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir(parents=True)
            measure(_module("publish_of", "make", size, root))
        else:
            measure(_module("publish_of", "next", root))
        sample = measure(_module("publish_of", "run", version, root))
        with (root / "build" / "release" / version / "gcm-graph.nt").open("rb") as dump:
            yield Growth(sum(1 for _ in dump), sample)
        if version != "0.1.0":
            shutil.rmtree(root)


def _growth(name: str, found: Iterable[Growth]) -> Bar:
    figures = "; ".join(
        f"{one.triples:,}: {one.sample.seconds:.1f} s, {one.sample.memory:.0f} MB" for one in found
    )
    return Bar(name, figures or "not measured", None)


def _module(name: str, *words: object) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{name}", *map(str, words)]


def _seconds(kind: str, library: str, file: Path) -> float:
    command = _module("serialisers", kind, library, file)
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
