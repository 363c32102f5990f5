"""JSON-LD is read apart, by whatever reads it; its findings name the file and the thing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gcm.core.errors import RunError
from gcm.core.language import msg
from gcm.rdf.oxigraph import Literal
from gcm.turtle.document import read_document
from gcm.turtle.jsonld import is_deep
from gcm.turtle.locate import NOWHERE, Locator, Place
from gcm.turtle.parse import Turtle, parse_files

DOCUMENT = {
    "@context": {"@vocab": "http://e/", "@base": "http://base/", "partOf": {"@reverse": "part"}},
    "@graph": [
        {"@id": "one", "p": [1, {"@id": "two"}], "partOf": {"@id": "whole"}},
        {"q": "nameless"},
    ],
}
B = "http://base/"


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "new.jsonld"
    file.write_text(text, encoding="utf-8")
    return file


def test_places_in_json_ld_are_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, json.dumps(DOCUMENT, indent=1))
    document = read_document(file)
    locator, here = Locator([document]), Place(file, None, None, "")
    one = Literal(1)
    assert locator.find(B + "one") == here
    assert locator.find(B + "one", "http://e/p", "1") == here
    assert locator.value(B + "one", "http://e/p", one) == here
    assert locator.value(B + "one", "http://e/p", Literal(2)) == NOWHERE
    assert (one, here) in locator.values(B + "one", "http://e/p")
    assert locator.predicate(B + "whole", "http://e/part") == here
    assert locator.predicate(B + "whole", "http://e/p") == NOWHERE
    assert (locator.find(B + "two"), locator.mention(B + "two")) == (NOWHERE, here)
    [nameless] = [str(t.subject) for t in document.triples if t.predicate.value == "http://e/q"]
    assert locator.find(nameless, "http://e/q") == here
    assert locator.starts(B + "one", file) == []


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        (
            "[" * 100_000,
            ("the JSON is nested too deeply; write it flat, each thing beside the others."),
            None,
        ),
        (
            '{"@context": "file:x", "@id": "a:a", "a:p": 1}',
            (
                "the JSON-LD refers to a context elsewhere, which is not fetched; "
                "write the context into the file."
            ),
            None,
        ),
        ('{"@id": "a:a",\n"a:p": 1 2}', ("not valid {form}: {reason}"), 2),
        ('{"@id": 5}', ("not valid {form}: {reason}"), None),
    ],
)
def test_each_way_of_reading_refuses_the_same(
    tmp_path: Path, text: str, key: str, line: int | None
) -> None:
    file = write(tmp_path, text)
    triples, errors = parse_files([file])
    assert (triples, [(error.message.english, error.file, error.line) for error in errors]) == (
        {}, [(key, file, line)],
    )  # fmt: skip
    if key == ("not valid {form}: {reason}"):
        errors = [*read_document(file).errors]
    else:
        with pytest.raises(RunError) as caught:
            read_document(file)
        errors = [caught.value]
    assert (errors[0].message.english, errors[0].file, errors[0].line) == (key, file, line)


def test_json_ld_is_always_read_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    here = os.getpid()

    def parse_here(*_: object) -> tuple[Turtle, list[SyntaxError]]:
        raise RunError(
            (msg("the file contains no triples."))
            if os.getpid() != here
            else (
                msg(
                    "one text or IRI is longer than the 16 MB that can be read; is its closing "
                    "mark missing? Shorten it, or move its content to a file of its own."
                )
            )
        )

    monkeypatch.setattr("gcm.turtle.jsonld.parse_here", parse_here)
    _, errors = parse_files([write(tmp_path, "{}")])
    assert [error.message.english for error in errors] == [("the file contains no triples.")]


def test_how_deep_a_text_is() -> None:
    assert not is_deep("[" * 100)
    assert is_deep("[" * 101)
    assert not is_deep('{"a":"' + "[" * 101 + '"}')
    assert is_deep('{"a":' * 5 + "}", 4)
    assert not is_deep("[]" * 101 + '"\\"[')
    assert is_deep('"\\"","a\nb",' + "[" * 101)
    assert not is_deep('"' + '\\"\n[' * 50_000)
