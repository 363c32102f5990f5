"""Findings as text for people: by entity, with place, line and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from gcm.core.counting import Noun, counted
from gcm.core.display import from_here
from gcm.core.language import Lang, Message, in_language, msg
from gcm.core.similarity import split_iri
from gcm.core.terminal import bold, colour, inert, printable
from gcm.findings.excerpt import excerpt, fixed
from gcm.findings.finding import Finding, named_rule
from gcm.findings.region import place_of

NOT_LOOKED_AT = msg(
    "Nothing was looked at in {unknown}: nothing there is of a class that the ontology defines."
)
UNREAD = msg(
    "The shapes were not run: not everything could be read ({files}). Fix what is listed first."
)

NAMES_RULES = msg("`gcm rule NAME` explains a rule; its name is in brackets.")

if TYPE_CHECKING:
    from gcm.findings.report import Report  # not at run time: `gcm verify` needs no validation

_NOUNS: dict[str, Noun] = {"Violation": "violation", "Warning": "warning", "Info": "note"}
_NAMES: dict[Noun, Message] = {
    "violation": msg("violation"),
    "warning": msg("warning"),
    "note": msg("note"),
}
_COLOURS: dict[Noun, str] = {"violation": "red", "warning": "yellow", "note": "cyan"}
_LONGEST = 100  # characters of a value
_IRI = re.compile(r"<[^<>]*[#/]([^<>#/]*)>")  # of a path


def human(report: Report, lang: Lang) -> str:
    """Format the report for people: a block for each entity, and a summary in one line."""
    reasons = set[str]()
    blocks = [
        "\n".join(_block(found, lang, reasons))
        for _, found in groupby(report.findings, key=lambda one: one.thing or id(one))
    ]
    return inert("\n\n".join([*blocks, _summary(report, lang)]) + "\n")


def finding_lines(finding: Finding, lang: Lang) -> list[str]:
    """Format a single finding: entity, place and advice."""
    return inert("\n".join(_block([finding], lang, set()))).split("\n")


def noun_for(finding: Finding) -> Noun:
    """Return the noun for the severity; a severity that is not SHACL's counts as the gravest."""
    return _NOUNS.get(finding.severity, "violation")


def label_of(finding: Finding, lang: Lang) -> str:
    """Return the label of the entity; its IRI, if the label is unknown."""
    return in_language(finding.label, lang) or finding.thing


def _block(findings: Iterable[Finding], lang: Lang, reasons: set[str]) -> list[str]:
    """Format the findings about one entity; an excerpt, and each of the `reasons`, comes once."""
    lines: list[str] = []
    place, margin = "", ""
    for finding in findings:
        if not lines and finding.thing:
            lines.append(bold(_line(_title(finding, lang))))
            margin = "  "
        here, why = place_of(finding, lang), in_language(finding.why, lang)
        rule, severity = named_rule(finding), severity_text(finding.severity, lang)
        named = f"  [{_line(rule)}]" if rule else ""
        lines.append(f"{margin}{bold(_line(here))}  {severity}{named}")
        if here != place:
            lines += [f"{margin}  {line}" for line in excerpt(finding)]
        lines += [f"{margin}  {line}" for line in _lines_of(finding, lang)]
        if why and why not in reasons:
            lines.append(f"{margin}  " + _line(msg("Why: {reason}").text(lang, reason=why)))
        place = here
        reasons.add(why)
    return lines


def severity_text(severity: str, lang: Lang) -> str:
    """A severity in words; one that is not SHACL's counts as the gravest."""
    noun = _NOUNS.get(severity, "violation")
    return colour(_NAMES[noun].text(lang), _COLOURS[noun])


def _title(finding: Finding, lang: Lang) -> str:
    label = label_of(finding, lang)
    iri = finding.thing if finding.thing.startswith("_:") else f"<{finding.thing}>"
    return iri if label == finding.thing else f"{label}  {iri}"


def _lines_of(finding: Finding, lang: Lang) -> list[str]:
    """Return the message and the advice."""
    lines = [_line(in_language(finding.message, lang))]
    if (finding.path or finding.value) and not _visible(finding):
        lines.append(_statement(finding))
    lines += [_line(in_language(one, lang)) for one in finding.advice]
    if line := fixed(finding):
        lines.append(colour(f"+ {line}", "green"))
    return lines


def _line(text: str) -> str:
    return printable(text).rstrip()


def _visible(finding: Finding) -> bool:
    """Return whether the excerpt already marks the value or the property."""
    if finding.value is None:
        return bool(finding.source)
    marked = (split_iri(finding.value.value)[1], split_iri(finding.path)[1])
    return bool(finding.source) and any(one and one in finding.source for one in marked)


def _statement(finding: Finding) -> str:
    value = _line(finding.value.value) if finding.value else "—"
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    path = _IRI.sub(r"\1", finding.path) if "<" in finding.path else split_iri(finding.path)[1]
    return f"{_line(path)} → {shown}".strip()


def _summary(report: Report, lang: Lang) -> str:
    # Content of an endpoint is in no file.
    count = len(report.files)
    files = counted(count, "file", lang) if count else msg("content of the endpoint").text(lang)
    if report.unknown:
        shown = ", ".join(str(from_here(file)) for file in report.unknown)
        return colour(
            msg(
                "Nothing found in {files}, but nothing was looked at either in {unknown}: nothing "
                "there is of a class that the ontology defines."
            ).text(lang, files=files, unknown=shown),
            "yellow",
        )
    if report.conforms:
        return colour(msg("Conforms: nothing found in {files}.").text(lang, files=files), "green")
    kinds = [noun_for(finding) for finding in report.findings]
    found = ", ".join(counted(kinds.count(noun), noun, lang) for noun in dict.fromkeys(kinds))
    things = {finding.thing for finding in report.findings} - {""}
    if things:
        on = counted(len(things), "thing", lang)
        said = msg("Does not conform: {findings} on {things} in {files}.").text(
            lang, findings=found, things=on, files=files
        )
    else:
        said = msg("Does not conform: {findings} in {files}.").text(
            lang, findings=found, files=files
        )
    lines = [colour(said, "red")]
    if any(map(named_rule, report.findings)):
        lines.append(NAMES_RULES.text(lang))
    if report.unread:
        unread = counted(len(report.unread), "file", lang)
        lines.append(UNREAD.text(lang, files=unread))
    return "\n".join(lines)
