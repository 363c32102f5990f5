"""`gcm rule`: what a rule asks, why, and what breaks it."""

from collections.abc import Iterator
from pathlib import Path

import click

from gcm.cli.options import format_option, lang_option, output_option, root_option
from gcm.cli.rows import ROW_FORMATS, chosen_format, emit, emit_list
from gcm.cli.user_language import say
from gcm.core.errors import UsageError
from gcm.core.language import Lang, in_language, msg
from gcm.core.terminal import bold, colour, printable
from gcm.findings.text import severity_text
from gcm.validation.rules import Rule, rule, rules

_COLOURS = {"-": "green", "+": "red"}


def _complete(ctx: click.Context, _: click.Parameter, start: str) -> list[str]:
    found = rules(root=ctx.find_root().params.get("root"))
    return [one.name for one in found if one.name.startswith(start)]


@click.command(
    "rule",
    help=say(
        "What a rule asks, why, and what breaks it; without NAME, list them all.\n\n"
        "NAME is the one that findings give in brackets. Of an example, lines with - are as they "
        "should be, and those with + break the rule.\n\n"
        "Example: gcm rule ParticipationShape-status"
    ),
)
@click.argument("name", required=False, shell_complete=_complete)
@format_option(ROW_FORMATS, say("Format of the list."))
@output_option
@lang_option
@root_option
def command(
    name: str | None, form: str | None, output: Path | None, lang: Lang, root: Path | None
) -> int:
    """Explain a rule, or list them all."""
    if name is None:
        _list(chosen_format(form, output), output, lang, root)
        return 0
    if form:
        raise UsageError("a format is for the list of rules; leave out NAME or --format.")
    text = "\n".join(_lines(rule(name, root=root), lang)) + "\n"
    emit(text.encode(), output)
    return 0


def _list(form: str, output: Path | None, lang: Lang, root: Path | None) -> None:
    headings = {"rule": say("Rule"), "asks": say("What it asks"), "severity": say("Severity")}
    lines = (
        (one.name, in_language(one.asks, lang), severity_text(one.severity, lang))
        for one in rules(root=root)
    )
    emit_list(form, output, headings, lines)


def _lines(found: Rule, lang: Lang) -> Iterator[str]:
    severity = severity_text(found.severity, lang)
    yield f"{bold(printable(found.name))}  {severity}"
    yield printable(in_language(found.asks, lang))
    yield msg("Why: {reason}").text(lang, reason=printable(in_language(found.why, lang)))
    for example in found.examples:
        yield ""
        yield bold(
            msg("What breaks it ({component}):").text(lang, component=example.component)
            if example.component
            else msg("What breaks it:").text(lang)
        )
        for line in example.diff:
            shown = printable(line).rstrip()
            yield "  " + (colour(shown, _COLOURS[line[0]]) if line[0] in _COLOURS else shown)
        if example.message:
            yield f"{severity}: {printable(in_language(example.message, lang))}"
