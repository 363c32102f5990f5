"""`gcm publish`: a release of the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gcm.cli.language import LANGUAGE, say
from gcm.cli.options import common_options, flag
from gcm.cli.text import inert, printable
from gcm.core.messages import Lang, message
from gcm.core.paths import from_here
from gcm.ops.publish import Published, publish


@click.command(
    "publish",
    help=say(
        "Make a release of the graph in build/release/VERSION, as files that others load, cite and "
        "compare.\n\nIt is refused, with exit code 1, unless all is formatted, valid, proved and "
        "committed, VERSION is one step above the last tag, and nothing published is lost. Every "
        "file is read back first; the folder appears whole or not at all.\n\n"
        "Example: gcm publish 0.1.0 --check",
        "Hace una versión del grafo en build/release/VERSION, con archivos para cargar, citar y "
        "comparar.\n\nSe rechaza, con código 1, si algo no tiene el formato, no es válido, no está "
        "probado o no está confirmado en git, si VERSION no está un paso por encima de la última "
        "etiqueta o si se pierde algo publicado. Antes se relee cada archivo; la carpeta aparece "
        "entera o no aparece.\n\nEjemplo: gcm publish 0.1.0 --check",
    ),
)
@click.argument("version")
@flag(
    "--check",
    "Only say what would be refused; write nothing.",
    "Solo dice qué se rechazaría; no escribe nada.",
)
@flag(
    "--allow-shrink",
    "Accept fewer triples than in the last release.",
    "Acepta menos tripletas que en la versión anterior.",
)
@common_options
def command(
    version: str, check: bool, allow_shrink: bool, lang: Lang, quiet: bool, root: Path | None
) -> int:
    """Publish."""
    shows = not quiet and sys.stderr.isatty()
    try:
        done = publish(
            version,
            root=root,
            check=check,
            allow_shrink=allow_shrink,
            told=_show if shows else lambda _: None,
        )
    finally:
        if shows:
            click.echo("\r\033[K", nl=False, err=True)
    for refusal in done.refusals:
        click.echo(inert(printable(refusal.text(lang), keep_lines=True)))
    if done.refusals or not quiet:
        click.echo(_summary(done, lang, check=check), err=not done.refusals)
    return int(bool(done.refusals))


def _show(step: str) -> None:
    click.echo(f"\r\033[K{message(step, LANGUAGE)} …", nl=False, err=True)


def _summary(done: Published, lang: Lang, *, check: bool) -> str:
    if done.refusals:
        key = "publish-would-refuse" if check else "publish-refused"
        return message(key, lang, version=done.version, count=len(done.refusals))
    if done.folder is None:
        return message("publish-would", lang, version=done.version)
    return message(
        "publish-done",
        lang,
        version=done.version,
        triples=done.triples,
        files=len(done.files),
        folder=printable(str(from_here(done.folder))),
        digest=done.digest,
    )
