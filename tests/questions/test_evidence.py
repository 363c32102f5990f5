"""What rows rest on (`--evidence`) and which fall in a period (`--since`, `--until`)."""

from __future__ import annotations

from functools import cache

import pytest

import gcm
from gcm.core.layout import Layout
from gcm.questions.question import read_question

from ._cases import REQUIRED, ROOT

QUESTIONS = {name: read_question(file) for name, file in Layout(ROOT).questions().items()}

# Rows that rest on no fact: an objective without any, a year without a president, a pair of events
# that cannot be compared, an agent of whose money nothing is stated, an event without participants.
BARE = {
    "aims-changed": 1,
    "funding-stated": 31,
    "participants-changed": 1,
    "presidencies": 2,
    "statements-by-objective": 23,
    "thanks-changed": 1,
}


@cache
def _graph() -> gcm.OpenGraph:
    """The shipped graph, whose memory is given back after this file."""
    return gcm.open(root=ROOT)


@pytest.mark.parametrize("name", [name for name, one in QUESTIONS.items() if one.facts])
def test_every_row_has_its_evidence(name: str) -> None:
    given = dict([REQUIRED[name][:2]]) if name in REQUIRED else {}
    table = _graph().ask(name, given, evidence=True).table
    column = table.columns[-1]
    assert column in ("evidence", "proofs")
    bare = [row for row in table.records() if not row[column]]
    assert len(bare) == BARE.get(name, 0)


def test_a_row_shows_the_quote_or_the_page_it_rests_on() -> None:
    rows = _graph().ask("roles", evidence=True, lang="es").table.records()
    assert [(row["role"], row["evidence"]) for row in rows] == [
        (
            "coordinación",
            "Conferencia Regional sobre Migración, publicaciones sobre el foro de países "
            "precursores, https://rcmvs.org/taxonomy/term/11",
        ),
        (
            "organización",
            "«la Conferencia Regional sobre Migración (CRM) realizó el “II Foro de Países "
            "Precursores de las Américas: Buenas prácticas para la implementación del Pacto "
            "Mundial para la Migración”» (Comunicado conjunto del II Foro de Países Precursores de "
            "las Américas, unidad 2)",
        ),
        (
            "país anfitrión",
            "«agradecen al Pueblo y al Gobierno de El Salvador por su hospitalidad para llevar a "
            "cabo el II Foro de Países Precursores de las Américas» (Comunicado conjunto del II "
            "Foro de Países Precursores de las Américas, unidad 17)",
        ),
    ]


def test_a_count_shows_how_many_proofs_there_are() -> None:
    answer = _graph().ask("votes-by-choice", evidence=True)
    assert answer.table.values() == [
        ("yes", 152, 1),
        ("non-voting", 24, 4),
        ("abstain", 12, 3),
        ("no", 5, 3),
    ]
    assert answer.things.columns == ("choice", "choiceLabel", "votes", "proofs")


@pytest.mark.parametrize(
    ("since", "until", "events"),
    [
        ("2018-12-19", "2018-12-19", ["Recorded vote on A/RES/73/195"]),
        (
            2022,
            "2022-03",
            [
                "100 days to the IMRF: briefing for the UNECE region convened by champion "
                "countries",
                "International Dialogue on Migration, first session of 2022: Global Compact for "
                "Migration implementation in practice",
                "Extraordinary meeting of the Regional Conference on Migration, Panama City 2022",
                "First ministerial meeting of champion countries, Rabat 2022",
            ],
        ),
        ("2026-05-06", "", ["International Migration Review Forum 2026 (announced)"]),
        ("", 1996, ["I Regional Conference on Migration (vice-ministerial meeting)"]),
    ],
)
def test_a_period_has_what_overlaps_it(
    since: str | int, until: str | int, events: list[str]
) -> None:
    answer = _graph().ask("timeline", since=since, until=until)
    assert [row["event"] for row in answer.table.records()] == events


def test_what_has_begun_and_has_no_end_goes_on() -> None:
    first = _graph().ask("champions", until="2020").table.records()
    assert {row["iso3"] for row in first} == {"BGD", "CAN"}
    since, always = (_graph().ask("champions", since=day).table for day in ("2026", "2000"))
    assert since == always


def test_what_has_no_date_is_in_no_period() -> None:
    dated = {row["event"] for row in _graph().ask("timeline", since=1900).table.records()}
    every = {row["event"]: row["date"] for row in _graph().ask("timeline").table.records()}
    assert {every[event] for event in set(every) - dated} == {"not stated"}


COUNTING = {"co-participation", "links-by-objective", "series-participants"}


@pytest.mark.parametrize(
    "name", [name for name, one in QUESTIONS.items() if one.dates and name not in COUNTING]
)
def test_a_period_adds_no_row(name: str) -> None:
    given = dict([REQUIRED[name][:2]]) if name in REQUIRED else {}
    every = {row.terms for row in _graph().ask(name, given).rows.rows}
    some = {row.terms for row in _graph().ask(name, given, since=2018, until=2025).rows.rows}
    assert some
    assert some <= every


def test_a_count_keeps_its_zeros_in_a_period() -> None:
    rows = _graph().ask("links-by-objective", until=2000).table.values()
    assert rows == [(number, *[0] * 7) for number in range(1, 24)]


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("coverage", {"evidence": True}, "the rows of coverage rest on no facts of their own"),
        ("unsourced", {"evidence": True}, "the rows of unsourced rest on no facts of their own"),
        ("votes", {"since": 2020}, "the facts of votes have no dates"),
        ("timeline", {"since": "20"}, "“20” is no year, month or day"),
        ("timeline", {"until": "2024-13"}, "“2024-13” is no year, month or day"),
        ("timeline", {"until": "2024-09-31"}, "“2024-09-31” is no year, month or day"),
        ("timeline", {"until": '2024"'}, "is no year, month or day"),
    ],
)
def test_what_does_not_apply_is_refused(name: str, options: dict[str, object], told: str) -> None:
    with pytest.raises(gcm.UsageError) as caught:
        _graph().ask(name, **options)  # type: ignore[arg-type]
    assert told in str(caught.value)
