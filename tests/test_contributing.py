"""The walk-throughs of CONTRIBUTING.md, run block by block."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import gcm

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(title: str, root: Path) -> list[str]:
    """Do what a section says in a copy of the graph; the kinds of its blocks."""
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / folder, root / folder)
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    blocks = BLOCK.findall(section)
    for kind, file, content in blocks:
        if kind == "sh":
            subprocess.run(
                ["sh", "-e", "-c", content],
                cwd=root,
                env={**os.environ, "PATH": path},
                check=True,
                capture_output=True,
            )
        else:
            (root / file).write_text(content, encoding="utf-8")
    return [kind for kind, *_ in blocks]


def test_add_a_forum(tmp_path: Path) -> None:
    assert follow("Add a forum", tmp_path) == ["text", "sh", "sh", "turtle", "sh"]
    assert gcm.validate(root=tmp_path).findings == []
    verification = gcm.verify(root=tmp_path)
    assert verification.findings == []
    assert [(found.source, found.share) for found in verification.sources] == [
        ("2024-san-salvador.es", 1.0),
        ("2031-villa-ejemplo.es", 1.0),
    ]
    answer = gcm.ask("participants", {"event": "2031-villa-ejemplo"}, root=tmp_path)
    assert answer.table.values() == [
        ("MEX", "Mexico", "not stated", "yes", "member", "champion"),
        ("PAN", "Panama", "not stated", "non-voting", "member", "champion"),
    ]
    coverage = gcm.ask("coverage", {"source": "2031-villa-ejemplo"}, root=tmp_path)
    assert [row[0] for row in coverage.table.values() if not row[2]] == []


def test_bring_a_table(tmp_path: Path) -> None:
    assert follow("Bring a table", tmp_path) == ["csv", "sh"]
    assert gcm.validate(root=tmp_path).findings == []
    assert gcm.format_files(root=tmp_path, check=True).changed == []
    answers = [
        {str(row["iso3"]) for row in answer.table.records()}
        for answer in (
            gcm.ask("participants", {"event": "2023-accra"}, root=root) for root in (tmp_path, ROOT)
        )
    ]
    assert answers[0] - answers[1] == {"NAM", "ZMB"}
    assert answers[1] < answers[0]
