"""Files that may be compressed with gzip (RFC 1952), read up to a bound."""

from __future__ import annotations

import zlib
from pathlib import Path

from gcm.core.errors import FILE_LARGE, FILE_MISSING, RunError
from gcm.core.files import read_bytes
from gcm.core.language import msg

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
                    raise RunError(FILE_LARGE, file=file, megabytes=most // 1_000_000)
    except FileNotFoundError:
        raise RunError(FILE_MISSING, file=file) from None
    except (OSError, EOFError, zlib.error) as error:
        raise RunError(
            msg("the file is not what gzip writes, or is cut off ({reason}); compress it again."),
            file=file,
            reason=error,
        ) from None
    return b"".join(parts)
