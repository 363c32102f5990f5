from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gcm.evidence.words_in_text import (
    Names,
    bare,
    cut_at_negation,
    cut_in_word,
    occurs,
    other_language,
    without_denied,
)

STATES = Path(__file__).parents[2] / "data/tables/states.csv"


def names(*those: str) -> Names:
    found = Names()
    for name in those:
        found.add(name, name)
    return found


def states(language: str) -> dict[str, list[str]]:
    """The names of each State in a language, by its code."""
    with STATES.open(encoding="utf-8", newline="") as rows:
        return {
            row["iso3"]: [
                row[f"name_{language}"],
                *filter(None, row.get(f"other_{language}", "").split(" | ")),
            ]
            for row in csv.DictReader(rows)
        }


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_state_is_named_by_its_own_name_alone(language: str) -> None:
    known = Names()
    for code, those in states(language).items():
        for name in those:
            known.add(name, code)
    named = {
        (code, name): known.named(f"of the Government of {bare(name)}, and others")
        for code, those in states(language).items()
        for name in those
    }
    assert named == {(code, name): {code} for code, name in named}


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        (["Dominica", "República Dominicana"], "de República Dominicana", {"República Dominicana"}),
        (["Sudán", "Sudán del Sur"], "Sudán del Sur y Chad", {"Sudán del Sur"}),
        (["Sudán", "Sudán del Sur"], "Sudán del Sur y Sudán", {"Sudán", "Sudán del Sur"}),
        (["Níger", "Nigeria"], "Nigeria", {"Nigeria"}),
        (
            ["Guinea", "Guinea-Bissau", "Guinea Ecuatorial", "Papua Nueva Guinea"],
            "Guinea-Bissau, Papua Nueva Guinea y Guinea Ecuatorial",
            {"Guinea-Bissau", "Guinea Ecuatorial", "Papua Nueva Guinea"},
        ),
        (
            ["Congo", "Democratic Republic of the Congo"],
            "the Democratic Republic of the Congo",
            {"Democratic Republic of the Congo"},
        ),
        (["Oman", "Romania"], "Romania", {"Romania"}),
        (
            ["Ireland", "United Kingdom of Great Britain and Northern Ireland"],
            "United Kingdom of Great Britain and Northern Ireland",
            {"United Kingdom of Great Britain and Northern Ireland"},
        ),
        (["India"], "Indiana", set()),
        (["Mali"], "Somalia", set()),
        (["Panamá", "Ciudad de Panamá"], "en Ciudad de Panamá", {"Ciudad de Panamá"}),
        (["Côte d'Ivoire"], "Côte d’Ivoire", {"Côte d'Ivoire"}),
        (["República Dominicana"], "REPÚBLICA DOMINICANA", {"República Dominicana"}),
        (["Perú"], "Peru", set()),
        (["Testville Secretariat (invented)"], "the Testville Secretariat", "itself"),
        (["Bolivia (Estado Plurinacional de)"], "Bolivia y Chile", "itself"),
        (["oyente"], "como oyentes", set()),
        (["()", "…"], "() …", set()),
    ],
)
def test_the_longest_whole_name_at_each_place(
    known: list[str], text: str, expected: set[str] | str
) -> None:
    assert names(*known).named(text) == (set(known) if expected == "itself" else expected)


def test_an_acronym_is_named_in_its_own_letters() -> None:
    known = Names()
    known.add("WHO", "who")
    known.add("World Health Organization", "who")
    assert known.named("those who attended") == set()
    assert known.named("the WHO attended") == {"who"}
    assert known.named("the world health organization") == {"who"}


@pytest.mark.parametrize(
    ("words", "quote", "expected"),
    [
        ("los países", "A su vez, los países reconocen", True),
        ("los países", "Los países reconocen", True),
        ("los países", "A su vez, Los países reconocen", False),
        ("los Países", "A su vez, los países reconocen", False),
        ("los país", "Los países reconocen", False),
        ("la red, a través", "a la red, a través de", True),
        ("la red a través", "a la red, a través de", False),
        ("(RROCM)", "las Migraciones (RROCM)", True),
    ],
)
def test_letter_by_letter(words: str, quote: str, expected: bool) -> None:
    assert occurs(words, quote) is expected


