"""The folder of a release: its place and the names of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import SYMBOLIC_LINK, RunError
from gcm.core.layout import RELEASES, Layout

SUMS = "SHA256SUMS"
README, CHANGES, CITATION = "README.md", "CHANGES.md", "CITATION.cff"
# Copied from the root unchanged.
COPIED = ("LICENSE", "LICENSE-DATA")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


class ReleaseFile(NamedTuple):
    """A file of a release.

    Args:
        path: the path below the folder of the release, with `/`.
        size: the size in bytes.
        sha256: the digest in hexadecimal digits.
    """

    path: str
    size: int
    sha256: str


def made_from(layout: Layout) -> list[Path]:
    """List the files of a root that its release is made from.

    Raises:
        RunError: one of them is a symbolic link, or not a file.
    """
    return [
        *layout.turtle(),
        *layout.questions().values(),
        *layout.descriptions(),
        layout.shortcuts,
        *layout.source_texts(),
        layout.context,
        *map(layout.own, (*COPIED, CITATION)),
    ]


def release_place(layout: Layout, version: str) -> Path:
    """Return the folder of a release of a root.

    Raises:
        RunError: part of the path is a symbolic link, which may lead anywhere.
    """
    releases = layout.root / RELEASES
    for folder in (releases.parent, releases):
        if folder.is_symlink():
            raise RunError(SYMBOLIC_LINK, file=folder)
    return releases / version


def measured(folder: Path, name: str) -> ReleaseFile:
    """Measure a file of a release on the disk."""
    data = (folder / name).read_bytes()
    return ReleaseFile(name, len(data), hashlib.sha256(data).hexdigest())


def sha256sums(files: Iterable[ReleaseFile]) -> str:
    """Return the list as `sha256sum` writes it and `sha256sum -c` reads it, sorted by path.

    A line with a backslash or a line end in the name begins with a backslash, which tells
    `sha256sum` (GNU coreutils, “cksum common options”) that the name is escaped.
    """
    return "".join(_line(file) for file in sorted(files))


def _line(file: ReleaseFile) -> str:
    escaped = file.path.translate(_ESCAPES)
    mark = "" if escaped == file.path else "\\"
    return f"{mark}{file.sha256}  {escaped}\n"
