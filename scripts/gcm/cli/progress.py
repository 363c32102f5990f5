"""Signs of progress for a user who waits at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from gcm.cli.user_language import say
from gcm.core.terminal import printable

_PATIENCE = 1.0
_LONGEST = 79  # columns that a line of progress may take


@contextmanager
def one_line(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Give a function that shows a text on standard error in place of the one before.

    The last text is removed at the end. Nothing is shown where no user waits at a terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield _replace_line
    finally:
        _replace_line("")


def _replace_line(text: str) -> None:
    click.echo("\r\033[K" + printable(text)[:_LONGEST], nl=False, err=True)


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
            _replace_line(say("working … {seconds} s", seconds=seconds))
        if seconds:
            _replace_line("")

    thread = Thread(target=count, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
