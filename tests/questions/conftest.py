"""Roots to ask: the shipped graph, and the shipped graph with an invented second forum."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ._cases import ROOT, copy_graph, copy_with_second

MakeRoot = Callable[[], Path]


@pytest.fixture
def make_root(tmp_path: Path) -> MakeRoot:
    """A copy of the shipped graph, to be changed by a test."""
    return lambda: copy_graph(tmp_path)


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The root of each graph by name; neither is to be changed."""
    both = copy_with_second(tmp_path_factory.mktemp("with-second"))
    return {"real": ROOT, "with-second": both}
