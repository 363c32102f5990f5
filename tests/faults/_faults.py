"""The list of planted faults, as `faults.toml` says it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("faults.toml")


class Fault(NamedTuple):
    """A change to one file that some test must notice.

    Attributes:
        id: names it, for people and for the command line.
        about: what is wrong then, in a line.
        file: its path below the root of the checkout.
        old: text that occurs once in the file.
        new: what is put in its place.
        tests: files or folders of tests, separated by spaces.
        words: which of these tests, as an expression for pytest's `-k`; empty for all.
    """

    id: str
    about: str
    file: str
    old: str
    new: str
    tests: str
    words: str = ""

    def planted(self, text: str) -> str:
        """The text of the file with the fault in it.

        Raises:
            ValueError: the old text does not occur exactly once.
        """
        if (count := text.count(self.old)) != 1:
            raise ValueError(f"{self.file}: the text to replace occurs {count} times, not once")
        return text.replace(self.old, self.new)


def read_faults() -> list[Fault]:
    """All faults, in the order of the list."""
    return [Fault(**entry) for entry in tomllib.loads(LIST.read_text("utf-8"))["fault"]]
