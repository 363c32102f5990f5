"""`gcm diff`: the changes between two states of the graph."""

from pathlib import Path

import click

from gcm.changes.diff import TIMEOUT, diff
from gcm.changes.document import Style, shown
from gcm.changes.model import changes_json
from gcm.cli.options import PATH, common_options, flag, format_option, output_option, timeout_option
from gcm.cli.progress import working
from gcm.cli.rows import chosen_format, emit
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.files import write_bytes
from gcm.core.language import Lang
from gcm.core.terminal import bold, escaped, inert, printable, table

_FORMATS = ["text", "markdown", "json"]
_ENDINGS = {"": "text", "txt": "text", "md": "markdown"}
_TEXT = Style(
    safe=printable,
    heading=lambda level, text: bold(text.upper() if level == 2 else text),
    below="\n",
    between="\n\n",
    name=lambda thing: bold(printable(thing.label)),
    brief=lambda thing: printable(thing.label),
    table=lambda headings, rows: table(headings, rows).rstrip("\n"),
    item="  {}",
    member="    - {}",
    address="    {}",
    detail="    {}",
    proof="    → {}",
    asked=" (gcm ask {})",
    hint=True,
)


@click.command(
    "diff",
    help=say(
        "What changed between two states of the graph, in words, and which questions are answered "
        "otherwise.\n\nOLD and NEW are each a file or folder of RDF, the folder of a graph (`.`), "
        "a release (its folder, or its version if it is below build/release), or a revision of git "
        "(a tag, a branch, HEAD~1). What is a path is taken for one, whatever else is called so. "
        "Files are taken for all the data there is.\n\n"
        "Exit code 0 with differences too; with --check, 1.\n\nExample: gcm diff HEAD~1 ."
    ),
)
@click.argument("old")
@click.argument("new")
@format_option(_FORMATS, say("Format; without it that of the file's ending, else text."))
@output_option
@click.option(
    "--added",
    type=PATH,
    metavar="FILE",
    help=say(
        "Write the triples that only NEW has, as sorted N-Quads, blank nodes labelled by RDFC-1.0."
    ),
)
@click.option(
    "--removed",
    type=PATH,
    metavar="FILE",
    help=say("Write the triples that only OLD has, likewise."),
)
@flag("--no-answers", "Ask no questions.")
@flag("--full", "Show each of many things and rows, and long values whole.")
@flag("--check", "Exit with 1 if anything differs.")
@timeout_option(TIMEOUT)
@common_options
def command(
    old: str,
    new: str,
    form: str | None,
    output: Path | None,
    added: Path | None,
    removed: Path | None,
    no_answers: bool,
    full: bool,
    check: bool,
    timeout: float,
    lang: Lang,
    quiet: bool,
    root: Path | None,
) -> int:
    """Compare two states."""
    form = chosen_format(form, output, _FORMATS, _ENDINGS)
    with working(quiet):
        found = diff(old, new, lang=lang, answers=not no_answers, root=root, timeout=timeout)
    for file, data in ((added, found.added), (removed, found.removed)):
        if file is not None:
            write_bytes(file, data)
    if form == "json":
        text = escaped(changes_json(found.changes), pairs=True)
    elif form == "markdown":
        text = found.markdown(full=full)
    else:
        text = shown(found.changes, lang, _TEXT, full=full)
    emit(text.encode(), output)
    for error in found.errors:
        click.echo(inert(printable(error.text(LANGUAGE), keep_lines=True)), err=True)
    if found.errors:
        return max(error.exit_code for error in found.errors)
    return int(check and not found.changes.same)
