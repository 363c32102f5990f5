"""`gcm describe`: the description of one entity."""

from pathlib import Path

import click

from gcm.cli import options
from gcm.cli.progress import working
from gcm.cli.rows import emit, note_added
from gcm.cli.user_language import say
from gcm.core.language import Lang, msg
from gcm.core.terminal import bold, printable
from gcm.entities.describe import Description, Entity, describe
from gcm.graph.open import Source


@click.command(
    "describe",
    help=say(
        "Everything known about one thing, each fact with its quote or source and a line to cite "
        "it.\n\nTHING is a code, acronym, label or IRI, in either language.\n\n"
        "Example: gcm describe SLV"
    ),
)
@click.argument("thing")
@options.format_option(["text", "json"], default="text")
@options.output_option
@options.lang_option
@options.quiet_option
@options.source_options
def command(
    thing: str, form: str, output: Path | None, lang: Lang, quiet: bool, source: Source
) -> int:
    """Describe an entity."""
    with working(quiet):
        found = describe(source, thing, lang=lang)
    text = found.as_json() if form == "json" else _text(found, lang)
    emit(text.encode(), output)
    if not quiet:
        note_added(source)
    return 0


def _text(found: Description, lang: Lang) -> str:
    blocks = [_block(found.thing, lang), *(_block(fact, lang) for fact in found.facts)]
    return "\n\n".join(blocks) + "\n"


def _block(known: Entity, lang: Lang) -> str:
    heading = ": ".join(filter(None, (", ".join(known.kinds), known.label)))
    basis = f" [{known.basis}]" if known.basis else ""
    lines = [bold(printable(heading)) + printable(basis), f"  {printable(known.iri)}"]
    lines += [f"  {printable(name)}: {printable(value)}" for name, value in known.values]
    if known.note:
        note = msg("note").text(lang)
        lines.append(f"  {note}: {printable(known.note)}")
    lines += [f"  → {printable(citation)}" for citation in known.citations]
    return "\n".join(lines)
