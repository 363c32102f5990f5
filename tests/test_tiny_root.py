"""Nothing is wrong with the tiny root, so that what tests find there is what they put there."""

from __future__ import annotations

from pathlib import Path

import gcm

from .tiny_root import copy_tiny


def test_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)
    assert gcm.validate(root=root).findings == []
    assert gcm.verify(root=root).findings == []
    assert gcm.format_files(root=root, check=True).changed == []
    assert gcm.import_tables(root=root, check=True).changed == []
    checks = [one.name for one in gcm.list_questions(root=root) if one.is_check]
    assert {name: gcm.open(root=root).ask(name).table.values() for name in checks} == {
        name: [] for name in ("in-two-graphs", "labels-missing", "unsourced", "unused-terms")
    }
