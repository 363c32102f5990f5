"""`gcm validate`: the graph, or new data in its context, against the shapes."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import strftime
from typing import Any

import click

from gcm.cli.options import PATH, FileOrUrl, common_options, flag, format_option, timeout_option
from gcm.cli.progress import working
from gcm.cli.rows import emit
from gcm.cli.user_language import say
from gcm.cli.watch import run_after_changes
from gcm.core.errors import GcmError, UsageError
from gcm.core.language import Lang
from gcm.core.layout import find_layout
from gcm.core.terminal import bold, inert, printable
from gcm.findings.report_formats import FORMATS, report_as, report_schema
from gcm.validation.validate import TIMEOUT, validate

_FINE, _FINDINGS, _FAILED = 0, 1, 3


def _show_schema(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(report_schema(), nl=False)
        context.exit()


@click.command(
    "validate",
    help=say(
        "Validate the whole graph, or what FILEs bring to it, against the shapes.\n\nA FILE "
        "contains Turtle, N-Triples, TriG, N-Quads or JSON-LD; a folder means every such file "
        "below it. Exit code 1 if anything is found, 3 if something could not be read.\n\nWhat "
        "was found in the graph itself is kept in build/ of the root or, where that cannot be "
        "written, in ~/.cache/gcm-graph ($XDG_CACHE_HOME/gcm-graph). Both can be deleted.\n\n"
        "Example: gcm validate data/forums/2024-san-salvador.ttl"
    ),
)
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE|DIR]…")
@format_option(
    list(FORMATS),
    say("For people, programs (json, turtle), or code review (sarif, github)."),
    "human",
)
@click.option(
    "--on",
    type=FileOrUrl(),
    metavar="FILE|DIR|URL|rev:NAME",
    help=say(
        "Validate against this instead of the data of the graph: a file or folder of RDF, a "
        "release, the address of a SPARQL endpoint, or `rev:NAME`, a revision of git.",
    ),
)
@flag("--alone", "Validate FILEs against no data.")
@click.option(
    "--removing",
    type=PATH,
    multiple=True,
    metavar="FILE|DIR",
    help=say("Validate the graph without a file of its own."),
)
@click.option(
    "--engine",
    type=click.Choice(["pyshifty", "pyshacl", "both"]),
    help=say(
        "What runs the shapes: pyshifty (the default where it is installed), pySHACL, the "
        "reference, or both, to compare them."
    ),
)
@flag("--watch", "Validate again after each change, until Ctrl-C.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_schema,
    help=say("Print the JSON Schema of -f json."),
)
@timeout_option(TIMEOUT)
@common_options
def command(
    files: tuple[Path, ...], form: str, watch: bool, lang: Lang, quiet: bool, **options: Any
) -> int:
    """Validate data; the options are those of `gcm.validate`."""
    if watch and form != "human":
        raise UsageError("--watch is for people; leave out --format.")

    def once() -> int:
        with working(quiet):
            report = validate(files, **options)
        if not (quiet and report.conforms and form == "human"):
            emit(report_as(form, report, lang).encode(), None)
        return _FAILED if report.unread else _FINE if report.conforms else _FINDINGS

    if watch:
        on = options["on"]
        paths = [*files, *options["removing"], *([Path(on)] if on and Path(on).exists() else [])]
        run_after_changes(_folders(options["root"], paths), lambda: _again(once, lang), paths)
    return once()


def _again(once: Callable[[], int], lang: Lang) -> None:
    """One turn of `--watch`: the time, then what is found; an error does not end it."""
    click.echo(bold(strftime("— %H:%M:%S —")))
    try:
        once()
    except GcmError as error:
        click.echo(inert(printable(error.text(lang), keep_lines=True)), err=True)
    sys.stdout.flush()


def _folders(root: Path | None, paths: list[Path]) -> Iterator[Path]:
    """Where what a validation reads may change."""
    layout = find_layout(root)
    own = [*layout.turtle(), *layout.questions().values(), *layout.source_texts()]
    yield from (file.parent for file in own)
    for path in paths:
        below = (one for one in path.rglob("*") if one.is_dir())
        # What is hidden is not read, so there is no need to watch all of `.git`.
        yield from (one for one in below if "/." not in f"/{one.relative_to(path)}")
        yield path if path.is_dir() else path.parent
