"""All syntax errors of all files are told, each on its line; then the shapes do not run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import gcm
from gcm.core.errors import RunError
from gcm.turtle.document import read_document
from gcm.turtle.parse import parse_turtle

from ..chance import many
from .conftest import PREFIXES, Write

HEAD = PREFIXES.count("\n")
GOOD = 'state:a a gcm:State ; skos:prefLabel "a"@en .\n'


def errors(file: Path) -> list[tuple[int | None, int | None, str]]:
    """Line below the prefixes, column and reason of each error."""
    return [
        (error.line and error.line - HEAD, error.column, str(error.values["reason"]))
        for error in read_document(file).errors
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("state:b a gcm:State\n" + GOOD, 2, 1),
        ("state:b gcm:iso3 ; a gcm:State .\n" + GOOD, 1, 18),
        ("stat:b a gcm:State .\n" + GOOD, 1, 1),
        ('state:b skos:altLabel "open ;\n  a gcm:State .\n\n' + GOOD, 1, 23),
        ('state:b skos:altLabel "a"@ .\n' + GOOD, 1, 27),
        ("state:b a <http://a b> .\n" + GOOD, 1, 11),
        ("state:b a “gcm:State” .\n" + GOOD, 1, 11),
        ("state:b gcm:x [ a gcm:State .\n" + GOOD, 1, 29),
        (GOOD + "state:b a gcm:State", 2, 20),
        (GOOD + "state:b a", 2, 10),
    ],
)
def test_what_is_wrong_is_told_once(write: Write, text: str, line: int, column: int) -> None:
    file = write(text)
    assert [(at, place) for at, place, _ in errors(file)] == [(line, column)]
    assert read_document(file).triples == []


def test_all_errors_of_all_files_are_told_and_nothing_else(write: Write, tiny: Path) -> None:
    broken = write("state:b gcm:iso3 ; .\n\nstat:c a gcm:State .\n\n" + GOOD, "broken.ttl")
    other = write("state:d a gcm:Stat .\n", "other.ttl")
    empty = write("", "empty.ttl")
    report = gcm.validate([broken, other, empty], root=tiny)
    assert [(one.file, one.line, one.rule) for one in report.findings] == [
        (broken, HEAD + 1, "syntax"),
        (broken, HEAD + 3, "syntax"),
        (empty, None, "file"),
    ]
    assert report.unread == [broken, empty]
    assert report.files == [broken, other]


def test_a_broken_file_of_the_graph_is_told_with_the_new_ones(root: Path, write: Write) -> None:
    old = root / "data/actors/agencies.ttl"
    old.write_text(old.read_text(encoding="utf-8") + "agency:x a .\n", encoding="utf-8")
    new = write("state:b gcm:iso3 ; .\n")
    found = gcm.validate([new], root=root)
    assert [one.file for one in found.findings] == [new, old]
    assert {one.rule for one in found.findings} == {"syntax"}


def test_each_broken_block_of_a_forum_gives_one_error_and_no_more(root: Path) -> None:
    forum = root / "data/forums/2024-san-salvador.ttl"
    text = forum.read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if " ;\n" in block]
    for block in blocks[:: len(blocks) // 6]:
        broken = text.replace(block, block.replace(" ;\n", " !\n", 1), 1)
        forum.write_text(broken, encoding="utf-8")
        report = gcm.validate(root=root)
        assert [one.rule for one in report.findings] == ["syntax"], block


def test_a_prefix_declared_anew_holds_from_there_on(write: Write) -> None:
    file = write(
        "@prefix ex: <http://one.org/> .\nex:a ex:p 1 .\n"
        "@prefix other: <http://two.org/> .\nex:a other:p 2 , .\nother:b ex:p 1 .\n",
        prefixes=False,
    )
    assert [(error.line, error.column) for error in read_document(file).errors] == [(4, 18)]


@pytest.mark.parametrize(
    ("text", "told", "replacement"),
    [
        ("sate:b a gcm:State .\n", "Did you mean state:?", "state:b"),
        (
            "series:b a gcm:State .\n",
            "Add this line at the top of the file: "
            "@prefix series: <https://w3id.org/gcm-graph/id/series/> .",
            "",
        ),
        ("qqqq:b a gcm:State .\n", "", ""),
    ],
)
def test_a_prefix_that_is_not_declared(
    write: Write, text: str, told: str, replacement: str, tiny: Path
) -> None:
    (found,) = gcm.validate([write(text)], root=tiny).findings
    assert [line["en"] for line in found.advice] == ([told] if told else [])
    assert found.replacement == replacement


def test_a_prefix_that_stands_for_something_else(write: Write, tiny: Path) -> None:
    file = write("@prefix gcm: <https://w3id.org/gcm-graph/ontology/> .\n", prefixes=False)
    file.write_text(file.read_text() + "<a:b> gcm:iso3 1 .\n")
    findings = gcm.validate([file], root=tiny).findings
    assert [(one.rule, one.line, one.column, one.replacement) for one in findings] == [
        ("prefix", 1, 14, "<https://w3id.org/gcm-graph/ontology#>"),
        ("term", 2, 7, "<https://w3id.org/gcm-graph/ontology#iso3>"),
    ]


def test_of_two_declarations_the_wrong_one_is_told(write: Write, tiny: Path) -> None:
    ours = "<https://w3id.org/gcm-graph/ontology#>"
    file = write(f"@prefix gcm: {ours} .\n@prefix skos: {ours} .\n<a:b> gcm:iso3 1 .\n",
                 prefixes=False)  # fmt: skip
    (found,) = (one for one in gcm.validate([file], root=tiny).findings if one.rule == "prefix")
    assert (found.line, found.column) == (2, 15)


@pytest.fixture(scope="module")
def stray(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stray") / "stray.ttl"


@settings(max_examples=many(60))
@given(st.integers(0, 400), st.sampled_from(['"', ".", ";", "<", "]", "@", "\\", "^^", "“"]))
def test_a_stray_mark_is_told_near_its_block_or_does_no_harm(
    stray: Path, place: int, mark: str
) -> None:
    text = PREFIXES + "\n".join(
        f'state:s{number} a gcm:State ;\n  skos:prefLabel "State {number}"@en ;\n'
        f'  gcm:iso3 "AA{number}" .\n'
        for number in range(6)
    )
    at = len(PREFIXES) + place % (len(text) - len(PREFIXES))
    stray.write_text(text[:at] + mark + text[at:], encoding="utf-8")
    document = read_document(stray)
    line = text[:at].count("\n") + 1
    for error in document.errors:
        assert abs((error.line or 0) - line) <= 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<u:a> <u:b> - .", "a number is expected after the sign"),
        ("<u:a> <u:b> 1e .", "after “e” the exponent of a number is expected"),
        ("@prefix e: http://e .", "an IRI in angle brackets is expected"),
        ("@base x .", "an IRI in angle brackets is expected"),
        ("_: <u:b> 1 .", "after “_:” a name is expected"),
        ('<u:a> <u:b> "x"@e_s .', "a part of a language tag holds letters and digits alone"),
        ("@prefix e: <u:> . e:%zz <u:b> 1 .", "“%zz”: after “%” two hexadecimal digits"),
        ("@prefix e: <u:> . e:a\\k <u:b> 1 .", "“k” cannot stand after a backslash in a name"),
    ],
)
def test_no_scrap_of_a_parser_is_passed_on(text: str, said: str) -> None:
    with pytest.raises(RunError, match=f"not valid Turtle: {said}"):
        parse_turtle(text, "a.ttl")


@pytest.mark.parametrize(("times", "said"), [(2, "1 lugar más."), (3, "2 lugares más.")])
def test_a_prefix_that_is_lacking_is_told_once(write: Write, times: int, said: str) -> None:
    file = write("".join(f"state:{n} a stat:{n} .\n\n" for n in range(times)))
    (finding,) = gcm.validate([file], alone=True).findings
    assert finding.advice[-1]["es"] == f"Lo mismo en {said}"
