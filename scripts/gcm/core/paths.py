"""How a file is named to whoever reads about it."""

from __future__ import annotations

from pathlib import Path


def from_here(file: Path) -> Path:
    """The file as seen from the current folder, where it is below it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_absolute() and file.is_relative_to(here) else file
