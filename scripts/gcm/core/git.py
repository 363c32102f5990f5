"""What git knows of the repository that a graph is in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from gcm.core.errors import RunError

# Nothing that a repository's or a user's settings name may run or ask.
_QUIET = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
}
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def run_git(folder: Path, *arguments: str) -> bytes:
    """What a command of git prints, run in a folder.

    Raises:
        RunError: git is missing, or the command failed.
    """
    try:
        done = subprocess.run(
            ["git", *_SETTINGS, *arguments],
            cwd=folder,
            env=os.environ | _QUIET,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RunError("git-missing", reason=error.strerror or error) from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise RunError("git-failed", file=folder, reason=lines[0] if lines else done.returncode)
    return done.stdout
