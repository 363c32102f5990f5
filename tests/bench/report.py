"""The benchmark as Markdown: the machine, the bars, the figures, what is out of line."""

from __future__ import annotations

import math
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .engines import cores
from .pairs import Outcome
from .peers import OURS, PARSING, PREPARED, SLOW, Figures, Options, exponent, geometric_mean, ratio

# How many times faster than each engine the question set must be, and at which size.
BAR_SIZE = 100_000
BARS = {PARSING: 30.0, PREPARED: 10.0, "Virtuoso": 4.0}
# A question on our engine is out of line beyond these: seconds at the size of the bars, exponent.
LONG, STEEP = 0.05, 1.2


class Bar(NamedTuple):
    """A bar, and whether it was reached; None if it was not measured, or there is none."""

    text: str
    found: str
    reached: bool | None


def machine() -> list[str]:
    """What the figures were taken on."""
    memory = "memory unknown"
    info = Path("/proc/meminfo")
    if info.is_file():
        kilobytes = int(info.read_text(encoding="utf-8").split()[1])
        memory = f"{kilobytes / 1024**2:.0f} GB of memory"
    libraries = [f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "oxigraph")]
    return [
        f"{platform.system()} {platform.machine()}, {cores()} cores, {memory}",
        f"Python {platform.python_version()}, {', '.join(libraries)}, Virtuoso {_virtuoso()}",
    ]


def _virtuoso() -> str:
    try:
        shown = subprocess.run(["virtuoso-t", "-?"], capture_output=True, check=False)
    except OSError:
        return "not installed"
    words = (shown.stdout + shown.stderr).decode(errors="replace").split()
    return next((words[i + 1] for i, word in enumerate(words[:-1]) if word == "Version"), "?")


def pair_bars(outcomes: Iterable[Outcome]) -> list[Bar]:
    """The bars of the whole processes."""
    bars = []
    for pair, ours, theirs, reached in outcomes:
        wanted = [f"at most {pair.bar:.3g} times as long"]
        wanted += [f"{pair.cpu:.0f} ms of CPU"] if pair.cpu else []
        wanted += [f"{pair.memory:.0f} MB"] if pair.memory else []
        found = (
            f"{ours.seconds / theirs.seconds:.3f} times as long"
            f" ({ours.seconds * 1000:.0f} against {theirs.seconds * 1000:.0f} ms),"
            f" {ours.cpu * 1000:.0f} ms of CPU, {ours.memory:.0f} MB"
        )
        bars.append(Bar(f"{pair.name}: {', '.join(wanted)}", found, reached))
    return bars


def peer_bars(figures: list[Figures], options: Options) -> list[Bar]:
    """The bars of the question set."""
    bars = []
    for engine, wanted in BARS.items():
        text = f"questions, warm, against {engine}: at least {wanted:.0f} times faster"
        pair = _at_bar_size(figures, engine)
        if pair is None:
            bars.append(Bar(text, "not measured", None))
            continue
        found = ratio(*pair, options.cap)
        bars.append(Bar(text, f"{found:.1f} times faster", found >= wanted))
    return bars


def _at_bar_size(figures: list[Figures], engine: str) -> tuple[Figures, Figures] | None:
    by_engine: dict[str, list[Figures]] = {}
    for found in figures:
        by_engine.setdefault(found.engine, []).append(found)
    for ours in by_engine.get(OURS, []):
        for theirs in by_engine.get(engine, []):
            near = BAR_SIZE <= ours.triples < 2 * BAR_SIZE
            if theirs.triples == ours.triples and near:
                return ours, theirs
    return None


def exponents(figures: list[Figures], cap: float) -> dict[str, float | None]:
    """How the mean time of a question grows with the triples, for each engine."""
    points: dict[str, list[tuple[float, float]]] = {}
    for found in figures:
        points.setdefault(found.engine, []).append((found.triples, mean_seconds(found, cap)))
    return {engine: exponent(known) for engine, known in points.items()}


def mean_seconds(figures: Figures, cap: float) -> float:
    """The geometric mean of the seconds of all questions."""
    return geometric_mean(min(seconds, cap) for seconds in figures.questions.values())


