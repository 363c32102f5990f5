"""Where a finding stands: for people, and as a region of a file for programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from gcm.core.display import from_here
from gcm.core.language import Lang, msg
from gcm.findings.finding import Finding


class Region(NamedTuple):
    """A stretch of a file; all counts from 1, columns are Unicode characters.

    `end_column` is that of the character after the last; columns are unknown in tables.
    """

    line: int
    column: int | None
    end_line: int
    end_column: int | None


def place_of(finding: Finding, lang: Lang) -> str:
    """`file:line:column`, as far as it is known, as seen from the current folder."""
    if finding.file is None:
        return msg("(no file)").text(lang)
    return ":".join(map(str, filter(None, (from_here(finding.file), finding.line, finding.column))))


def region_of(finding: Finding) -> Region:
    """The stretch that the finding's `source` takes; without it a place, or a line."""
    line = finding.line or 1
    if finding.column is None:
        return Region(line, None, line, None)
    more, _, last = finding.source.rpartition("\n")
    if more or finding.source.startswith("\n"):
        return Region(line, finding.column, line + finding.source.count("\n"), len(last) + 1)
    return Region(line, finding.column, line, finding.column + len(last))


def uri_of(file: Path) -> str:
    """A reference to a file: relative to the current folder where it is below it."""
    from urllib.parse import quote  # late: only one format needs it

    file = from_here(file)
    return file.as_uri() if file.is_absolute() else quote(os.fsencode(file.as_posix()))
