"""The citation of a release: CITATION.cff of the repository, with the release filled in.

Citation File Format 1.2.0:
https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md
"""

from __future__ import annotations

import re
from pathlib import Path

from gcm.core.errors import RunError
from gcm.core.language import msg

_LICENCES = re.compile(r"^license:\n(?:  - .*\n)+", re.MULTILINE)


def citation(
    text: str, version: str, date: str, commit: str = "", file: Path | str = "CITATION.cff"
) -> str:
    """Return the text with version and date of a release, and all else unchanged.

    Args:
        text: the content of `CITATION.cff`.
        version: the version of the release.
        date: the day of the release, as `2026-11-22`.
        commit: the commit of the sources; empty if unknown.
        file: the name of the file, for the error message.

    Raises:
        RunError: a field to fill in is missing, or occurs twice.
    """
    text = _filled(text, "version", version, file)
    text = _filled(text, "date-released", date, file)
    # A release contains data, no code; a list of licences would leave the choice to the reader.
    text = _LICENCES.sub("license: CC-BY-4.0\n", text)
    # The commit in the file is that of another release.
    text = re.sub(r"^commit:.*\n", "", text, flags=re.MULTILINE)
    # Quoted, since digits alone would be a number.
    line = f'\ncommit: "{commit}"' if commit else ""
    return _field("version").sub(lambda found: found[0] + line, text)


def _filled(text: str, name: str, value: str, file: Path | str) -> str:
    filled, count = _field(name).subn(lambda _: f"{name}: {value}", text)
    if count != 1:
        raise RunError(
            msg(
                "the field `{name}` must occur once, at the start of a line; a release fills it in."
            ),
            file=file,
            name=name,
        )
    return filled


def _field(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)}:.*$", re.MULTILINE)
