"""A release appears whole or not at all, whatever happens on the way."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gcm
from gcm.core.errors import RunError
from gcm.core.language import Message
from gcm.releases import publish as task
from gcm.releases.folder import Staging

from ..chance import many
from ..tiny_root import ROOT
from ._root import Repository, contents
from .conftest import VERSION

KILLS = many(8)


def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Code in a process of its own, in which the command's words are given."""
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.chance
def test_killed_at_any_moment_it_is_whole_or_absent() -> None:
    # In a process of its own, since it forks.
    done = subprocess.run(
        [sys.executable, "-m", "tests.releases.kills", str(KILLS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    found = ast.literal_eval(done.stdout)
    assert sum(found.values()) == KILLS
    assert found["whole"] >= KILLS // 8
    assert found["absent"] >= KILLS // 8


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
sys.argv[0] = "gcm"
from gcm.cli.app import main
main()
"""


def test_a_disk_that_is_full(repository: Repository) -> None:
    gcm.publish(VERSION, root=repository.root, check=True)  # what is kept is there
    code = LIMITED.format(most=60_000)
    done = run(code, "publish", VERSION, "--root", str(repository.root))
    assert done.returncode == 3
    assert "cannot be written (File too large)" in done.stderr
    assert "gcm-graph.nt" in done.stderr
    left = {file.name for file in (repository.root / "build").iterdir()}
    assert left <= {"graph.nq", "validation.json"}


@pytest.mark.parametrize("taken", ["build", "build/release"])
def test_a_folder_that_cannot_be(repository: Repository, taken: str) -> None:
    place = repository.root / taken
    place.parent.mkdir(exist_ok=True)
    if place.exists():
        shutil.rmtree(place)
    place.write_text("no folder", encoding="utf-8")
    with pytest.raises(RunError) as caught:
        gcm.publish(VERSION, root=repository.root)
    assert (caught.value.message.english, caught.value.exit_code) == (
        ("the file cannot be written ({reason})."),
        3,
    )
    assert place.read_text(encoding="utf-8") == "no folder"
    assert not list(place.parent.glob(".staged-*"))


@pytest.mark.usefixtures("unlooked")
def test_two_cannot_publish_at_once(repository: Repository) -> None:
    with Staging(repository.root / "build"), pytest.raises(RunError) as caught:
        gcm.publish(VERSION, root=repository.root)
    assert caught.value.message.english == (
        "another process is publishing here; wait for it to end."
    )
    assert gcm.publish(VERSION, root=repository.root).refusals == []


@pytest.mark.usefixtures("unlooked")
def test_what_a_killed_process_left_is_removed(repository: Repository) -> None:
    left = repository.root / "build" / ".staged-1" / "graphs"
    left.mkdir(parents=True)
    (left / "half.ttl").write_text("half", encoding="utf-8")
    assert gcm.publish(VERSION, root=repository.root).refusals == []
    assert not left.parent.exists()


@pytest.fixture
def unrefused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is not looked at, since nothing is."""
    monkeypatch.setitem(vars(task), "refusals", lambda *_, **__: [])


@pytest.mark.usefixtures("unrefused")
def test_what_is_written_wrongly_is_not_published(repository: Repository) -> None:
    """Each file is read back by itself: one that is wrong hides no other."""
    names = (
        *("gcm-graph.nq.gz", "gcm-graph.jsonld", "ontology.ttl", "README.md", "CHANGES.md"),
        *("CITATION.cff", "dataset.jsonld", "SHA256SUMS", "LICENSE", "tables/es/participants.csv"),
    )

    def on_step(step: Message) -> None:
        if step.english == ("reading every file back"):
            (folder,) = (repository.root / "build").glob(".staged-*")
            for file in map(folder.joinpath, names):
                file.write_bytes(file.read_bytes()[:-40])

    with pytest.raises(gcm.Problems) as caught:
        gcm.publish(VERSION, root=repository.root, on_step=on_step)
    assert {error.message.english for error in caught.value.errors} == {
        "read back, the file differs from the data to be written; nothing was published. "
        "Please report this."
    }
    found = [str(error.file) for error in caught.value.errors]
    assert len(found) == len(names)
    assert all(any(file.endswith(f"/{name}") for file in found) for name in names)
    assert not (repository.root / "build" / "release").exists()


@pytest.mark.usefixtures("unrefused")
def test_interrupted_it_leaves_nothing(repository: Repository) -> None:
    def on_step(step: Message) -> None:
        if step.english == ("reading every file back"):
            raise KeyboardInterrupt

    before = contents(repository.root / "build")
    with pytest.raises(KeyboardInterrupt):
        gcm.publish(VERSION, root=repository.root, on_step=on_step)
    assert contents(repository.root / "build").keys() - before.keys() <= {
        "graph.nq",
        "validation.json",
    }


def test_nothing_is_moved_onto_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    with Staging(tmp_path) as staging:
        staging.write("file", b"x")
        with pytest.raises(RunError, match="File exists"):
            staging.move_to(tmp_path / "place")
    assert list(tmp_path.iterdir()) == [tmp_path / "place"]
