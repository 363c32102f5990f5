"""How a release asks to be cited: CITATION.cff of the repository, with the release filled in.

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
    """The text with the version and the date of a release, and all else as it was.

    Args:
        text: the content of `CITATION.cff`.
        version: that of the release.
        date: that of the release, as `2026-11-22`.
        commit: that of the sources; empty if unknown.
        file: its name, for the error message.

    Raises:
        RunError: a field that is to be filled in is missing, or stands there twice.
    """
    text = _filled(text, "version", version, file)
    text = _filled(text, "date-released", date, file)
    # A release holds data, no code; a list of licences would leave the choice to whoever cites.
    text = _LICENCES.sub("license: CC-BY-4.0\n", text)
    # What stands there is the commit of another release.
    text = re.sub(r"^commit:.*\n", "", text, flags=re.MULTILINE)
    # Quoted, since digits alone would be a number.
    line = f'\ncommit: "{commit}"' if commit else ""
    return _field("version").sub(lambda found: found[0] + line, text)


def _filled(text: str, name: str, value: str, file: Path | str) -> str:
    filled, count = _field(name).subn(lambda _: f"{name}: {value}", text)
    if count != 1:
        raise RunError(
            msg(
                "the field `{name}` must stand once, at the start of a line; a release fills it in."
            ),
            file=file,
            name=name,
        )
    return filled


def _field(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)}:.*$", re.MULTILINE)
