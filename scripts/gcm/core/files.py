"""Reading and writing files, some of them compressed with gzip (RFC 1952), up to a size limit."""

import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import (
    FILE_LARGE,
    FILE_MISSING,
    FILE_UNREADABLE,
    FILE_UNWRITABLE,
    RunError,
    UsageError,
)

AnyPath = str | Path


def as_path(given: AnyPath) -> Path:
    """The path that a caller gives.

    Raises:
        UsageError: it is something else, or empty text.
    """
    if not isinstance(given, AnyPath) or not str(given):
        raise UsageError("a path is text or a Path, not {given}.", given=repr(given))
    return Path(given)


def as_paths(given: AnyPath | Iterable[AnyPath]) -> list[Path]:
    """The paths that a caller gives, one or several.

    Raises:
        UsageError: something among them is no path.
    """
    if isinstance(given, AnyPath | bytes) or not isinstance(given, Iterable):
        return [as_path(given)]
    return [as_path(one) for one in given]


class _Kept(NamedTuple):
    """The folders whose files are read once, and what was read, by its path."""

    folders: tuple[str, ...]
    contents: dict[str, bytes]


_KEPT: ContextVar[_Kept | None] = ContextVar("kept", default=None)


@contextmanager
def reading_once(folders: Iterable[Path]) -> Iterator[None]:
    """Read each file below some folders once: whatever asks for it again gets the same bytes.

    What is written there meanwhile is not seen.
    """
    before = _KEPT.set(_Kept(tuple(os.path.realpath(one) + os.sep for one in folders), {}))
    try:
        yield
    finally:
        _KEPT.reset(before)


def read_text(file: Path) -> str:
    """Read a UTF-8 text file; a leading byte-order mark is removed.

    Raises:
        RunError: the file is missing, unreadable, or not UTF-8.
    """
    return decode(read_bytes(file), file)


def read_bytes(file: Path) -> bytes:
    """Return the content of a file.

    Raises:
        RunError: the file is missing or unreadable.
    """
    kept = _KEPT.get()
    if kept is None:
        return _read(file)
    path = os.path.realpath(file)
    if not path.startswith(kept.folders):
        return _read(file)
    if path not in kept.contents:
        kept.contents[path] = _read(file)
    return kept.contents[path]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise RunError(FILE_MISSING, file=file) from None
    except OSError as error:
        raise RunError(FILE_UNREADABLE, file=file, reason=error.strerror or error) from None


def refuse_special(file: Path) -> None:
    """Refuse a path that exists but is neither file nor folder: a pipe or device may never end.

    Raises:
        RunError: the path is neither a file nor a folder.
    """
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise RunError(
            "this is no file but a pipe or a device; save its content to a file first.", file=file
        )


def decode(data: bytes, file: Path | str) -> str:
    """Decode UTF-8 bytes; a leading byte-order mark is removed.

    Raises:
        RunError: the bytes, read from `file`, are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RunError(
            "not UTF-8 text (byte {offset}); save the file as UTF-8.",
            file=file,
            line=line,
            offset=error.start,
        ) from None


def write_text(file: Path, text: str) -> None:
    """Replace a file's content in one step, as UTF-8 with LF line ends.

    Raises:
        RunError: the folder or the file cannot be written.
    """
    write_bytes(file, text.encode("utf-8"))


def write_bytes(file: Path, data: bytes) -> None:
    """Replace a file's content in one step: a reader sees the old content or the new.

    A symbolic link is followed, and a special file such as `/dev/null` is written to directly.

    Raises:
        RunError: the folder or the file cannot be written.
    """
    try:
        file = file.resolve()
        if file.exists() and not file.is_file():
            with file.open("wb") as stream:
                stream.write(data)
            return
        # Not tempfile: importing it costs every command ten milliseconds.
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
        raise RunError(FILE_UNWRITABLE, file=file, reason=error.strerror or error) from None


# Reading RDF of this size takes some gigabytes at most: a letter may take four bytes.
MOST_BYTES = 250_000_000


def is_compressed(file: Path) -> bool:
    """Return whether the suffix of a file is that of a compressed file."""
    return file.suffix.lower() == ".gz"


def read_expanded(file: Path) -> bytes:
    """Read a file of up to `MOST_BYTES`, decompressed if its suffix is that of a compressed file.

    Raises:
        RunError: the file is missing, unreadable, broken, too large, or neither file nor folder.
    """
    too_large = RunError(FILE_LARGE, file=file, megabytes=MOST_BYTES // 1_000_000)
    with suppress(OSError):  # reading the file names the cause
        refuse_special(file)
        if file.stat().st_size > MOST_BYTES:
            raise too_large
    if not is_compressed(file):
        return read_bytes(file)
    import gzip  # late: few files are compressed

    try:
        with gzip.open(file) as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise RunError(FILE_MISSING, file=file) from None
    except (OSError, EOFError, zlib.error) as error:
        raise RunError(
            "the file is not what gzip writes, or is cut off ({reason}); compress it again.",
            file=file,
            reason=error,
        ) from None
    if len(data) > MOST_BYTES:
        raise too_large
    return data
