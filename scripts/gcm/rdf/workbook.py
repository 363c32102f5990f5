"""The only module that imports openpyxl: workbooks of spreadsheets (`.xlsx`), read and written."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from gcm.core.errors import FILE_LARGE, RunError
from gcm.core.files import MOST_BYTES
from gcm.core.namespaces import XSD
from gcm.core.results import Cell

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")}
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»;]{1,2000}(?<![.,;:)])")
_LONGEST = 32_767  # characters of a cell
_WIDEST = 60

Sheet = tuple[str, Sequence[Sequence[Cell | str | None]]]


def read_workbook(file: Path) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as texts: dates as ISO 8601, numbers with a point.

    Raises:
        RunError: the file is no workbook, or far larger than it should be.
    """
    import openpyxl

    try:
        with ZipFile(file) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_BYTES:
                raise RunError(FILE_LARGE, file=file, megabytes=MOST_BYTES // 1_000_000)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        width = 0  # of the heading: what is empty at the end of a row may be left out, or be there
        for row in book.worksheets[0].iter_rows(values_only=True):
            texts = [_text(value) for value in row]
            while len(texts) > width and not texts[-1]:
                texts.pop()
            width = width or len(texts)
            yield texts + [""] * (width - len(texts))
    except (BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError):
        raise RunError(
            "the file is no workbook that can be read; save it as .xlsx, or as CSV UTF-8.",
            file=file,
        ) from None


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook; the first row of each sheet is its heading. No cell is a formula."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        texts = [
            ["" if cell is None else str(getattr(cell, "value", cell)) for cell in row]
            for row in rows
        ]
        for place, column in enumerate(zip(*texts, strict=True), 1):
            width = min(max(map(len, column)) + 2, _WIDEST)
            sheet.column_dimensions[get_column_letter(place)].width = width
        if rows[0]:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
        for number, row in enumerate(rows):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, _value(value))
                if isinstance(cell.value, datetime):
                    cell.number_format = "yyyy-mm-dd"
                elif isinstance(cell.value, str):
                    cell.data_type = "s"  # else a text that begins with “=” is a formula
                    cell.alignment = Alignment(wrap_text=len(cell.value) > _WIDEST, vertical="top")
                    if link := _link(cell.value):
                        cell.hyperlink = link
                        cell.font = Font(color="0563C1", underline="single")
                if number == 0:
                    cell.font = Font(bold=True)
                cells.append(cell)
            sheet.append(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _link(text: str) -> str:
    """The web address in a text that holds one; empty for none or several."""
    found = set(_ADDRESS.findall(text))
    return found.pop() if len(found) == 1 else ""


def _value(cell: Cell | str | None) -> str | float | datetime | None:
    if not isinstance(cell, Cell):
        return _legal(cell) if cell else None
    text = cell.value
    if cell.datatype in _NUMBERS and _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if cell.datatype == XSD + "date" and _DAY.fullmatch(text) and text >= "1900-03-01":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return text
    return _legal(str(cell.plain))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)[:_LONGEST]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
