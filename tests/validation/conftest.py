"""Tiny roots, and short ways to ask what is found in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..engines_here import every_engine_here as every_engine_here  # a fixture
from ..tiny_root import copy_tiny

PREFIXES = """@prefix agency: <https://w3id.org/gcm-graph/id/agency/> .
@prefix basis: <https://w3id.org/gcm-graph/vocab/basis/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix forum: <https://w3id.org/gcm-graph/id/forum/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix page: <https://w3id.org/gcm-graph/id/page/> .
@prefix participation: <https://w3id.org/gcm-graph/id/participation/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/gcm-graph/id/state/> .
@prefix vote: <https://w3id.org/gcm-graph/id/vote/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root, which no test changes."""
    return copy_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny root, to be changed by a test."""
    return copy_tiny(tmp_path / "root")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of Turtle, after the usual prefixes."""

    def to_file(text: str, name: str = "new.ttl", *, prefixes: bool = True) -> Path:
        file = tmp_path / name
        file.write_text((PREFIXES if prefixes else "") + text, encoding="utf-8")
        return file

    return to_file
