"""Reading tables of comma-separated values row by row, with all their errors.

The format is RFC 4180 with one header row.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from gcm.core.errors import FILE_MISSING, FILE_UNREADABLE, RunError
from gcm.core.language import Message, msg
from gcm.findings.finding import Finding
from gcm.tables.columns import Column, problems

_TABLE_EMPTY = msg("the table has no rows below its header.")
_TABLE_LONG_LINE = msg(
    "row {row}: too long for a table; check that no quotation mark is left open and that lines end."
)

MOST_FINDINGS = 1000
_LONGEST_LINE = 1_000_000  # bytes; a larger file is no table
_CHUNK = 1 << 16
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKS = {";": ";", "\t": "TAB"}


class Row(NamedTuple):
    """A row: the line of the file on which it begins, and its cells by column."""

    line: int
    cells: dict[str, str]


class Rules(NamedTuple):
    """Rules for the rows of a table, beyond single cells.

    Args:
        key: the columns that together identify a row.
        any_of: groups of columns, of each of which one must have a value.
        all_of: groups of columns that have values together or not at all.
    """

    key: list[str]
    any_of: list[list[str]]
    all_of: list[list[str]]

    def broken(self, cells: dict[str, str]) -> Iterator[tuple[Message, list[str]]]:
        """Yield the messages of the rules that a row breaks, each with the columns it names."""
        for names in self.any_of:
            if not any(cells[name] for name in names):
                yield msg("row {row}: one of these columns must have a value: {names}."), names
        for names in self.all_of:
            if len({bool(cells[name]) for name in names}) > 1:
                yield msg("row {row}: fill in all of these columns, or none: {names}."), names


class Complaints:
    """The problems of a table: the first `MOST_FINDINGS`, and the number of all."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.count = 0
        self._kept: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether further problems are only counted."""
        return self.count >= MOST_FINDINGS

    def add(self, message: Message, line: int, **values: object) -> None:
        """Record a problem on a line, which its message may name as `{row}`."""
        if not self.full:
            cell = str(values.get("column", ""))
            said = message.texts(row=line, **values)
            self._kept.append(Finding(said, self.file, line, cell=cell, rule="table"))
        self.count += 1

    def findings(self) -> list[Finding]:
        """Return the problems by line, and last how many more there are."""
        found = sorted(self._kept, key=lambda one: one.line or 0)
        if more := self.count - len(found):
            said = msg("and {count} more problems, not shown.").texts(count=more)
            found.append(Finding(said, self.file, found[-1].line, rule="table"))
        return found


def read_rows(file: Path, columns: list[Column], rules: Rules, wrong: Complaints) -> Iterator[Row]:
    """Yield the valid rows of a table, in the order written; `wrong` records all others.

    Rows whose cells are all empty, which spreadsheets leave at the end, are ignored.

    Args:
        file: UTF-8 text, comma-separated, the first row naming the columns in any order.
        columns: the columns that the table must have.
        rules: the rules that each row must satisfy.

    Raises:
        RunError: the file is missing or cannot be read.
    """
    rows = _split(file, wrong)
    line, header = next(rows, (1, []))
    if not header and not wrong.count:
        wrong.add(_TABLE_EMPTY, 1)
    if header and _is_header(line, header, columns, wrong):
        yield from _good(rows, header, columns, rules, wrong)


def _split(file: Path, wrong: Complaints) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each parsable row, and the line on which it begins."""
    reader = csv.reader(_text_lines(file, wrong), strict=True)
    while True:
        line, before = reader.line_num + 1, wrong.count
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A quotation mark left open takes in the rest of the file.
            if "limit" in str(error):
                wrong.add(_TABLE_LONG_LINE, line)
                return
            open_mark = msg(
                "row {row}: a quotation mark is opened and not closed; double those within a cell."
            )
            wrong.add(open_mark, line)
            cells = []
        if wrong.count == before and any(cells):
            yield line, cells
        elif line == 1 and wrong.count:
            return  # a row must not be mistaken for the header


