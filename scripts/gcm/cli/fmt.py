"""`gcm fmt`: Turtle files in one canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.language import LANGUAGE, say
from gcm.cli.options import common_options, flag
from gcm.core.messages import message
from gcm.ops.format import format_files


@click.command(
    "fmt",
    help=say(
        "Format Turtle files: one order, one style, comments kept above their block.\n\n"
        "Without FILE, every Turtle file of the graph.\n\nExample: gcm fmt --check",
        "Da formato a los archivos Turtle: un solo orden, un solo estilo, los comentarios se "
        "conservan encima de su bloque.\n\nSin FILE, todos los archivos Turtle del grafo.\n\n"
        "Ejemplo: gcm fmt --check",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")
@flag(
    "--check",
    "Change nothing; exit code 1 if a file would change.",
    "No cambia nada; código 1 si algún archivo cambiaría.",
)
@common_options
def command(
    files: tuple[Path, ...],
    check: bool,
    lang: str,  # noqa: ARG001 - messages read it from the command line
    quiet: bool,
    root: Path | None,
) -> int:
    """Format files."""
    result = format_files(files, root=root, check=check)
    for file in result.changed:
        key = "would-format" if check else "formatted"
        click.echo(message(key, LANGUAGE, file=file), err=not check)
    if not quiet:
        counts = {"changed": len(result.changed), "files": len(result.files)}
        key = "format-summary" if check else "format-done"
        click.echo(message(key, LANGUAGE, **counts), err=True)
    return int(check and bool(result.changed))
