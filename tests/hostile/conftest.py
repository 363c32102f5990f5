"""Running `gcm validate` on hostile files: a process with a small graph and little memory.

The wall clock is only a net: no test says how long something takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ..loopback import Answer, Server, serving
from ._graph import Canary, Done, Root, Validate

MAIN = "import sys; sys.argv[0] = 'gcm'; from gcm.cli.app import main; main()"
SCRIPTS = Path(__file__).parents[2] / "scripts"
MEGABYTES = 3000  # of address space, of which a process that does nothing has some hundreds


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return Root(tmp_path / "graph")


@pytest.fixture
def validate(root: Root, tmp_path: Path) -> Validate:
    """Run `gcm validate` on the small graph, in its folder, with so many megabytes.

    `limits` are constants of modules, such as `{"gcm.turtle.document.MOST_BYTES": 1000}`.
    """

    def run(
        *words: str | Path,
        megabytes: int = MEGABYTES,
        limits: Mapping[str, float] = {},
        net: float = 600,
    ) -> Done:
        lower = "".join(
            f"import {name.rpartition('.')[0]} as m; m.{name.rpartition('.')[2]} = {value}; "
            for name, value in limits.items()
        )
        plain = {name: text for name, text in os.environ.items() if name in ("PATH", "HOME")}
        path = os.pathsep.join(filter(None, [str(SCRIPTS), os.environ.get("PYTHONPATH", "")]))
        limit = f"ulimit -v {megabytes * 1024}; exec"
        command = [sys.executable, "-c", lower + MAIN, "validate", *map(str, words)]
        return subprocess.run(
            ["sh", "-c", f'{limit} "$@"', "sh", *command],
            env={
                **plain,
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": path,
                "XDG_CACHE_HOME": str(tmp_path / "cache"),
            },
            cwd=root.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=net,
            check=False,
        )

    return run


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that must have seen no request when the test is over."""
    with serving(Answer()) as found:
        yield found
        assert found.seen == []


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    """A file that must not have been opened when the test is over."""
    if not sys.platform.startswith("linux"):
        pytest.skip("inotify is Linux's")
    found = Canary(tmp_path / "canary.ttl")
    yield found
    opened = found.opened
    found.close()
    assert not opened
