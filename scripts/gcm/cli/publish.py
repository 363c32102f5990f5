"""`gcm publish`: a release of the graph."""

from typing import Any

import click

from gcm.cli.options import common_options, flag
from gcm.cli.progress import one_line
from gcm.cli.user_language import say
from gcm.core.display import from_here
from gcm.core.language import Lang, msg
from gcm.core.terminal import inert, printable
from gcm.releases.publish import Published, publish
from gcm.releases.version_places import bump as write_version


@click.command(
    "publish",
    help=say(
        "Make a release of the graph in build/release/VERSION, as files that others load, cite and "
        "compare.\n\nIt is refused, with exit code 1, unless all is formatted, valid, proved and "
        "committed, VERSION is one step above the last tag, and nothing published is lost. Every "
        "file is read back first; the folder appears whole or not at all.\n\n"
        "Example: gcm publish 0.1.0 --check"
    ),
)
@click.argument("version")
@flag("--check", "Only say what would be refused; write nothing.")
@flag("--bump", "Write VERSION wherever the graph states its version; publish nothing.")
@flag("--allow-shrink", "Accept fewer triples than in the last release.")
@common_options
def command(bump: bool, check: bool, lang: Lang, quiet: bool, **options: Any) -> int:
    """Publish; the options are those of `gcm.publish`."""
    if bump:
        for file in write_version(options["version"], root=options["root"]):
            click.echo(printable(str(from_here(file))))
        return 0
    with one_line(quiet) as show:
        done = publish(check=check, on_step=lambda step: show(f"{step.text(lang)} …"), **options)
    for refusal in done.refusals:
        click.echo(inert(printable(refusal.text(lang), keep_lines=True)))
    if done.refusals or not quiet:
        click.echo(_summary(done, lang, check=check), err=not done.refusals)
    return int(bool(done.refusals))


def _summary(done: Published, lang: Lang, *, check: bool) -> str:
    if done.refusals:
        key = (
            msg("Version {version} would be refused; reasons: {count}.")
            if check
            else msg("Version {version} was not published; reasons: {count}.")
        )
        return key.text(lang, version=done.version, count=len(done.refusals))
    if done.folder is None and done.first:
        return msg(
            "Nothing here speaks against version {version}, but no tag of an earlier release is "
            "seen here: if there is one, get it by `git fetch --tags` and check again."
        ).text(lang, version=done.version)
    if done.folder is None:
        return msg("Version {version} can be published.").text(lang, version=done.version)
    return msg(
        "Version {version}: {triples} triples, {files} files in {folder}\n"
        "Canonical N-Quads, SHA-256: {digest}\nNext: git tag v{version} && git "
        "push origin v{version}"
    ).text(
        lang,
        version=done.version,
        triples=done.triples,
        files=len(done.files),
        folder=printable(str(from_here(done.folder))),
        digest=done.digest,
    )
