"""The order of words: as a reader of either language looks them up."""

from __future__ import annotations

import pytest

from gcm.core.collation import collated


@pytest.mark.parametrize(
    "words",
    [
        ["África", "Alemania", "azul", "Zambia"],
        ["ano", "anzuelo", "año", "bota"],
        ["Córcega", "Corea", "corral"],
        ["3.c", "10.2", "10.7", "17.14"],
        ["2023", "2023-11", "2023-11-28", "2024"],
        ["A/RES/71/1", "A/RES/71/280", "A/RES/72/244"],
    ],
)
def test_words_are_ordered_as_people_look_them_up(words: list[str]) -> None:
    assert sorted({*words}, key=lambda word: list(collated(word))) == words


def test_a_long_number_is_no_error() -> None:
    assert list(collated("9" * 9000))
