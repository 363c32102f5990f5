"""A tiny root: the shipped definitions with a few facts, for what needs a graph but not ours.

`tests/tiny` holds its data: two dated events with their places, five States in two regions, their
participations and votes, a text with its quotes, pages with rights, and five tables. All of it is
cut from the shipped graph, under the same names.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("ontology", "data", "shapes", "queries")
DATA = Path(__file__).parent / "tiny" / "data"
TABLES = ("pages", "participants", "regions", "states", "votes")
# What the kinds of these tables read besides; there is no table of them.
_READ = ("events", "places", "series")
QUESTIONS = ("aims", "caveats", "coverage", "participants", "principles", "votes-by-choice")
# The Compact is not among the facts.
_NO_SHAPES = ("compact.ttl",)


def copy_graph(folder: Path) -> Path:
    """Write the shipped graph to a folder, which may exist."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def copy_tiny(folder: Path) -> Path:
    """Write the tiny root to a folder, which may exist."""
    shutil.copytree(ROOT / "ontology", folder / "ontology", dirs_exist_ok=True)
    shutil.copytree(DATA, folder / "data", dirs_exist_ok=True)
    shutil.copytree(ROOT / "shapes", folder / "shapes", ignore=shutil.ignore_patterns(*_NO_SHAPES))
    for name in ("checks", "dataset"):
        shutil.copytree(ROOT / "queries" / name, folder / "queries" / name)
    shutil.copy(ROOT / "queries" / "shortcuts.rq", folder / "queries")
    for kind, names in (("construct", (*TABLES, *_READ)), ("questions", QUESTIONS)):
        (folder / "queries" / kind).mkdir()
        for name in names:
            shutil.copy(ROOT / "queries" / kind / f"{name}.rq", folder / "queries" / kind)
    return folder
