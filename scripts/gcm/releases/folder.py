"""A release as a folder: where it is, and what its files are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import SYMBOLIC_LINK, RunError
from gcm.core.layout import RELEASES, Layout

SUMS = "SHA256SUMS"
README, CHANGES, CITATION = "README.md", "CHANGES.md", "CITATION.cff"
# Copied from the root as they are.
COPIED = ("LICENSE", "LICENSE-DATA")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


class ReleaseFile(NamedTuple):
    """A file of a release.

    Args:
        path: below the folder of the release, with `/`.
        size: in bytes.
        sha256: in hexadecimal digits.
    """

    path: str
    size: int
    sha256: str


def made_from(layout: Layout) -> list[Path]:
    """The files of a root that a release of it is made from.

    Raises:
        RunError: one of them is a symbolic link, or no file.
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
    """Where a release of a root is.

    Raises:
        RunError: a symbolic link stands on the way, which may lead anywhere.
    """
    releases = layout.root / RELEASES
    for folder in (releases.parent, releases):
        if folder.is_symlink():
            raise RunError(SYMBOLIC_LINK, file=folder)
    return releases / version


def measured(folder: Path, name: str) -> ReleaseFile:
    """A file of a release as it is on the disk."""
    data = (folder / name).read_bytes()
    return ReleaseFile(name, len(data), hashlib.sha256(data).hexdigest())


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
