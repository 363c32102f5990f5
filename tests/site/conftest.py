from __future__ import annotations

from pathlib import Path

import pytest

from gcm.core.layout import Layout
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph

from ..tiny_root import copy_tiny


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root that no test changes."""
    return copy_tiny(tmp_path_factory.mktemp("site") / "mi gráfico")


@pytest.fixture(scope="session")
def tiny_graph(tiny: Path) -> Graph:
    return open_graph(Layout(tiny))
