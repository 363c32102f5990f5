"""Kills a publish at random moments, and looks at what it left.

    python -m tests.releases.kills NUMBER

Each time a child publishes and is killed; `build/release` must hold nothing, or the whole release.
What is refused is not looked at again each time, since that writes nothing.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import gcm
from gcm.releases import publish as task

from ._root import Repository, contents

VERSION = "0.1.0"


def kill_often(repository: Repository, times: int, seed: int = 1) -> dict[str, int]:
    """How often the release was whole, and how often absent, after that many kills.

    Raises:
        AssertionError: it was torn.
    """
    vars(task)["refusals"] = lambda *_, **__: []
    place = repository.root / "build" / "release"
    start = time.monotonic()
    folder = gcm.publish(VERSION, root=repository.root).folder
    longest = time.monotonic() - start
    assert folder is not None
    whole = contents(folder)
    found = {"whole": 0, "absent": 0}
    moments = random.Random(seed)
    for number in range(times):
        _remove(place)
        # The rename is what counts: one in four ends just before or after it.
        if number % 4:
            _killed_after(repository, moments.uniform(0, 1.1 * longest))
        else:
            _killed_at_rename(repository, before=bool(number % 8))
        left = {path.name for path in place.iterdir()} if place.exists() else set()
        assert left in ({VERSION}, set()), left
        if left:
            assert contents(place / VERSION) == whole
        found["whole" if left else "absent"] += 1
    _remove(place)
    assert gcm.publish(VERSION, root=repository.root).refusals == []
    assert not list((repository.root / "build").glob(".*"))
    return found


def _killed_after(repository: Repository, seconds: float) -> None:
    child = _child(lambda: _publish(repository))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _killed_at_rename(repository: Repository, *, before: bool) -> None:
    rename = Path.rename

    def work() -> None:
        def killed(path: Path, target: Path) -> None:
            if not before:
                rename(path, target)
            os.kill(os.getpid(), signal.SIGKILL)

        Path.rename = killed  # type: ignore[assignment,method-assign]
        _publish(repository)

    os.waitpid(_child(work), 0)


def _publish(repository: Repository) -> None:
    gcm.publish(VERSION, root=repository.root)


def _child(work: Callable[[], None]) -> int:
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return child


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        made = Repository.of_tiny(Path(name))
        print(kill_often(made, int(sys.argv[1])))
