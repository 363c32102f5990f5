"""The files of a graph: its root and the folders below it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import (
    FILE_MISSING,
    FILE_UNREADABLE,
    SYMBOLIC_LINK,
    GcmError,
    RunError,
    UsageError,
)
from gcm.core.files import AnyPath, as_path, as_paths, refuse_special
from gcm.core.iris import graph_iri

QUADS = "gcm-graph.nq.gz"  # the data in canonical form
BUILD = Path("build")
RELEASES = BUILD / "release"

REGISTER = Path("ontology/prefixes.ttl")
_FOLDERS = ("ontology", "data", "shapes")
_QUERY_FOLDERS = ("questions", "checks")


class Layout(NamedTuple):
    """The files below one root. Symbolic links are refused, since they may lead anywhere."""

    root: Path

    @property
    def register(self) -> Path:
        """Return the file of prefixes."""
        return self.own(*REGISTER.parts)

    @property
    def context(self) -> Path:
        """Return the file of the JSON-LD context."""
        return self.own("ontology", "context.jsonld")

    @property
    def dataset(self) -> Path:
        """Return the Turtle file with the constant part of every release's description."""
        return self.own("ontology", "dataset.ttl")

    @property
    def shortcuts(self) -> Path:
        """Return the query for the shortcut triples, each of which stands for a whole fact."""
        return self.own("queries", "shortcuts.rq")

    def ontology(self) -> list[Path]:
        """List the ontology, its modules, labels of reused terms, vocabularies; no alignments."""
        head, reused = (self.own("ontology", name) for name in ("gcm.ttl", "reused.ttl"))
        modules, vocab = (_files(self.own("ontology", name), ".ttl") for name in ("gcm", "vocab"))
        return [head, *modules, reused, *vocab]

    def alignments(self) -> list[Path]:
        """List the files that align the ontology's terms with those of other ontologies."""
        return _files(self.own("ontology", "alignments"), ".ttl")

    def data(self) -> list[Path]:
        """List the Turtle files of data."""
        return _files(self.own("data"), ".ttl")

    def shapes(self) -> list[Path]:
        """List the Turtle files of shapes, without their examples."""
        examples = self.own("shapes", "examples")
        return [file for file in _files(self.own("shapes"), ".ttl") if examples not in file.parents]

    def examples(self, ending: str) -> list[Path]:
        """The examples beside the shapes: good ones (.ttl), edits (.edits), of checks (.diff)."""
        return _files(self.own("shapes", "examples"), ending)

    def source_texts(self) -> list[Path]:
        """List the source texts as received."""
        return _files(self.own("data", "sources"), ".txt")

    def turtle(self) -> list[Path]:
        """List every Turtle file of the graph, for formatting."""
        return [path for name in _FOLDERS for path in _files(self.own(name), ".ttl")]

    def questions(self) -> dict[str, Path]:
        """Return the questions, then the checks, by name."""
        return {
            path.stem: path
            for folder in _QUERY_FOLDERS
            for path in _files(self.own("queries", folder), ".rq")
        }

    def constructs(self) -> dict[str, Path]:
        """Return the CONSTRUCT queries that turn tables into triples, by name."""
        return {path.stem: path for path in _files(self.own("queries", "construct"), ".rq")}

    def descriptions(self) -> list[Path]:
        """List the CONSTRUCT queries that describe a release.

        Raises:
            RunError: there are no such queries.
        """
        folder = self.own("queries", "dataset")
        if not (found := _files(folder, ".rq")):
            raise RunError(FILE_MISSING, file=folder / "*.rq")
        return found

    def tables(self) -> dict[str, Path]:
        """Return the graph's own tables by name, which is the name of their CONSTRUCT query."""
        return {path.stem: path for path in _files(self.own("data", "tables"), ".csv")}

    def folders(self) -> list[Path]:
        """The folders that hold all of the graph."""
        return [self.own(name) for name in (*_FOLDERS, "queries")]

    def own(self, *names: str) -> Path:
        """Return a path below the root.

        Raises:
            RunError: part of the path is a symbolic link.
        """
        path = self.root
        for name in names:
            path = _no_link(path / name)
        return path

    def own_turtle(self, file: Path) -> Path:
        """Return a Turtle file of the data, given its path below the root.

        Raises:
            RunError: the path leads out of the data.
        """
        if file.is_absolute() or ".." in file.parts or file.parts[:1] != ("data",):
            raise RunError("the Turtle of a table is kept below data/; not {path}.", path=file)
        return self.own(*file.parts)

    def graph_of(self, file: Path) -> str:
        """Return the IRI of a file's named graph; a file outside the root is named by its stem."""
        if file.is_relative_to(self.root):
            return graph_iri(file.relative_to(self.root))
        return graph_iri(Path("data", "file", file.name))

    def file_of(self, graph: str) -> str:
        """Return the path below the root of the file with a named graph."""
        own = {
            graph_iri(file.relative_to(self.root)): file
            for file in (*self.ontology(), *self.data())
        }
        return own[graph].relative_to(self.root).as_posix() if graph in own else graph


