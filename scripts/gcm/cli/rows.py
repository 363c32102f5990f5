"""Answers written out: rows in every format, to the terminal, a pipe or a file."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gcm.cli.user_language import LANGUAGE, say
from gcm.core.display import markdown_table
from gcm.core.errors import UsageError
from gcm.core.files import write_bytes
from gcm.core.language import Lang, Message, msg, msg_n
from gcm.core.results import Cell, Table, table_to_json
from gcm.core.terminal import for_terminal, printable, table
from gcm.questions.answer_formats import csv_text, excel_text, serialise, workbook

if TYPE_CHECKING:
    from gcm.graph.open import Source

ROW_FORMATS = ["table", "csv", "tsv", "json", "xml", "md", "xlsx"]
PICTURES = ["svg", "html"]  # of the answer to a question
MACHINE_FORMATS = ("tsv", "json", "xml")
_ROW_ENDINGS = {"": "csv", "txt": "table", "srj": "json", "srx": "xml"}
GRAPH_ENDINGS = {"": "turtle", "ttl": "turtle", "nt": "ntriples"}
_SHOWN = 10

NO_ROWS = msg("no rows")


def chosen_format(
    form: str | None,
    output: Path | None,
    known: list[str] = ROW_FORMATS,
    others: Mapping[str, str] = _ROW_ENDINGS,
) -> str:
    """Return the requested format, else that of the file's suffix, else the one for no suffix.

    Rows are a table on a terminal.

    Args:
        form: the format that was requested.
        output: the file.
        known: the formats, each named as a suffix.
        others: the formats of other suffixes, and of "".

    Raises:
        UsageError: the suffix names no format, or the requested one is not among `known`.
    """
    if form in known or (form == "excel" and others is _ROW_ENDINGS):
        return form
    if form:
        raise UsageError(
            "the result cannot be written as “{form}”; use one of these formats: {known}.",
            form=form,
            known=", ".join(known),
        )
    if output is None:
        return "table" if others is _ROW_ENDINGS and sys.stdout.isatty() else others[""]
    ending = output.suffix.removeprefix(".").lower()
    form = others.get(ending, ending)
    if form not in known:
        raise UsageError(
            "no format is known by the ending {ending}; add -f with one of {known}.",
            file=output,
            ending=output.suffix,
            known=", ".join(known),
        )
    return form


def rows_as(
    form: str,
    found: Table,
    headings: Sequence[str],
    inferred: Collection[int] = (),
    data: bytes | None = None,
    *,
    about: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Format the rows; for people, with a column that marks the inferred ones.

    Args:
        form: one of `ROW_FORMATS`, or `excel`, CSV with a byte-order mark, semicolons and headings.
        found: the rows.
        headings: the columns' labels, for people; machines get the names.
        inferred: the indexes, from 0, of the rows that the asserted facts alone do not give.
        data: SPARQL 1.1 Query Results JSON for JSON, XML and TSV; without it, that of `found`.
        about: what a workbook says of the answer on its second sheet.
    """
    if form in MACHINE_FORMATS:
        data = table_to_json(found) if data is None else data
        return data.rstrip(b"\n") + b"\n" if form == "json" else serialise(data, form, {})
    if form == "xlsx":
        names = say("Answer"), say("About"), say("What"), say("Content")
        return workbook(found, headings, about, names)
    if form == "csv":
        return csv_text(found).encode()
    if form == "excel":
        return excel_text(found, headings)
    texts = [["" if value is None else str(value) for value in row] for row in found.values()]
    if inferred:
        headings = [*headings, say("Basis")]
        mark = say("inferred")
        texts = [[*row, mark if place in inferred else ""] for place, row in enumerate(texts)]
    if form == "md":
        return (markdown_table(headings, texts) + "\n").encode()
    return table(headings, texts).encode()


def emit_list(
    form: str,
    output: Path | None,
    headings: Mapping[str, str],
    lines: Iterable[Sequence[str]],
    *,
    quiet: bool = True,
    none: Message = NO_ROWS,
) -> None:
    """Write lines of texts as rows; `headings` has the columns' labels by their names.

    Unless `quiet`, standard error says how many there are, or `none`.
    """
    rows = tuple(tuple(Cell("literal", text) for text in line) for line in lines)
    found = Table(tuple(headings), rows)
    emit(rows_as(form, found, list(headings.values())), output)
    if not quiet:
        note_rows(len(rows), form, output, none)


def emit(data: bytes, output: Path | None) -> None:
    """Write to the file in one step, or to standard output."""
    if output is not None:
        write_bytes(output, data)
    elif sys.stdout.isatty() and data.startswith(b"PK"):
        raise UsageError("a workbook is no text: write it to a file, -o FILE.xlsx.")
    elif sys.stdout.isatty():
        # Output for machines is not cleaned; on a terminal it must not control the terminal.
        click.echo(for_terminal(data.decode()), nl=False, color=True)
    else:
        sys.stdout.buffer.write(data)


def note_rows(count: int, form: str, output: Path | None, none: Message = NO_ROWS) -> None:
    """Write the number of rows to standard error, if a person reads it.

    Args:
        count: the number of rows.
        form: the format they were written in.
        output: the file they were written to.
        none: the message for no rows.
    """
    if form != "table" and count and output is None:
        return
    message = msg_n("{count} row", "{count} rows") if count else none
    if output is not None and count:
        message = msg_n("{count} row written to {file}", "{count} rows written to {file}")
    click.echo(message.text(LANGUAGE, count=count, file=output), err=True)


def dated(source: Source) -> list[tuple[str, str]]:
    """Return when a graph was asked, and which edition of it, for a workbook."""
    from datetime import date  # late: few answers are workbooks

    return [(say("Date"), date.today().isoformat()), (say("Version"), edition(source, LANGUAGE))]


def edition(source: Source, lang: Lang) -> str:
    """Return the edition of a graph, with its day, as a reference names it."""
    from gcm.graph.edition import Editions  # late: only workbooks and pictures name it

    editions = Editions(source.graph)
    return ", ".join(filter(None, (editions.of("", lang), editions.day(""))))


def note_added(source: Source) -> None:
    """Write to standard error what was added to data that were given."""
    if source.graph.adds_ontology:
        text = msg("“{name}” contains no ontology; that of the graph was added.")
        click.echo(printable(text.text(LANGUAGE, name=source.on)), err=True)


def note_inferred(inferred: Collection[int]) -> None:
    """Write to standard error which rows or triples the asserted facts alone do not give."""
    if inferred:
        rows = ", ".join(str(place + 1) for place in sorted(inferred)[:_SHOWN])
        more = ", …" if len(inferred) > _SHOWN else ""
        message = msg_n(
            "{count} is inferred: the asserted facts alone do not give it ({rows}). "
            "`gcm explain` says why.",
            "{count} are inferred: the asserted facts alone do not give them ({rows}). "
            "`gcm explain` says why.",
        )
        click.echo(message.text(LANGUAGE, count=len(inferred), rows=rows + more), err=True)
