"""`gcm terms`: the classes and properties of the graph."""

from pathlib import Path

import click

from gcm.cli.options import lang_option, quiet_option, rows_options, source_options
from gcm.cli.progress import working
from gcm.cli.rows import ROW_FORMATS, chosen_format, emit_list
from gcm.cli.user_language import say
from gcm.core.language import Lang
from gcm.entities.terms import terms
from gcm.graph.open import Source


@click.command(
    "terms",
    help=say(
        "The classes and properties of the graph: what each means, between what it stands, how "
        "often it is used, and an example.\n\n"
        "WORD is a part of its name or label, in either language.\n\nExample: gcm terms funding"
    ),
)
@click.argument("word", default="")
@rows_options(ROW_FORMATS)
@lang_option
@quiet_option
@source_options
def command(
    word: str,
    lang: Lang,
    form: str | None,
    output: Path | None,
    quiet: bool,
    source: Source,
) -> int:
    """List terms."""
    form = chosen_format(form, output)
    with working(quiet):
        found = terms(source, word, lang=lang)
    kinds = (say("property"), say("class"))
    headings = {
        "term": say("Term"),
        "label": say("Label"),
        "kind": say("Kind"),
        "domain": say("Of"),
        "range": say("Values"),
        "uses": say("Uses"),
        "example": say("Example"),
        "definition": say("Definition"),
    }
    texts = (
        (
            *(one.name, one.label, kinds[one.is_class], one.domain, one.range),
            *(str(one.uses), one.example, one.definition),
        )
        for one in found
    )
    emit_list(form, output, headings, texts, quiet=quiet)
    return 0
