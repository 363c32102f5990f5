"""Writing files so that nothing is ever half-written."""

from __future__ import annotations

import os
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

    A symbolic link is followed, and what is no file, such as `/dev/null`, is written to.

    Raises:
        RunError: the folder or the file cannot be written.
    """
    try:
        file = file.resolve()
        if file.exists() and not file.is_file():
            file.write_bytes(data)
            return
        # Not with tempfile: importing it costs every command ten milliseconds.
        temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(file.stat().st_mode if file.exists() else 0o644)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise RunError("file-unwritable", file=file, reason=error.strerror or error) from None
