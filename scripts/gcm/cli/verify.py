"""`gcm verify`: quotes and coverage of every source."""

from __future__ import annotations

from pathlib import Path

import click

from gcm.cli.findings import finding_lines
from gcm.cli.language import LANGUAGE, say
from gcm.cli.options import common_options, flag
from gcm.cli.progress import working
from gcm.core.messages import Lang, message
from gcm.ops.verify import Coverage, verify


@click.command(
    "verify",
    help=say(
        "Prove that every quote is in its source, letter by letter, and that every sentence of "
        "every source supports a fact or is listed with the reason why not.\n\n"
        "Example: gcm verify",
        "Prueba que cada cita está en su fuente, letra por letra, y que cada oración de cada "
        "fuente sustenta un hecho o figura con el motivo por el que no.\n\nEjemplo: gcm verify",
    ),
)
@flag(
    "--write",
    "First regenerate the graphs of the source texts.",
    "Antes, genera de nuevo los grafos de los textos fuente.",
)
@common_options
def command(write: bool, lang: Lang, quiet: bool, root: Path | None) -> int:
    """Verify the evidence."""
    with working(quiet):
        result = verify(root=root, write=write)
    summaries = "\n".join(map(_summary, result.sources))
    findings = ["\n".join(finding_lines(finding, lang)) for finding in result.findings]
    key = "verify-failed" if findings else "verify-fine"
    verdict = message(key, LANGUAGE, count=len(findings))
    if findings or not quiet:
        click.echo("\n\n".join([summaries, *findings, verdict]))
    return int(bool(findings))


def _summary(coverage: Coverage) -> str:
    # Rounded down, so that 100 % means every letter.
    share = int(coverage.share * 1000) / 10
    return message("verify-source", LANGUAGE, **coverage._asdict(), percent=f"{share:.1f}")
