"""`gcm infer`: what follows from the graph."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.answers import emit, format_by_ending
from gcm.cli.language import LANGUAGE, say
from gcm.cli.options import lang_option, quiet_option, root_option
from gcm.cli.progress import working
from gcm.core.messages import message
from gcm.ops.infer import Engine, infer
from gcm.ops.serialise import GRAPH_FORMATS, serialise

_ENDINGS = {"": "turtle", "ttl": "turtle", "nt": "ntriples"}


@click.command(
    "infer",
    help=say(
        "Write the triples that follow from the graph by OWL 2 RL and are not asserted.\n\n"
        "A thing in two disjoint classes is an error that names the facts. `gcm ask inferred` "
        "shows the same in words, `gcm explain` why.\n\nExample: gcm infer -o inferred.ttl",
        "Escribe las tripletas que se siguen del grafo según OWL 2 RL y no están declaradas.\n\n"
        "Una cosa en dos clases disjuntas es un error que nombra los hechos. `gcm ask inferred` "
        "muestra lo mismo en palabras; `gcm explain`, por qué.\n\n"
        "Ejemplo: gcm infer -o inferido.ttl",
    ),
)
@click.option(
    "--engine",
    type=click.Choice(["reasonable", "owlrl"]),
    default="reasonable",
    show_default=True,
    help=say(
        "What applies the rules; owlrl is the reference.",
        "Qué aplica las reglas; owlrl es la referencia.",
    ),
)
@click.option(
    "--on",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say(
        "File of Turtle, N-Triples or N-Quads to read instead of the data.",
        "Archivo Turtle, N-Triples o N-Quads que se lee en lugar de los datos.",
    ),
)
@click.option("-f", "--format", "form", type=click.Choice(GRAPH_FORMATS))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE")
@lang_option
@quiet_option
@root_option
def command(
    engine: Engine,
    on: Path | None,
    form: str | None,
    output: Path | None,
    lang: str,  # noqa: ARG001 - messages read it from the command line
    quiet: bool,
    root: Path | None,
) -> int:
    """Compute the closure."""
    if form is None:
        form = format_by_ending(output, GRAPH_FORMATS, _ENDINGS) if output else "turtle"
    with working(quiet):
        result = infer(root=root, on=on, engine=engine)
    emit(serialise(result.data, form, result.prefixes), output)
    if not quiet:
        counts = {"count": result.inferred, "asserted": result.asserted}
        click.echo(message("infer-done", LANGUAGE, **counts), err=True)
    return 0
