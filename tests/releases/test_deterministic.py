"""The same commit gives the same bytes, whenever and wherever; a small change a small diff."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gcm

from ._root import Repository, contents
from .conftest import VERSION, publish

MAIN = "import sys; sys.argv[0] = 'gcm'; from gcm.cli.app import main; main()"
OTHER_WORLD = {
    "LC_ALL": "es_SV.UTF-8",
    "LANG": "es_SV.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "4711",
    "COLUMNS": "40",
    "PYTHONUTF8": "1",
}


def test_the_same_commit_gives_the_same_bytes(
    release: Path, tiny: Repository, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "otra carpeta" / "él"
    elsewhere.parent.mkdir()
    subprocess.run(["git", "clone", "-q", str(tiny.root), str(elsewhere)], check=True)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "publish", VERSION, "--root", str(elsewhere)],
        cwd=tmp_path,
        env=os.environ | OTHER_WORLD,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    found, wanted = contents(elsewhere / "build" / "release" / VERSION), contents(release)
    assert found.keys() == wanted.keys()
    assert {name for name in wanted if found[name] != wanted[name]} == set()


@pytest.mark.usefixtures("unlooked")
def test_dates_are_those_of_the_variable(
    repository: Repository, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    folder = gcm.publish(VERSION, root=repository.root).folder
    assert folder is not None
    found, wanted = contents(folder), contents(release)
    differ = {name for name in wanted if found[name] != wanted[name]}
    assert differ == {"CITATION.cff", "README.md", "SHA256SUMS", "dataset.jsonld", "dataset.ttl"}
    assert b"1970-01-02" in found["dataset.ttl"]
    assert b"2030-01-02" not in found["dataset.ttl"]


@pytest.fixture(scope="module")
def with_one_fact_more(tiny: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release that says one thing more than the other."""
    repository = Repository(tmp_path_factory.mktemp("more") / "root")
    tiny.git("clone", "-q", str(tiny.root), str(repository.root))
    repository.edit(
        "data/actors/agencies.ttl",
        """        "OIM"@es ;
    gcm:basis basis:stated .""",
        """        "OIM"@es ;
    gcm:basis basis:stated ;
    skos:altLabel "UN Migration"@en .""",
    )
    repository.commit()
    return publish(repository)


@pytest.mark.parametrize("name", ["gcm-graph.ttl", "gcm-graph.trig", "graphs/actors/agencies.ttl"])
def test_one_fact_more_is_a_few_lines_in_one_place(
    with_one_fact_more: Path, release: Path, name: str
) -> None:
    before, after = (
        (folder / name).read_text(encoding="utf-8").splitlines()
        for folder in (release, with_one_fact_more)
    )
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    ((_, start, end, new, last),) = [change for change in changes if change[0] != "equal"]
    # The last property of a thing ends in a full stop, which becomes a semicolon.
    assert before[start:end] == ["    gcm:basis basis:stated ."]
    assert after[new:last] == [
        "    gcm:basis basis:stated ;",
        '    skos:altLabel "UN Migration"@en .',
    ]
