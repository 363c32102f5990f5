"""Times one serialiser over a graph that its library holds in memory; prints processor seconds.

python -m tests.bench.serialisers turtle|canonical gcm|rdflib FILE.nt

Blank nodes are left out, since a dump has none. Each library is timed in a process of its own,
where it does not pay for the other's memory.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from gcm.core.layout import Layout
from gcm.rdf.oxigraph import open_parser
from gcm.releases.dump import sorted_lines
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import read_prefixes

from .quads import ROOT


def ours(kind: str, data: str) -> Callable[[], object]:
    """What `gcm publish` does; it sorts whatever order it is given."""
    triples = [quad.triple for quad in open_parser(data, "ntriples")]
    prefixes = read_prefixes(Layout(ROOT))
    if kind == "turtle":
        return lambda: write_turtle(triples, prefixes)
    return lambda: b"".join(sorted_lines(triples))


def theirs(kind: str, data: str) -> Callable[[], object]:
    """What rdflib has for it."""
    import rdflib
    from rdflib.compare import to_canonical_graph

    graph = rdflib.Graph()
    graph.parse(data=data, format="nt")
    for name, namespace in read_prefixes(Layout(ROOT)).items():
        graph.bind(name, namespace)

    def turtle() -> str:
        return graph.serialize(format="longturtle")

    def canonical() -> list[str]:
        return sorted(to_canonical_graph(graph).serialize(format="nt").splitlines())

    return turtle if kind == "turtle" else canonical


def main(kind: str, library: str, file: Path) -> None:
    """Time it once, after it was made."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    data = "".join(line for line in lines if "_:" not in line)
    work = (ours if library == "gcm" else theirs)(kind, data)
    start = time.process_time()
    work()
    print(time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
