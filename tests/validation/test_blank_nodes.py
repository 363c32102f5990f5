"""Blank nodes in data, which a release refuses, are told where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import gcm
from gcm.findings import finding
from gcm.findings.finding import Finding

from .conftest import PREFIXES, Write

HEAD = PREFIXES.count("\n")
Place = tuple[int | None, int | None, str]


def blank(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.rule == "blank-node"]


def places(findings: Iterable[Finding]) -> list[Place]:
    return [(one.line, one.column, one.source) for one in blank(findings)]


NODES = """state:PAN skos:editorialNote () , "[ _:a ( " ;  # [ ( _:a
  dct:source [ dct:source [] ] ,
    ( # none but
      "(" ( 1 ) _:x ) .
_:x dct:source _:y , _:x .
"""
PLACES: list[Place] = [
    (HEAD + 2, 14, "["),
    (HEAD + 2, 27, "["),
    (HEAD + 3, 5, "("),
    (HEAD + 4, 11, "("),
    (HEAD + 4, 17, "_:x"),
    (HEAD + 5, 16, "_:y"),
]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("new.ttl", PREFIXES + NODES, PLACES),
        (
            "new.trig",
            f"{PREFIXES}<a:g> {{\n}}\n{NODES}",
            [((n or 0) + 2, c, s) for n, c, s in PLACES],
        ),
        ("new.nt", '<a:b> <c:d> "_:x" .\n<a:b> <c:d> _:x .\n', [(2, 13, "_:x")]),
        ("new.nq", "<a:b> <c:d> <e:f> <a:g> .\n_:x <c:d> 'a' <a:g> .\n", [(2, 1, "_:x")]),
        ("new.jsonld", '{"c:d": [{"c:d": "a"}, {"c:d": "b"}]}', [(None, None, "")]),
        ("new.jsonld", '{"@id": "a:b", "c:d": "_:x"}', []),
        ("new.ttl", "<a:b> <c:d> () , '[ _:x ] (1)' .\n", []),
    ],
)
def test_each_is_told_where_it_is_first_written(
    write: Write, tiny: Path, name: str, text: str, expected: list[Place]
) -> None:
    file = write(text.replace("'a'", '"a"'), name, prefixes=False)
    # Of the graph the first case tells enough.
    for alone in (False, True) if expected == PLACES else (True,):
        found = gcm.validate([file], root=tiny, alone=alone).findings
        assert places(found) == expected
        assert {one.file for one in blank(found)} <= {file}


def test_what_is_told_of_one(write: Write, tiny: Path) -> None:
    found = blank(gcm.validate([write(NODES)], root=tiny).findings)
    assert [one.message["en"].split("”")[0] for one in found] == [
        "“[ … ]", "“[ … ]", "“( … )", "“( … )", "“_:x", "“_:y",
    ]  # fmt: skip
    last = found[-1]
    assert (last.message, last.why, last.advice) == (
        {
            "en": "“_:y” is a blank node; in data everything has an IRI.",
            "es": "«_:y» es un nodo en blanco; en los datos todo tiene un IRI.",
        },
        {
            "en": "Nothing else can name it, nobody can cite it, and a release refuses it.",
            "es": "Nada más puede nombrarlo, nadie puede citarlo y una versión publicada lo "
            "rechaza.",
        },
        (
            {
                "en": "Give it an IRI and describe it in a block of its own; instead of a list, "
                "repeat the property.",
                "es": "Dele un IRI y descríbalo en un bloque aparte; en lugar de una lista, "
                "repita la propiedad.",
            },
        ),
    )


def test_those_of_the_graph_are_found_by_both_commands(root: Path, write: Write) -> None:
    assert blank(gcm.validate(root=root).findings) == blank(gcm.verify(root=root).findings) == []
    file = root / "data" / "new.ttl"
    file.write_text(PREFIXES + NODES, encoding="utf-8")
    found = gcm.validate(root=root).findings
    assert places(found) == PLACES
    assert blank(gcm.verify(root=root).findings) == blank(found)
    # What was there before is not blamed on what is new.
    assert not blank(gcm.validate([write("<a:b> skos:prefLabel 1 .\n")], root=root).findings)


def test_of_very_many_the_first_are_told(
    write: Write, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_FINDINGS", 4)
    found = blank(gcm.validate([write(NODES)], root=tiny).findings)
    assert [one.source for one in found if one.line] == ["[", "[", "(", "("]
    assert [one.message["en"] for one in found if not one.line] == [
        "There are more such findings; only the first 4 are shown. Fix these first."
    ]
