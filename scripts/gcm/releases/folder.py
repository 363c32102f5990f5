"""The folder of a release: its place, the names of its files, and how it appears whole."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import FILE_UNWRITABLE, SYMBOLIC_LINK, RunError
from gcm.core.layout import RELEASES, Layout

SUMS = "SHA256SUMS"
README, CHANGES, CITATION = "README.md", "CHANGES.md", "CITATION.cff"
# Copied from the root unchanged.
COPIED = ("LICENSE", "LICENSE-DATA")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})
_MARK = ".staged-"


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


class Staging:
    """A folder in which files are written until one rename moves it to its place.

    One process at a time has such a folder below a parent. The next process removes the remains of
    one that was killed; the system frees the lock of a process that has ended.
    """

    def __init__(self, parent: Path) -> None:
        """Create the folder below `parent`, which must be on the file system of the final place."""
        self.folder = parent / f"{_MARK}{os.getpid()}"
        self.sums: dict[str, str] = {}  # the SHA-256 of the data passed to `write`, by file
        self._parent = parent
        self._lock = -1  # the parent's descriptor, which is locked

    def __enter__(self) -> Staging:
        try:
            self._parent.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self._parent, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in self._parent.glob(f"{_MARK}*"):
                shutil.rmtree(left)
            self.folder.mkdir()
        except OSError as error:
            self._unlock()
            if isinstance(error, BlockingIOError):
                raise RunError(
                    "another process is publishing here; wait for it to end.", file=self._parent
                ) from None
            raise _unwritable(self._parent, error) from None
        return self

    def write(self, name: str, data: bytes) -> None:
        """Write a new file, creating its folders as needed, and remember its sum.

        Raises:
            RunError: the disk is full, or the folder cannot be written to.
        """
        file = self.folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(data)
        except OSError as error:
            raise _unwritable(file, error) from None
        self.sums[name] = hashlib.sha256(data).hexdigest()

    def files(self) -> list[str]:
        """Return the names of the files written so far, sorted."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def move_to(self, place: Path) -> None:
        """Move the folder to its place, once all its files are on the disk.

        Raises:
            RunError: the place exists already, or cannot be written.
        """
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            for path in [*self.folder.rglob("*"), self.folder]:
                _to_disk(path)
            if os.path.lexists(place):  # an empty folder there would be replaced silently
                raise FileExistsError(17, os.strerror(17))
            self.folder.rename(place)
            _to_disk(place.parent)
        except OSError as error:
            raise _unwritable(place, error) from None

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._unlock()

    def _unlock(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(file: Path, error: OSError) -> RunError:
    return RunError(FILE_UNWRITABLE, file=file, reason=error.strerror or error)
