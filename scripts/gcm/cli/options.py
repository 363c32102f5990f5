"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from gcm.cli.language import LANGUAGE, say
from gcm.core.errors import UsageError
from gcm.core.language import msg
from gcm.core.layout import address_of

F = TypeVar("F", bound=Callable[..., Any])


def root_option(command: F) -> F:
    """Add `--root`, accepted before the command or after it; the later one counts."""

    def remember(context: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
        if value is not None:
            context.find_root().params["root"] = value
        found: Path | None = context.find_root().params.get("root")
        return found

    text = say("Folder of the graph to work on.")
    path = click.Path(path_type=Path)
    option = click.option("--root", type=path, metavar="DIR", callback=remember, help=text)
    return option(command)


def lang_option(command: F) -> F:
    """Add `--lang`: the language of labels and messages."""
    text = say("Language of labels and messages.")
    option = click.option(
        "--lang", type=click.Choice(["en", "es"]), default=LANGUAGE, show_default=True, help=text
    )
    return option(command)


def flag(name: str, english: str) -> Callable[[F], F]:
    """Return an option without a value, with its help."""
    return click.option(name, is_flag=True, help=say(english))


def quiet_option(command: F) -> F:
    """Add `--quiet`: no notes on standard error."""
    return flag("--quiet", "Only the data and errors.")(command)


def common_options(command: F) -> F:
    """Add `--lang`, `--quiet` and `--root`."""
    return lang_option(quiet_option(root_option(command)))


def output_option(command: F) -> F:
    """Add `-o`: the file to write to."""
    text = say("Write to a file.")
    path = click.Path(path_type=Path)
    return click.option("-o", "--output", type=path, metavar="FILE", help=text)(command)


def store_option(command: F) -> F:
    """Add `--store`: the folder of an on-disk store."""
    text = say(
        "Keep the graph in an on-disk store in this folder, for large graphs.",
    )
    path = click.Path(path_type=Path)
    return click.option("--store", type=path, metavar="DIR", help=text)(command)


class FileOrUrl(click.ParamType[Path | str]):
    """A path, or the address of an endpoint unchanged."""

    name = "path"

    def convert(self, value: Any, _: click.Parameter | None, __: click.Context | None) -> Any:
        """Return a `Path`, or the address as text."""
        return address_of(value) or Path(value)


def on_option(command: F) -> F:
    """Add `--on`: the file or endpoint to query instead of the data."""
    text = say(
        "Turtle file or SPARQL endpoint to ask instead of the data.",
    )
    return click.option("--on", type=FileOrUrl(), metavar="FILE|URL", help=text)(command)


def timeout_option(seconds: float) -> Callable[[F], F]:
    """Return `--timeout`: the seconds after which to give up."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        callback=_number,
        default=seconds,
        show_default=True,
        metavar="SECONDS",
        help=say("Stop after so many seconds."),
    )


def answer_options(formats: list[str]) -> Callable[[F], F]:
    """Return `-f`, `-o`, `--on`, `--store` and `--timeout`, shared by `gcm ask` and `gcm query`."""

    def add(command: F) -> F:
        options = [
            click.option(
                "-f",
                "--format",
                "form",
                type=click.Choice(formats),
                help=say(
                    "Format; without it a table on a terminal, CSV elsewhere.",
                ),
            ),
            output_option,
            on_option,
            store_option,
            timeout_option(60.0),
        ]
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _number(_: click.Context, __: click.Parameter, value: float) -> float:
    """Return the seconds; "nan" is in no range and outside none."""
    if value != value:
        raise click.BadParameter(say("not a number."))
    return value


def parse_parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    """Parse `-p name=value` options into a dictionary.

    Raises:
        UsageError: an option is not of that form.
    """
    for pair in pairs:
        if not pair.partition("=")[0].strip() or "=" not in pair:
            raise UsageError(msg("a parameter is written name=value, not “{text}”."), text=pair)
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}
