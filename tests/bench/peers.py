"""The question set on every engine, at every size, in turn."""

from __future__ import annotations

import math
import shutil
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .engines import Embedded, Engine, Prepared
from .pairs import measure, median
from .quads import ROOT
from .question_set import Files, question_texts, write_files
from .servers import OXIGRAPH, NamedGraphs, OxigraphServer, Virtuoso

FOLDER = ROOT / "build" / "bench"
OURS, PARSING, PREPARED = "Oxigraph, embedded", "rdflib", "rdflib, prepared"
# A question that takes longer than this is asked once.
SLOW = 1.0
LARGE = 500_000


class Options(NamedTuple):
    """What to measure."""

    sizes: tuple[int, ...]
    runs: int
    cap: float
    full: bool


class Figures(NamedTuple):
    """What one engine took at one size; `questions` holds seconds, infinite at the cap."""

    engine: str
    triples: int
    load: float | None
    memory: float
    questions: dict[str, float]
    rows: dict[str, int | None]
    cold: float | None


def measure_peers(options: Options) -> tuple[list[Figures], list[str]]:
    """Measure every engine at every size; the figures, and what was left out."""
    figures: list[Figures] = []
    notes: list[str] = []
    for size in options.sizes:
        say(f"{size} synthetic triples")
        files = write_files(FOLDER / str(size), size)
        plain = options.full or size < LARGE
        if not plain:
            notes.append(f"rdflib at {size} synthetic triples was left out; --full measures it")
        engines = _engines(options, FOLDER / f"servers-{size}", plain, notes)
        try:
            figures += _measure(engines, files, options)
        finally:
            for engine in engines:
                engine.stop()
            shutil.rmtree(FOLDER / f"servers-{size}", ignore_errors=True)
            shutil.rmtree(FOLDER / str(size), ignore_errors=True)
    return figures, list(dict.fromkeys(notes))


def _engines(options: Options, folder: Path, plain: bool, notes: list[str]) -> list[Engine]:
    engines: list[Engine] = [Embedded(OURS, "oxigraph")]
    if plain:
        rdflib = Embedded(PARSING, "rdflib")
        engines += [rdflib, Prepared(PREPARED, rdflib)]
    if OXIGRAPH.is_file():
        engines.append(OxigraphServer(folder / "oxigraph", options.cap))
    else:
        notes.append("the Oxigraph server was left out: it is not installed")
    if shutil.which("virtuoso-t") and shutil.which("isql-vt"):
        virtuoso = Virtuoso(folder / "virtuoso", options.cap)
        engines += [virtuoso, NamedGraphs(virtuoso)]
    else:
        notes.append("Virtuoso was left out: it is not installed (virtuoso-opensource-7)")
    if not shutil.which("arq"):
        notes.append("Jena was left out: its `arq` is not installed")
    return engines


def _measure(engines: list[Engine], files: Files, options: Options) -> list[Figures]:
    loads = {}
    for engine in engines:
        say(f"  loading into {engine.name}")
        loads[engine.name] = engine.load(files)
    texts = question_texts()
    times: dict[str, dict[str, list[float]]] = {engine.name: {} for engine in engines}
    rows: dict[str, dict[str, int | None]] = {engine.name: {} for engine in engines}
    for run in range(options.runs + 1):
        say(f"  questions, run {run} of {options.runs}" if run else "  questions, warming up")
        for question, text in texts.items():
            for engine in engines:
                known = times[engine.name].setdefault(question, [])
                if run > 1 and len(known) == 1 and known[0] > SLOW:
                    continue
                if run == 1 and known[0] <= SLOW:
                    known.clear()
                elif run == 1:
                    continue
                seconds, rows[engine.name][question] = engine.ask(text, options.cap)
                stopped = rows[engine.name][question] is None
                known.append(math.inf if stopped else seconds)
    say("  cold commands")
    return [
        Figures(
            engine.name,
            files.triples,
            loads[engine.name] or None,
            engine.memory(),
            {name: statistics.median(found) for name, found in times[engine.name].items()},
            rows[engine.name],
            _cold(engine.name, files, options),
        )
        for engine in engines
    ]


def _cold(engine: str, files: Files, options: Options) -> float | None:
    """A process that reads the file and answers one question; None for a server."""
    library = {OURS: ("oxigraph", files.quads), PARSING: ("rdflib", files.merged)}.get(engine)
    if library is None:
        return None
    command = [sys.executable, "-m", "tests.bench.cold", library[0], str(library[1])]
    samples = [measure(command)]
    while len(samples) < options.runs and samples[0].seconds < SLOW:
        samples.append(measure(command))
    return median(samples).seconds


def ratio(ours: Figures, theirs: Figures, cap: float) -> float:
    """How many times faster ours is: the geometric mean of the ratios per question.

    A question stopped at the cap counts as long as the cap.
    """
    return geometric_mean(
        min(seconds, cap) / min(ours.questions[name], cap)
        for name, seconds in theirs.questions.items()
    )


def geometric_mean(values: Iterable[float]) -> float:
    """The geometric mean."""
    return math.exp(statistics.fmean(map(math.log, values)))


def exponent(points: Iterable[tuple[float, float]]) -> float | None:
    """The slope of a line through the points on two logarithmic axes; None for a single point."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    if len(logs) < 2:
        return None
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def say(text: str) -> None:
    """Tell whoever waits what is being done."""
    print(text, file=sys.stderr, flush=True)
