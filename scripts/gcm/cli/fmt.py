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
        "Format Turtle files: one style, blocks and comments where you put them.\n\n"
        "Within a block, properties and values are sorted; blocks about one thing become one. A "
        "comment directly above a block belongs to it. One that empty lines set off, or a line "
        "that begins with '#---', stays between the same blocks; at the top, above them all.\n\n"
        "Without FILE, every Turtle file of the graph.\n\nExample: gcm fmt --check",
        "Da formato a los archivos Turtle: un solo estilo, con los bloques y los comentarios donde "
        "usted los puso.\n\n"
        "Dentro de un bloque se ordenan las propiedades y los valores; los bloques sobre una misma "
        "cosa se unen. Un comentario justo encima de un bloque es de ese bloque. El que va entre "
        "líneas vacías, o una línea que empieza con '#---', queda entre los mismos bloques; al "
        "comienzo del archivo, encima de todos.\n\n"
        "Sin FILE, todos los archivos Turtle del grafo.\n\nEjemplo: gcm fmt --check",
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
