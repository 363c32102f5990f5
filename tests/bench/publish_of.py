"""The whole of `gcm publish`, on the shipped graph with synthetic forums.

python -m tests.bench.publish_of make TRIPLES FOLDER    a repository to publish 0.1.0 from
python -m tests.bench.publish_of next FOLDER            the same a release later, to publish 0.2.0
python -m tests.bench.publish_of run VERSION FOLDER

Every look is taken that the command takes. What it refuses of the synthetic forums is passed over:
that their quotes stand in no text.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox

import gcm
from gcm.core.errors import GcmError
from gcm.core.layout import Layout
from gcm.releases import publish as task
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import read_prefixes

from ..releases._root import Repository
from .generator import write_forums


def make(triples: int, folder: Path) -> None:
    """Write and commit the shipped graph with so many more triples, a file for each forum."""
    repository = Repository.of_shipped(folder)
    prefixes = read_prefixes(Layout(folder))
    lines: list[str] = []
    write_forums(triples, lines.append)
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS):
        graphs.setdefault(str(quad.graph_name), []).append(quad.triple)
    for name, found in graphs.items():
        file = folder / "data" / "forums" / f"{name.rpartition('/')[2].rstrip('>')}.ttl"
        file.write_text(write_turtle(found, prefixes), encoding="utf-8")
    repository.commit()


def advance(folder: Path) -> None:
    """Tag the release, change a word in each tenth forum, and raise the version."""
    repository = Repository(folder)
    repository.git("tag", "v0.1.0")
    for file in sorted((folder / "data" / "forums").glob("synthetic-*0.ttl")):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"Caveat: ', '"A caveat: '), encoding="utf-8")
    repository.raise_version("0.2.0")
    repository.commit()


def run(version: str, folder: Path) -> None:
    """Publish.

    Raises:
        SystemExit: it is refused for another reason.
    """
    looks = vars(task)["refusals"]

    def passed_over(*given: Any, **named: Any) -> list[GcmError]:
        return [
            one
            for one in looks(*given, **named)
            if one.message.english
            != ("`gcm verify` finds problems in the data or its sources ({count}); fix them.")
        ]

    vars(task)["refusals"] = passed_over
    published = gcm.publish(version, root=folder)
    if published.folder is None:
        sys.exit("\n".join(one.text("en") for one in published.refusals))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1] == "next":
        advance(Path(sys.argv[2]))
    else:
        run(sys.argv[2], Path(sys.argv[3]))
