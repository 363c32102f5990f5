"""Where the files of a graph are: its root and the folders below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems, RunError, UsageError
from gcm.core.iris import graph_iri

REGISTER = Path("ontology/prefixes.ttl")
_FOLDERS = ("ontology", "data", "shapes")
_QUERY_FOLDERS = ("questions", "checks")


class Layout(NamedTuple):
    """The files below one root. Symbolic links are refused: they may lead anywhere."""

    root: Path

    @property
    def register(self) -> Path:
        """The file of prefixes."""
        return self.root / REGISTER

    def ontology(self) -> list[Path]:
        """The ontology, labels of reused terms and vocabularies; alignments stay apart."""
        folder = self.root / "ontology"
        return [folder / "gcm.ttl", folder / "reused.ttl", *_files(folder / "vocab", ".ttl")]

    def data(self) -> list[Path]:
        """The Turtle files of data."""
        return _files(self.root / "data", ".ttl")

    def shapes(self) -> list[Path]:
        """The Turtle files of shapes."""
        return _files(self.root / "shapes", ".ttl")

    def source_texts(self) -> list[Path]:
        """The texts as received."""
        return _files(self.root / "data" / "sources", ".txt")

    def turtle(self) -> list[Path]:
        """Every Turtle file of the graph, for formatting."""
        return [path for name in _FOLDERS for path in _files(self.root / name, ".ttl")]

    def questions(self) -> dict[str, Path]:
        """Questions, then checks, by name."""
        return {
            path.stem: path
            for folder in _QUERY_FOLDERS
            for path in _files(self.root / "queries" / folder, ".rq")
        }

    def graph_of(self, file: Path) -> str:
        """The IRI of the named graph that a file holds; one from outside is named by its stem."""
        if file.is_relative_to(self.root):
            return graph_iri(file.relative_to(self.root))
        return graph_iri(Path("data", "file", file.name))


def find_layout(root: Path | None = None) -> Layout:
    """The graph to work on.

    Args:
        root: the folder that holds `ontology` and `data`; without it, the checkout that the
            current folder stands in, else the one the package was installed from, else the
            graph bundled with the package.

    Raises:
        UsageError: `root` holds no graph.
    """
    if root is not None:
        if not _is_root(root):
            raise UsageError("root-invalid", file=root)
        return Layout(root)
    package = Path(__file__).parents[1]
    here = Path.cwd()
    for candidate in (here, *here.parents, package.parents[1], package / "bundle"):
        if _is_root(candidate):
            return Layout(candidate)
    raise UsageError("root-missing")


def turtle_files(paths: list[Path]) -> list[Path]:
    """The files that paths given by a user stand for; a folder means every `*.ttl` below it.

    Raises:
        Problems: a path is missing, or a folder holds no Turtle; all of them at once.
    """
    found: list[Path] = []
    errors: list[GcmError] = []
    for path in paths:
        if path.is_dir():
            below = _files(path, ".ttl")
            found += below
            if not below:
                errors.append(RunError("folder-empty", file=path))
        elif path.exists():
            found.append(path)
        else:
            errors.append(RunError("file-missing", file=path))
    if errors:
        raise Problems(errors)
    return list(dict.fromkeys(found))


def _is_root(folder: Path) -> bool:
    return (folder / REGISTER).is_file() and (folder / "data").is_dir()


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(_walk(folder, suffix))


def _walk(folder: Path, suffix: str) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(parent, name)
            if path.is_symlink() and (name.endswith(suffix) or name in folders):
                raise RunError("symbolic-link", file=path)
        yield from (Path(parent, name) for name in names if name.endswith(suffix))
