"""Errors that stop a task, with their message in both languages and their exit code."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gcm.core.display import from_here
from gcm.core.language import LANGS, Lang, Message, Text, msg
from gcm.core.parser_messages import reason

FILE_MISSING = msg("no such file; check the path.")
FILE_LARGE = msg(
    "the file is larger than {megabytes} MB; split it, or validate its parts one by one."
)
FILE_UNREADABLE = msg("the file cannot be read ({reason}).")
FILE_UNWRITABLE = msg("the file cannot be written ({reason}).")
SYMBOLIC_LINK = msg("symbolic links are not followed; put the file itself here.")
FILE_EMPTY = msg("the file contains no triples.")


class GcmError(Exception):
    """A task could not be done, for a reason that the user can fix.

    Args:
        message: the reason, without its place; English text is marked for the catalogue.
        file: the file at fault, shown before the message.
        line: the line in it, 1-based.
        column: the character in the line, 1-based.
        values: the values of the message's placeholders.
    """

    exit_code = 3

    def __init__(
        self,
        message: Message | str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        **values: object,
    ) -> None:
        self.message = Message(message) if isinstance(message, str) else message
        super().__init__(self.message.english)
        self.file = file
        self.line = line
        self.column = column
        self.values = values

    def text(self, lang: Lang) -> str:
        """Return the message in `lang`, preceded by `file:line:column:` as far as that is known."""
        parts = [] if self.file is None else [from_here(Path(self.file)), self.line, self.column]
        place = "".join(f"{part}:" for part in parts if part is not None)
        # A line end in a file name would start a new line of output.
        place = re.sub(r"[\r\n]", "\ufffd", place)
        return f"{place} {self.plain(lang)}".lstrip()

    def plain(self, lang: Lang) -> str:
        """Return the message in `lang` without its place."""
        values = {name: reason(value, lang) for name, value in self.values.items()}
        return self.message.text(lang, **values)

    def __str__(self) -> str:
        return self.text("en")


class UsageError(GcmError):
    """The command was called wrongly: unknown question, parameter, format."""

    exit_code = 2


def as_text(given: object) -> str:
    """The text that a caller gives, such as a name or a query.

    Raises:
        UsageError: it is something else.
    """
    if not isinstance(given, str):
        raise UsageError("expected text, not {given}.", given=repr(given))
    return given


def check_numbers(least: float, *given: object) -> None:
    """Refuse what a caller gives as numbers and is none, or less than one; None is not given.

    Raises:
        UsageError: one is something else.
    """
    for one in given:
        number = isinstance(one, int | float) and not isinstance(one, bool)
        if one is not None and not (number and one >= least):  # type: ignore[operator]
            raise UsageError(
                "expected a number from {least} on, not {given}.", least=least, given=repr(one)
            )


def as_language(given: object) -> Lang:
    """The language that a caller gives.

    Raises:
        UsageError: it is something else.
    """
    for lang in LANGS:
        if given == lang:
            return lang
    raise UsageError("the language is en or es, not “{value}”.", value=given)


def did_you_mean(names: Iterable[str]) -> Text:
    """Return the sentence, after a space, that proposes names; empty if there are none."""
    shown = ", ".join(names)
    texts = msg("Did you mean: {names}?").texts(names=shown) if shown else {}
    return {lang: f" {text}" for lang, text in texts.items()}


class RunError(GcmError):
    """The task could not run: file missing, syntax error, refused query, timeout."""


class QueryError(RunError):
    """A query cannot be run as it is written: invalid, refused, too slow."""


class NotSparql(QueryError):
    """A text is no query of SPARQL."""


class GraphNotLoaded(QueryError):
    """FROM names a graph that is not loaded."""


class TimedOut(QueryError):
    """A query, or other work in a child process, exceeded its time limit.

    Args:
        seconds: the time limit.
    """

    def __init__(self, seconds: float | None) -> None:
        super().__init__(
            msg(
                "stopped after {seconds} seconds. Narrow the query, add a LIMIT, or "
                "raise --timeout."
            ),
            seconds=f"{seconds:g}",
        )


class ProcessDied(QueryError):
    """The child process that ran a query or other work ended too early.

    Args:
        reason: the cause, in the words of the system or a library.
    """

    def __init__(self, reason: object) -> None:
        super().__init__(
            msg("the query could not be run to its end ({reason}). Narrow it or add a LIMIT."),
            reason=reason,
        )


class EndpointError(RunError):
    """An endpoint refused a request, or its answer violates the protocol.

    Args:
        status: the HTTP status of the answer.
    """

    def __init__(self, message: Message | str, *, status: int, **values: Any) -> None:
        super().__init__(message, status=status, **values)
        self.status = status


class Unreachable(RunError):
    """A server could not be connected to, so nothing was sent."""


class Disconnected(RunError):
    """A connection broke, so it is unknown how much of the sent data arrived."""


class Problems(GcmError):
    """Several errors at once, so that the user can fix all of them in one go."""

    def __init__(self, errors: list[GcmError]) -> None:
        Exception.__init__(self, f"{len(errors)} problems")
        self.errors = errors
        self.exit_code = max(error.exit_code for error in errors)

    def text(self, lang: Lang) -> str:
        """Return the message of every error, one per line."""
        return "\n".join(error.text(lang) for error in self.errors)
