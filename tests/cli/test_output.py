"""What the graph says must steer neither a terminal nor the program that reads the output."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcm as library
from gcm.cli.answers import rows_as
from gcm.cli.findings import report_as
from gcm.cli.text import for_terminal, markdown_cell, printable, table
from gcm.core.messages import Lang
from gcm.core.model import Cell, Finding, Table
from gcm.ops.validate import Report

Run = Callable[..., subprocess.CompletedProcess[str]]
EVIL = "\033[2J\u009b31m\u202e\u2066a\nb\rc\u2028d\x85e\0f|`<b>&*_[x](y)\u00adz"
STEERS = set("\033\u009b\u202e\u2066\r\u2028\x85\0")


def as_rows(form: str, *texts: str) -> str:
    found = Table(("x",), tuple((Cell("literal", text),) for text in texts))
    return rows_as(form, found, b"", ["x"]).decode()


def test_a_table_cell_stays_in_its_line() -> None:
    assert as_rows("table", EVIL, "1") == (
        "x\n"
        "─────────────────────────────────────\n"
        "\ufffd[2J\ufffd31m\ufffd\ufffda b c d e\ufffdf|`<b>&*_[x](y)\u00adz\n"
        "1\n"
    )


def test_a_markdown_cell_is_text() -> None:
    assert as_rows("md", EVIL) == (
        "| x |\n| --- |\n| \ufffd\\[2J\ufffd31m\ufffd\ufffda b c d e\ufffdf\\|\\`\\<b\\>&amp;\\*\\_"
        "\\[x\\](y)\u00adz |\n"
    )


@given(st.text())
def test_printable_text_is_one_line_and_steers_nothing(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(letter.isprintable() or letter == "\u00ad" for letter in shown)
    assert printable(shown) == shown


@given(st.text())
def test_what_goes_to_a_terminal_steers_nothing(text: str) -> None:
    shown = for_terminal(text).replace("\033[1m", "").replace("\033[0m", "")
    assert all(letter.isprintable() or letter in "\t\n\u00ad\u00a0" for letter in shown)


@given(st.text())
def test_a_markdown_cell_never_ends_early(text: str) -> None:
    cell = markdown_cell(text).replace("\\\\", "")
    assert "|" not in cell.replace("\\|", "")
    assert "\n" not in cell
    assert "<" not in cell.replace("\\<", "")


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_a_table_has_as_many_lines_as_rows(rows: list[list[str]]) -> None:
    assert table(["a", "b"], rows).count("\n") == len(rows) + 2


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-a", "'-a"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("\n=1", "'\n=1"), ("\r=1", "'\r=1"),
        ("-1.5", "-1.5"), ("+50", "+50"), ("-2e10", "-2e10"), ("-1+1", "'-1+1"), ("-", "'-"),
        ("a=1", "a=1"), (" =1", " =1"), ("", ""), ('="x","y"', "'=\"x\",\"y\""),
    ],
)  # fmt: skip
def test_a_spreadsheet_runs_no_cell(text: str, cell: str) -> None:
    (_, *rows) = csv.reader(io.StringIO(as_rows("csv", text), newline=""))
    assert rows == [[cell]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_csv_reads_back(texts: list[str]) -> None:
    stream = io.StringIO(as_rows("csv", *texts), newline="")
    rows = [row[0].removeprefix("'") for row in csv.reader(stream)][1:]
    assert rows == [text.removeprefix("'") for text in texts]


# Findings

FINDING = Finding(
    message={"en": f"{EVIL}::error::50 %", "es": "mal"},
    file=Path("data/a b,c:d%\n::error::x.ttl"),
    line=7,
    thing="https://w3id.org/gcm-graph/id/x\u202e",
    label={"en": EVIL, "es": "cosa"},
    path="https://w3id.org/gcm-graph/ontology#path\u202e",
    value=Cell("literal", EVIL),
    shape="https://w3id.org/gcm-graph/shapes#S",
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
)
OTHERS = [
    FINDING._replace(severity="Warning", file=None, line=None, label={}, shape=""),
    FINDING._replace(severity="Info", file=Path("/a/b ñ.ttl"), line=None),
    FINDING._replace(severity="https://example.org/Odd", value=None, path=""),
]
REPORT = Report([FINDING, *OTHERS], [Path("a.ttl")])


def shown(form: str, lang: Lang = "en") -> str:
    return report_as(form, REPORT, lang)


def test_findings_for_people() -> None:
    text = shown("human")
    assert not STEERS & set(text)
    first = text.split("\n\n")[0].split("\n")
    assert [line.replace("\ufffd", "?") for line in first] == [
        "data/a b,c:d% ::error::x.ttl:7: ?[2J?31m??a b c d e?f|`<b>&*_[x](y)\u00adz "
        "<https://w3id.org/gcm-graph/id/x?>",
        "    ?[2J?31m??a b c d e?f|`<b>&*_[x](y)\u00adz::error::50 %",
        "    path? → ?[2J?31m??a b c d e?f|`<b>&*_[x](y)\u00adz",
    ]
    assert text.endswith("Does not conform. Findings: 4.\n")


def test_findings_for_github() -> None:
    text = shown("github")
    assert not STEERS & set(text)
    lines = text.replace("\ufffd", "?").splitlines()
    words = "?[2J?31m??a b c d e?f|`<b>&*_[x](y)\u00adz"
    said = f"{words}: {words}::error::50 %25"
    assert lines == [
        f"::error file=data/a b%2Cc%3Ad%25 %3A%3Aerror%3A%3Ax.ttl,line=7::{said}",
        f"::warning::https://w3id.org/gcm-graph/id/x?: {words}::error::50 %25",
        f"::notice file=/a/b ñ.ttl,line=1::{said}",
        f"::error file=data/a b%2Cc%3Ad%25 %3A%3Aerror%3A%3Ax.ttl,line=7::{said}",
    ]


def test_findings_in_json() -> None:
    content = json.loads(shown("json", "es"))
    assert content["conforms"] is False
    assert content["findings"][0] == {
        "severity": "Violation",
        "file": "data/a b,c:d%\n::error::x.ttl",
        "line": 7,
        "thing": "https://w3id.org/gcm-graph/id/x\u202e",
        "label": "cosa",
        "path": "https://w3id.org/gcm-graph/ontology#path\u202e",
        "value": EVIL,
        "shape": "https://w3id.org/gcm-graph/shapes#S",
        "component": "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
        "message": "mal",
    }


def test_findings_in_sarif() -> None:
    """The parts that SARIF 2.1.0 requires, and those that code-review tools read."""
    content = json.loads(shown("sarif"))
    (run,) = content["runs"]
    assert (content["version"], content["$schema"]) == (
        "2.1.0",
        "https://json.schemastore.org/sarif-2.1.0.json",
    )
    assert run["tool"]["driver"] == {"name": "gcm-graph", "version": library.__version__}
    assert run["columnKind"] == "unicodeCodePoints"
    places = [
        [
            (place["physicalLocation"]["artifactLocation"]["uri"],
             place["physicalLocation"]["region"])
            for place in result["locations"]
        ]
        for result in run["results"]
    ]  # fmt: skip
    odd = "data/a%20b%2Cc%3Ad%25%0A%3A%3Aerror%3A%3Ax.ttl"
    assert places == [
        [(odd, {"startLine": 7})],
        [],
        [("file:///a/b%20%C3%B1.ttl", {"startLine": 1})],
        [(odd, {"startLine": 7})],
    ]
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("S", "error"), ("evidence", "warning"), ("S", "note"), ("S", "error"),
    ]  # fmt: skip
    assert {type(result["message"]["text"]) for result in run["results"]} == {str}


def test_findings_in_turtle(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.ttl"
    report = REPORT._replace(findings=[FINDING._replace(thing="https://a/x", path="https://a/p")])
    file.write_text(report_as("turtle", report, "en"), encoding="utf-8")
    query = (
        "SELECT ?focus ?path ?value (LANG(?message) AS ?lang) ?conforms {"
        " ?r sh:conforms ?conforms ; sh:result ?result ."
        " ?result sh:focusNode ?focus ; sh:resultPath ?path ;"
        " sh:value ?value ; sh:resultMessage ?message ; sh:resultSeverity sh:Violation ;"
        " sh:sourceShape ?s ; sh:sourceConstraintComponent ?c } ORDER BY ?lang"
    )
    done = gcm("query", "-q", "PREFIX sh: <http://www.w3.org/ns/shacl#> " + query, "--on",
               str(file), "-f", "json")  # fmt: skip
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert [{name: cell["value"] for name, cell in row.items()} for row in rows] == [
        {"focus": "https://a/x", "path": "https://a/p", "value": EVIL, "lang": lang,
         "conforms": "false"}
        for lang in ("en", "es")
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["human", "json", "turtle", "sarif", "github"])
def test_a_report_without_findings(gcm: Run, form: str) -> None:
    done = gcm("validate", "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    if form == "human":
        assert done.stdout.startswith("Conforms: nothing found in ")
        assert gcm("validate", "--quiet").stdout == ""
    elif form == "json":
        assert json.loads(done.stdout) == {"conforms": True, "findings": []}
    elif form == "sarif":
        assert json.loads(done.stdout)["runs"][0]["results"] == []
    elif form == "turtle":
        assert "sh:conforms true" in done.stdout
    else:
        assert done.stdout == ""


# A graph that means harm


@pytest.fixture
def evil(root: Path) -> Path:
    """A graph whose labels and quotes hold whatever may do harm."""
    escaped = "".join(
        f"\\u{ord(letter):04X}" if not letter.isalnum() else letter for letter in EVIL
    )
    for file in (root / "data").rglob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"Belize"@en', f'"Belize {escaped}"@en'), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "participants", "-f", "table"],
        ["ask", "participants", "-f", "md"],
        ["ask", "profile", "-p", "thing=BLZ", "-f", "table"],
        ["ask", "participants", "-h"],
        ["ask", "profile", "-h"],
        ["describe", "BLZ"],
        ["validate"],
        ["validate", "-f", "github"],
        ["verify"],
        ["describe", "Belize"],
    ],
    ids=" ".join,
)
def test_labels_do_not_steer(gcm: Run, evil: Path, words: list[str]) -> None:
    done = gcm(*words, "--root", str(evil))
    assert done.returncode in (0, 1, 2)
    assert not STEERS & set(done.stdout + done.stderr)


def test_headers_of_questions_do_not_steer(gcm: Run, root: Path) -> None:
    file = root / "queries" / "questions" / "aims.rq"
    text = file.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("#+ title.en"))
    file.write_text(text.replace(title, '#+ title.en = "x\\u001b[2J\\u202e\\u009b"'), "utf-8")
    for words in (["ask", "-f", "table"], ["ask", "-f", "md"], ["ask", "aims", "-h"]):
        done = gcm(*words, "--root", str(root))
        assert done.returncode == 0
        assert not STEERS & set(done.stdout + done.stderr)
