"""What is given as a file but is none, and links that lead elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ._graph import Canary, Root, Validate

SPECIAL = "this is no file but a pipe or a device; save its content to a file first."


@pytest.mark.parametrize("option", [(), ("--on",)], ids=str)
def test_pipes_and_devices_are_refused(
    validate: Validate, root: Root, option: tuple[str, ...]
) -> None:
    os.mkfifo(root.folder / "pipe.ttl")
    (root.folder / "zero.ttl").symlink_to("/dev/zero")
    for name, shown in (("pipe.ttl", "pipe.ttl"), ("zero.ttl", "zero.ttl")):
        done = validate(*option, name)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == f"{shown}: {SPECIAL}\n"


@pytest.mark.parametrize("folder", ["data", "shapes", "ontology/vocab", "queries/questions"])
def test_pipes_in_a_graph_are_refused(validate: Validate, root: Root, folder: str) -> None:
    place = root.folder / folder
    place.mkdir(parents=True, exist_ok=True)
    name = "pipe.rq" if folder.startswith("queries") else "pipe.ttl"
    os.mkfifo(place / name)
    done = validate()
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"{folder}/{name}: {SPECIAL}\n"


def test_links(validate: Validate, root: Root) -> None:
    root.file("real.ttl", "<http://x.example/a> <http://x.example/p> 1 .")
    for name, target in {"link": "real", "loop": "loop", "lost": "nowhere"}.items():
        (root.folder / f"{name}.ttl").symlink_to(f"{target}.ttl")
    (root.folder / "empty").mkdir()
    done = validate("link.ttl")
    assert (done.returncode, done.stderr) == (1, "")
    assert "  link.ttl:1:" in done.stdout
    done = validate("loop.ttl", "lost.ttl", "missing.ttl", "empty")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines() == [
        "empty: the folder contains no RDF file (*.ttl, *.nt, *.trig, *.nq, *.jsonld, "
        "*.ttl.gz, *.nt.gz, *.trig.gz, *.nq.gz, *.jsonld.gz).",
        "loop.ttl: the file cannot be read (Too many levels of symbolic links).",
        "lost.ttl: no such file; check the path.",
        "missing.ttl: no such file; check the path.",
    ]


@pytest.mark.parametrize("link", ["build/validation.json", "build"])
def test_a_link_in_a_graph_is_not_written_through(
    validate: Validate, root: Root, tmp_path: Path, canary: Canary, link: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = root.folder / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere if link == "build" else canary.file)
    assert validate().returncode == 0
    assert list(elsewhere.iterdir()) == []
    assert not canary.opened
    assert "canary" in canary.file.read_text()
    assert canary.opened


@pytest.mark.parametrize("kind", ["pipe", "huge", "broken"])
def test_kept_results_of_a_stranger(validate: Validate, root: Root, kind: str) -> None:
    place = root.folder / "build" / "validation.json"
    place.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.write_text("[" * 200_000 if kind == "huge" else '{"a": [[1, 2, 3]], "b": 1}')
    done = validate()
    assert (done.returncode, done.stderr) == (0, "")
