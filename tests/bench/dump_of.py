"""Writes the dump of a file of sorted or unsorted N-Quads, and reads it back.

python -m tests.bench.dump_of FILE.nq FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from gcm.core.layout import Layout
from gcm.core.staging import Staging
from gcm.rdf.dump import write_dump
from gcm.rdf.graph import read_prefixes
from gcm.rdf.read_back import dump_errors

from .quads import ROOT


def lines(file: Path) -> Iterator[list[bytes]]:
    """The lines without line ends, some at a time, of graphs of data: a dump has no blank nodes."""
    with file.open("rb") as stream:
        while some := list(islice(stream, 20_000)):
            yield [line[:-1] for line in some if b"/graph/ontology/" not in line]


def main(file: Path, folder: Path) -> None:
    """Write and read back.

    Raises:
        SystemExit: what was read back differs.
    """
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    prefixes = read_prefixes(Layout(ROOT))
    with Staging(folder) as staging:
        digests = write_dump(lines(file), staging, prefixes, context["@context"])
        if dump_errors(staging.folder, digests):
            sys.exit("what was read back differs")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
