"""Servers that hold every graph. Each worker starts its own: one long test for each is best."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from gcm.core.namespaces import DERIVED, INFERRED

from ..processes import running
from ..questions._cases import copy_with_second, named_graphs
from ._servers import Prepare, Server, answers, oxigraph, virtuoso

SERVERS = (virtuoso, oxigraph)


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the shipped graph with the second forum."""
    return copy_with_second(tmp_path_factory.mktemp("with-second"))


@pytest.fixture(
    scope="module",
    params=[pytest.param(prepare, id=prepare.__name__) for prepare in SERVERS],
)
def server(
    request: pytest.FixtureRequest, both: Path, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Server]:
    prepare: Prepare = request.param
    folder = tmp_path_factory.mktemp(prepare.__name__)
    with running(prepare, answers, folder) as started:
        graphs = named_graphs(both, True) | named_graphs(both, False)
        # What a store holds besides changes no answer (and Virtuoso plans better with more of it).
        besides = {f"{name}-besides": graphs[name] for name in (DERIVED, INFERRED)}
        for name, turtle in (graphs | besides).items():
            started.put(name, turtle)
        yield started
