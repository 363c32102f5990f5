"""Whatever can be wrong in a table is told, all at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gcm.core.errors import RunError
from gcm.core.table import MOST_FINDINGS, Column, Complaints, Row, TooManyFindings, read_rows

LABEL = {"en": "a column", "es": "una columna"}
COLUMNS = [
    Column("code", LABEL, required=True, form="[A-Z]{3}", example="SLV"),
    Column("vote", LABEL, required=True, allowed=frozenset({"yes", "no"})),
    Column("source", LABEL, separator=" ; ", allowed=frozenset(f"page-{n}" for n in range(20))),
]
HEAD = "code,vote,source\n"


def read(file: Path, content: str | bytes) -> tuple[list[Row], list[tuple[int | None, str]]]:
    """The good rows, and each finding's line and English message."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    wrong = Complaints(file)
    rows: list[Row] = []
    try:
        rows += read_rows(file, COLUMNS, ["code"], wrong)
    except TooManyFindings:
        pass
    assert {found.file for found in wrong.findings} <= {file}
    assert all(set(found.message) == {"en", "es"} for found in wrong.findings)
    return rows, [(found.line, found.message["en"]) for found in wrong.findings]


GOOD = [
    Row(2, {"code": "SLV", "vote": "yes", "source": "page-1 ; page-2"}),
    Row(3, {"code": "NAM", "vote": "no", "source": ""}),
]


@pytest.mark.parametrize(
    "content",
    [
        HEAD + "SLV,yes,page-1 ; page-2\nNAM,no,\n",
        HEAD + "SLV,yes,page-1 ; page-2\nNAM,no,",
        "\ufeff" + HEAD + '"SLV","yes","page-1 ; page-2"\nNAM,no,\n',
        (HEAD + "SLV,yes,page-1 ; page-2\nNAM,no,\n").replace("\n", "\r\n"),
        "source,code,vote\npage-1 ; page-2,SLV,yes\n,NAM,no\n",
    ],
    ids=["plain", "no-last-line-feed", "bom-and-quotes", "crlf", "columns-in-another-order"],
)
def test_good_tables(tmp_path: Path, content: str) -> None:
    rows, findings = read(tmp_path / "table.csv", content)
    assert (rows, findings) == (GOOD, [])


ALLOWED = "The columns are: code, vote, source."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", []),
        (HEAD, [(1, "the table has no rows below its header.")]),
        (
            "code;vote;source\nSLV;yes;\n",
            [(1, "the columns are separated by “;”; save the table with commas.")],
        ),
        (
            "code\tvote\tsource\n",
            [(1, "the columns are separated by TAB; save the table with commas.")],
        ),
        (
            "code,vots,code\n",
            [
                (1, "the column “code” stands twice; keep one."),
                (1, f"no column is called “vots”. {ALLOWED}"),
                (1, f"the column “vote” is missing. {ALLOWED}"),
                (1, f"the column “source” is missing. {ALLOWED}"),
            ],
        ),
        (
            HEAD + "SLV,yes\n",
            [
                (
                    2,
                    "row 2: 2 cells, but the header names 3 columns. A cell that holds a comma "
                    "must stand in double quotes.",
                )
            ],
        ),
        (
            HEAD + "slv,maybe,page-x\n,yes,\n",
            [
                (2, "row 2, column “code”: “slv” is not of the form asked for, such as SLV."),
                (2, "row 2, column “vote”: “maybe” is not allowed. Allowed values: no, yes."),
                (
                    2,
                    "row 2, column “source”: the graph does not know “page-x”; did you mean: "
                    "page-9, page-8, page-7?",
                ),
                (3, "row 3, column “code”: the cell is empty; it must hold a value."),
            ],
        ),
        (
            HEAD + "SLV,yes,zz\n",
            [
                (
                    2,
                    "row 2, column “source”: the graph does not know “zz”. It knows: page-0, "
                    "page-1, page-10 … (20).",
                )
            ],
        ),
        (
            HEAD + "SLV,yes ,\nNAM,no,\x1b[31mpage-1\n",
            [
                (2, "row 2, column “vote”: white space around “yes ”; remove it."),
                (
                    3,
                    "row 3, column “source”: the cell holds a control character: "
                    "“\x1b[31mpage-1”. Type it again.",
                ),
            ],
        ),
        (
            HEAD + "SLV,yes,\nNAM,no,\nSLV,no,\n",
            [(4, "row 4: the row of line 2 has the same code: SLV. Keep one.")],
        ),
        (
            HEAD.encode() + b"SLV,yes,\nS\xcdV,no,\n",
            [
                (3, "row 3: not UTF-8 text (byte 2 of the line); save the table as “CSV UTF-8”."),
                (3, "row 3, column “code”: “S\ufffdV” is not of the form asked for, such as SLV."),
            ],
        ),
        (
            HEAD.encode("utf-16"),
            [(1, "this is UTF-16 text; save the table as “CSV UTF-8”.")],
        ),
        (
            HEAD + 'SLV,yes,"page-1\nNAM,no,\n',
            [(3, "a quotation mark is opened and never closed; double those within a cell.")],
        ),
        (
            HEAD + "x" * 1_000_000,
            [
                (
                    2,
                    "the line is too long for a table; check that a quote is not left open and "
                    "that lines end.",
                ),
                (1, "the table has no rows below its header."),
            ],
        ),
    ],
    ids=[
        *("empty", "no-rows", "semicolons", "tabs", "header", "cells", "values", "unlike-any"),
        *("space-and-control", "twice", "latin-1", "utf-16", "open-quote", "long-line"),
    ],
)
def test_bad_tables(tmp_path: Path, content: str | bytes, expected: list[tuple[int, str]]) -> None:
    expected = expected or [(1, "the table has no rows below its header.")]
    assert read(tmp_path / "table.csv", content)[1] == expected


def test_a_row_may_run_over_lines(tmp_path: Path) -> None:
    columns = [Column("name", LABEL)]
    file = tmp_path / "table.csv"
    file.write_text('name\n"one\ntwo"\nthree\n', encoding="utf-8")
    rows = list(read_rows(file, columns, ["name"], Complaints(file)))
    assert rows == [Row(2, {"name": "one\ntwo"}), Row(4, {"name": "three"})]


def test_there_is_an_end_to_the_findings(tmp_path: Path) -> None:
    rows, findings = read(tmp_path / "table.csv", HEAD + "x,yes,\n" * 5000)
    assert rows == []
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1] == (
        1001,
        "there are 1000 problems up to here; mend these first, then import again.",
    )


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(RunError):
            list(read_rows(path, COLUMNS, ["code"], Complaints(path)))
