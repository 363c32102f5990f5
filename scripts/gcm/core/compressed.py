"""Files that may be compressed with gzip (RFC 1952), read up to a bound."""

from __future__ import annotations

import zlib
from pathlib import Path

from gcm.core.errors import RunError
from gcm.core.files import read_bytes

GZIP = ".gz"
_PIECE = 1 << 20


def is_compressed(file: Path) -> bool:
    """Whether a file's ending says that it is compressed."""
    return file.suffix.lower() == GZIP


def read_expanded(file: Path, most: int) -> bytes:
    """The content of a file, expanded if its ending says that it is compressed.

    Raises:
        RunError: the file is missing, unreadable, broken, or larger than `most` bytes.
    """
    import gzip  # late: few files are compressed

    if not is_compressed(file):
        return read_bytes(file)
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.open(file) as stream:
            while part := stream.read(_PIECE):
                parts.append(part)
                size += len(part)
                if size > most:
                    raise RunError("file-large", file=file, megabytes=most // 1_000_000)
    except FileNotFoundError:
        raise RunError("file-missing", file=file) from None
    except (OSError, EOFError, zlib.error) as error:
        raise RunError("file-compressed", file=file, reason=error) from None
    return b"".join(parts)
