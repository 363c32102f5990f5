"""Blocks of a text: the lines from one name at the margin to the next, as `gcm fmt` writes.

A text with another layout has fewer blocks, or some that are no whole statements, so blocks may
serve only speed and the recovery from errors.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

# A name at the margin: a prefixed name, an IRI, or a blank node.
_NAME = re.compile(
    r"^(?:<[^<>\s\"]*>|[^\s#@\"'<>\[\](){}.;,:]*:[^\s\"'<>\[\](){};,]*)", re.MULTILINE
)

# Tried once for each word, and no letter twice: a literal may be one word of megabytes.
_PREFIX = re.compile(r"(?<![^\s#@\"'<>\[\](){};,:|^])([^\s#@\"'<>\[\](){};,:|^]*+):")


class Block(NamedTuple):
    """A piece of a text, and the line it begins on, counted from 1."""

    line: int
    text: str


class Blocks:
    """The blocks of a text, found on demand."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _names(self) -> list[tuple[int, str]]:
        """The place where each block begins, and its name."""
        return [(match.start(), match[0]) for match in _NAME.finditer(self._text)]

    @cached_property
    def _lines(self) -> list[int]:
        """The line on which each block begins."""
        starts = [0, *(start for start, _ in self._names)]
        ends = (self._text.count("\n", *pair) for pair in pairwise(starts))
        return list(accumulate(ends, initial=1))[1:]

    def __len__(self) -> int:
        return len(self._names)

    @property
    def head(self) -> str:
        """The text above the first block."""
        return self._text[: self._names[0][0]] if self._names else self._text

    def all(self) -> Iterable[Block]:
        """Return every block, in order."""
        return map(self.block, range(len(self)))

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, (_, name) in enumerate(self._names):
            found.setdefault(local_name(name.strip("<>")), []).append(place)
        return found

    def named(self, local: str, most: int) -> list[int]:
        """Return the indexes of the first blocks whose name ends in a local name."""
        return self._by_name.get(local, [])[:most]

    def are_about(self, things: Iterable[str]) -> bool:
        """Return whether the blocks are about some IRIs, all of them, and blank nodes only."""
        ends = {local_name(thing) for thing in things}
        names = (name for _, name in self._names if not name.startswith("_:"))
        return ends == {local_name(name.strip("<>")) for name in names}

    def holding(self, words: str, most: int) -> list[int]:
        """Return the indexes of the first blocks that contain some words."""
        found: list[int] = []
        start = self._text.find(words)
        while start >= 0 and len(found) < most:
            place = bisect_right(self._names, start, key=itemgetter(0)) - 1
            if place >= 0 and (not found or place != found[-1]):
                found.append(place)
            start = self._text.find(words, max(self._end(place), start + 1))
        return found

    def block(self, place: int) -> Block:
        """Return one block by its index."""
        return Block(self._lines[place], self._text[self._names[place][0] : self._end(place)])

    def _end(self, place: int) -> int:
        return self._names[place + 1][0] if place + 1 < len(self) else len(self._text)


def local_name(name: str) -> str:
    """Return the end of an IRI, a prefixed name or `_:label`."""
    return re.split("[/#:]", name.rstrip("/"))[-1]


def with_prefixes(block: Block, prefixes: Mapping[str, str]) -> str:
    """Return a block as a text of its own, the prefixes that it may use declared on line one."""
    used = sorted({name for name in _PREFIX.findall(block.text) if name in prefixes})
    head = "".join(f"@prefix {name}: <{prefixes[name]}> . " for name in used)
    return f"{head}\n{block.text}"
