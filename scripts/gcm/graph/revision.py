"""The files of a graph in a revision of its git repository.

The files' content is read from git's objects as committed. `git archive` would apply the tree's
attributes: omit files, rewrite them, run configured filters.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from gcm.core.errors import FILE_UNWRITABLE, SYMBOLIC_LINK, GcmError, Problems, RunError, UsageError
from gcm.core.git import git, is_shallow
from gcm.core.language import msg

_STATE_UNKNOWN = msg(
    "“{name}” is no file, no folder, no release below build/release/ and "
    "no revision of git; check how it is written. `git fetch --tags` brings the tags of the remote."
)
_CUT = msg(
    "no revision of git is called “{name}” here, where the history is cut off (a shallow clone): "
    "get the rest of it by `git fetch --unshallow --tags`."
)
_STATE_OBJECT = msg(
    "git cannot give this file, or its name leads elsewhere; fetch the "
    "whole history, or name another revision."
)

_FOLDERS = ("data", "ontology", "queries", "shapes")
_ENDINGS = (".rq", ".ttl")
_MOST_BYTES = 500_000_000
_MOST_FILES = 100_000
_LINK = "120000"


class Revision(NamedTuple):
    """A commit of the repository that a folder is in, and the folder's path in it."""

    name: str
    commit: str
    folder: Path
    below: str


class _Blob(NamedTuple):
    name: str
    object_id: str
    size: int


def find_revision(name: str, folder: Path) -> Revision:
    """Return the commit that a tag, a branch or another revision of git names.

    Raises:
        UsageError: git knows no such revision.
        RunError: git is missing, or the folder is in no repository that git would read.
    """
    if name.startswith("-") or "\0" in name or not name.strip():
        raise UsageError(_STATE_UNKNOWN, name=name)
    below = git(folder, "rev-parse", "--show-prefix")
    if below.returncode:
        reason = below.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise RunError(
            "“{name}” is no file, no folder and no release below build/release/, and the graph is "
            "in no repository of git where it could be a revision ({reason}).",
            name=name,
            reason=reason.partition("\n")[0],
        )
    wanted = f"{name}^{{commit}}"
    found = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    commit = found.stdout.decode("ascii", "replace").strip()
    if found.returncode or not re.fullmatch("[0-9a-f]{40,64}", commit):
        raise UsageError(_CUT if is_shallow(folder) else _STATE_UNKNOWN, name=name)
    return Revision(name, commit, folder, os.fsdecode(below.stdout.removesuffix(b"\n")))


@contextmanager
def checked_out(revision: Revision) -> Iterator[Path]:
    """Check out the graph's Turtle and queries of a revision into a temporary folder.

    An error that names one of the files names it as git does: `HEAD~1:data/x.ttl`.

    Raises:
        RunError: the revision contains a symbolic link, too much, or an object that git cannot
            read.
    """
    with TemporaryDirectory(prefix="gcm-") as name:
        root = Path(name)
        _write(_blobs(revision), revision, root)
        try:
            yield root
        except GcmError as error:
            for each in error.errors if isinstance(error, Problems) else [error]:
                if each.file is not None and Path(each.file).is_relative_to(root):
                    each.file = f"{revision.name}:{Path(each.file).relative_to(root).as_posix()}"
            raise


def _blobs(revision: Revision) -> list[_Blob]:
    """List the files of the graph in a revision: path below the folder, object, size."""
    tree = f"{revision.commit}:{revision.below}"
    listed = git(revision.folder, "ls-tree", "-r", "-l", "-z", "--full-tree", tree)
    if listed.returncode:
        if git(revision.folder, "rev-parse", "--verify", "--quiet", tree).returncode:
            return []  # the folder is younger
        raise RunError(_STATE_OBJECT, file=f"{revision.name}:{revision.below}")
    blobs = []
    for entry in listed.stdout.split(b"\0")[:-1]:
        head, _, path = entry.partition(b"\t")
        mode, kind, object_id, size = head.decode("ascii").split()
        name = PurePosixPath(os.fsdecode(path))
        if not name.parts or name.parts[0] not in _FOLDERS:
            continue
        if mode == _LINK:
            raise RunError(SYMBOLIC_LINK, file=f"{revision.name}:{name}")
        if kind == "blob" and name.suffix in _ENDINGS:
            if not size.isdecimal():  # the object is missing
                raise RunError(_STATE_OBJECT, file=f"{revision.name}:{name}")
            blobs.append(_Blob(str(name), object_id, int(size)))
    if sum(blob.size for blob in blobs) > _MOST_BYTES or len(blobs) > _MOST_FILES:
        raise RunError(
            "the revision {name} contains more files of the graph than can be read, or more than "
            "{megabytes} MB.",
            name=revision.name,
            megabytes=_MOST_BYTES // 1_000_000,
        )
    return blobs


def _write(blobs: list[_Blob], revision: Revision, root: Path) -> None:
    """Write the files below an empty folder."""
    wanted = "".join(f"{blob.object_id}\n" for blob in blobs).encode()
    given = BytesIO(git(revision.folder, "cat-file", "--batch", given=wanted).stdout)
    for blob in blobs:
        file = f"{revision.name}:{blob.name}"
        parts = PurePosixPath(blob.name).parts
        head = given.readline().split()
        if ".." in parts or head[1:] != [b"blob", str(blob.size).encode()]:
            raise RunError(_STATE_OBJECT, file=file)
        content = given.read(blob.size)
        if not given.read(1):  # the line feed after a whole object
            raise RunError(_STATE_OBJECT, file=file)
        try:
            target = root.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except OSError as error:
            raise RunError(FILE_UNWRITABLE, file=file, reason=error.strerror) from None
