"""Answers for spreadsheets, and tables from them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import gcm as package
from gcm.core.collation import collated
from gcm.core.errors import RunError
from gcm.core.namespaces import XSD
from gcm.core.results import Cell
from gcm.rdf.workbook import read_workbook, write_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_an_answer_as_a_workbook(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.xlsx"
    done = gcm("ask", "participants", "-p", "event=2023-accra", "-o", str(file))
    assert done.returncode == 0
    answer, about = openpyxl.load_workbook(file).worksheets
    rows = list(answer.iter_rows(values_only=True))
    assert rows[0][:2] == ("ISO code", "Government")
    assert len(rows) == 1 + len(package.ask("participants", event="2023-accra").rows.rows)
    said = [(row[0], row[1]) for row in about.iter_rows(values_only=True)]
    assert said[:2] == [("What", "Content"), ("Question", "Participants")]
    assert ("event", "Cross-regional dialogue of champion countries, Accra 2023") in said
    assert {"Date", "Version", "Source"} <= {name for name, _ in said}
    assert any("migrationnetwork.un.org/ar/node/36196" in str(text) for _, text in said)
    assert answer.auto_filter.ref == answer.dimensions


def test_dates_links_and_sources_of_a_count(gcm: Run, tmp_path: Path) -> None:
    for question, file in (("timeline", "a.xlsx"), ("votes-by-choice", "b.xlsx")):
        assert gcm("ask", question, "-o", str(tmp_path / file)).returncode == 0
    answer, about = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert isinstance(answer["A2"].value, datetime)
    assert answer["A2"].number_format == "yyyy-mm-dd"
    for sheet in openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[1], about:
        sources = [row[1] for row in sheet.iter_rows() if row[0].value == "Source"]
        texts = [str(cell.value) for cell in sources]
        assert texts == sorted(set(texts), key=lambda one: [*collated(one)])
        links = [(cell.hyperlink.target, str(cell.value)) for cell in sources if cell.hyperlink]
        assert len(links) > 1
        assert all(text.endswith(f", {link}") for link, text in links)


def test_a_query_as_a_workbook_and_as_csv_for_excel(gcm: Run, tmp_path: Path) -> None:
    text = 'SELECT ("sí; no" AS ?año) ("=1+1" AS ?b) ("-P1D"^^xsd:duration AS ?c) {}'
    for name, more in (("a.xlsx", ()), ("a.csv", ("--excel",))):
        assert gcm("query", "-q", text, "-o", str(tmp_path / name), *more).returncode == 0
    answer, about = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert list(answer.iter_rows(values_only=True))[1] == ("sí; no", "=1+1", "-P1D")
    assert answer["B2"].data_type == "s"
    assert next(about.iter_rows(min_row=2, values_only=True)) == ("Query", text)
    assert (tmp_path / "a.csv").read_bytes() == (
        b"\xef\xbb\xbf" + 'año;b;c\r\n"sí; no";\'=1+1;-P1D\r\n'.encode()
    )


@pytest.mark.parametrize("words", [("ask",), ("search", "chile"), ("terms", "forum")])
def test_every_list_as_csv_for_excel(gcm: Run, words: tuple[str, ...]) -> None:
    mark, _, first = gcm(*words, "--excel").stdout.splitlines()[0].partition("\ufeff")
    plain = gcm(*words, "-f", "csv").stdout.splitlines()[0]
    assert mark == ""
    assert first.count(";") == plain.count(",") > 1


def test_values_keep_their_kind(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    cells = [
        Cell("literal", "2024-02-03", "", XSD + "date"),
        Cell("literal", "1.50", "", XSD + "decimal"),
        Cell("literal", "7", "", XSD + "integer"),
        Cell("literal", "007"),
        Cell("literal", "a\x00b"),
        None,
    ]
    file.write_bytes(write_workbook([("One", [list("abcdef"), cells])]))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    found = next(sheet.iter_rows(min_row=2, values_only=True))
    assert found == (datetime(2024, 2, 3), 1.5, 7, "007", "a\ufffdb", None)
    assert list(read_workbook(file))[1] == ["2024-02-03", "1.5", "7", "007", "a\ufffdb", ""]


def test_a_table_from_a_workbook(tmp_path: Path) -> None:
    page = "https://migrationnetwork.un.org/ar/node/36196"
    heading = ["event", "ISO3", "status", "list", "note_en", "note_es", "source", "text", "quote"]
    rows: list[list[str | None]] = [
        ["meeting/2023-accra", "Namibia", None, None, None, None, page, None, None],
        [None] * 9,
        ["meeting/2023-accra", "Nowhere", None, None, None, None, page, None, None],
    ]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(heading)
    for row in rows:
        sheet.append(row)
    file = tmp_path / "t.xlsx"
    book.save(file)
    result = package.import_table(file, "participants")
    assert [one.message["en"] for one in result.warnings] == [
        "row 2, column “iso3”: “Namibia” was read as NAM."
    ]
    (finding,) = result.findings
    assert finding.message["en"].startswith("row 4, column “iso3”: the graph does not know “Now")


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(data)
    with pytest.raises(RunError, match="the file is no workbook that can be read"):
        package.import_table(file, "participants")
