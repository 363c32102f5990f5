"""Showing and clearing what is kept of a graph to answer quickly."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from gcm.core.cache import kept_result_files, prepared_files
from gcm.core.errors import RunError
from gcm.core.layout import find_layout
from gcm.rdf.prepared import is_current, prepared_key

State = Literal["current", "stale", "missing"]


MESSAGES: dict[State, str] = {
    "current": "cache-current",
    "stale": "cache-stale",
    "missing": "cache-missing",
}


class Kept(NamedTuple):
    """A place where the prepared graph may be; `size` is in bytes."""

    file: Path
    state: State
    size: int


def show_cache(*, root: Path | None = None) -> list[Kept]:
    """The places where the prepared graph of a root may be, in the order in which they are tried.

    Raises:
        UsageError: `root` holds no graph.
        RunError: a file of the graph cannot be read.
    """
    layout = find_layout(root)
    key = prepared_key(layout)
    return [_kept(file, key) for file in prepared_files(layout)]


def clear_cache(*, root: Path | None = None) -> list[Path]:
    """Delete the prepared graph of a root, its kept results, and what an interrupted process left.

    Returns:
        The files that were deleted.

    Raises:
        UsageError: `root` holds no graph.
        RunError: a file cannot be deleted.
    """
    deleted = []
    layout = find_layout(root)
    for file in (*prepared_files(layout), *kept_result_files(layout)):
        for found in (file, *sorted(file.parent.glob(f".{file.name}.*.tmp"))):
            try:
                found.unlink()
            except FileNotFoundError:
                continue
            except OSError as error:
                reason = error.strerror or error
                raise RunError("file-unwritable", file=found, reason=reason) from None
            deleted.append(found)
    return deleted


def _kept(file: Path, key: str) -> Kept:
    if not file.is_file():
        return Kept(file, "missing", 0)
    state: State = "current" if is_current(file, key) else "stale"
    return Kept(file, state, file.stat().st_size)
