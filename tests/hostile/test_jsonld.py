"""JSON-LD with contexts elsewhere, or that blow up, is refused; nothing is fetched or opened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..loopback import Server
from ._graph import Canary, Root, Validate

IRI = "http://x.example/"
ELSEWHERE: dict[str, dict[str, Any]] = {
    "remote": {"@context": "URL"},
    "among others": {"@context": [{"x": IRI}, "URL"]},
    "file": {"@context": "file:CANARY"},
    "import": {"@context": {"@import": "URL"}},
    "import of a file": {"@context": {"@import": "file:CANARY"}},
    "of a property": {"@context": {"p": {"@id": "x:p", "@context": "URL"}}, "p": {"a:q": 1}},
    "of a type": {"@context": {"T": {"@id": "x:T", "@context": "file:CANARY"}}, "@type": "T"},
    "inside": {"a:q": {"@context": "URL", "a:q": 1}},
    "by another spelling": {"@CONTEXT": "URL"},
}


def spelt(content: object) -> str:
    return json.dumps(content).replace("@CONTEXT", "\\u0040\\u0063ontext")


def test_contexts_elsewhere_are_refused(
    validate: Validate, root: Root, server: Server, canary: Canary
) -> None:
    files = [f"{name}.jsonld" for name in ELSEWHERE]
    for name, content in ELSEWHERE.items():
        text = spelt({**content, "@id": "a:a", "a:p": 1})
        root.file(
            f"{name}.jsonld", text.replace("URL", server.url).replace("CANARY", str(canary.file))
        )
    done = validate(*files)
    assert (done.returncode, done.stdout) == (3, "")
    said = (
        "the JSON-LD refers to a context elsewhere, which is not fetched; write the context into "
        "the file."
    )
    assert done.stderr.splitlines() == [f"{file}: {said}" for file in files]


def test_contexts_that_are_relative_are_not_opened(validate: Validate, root: Root) -> None:
    root.file("context.jsonld", json.dumps({"@context": {"x": IRI}}))
    root.file("a.jsonld", json.dumps({"@context": "context.jsonld", "@id": "x:a", "x:p": 1}))
    done = validate("a.jsonld")
    assert (done.returncode, done.stderr) == (3, "")
    assert "refused: this IRI is relative, and the file does not say to what:" in done.stdout


def nested(depth: int, before: str, after: str) -> str:
    return before * depth + "1" + after * depth


def test_what_is_nested_too_deeply_is_refused(validate: Validate, root: Root) -> None:
    deep = {
        "arrays.jsonld": nested(100_000, "[", "]"),
        "objects.jsonld": nested(100_000, '{"a:p":', "}"),
        "contexts.jsonld": '{"@context":' + nested(5000, "[", "]") + "}",
        "unclosed.jsonld": "[" * 1_000_000,
    }
    for name, text in deep.items():
        root.file(name, text)
    done = validate(*deep)
    assert (done.returncode, done.stdout) == (3, "")
    said = "the JSON is nested too deeply; write it flat, each thing beside the others."
    assert done.stderr.splitlines() == [f"{name}: {said}" for name in deep]


WRONG: dict[str, tuple[Any, str]] = {
    "cycle": ({"@context": {"a": "b:x", "b": "a:x"}}, "Cyclic IRI mapping"),
    "keyword": ({"@context": {"@id": "@type"}}, "keyword can't be redefined in context"),
    "number as @id": ({"@id": 5}, "@id value must be a string"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_valid_is_told(validate: Validate, root: Root, name: str) -> None:
    content, said = WRONG[name]
    root.file("wrong.jsonld", json.dumps({"@id": "a:a", "a:p": 1, **content}))
    done = validate("wrong.jsonld")
    assert (done.returncode, done.stderr) == (3, "")
    assert said in done.stdout


SCOPED = {f"t{number}": f"x:{number}" for number in range(2000)}
ENDLESS: dict[str, dict[str, Any]] = {
    "of a property": {
        "@context": {"x": IRI, "s": {"@id": "x:s", "@CONTEXT": SCOPED}},
        "s": [{"x:q": 1}] * 4000,
    },
    "of terms": {
        "@context": {
            "x": IRI,
            **{f"t{n}": {"@id": "x:t", "@context": {f"u{n}": "x:u"}} for n in range(8000)},
        },
        "x:q": 1,
    },
}


@pytest.mark.parametrize("name", ENDLESS)
def test_contexts_that_hold_in_one_another(validate: Validate, root: Root, name: str) -> None:
    root.file("scoped.jsonld", spelt({"@id": "a:a", **ENDLESS[name]}))
    done = validate("scoped.jsonld", limits={"gcm.turtle.jsonld.PATIENCE": 0.3})
    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        "",
        "scoped.jsonld: the contexts of the JSON-LD are nested in one another and take too "
        "long; write one context at the top.\n",
    )


def test_several_contexts_are_read(validate: Validate, root: Root) -> None:
    inside = {"@context": {"y": IRI}, "@id": "y:a", "y:p": 1}
    root.file("several.jsonld", json.dumps({"@context": {"x": IRI}, "@graph": [inside]}))
    done = validate("several.jsonld")
    assert (done.returncode, done.stderr) == (1, "")
    assert "  several.jsonld  violation  [" in done.stdout
    assert "    wrong p\n" in done.stdout
