"""`gcm search`: questions, things, terms, quotes and pages by words."""

from pathlib import Path

import click

from gcm.cli.options import lang_option, quiet_option, rows_options, source_options
from gcm.cli.progress import working
from gcm.cli.rows import ROW_FORMATS, chosen_format, emit_list
from gcm.cli.user_language import say
from gcm.core.language import Lang
from gcm.core.namespaces import shorten
from gcm.graph.open import Source
from gcm.questions.search import KINDS, MOST_OF_THEM, NOTHING, search


@click.command(
    "search",
    help=say(
        "Find questions, things, terms, quotes and pages by words, in either language; case and "
        "accents do not matter, and a word may be cut short.\n\n"
        "What WORDS name exactly comes first.\n\nExample: gcm search trata de personas"
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help=say("At most so many."),
)
@rows_options(ROW_FORMATS)
@lang_option
@quiet_option
@source_options
def command(
    words: tuple[str, ...],
    most: int,
    lang: Lang,
    form: str | None,
    output: Path | None,
    quiet: bool,
    source: Source,
) -> int:
    """Search."""
    form = chosen_format(form, output)
    with working(quiet):
        hits = search(source, " ".join(words), lang=lang, most=most)
    prefixes = source.graph.prefixes if form in ("table", "md") else {}
    headings = {"kind": say("Kind"), "label": say("Found"), "name": say("Name or IRI")}
    texts = ((KINDS[hit.kind].text(lang), hit.label, shorten(hit.name, prefixes)) for hit in hits)
    emit_list(form, output, headings, texts, quiet=quiet, none=NOTHING)
    if hits and hits[0].lacks and not quiet:
        click.echo(MOST_OF_THEM.text(lang), err=True)
    return 0
