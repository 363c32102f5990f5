"""Formatting Turtle files in their canonical, diff-friendly form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems
from gcm.core.files import AnyPath, as_paths, decode, read_bytes, write_text
from gcm.core.layout import files_of, find_layout
from gcm.turtle.format import format_turtle
from gcm.turtle.parse import read_prefixes


class Formatted(NamedTuple):
    """The files that were, or would be, changed, among all files looked at."""

    changed: list[Path]
    files: list[Path]


def format_files(
    paths: AnyPath | Iterable[AnyPath] = (), *, root: AnyPath | None = None, check: bool = False
) -> Formatted:
    """Format Turtle files; the graph, its lexical forms and the comments stay as they are.

    Args:
        paths: a file or folder, or several; without any, every Turtle file of the graph.
        root: the graph whose register of prefixes is used.
        check: change nothing.

    Raises:
        UsageError: `root` holds no graph, or `paths` are none.
        Problems: files that are missing, are not Turtle, or cannot be formatted; then no file
            is changed.
    """
    given = as_paths(paths)
    layout = find_layout(root)
    prefixes = read_prefixes(layout)
    files, errors = files_of(given) if given else (layout.turtle(), [])
    texts: dict[Path, str] = {}
    for file in files:
        try:
            data = read_bytes(file)
            before = decode(data, file)
            after = format_turtle(before, prefixes, file)
        except GcmError as error:
            errors.append(error)
            continue
        if data != after.encode("utf-8"):
            texts[file] = after
    if errors:
        raise Problems(errors)
    if not check:
        for file, text in texts.items():
            write_text(file, text)
    return Formatted(list(texts), files)
