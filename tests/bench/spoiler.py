"""A graph spoiled on purpose, so that validation finds much in it.

    python -m tests.bench.spoiler FILE SPOILED

Of the N-Triples of a file, two in a thousand are left out and two in a thousand get another value,
chosen by a checksum of the line: the same graph is spoiled alike each time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

OTHERS = ("<https://w3id.org/gcm-graph/id/state/none>", '"spoiled"', '"spoiled"@en')


def spoiled(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of N-Triples without some of them, and with other values in some."""
    for line in lines:
        chance = crc32(line) % 1000
        if chance >= 4:
            yield line
        elif chance >= 2:
            subject, predicate, _ = line.split(b" ", 2)
            value = OTHERS[crc32(line) // 1000 % len(OTHERS)].encode()
            yield b" ".join((subject, predicate, value, b".\n"))


def write_spoiled(file: Path, to: Path) -> Path:
    """Write a file of N-Triples spoiled; the file that was written."""
    with file.open("rb") as lines, to.open("wb") as out:
        out.writelines(spoiled(lines))
    return to


if __name__ == "__main__":
    write_spoiled(*map(Path, sys.argv[1:]))
