"""Roots to ask: the shipped graph, and the shipped graph with an invented second forum."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from ._cases import ROOT, copy_graph, copy_with_second, named_graphs, opened

MakeRoot = Callable[[], Path]


@pytest.fixture(scope="module", autouse=True)
def _graphs_given_back() -> Generator[None]:
    """Give the memory of graphs back after each file, as `_small_worker` does."""
    yield
    opened.cache_clear()
    named_graphs.cache_clear()


@pytest.fixture
def make_root(tmp_path: Path) -> MakeRoot:
    """A copy of the shipped graph, to be changed by a test."""
    return lambda: copy_graph(tmp_path)


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The root of each graph by name; neither is to be changed."""
    both = copy_with_second(tmp_path_factory.mktemp("with-second"))
    return {"real": ROOT, "with-second": both}
