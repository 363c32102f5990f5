"""`gcm push`: put the named graphs into a triplestore."""

from typing import Any

import click

from gcm.cli.options import common_options, flag
from gcm.cli.progress import one_line
from gcm.cli.user_language import say
from gcm.core.language import Lang, msg
from gcm.core.terminal import printable
from gcm.graph.push import DIFFERENT, NEW, REMOVED, SURPLUS, UNCHANGED, WOULD_PUT, Pushed, push

_STATES = {
    NEW: say("new"),
    DIFFERENT: say("different"),
    REMOVED: say("removed"),
    WOULD_PUT: say("would put"),
}


@click.command(
    "push",
    help=say(
        "Put each named graph into a triplestore, and read it back.\n\n"
        "URL is the store's query endpoint. Graphs that are there already are left alone; graphs "
        "of others are never touched. Name and password come from GCM_ENDPOINT_USER and "
        "GCM_ENDPOINT_PASSWORD, a token from GCM_ENDPOINT_TOKEN, or all from ~/.netrc. Exit code "
        "1 if a graph comes back different.\n\n"
        "Example: gcm push http://localhost:7878/query"
    ),
)
@click.argument("url")
@click.option(
    "--graph-store",
    metavar="URL",
    help=say("Address of the Graph Store Protocol; without it, tried beside the endpoint."),
)
@click.option("--update", metavar="URL", help=say("Use SPARQL Update at this address instead."))
@flag("--prune", "Remove graphs of ours that this root does not have.")
@flag("--dry-run", "Compare, and write nothing.")
@common_options
def command(lang: Lang, quiet: bool, dry_run: bool, **options: Any) -> int:
    """Push the graph; the options are those of `gcm.push`."""
    with one_line(quiet) as show:
        pushed = push(
            dry_run=dry_run,
            on_step=lambda step: show(say("{number}/{of} {graph}", **step._asdict())),
            **options,
        )
    if not quiet:
        _report(pushed, lang, dry_run=dry_run)
    for finding in pushed.findings:
        click.echo(printable(finding.message[lang], keep_lines=True))
    if pushed.findings:
        click.echo(
            msg("Graphs that came back different: {count}.").text(lang, count=len(pushed.findings))
        )
    return int(bool(pushed.findings))


def _report(pushed: Pushed, lang: Lang, *, dry_run: bool) -> None:
    """Show the changes, a line for each graph; unchanged graphs are counted."""
    for step in pushed.steps:
        if step.state in _STATES:
            click.echo(f"{_STATES[step.state]}: {printable(step.graph)} ({step.triples})")
    states = [step.state for step in pushed.steps]
    if NEW in states or REMOVED in states:
        click.echo(
            msg("Written to {address}").text(lang, address=printable(pushed.address)), err=True
        )
    if surplus := [step.graph for step in pushed.steps if step.state == SURPLUS]:
        lines = [
            msg("Graphs at the endpoint that this root does not have; --prune removes them:").text(
                lang
            ),
            *(f"  {printable(name)}" for name in surplus),
        ]
        click.echo("\n".join(lines), err=True)
    if pushed.findings:
        return
    put = states.count(WOULD_PUT if dry_run else NEW)
    kept = (NEW, UNCHANGED)
    triples = sum(step.triples for step in pushed.steps if step.state in kept)
    key = (
        msg("{unchanged} graphs are there already; {new} would be put.")
        if dry_run
        else msg(
            "The endpoint has the graph: {unchanged} graphs unchanged, {new} new, {triples} "
            "triples."
        )
    )
    line = key.text(lang, unchanged=states.count(UNCHANGED), new=put, triples=triples)
    click.echo(line, err=True)
