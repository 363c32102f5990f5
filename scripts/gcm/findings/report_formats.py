"""Findings in every format: for people, for programs and for code review."""

import json
from collections.abc import Callable
from pathlib import Path

from gcm.core.display import from_here
from gcm.core.language import Lang, in_language
from gcm.core.terminal import escaped, printable
from gcm.findings.finding import Finding, rule_of
from gcm.findings.region import region_of
from gcm.findings.report import Report
from gcm.findings.sarif import sarif
from gcm.findings.text import NOT_LOOKED_AT, human, label_of, noun_for

_LEVELS = {"violation": "error", "warning": "warning", "note": "notice"}
_SCHEMA = Path(__file__).with_name("report.schema.json")


def report_as(form: str, report: Report, lang: Lang) -> str:
    """Format a report as one of `FORMATS`, ending in a line feed if it is not empty.

    The output cannot control a terminal or a runner of GitHub Actions; JSON and Turtle lose
    nothing.
    """
    return FORMATS[form](report, lang)


def report_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of the format `json`."""
    return _SCHEMA.read_text(encoding="utf-8")


def _json(report: Report, lang: Lang) -> str:
    """Format a report as JSON, as `report.schema.json` describes it."""
    kinds = [noun_for(finding) for finding in report.findings]
    content = {
        "conforms": report.conforms,
        "complete": not report.unread,
        "language": lang,
        "summary": {
            "findings": len(report.findings),
            "violations": kinds.count("violation"),
            "warnings": kinds.count("warning"),
            "notes": kinds.count("note"),
            "things": len({one.thing or one.file for one in report.findings}),
        },
        "files": [str(from_here(file)) for file in report.files],
        "unread": [str(from_here(file)) for file in report.unread],
        "unknown": [str(from_here(file)) for file in report.unknown],
        "findings": [_json_finding(finding, lang) for finding in report.findings],
    }
    return _dumped(content)


def _json_finding(finding: Finding, lang: Lang) -> dict[str, object]:
    region = region_of(finding) if finding.line else None
    value = finding.value
    return {
        "severity": finding.severity,
        "rule": rule_of(finding),
        "message": in_language(finding.message, lang),
        "why": in_language(finding.why, lang) or None,
        "advice": [in_language(line, lang) for line in finding.advice],
        "replacement": finding.replacement or None,
        "file": None if finding.file is None else str(from_here(finding.file)),
        "line": finding.line,
        "column": finding.column,
        "endLine": region and region.end_line,
        "endColumn": region and region.end_column,
        "cell": finding.cell or None,
        "source": finding.source or None,
        "thing": finding.thing or None,
        "label": in_language(finding.label, lang) or None,
        "path": finding.path or None,
        "value": value and {
            "kind": value.kind,
            "value": value.value,
            "language": value.language or None,
            "datatype": value.datatype or None,
        },
        "shape": finding.shape or None,
        "component": finding.component or None,
    }  # fmt: skip


def _dumped(content: object) -> str:
    return escaped(json.dumps(content, ensure_ascii=False, indent=2) + "\n", pairs=True)


def _github(report: Report, lang: Lang) -> str:
    """Format a report as workflow commands, one a line, with special characters escaped."""
    lines = []
    for finding in report.findings:
        texts = [finding.message, *finding.advice]
        if finding.value and not finding.source:
            texts.insert(1, {lang: finding.value.value})
        fields = {**_github_place(finding), "title": label_of(finding, lang) or rule_of(finding)}
        given = ",".join(f"{name}={_property(str(field))}" for name, field in fields.items())
        text = "%0A".join(_data(in_language(line, lang)) for line in texts)
        lines.append(f"::{_LEVELS[noun_for(finding)]} {given}::{text}\n")
    for file in report.unknown:
        text = NOT_LOOKED_AT.text(lang, unknown=str(from_here(file)))
        lines.append(f"::warning file={_property(str(from_here(file)))}::{_data(text)}\n")
    return "".join(lines)


def _github_place(finding: Finding) -> dict[str, object]:
    if finding.file is None:
        return {}
    region = region_of(finding)
    place: dict[str, object] = {"file": from_here(finding.file), "line": region.line}
    if region.end_line > region.line:
        return {**place, "endLine": region.end_line}  # columns count within one line only
    if region.column:
        place |= {"col": region.column, "endColumn": region.end_column}
    return place


def _data(text: str) -> str:
    return printable(text).strip().replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Report, Lang], str]] = {
    "human": human,
    "json": _json,
    "turtle": lambda report, _: escaped(report.turtle(), pairs=False),
    "sarif": lambda report, lang: _dumped(sarif(report, lang)),
    "github": _github,
}
