"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from gcm.cli.user_language import LANGUAGE, say
from gcm.core.errors import UsageError
from gcm.core.layout import address_of

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


class FileOrUrl(click.ParamType[Path | str]):
    """A path, or the address of an endpoint unchanged."""

    name = "path"

    def convert(self, value: Any, _: click.Parameter | None, __: click.Context | None) -> Any:
        """Return a `Path`, or the address as text."""
        return address_of(value) or Path(value)


def flag(name: str, english: str) -> Callable[[F], F]:
    """Return an option without a value, with its help."""
    return click.option(name, is_flag=True, help=say(english))


def format_option(
    known: list[str], text: str | None = None, default: str | None = None
) -> Callable[[F], F]:
    """Return `-f`: the format of what is written."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(known),
        default=default,
        show_default=bool(default),
        help=text,
    )


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


def _number(_: click.Context, __: click.Parameter, value: float) -> float:
    """Return the seconds; "nan" is in no range and outside none."""
    if value != value:
        raise click.BadParameter(say("not a number."))
    return value


def _remember_root(context: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    """Accept `--root` before the command or after it; the later one counts."""
    if value is not None:
        context.find_root().params["root"] = value
    found: Path | None = context.find_root().params.get("root")
    return found


root_option = click.option(
    "--root",
    type=PATH,
    metavar="DIR",
    callback=_remember_root,
    help=say("Folder of the graph to work on."),
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    default=LANGUAGE,
    show_default=True,
    help=say("Language of labels and messages."),
)
quiet_option = flag("--quiet", "Only the data and errors.")
output_option = click.option(
    "-o", "--output", type=PATH, metavar="FILE", help=say("Write to a file.")
)
store_option = click.option(
    "--store",
    type=PATH,
    metavar="DIR",
    help=say("Keep the graph in an on-disk store in this folder, for large graphs."),
)
on_option = click.option(
    "--on",
    type=FileOrUrl(),
    metavar="FILE|DIR|URL|rev:NAME",
    help=say(
        "What to ask instead of the data: a file or folder of RDF, a release, the address of a "
        "SPARQL endpoint, or `rev:NAME`, a revision of git.",
    ),
)
own_help_option = click.option(
    "-h", "--help", "wants_help", is_flag=True, help=say("Show this text.")
)


def common_options(command: F) -> F:
    """Add `--lang`, `--quiet` and `--root`."""
    return lang_option(quiet_option(root_option(command)))


def source_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add `--on`, `--store` and `--root`; the command gets the `source` that they name."""

    @wraps(command)
    def on_source(
        *, on: Path | str | None, store: Path | None, root: Path | None, **named: Any
    ) -> int:
        from gcm.graph.open import Source  # late: not every command asks a graph

        return command(source=Source(root, on, store), **named)

    return on_option(store_option(root_option(on_source)))


def rows_options(formats: list[str]) -> Callable[[F], F]:
    """Return `-f`, `--excel` and `-o`, shared by the commands that write rows."""
    form = format_option(
        [*formats, "excel"], say("Format; without it a table on a terminal, CSV elsewhere.")
    )
    excel = click.option(
        "--excel",
        "form",
        flag_value="excel",
        help=say("CSV that Excel opens with its accents: a mark, semicolons, headings."),
    )
    return lambda command: form(excel(output_option(command)))


def parse_parameters(pairs: tuple[str, ...]) -> dict[str, list[str]]:
    """Parse `-p name=value` options into the values of each name.

    Raises:
        UsageError: an option is not of that form.
    """
    for pair in pairs:
        if not pair.partition("=")[0].strip() or "=" not in pair:
            raise UsageError("a parameter is written name=value, not “{text}”.", text=pair)
    values: dict[str, list[str]] = {}
    for name, _, value in (pair.partition("=") for pair in pairs):
        values.setdefault(name.strip(), []).append(value)
    return values
