"""Take from a process, for good, what it has open and what it could open."""

import os
import resource
from collections.abc import Iterable
from pathlib import Path
from typing import Final

KEPT: Final = 3  # the descriptor that stays open beside the three standard ones
_MANY: Final = 1 << 20  # descriptors to close if the system has no limit


def seal(descriptor: int, folder: Path | None = None, memory: int | None = None) -> None:
    """Close all descriptors of the process but one, which becomes `KEPT`; no other can be opened.

    Args:
        descriptor: the one that stays open.
        folder: the folder of an on-disk store, whose open files stay open; files may then be
            opened, connections not.
        memory: bytes that the process may allocate beyond now, where the system reports them;
            None for no limit.

    Raises:
        OSError: the system refuses it.
    """
    if folder:
        from gcm.sandbox.seccomp import forbid_sockets, open_below  # late: for on-disk stores only

        kept = open_below(folder)
    else:
        kept = []
    close_others(descriptor, kept)
    if memory is not None:
        bound_memory(memory)
    lower(resource.RLIMIT_CORE, 0)
    if folder:
        forbid_sockets()
    else:
        lower(resource.RLIMIT_NOFILE, 0)


def bound_memory(memory: int) -> None:
    """Limit the bytes that the process may allocate beyond now."""
    lower(resource.RLIMIT_DATA, _taken() + memory)


def lower(kind: int, most: int) -> None:
    """Limit the process for good; a lower limit is kept."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _taken() -> int:
    """Return the bytes of the process's own memory; none if the system does not report them."""
    try:
        words = Path("/proc/self/statm").read_text("ascii").split()
    except OSError:
        return 0
    return int(words[5]) * resource.getpagesize()


def close_others(descriptor: int, kept: Iterable[int] = ()) -> None:
    """Close all descriptors of the process but one, which becomes `KEPT`, and those in `kept`.

    The standard descriptors become `/dev/null`: a native library that panics writes to them.
    """
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    os.dup2(descriptor, KEPT)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(KEPT):
        os.dup2(nowhere, standard)
    start = KEPT + 1
    for one in kept:
        os.closerange(start, one)
        start = one + 1
    os.closerange(start, most if 0 < most < _MANY else _MANY)
