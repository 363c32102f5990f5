"""Running git safely: no other program, no prompt, no network connection."""

import os
import shutil
import subprocess
from pathlib import Path

from gcm.core.errors import RunError

# Kept of git's variables; the others name the repository of a hook, which may be another one.
_SETTINGS = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG", "GIT_EXEC_PATH")
# Git runs no other program, prompts for nothing, opens no connection (a clone may lack objects) and
# replaces no object by another.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ASKPASS": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "SSH_ASKPASS": "",
}
_OPTIONS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false"),  # `git log` would run `gpg.program`
    "--no-pager",
)


def git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a git command in a folder, with some bytes as its input.

    Git prompts for nothing and runs no other program.

    Raises:
        RunError: git is missing.
    """
    program = shutil.which("git")
    if program is None:
        raise RunError("git is not installed, so no revision can be read. Install git.")
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_SETTINGS)
    }
    return subprocess.run(
        [program, *_OPTIONS, "-C", str(folder), *arguments],
        input=given,
        capture_output=True,
        env={**kept, **_ENVIRONMENT},
        check=False,
    )


def is_shallow(folder: Path) -> bool:
    """Return whether the history of a repository is cut off, as `git clone --depth` leaves it."""
    return git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def git_output(folder: Path, *arguments: str) -> bytes:
    """Return the output of a git command.

    Raises:
        RunError: git is missing, or the command failed.
    """
    done = git(folder, *arguments)
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        reason = lines[0].removeprefix("fatal: ") if lines else done.returncode
        raise RunError(
            "git says: {reason}. Releases are made from a repository: get the graph by git clone.",
            file=folder,
            reason=reason,
        )
    return done.stdout
