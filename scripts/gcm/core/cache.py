"""Where what is made from a graph is kept, and the key that says what it was made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from gcm.core.files import read_bytes
from gcm.core.layout import Layout

_FILE = Path("build", "graph.nq")


def prepared_files(layout: Layout) -> list[Path]:
    """Where the prepared graph of a root may be: below the root, else in the user's cache.

    The user's cache is `$XDG_CACHE_HOME`, else `~/.cache` (XDG Base Directory Specification).
    """
    root = layout.root.resolve()
    digest = hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()
    return [layout.root / _FILE, _user_cache() / "gcm-graph" / f"{digest}.nq"]


def content_key(files: Iterable[tuple[str, Path]], makers: Iterable[Path], version: str) -> str:
    """What the prepared graph is made from, as a digest: names and bytes of the files.

    The tool's version counts too, and the text of the modules that make it: a checkout changes
    without its version.

    Args:
        files: the input files, each with the name of the graph that it becomes.
        makers: the modules.
        version: that of the tool.

    Raises:
        RunError: a file is missing or cannot be read.
    """
    digest = hashlib.blake2b(version.encode(), digest_size=16)
    for name, file in (*files, *((file.name, file) for file in makers)):
        content = read_bytes(file)
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _user_cache() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
