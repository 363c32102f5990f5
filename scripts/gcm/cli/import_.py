"""`gcm import`: tables as Turtle."""

import sys
from pathlib import Path

import click

from gcm.cli import options
from gcm.cli.options import flag
from gcm.cli.progress import working
from gcm.cli.rows import emit
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.errors import GcmError, UsageError
from gcm.core.language import Lang, msg, msg_c
from gcm.core.terminal import bold, printable, table
from gcm.findings.finding import Finding
from gcm.findings.report import Report
from gcm.findings.report_formats import FORMATS, report_as
from gcm.tables.columns import FEW, Column
from gcm.tables.import_tables import import_table, import_tables, known_construct, list_constructs


@click.command(
    "import",
    add_help_option=False,
    help=say(
        "Write the Turtle that a table gives.\n\nTABLE is a CSV file in UTF-8; KIND says what "
        "its rows are. Without TABLE, --as KIND lists the columns. Without both, every table of "
        "data/tables is imported again. Exit code 1 if anything is wrong in a table; then "
        "nothing is written.\n\nExample: gcm import participants.csv --as participants -o "
        "data/events/my-forum.ttl"
    ),
)
@click.argument("file", required=False, type=options.PATH, metavar="[TABLE]")
@click.option("--as", "kind", metavar="KIND", help=say("Kind of table."))
@options.output_option
@flag(
    "--check",
    "Write nothing; exit code 1 if the table is wrong or, without TABLE, a file would change.",
)
@options.format_option(list(FORMATS), say("Format of what is wrong."), "human")
@options.common_options
@options.own_help_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path | None,
    kind: str | None,
    output: Path | None,
    check: bool,
    form: str,
    lang: Lang,
    quiet: bool,
    root: Path | None,
    wants_help: bool,
) -> int:
    """Import one table or all, or explain."""
    if wants_help:
        click.echo(_explain(kind, lang, root) if kind else ctx.get_help() + _kinds(lang, root))
        return 0
    if kind is None and (file or output):
        known = ", ".join(construct.name for construct in list_constructs(root=root))
        raise UsageError(
            "a table needs its kind: gcm import TABLE.csv --as KIND. There are: {known}.",
            known=known,
        )
    if kind is None:
        return _import_all(check, form, lang, quiet, root)
    if file is None:
        click.echo(_explain(kind, lang, root), err=True)
        return 2
    to = None if check else output or sys.stdout.buffer
    with working(quiet):
        result = import_table(file, kind, output=to, root=root)
    for warning in () if quiet else result.warnings:
        click.echo(printable(warning.message[lang]), err=True)
    if result.findings or (form != "human" and to is not sys.stdout.buffer):
        return _report(result.findings, [file], form, lang)
    if not quiet and to is not sys.stdout.buffer:
        key = (
            msg("{rows} rows of {table}: nothing wrong.")
            if check
            else msg("{rows} rows of {table} written to {file}")
        )
        done = key.text(LANGUAGE, rows=result.rows, table=file, file=output)
        click.echo(printable(done), err=True)
    return 0


def _import_all(check: bool, form: str, lang: Lang, quiet: bool, root: Path | None) -> int:
    with working(quiet):
        result = import_tables(root=root, check=check)
    findings = result.findings
    if form != "human" and check:
        differs = msg(
            "this file is not what its table gives; run `gcm import` to regenerate it."
        ).texts()
        findings = findings or [Finding(differs, one, 1, rule="table") for one in result.changed]
    if findings or form != "human":
        return _report(findings, result.files, form, lang)
    for file in result.changed:
        key = msg("would write {file}") if check else msg("written: {file}")
        click.echo(printable(key.text(LANGUAGE, file=file)), err=not check)
    if not quiet:
        counts = {"changed": len(result.changed), "files": len(result.files)}
        key = (
            msg("{changed} of {files} files differ from what their tables give.")
            if check
            else msg("{changed} of {files} files rewritten from their tables.")
        )
        click.echo(key.text(LANGUAGE, **counts), err=True)
    return int(check and bool(result.changed))


def _report(findings: list[Finding], files: list[Path], form: str, lang: Lang) -> int:
    """Show the findings; on standard error for people, since the Turtle goes to standard output."""
    text = report_as(form, Report(findings, files), lang)
    if form == "human":
        click.echo(text, nl=False, err=True)
    else:
        emit(text.encode(), None)
    return int(bool(findings))


def _kinds(lang: Lang, root: Path | None) -> str:
    """List the kinds of table; none if there is no graph."""
    try:
        rows = [(one.name, one.title[lang]) for one in list_constructs(root=root)]
    except GcmError:
        return ""
    return "\n\n" + table((say("Kind"), say("Title")), rows).rstrip("\n")


def _explain(kind: str, lang: Lang, root: Path | None) -> str:
    """Explain a kind of table, and its columns."""
    construct, columns = known_construct(kind, root=root)
    heading = (say("Column"), say("Content"), say("Values"))
    rows = [(column.name, column.label[lang], _demands(column)) for column in columns]
    lines = [bold(printable(construct.title[lang])), printable(construct.description[lang])]
    return "\n".join(lines) + "\n\n" + table(heading, rows).rstrip("\n")


def _demands(column: Column) -> str:
    """Return the constraints on the cells of a column."""
    demands = [msg_c("column", "required").text(LANGUAGE)] if column.required else []
    if column.example:
        demands.append(say("such as {example}", example=column.example))
    if column.allowed is not None:
        names = sorted(column.allowed)
        if len(names) > FEW:
            count = len(names)
            demand = say("one of {count}, such as {example}", count=count, example=names[0])
        else:
            demand = say("one of: ") + (", ".join(names) or "—")
        demands.append(demand)
    return "; ".join(demands)
