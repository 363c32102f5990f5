"""The report of a validation: its findings, and the files that were read."""

from pathlib import Path
from typing import NamedTuple

from gcm.findings.finding import Finding
from gcm.rdf.property_paths import Descriptions


class Report(NamedTuple):
    """The findings of a validation by entity, the most severe first.

    Args:
        findings: the findings.
        files: the files that were validated.
        unread: the files among them that could not be read to their end.
        paths: the descriptions of the shapes' paths; empty without findings.
        unknown: the files in which nothing is of a class that the ontology defines, so that no
            shape looks at a class of theirs; empty if anything was found.
    """

    findings: list[Finding]
    files: list[Path]
    # Never changed: a NamedTuple's defaults are shared.
    unread: list[Path] = []  # noqa: RUF012
    paths: Descriptions = {}  # noqa: RUF012
    unknown: list[Path] = []  # noqa: RUF012

    def __repr__(self) -> str:
        return f"<Report: findings={len(self.findings)}, files={len(self.files)}>"

    @property
    def conforms(self) -> bool:
        """Whether there are no findings."""
        return not self.findings

    def turtle(self) -> str:
        """Return the findings as a `sh:ValidationReport` in Turtle."""
        from gcm.findings.turtle_report import report_turtle  # late: few reports are Turtle

        return report_turtle(self.findings, self.paths)
