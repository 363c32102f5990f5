"""The walk-throughs of CONTRIBUTING.md, run block by block."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import gcm as package

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


Run = Callable[..., subprocess.CompletedProcess[str]]
Follow = Callable[[str], list[str]]


@pytest.fixture
def follow(gcm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Follow:
    """Do what a section says in a copy of the graph; the kinds of its blocks."""
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)

    def run(title: str) -> list[str]:
        guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
        section = guide.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
        blocks = BLOCK.findall(section)
        for kind, file, content in blocks:
            if kind != "sh":
                (tmp_path / file).write_text(content, encoding="utf-8")
                continue
            # Run here, not in a shell, since each process would take as long as its work.
            for line in content.splitlines():
                command, _, otherwise = line.partition(" || ")
                program, *words = shlex.split(command)
                done = gcm(*words)
                assert (program, otherwise) in (("gcm", ""), ("gcm", "true")), line
                assert done.returncode == 0 or otherwise, f"{line}: {done.stderr}"
        return [kind for kind, *_ in blocks]

    return run


def test_add_a_forum(follow: Follow, tmp_path: Path) -> None:
    assert follow("Add a forum") == ["text", "sh", "sh", "turtle", "sh"]
    assert package.validate(root=tmp_path).findings == []
    verification = package.verify(root=tmp_path)
    assert verification.findings == []
    assert [(found.source, found.share) for found in verification.sources] == [
        ("2024-san-salvador.es", 1.0),
        ("2031-villa-ejemplo.es", 1.0),
    ]
    answer = package.open(root=tmp_path).ask("participants", {"event": "2031-villa-ejemplo"})
    assert answer.table.values() == [
        ("MEX", "Mexico", "not stated", "yes", "member", "champion"),
        ("PAN", "Panama", "not stated", "non-voting", "member", "champion"),
    ]
    coverage = package.open(root=tmp_path).ask("coverage", {"source": "2031-villa-ejemplo"})
    assert [(row[0], row[3]) for row in coverage.table.values() if not row[2]] == [
        (4, "It says nothing of the forum.")
    ]


def test_bring_a_table(follow: Follow, tmp_path: Path) -> None:
    assert follow("Bring a table") == ["csv", "sh"]
    assert package.validate(root=tmp_path).findings == []
    made = tmp_path / "data" / "events" / "2023-accra-more.ttl"
    assert package.format_files([made], root=tmp_path, check=True).changed == []
    answers = [
        {str(row["iso3"]) for row in answer.table.records()}
        for answer in (
            package.open(root=root).ask("participants", {"event": "2023-accra"})
            for root in (tmp_path, ROOT)
        )
    ]
    assert answers[0] - answers[1] == {"NAM", "ZMB"}
    assert answers[1] < answers[0]
