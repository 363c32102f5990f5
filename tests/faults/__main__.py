"""Plant faults one by one in a copy of the checkout, and report those that no test finds.

    python -m tests.faults [ID …] [--jobs N]

A fault of `faults.toml` is found if the tests that it names pass on the unchanged copy and fail
with the fault in place. The exit code is 0 if every fault is found.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from argparse import ArgumentParser
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from ._faults import ROOT, Fault, read_faults

PATIENCE = 900  # seconds for one selection of tests
PASSED, FAILED, BROKEN, USAGE, NONE_SELECTED = 0, 1, 2, 4, 5  # exit codes of pytest
NO_END = -1


class Copy:
    """A copy of the files of the checkout in which tests run; git does not know it.

    It has a virtual environment of its own, so that every process that a test starts imports the
    copy's package, whatever its environment. What tests or the tool keep between runs (the
    prepared graph, results, compiled modules) is inside the copy and removed after each run, so
    that no run sees the fault of another.
    """

    def __init__(self, folder: Path) -> None:
        """Copy what git tracks, and new files that it does not ignore, as they are now."""
        self._root = folder
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)
        self._home = folder / ".home"
        self._python = _environment(folder)

    def run(self, tests: str, words: str) -> tuple[int, str]:
        """The exit code of pytest, or `NO_END`, and what it printed."""
        # In a worker, as `make test` does: some tests pass only there.
        command = [str(self._python), "-m", "pytest", "-q", "-x", "-n1", "-p", "no:cacheprovider"]
        kept = ("HOME", "XDG_CACHE_HOME", "HYPOTHESIS_STORAGE_DIRECTORY")
        own = {name: str(self._home) for name in kept} | {"PYTHONPATH": ""}
        self._home.mkdir()
        process = subprocess.Popen(
            [*command, *tests.split(), *(["-k", words] if words else [])],
            cwd=self._root,
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return NO_END, ""
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            self._forget()
        return process.returncode, output

    @contextmanager
    def planted(self, fault: Fault) -> Generator[None]:
        """The fault is in place until the block is left.

        Raises:
            OSError: its file is gone.
            ValueError: it does not apply.
        """
        file = self._root / fault.file
        good = file.read_bytes()
        file.write_bytes(fault.planted(good.decode()).encode())
        try:
            yield
        finally:
            file.write_bytes(good)

    def _forget(self) -> None:
        shutil.rmtree(self._home, ignore_errors=True)
        shutil.rmtree(self._root / "build", ignore_errors=True)
        for folder in (self._root / "scripts").rglob("__pycache__"):
            shutil.rmtree(folder)


def _environment(folder: Path) -> Path:
    """The Python of a new environment: what is installed here, but the package of the copy.

    The editable install is left out, since `.pth` files count in the environment's own folder only.
    """
    here, there = Path(sys.executable).parent, folder / ".venv" / "bin"
    venv.create(there.parent, symlinks=True)
    for program in here.iterdir():
        if (there / program.name).exists() or not program.is_file():
            continue
        if program.read_bytes().startswith(b"#!"):
            text = program.read_text("utf-8").replace(str(here), str(there))
            (there / program.name).write_text(text, "utf-8")
            (there / program.name).chmod(0o755)
        else:
            (there / program.name).symlink_to(program)
    python = there / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([python, "-c", code], text=True).strip())
    installed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    lines = [str(folder / "scripts"), *installed]
    (packages / "copy.pth").write_text("\n".join(lines), "utf-8")
    # git does not know the compiled catalogue, without which nothing is in Spanish.
    code = "import translations; translations.compile_catalogue()"
    subprocess.run([python, "-c", code], env={}, check=True)
    used = subprocess.check_output([python, "-c", "import gcm; print(gcm.__file__)"], env={})
    if not Path(os.fsdecode(used)).is_relative_to(folder):
        raise SystemExit(f"this is not the package of the copy: {os.fsdecode(used)}")
    return python


def tried(copy: Copy, fault: Fault) -> str:
    """How the tests take a fault: `found`, or what is wrong with it, in capitals."""
    try:
        with copy.planted(fault):
            code, output = copy.run(fault.tests, fault.words)
    except (OSError, ValueError) as error:
        return f"DOES NOT APPLY: {error}"
    if code == PASSED:
        return "NOT FOUND"
    if code in (FAILED, BROKEN):
        return "found"
    if code in (USAGE, NONE_SELECTED):
        return f"NO TESTS SELECTED: {fault.tests} -k '{fault.words}'"
    return f"COULD NOT RUN (pytest: {code})\n{output}"


def unchanged_fail(copy: Copy, faults: Iterable[Fault]) -> str:
    """What fails of the faults' tests without any fault; empty if they all pass."""
    selections: dict[str, list[str]] = {}
    for fault in faults:
        selections.setdefault(fault.tests, []).append(fault.words)
    for tests, words in selections.items():
        joined = "" if "" in words else " or ".join(f"({some})" for some in dict.fromkeys(words))
        code, output = copy.run(tests, joined)
        if code not in (PASSED, NONE_SELECTED):  # what selects nothing is reported by fault
            return f"{tests} -k '{joined}' without any fault (pytest: {code}):\n{output}"
    return ""


def main() -> int:
    """Try the faults; the exit code."""
    # Whoever started this may ignore Ctrl-C, which the processes of some tests must not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__.split("\n\n")[0])
    parser.add_argument("ids", nargs="*", metavar="ID", help="faults to plant; without any, all")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="copies to work in (1)")
    chosen = parser.parse_args()
    faults = {fault.id: fault for fault in read_faults()}
    if unknown := [name for name in chosen.ids if name not in faults]:
        parser.error(f"no such fault: {', '.join(unknown)}")
    todo = [faults[name] for name in chosen.ids] or list(faults.values())
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(chosen.jobs):
            place = Path(folder).resolve() / str(number)
            place.mkdir()
            copies.put(Copy(place))

        def work(fault: Fault) -> str:
            copy = copies.get()
            start = time.monotonic()
            try:
                result = tried(copy, fault)
            finally:
                copies.put(copy)
            print(f"{fault.id} ({time.monotonic() - start:.0f} s): {result}", flush=True)
            return result

        copy = copies.get()
        if complaint := unchanged_fail(copy, todo):
            print(complaint)
            return 1
        copies.put(copy)
        with ThreadPoolExecutor(chosen.jobs) as pool:
            results = list(pool.map(work, todo))
    missed = [fault.id for fault, result in zip(todo, results, strict=True) if result != "found"]
    print(f"{len(todo) - len(missed)} of {len(todo)} faults found", *missed, sep="\n  ")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
