"""`gcm quote`: the lines that quote words, ready to paste."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.language import say
from gcm.cli.options import lang_option, root_option
from gcm.evidence.quote import quote


@click.command(
    "quote",
    help=say(
        "Print the lines of Turtle that quote words, to paste into a fact.\n\n"
        "SOURCE is the name of a text in data/sources; TEXT, words that occur once in it.\n\n"
        "Example: gcm quote 2024-san-salvador.es 'El II Foro tuvo como objetivos:'"
    ),
)
@click.argument("source")
@click.argument("text")
@click.option(
    "--unit",
    type=click.IntRange(min=1),
    default=None,
    help=say("The number of the unit to quote from, where the words recur."),
)
@lang_option
@root_option
def command(
    source: str,
    text: str,
    unit: int | None,
    lang: str,  # noqa: ARG001 - messages read it from the command line
    root: Path | None,
) -> int:
    """Print the lines."""
    click.echo(quote(source, text, unit=unit or 0, root=root), nl=False)
    return 0
