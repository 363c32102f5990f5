"""The list of checksums that goes with the files of a release."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.release import ReleaseFile

_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def sha256sums(files: Iterable[ReleaseFile]) -> str:
    """The list as `sha256sum` writes it and `sha256sum -c` reads it, sorted by path.

    A line whose name holds a backslash or a line end begins with a backslash, by which
    `sha256sum` (GNU coreutils, “cksum common options”) knows that the name is escaped.
    """
    return "".join(_line(file) for file in sorted(files))


def _line(file: ReleaseFile) -> str:
    escaped = file.path.translate(_ESCAPES)
    mark = "" if escaped == file.path else "\\"
    return f"{mark}{file.sha256}  {escaped}\n"
