from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, strategies as st

from gcm.evidence.dates_in_words import Date, dates_in, in_digits, not_named

ES = [
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
]
EN = list(calendar.month_name)[1:]


def named(text: str, language: str) -> list[list[str]]:
    """What each mention of a text names, as 2024-09-25, 2024-09, 2024, 09-25 or 09."""
    return [
        ["-".join(f"{part:02d}" for part in one if part) for one in mention.dates]
        for mention in dates_in(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("San Salvador, 25 y 26 de septiembre de 2024", [["2024-09-25", "2024-09-26"]]),
        ("SAN SALVADOR, 25 Y 26 DE SEPTIEMBRE DE 2024", [["2024-09-25", "2024-09-26"]]),
        (
            "los días 25, 26 y 27 de setiembre del 2024",
            [["2024-09-25", "2024-09-26", "2024-09-27"]],
        ),
        ("miércoles 25 y jueves 26 de septiembre de 2024", [["2024-09-25", "2024-09-26"]]),
        ("del 30 de septiembre al 2 de octubre de 2024", [["2024-09-30", "2024-10-02"]]),
        ("del 30 de diciembre de 2024 al 2 de enero de 2025", [["2024-12-30", "2025-01-02"]]),
        ("septiembre y octubre de 2024", [["2024-09", "2024-10"]]),
        ("a los 25 días del mes de septiembre de 2024", [["2024-09-25"]]),
        ("25 de septiembre del año 2024", [["2024-09-25"]]),
        ("1º de mayo de 2024", [["2024-05-01"]]),
        ("1.º de mayo de 2024", [["2024-05-01"]]),
        ("1° de mayo de 2024", [["2024-05-01"]]),
        ("primero de mayo de 2024", [["2024-05-01"]]),
        ("Septiembre 25 de 2024", [["2024-09-25"]]),
        ("25-sept.-2024; 4 sep. 2024; set. de 2024", [["2024-09-25"], ["2024-09-04"], ["2024-09"]]),
        ("2024-09-25T09:00; 2024/09/25; 2024-09", [["2024-09-25"], ["2024-09-25"], ["2024-09"]]),
        ("25/09/2024; 25.9.2024; 03/04/2024", [["2024-09-25"], ["2024-09-25"], ["2024-04-03"]]),
        ("el 25 de septiembre", [["09-25"]]),
        ("en septiembre; en 2024", [["09"], ["2024"]]),
        ("2023-2024", [["2023", "2024"]]),
        ("los 25 Gobiernos, en septiembre de 2024", [["2024-09"]]),
        ("31 de abril de 2024; 29 de febrero de 2023", [["2024-04"], ["2023-02"]]),
        ("29 de febrero de 2024", [["2024-02-29"]]),
        ("el 25 de mayo y en 2023", [["05-25"], ["2023"]]),
        ("Resolución A/RES/73/195, 152 votos, párrafo 25, el mar", []),
    ],
)
def test_spanish_dates(text: str, expected: list[list[str]]) -> None:
    assert named(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 and 4 March 2031", [["2031-03-03", "2031-03-04"]]),
        ("September 25-26, 2024", [["2024-09-25", "2024-09-26"]]),
        ("September 25, 26, and 27, 2024", [["2024-09-25", "2024-09-26", "2024-09-27"]]),
        ("the 25th of September", [["09-25"]]),
        ("Wednesday, 25 and Thursday, 26 September 2024", [["2024-09-25", "2024-09-26"]]),
        ("30 September – 2 October 2024", [["2024-09-30", "2024-10-02"]]),
        ("September 30 – October 2, 2024", [["2024-09-30", "2024-10-02"]]),
        ("from 17 May to 20 May 2022", [["2022-05-17", "2022-05-20"]]),
        ("from 17 to 20 May, 2022", [["2022-05-17", "2022-05-20"]]),
        ("25 Sep. 2024; Sept. 25, 2024", [["2024-09-25"], ["2024-09-25"]]),
        ("September of 2024", [["2024-09"]]),
        ("13/04/2024; 04/13/2024; 04/04/2024", [["2024-04-13"], ["2024-04-13"], ["2024-04-04"]]),
        ("in 2024, and may 25 States march 2030 times", [["2024"], ["2030"]]),
    ],
)
def test_english_dates(text: str, expected: list[list[str]]) -> None:
    assert named(text, "en") == expected


def test_a_day_and_month_that_may_be_read_either_way_say_so() -> None:
    (mention,) = dates_in("on 03/04/2024", "en")
    assert mention.dates == (Date(2024),)
    assert dates_in("el 03/04/2024", "es")[0].dates == (Date(2024, 4, 3),)


def test_a_mention_tells_its_place() -> None:
    text = "en San Salvador, el 25 y 26 de septiembre de 2024."
    (mention,) = dates_in(text, "es")
    assert text[mention.start : mention.end] == "25 y 26 de septiembre de 2024"


def test_other_languages_are_not_read() -> None:
    assert dates_in("le 25 septembre 2024", "fr") == []


