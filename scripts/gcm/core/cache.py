"""The cache files of a graph, and the key that identifies the content they were built from."""

import os
from _blake2 import blake2b  # not from hashlib, which loads OpenSSL for twenty times as long
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from gcm.core.errors import RunError
from gcm.core.files import write_bytes
from gcm.core.layout import Layout


def prepared_files(layout: Layout) -> list[Path]:
    """List the places of the prepared graph of a root: below the root, else in the user's cache."""
    return _places(layout, "graph.nq", ".nq")


def kept_result_files(layout: Layout) -> list[Path]:
    """List the places of the kept validation results: below the root, else in the user's cache."""
    return _places(layout, "validation.json", ".validation.json")


def _places(layout: Layout, name: str, ending: str) -> list[Path]:
    """Return `build/<name>` below the root, and a file for this root in the user's cache.

    The user's cache is `$XDG_CACHE_HOME`, else `~/.cache` (XDG Base Directory Specification).
    """
    root = layout.root.resolve()
    digest = blake2b(os.fsencode(root), digest_size=8).hexdigest()
    own = layout.root / "build" / name
    # A root from a stranger may have a symbolic link or a pipe there.
    strange = own.parent.is_symlink() or own.is_symlink() or (own.exists() and not own.is_file())
    kept = user_cache() / f"{digest}{ending}"
    return [kept] if strange else [own, kept]


def keep(files: Iterable[Path], data: bytes) -> None:
    """Write data to the first of some places that can be written.

    Without such a place nothing is kept: the next run takes longer, and no more.
    """
    for file in files:
        with suppress(RunError, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(file, data)
            break


def digest_of(contents: Iterable[tuple[str, bytes]], version: str) -> str:
    """Return a digest of contents, their names and the version of the tool."""
    digest = blake2b(version.encode(), digest_size=16)
    for name, content in contents:
        digest.update(f"{name}\n{len(content)}\n".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def user_cache() -> Path:
    """Return the folder of this tool in the user's cache, which may not exist."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "gcm-graph"
