"""Signs of progress for a user who waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gcm.cli.language import LANGUAGE
from gcm.core.language import msg

_PATIENCE = 1.0


@contextmanager
def working(quiet: bool = False) -> Iterator[None]:
    """Count the seconds of long work on standard error, from the first second on."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread  # late: most commands are piped or done by now

    done = Event()

    def count() -> None:
        seconds = 0
        while not done.wait(_PATIENCE):
            seconds += 1
            sys.stderr.write("\r" + msg("working … {seconds} s").text(LANGUAGE, seconds=seconds))
            sys.stderr.flush()
        if seconds:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    thread = Thread(target=count, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
