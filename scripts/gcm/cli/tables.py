"""`gcm import`: tables as Turtle."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gcm.cli.answers import emit
from gcm.cli.findings import FORMATS, report_as
from gcm.cli.language import LANGUAGE, say
from gcm.cli.options import lang_option, quiet_option, root_option
from gcm.cli.progress import working
from gcm.cli.text import printable
from gcm.core.errors import UsageError
from gcm.core.messages import Lang, message
from gcm.core.model import Finding
from gcm.core.table import Column
from gcm.ops.tables import import_table, import_tables, known_columns, list_constructs
from gcm.ops.validate import Report

_FEW = 12


@click.command(
    "import",
    help=say(
        "Write the Turtle that a table gives.\n\n"
        "TABLE is a CSV file in UTF-8; KIND says what its rows are. Without TABLE, --as KIND "
        "tells the columns. Without both, every table of data/tables is imported anew. Exit "
        "code 1 if anything is wrong in a table; then nothing is written.\n\n"
        "Example: gcm import participants.csv --as participants -o data/events/my-forum.ttl",
        "Escribe el Turtle que da una tabla.\n\n"
        "TABLE es un archivo CSV en UTF-8; KIND dice qué son sus filas. Sin TABLE, --as KIND "
        "indica las columnas. Sin ambos, se importan de nuevo todas las tablas de data/tables. "
        "Código 1 si algo está mal en una tabla; entonces no se escribe nada.\n\n"
        "Ejemplo: gcm import participantes.csv --as participants -o data/events/mi-foro.ttl",
    ),
)
@click.argument("table", required=False, type=click.Path(path_type=Path))
@click.option("--as", "kind", metavar="KIND", help=say("Kind of table.", "Tipo de tabla."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("Write to a file.", "Escribe en un archivo."),
)
@click.option(
    "--check",
    is_flag=True,
    help=say(
        "With no TABLE: change nothing; exit code 1 if a file would change.",
        "Sin TABLE: no cambia nada; código 1 si algún archivo cambiaría.",
    ),
)
@click.option("-f", "--format", "form", type=click.Choice(list(FORMATS)), default="human")
@lang_option
@quiet_option
@root_option
def command(
    table: Path | None,
    kind: str | None,
    output: Path | None,
    check: bool,
    form: str,
    lang: Lang,
    quiet: bool,
    root: Path | None,
) -> int:
    """Import tables."""
    if kind is None:
        if table or output:
            known = ", ".join(construct.name for construct in list_constructs(root=root))
            raise UsageError("import-usage", known=known)
        return _import_all(check, form, lang, quiet, root)
    if table is None:
        _tell_columns(known_columns(kind, root=root), lang)
        return 2
    with working(quiet):
        result = import_table(table, kind, output=output or sys.stdout.buffer, root=root)
    if result.findings:
        return _report(result.findings, [table], form, lang)
    if output and not quiet:
        done = message("import-done", LANGUAGE, rows=result.rows, table=table)
        click.echo(printable(done), err=True)
    return 0


def _import_all(check: bool, form: str, lang: Lang, quiet: bool, root: Path | None) -> int:
    with working(quiet):
        result = import_tables(root=root, check=check)
    if result.findings:
        return _report(result.findings, result.files, form, lang)
    for file in result.changed:
        key = "import-would-write" if check else "import-written"
        click.echo(message(key, LANGUAGE, file=file), err=not check)
    if not quiet:
        counts = {"changed": len(result.changed), "files": len(result.files)}
        key = "import-summary" if check else "import-made"
        click.echo(message(key, LANGUAGE, **counts), err=True)
    return int(check and bool(result.changed))


def _report(findings: list[Finding], files: list[Path], form: str, lang: Lang) -> int:
    """Show what is wrong; on standard error for people, since the Turtle goes to the other."""
    text = report_as(form, Report(findings, files), lang)
    if form == "human":
        click.echo(text, nl=False, err=True)
    else:
        emit(text.encode(), None)
    return 1


def _tell_columns(columns: list[Column], lang: Lang) -> None:
    for column in columns:
        rest = message("import-required", lang) if column.required else ""
        if column.allowed is not None and len(column.allowed) <= _FEW:
            rest += message("import-one-of", lang, known=", ".join(sorted(column.allowed)))
        elif column.example:
            rest += message("import-like", lang, example=column.example)
        label = column.label[lang]
        line = message("import-column", lang, name=column.name, label=label, rest=rest)
        click.echo(printable(line), err=True)
