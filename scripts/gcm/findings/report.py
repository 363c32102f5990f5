"""The report of a validation: its findings, and the files that were read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gcm.core.namespaces import SH
from gcm.findings.finding import Finding
from gcm.findings.turtle_report import report_turtle
from gcm.rdf.property_paths import Descriptions


class Report(NamedTuple):
    """What validation found, by thing, the most severe first.

    Args:
        findings: what was found.
        files: those that were looked at.
        unread: those among them that could not be read to their end.
        paths: what the shapes say of their paths; empty if nothing was found.
    """

    findings: list[Finding]
    files: list[Path]
    # Never changed: a NamedTuple's defaults are shared.
    unread: list[Path] = []  # noqa: RUF012
    paths: Descriptions = {}  # noqa: RUF012

    def __repr__(self) -> str:
        return f"<Report: findings={len(self.findings)}, files={len(self.files)}>"

    @property
    def conforms(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def turtle(self) -> str:
        """The findings as a `sh:ValidationReport` in Turtle."""
        return report_turtle(self.findings, self.paths, {"sh": SH})