def _good(
    rows: Iterator[tuple[int, list[str]]],
    header: list[str],
    columns: list[Column],
    rules: Rules,
    wrong: Complaints,
) -> Iterator[Row]:
    """Yield the valid rows; of those with the key of an earlier row, record every one."""
    first: dict[tuple[str, ...], int] = {}  # the line of each key
    needed = [column.name for column in columns if column.required and column.name in rules.key]
    at_first = wrong.count
    any_row = False
    for line, cells in rows:
        any_row = True
        before = wrong.count
        if len(cells) != len(header):
            wrong.add(
                msg(
                    "row {row}: {found} cells, but the header names {wanted} columns. A cell "
                    "with a comma must be in double quotes."
                ),
                line,
                found=len(cells),
                wanted=len(header),
            )
            continue
        row = Row(line, dict(zip(header, cells, strict=True)))
        for column in columns:
            for problem in problems(column, row.cells[column.name], near=not wrong.full):
                wrong.add(problem.message, line, column=column.name, **problem.values)
        for broken, names in rules.broken(row.cells):
            wrong.add(broken, line, names=", ".join(names))
        if wrong.count == before:
            yield row
        key = tuple(row.cells[name] for name in rules.key)
        if all(row.cells[name] for name in needed) and first.setdefault(key, line) != line:
            wrong.add(
                msg("row {row}: the row of line {first} has the same {names}: {value}. Keep one."),
                line,
                first=first[key],
                names=", ".join(rules.key),
                value=", ".join(key).replace("\n", " "),
            )
    if not any_row and wrong.count == at_first:
        wrong.add(_TABLE_EMPTY, 1)


def _text_lines(file: Path, wrong: Complaints) -> Iterator[str]:
    """Yield the lines of a file, decoded one by one, so that each invalid line is named."""
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(_byte_lines(stream), 1):
                if number == 1:
                    if line.startswith(_UTF16) or b"\0" in line[:8]:
                        wrong.add(msg("this is UTF-16 text; save the table as “CSV UTF-8”."), 1)
                        return
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if len(line) > _LONGEST_LINE:
                    wrong.add(_TABLE_LONG_LINE, number)
                    return
                yield _decoded(line.rstrip(b"\r\n"), number, wrong) + "\n"
    except FileNotFoundError:
        raise RunError(FILE_MISSING, file=file) from None
    except OSError as error:
        raise RunError(FILE_UNREADABLE, file=file, reason=error.strerror or error) from None


def _byte_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file, which may end in LF, CR LF or CR; a line too long is cut off."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *lines, rest = (rest + chunk).splitlines(keepends=True)
        yield from lines
        if len(rest) > _LONGEST_LINE:
            break
    if rest:
        yield rest


def _decoded(line: bytes, number: int, wrong: Complaints) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong.add(
            msg(
                "row {row}: not UTF-8 text (byte {offset} of the line); save the table "
                "as “CSV UTF-8”."
            ),
            number,
            offset=error.start + 1,
        )
        return line.decode("utf-8", "replace")


def _is_header(line: int, header: list[str], columns: list[Column], wrong: Complaints) -> bool:
    """Return whether the header names every column once and no other."""
    wanted = [column.name for column in columns]
    for mark in _MARKS if len(header) == 1 < len(wanted) else ():
        if mark in header[0]:
            separated = msg("the columns are separated by “{mark}”; save the table with commas.")
            wrong.add(separated, line, mark=_MARKS[mark])
            return False
    unknown = msg("no column is called “{column}”. The columns are: {columns}.")
    twice = msg(
        "the column “{column}” occurs more than once; keep one. The columns are: {columns}."
    )
    missing = msg("the column “{column}” is missing. The columns are: {columns}.")
    faults = {
        name: twice if name in wanted else unknown
        for name in header
        if name not in wanted or header.count(name) > 1
    }
    faults |= {name: missing for name in wanted if name not in header}
    for name, message in faults.items():
        wrong.add(message, line, column=name, columns=", ".join(wanted))
    return not faults
