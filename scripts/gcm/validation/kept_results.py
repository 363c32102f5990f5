"""Cached results of validating a graph, by a key of the input."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gcm.core.cache import kept_result_files
from gcm.core.errors import RunError
from gcm.core.files import write_bytes
from gcm.core.layout import Layout
from gcm.core.results import Cell
from gcm.validation.report import Result

_MOST = 8  # keys


def kept_results(layout: Layout, key: str, compute: Callable[[], list[Result]]) -> list[Result]:
    """Return the results for a key; without cached ones, compute and cache them.

    Only the latest keys are kept. An unwritable place costs time, nothing else.
    """
    places = kept_result_files(layout)
    for file in places:
        kept = _read(file)
        if key in kept:
            return kept[key]
    results = compute()
    for file in places:
        with suppress(RunError, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            latest = {key: results, **_read(file)}
            write_bytes(file, json.dumps(dict(list(latest.items())[:_MOST])).encode())
            break
    return results


def _read(file: Path) -> dict[str, list[Result]]:
    """Return the content of a cache file; nothing if it is unreadable or not in our format."""
    try:
        content = json.loads(file.read_bytes())
        return {key: [_result(*one) for one in found] for key, found in content.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _result(
    focus: str, shape: str, component: str, severity: str, path: str, value: list[str] | None
) -> Result:
    cell = Cell(*value) if value else None  # type: ignore[arg-type]
    return Result(focus, shape, component, severity, path, cell)
