"""Findings as SARIF 2.1.0 with errata 01 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from gcm.core.counting import counted
from gcm.core.language import Lang, in_language
from gcm.core.rule_messages import RULES
from gcm.core.version import __version__
from gcm.findings.finding import Finding, rule_of
from gcm.findings.region import region_of, uri_of
from gcm.findings.report import Report
from gcm.findings.text import NOT_LOOKED_AT, UNREAD, label_of, noun_for

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"violation": "error", "warning": "warning", "note": "note"}
# GitHub's names of the levels.
_SEVERITIES = {"violation": "error", "warning": "warning", "note": "recommendation"}

Object = dict[str, object]


def sarif(report: Report, lang: Lang) -> Object:
    """Return a report as a SARIF log of one run."""
    rules = {rule_of(finding): _rule(finding, lang) for finding in reversed(report.findings)}
    rules = dict(sorted(rules.items()))
    places = {rule: place for place, rule in enumerate(rules)}
    results = [
        _result(finding, places, mark, lang)
        for finding, mark in zip(report.findings, _fingerprints(report.findings), strict=True)
    ]
    driver = {"name": "gcm-graph", "version": __version__, "rules": list(rules.values())}
    run = {
        "tool": {"driver": driver},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, lang)],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(finding: Finding, lang: Lang) -> Object:
    name, why = rule_of(finding), in_language(finding.why, lang)
    asks = in_language(finding.message, lang)
    if not finding.shape:
        asks = RULES.get(name, RULES["other"]).asks.text(lang)
    noun = noun_for(finding)
    properties: Object = {"tags": ["data"], "problem.severity": _SEVERITIES[noun]}
    if finding.shape and not finding.shape.startswith("_:"):
        properties["shape"] = finding.shape
    return {
        "id": name,
        "shortDescription": {"text": asks},
        "fullDescription": {"text": why or asks},
        "help": {"text": f"{asks} {why}".strip()},
        "defaultConfiguration": {"level": _LEVELS[noun]},
        "properties": properties,
    }


def _result(finding: Finding, places: dict[str, int], mark: str, lang: Lang) -> Object:
    rule = rule_of(finding)
    result: Object = {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": _LEVELS[noun_for(finding)],
        "message": {"text": _sentence(finding, lang)},
        # Not called primaryLocationLineHash, which GitHub's uploader computes from the line.
        "partialFingerprints": {"gcmFinding/v1": mark},
    }
    location: Object = {}
    if finding.file:
        location["physicalLocation"] = {**_artifact(finding), "region": _region(finding)}
    if finding.thing:
        thing: Object = {"fullyQualifiedName": finding.thing}
        if label := label_of(finding, lang):
            thing["name"] = label
        location["logicalLocations"] = [thing]
    if location:
        result["locations"] = [location]
    if finding.replacement and finding.column and finding.file:
        change = {
            "deletedRegion": _region(finding),
            "insertedContent": {"text": finding.replacement},
        }
        advice = " ".join(in_language(line, lang) for line in finding.advice)
        changes = [{**_artifact(finding), "replacements": [change]}]
        result["fixes"] = [
            {"description": {"text": advice or finding.replacement}, "artifactChanges": changes}
        ]
    return result


def _artifact(finding: Finding) -> Object:
    return {"artifactLocation": {"uri": uri_of(finding.file)}} if finding.file else {}


def _region(finding: Finding) -> Object:
    region = region_of(finding)
    shown = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line if region.end_line > region.line else None,
        "endColumn": region.end_column,
    }
    return {name: number for name, number in shown.items() if number}


def _invocation(report: Report, lang: Lang) -> Object:
    """Describe whether all files could be read and, if not, which could not."""
    invocation: Object = {"executionSuccessful": not report.unread}
    if report.unread:
        files = counted(len(report.unread), "file", lang)
        notice = _notification("error", UNREAD.text(lang, files=files), report.unread)
        invocation["toolExecutionNotifications"] = [notice]
    elif report.unknown:
        names = ", ".join(map(uri_of, report.unknown))
        notice = _notification("warning", NOT_LOOKED_AT.text(lang, unknown=names), report.unknown)
        invocation["toolExecutionNotifications"] = [notice]
    return invocation


def _notification(level: str, text: str, files: Iterable[Path]) -> Object:
    places = [{"physicalLocation": {"artifactLocation": {"uri": uri_of(file)}}} for file in files]
    return {"level": level, "message": {"text": text}, "locations": places}


def _sentence(finding: Finding, lang: Lang) -> str:
    """Return the message and the advice in one paragraph."""
    said = [in_language(line, lang) for line in (finding.message, *finding.advice)]
    names = [finding.cell, label_of(finding, lang)]
    return ": ".join([*filter(None, names), " ".join(said)])


def _fingerprints(findings: Iterable[Finding]) -> Iterable[str]:
    """Yield a fingerprint of each finding, the same when the finding moves to another line."""
    times: Counter[str] = Counter()
    for finding in findings:
        parts = [rule_of(finding), finding.component, finding.thing, finding.path, finding.cell]
        parts += map(str, finding.value or ())
        if not finding.thing:
            parts += [uri_of(finding.file) if finding.file else "", finding.source]
            parts.append(in_language(finding.message, "en"))
        digest = hashlib.blake2b(
            "\n".join(parts).encode(errors="surrogatepass"), digest_size=16
        ).hexdigest()
        times[digest] += 1
        yield f"{digest}:{times[digest]}"
