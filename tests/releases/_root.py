"""Roots in a repository of their own, to publish from."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from gcm.releases.version_places import bump

from ..tiny_root import ROOT, copy_graph, copy_tiny

FILES = ("CITATION.cff", "LICENSE", "LICENSE-DATA", "README.md")
SHAPES = (
    *("agent", "dataset", "event", "evidence", "node", "page", "participation", "shared"),
    "vote-record",
)
_WHO = {
    "GIT_AUTHOR_NAME": "test",
    "GIT_AUTHOR_EMAIL": "test@localhost",
    "GIT_COMMITTER_NAME": "test",
    "GIT_COMMITTER_EMAIL": "test@localhost",
    "GIT_AUTHOR_DATE": "2030-01-02T03:04:05Z",
    "GIT_COMMITTER_DATE": "2030-01-02T03:04:05Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class Repository:
    """A root that is a repository; `commit` commits all that is in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def of_shipped(cls, root: Path) -> Repository:
        """The shipped graph, committed."""
        return cls._committed(copy_graph(root))

    @classmethod
    def of_tiny(cls, root: Path) -> Repository:
        """The tiny root, committed, with the shapes of some of its facts."""
        copy_tiny(root)
        for file in (root / "shapes").glob("*.ttl"):
            if file.stem not in SHAPES:
                file.unlink()
        # The rest of the ontology is used by shapes that are left out.
        (root / "queries" / "checks" / "unused-terms.rq").unlink()
        return cls._committed(root)

    @classmethod
    def _committed(cls, root: Path) -> Repository:
        for name in FILES:
            shutil.copy(ROOT / name, root / name)
        (root / ".gitignore").write_text("/build\n", encoding="utf-8")
        made = cls(root)
        made.git("init", "-q", "-b", "main", "--template=")
        made.commit()
        made.git("gc", "-q")  # one file instead of hundreds, since tests copy the repository
        return made

    def git(self, *words: str) -> str:
        """What a command of git prints."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=os.environ | _WHO,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "test")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text, which must be there, in a file."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def raise_version(self, version: str) -> None:
        """Say another version wherever the graph tells its own."""
        bump(version, root=self.root)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
