"""The `gcm` command: it dispatches to subcommands and turns every error into a line and a code."""

import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from gcm.cli.options import lang_option, root_option
from gcm.cli.user_language import LANGUAGE, say
from gcm.core.errors import GcmError
from gcm.core.terminal import inert, printable
from gcm.core.version import __version__

FINE, FINDINGS, USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130

_COMMANDS = {
    "ask": say("Answer a question or run a check."),
    "cite": say("Cite a fact or a thing."),
    "describe": say("Everything known about one thing."),
    "diff": say("What changed between two states."),
    "explain": say("Why a triple holds."),
    "fmt": say("Format Turtle files."),
    "import": say("Write the Turtle that a table gives."),
    "infer": say("What follows from the graph."),
    "publish": say("Make a release of the graph."),
    "push": say("Put the graph into a triplestore."),
    "query": say("Run any SPARQL query."),
    "quote": say("Print the lines that quote words."),
    "rule": say("What a rule asks, and why."),
    "search": say("Find things, questions, quotes and pages by words."),
    "serve": say("Serve the site and an endpoint."),
    "terms": say("The classes and properties of the graph."),
    "validate": say("Validate data against the shapes."),
    "verify": say("Prove quotes and coverage."),
}


_MODULES = {"import": "import_"}  # a module cannot have a keyword as its name


class _ReaderGone(Exception):
    """The reader of the output has gone, as with `| head`."""


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"gcm.cli.{module}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would end the process if the reader of the output has
        gone.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(say("Commands")):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "The Global Compact for Migration as a graph: ask it, validate it, prove it.\n\n"
        "Example: gcm ask participants"
    ),
)
@root_option
@lang_option
@click.version_option(__version__, prog_name="gcm-graph")
def app(**_: object) -> None:
    """Group the commands."""


def main() -> NoReturn:
    """Run the command; the exit code is 0 fine, 1 findings, 2 usage, 3 could not run."""
    code = _run()
    sys.stderr.flush()
    # Exit at once: tearing down the interpreter and the store costs a tenth of a command's time.
    os._exit(code)


def _run() -> int:
    _mend_streams()
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else FINE
    except GcmError as error:
        click.echo(inert(printable(error.text(LANGUAGE), keep_lines=True)), err=True)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        alone = error.ctx is None or error.ctx.parent is None  # `gcm` asks what there is
        click.echo(error.format_message(), err=not alone)
        return FINE if alone else USAGE
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "gcm"
        detail = printable(error.format_message())
        click.echo(say("{detail}\nTry `{command} -h`.", detail=detail, command=name), err=True)
        return USAGE
    except click.ClickException as error:
        click.echo(printable(error.format_message()), err=True)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("interrupted; no file is half-written."), err=True)
        return INTERRUPTED
    except (_ReaderGone, BrokenPipeError):
        _drop_output()
        return FINE
    except OSError as error:
        _drop_output()
        reason = printable(error.strerror or str(error))
        click.echo(say("the output could not be written ({reason}).", reason=reason), err=True)
        return FAILED
    except Exception as error:
        if os.environ.get("GCM_DEBUG"):
            raise
        reason = printable(f"{type(error).__name__}: {error}")
        click.echo(
            say(
                "internal error, not caused by your input: {reason}. Run it again with "
                "GCM_DEBUG=1 and report it.",
                reason=reason,
            ),
            err=True,
        )
        return FAILED


def _mend_streams() -> None:
    """Replace streams that the shell closed by `/dev/null`; escape letters that an encoding
    lacks.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Discard unwritten output, since flushing it would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