@pytest.mark.parametrize(
    ("before", "after", "side"),
    [
        ("República Dominicana no ", " de la votación", "before"),
        ("no se ", "", "before"),
        ("No “", "", "before"),
        ("sin la ", "", "before"),
        ("ni ", "", "before"),
        ("Nunca ", "", "before"),
        ("tampoco ", "", "before"),
        ("did not ", "", "before"),
        ("didn’t ", "", "before"),
        ("has never been ", "", "before"),
        ("neither ", "", "before"),
        ("without any ", "", "before"),
        ("", " no participó de la votación", "after"),
        ("", " nunca asistió", "after"),
        ("", "” sin votación", "after"),
        ("", " did not attend", "after"),
        ("", " not attend", "after"),
        ("", "n't attend", "after"),
        ("", " cannot attend", "after"),
        ("", "", None),
        ("Sin embargo, ", ", pero no asistió", None),
        ("dijo que no, ", " y no", None),
        ("El buen camino ", " noviembre", None),
        ("Resolution ", " No. 73/195", None),
        ("las notas ", " normales", None),
        ("la situación ni", "", "before"),
    ],
)
def test_negations_beside_a_quote(before: str, after: str, side: str | None) -> None:
    assert cut_at_negation(before, after) == side


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("la lista de los gobiernos en el foro", "en", True),
        ("the list of governments at the forum", "es", True),
        ("the list of governments at the forum", "en", False),
        ("la lista de los gobiernos en el foro", "es", False),
        ("la lista de gobiernos", "en", False),
        ("The Instituto Nacional de Migración y Extranjería de Costa Rica", "en", False),
        ("Instituto Nacional de Migración y Extranjería de Costa Rica", "en", False),
        ("El Salvador: participó en el II Foro", "en", True),
        ("El Salvador: took part in the II Forum", "es", True),
        ("la lista de los gobiernos en el foro", "fr", False),
        ("Panamá, 2023, 25, 26, 27, 28", "en", False),
    ],
)
def test_prose_in_the_other_language(text: str, language: str, expected: bool) -> None:
    assert other_language(text, language) is expected


@pytest.mark.parametrize(
    ("before", "words", "after", "expected"),
    [
        ("los ", "países", " acordaron", False),
        ("", "países", "", False),
        ("los ", "país", "es acordaron", True),
        ("los pa", "íses", "", True),
        ("los países", ", y", " ellos", False),
        ("«", "2.º", " foro", False),
        ("el 2", "5 de mayo", "", True),
    ],
)
def test_a_quote_has_whole_words(before: str, words: str, after: str, expected: bool) -> None:
    assert cut_in_word(before, words, after) is expected


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Samoa", "the American Samoa delegation", False),
        ("Ireland", "the people of Northern Ireland", False),
        ("Irlanda", "la Irlanda del Norte", False),
        ("Mexico", "NEW MEXICO", False),
        ("Panamá", "en Ciudad de Panamá", False),
        ("South Sudan", "South Sudan and Sudan", True),
        ("Sudan", "South Sudan", False),
        ("Macedonia del Norte", "MACEDONIA DEL NORTE", True),
        ("China", "la delegación china", False),
        ("China", "GOBIERNO DE CHINA", True),
        ("oyente", "Oyente", True),
    ],
)
def test_a_name_is_no_part_of_a_longer_one(name: str, text: str, named: bool) -> None:
    known = Names()
    known.add(name, "it")
    assert bool(known.named(text)) is named


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Chile no participó en el Foro", "¬ ¬"),
        ("todos los países, excepto Cuba", "todos los países, ¬"),
        ("Chile, Bolivia y Perú no asistieron", "¬ no asistieron"),
        ("Bolivia declined to take part", "¬ no to take part"),
        ("no participaron los Gobiernos de Chile", "¬"),
        ("no solo Chile, sino también Perú", " Chile, sino también Perú"),
        ("Chile no votó, pero asistió", "Chile no votó, pero asistió"),
        ("Chile, sin embargo, asistió", "Chile, , asistió"),
    ],
)
def test_denied_names_are_left_out(text: str, left: str) -> None:
    assert without_denied(text) == left
