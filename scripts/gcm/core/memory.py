"""Giving memory back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Return what is free to the system, where the C library can: glibc would keep most of it.

    Between steps that each take much, of which the next could not use all that the last one freed.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
