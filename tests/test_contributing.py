"""The walk-through "Add a forum" of CONTRIBUTING.md, run block by block."""

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


def test_add_a_forum(tmp_path: Path) -> None:
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition("\n## Add a forum\n")[2].partition("\n## ")[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    blocks = BLOCK.findall(section)
    assert [kind for kind, *_ in blocks] == ["text", "sh", "sh", "turtle", "sh"]
    for kind, file, content in blocks:
        if kind == "sh":
            subprocess.run(
                ["sh", "-e", "-c", content],
                cwd=tmp_path,
                env={**os.environ, "PATH": path},
                check=True,
                capture_output=True,
            )
        else:
            (tmp_path / file).write_text(content, encoding="utf-8")

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