def markdown(
    bars: list[Bar], figures: list[Figures], notes: list[str], options: Options
) -> list[str]:
    """The whole report, line by line."""
    lines = ["# Benchmark", "", *machine(), ""]
    lines += ["| bar | found | |", "|---|---|---|"]
    for bar in bars:
        word = {True: "reached", False: "**MISSED**", None: "—"}[bar.reached]
        lines.append(f"| {bar.text} | {bar.found} | {word} |")
    if figures:
        lines += ["", *_peers_table(figures, options), "", *_questions_table(figures, options)]
    lines += ["", *_remarks(figures, notes, options)]
    return lines


def _peers_table(figures: list[Figures], options: Options) -> list[str]:
    ours = {found.triples: found for found in figures if found.engine == OURS}
    slopes = exponents(figures, options.cap)
    lines = [
        "| triples | engine | load s | question ms (geometric mean) | all questions s | stopped"
        " | times slower | cold command s | peak MB | growth exponent |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for found in figures:
        seconds = [min(value, options.cap) for value in found.questions.values()]
        stopped = sum(math.isinf(value) for value in found.questions.values())
        slope = slopes[found.engine]
        cells = [
            f"{found.triples:,}",
            found.engine,
            _number(found.load, "{:.2f}"),
            f"{mean_seconds(found, options.cap) * 1000:.1f}",
            f"{'≥ ' if stopped else ''}{sum(seconds):.2f}",
            str(stopped or ""),
            f"{ratio(ours[found.triples], found, options.cap):.1f}",
            _number(found.cold, "{:.2f}"),
            f"{found.memory:.0f}",
            _number(slope, "{:.2f}"),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _questions_table(figures: list[Figures], options: Options) -> list[str]:
    """The questions that take long or grow faster than the data, on our engine."""
    ours = [found for found in figures if found.engine == OURS]
    lines = []
    for name in ours[0].questions:
        points = [(found.triples, min(found.questions[name], options.cap)) for found in ours]
        # Below a millisecond, noise is larger than growth.
        slope = exponent((x, max(y, 0.001)) for x, y in points)
        late = any(y > LONG and x < 2 * BAR_SIZE for x, y in points)
        if late or (slope is not None and slope > STEEP):
            shown = " | ".join(f"{seconds * 1000:.0f}" for _, seconds in points)
            lines.append(f"| {name} | {shown} | {_number(slope, '{:.2f}')} |")
    if not lines:
        return [f"No question is out of line on {OURS}."]
    sizes = " | ".join(f"{found.triples:,}" for found in ours)
    head = f"Out of line on {OURS} (over {LONG * 1000:.0f} ms, or exponent over {STEEP}), ms:"
    rule = "|---|" + "---:|" * (len(ours) + 1)
    return [head, "", f"| question | {sizes} | exponent |", rule, *lines]


def _remarks(figures: list[Figures], notes: list[str], options: Options) -> list[str]:
    remarks = [
        f"medians of {options.runs} runs in turn; a question over {SLOW:.0f} s was asked once,"
        f" and one that reached {options.cap:.0f} s was stopped and counts as that long",
        "the graph is the real one with synthetic forums; times slower: geometric mean over the"
        " questions of the ratio to the embedded engine",
        "the rdflib graph is one merged graph; Virtuoso is asked as `gcm --on` asks it, every graph"
        " named in the request, and besides with none named, when it reads all that it holds",
        *notes,
    ]
    answers = {
        (found.triples, name): rows
        for found in figures
        if found.engine == OURS
        for name, rows in found.rows.items()
    }
    for found in figures:
        for name, rows in found.rows.items():
            wanted = answers[found.triples, name]
            if rows is not None and wanted is not None and rows != wanted:
                remarks.append(
                    f"{found.engine} gave {rows} rows of `{name}` at {found.triples:,} triples,"
                    f" {OURS} {wanted}"
                )
    return [f"- {remark}" for remark in remarks]


def _number(value: float | None, form: str) -> str:
    return "" if value is None else form.format(value)
