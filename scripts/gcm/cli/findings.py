"""Showing findings: for people, for programs, for code-review tools."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from gcm import __version__
from gcm.cli.language import LANGUAGE
from gcm.cli.text import bold, printable
from gcm.core.messages import Lang, message
from gcm.core.model import Finding
from gcm.ops.validate import Report

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}


def report_as(form: str, report: Report, lang: Lang) -> str:
    """A validation report in one of `FORMATS`, ending in a line feed."""
    return FORMATS[form](report, lang)


def finding_lines(finding: Finding, lang: Lang) -> list[str]:
    """A finding for people: where it stands, what it is about, what to do."""
    label = finding.label.get(lang) or next(iter(finding.label.values()), "")
    thing = f"{label} <{finding.thing}>" if label else finding.thing and f"<{finding.thing}>"
    lines = [bold(printable(f"{_place(finding)}: ")) + printable(thing)]
    lines.append("    " + printable(finding.message[lang]))
    if finding.path or finding.value:
        value = printable(finding.value.value) if finding.value else "—"
        shown = value if len(value) <= 100 else value[:99] + "…"
        path = printable(finding.path.rpartition("#")[2].rpartition("/")[2]) or "—"
        lines.append(f"    {path} → {shown}")
    return lines


def _human(report: Report, lang: Lang) -> str:
    blocks = ["\n".join(finding_lines(finding, lang)) for finding in report.findings]
    counts = {"count": len(report.findings), "files": len(report.files)}
    key = "validate-fine" if report.conforms else "validate-found"
    return "\n\n".join([*blocks, message(key, lang, **counts)]) + "\n"


def _json(report: Report, lang: Lang) -> str:
    findings = [
        {
            "severity": finding.severity,
            "file": None if finding.file is None else str(_relative(finding.file)),
            "line": finding.line,
            "thing": finding.thing,
            "label": finding.label.get(lang, ""),
            "path": finding.path,
            "value": None if finding.value is None else finding.value.value,
            "shape": finding.shape,
            "component": finding.component,
            "message": finding.message[lang],
        }
        for finding in report.findings
    ]
    content = {"conforms": report.conforms, "findings": findings}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _turtle(report: Report, _: Lang) -> str:
    return report.turtle()


def _sarif(report: Report, lang: Lang) -> str:
    results = [
        {
            "ruleId": finding.shape.rpartition("#")[2] or "evidence",
            "level": _LEVELS.get(finding.severity, "error"),
            "message": {"text": _sentence(finding, lang)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(_relative(finding.file))},
                        "region": {"startLine": finding.line or 1},
                    }
                }
            ]
            if finding.file
            else [],
        }
        for finding in report.findings
    ]
    driver = {"name": "gcm-graph", "version": __version__}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    content = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _github(report: Report, lang: Lang) -> str:
    """Workflow commands; line feeds, `%`, `:` and `,` are escaped so that no text starts one."""
    lines = []
    for finding in report.findings:
        level = {"Warning": "warning", "Info": "notice"}.get(finding.severity, "error")
        place = ""
        if finding.file:
            file = _property(str(_relative(finding.file)))
            place = f" file={file},line={finding.line or 1}"
        lines.append(f"::{level}{place}::{_data(_sentence(finding, lang))}\n")
    return "".join(lines)


def _sentence(finding: Finding, lang: Lang) -> str:
    return f"{finding.label.get(lang, finding.thing)}: {finding.message[lang]}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _uri(file: Path) -> str:
    from urllib.parse import quote  # late: only this format needs it

    return file.as_uri() if file.is_absolute() else quote(file.as_posix())


def _place(finding: Finding) -> str:
    if finding.file is None:
        return message("place-unknown", LANGUAGE)
    return f"{_relative(finding.file)}:{finding.line or 1}"


def _relative(file: Path) -> Path:
    """The file as seen from the current folder, where it is below it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_absolute() and file.is_relative_to(here) else file


FORMATS: dict[str, Callable[[Report, Lang], str]] = {
    "human": _human,
    "json": _json,
    "turtle": _turtle,
    "sarif": _sarif,
    "github": _github,
}
