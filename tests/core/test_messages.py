from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from gcm.core.messages import _MESSAGES, LANGS, message, texts

PACKAGE = Path(__file__).parents[2] / "scripts" / "gcm"
MESSAGES = {
    *("change_messages.py", "messages.py", "publish_messages.py", "validation_messages.py"),
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def strings_in_code() -> set[str]:
    """Every string constant in the package outside the messages themselves."""
    return {
        node.value
        for file in PACKAGE.rglob("*.py")
        if file.name not in MESSAGES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def keys_asked_for() -> dict[str, set[str]]:
    """The key of each call that makes a message and the placeholders that it fills, if told."""
    makers = {"GcmError", "UsageError", "RunError", "message", "texts"}
    found: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in makers
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and all(word.arg for word in node.keywords)
            ):
                filled = {word.arg or "" for word in node.keywords} - {"file", "line"}
                if node.func.id in ("message", "texts"):
                    filled = {word.arg or "" for word in node.keywords}
                found.setdefault(str(node.args[0].value), filled)
    return found


def test_each_message_has_the_same_placeholders_in_both_languages() -> None:
    different = {
        key: pair
        for key, pair in _MESSAGES.items()
        if placeholders(pair[0]) != placeholders(pair[1])
    }
    assert different == {}


def test_no_two_languages_say_the_same() -> None:
    same = [key for key, (en, es) in _MESSAGES.items() if en == es]
    assert same == ["citation-page"]


def test_each_key_in_code_exists() -> None:
    assert set(keys_asked_for()) - set(_MESSAGES) == set()


def test_each_message_is_used() -> None:
    assert set(_MESSAGES) - strings_in_code() == set()


def test_each_call_fills_the_placeholders() -> None:
    lacking = {
        key: lacks
        for key, filled in keys_asked_for().items()
        if (lacks := placeholders(_MESSAGES[key][0]) - filled)
    }
    assert lacking == {}


@pytest.mark.parametrize("lang", LANGS)
def test_values_are_taken_as_they_are(lang: str) -> None:
    value = "{reason} \\ {0} %s"
    shown = message("rdf-syntax", "en" if lang == "en" else "es", form="Turtle", reason=value)
    assert shown.endswith(": " + value)


def test_texts_are_in_every_language() -> None:
    assert texts("source-empty") == {
        "en": "the source text is empty.",
        "es": "el texto fuente está vacío.",
    }


def test_an_unknown_key_is_a_fault() -> None:
    with pytest.raises(KeyError):
        message("no-such-message", "en")
