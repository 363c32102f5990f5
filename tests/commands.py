"""Running the command: within this process, or as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from unittest.mock import patch

import pytest

from gcm.core.layout import Layout
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph

from .tiny_root import ROOT, copy_tiny

# What the installed command does.
MAIN = "import sys; sys.argv[0] = 'gcm'; from gcm.cli.app import main; main()"
Run = Callable[..., subprocess.CompletedProcess[str]]
# Seconds after which a process hangs; none takes nearly as long, even where the machine is busy.
NET = 600.0

# In English whatever the locale of whoever runs the tests: the tool looks at it once.
with patch.dict(os.environ, {"LC_ALL": "C"}):
    from gcm.cli import app


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root that nothing changes."""
    return copy_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def gcm(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command here, from the checkout; `tty` makes a terminal of its output."""

    def run(*words: str, stdin: str = "", tty: bool = False) -> subprocess.CompletedProcess[str]:
        kind = _Terminal if tty else io.TextIOWrapper
        out, err = io.BytesIO(), io.BytesIO()
        streams = {
            "stdin": io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"),
            "stdout": kind(out, encoding="utf-8", write_through=True),
            "stderr": io.TextIOWrapper(err, encoding="utf-8", write_through=True),
        }
        with monkeypatch.context() as patched:
            patched.setenv("COLUMNS", "80")
            patched.setattr(sys, "argv", ["gcm", *words])
            # Click would take this for the name of the command, as in `python -m pytest`.
            patched.setattr(sys.modules["__main__"], "__package__", "")
            for name, stream in streams.items():
                patched.setattr(sys, name, stream)
            code = app._run()
        return subprocess.CompletedProcess(
            list(words), code, out.getvalue().decode(), err.getvalue().decode()
        )

    monkeypatch.chdir(ROOT)
    return run


@pytest.fixture(scope="module")
def shipped_once() -> Generator[None]:
    """Open the shipped graph once for all commands and calls of a file, which only read it."""
    kept: dict[Path, Graph] = {}

    def open_once(layout: Layout) -> Graph:
        if layout.root != ROOT:
            return open_graph(layout)
        if ROOT not in kept:
            kept[ROOT] = open_graph(layout)
        return kept[ROOT]

    with patch("gcm.graph.open.open_graph", open_once):
        yield


@pytest.fixture
def process() -> Run:
    """Run the command as a process; `env` is added to a plain environment, `cwd` is a folder."""

    def run(
        *words: str,
        env: dict[str, str] | None = None,
        cwd: Path = ROOT,
        stdin: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        plain = {name: text for name, text in os.environ.items() if name in ("PATH", "HOME")}
        return subprocess.run(
            [sys.executable, "-c", MAIN, *words],
            env={**plain, "LC_ALL": "C.UTF-8", **(env or {})},
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=NET,
            check=False,
        )

    return run


_SEVERAL = """
import contextlib, io, json, sys
from gcm.cli import app
for words in json.load(sys.stdin):
    sys.argv = ["gcm", *words]
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = app._run()
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    print(json.dumps([words, code, *said]))
"""


def run_several(
    commands: Iterable[list[str]], env: dict[str, str]
) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run commands one after another in one process; what each gave, by its words."""
    done = subprocess.run(
        [sys.executable, "-c", _SEVERAL],
        env={"PATH": os.environ["PATH"], "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **env},
        cwd=ROOT, input=json.dumps(list(commands)), capture_output=True, encoding="utf-8",
        timeout=NET, check=True,
    )  # fmt: skip
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {" ".join(one[0]): subprocess.CompletedProcess(*one) for one in found}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny root, in a folder whose name has a space and an accent."""
    return copy_tiny(tmp_path / "mi gráfico")
