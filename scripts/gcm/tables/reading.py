"""Reading tables of comma-separated values row by row, with all their errors.

The format is RFC 4180 with one header row.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from gcm.core.files import read_expanded
from gcm.core.language import Message, msg
from gcm.core.similarity import plain
from gcm.findings.finding import Finding
from gcm.tables.columns import Column, problems

_TABLE_EMPTY = msg("the table has no rows below its header.")
_TABLE_LONG_LINE = msg(
    "row {row}: too long for a table; check that no quotation mark is left open and that lines end."
)

MOST_FINDINGS = 1000
_LONGEST_LINE = 1_000_000  # bytes; a larger file is no table
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKS = (",", ";", "\t")
_TAKEN = msg("row {row}, column “{column}”: “{value}” was read as {taken}.")
_MOST_WARNINGS = 100
_SHOWN = 60  # letters of a line


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
        self.rows: dict[int, int] = {}  # the row of a spreadsheet that begins on each line
        self.warnings: list[Finding] = []
        self._kept: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether further problems are only counted."""
        return self.count >= MOST_FINDINGS

    def add(self, message: Message, line: int, **values: object) -> None:
        """Record a problem on a line, which its message may name as `{row}`."""
        if not self.full:
            self._kept.append(self._finding(message, line, values))
        self.count += 1

    def warn(self, message: Message, line: int, **values: object) -> None:
        """Record what was read otherwise than it is written; it keeps nothing from being read."""
        if len(self.warnings) < _MOST_WARNINGS:
            found = self._finding(message, line, values)
            self.warnings.append(found._replace(severity="Warning"))

    def _finding(self, message: Message, line: int, values: dict[str, object]) -> Finding:
        said = message.texts(row=self.rows.get(line, line), **values)
        return Finding(said, self.file, line, cell=str(values.get("column", "")), rule="table")

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
        file: text separated by commas, semicolons or tabs, the first row naming the columns in any
            order.
        columns: the columns that the table must have.
        rules: the rules that each row must satisfy.

    Raises:
        RunError: the file is missing or cannot be read.
    """
    rows = _split(file, wrong)
    line, header = next(rows, (1, []))
    header = _columns(header, columns)
    if not header and not wrong.count:
        wrong.add(_TABLE_EMPTY, 1)
    if header and _is_header(line, header, columns, wrong):
        yield from _good(rows, header, columns, rules, wrong)


def _split(file: Path, wrong: Complaints) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each parsable row, and the line on which it begins."""
    if file.suffix.lower() == ".xlsx":
        from gcm.rdf.workbook import read_workbook  # late: few tables are workbooks

        yield from ((row, cells) for row, cells in enumerate(read_workbook(file), 1) if any(cells))
        return
    lines = _text_lines(file, wrong)
    first = next(lines, "")
    reader = csv.reader(chain([first], lines), strict=True, delimiter=_mark(first))
    for row in count(1):
        line, before = reader.line_num + 1, wrong.count
        wrong.rows[line] = row
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
            written = row.cells[column.name]
            taken = row.cells[column.name] = column.taken(written)
            if taken != written:
                wrong.warn(_TAKEN, line, column=column.name, value=written, taken=taken)
        for column in columns:
            for problem, said in problems(column, row.cells[column.name], near=not wrong.full):
                wrong.add(problem, line, column=column.name, **said)
        for broken, names in rules.broken(row.cells):
            wrong.add(broken, line, names=", ".join(names))
        if wrong.count == before:
            yield row
        key = tuple(row.cells[name] for name in rules.key)
        if all(row.cells[name] for name in needed) and first.setdefault(key, line) != line:
            wrong.add(
                msg("row {row}: row {first} has the same {names}: {value}. Keep one."),
                line,
                first=wrong.rows.get(first[key], first[key]),
                names=", ".join(rules.key),
                value=", ".join(key).replace("\n", " "),
            )
    if not any_row and wrong.count == at_first:
        wrong.add(_TABLE_EMPTY, 1)


def _text_lines(file: Path, wrong: Complaints) -> Iterator[str]:
    """Yield the lines of a file of UTF-8, UTF-16 or, with a warning, Windows-1252."""
    data = read_expanded(file)
    if data.startswith(_UTF16) or b"\0" in data[:8]:
        plain_form = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        form = "utf-16" if data.startswith(_UTF16) else plain_form
        data = data.decode(form, "replace").encode()
    for number, line in enumerate(data.removeprefix(BOM_UTF8).splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            wrong.add(_TABLE_LONG_LINE, number)
            return
        yield _decoded(line, number, wrong) + "\n"


def _decoded(line: bytes, number: int, wrong: Complaints) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
        wrong.warn(
            msg(
                "row {row}: not UTF-8 text; it was read as Windows-1252 (Latin-1): “{text}”. Check "
                "its accents, or save the table as “CSV UTF-8”."
            ),
            number,
            text=text[:_SHOWN],
        )
        return text


def _mark(line: str) -> str:
    """Return the mark between the columns of a header: a comma, a semicolon or a tab."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_MARKS, key=bare.count)


def _columns(header: list[str], columns: list[Column]) -> list[str]:
    """Return the header with the names of the columns that its headings stand for.

    A heading is a column's name, or its label in either language.
    """
    names = {plain(column.name): column.name for column in columns}
    labels = {plain(text): column.name for column in columns for text in column.label.values()}

    def name_of(heading: str) -> str:
        wanted = plain(" ".join(heading.split()))
        return names.get(wanted.replace(" ", "_")) or labels.get(wanted) or heading

    return list(map(name_of, header))


def _is_header(line: int, header: list[str], columns: list[Column], wrong: Complaints) -> bool:
    """Return whether the header names every column once and no other."""
    wanted = [column.name for column in columns]
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
