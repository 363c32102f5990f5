"""Roots to ask: the shipped graph, and the shipped graph with an invented second forum."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECOND = Path(__file__).parent / "second-forum"
FOLDERS = ("ontology", "data", "shapes", "queries")

MakeRoot = Callable[[], Path]


@pytest.fixture
def make_root(tmp_path: Path) -> MakeRoot:
    """A copy of the shipped graph, to be changed by a test."""

    def make() -> Path:
        for folder in FOLDERS:
            shutil.copytree(ROOT / folder, tmp_path / folder)
        return tmp_path

    return make


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The root of each graph by name; neither is to be changed."""
    both = tmp_path_factory.mktemp("with-second")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, both / folder)
    shutil.copy(SECOND / "2031-testville.ttl", both / "data" / "forums")
    for name in ("2031-testville.en.txt", "2031-testville.en.ttl"):
        shutil.copy(SECOND / name, both / "data" / "sources")
    return {"real": ROOT, "with-second": both}
