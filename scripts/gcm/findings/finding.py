"""A finding: an error, its place, and advice."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gcm.core.language import Text, msg
from gcm.core.results import Cell

MOST_FINDINGS = 100_000  # more than anyone reads, and few enough for the memory


class Finding(NamedTuple):
    """An error in the graph or its sources, with advice.

    Args:
        message: what is wrong.
        file: the file to edit.
        line: the line of the file, counted from 1.
        column: the character of the line, counted from 1.
        source: the text at that place, as written, which `replacement` would replace.
        cell: the name of the column, if the file is a table.
        thing: the IRI of the entity concerned, or `_:label`.
        label: the label of that entity.
        path: the property: an IRI, or a SPARQL property path; empty if no property is concerned.
        value: the offending value.
        shape: the IRI of the shape that found it.
        component: the IRI of the constraint component.
        severity: the local name of SHACL's severity, or the IRI of another one.
        why: why it matters.
        advice: ways to fix it, the most promising first.
        replacement: the text to write instead of `source`, if certain enough to propose.
        rule: the check that found it, if it was no shape; described in `core.rule_messages`.
    """

    message: Text
    file: Path | None = None
    line: int | None = None
    column: int | None = None
    source: str = ""
    cell: str = ""
    thing: str = ""
    label: Text = {}  # noqa: RUF012 - never changed: a NamedTuple's default is shared
    path: str = ""
    value: Cell | None = None
    shape: str = ""
    component: str = ""
    severity: str = "Violation"
    why: Text = {}  # noqa: RUF012
    advice: tuple[Text, ...] = ()
    replacement: str = ""
    rule: str = ""


def at_most(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first `MOST_FINDINGS` findings of a rule, and then one that there are more."""
    for number, one in enumerate(findings):
        if number == MOST_FINDINGS:
            more = msg(
                "There are more such findings; only the first {most} are shown. Fix these first."
            )
            yield Finding(more.texts(most=f"{MOST_FINDINGS:,}"), one.file, rule=one.rule)
            return
        yield one


def rule_of(finding: Finding) -> str:
    """The short name of the rule that a finding breaks, the same in every run.

    It is the local name of the shape (of its constraint component where the shape has no name), or
    that of a check of the tool's own.
    """
    named = finding.shape if not finding.shape.startswith("_:") else finding.component
    return named.rpartition("#")[2].rpartition("/")[2] or finding.rule or "other"


def named_rule(finding: Finding) -> str:
    """The same as far as `gcm rule` explains it; empty where nothing with a name found it."""
    if finding.rule or (finding.shape and not finding.shape.startswith("_:")):
        return rule_of(finding)
    return ""
