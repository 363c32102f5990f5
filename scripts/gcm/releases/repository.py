"""The state of the repository that a graph is published from, and the versions of its tags.

Versions follow Semantic Versioning 2.0.0 (https://semver.org/), without pre-releases or builds.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError, UsageError, as_text
from gcm.core.git import git, git_output, is_shallow
from gcm.core.layout import BUILD, Layout
from gcm.releases.folder import made_from

_VERSION = re.compile(r"v?(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


class Version(NamedTuple):
    """A version; versions sort by their numbers."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def next_steps(self) -> list[Version]:
        """List the versions that may follow: of a fix, of an addition, of a break."""
        return [
            Version(self.major, self.minor, self.patch + 1),
            Version(self.major, self.minor + 1, 0),
            Version(self.major + 1, 0, 0),
        ]


FIRST = Version(0, 0, 0).next_steps()


def read_version(text: str) -> Version | None:
    """Parse a version such as `1.2.3` or `v1.2.3`; None if the text is no version."""
    found = _VERSION.fullmatch(text)
    return Version(*map(int, found.groups())) if found else None


def version_of(text: str) -> Version:
    """Return the version that a user gives.

    Raises:
        UsageError: the text is no version.
    """
    if version := read_version(as_text(text)):
        return version
    raise UsageError(
        "“{version}” is not a version like 1.2.0; pre-releases are not supported.", version=text
    )


class Repository(NamedTuple):
    """The state of a git repository.

    Args:
        commit: the commit that is checked out.
        date: the day of the commit (UTC), in ISO 8601.
        last: the highest version of any tag, or, if the commit has the tag of the version to be
            published, the highest below that version; None if there is none.
        tag: the name of that tag; empty if there is none.
        versions: every version that a tag of another commit names.
        changed: the files that differ from the commit, or are not in it.
        shallow: whether the history is cut off, so that earlier releases may be unknown.
    """

    commit: str
    date: str
    last: Version | None
    tag: str
    versions: list[Version]
    changed: list[str]
    shallow: bool


def read_repository(layout: Layout, version: Version) -> Repository:
    """Read the state of the repository of a graph, for a version to be published.

    A commit with the tag of the version gives the same release again.

    Raises:
        RunError: git is missing, the graph is in no repository, or nothing is committed yet.
    """
    root = layout.root
    head = git_output(root, "log", "-1", "--format=%H %ct").decode().split()
    # Not `git tag`, which writes in columns if the user's settings say so.
    tagged = git_output(root, "for-each-ref", "--format=%(refname:strip=2)", "refs/tags")
    names = tagged.decode(errors="replace").splitlines()
    tags = {known: name for name in names if (known := read_version(name))}
    older = set(tags)
    if version in tags:
        tagged = git_output(root, "rev-parse", f"refs/tags/{tags[version]}^{{commit}}")
        if tagged.decode().strip() == head[0]:
            del tags[version]
            older = {known for known in tags if known < version}
    last = max(older, default=None)
    return Repository(
        commit=head[0],
        date=_day(int(head[1])),
        last=last,
        tag=tags[last] if last else "",
        versions=sorted(tags),
        changed=_changed(layout),
        shallow=is_shallow(root),
    )


def release_day(repository: Repository) -> str:
    """Return the day of a release: that of `SOURCE_DATE_EPOCH`, else that of the commit.

    https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        RunError: the variable is not a number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return repository.date
    if not re.fullmatch(r"[0-9]{1,11}", given):
        raise RunError(
            "SOURCE_DATE_EPOCH is “{value}”, which is not a number of seconds; correct it, or "
            "unset it for the date of the commit.",
            value=given,
        )
    return _day(int(given))


def _changed(layout: Layout) -> list[str]:
    """List the files that differ from the commit, as git names them."""
    below = os.fsdecode(git_output(layout.root, "rev-parse", "--show-prefix")).removesuffix("\n")
    status = [os.fsdecode(entry[3:]) for entry in _status(layout.root)]
    # Files that gcm itself keeps belong to no release, whether git ignores them or not.
    status = [name for name in status if not name.startswith(f"{below}{BUILD}/")]
    # Git does not report files that it ignores or assumes unchanged (their mark is not H), nor
    # those of a nested repository.
    listed = git_output(layout.root, "ls-files", "-v", "-z", "--full-name").split(b"\0")[:-1]
    marks = {os.fsdecode(entry[2:]): entry[:1] for entry in listed}
    files = (file.relative_to(layout.root).as_posix() for file in made_from(layout))
    unknown = (name for file in files if marks.get(name := below + file) != b"H")
    return list(dict.fromkeys([*status, *unknown]))


def _status(root: Path) -> list[bytes]:
    """Return the entries of `git status`, each as two letters, a blank, and the path."""
    # To compare a file, git would run the filters in the repository's settings; to look into a
    # nested repository, those in its settings.
    pattern = r"^filter\..*\.(clean|smudge|process|required)$"
    names = git(root, "config", "--null", "--name-only", "--get-regexp", pattern).stdout
    settings = (os.fsdecode(name) for name in names.split(b"\0")[:-1])
    options = [
        word
        for name in settings
        for word in ("-c", f"{name}={'false' if name.endswith('.required') else ''}")
    ]
    command = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    output = git_output(root, *options, *command, "--ignore-submodules=dirty")
    return [entry for entry in output.split(b"\0") if entry]


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
