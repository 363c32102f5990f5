"""`gcm verify`: quotes and coverage of every source."""

from pathlib import Path

import click

from gcm.cli.options import common_options, flag
from gcm.cli.progress import working
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.language import Lang, msg
from gcm.evidence.coverage import Coverage
from gcm.evidence.verify import verify
from gcm.findings.finding import named_rule
from gcm.findings.text import NAMES_RULES, finding_lines


@click.command(
    "verify",
    help=say(
        "Prove that every quote is in its source, letter by letter, and that every sentence of "
        "every source supports a fact or is listed with the reason why not.\n\n"
        "Example: gcm verify"
    ),
)
@flag("--write", "First regenerate the graphs of the source texts.")
@common_options
def command(write: bool, lang: Lang, quiet: bool, root: Path | None) -> int:
    """Verify the evidence."""
    with working(quiet):
        result = verify(root=root, write=write)
    summaries = "\n".join(map(_summary, result.sources))
    findings = ["\n".join(finding_lines(finding, lang)) for finding in result.findings]
    key = (
        msg("Failures: {count}.")
        if findings
        else msg("Every quote is in its source; every unit is accounted for.")
    )
    verdict = key.text(LANGUAGE, count=len(findings))
    if any(map(named_rule, result.findings)):
        verdict += f"\n{NAMES_RULES.text(LANGUAGE)}"
    if findings or not quiet:
        click.echo("\n\n".join([summaries, *findings, verdict]))
    return int(bool(findings))


def _summary(coverage: Coverage) -> str:
    # Rounded down, so that 100 % means every letter.
    percent = f"{int(coverage.share * 1000) / 10:.1f}"
    return say(
        "{source}: {supported} of {units} units support facts, {omitted} "
        "listed with a reason; {quoted} of {letters} letters quoted ({percent} "
        "%); {facts} facts and things proved by {quotes} quotes.",
        **{**coverage._asdict(), "letters": coverage.counted},
        percent=percent,
    )
