"""`gcm infer`: the triples that follow from the graph."""

from pathlib import Path

import click

from gcm.cli.options import PATH, common_options, format_option, output_option
from gcm.cli.progress import working
from gcm.cli.rows import GRAPH_ENDINGS, chosen_format, emit
from gcm.cli.user_language import say
from gcm.inference.infer import Engine, infer
from gcm.questions.answer_formats import GRAPH_FORMATS, serialise


@click.command(
    "infer",
    help=say(
        "Write the triples that follow from the graph by OWL 2 RL and are not asserted.\n\n"
        "Facts that contradict one another, such as a thing in two disjoint classes, are an error "
        "that names them. Constructs of OWL that no rule reads are named. `gcm ask inferred` shows "
        "the same in words, `gcm explain` why.\n\nExample: gcm infer -o inferred.ttl"
    ),
)
@click.option(
    "--engine",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help=say("What applies the rules; owlrl is the reference."),
)
@click.option(
    "--on",
    type=PATH,
    metavar="FILE",
    help=say("File of Turtle, N-Triples or N-Quads to read instead of the data."),
)
@format_option(GRAPH_FORMATS)
@output_option
@common_options
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
    form = chosen_format(form, output, GRAPH_FORMATS, GRAPH_ENDINGS)
    with working(quiet):
        result = infer(root=root, on=on, engine=engine)
    emit(serialise(result.data, form, result.prefixes), output)
    if not quiet:
        if result.not_applied:
            terms = ", ".join(result.not_applied)
            click.echo(
                say(
                    "not applied: {terms}. No rule reads this, so more may follow than is written.",
                    terms=terms,
                ),
                err=True,
            )
        counts = {"count": result.inferred, "asserted": result.asserted}
        click.echo(say("{count} triples follow from {asserted}", **counts), err=True)
    return 0
