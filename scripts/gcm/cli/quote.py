"""`gcm quote`: the lines that quote words, ready to paste."""

from pathlib import Path

import click

from gcm.cli.options import lang_option, quiet_option, root_option
from gcm.cli.user_language import say
from gcm.core.errors import UsageError
from gcm.core.language import Lang, msg
from gcm.core.terminal import printable
from gcm.evidence.quote import quote

_AS_GIVEN = msg("unit {unit}")
_AS_WRITTEN = msg("unit {unit}, where it is written: “{words}”")


@click.command(
    "quote",
    help=say(
        "Print the lines of Turtle that quote words, to paste into a fact.\n\n"
        "SOURCE is the name of a text in data/sources; each TEXT, words that occur once in it, as "
        "pasted from anywhere: line ends, spaces, hyphens, case and the like may differ. Without "
        "TEXT, the whole of each --unit.\n\n"
        "Example: gcm quote 2024-san-salvador.es 'El II Foro tuvo como objetivos:'"
    ),
)
@click.argument("source")
@click.argument("texts", nargs=-1, metavar="[TEXT]…")
@click.option(
    "--unit",
    "units",
    type=click.IntRange(min=1),
    multiple=True,
    help=say("The number of the unit to quote from, where the words recur, or to quote whole."),
)
@lang_option
@quiet_option
@root_option
def command(
    source: str,
    texts: tuple[str, ...],
    units: tuple[int, ...],
    lang: Lang,
    quiet: bool,
    root: Path | None,
) -> int:
    """Print the lines."""
    if texts and len(units) > 1:
        raise UsageError("with words, name one unit.")
    wanted = [(text, sum(units)) for text in texts] or [("", unit) for unit in units or (0,)]
    found = [quote(source, text, unit=unit, root=root) for text, unit in wanted]
    for place, one in enumerate(found):
        if not quiet:
            note = _AS_GIVEN if one.as_given else _AS_WRITTEN
            click.echo(printable(note.text(lang, unit=one.unit, words=one.words)), err=True)
        click.echo("\n" * bool(place) + one.text, nl=False)
    return 0
