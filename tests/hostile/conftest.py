"""Running `gcm validate` on hostile files: a process with a small graph and little memory.

No test says how long something takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from select import select

import pytest

from ..loopback import Answer, Server, serving
from ._graph import Canary, Done, Root, Validate

SCRIPTS = Path(__file__).parents[2] / "scripts"
NET = 600.0  # seconds after which a command hangs
MEGABYTES = 3000  # of address space, of which a process that does nothing has some hundreds


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return Root(tmp_path / "graph")


@pytest.fixture(scope="session")
def starter() -> Iterator[subprocess.Popen[str]]:
    """A process that forks for each run: what the command imports takes longer than the run."""
    plain = {name: text for name, text in os.environ.items() if name in ("PATH", "HOME")}
    path = os.pathsep.join(filter(None, [str(SCRIPTS), os.environ.get("PYTHONPATH", "")]))
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("_starter.py"))],
        env={**plain, "LC_ALL": "C.UTF-8", "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def validate(root: Root, tmp_path: Path, starter: subprocess.Popen[str]) -> Validate:
    """Run `gcm validate` on the small graph, in its folder, with so many megabytes.

    `limits` are constants of modules, such as `{"gcm.core.files.MOST_BYTES": 1000}`.
    """

    def run(
        *words: str | Path, megabytes: int = MEGABYTES, limits: Mapping[str, float] = {}
    ) -> Done:
        out, err = tmp_path / "stdout", tmp_path / "stderr"
        command = ["validate", *map(str, words)]
        asked = {
            "words": command,
            "megabytes": megabytes,
            "limits": limits,
            "folder": str(root.folder),
            "cache": str(tmp_path / "cache"),
            "out": str(out),
            "err": str(err),
        }
        assert starter.stdin is not None
        assert starter.stdout is not None
        print(json.dumps(asked), file=starter.stdin, flush=True)
        if not select([starter.stdout], [], [], NET)[0]:
            starter.kill()
            pytest.fail("the command hangs")
        code = int(starter.stdout.readline())
        said = [
            file.read_bytes().decode(errors="surrogateescape").replace("\r\n", "\n")
            for file in (out, err)
        ]
        return Done(command, code, *said)

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