def find_layout(root: AnyPath | None = None) -> Layout:
    """The graph to work on.

    Args:
        root: the folder with `ontology` and `data`; without it, the checkout around the current
            folder, else the one the package was installed from, else the graph bundled with the
            package.

    Raises:
        UsageError: `root` holds no graph, or is no path.
    """
    if root is not None:
        root = as_path(root)
        if not _is_root(root):
            raise UsageError(
                "this folder contains no graph: it needs ontology/prefixes.ttl and data/.",
                file=root,
            )
        return Layout(root)
    package = Path(__file__).parents[1]
    here = Path.cwd()
    for candidate in (here, *here.parents, package.parents[1], package / "bundle"):
        if _is_root(candidate):
            return Layout(candidate)
    raise UsageError("no graph found here; name its folder with --root.")


def address_of(on: AnyPath | None) -> str:
    """The address of an endpoint, if that is what the user named; empty for a path that exists."""
    if not isinstance(on, str) or not on.lower().startswith(("http://", "https://")):
        return ""
    return "" if os.path.exists(on) else on  # noqa: PTH110 - no error, whatever the text


def files_of(
    paths: AnyPath | Iterable[AnyPath], endings: tuple[str, ...] = (".ttl",)
) -> tuple[list[Path], list[GcmError]]:
    """List the files that a user's paths name, and the errors of the other paths.

    A folder means every file below it that has one of the endings; that of a release, its data.

    Raises:
        UsageError: something among them is no path.
    """
    found: list[Path] = []
    errors: list[GcmError] = []
    for path in as_paths(paths):
        try:
            quads = path / QUADS
            if QUADS.endswith(endings) and quads.is_file():
                below = [quads]
            else:
                below = _files(path, endings) if path.is_dir() else [path]
        except RunError as error:
            errors.append(error)
            continue
        found += below
        if not below:
            shown = ", ".join(f"*{ending}" for ending in endings)
            errors.append(
                RunError("the folder contains no RDF file ({endings}).", file=path, endings=shown)
            )
    return list(dict.fromkeys(found)), errors


def _is_root(folder: Path) -> bool:
    return (folder / REGISTER).is_file() and (folder / "data").is_dir()


def _no_link(path: Path) -> Path:
    if path.is_symlink():
        raise RunError(SYMBOLIC_LINK, file=path)
    return path


def _files(folder: Path, suffix: str | tuple[str, ...]) -> list[Path]:
    """List the files below a folder, if it exists; hidden ones belong to editors and systems."""
    return sorted(_walk(folder, suffix)) if folder.exists() else []


def _walk(folder: Path, suffix: str | tuple[str, ...]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if entry.name[0] != "."]
    except OSError as error:
        raise RunError(FILE_UNREADABLE, file=error.filename, reason=error.strerror) from None
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir():
            yield from _walk(_no_link(path), suffix)
        elif entry.name.endswith(suffix):
            if not entry.is_file(follow_symlinks=False):  # known without another disk access
                refuse_special(_no_link(path))
            yield path
