"""`gcm validate --watch`: again after each change, and only then."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from ..commands import MAIN, NET

Run = Callable[..., subprocess.CompletedProcess[str]]

GCM = "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n"
WRONG = GCM + "<a:b> gcm:evidenc 1 .\n"
OTHER = GCM + "<a:b> gcm:basi    1 .\n"
QUIET = 1.5  # seconds: several times what reporting a change takes


class Watching:
    """A process that watches, read line by line."""

    def __init__(self, *words: str, cwd: Path) -> None:
        plain = {name: text for name, text in os.environ.items() if name in ("PATH", "HOME")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", MAIN, "validate", "--watch", *words],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=cwd,
            env={**plain, "LC_ALL": "C.UTF-8"}, encoding="utf-8",
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if not line.startswith("`gcm rule NAME`"):  # the hint below each summary
                self._lines.put(line)

    def report(self, end: str = "(Conforms|Does not conform)") -> list[str]:
        """The lines of the next turn, up to that which begins with `end`; without its head."""
        head = self._line(NET)
        assert head.startswith("— ")
        found: list[str] = []
        while not (found and re.match(end, found[-1])):
            found.append(self._line(NET).rstrip("\n"))
        return found

    def is_quiet(self) -> bool:
        """Whether nothing more is said for a while."""
        return self._line(QUIET) == ""

    def _line(self, wait: float) -> str:
        try:
            return self._lines.get(timeout=wait)
        except Empty:
            return ""

    def interrupt(self) -> tuple[int, list[str]]:
        """Press Ctrl-C; the exit code and what is said then."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(NET)
        return code, list(iter(lambda: self._line(QUIET), ""))


@pytest.fixture
def watching() -> Iterator[Callable[..., Watching]]:
    started: list[Watching] = []

    def start(*words: str, cwd: Path) -> Watching:
        started.append(Watching(*words, cwd=cwd))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def put(file: Path, text: str) -> None:
    """Put a whole file in the place of another, in one step, as editors do."""
    new = file.with_name(f".{file.name}.swp")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


INTERRUPTED = (130, ["\n", "interrupted; no file is half-written.\n"])


def test_a_file_changed_in_place_and_by_renaming(
    watching: Callable[..., Watching], tmp_path: Path
) -> None:
    file = tmp_path / "mi foro.ttl"
    file.write_text(WRONG, encoding="utf-8")
    watch = watching("--alone", file.name, cwd=tmp_path)
    first = watch.report()
    assert "    2 │ <a:b> gcm:evidenc 1 ." in first

    with file.open("r+", encoding="utf-8") as opened:
        opened.write(OTHER)  # as long, so that it is one change
    second = watch.report()
    assert "    2 │ <a:b> gcm:basi    1 ." in second
    assert not any("evidenc" in line for line in second)

    put(file, WRONG)
    assert watch.report() == first

    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    (tmp_path / ".hidden.ttl").write_text("x", encoding="utf-8")
    assert watch.is_quiet()
    assert watch.interrupt() == INTERRUPTED


def test_a_file_of_any_name_that_breaks_goes_and_comes_back(
    watching: Callable[..., Watching], tmp_path: Path
) -> None:
    file = tmp_path / "foro.data"
    file.write_text(WRONG, encoding="utf-8")
    watch = watching("--alone", str(file), cwd=tmp_path)
    first = watch.report()
    file.unlink()
    assert watch.report("foro") == ["foro.data: no such file; check the path."]
    put(file, "<a:b> <c:d> 1 .\n<a:b> <c:d>")
    broken = watch.report("The shapes were not run")
    assert any("not valid Turtle" in line for line in broken)
    put(file, WRONG)
    assert watch.report() == first
    assert watch.interrupt() == INTERRUPTED


def test_the_graph_itself_and_what_it_keeps(watching: Callable[..., Watching], root: Path) -> None:
    """Results are kept in `build/`: writing them must not count as a change."""
    watch = watching(cwd=root)
    fine = watch.report()
    assert fine[0].startswith("Conforms")
    assert (root / "build" / "validation.json").is_file()
    file = root / "data" / "forums" / "2024-san-salvador.ttl"
    text = file.read_text(encoding="utf-8")
    put(file, text + "\nforum:x gcm:evidenc 1 .\n")
    assert watch.report()[-1].startswith("Does not conform")
    put(file, text)
    assert watch.report() == fine
    assert watch.interrupt() == INTERRUPTED


def test_it_is_for_people(gcm: Run) -> None:
    done = gcm("validate", "--watch", "-f", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--watch is for people; leave out --format.\n"
