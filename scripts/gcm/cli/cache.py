"""`gcm cache`: what is kept of a graph to answer quickly."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.answers import emit
from gcm.cli.language import LANGUAGE, say
from gcm.cli.options import lang_option, root_option
from gcm.cli.text import printable, table
from gcm.core.messages import message
from gcm.ops.cache import MESSAGES, clear_cache, show_cache


@click.command(
    "cache",
    help=say(
        "Show where the prepared graph is kept, or delete it.\n\n"
        "It is made when a question needs it and made anew when a file of the graph changes.\n\n"
        "Example: gcm cache --clear",
        "Muestra dónde se guarda el grafo preparado, o lo borra.\n\n"
        "Se hace cuando una pregunta lo necesita y se rehace si cambia un archivo del grafo.\n\n"
        "Ejemplo: gcm cache --clear",
    ),
)
@click.option("--clear", is_flag=True, help=say("Delete it.", "Lo borra."))
@lang_option
@root_option
def command(clear: bool, lang: str, root: Path | None) -> int:  # noqa: ARG001
    """Show or clear."""
    if clear:
        for file in clear_cache(root=root):
            click.echo(printable(message("cache-deleted", LANGUAGE, file=file)), err=True)
        return 0
    heading = (say("File", "Archivo"), say("State", "Estado"), say("Bytes", "Bytes"))
    rows = [
        (str(kept.file), message(MESSAGES[kept.state], LANGUAGE), str(kept.size or ""))
        for kept in show_cache(root=root)
    ]
    emit(table(heading, rows).encode(), None)
    return 0
