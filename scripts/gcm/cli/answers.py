"""Writing answers: rows in every format, to the terminal, a pipe or a file."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gcm.cli.language import LANGUAGE
from gcm.cli.text import markdown_cell, table
from gcm.core.files import write_bytes
from gcm.core.messages import Lang, message
from gcm.core.model import Table, Text, Value

ROW_FORMATS = ["table", "csv", "tsv", "json", "xml", "md"]


def chosen_format(form: str | None, output: Path | None) -> str:
    """The format asked for, else by the file's ending, else a table or, in a pipe, CSV."""
    if form:
        return form
    if output is not None:
        ending = output.suffix.lstrip(".").lower()
        return {"txt": "table", "srj": "json", "srx": "xml"}.get(
            ending, ending if ending in ROW_FORMATS else "csv"
        )
    return "table" if sys.stdout.isatty() else "csv"


def rows_as(form: str, found: Table, data: bytes, headings: Sequence[str]) -> bytes:
    """The rows in a format.

    Args:
        form: one of `ROW_FORMATS`.
        found: the rows.
        data: the same as SPARQL 1.1 Query Results JSON.
        headings: the columns' labels, for people; machines get the names.
    """
    if form == "json":
        return data.rstrip(b"\n") + b"\n"
    if form in ("tsv", "xml"):
        from gcm.rdf.oxigraph import to_format

        return to_format(data, form, {}).rstrip(b"\n") + b"\n"
    rows = found.values()
    if form == "csv":
        return _csv(found.columns, rows)
    texts = [["" if value is None else str(value) for value in row] for row in rows]
    if form == "md":
        return _markdown(headings, texts).encode()
    return table(headings, texts).encode()


def emit(data: bytes, output: Path | None) -> None:
    """Write to the file in one step, or to standard output."""
    if output is not None:
        write_bytes(output, data)
    else:
        sys.stdout.buffer.write(data)


def note_rows(count: int, quiet: bool, form: str) -> None:
    """Say on standard error how many rows there are, where a person reads a table."""
    if not quiet and (form == "table" or not count):
        key = "rows-none" if not count else "rows-one" if count == 1 else "rows"
        click.echo(message(key, LANGUAGE, count=count), err=True)


def labels_of(columns: Sequence[str], labels: Mapping[str, Text], lang: Lang) -> list[str]:
    """The heading of each column."""
    return [labels[name][lang] if name in labels else name for name in columns]


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8")


def _csv_cell(value: Value) -> Value:
    """A cell that a spreadsheet does not run: text that starts like a formula is quoted.

    Source: OWASP, CSV Injection.
    """
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    cells = [
        [cell if number == 1 else markdown_cell(cell) for cell in line]
        for number, line in enumerate(lines)
    ]
    return "".join("| " + " | ".join(line) + " |\n" for line in cells)
