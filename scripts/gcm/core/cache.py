"""Where what is made from a graph is kept, and the key that says what it was made from."""

from __future__ import annotations

import os
from _blake2 import blake2b  # not from hashlib, which loads OpenSSL for twenty times as long
from collections.abc import Iterable
from pathlib import Path

from gcm.core.files import read_bytes
from gcm.core.layout import Layout


def prepared_files(layout: Layout) -> list[Path]:
    """Where the prepared graph of a root may be: below the root, else in the user's cache."""
    return _places(layout, "graph.nq", ".nq")


def kept_result_files(layout: Layout) -> list[Path]:
    """Where the results of validating a root may be kept, likewise."""
    return _places(layout, "validation.json", ".validation.json")


def _places(layout: Layout, name: str, ending: str) -> list[Path]:
    """`build/<name>` below the root, and a file of the root's own in the user's cache.

    The user's cache is `$XDG_CACHE_HOME`, else `~/.cache` (XDG Base Directory Specification).
    """
    root = layout.root.resolve()
    digest = blake2b(os.fsencode(root), digest_size=8).hexdigest()
    own = layout.root / "build" / name
    # A stranger's root may have a link there, to a file of the user's to write over, or a pipe.
    strange = own.parent.is_symlink() or own.is_symlink() or (own.exists() and not own.is_file())
    kept = _user_cache() / "gcm-graph" / f"{digest}{ending}"
    return [kept] if strange else [own, kept]


def content_key(files: Iterable[tuple[str, Path]], makers: Iterable[Path], version: str) -> str:
    """What the prepared graph is made from, as a digest: names and bytes of the files.

    The text of the modules that make it counts too: a checkout changes without its version.

    Args:
        files: the input files, each with the name of the graph that it becomes.
        makers: the modules.
        version: that of the tool.

    Raises:
        RunError: a file is missing or cannot be read.
    """
    named = (*files, *((file.name, file) for file in makers))
    return digest_of(((name, read_bytes(file)) for name, file in named), version)


def digest_of(contents: Iterable[tuple[str, bytes]], version: str) -> str:
    """A digest of contents and their names, and of the tool's version."""
    digest = blake2b(version.encode(), digest_size=16)
    for name, content in contents:
        digest.update(f"{name}\n{len(content)}\n".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def _user_cache() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
