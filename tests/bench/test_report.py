"""What the report makes of figures; nothing is timed here."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .peers import OURS, PARSING, PREPARED, Figures, Options, exponent, ratio
from .plot import write_plot
from .report import exponents, markdown, peer_bars

CAP = 60.0
OPTIONS = Options((100_000,), 3, CAP, full=False)


def figures(engine: str, triples: int, *seconds: float, rows: int = 1) -> Figures:
    questions = {f"q{number}": value for number, value in enumerate(seconds)}
    known = {name: None if math.isinf(value) else rows for name, value in questions.items()}
    return Figures(engine, triples, 1.0, 100.0, questions, known, None)


def test_the_exponent_is_that_of_a_power() -> None:
    assert exponent((x, 3 * x**1.5) for x in (10.0, 100.0, 1000.0)) == pytest.approx(1.5)
    assert exponent([(10.0, 1.0)]) is None


def test_a_ratio_is_the_geometric_mean_over_questions() -> None:
    ours, theirs = figures(OURS, 1, 1, 1), figures(PARSING, 1, 2, 8)
    assert ratio(ours, theirs, CAP) == pytest.approx(4)


def test_a_question_that_was_stopped_counts_as_long_as_the_cap() -> None:
    ours, theirs = figures(OURS, 1, 1), figures(PARSING, 1, math.inf)
    assert ratio(ours, theirs, CAP) == pytest.approx(CAP)


def test_a_bar_is_reached_missed_or_not_measured() -> None:
    found = [
        figures(OURS, 117_000, 0.1),
        figures(PARSING, 117_000, 3.1),
        figures(PREPARED, 117_000, 0.9),
    ]
    assert [bar.reached for bar in peer_bars(found, OPTIONS)] == [True, False, None]
    assert [bar.reached for bar in peer_bars(found[:1], OPTIONS)] == [None, None, None]


def test_an_engine_that_gives_other_rows_is_named() -> None:
    found = [figures(OURS, 117_000, 0.1), figures(PARSING, 117_000, 3.1, rows=2)]
    assert "- rdflib gave 2 rows of `q0` at 117,000 triples, Oxigraph, embedded 1" in markdown(
        [], found, [], OPTIONS
    )


def test_the_plot_shows_every_engine_with_its_exponent_and_runs_nothing(tmp_path: Path) -> None:
    found = [
        figures(engine, n, n * factor)
        for engine, factor in ((OURS, 1e-6), (PARSING, 1e-4))
        for n in (1000, 10_000)
    ]
    file = tmp_path / "plot.svg"
    write_plot(found, CAP, file)
    root = ElementTree.parse(file).getroot()
    shown = {element.text for element in root.iter() if element.text}
    assert {f"{engine}: n^1.00" for engine in exponents(found, CAP)} <= shown
    assert [one.tag for one in root.iter() if one.tag.endswith("script")] == []
