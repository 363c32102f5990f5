"""What `gcm ask participants` is measured against: a plain script with rdflib.

It parses the same Turtle and runs the same query.
"""

from pathlib import Path

import rdflib

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
question = ROOT / "queries" / "questions" / "participants.rq"
for row in graph.query(question.read_text(encoding="utf-8")):
    print(row)
