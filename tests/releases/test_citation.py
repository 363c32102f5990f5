"""CITATION.cff of a release: valid Citation File Format 1.2.0, and the repository's but for it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from gcm.core.errors import RunError
from gcm.releases.metadata_files import citation

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "tests/schemas/cff-schema-1.2.0.json").read_text(encoding="utf-8"))
COMMIT = "0123456789012345678901234567890123456789"


def read_yaml(text: str) -> dict[str, object]:
    """The YAML that CITATION.cff is written in: scalars, folded text, lists of scalars or pairs.

    Anything else fails, so that the file stays as plain as this.
    """
    found: dict[str, object] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        head, *rest = block.split("\n")
        name, colon, value = head.partition(":")
        assert colon
        value = value.strip()
        if value == ">-":
            found[name] = " ".join(line.strip() for line in rest)
        elif value:
            assert not rest, block
            found[name] = scalar(value)
        else:
            items = [re.fullmatch(r"  - (.+)", line) for line in rest]
            assert all(items), block
            found[name] = [item_of(item[1]) for item in items if item]
    return found


def item_of(text: str) -> object:
    key, colon, value = text.partition(": ")
    return {key: scalar(value)} if colon else scalar(text)


def scalar(text: str) -> str:
    if text.startswith('"'):
        value = json.loads(text)
        assert isinstance(value, str)
        return value
    # What YAML 1.2 reads as a number or a truth value, or as more than a plain scalar.
    assert not re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text)
    assert not re.fullmatch(r"true|false|null|~", text)
    assert not re.search(r"^[-?:,\[\]{}#&*!|>'%@`]|: | #", text)
    return text


def check(text: str) -> dict[str, object]:
    found = read_yaml(text)
    checker = jsonschema.FormatChecker(["date"])
    jsonschema.validate(found, SCHEMA, jsonschema.Draft7Validator, format_checker=checker)
    return found


def test_the_file_of_the_repository_is_valid() -> None:
    assert check(TEXT)["type"] == "dataset"


@pytest.mark.parametrize("commit", ["", COMMIT])
def test_a_release_is_filled_in_and_nothing_else_is_changed(commit: str) -> None:
    text = citation(TEXT, "9.8.7", "2031-03-04", commit)
    expected = {**check(TEXT), "version": "9.8.7", "date-released": "2031-03-04"}
    expected["license"] = "CC-BY-4.0"  # a release holds no code
    assert check(text) == expected | ({"commit": commit} if commit else {})
    changed = set(text.splitlines()) - set(TEXT.splitlines())
    lines = {"version: 9.8.7", "date-released: 2031-03-04", "license: CC-BY-4.0"}
    assert changed == lines | ({f'commit: "{commit}"'} if commit else set())


def test_the_commit_of_an_earlier_release_does_not_stay() -> None:
    first = citation(TEXT, "9.8.6", "2031-03-03", COMMIT)
    assert citation(first, "9.8.7", "2031-03-04") == citation(TEXT, "9.8.7", "2031-03-04")
    other = COMMIT.replace("0", "f")
    assert citation(first, "9.8.7", "2031-03-04", other) == citation(
        TEXT, "9.8.7", "2031-03-04", other
    )


@pytest.mark.parametrize("name", ["version", "date-released"])
@pytest.mark.parametrize("times", [0, 2])
def test_a_field_that_is_missing_or_doubled_is_told(name: str, times: int) -> None:
    line = next(line for line in TEXT.splitlines(keepends=True) if line.startswith(f"{name}:"))
    with pytest.raises(RunError) as caught:
        citation(TEXT.replace(line, line * times), "9.8.7", "2031-03-04", file="CITATION.cff")
    assert caught.value.message.english == (
        "the field `{name}` must occur once, at the start of a line; a release fills it in."
    )
    assert caught.value.text("en") == (
        f"CITATION.cff: the field `{name}` must occur once, at the start of a line; a release "
        "fills it in."
    )


@pytest.mark.parametrize(
    "bad",
    [
        TEXT.replace("cff-version: 1.2.0\n", ""),
        TEXT.replace("type: dataset", "type: data"),
        TEXT.replace("date-released: ", "date-released: 22-11-"),
        TEXT.replace("  - CC-BY-4.0", "  - CC-BY"),
        TEXT + "publisher: The gcm-graph project\n",
    ],
)
def test_the_check_of_these_tests_can_fail(bad: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(bad)
