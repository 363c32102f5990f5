"""How often a release reads the files of its graph."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

from ._root import Repository

# An audit hook stays for the life of its process.
_PUBLISH = """
import os, sys
import gcm

root = os.path.realpath(sys.argv[1])
folders = tuple(f"{root}/{name}/" for name in ("data", "ontology", "queries", "shapes"))

def heard(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        file = os.path.realpath(arguments[0])
        if file.startswith(folders):
            print(os.path.relpath(file, root))

sys.addaudithook(heard)
assert gcm.publish("0.1.0", root=root).refusals == []
"""


def test_each_file_is_read_once(repository: Repository) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PUBLISH, str(repository.root)],
        capture_output=True,
        text=True,
        check=True,
    )
    read = Counter(done.stdout.splitlines())
    data = {
        file.relative_to(repository.root).as_posix()
        for file in (repository.root / "data").rglob("*")
        if file.suffix in (".csv", ".ttl", ".txt")
    }
    assert data - set(read) == set()
    assert {name: count for name, count in read.items() if count > 1} == {}
