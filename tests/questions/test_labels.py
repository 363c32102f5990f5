"""Labels follow the language, fall back marked, are never doubled, and no third language leaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import gcm
from gcm.core.language import LANGS, Lang

ROOT = Path(__file__).parents[2]
STATES = Path("data", "actors", "states.ttl")
BOTH = '"Peru"@en ,\n        "Perú"@es ,'
LABELLED = ("participants", "participants-not-members", "funding-stated", "profile")

MakeRoot = Callable[[], Path]


def _edit(root: Path, old: str, new: str) -> Path:
    file = root / STATES
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return root


@cache
def _opened(root: Path) -> gcm.OpenGraph:
    return gcm.open(root=root)


def _rows(question: str, lang: Lang, root: Path) -> list[tuple[str, ...]]:
    parameters = {"thing": "PER"} if question == "profile" else {}
    table = _opened(root).ask(question, parameters, lang=lang).table
    return [tuple(map(str, row)) for row in table.values()]


@pytest.mark.parametrize(
    ("lang", "kept", "before", "after"),
    [("en", '"Perú"@es ,', "Peru", "Perú [es]"), ("es", '"Peru"@en ,', "Perú", "Peru [en]")],
)
def test_a_missing_label_falls_back_to_the_other_language_marked(
    lang: Lang, kept: str, before: str, after: str, make_root: MakeRoot
) -> None:
    root = _edit(make_root(), BOTH, kept)
    for question in LABELLED[:3]:
        wanted = [
            tuple(after if cell == before else cell for cell in row)
            for row in _rows(question, lang, ROOT)
        ]
        assert any(after in row for row in wanted)
        assert _rows(question, lang, root) == wanted


@pytest.mark.parametrize("lang", LANGS)
def test_a_third_language_never_leaks(lang: Lang, make_root: MakeRoot) -> None:
    others = f'{BOTH} "Perou"@fr , "Peru!"@en-GB , "Piruw"@qu ,'
    root = _edit(make_root(), BOTH, others)
    for question in LABELLED:
        assert _rows(question, lang, root) == _rows(question, lang, ROOT)
