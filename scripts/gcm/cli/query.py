"""`gcm query`: any SPARQL query over the graph."""

import sys
from pathlib import Path
from typing import Any

import click

from gcm.cli import options, rows
from gcm.cli.options import flag
from gcm.cli.progress import working
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.errors import QueryError, UsageError
from gcm.core.files import decode, read_text
from gcm.core.language import Lang
from gcm.core.results import table_to_json
from gcm.core.terminal import printable
from gcm.graph.open import Source
from gcm.questions.answer_formats import GRAPH_FORMATS, serialise
from gcm.questions.query import query
from gcm.questions.view import compact


@click.command(
    "query",
    help=say(
        "Run any SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.\n\n"
        "FILE is a query file, `-` standard input. The prefixes of ontology/prefixes.ttl need no "
        "PREFIX lines. Updates, SERVICE, LOAD and foreign FROM are refused.\n\n"
        "Example: gcm query -q 'SELECT ?state { ?state a gcm:State }'"
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option("-q", "--text", help=say("The query itself."))
@click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", help=say("At most so many rows or triples.")
)
@flag("--labels", "Show what things are called; JSON and XML give it beside their IRIs.")
@options.rows_options([*rows.ROW_FORMATS, *GRAPH_FORMATS])
@options.source_options
@options.timeout_option(60.0)
@options.lang_option
@options.quiet_option
def command(
    file: Path | None,
    text: str | None,
    labels: bool,
    form: str | None,
    output: Path | None,
    lang: Lang,
    quiet: bool,
    source: Source,
    **bounds: Any,
) -> int:
    """Run a query."""
    if (file is None) == (text is None):
        raise UsageError("give either a query file or -q TEXT.")
    wanted = _read(file, text)
    try:
        with working(quiet):
            result = query(source, wanted, labels=lang if labels else None, **bounds)
    except QueryError as error:
        error.file = error.file or file
        raise
    if result.table is None:
        form = rows.chosen_format(form, output, GRAPH_FORMATS, rows.GRAPH_ENDINGS)
        rows.emit(serialise(result.data, form, result.prefixes), output)
        count = result.data.count(b"\n")
    else:
        form = rows.chosen_format(form, output)
        found, data = result.table, result.data
        if result.rows:
            found, _ = result.rows.words()
            data = table_to_json(found if form == "tsv" else result.rows.things())
        elif form not in ("csv", "excel", *rows.MACHINE_FORMATS):
            found = compact(found, result.prefixes)
        about = [(say("Query"), wanted), *rows.dated(source)] if form == "xlsx" else ()
        done = rows.rows_as(form, found, found.columns, result.inferred, data, about=about)
        rows.emit(done, output)
        count = len(found.rows)
        if not quiet:
            rows.note_rows(count, form, output)
    if not quiet:
        rows.note_inferred(result.inferred)
        rows.note_added(source)
        if result.is_empty:
            _note_unknown(wanted, source)
    if result.truncated and not quiet:
        click.echo(say("only the first {count}; raise --limit for more.", count=count), err=True)
    return 0


def _note_unknown(text: str, source: Source) -> None:
    """Say on standard error what a query that gives nothing names that nobody knows."""
    from gcm.entities.lookup import lacking  # late: few queries give nothing
    from gcm.validation.undefined_terms import undefined_in

    graph = source.graph
    for sentence in [*undefined_in(text, graph.prefixes, source.layout), *lacking(graph, text)]:
        click.echo(printable(sentence[LANGUAGE]), err=True)


def _read(file: Path | None, text: str | None) -> str:
    if file is None:
        return text or ""
    return decode(sys.stdin.buffer.read(), "-") if str(file) == "-" else read_text(file)
