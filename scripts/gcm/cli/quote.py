"""`gcm quote`: the evidence for a quote, ready to paste."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.language import say
from gcm.cli.options import lang_option, root_option
from gcm.ops.quote import quote


@click.command(
    "quote",
    help=say(
        "Print the evidence for a quote in Turtle; link its first block with gcm:evidence.\n\n"
        "SOURCE is the name of a text in data/sources; TEXT, words that occur once in it.\n\n"
        "Example: gcm quote 2024-san-salvador.es 'El II Foro tuvo como objetivos:'",
        "Imprime en Turtle la evidencia de una cita; enlace su primer bloque con gcm:evidence."
        "\n\nSOURCE es el nombre de un texto de data/sources; TEXT, palabras que aparecen en él "
        "una sola vez.\n\n"
        "Ejemplo: gcm quote 2024-san-salvador.es 'El II Foro tuvo como objetivos:'",
    ),
)
@click.argument("source")
@click.argument("text")
@lang_option
@root_option
def command(
    source: str,
    text: str,
    lang: str,  # noqa: ARG001 - messages read it from the command line
    root: Path | None,
) -> int:
    """Print the evidence."""
    click.echo(quote(source, text, root=root), nl=False)
    return 0
