"""Versions by Semantic Versioning 2.0.0 (https://semver.org/), without pre-releases or builds."""

from __future__ import annotations

import re
from typing import NamedTuple

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
