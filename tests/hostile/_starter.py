"""A process that has imported what the command uses, and forks for each run of it."""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

# Not the command itself, which takes its language from its words.
EARLY = (
    *("click", "gcm.findings.report_formats", "gcm.findings.sarif", "gcm.findings.turtle_report"),
    "gcm.validation.validate",
)


def main() -> None:
    """Run what each line of the input asks for, and answer with how it ended."""
    for name in EARLY:
        import_module(name)
    with suppress(ModuleNotFoundError):  # no wheel for this platform
        import_module("gcm.validation.engines.pyshifty")
    for line in sys.stdin:
        asked = json.loads(line)
        if "pyshacl" in asked["words"]:  # rarely wanted, and slow to import
            import_module("gcm.validation.engines.pyshacl")._load_everything()
        pid = os.fork()
        if pid == 0:
            _become(asked)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(asked: dict[str, Any]) -> NoReturn:
    """Be the command, in its folder and with its limits, as if just started."""
    try:
        for name, value in asked["limits"].items():
            module, _, constant = name.rpartition(".")
            setattr(import_module(module), constant, value)
        for number, file in enumerate((os.devnull, asked["out"], asked["err"])):
            os.dup2(os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.chdir(asked["folder"])
        os.environ["XDG_CACHE_HOME"] = asked["cache"]
        most = asked["megabytes"] * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        sys.argv = ["gcm", *asked["words"]]
        from gcm.cli.app import main as command

        command()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    os._exit(70)


if __name__ == "__main__":
    main()
