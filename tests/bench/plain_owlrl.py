"""What `gcm infer` is measured against: a plain script with owlrl over the same triples.

python tests/bench/plain_owlrl.py FILE.nt
"""

import sys
from pathlib import Path

import owlrl
import rdflib

ROOT = Path(__file__).parents[2]

graph = rdflib.Graph()
for file in (
    ROOT / "ontology" / "gcm.ttl",
    ROOT / "ontology" / "reused.ttl",
    *sorted((ROOT / "ontology" / "gcm").glob("*.ttl")),
    *sorted((ROOT / "ontology" / "vocab").glob("*.ttl")),
):
    graph.parse(file)
graph.parse(sys.argv[1], format="nt")
before = len(graph)
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
print(len(graph) - before)
