"""Writing files so that nothing is ever half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from gcm.core.errors import RunError


def write_text(file: Path, text: str) -> None:
    """Replace a file's content in one step, as UTF-8 with LF line ends.

    Raises:
        RunError: the folder or the file cannot be written.
    """
    write_bytes(file, text.encode("utf-8"))


def write_bytes(file: Path, data: bytes) -> None:
    """Replace a file's content in one step: a reader sees the old content or the new.

    Raises:
        RunError: the folder or the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(file.stat().st_mode if file.exists() else 0o644)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise RunError("file-unwritable", file=file, reason=error.strerror or error) from None
