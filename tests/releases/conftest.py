"""The tiny root to publish from, and its release."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

import gcm
from gcm.releases import gates

from ._root import Repository

VERSION = "0.1.0"
# What looks at the files, which takes most of the time of a publish.
_LOOKS = ("format", "tables", "shapes", "evidence", "inference", "checks")


@contextmanager
def not_looking_at_files() -> Generator[None]:
    """Refuse only for the repository, the versions and the last release."""
    with pytest.MonkeyPatch.context() as patched:
        for look in _LOOKS:
            assert f"_of_{look}" in vars(gates)
            patched.setitem(vars(gates), f"_of_{look}", lambda _: [])
        yield


@pytest.fixture
def unlooked() -> Generator[None]:
    """Nothing looks at the files: nothing is wrong in them, or it is not the point."""
    with not_looking_at_files():
        yield


def publish(repository: Repository, version: str = VERSION) -> Path:
    """The folder of a release of files in which nothing is wrong."""
    with not_looking_at_files():
        published = gcm.publish(version, root=repository.root)
    assert published.refusals == []
    assert published.folder is not None
    return published.folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The tiny root in a repository; no test changes it."""
    return Repository.of_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def release(tiny: Repository) -> Path:
    """The folder of its first release."""
    return publish(tiny)


@pytest.fixture
def repository(tmp_path: Path, tiny: Repository) -> Repository:
    """A repository like `tiny`, to change; results of validation are kept in it."""
    shutil.copytree(tiny.root, tmp_path / "root", ignore=shutil.ignore_patterns("release"))
    return Repository(tmp_path / "root")
