"""What `gcm ask participants` is measured against: a plain script with rdflib.

It parses the same Turtle, runs the same query and labels its rows.
"""

from pathlib import Path

import rdflib
from rdflib.namespace import SKOS
from rdflib.query import ResultRow

ROOT = Path(__file__).parents[2]

graph = rdflib.Graph()
for file in (
    ROOT / "ontology" / "gcm.ttl",
    ROOT / "ontology" / "reused.ttl",
    *sorted((ROOT / "ontology" / "gcm").glob("*.ttl")),
    *sorted((ROOT / "ontology" / "vocab").glob("*.ttl")),
    *sorted((ROOT / "data").rglob("*.ttl")),
):
    graph.parse(file)


def label(term: object) -> str:
    """Name a thing by its English label."""
    if not isinstance(term, rdflib.URIRef):
        return "not stated" if term is None else str(term)
    labels = graph.objects(term, SKOS.prefLabel)
    return next(str(one) for one in labels if getattr(one, "language", "") == "en")


question = ROOT / "queries" / "questions" / "participants.rq"
for row in graph.query(question.read_text(encoding="utf-8")):
    assert isinstance(row, ResultRow)
    print(*map(label, row))
