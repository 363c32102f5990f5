"""`gcm fmt`: Turtle files in one canonical form."""

from pathlib import Path

import click

from gcm.cli.options import PATH, common_options, flag
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.language import msg
from gcm.turtle.format import format_files


@click.command(
    "fmt",
    help=say(
        "Format Turtle files: one style, blocks and comments where you put them.\n\n"
        "Within a block, properties and values are sorted; blocks about one thing become one. A "
        "comment directly above a block belongs to it. One that empty lines set off, or a line "
        "that begins with '#---', stays between the same blocks; at the top, above them all.\n\n"
        "Without FILE, every Turtle file of the graph.\n\nExample: gcm fmt --check"
    ),
)
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE]…")
@flag("--check", "Change nothing; exit code 1 if a file would change.")
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
        key = msg("would format {file}") if check else msg("formatted {file}")
        click.echo(key.text(LANGUAGE, file=file), err=not check)
    if not quiet:
        counts = {"changed": len(result.changed), "files": len(result.files)}
        key = (
            msg("{changed} of {files} files differ from their canonical form.")
            if check
            else msg("{changed} of {files} files rewritten.")
        )
        click.echo(key.text(LANGUAGE, **counts), err=True)
    return int(check and bool(result.changed))
