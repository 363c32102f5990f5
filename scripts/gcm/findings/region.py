"""The place of a finding: for people, and as a region of a file for programs."""

import os
from pathlib import Path
from typing import NamedTuple

from gcm.core.display import from_here
from gcm.core.language import Lang, msg
from gcm.findings.finding import Finding


class Region(NamedTuple):
    """A region of a file; all counts from 1, columns are Unicode characters.

    `end_column` is the column after the last character; columns are unknown in tables.
    """

    line: int
    column: int | None
    end_line: int
    end_column: int | None


def place_of(finding: Finding, lang: Lang) -> str:
    """Return `file:line:column`, as far as known, relative to the current folder."""
    if finding.file is None:
        return msg("(no file)").text(lang)
    return ":".join(map(str, filter(None, (from_here(finding.file), finding.line, finding.column))))


def region_of(finding: Finding) -> Region:
    """Return the region of the finding's `source`; without a source, its place or line."""
    line = finding.line or 1
    if finding.column is None:
        return Region(line, None, line, None)
    more, _, last = finding.source.rpartition("\n")
    if more or finding.source.startswith("\n"):
        return Region(line, finding.column, line + finding.source.count("\n"), len(last) + 1)
    return Region(line, finding.column, line, finding.column + len(last))


def uri_of(file: Path) -> str:
    """Return a URI reference to a file: relative to the current folder if the file is below it."""
    from urllib.parse import quote  # late: only one format needs it

    file = from_here(file)
    return file.as_uri() if file.is_absolute() else quote(os.fsencode(file.as_posix()))