@pytest.mark.parametrize(
    ("wanted", "texts", "missing"),
    [
        (Date(2024, 9, 25), ["el 25 y 26 de septiembre de 2024"], None),
        (Date(2024, 9, 27), ["el 25 y 26 de septiembre de 2024"], "day"),
        (Date(2024, 10, 25), ["el 25 y 26 de septiembre de 2024"], "month"),
        (Date(2023, 9, 25), ["el 25 y 26 de septiembre de 2024"], "year"),
        (Date(2024, 9, 25), ["los 25 Gobiernos, en septiembre de 2024"], "day"),
        (Date(2024, 9), ["el 25 de septiembre de 2024"], None),
        (Date(2024), ["el 25 de septiembre de 2024"], None),
        (Date(2023, 5, 5), ["el Foro de 2023", "el 5 de mayo"], None),
        (Date(2023, 5, 5), ["el Foro de 2023", "el 5 de mayo de 2024"], "month"),
        (Date(2023, 5, 5), [], "year"),
        (Date(2031, 8, 25), ["el veinticinco de agosto de dos mil treinta y uno"], None),
        (Date(2031, 8, 26), ["el veinticinco de agosto de dos mil treinta y uno"], "day"),
    ],
)
def test_the_first_part_that_no_text_names(
    wanted: Date, texts: list[str], missing: str | None
) -> None:
    assert not_named(wanted, [(text, "es") for text in texts]) == missing


@pytest.mark.parametrize(
    ("text", "language", "digits"),
    [
        (
            "el veinticinco de agosto de dos mil treinta y uno",
            "es",
            "el 25 de agosto de 2031",
        ),
        (
            "the twenty-fifth of August, two thousand and thirty-one",
            "en",
            "the 25 of August, 2031",
        ),
        ("Treinta y uno de mayo de dos mil", "es", "31 de mayo de 2000"),
        ("first of May two thousand twelve", "en", "1 of May 2012"),
        ("dos de los Gobiernos; one of many", "es", "dos de los Gobiernos; one of many"),
        ("vingt-cinq", "fr", "vingt-cinq"),
    ],
)
def test_dates_in_words_are_put_in_digits(text: str, language: str, digits: str) -> None:
    assert in_digits(text, language) == digits


def a_date(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def partial(one: date) -> Date:
    return Date(one.year, one.month, one.day)


DATES = st.builds(a_date, st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 31))
WRITTEN: dict[str, list[Callable[[date], str]]] = {
    "es": [
        lambda one: f"{one.day} de {ES[one.month - 1]} de {one.year}",
        lambda one: f"{one.day} {ES[one.month - 1][:3]}. {one.year}",
        lambda one: f"{one:%d/%m/}{one.year}",
        lambda one: one.isoformat(),
    ],
    "en": [
        lambda one: f"{one.day} {EN[one.month - 1]} {one.year}",
        lambda one: f"{EN[one.month - 1]} {one.day}, {one.year}",
        lambda one: f"{EN[one.month - 1][:3]}. {one.day}, {one.year}",
        lambda one: one.isoformat(),
    ],
}


@given(DATES, st.sampled_from(["es", "en"]), st.integers(0, 3))
def test_a_written_date_is_read_back(one: date, language: str, form: int) -> None:
    text = f"(Lima, {WRITTEN[language][form](one)}): 25"
    found = [found for mention in dates_in(text, language) for found in mention.dates]
    assert found == [partial(one)]


@given(DATES, DATES)
def test_a_written_range_is_read_back(first: date, last: date) -> None:
    if first.year == last.year:
        es = f"del {first.day} de {ES[first.month - 1]} al {WRITTEN['es'][0](last)}"
        en = f"{EN[first.month - 1]} {first.day} – {WRITTEN['en'][1](last)}"
    else:
        es = f"del {WRITTEN['es'][0](first)} al {WRITTEN['es'][0](last)}"
        en = f"from {WRITTEN['en'][0](first)} to {WRITTEN['en'][0](last)}"
    expected = [(partial(first), partial(last))]
    assert [mention.dates for mention in dates_in(es, "es")] == expected
    assert [mention.dates for mention in dates_in(en, "en")] == expected


@given(st.lists(st.integers(1, 28), min_size=2, max_size=5, unique=True), DATES)
def test_a_written_list_of_days_is_read_back(days: list[int], one: date) -> None:
    listed, last = ", ".join(map(str, days[:-1])), days[-1]
    expected = [Date(one.year, one.month, day) for day in days]
    es = f"los días {listed} y {last} de {ES[one.month - 1]} de {one.year}"
    en = f"{EN[one.month - 1]} {listed} and {last}, {one.year}"
    assert [list(mention.dates) for mention in dates_in(es, "es")] == [expected]
    assert [list(mention.dates) for mention in dates_in(en, "en")] == [expected]


@given(st.text(alphabet="0123456789 ,.-/ydealyenero Mayº\n", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for language in ("es", "en"):
        for mention in dates_in(text, language):
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.dates
