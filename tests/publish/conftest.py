"""The shipped graph, published once for each worker."""

from __future__ import annotations

from pathlib import Path

import pytest

import gcm

from ._root import Repository

VERSION = "0.1.0"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The shipped graph in a repository; no test changes it."""
    return Repository.of_shipped(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def release(shipped: Repository) -> Path:
    """The folder of its first release."""
    published = gcm.publish(VERSION, root=shipped.root)
    assert published.refusals == []
    assert published.folder is not None
    return published.folder


@pytest.fixture
def repository(tmp_path: Path, shipped: Repository) -> Repository:
    """A repository like `shipped`, to change; results of validation are kept in it."""
    import shutil

    shutil.copytree(shipped.root, tmp_path / "root", ignore=shutil.ignore_patterns("release"))
    return Repository(tmp_path / "root")
