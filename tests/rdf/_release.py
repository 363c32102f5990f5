"""A small release of the shipped data, made as plainly as can be: the input of the descriptions."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.release import Release, ReleaseFile
from gcm.rdf.catalogue import read_catalogue
from gcm.rdf.graph import read_prefixes
from gcm.rdf.oxigraph import Triple
from gcm.rdf.syntax import parse_turtle

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
PREFIXES = read_prefixes(LAYOUT)
VERSION = "9.8.7"
DATE = "2031-03-04"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@cache
def definitions() -> tuple[Triple, ...]:
    """The ontology, the labels of reused terms and the catalogue of questions."""
    found = [one for file in LAYOUT.ontology() for one in parse_turtle(read_text(file)).triples]
    found += read_catalogue(LAYOUT)
    return tuple(found)


@cache
def quads() -> tuple[bytes, ...]:
    """The lines of the sorted N-Quads of the shipped data."""
    found = [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
        for file in LAYOUT.data()
        for graph in [LAYOUT.graph_of(file)]
        for triple in parse_turtle(read_text(file), file).triples
    ]
    data = ox.serialize(found, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    return tuple(sorted(set(data.splitlines(keepends=True))))


def write_release(folder: Path) -> Release:
    """Write the files of a release but its descriptions, and give what is known of it."""
    dataset = ox.Dataset(ox.parse(b"".join(quads()), format=ox.RdfFormat.N_QUADS))
    merged = [quad.triple for quad in dataset]
    whole = {
        "gcm-graph.nq.gz": gzip.compress(b"".join(quads()), mtime=0),
        "gcm-graph.nt": ox.serialize(merged, format=ox.RdfFormat.N_TRIPLES),
        "gcm-graph.trig": ox.serialize(dataset, format=ox.RdfFormat.TRIG),
        "gcm-graph.ttl": ox.serialize(merged, format=ox.RdfFormat.TURTLE),
        "gcm-graph.jsonld": ox.serialize(merged, format=ox.RdfFormat.JSON_LD),
    }
    contents = {path: data or b"" for path, data in whole.items()}
    for file in LAYOUT.data():
        contents[f"graphs/{file.relative_to(ROOT / 'data').as_posix()}"] = file.read_bytes()
    for text in LAYOUT.source_texts():
        contents[f"sources/{text.name}"] = text.read_bytes()
    for lang in ("en", "es"):
        contents[f"tables/{lang}/participants.csv"] = f"iso3\nSLV {lang}\n".encode()
    shapes = b"".join(file.read_bytes() for file in LAYOUT.shapes())
    contents |= {
        "context.jsonld": (ROOT / "ontology/context.jsonld").read_bytes(),
        "ontology.ttl": LAYOUT.ontology()[0].read_bytes(),
        "shapes.ttl": shapes,
        "questions.ttl": b"",
        "README.md": b"# Release\n",
        "CHANGES.md": b"# Changes\n",
        **{name: (ROOT / name).read_bytes() for name in ("LICENSE", "LICENSE-DATA")},
    }
    for path, data in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    files = tuple(
        ReleaseFile(path, len(data), hashlib.sha256(data).hexdigest())
        for path, data in contents.items()
    )
    return Release(VERSION, DATE, files, "9.8.6", COMMIT, "1.2.3")
