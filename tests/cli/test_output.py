"""What the graph says must steer neither a terminal nor the program that reads the output."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from gcm.cli.rows import rows_as
from gcm.core.results import Cell, Table
from gcm.core.terminal import (
    columns_taken,
    escaped,
    for_terminal,
    inert,
    markdown_cell,
    printable,
    table,
)
from gcm.rdf.oxigraph import Literal, NamedNode, Triple
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import parse_turtle

Run = Callable[..., subprocess.CompletedProcess[str]]
EVIL = "\033[2J\u009b31m\u202e\u2066a\nb\rc\u2028d\x85e\0f|`<b>&*_[x](y)\u00adz"
STEERS = set("\033\u009b\u202e\u2066\r\u2028\x85\0")


def as_rows(form: str, *texts: str) -> str:
    found = Table(("x",), tuple((Cell("literal", text),) for text in texts))
    return rows_as(form, found, ["x"]).decode()


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


COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)
texts = st.text() | st.text(st.sampled_from(":#[ \t\nvso"), max_size=12)


@given(texts)
def test_inert_text_is_no_command_to_a_runner(text: str) -> None:
    shown = inert(text)
    assert not COMMAND.search(shown)
    assert shown.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["a::b", "# note", "##", "a\n: :b", "## [x]"])
def test_inert_text_keeps_what_is_no_command(text: str) -> None:
    assert inert(text) == text


@given(texts)
def test_escaped_json_reads_back_and_steers_nothing(text: str) -> None:
    document = json.dumps({"a": text}, ensure_ascii=False, indent=2)
    shown = escaped(document, pairs=True)
    assert all(letter.isprintable() or letter == "\n" for letter in shown)
    assert not COMMAND.search(shown)
    assert json.loads(shown) == {"a": text}


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.sampled_from(":#[\n ")))
def test_escaped_turtle_reads_back_and_steers_nothing(text: str) -> None:
    triple = Triple(NamedNode("a:b"), NamedNode("c:d"), Literal(text))
    shown = escaped(write_turtle([triple], {}), pairs=False)
    assert all(letter.isprintable() or letter == "\n" for letter in shown)
    assert not COMMAND.search(shown)
    assert parse_turtle(shown).triples == [triple]


@given(st.text())
def test_a_markdown_cell_never_ends_early(text: str) -> None:
    cell = markdown_cell(text).replace("\\\\", "")
    assert "|" not in cell.replace("\\|", "")
    assert "\n" not in cell
    assert "<" not in cell.replace("\\<", "")


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_a_table_has_as_many_lines_as_rows(rows: list[list[str]]) -> None:
    assert table(["a", "b"], rows).count("\n") == len(rows) + 2


def test_a_terminal_too_narrow_for_columns_gets_a_block_for_each_row() -> None:
    rows = [["Belize", "non-voting", "a member of the conference"], ["Canada", "yes", ""]]
    assert table(["Government", "Vote", "Standing"], rows, width=30) == (
        "Government  Belize\nVote        non-voting\nStanding    a member of the\n"
        "            conference\n\nGovernment  Canada\nVote        yes\nStanding\n"
    )


@given(st.lists(st.text("aé 移民́", max_size=60), min_size=1, max_size=4), st.integers(20, 60))
def test_every_line_fits_whatever_letters_take(cells: list[str], width: int) -> None:
    lines = table(["a", "b", "c", "d"][: len(cells)], [cells], width=width).splitlines()
    assert [line for line in lines if columns_taken(line) > width] == []


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
        ["validate", "-f", "json"],
        ["validate", "-f", "turtle"],
        ["validate", "-f", "sarif"],
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
