"""What is known of the redirects beforehand: media types, kinds of IRIs, files of a release."""

from __future__ import annotations

from typing import NamedTuple

from ._apache import HOST, Answer

# What a release holds beside `graphs/<path>.ttl`.
RELEASE = {
    "README.md",
    "context.jsonld",
    "dataset.jsonld",
    "dataset.ttl",
    "gcm-graph.jsonld",
    "gcm-graph.nq.gz",
    "gcm-graph.nt",
    "gcm-graph.trig",
    "gcm-graph.ttl",
    "ontology.ttl",
    "prefixes.ttl",
    "questions.ttl",
    "shapes.ttl",
}


class Files(NamedTuple):
    """What a media type leads to: of the graph, of its description, of the project."""

    graph: str
    dataset: str
    home: str


TURTLE = Files("gcm-graph.ttl", "dataset.ttl", "dataset.ttl")
N_TRIPLES = Files("gcm-graph.nt", "dataset.ttl", "dataset.ttl")
N_QUADS = Files("gcm-graph.nq.gz", "dataset.ttl", "dataset.ttl")
TRIG = Files("gcm-graph.trig", "dataset.ttl", "dataset.ttl")
JSON_LD = Files("gcm-graph.jsonld", "dataset.jsonld", "dataset.jsonld")
HTML = Files("README.md", "README.md", "README.md")
DEFAULT = Files("gcm-graph.ttl", "dataset.ttl", "README.md")

TYPES: dict[str | None, Files] = {
    "text/turtle": TURTLE,
    "application/n-triples": N_TRIPLES,
    "application/n-quads": N_QUADS,
    "application/trig": TRIG,
    "application/ld+json": JSON_LD,
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "*/*": DEFAULT,
}
UNKNOWN = (
    *(None, "", "application/rdf+xml", "application/pdf", "application/json", "text/*"),
    *("text/turtles", "application/ld-json", "nonsense"),
)
# None is a request without the header.
ACCEPT = TYPES | dict.fromkeys(UNKNOWN, DEFAULT)


def thing(files: Files, name: str = "latest") -> Answer:
    return 303, f"{HOST}/release/{name}/{files.graph}"


def dataset(files: Files, name: str = "latest") -> Answer:
    return 303, f"{HOST}/release/{name}/{files.dataset}"


def home(files: Files) -> Answer:
    return 303, f"{HOST}/release/latest/{files.home}"


def described(file: str, name: str = "latest") -> Answer:
    return 303, f"{HOST}/release/{name}/{file}"


def itself(file: str, name: str = "latest") -> Answer:
    return 302, f"{HOST}/release/{name}/{file}"
