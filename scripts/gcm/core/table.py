"""Reading tables of comma-separated values row by row, with everything that is wrong in them.

The form is RFC 4180's with one header row; the terms are those of the W3C's Metadata Vocabulary
for Tabular Data (https://www.w3.org/TR/tabular-metadata/).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Set
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.core.messages import texts
from gcm.core.model import Finding, Text
from gcm.core.sorting import SortedLines

MOST_FINDINGS = 1000
_LONGEST_LINE = 1_000_000  # bytes; beyond it the file is no table
_SHOWN = 12
_SEARCHED = 5000
_CONTROL = re.compile(r"[\x00-\x09\x0B-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069]")
_UNIT = "\x1f"


class Column(NamedTuple):
    """What the cells of a column may hold.

    Args:
        label: what it is, for people.
        required: whether a cell may be empty.
        separator: what stands between the values of a cell; empty where it holds one.
        form: a regular expression that every value matches as a whole.
        example: a value of that form.
        allowed: the values there are; None for any.
    """

    name: str
    label: Text
    required: bool = False
    separator: str = ""
    form: str = ""
    example: str = ""
    allowed: Set[str] | None = None

    def values(self, cell: str) -> list[str]:
        """The values in a cell."""
        if not cell:
            return []
        return cell.split(self.separator) if self.separator else [cell]


class Row(NamedTuple):
    """A row: the line of the file it begins on, and its cells by column."""

    line: int
    cells: dict[str, str]


class Complaints:
    """What is wrong in a table; there is an end to what anyone mends in one go."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def add(self, key: str, line: int, **values: object) -> None:
        """Note a problem on a line.

        Raises:
            TooManyFindings: that was the last one that is worth noting.
        """
        self.findings.append(Finding(texts(key, **values), self.file, line))
        if len(self.findings) == MOST_FINDINGS:
            message = texts("table-more", count=MOST_FINDINGS)
            self.findings.append(Finding(message, self.file, line))
            raise TooManyFindings


class TooManyFindings(Exception):  # noqa: N818 - it only ends the reading
    """Reading on would tell the user nothing."""


def read_rows(file: Path, columns: list[Column], key: list[str], wrong: Complaints) -> Iterator[Row]:
    """The good rows of a table, in the order written; `wrong` hears of all the others.

    Args:
        file: UTF-8 text, comma-separated, the first row naming the columns in any order.
        columns: the columns that the table must have.
        key: the columns that together tell one row from another.

    Raises:
        RunError: the file is missing or cannot be read.
        TooManyFindings: see `Complaints`.
    """
    reader = csv.reader(_text_lines(file, wrong), strict=True)
    keys = SortedLines()
    try:
        header = next(reader, None)
        if header is None and not wrong.findings:
            wrong.add("table-empty", 1)
        if header is None or not _is_header(header, columns, wrong):
            return
        yield from _rows(reader, header, columns, key, keys, wrong)
        _find_twice(keys, key, wrong)
    except csv.Error as error:
        reason = "quote" if "unexpected end" in str(error) else "form"
        wrong.add(f"table-csv-{reason}", reader.line_num, reason=error)
    finally:
        keys.close()


def _rows(
    reader: Iterator[list[str]],
    header: list[str],
    columns: list[Column],
    key: list[str],
    keys: SortedLines,
    wrong: Complaints,
) -> Iterator[Row]:
    any_row = False
    line = 2
    for cells in reader:
        number, line = line, reader.line_num + 1  # type: ignore[attr-defined]
        if not cells:
            continue
        any_row = True
        if len(cells) != len(header):
            wrong.add("table-cells", number, row=number, found=len(cells), wanted=len(header))
            continue
        row = Row(number, dict(zip(header, cells, strict=True)))
        before = len(wrong.findings)
        for column in columns:
            _check(column, row, wrong)
        keys.add(f"{_UNIT.join(row.cells[name] for name in key)}\t{number:012d}".encode())
        if len(wrong.findings) == before:
            yield row
    if not any_row:
        wrong.add("table-empty", 1)


def _text_lines(file: Path, wrong: Complaints) -> Iterator[str]:
    """The lines of a file, decoded one by one, so that each bad one is named."""
    try:
        with file.open("rb") as stream:
            number = 0
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                if number == 1:
                    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                        wrong.add("table-utf16", 1)
                        return
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if len(line) == _LONGEST_LINE:
                    wrong.add("table-long-line", number)
                    return
                yield _decoded(line, number, wrong)
    except FileNotFoundError:
        raise RunError("file-missing", file=file) from None
    except OSError as error:
        raise RunError("file-unreadable", file=file, reason=error.strerror or error) from None


def _decoded(line: bytes, number: int, wrong: Complaints) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong.add("table-not-utf8", number, row=number, offset=error.start + 1)
        text = line.decode("utf-8", "replace")
    return text.removesuffix("\r\n") + "\n" if text.endswith("\r\n") else text


def _is_header(header: list[str], columns: list[Column], wrong: Complaints) -> bool:
    """Whether the header names every column once and no other."""
    before = len(wrong.findings)
    wanted = [column.name for column in columns]
    if len(header) == 1 and len(wanted) > 1:
        for mark, name in ((";", "“;”"), ("\t", "TAB")):
            if mark in header[0]:
                wrong.add("table-separator", 1, mark=name)
                return False
    for name in dict.fromkeys(header):
        if name not in wanted:
            wrong.add("table-column-extra", 1, column=name, columns=", ".join(wanted))
        elif header.count(name) > 1:
            wrong.add("table-column-twice", 1, column=name)
    for name in wanted:
        if name not in header:
            wrong.add("table-column-missing", 1, column=name, columns=", ".join(wanted))
    return len(wrong.findings) == before


def _check(column: Column, row: Row, wrong: Complaints) -> None:
    cell = row.cells[column.name]
    where = {"row": row.line, "column": column.name}
    if _CONTROL.search(cell):
        wrong.add("table-control", row.line, **where, value=cell)
        return
    if cell != cell.strip():
        wrong.add("table-space", row.line, **where, value=cell)
        return
    if column.required and not cell:
        wrong.add("table-cell-empty", row.line, **where)
    for value in column.values(cell):
        if column.form and not re.fullmatch(column.form, value):
            wrong.add("table-form", row.line, **where, value=value, example=column.example)
        elif column.allowed is not None and value not in column.allowed:
            kind, known = _choice(value, column.allowed)
            wrong.add(f"table-value-{kind}", row.line, **where, value=value, known=known)


def _choice(value: str, allowed: Set[str]) -> tuple[str, str]:
    """The allowed values, if there are few; else those that `value` may be meant for."""
    if len(allowed) <= _SHOWN:
        return "one-of", ", ".join(sorted(allowed)) or "—"
    known = sorted(allowed)[:_SEARCHED]
    by_case = {name.casefold(): name for name in known}
    near = [by_case[name] for name in get_close_matches(value.casefold(), by_case, n=3)]
    if near:
        return "near", ", ".join(near)
    return "unknown", f"{', '.join(known[:3])} … ({len(allowed)})"


def _find_twice(keys: SortedLines, key: list[str], wrong: Complaints) -> None:
    """Complain of every row whose key an earlier row has."""
    first, first_line = b"", 0
    for entry in keys:
        value, _, line = entry.rpartition(b"\t")
        if value == first and first_line:
            shown = value.decode().replace(_UNIT, ", ")
            where = {"row": int(line), "first": first_line}
            wrong.add("table-row-twice", int(line), **where, names=", ".join(key), value=shown)
        else:
            first, first_line = value, int(line)
