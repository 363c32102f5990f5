"""A small release of the shipped data, made as plainly as can be, and how it is described."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.rdf.oxigraph import Triple
from gcm.releases.description import Release, describe
from gcm.releases.folder import ReleaseFile
from gcm.turtle.parse import parse_turtle, read_prefixes

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
PREFIXES = read_prefixes(LAYOUT)
VERSION = "9.8.7"
DATE = "2031-03-04"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@cache
def quads() -> bytes:
    """The sorted N-Quads of the shipped data."""
    found = [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
        for file in LAYOUT.data()
        for graph in [LAYOUT.graph_of(file)]
        for triple in parse_turtle(read_text(file), file).triples
    ]
    data = ox.serialize(found, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    return b"".join(sorted(set(data.splitlines(keepends=True))))


@cache
def contents() -> dict[str, bytes]:
    """The files of the release, by name; those that nothing here reads hold a line."""
    triples = [quad.triple for quad in ox.parse(quads(), format=ox.RdfFormat.N_QUADS)]
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    assert turtle is not None
    others = (
        *("gcm-graph.jsonld", "gcm-graph.nt", "gcm-graph.rdf12.ttl", "gcm-graph.trig"),
        *("README.md", "CHANGES.md", "LICENSE", "shapes.ttl", "tables/en/aims.csv"),
    )
    return {
        "gcm-graph.nq.gz": gzip.compress(quads(), mtime=0),
        "gcm-graph.ttl": turtle,
        **{name: f"# {name}\n".encode() for name in others},
    }


def release() -> Release:
    """What is known of the release."""
    files = tuple(
        ReleaseFile(path, len(data), hashlib.sha256(data).hexdigest())
        for path, data in contents().items()
    )
    digest = hashlib.sha256(quads()).hexdigest()
    return Release(VERSION, DATE, COMMIT, "9.8.6", "1.2.3", digest, files)


@cache
def described() -> tuple[Triple, ...]:
    """The description of the release."""
    return tuple(describe(LAYOUT, release(), quads()))
