"""`gcm validate`: the graph, or new data in its context, against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.answers import emit
from gcm.cli.findings import FORMATS, report_as
from gcm.cli.language import say
from gcm.cli.options import FileOrUrl, lang_option, quiet_option, root_option
from gcm.cli.progress import working
from gcm.core.messages import Lang
from gcm.ops.validate import validate


@click.command(
    "validate",
    help=say(
        "Validate the whole graph, or what FILEs bring to it, against the shapes.\n\n"
        "A folder means every *.ttl below it. Exit code 1 if anything is found.\n\n"
        "Example: gcm validate data/forums/2024-san-salvador.ttl",
        "Valida con las formas todo el grafo, o lo que los archivos FILE le aportan.\n\n"
        "Una carpeta significa todos los *.ttl que contiene. Código 1 si se encuentra algo.\n\n"
        "Ejemplo: gcm validate data/forums/2024-san-salvador.ttl",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|DIR]…")
@click.option("-f", "--format", "form", type=click.Choice(list(FORMATS)), default="human")
@click.option(
    "--on",
    type=FileOrUrl(),
    metavar="FILE|DIR|URL",
    help=say(
        "Validate against this file, folder or SPARQL endpoint instead of the data of the graph.",
        "Valida con este archivo, carpeta o punto de acceso SPARQL en lugar de los datos del "
        "grafo.",
    ),
)
@lang_option
@quiet_option
@root_option
def command(
    files: tuple[Path, ...],
    form: str,
    on: Path | str | None,
    lang: Lang,
    quiet: bool,
    root: Path | None,
) -> int:
    """Validate data."""
    with working(quiet):
        report = validate(files, root=root, on=on)
    if not (quiet and report.conforms and form == "human"):
        emit(report_as(form, report, lang).encode(), None)
    return int(not report.conforms)
