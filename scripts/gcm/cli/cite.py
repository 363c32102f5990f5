"""`gcm cite`: a fact or thing as a reference."""

from pathlib import Path

import click

from gcm.cli.options import format_option, lang_option, output_option, source_options
from gcm.cli.rows import emit
from gcm.cli.user_language import say
from gcm.core.language import Lang
from gcm.entities.cite import FORMS, cite
from gcm.graph.open import Source


@click.command(
    "cite",
    help=say(
        "Cite a fact or a thing, with the version and day of the data and the quotes or pages it "
        "rests on.\n\nTHING is a code, acronym, label or IRI, in either language.\n\n"
        "Example: gcm cite participation/2024-san-salvador-DOM -f bibtex"
    ),
)
@click.argument("thing")
@format_option(list(FORMS), default="text")
@click.option("--accessed", default="", metavar="DATE", help=say("The day on which it was read."))
@output_option
@lang_option
@source_options
def command(
    thing: str, form: str, accessed: str, output: Path | None, lang: Lang, source: Source
) -> int:
    """Cite an entity."""
    found = cite(source, thing, lang=lang, accessed=accessed)
    emit(FORMS[form](found).encode(), output)
    return 0
