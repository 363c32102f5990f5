"""What every engine is given: the real graph with synthetic forums, and all the questions."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from gcm.core.layout import Layout
from gcm.questions.question import read_question

from .generator import write_forums
from .quads import ROOT, term

# What is asked of a question that has a parameter without a default.
REQUIRED = {
    "identifiers": ("thing", "state:SLV"),
    "objective-targets": ("objective", "objective:18"),
    "profile": ("thing", "state:SLV"),
    "target-objectives": ("target", "<http://metadata.un.org/sdg/10.7>"),
}


class Files(NamedTuple):
    """The same triples as N-Quads, and as N-Triples for what knows no named graphs."""

    triples: int
    quads: Path
    merged: Path


def write_files(folder: Path, synthetic: int) -> Files:
    """Write the real graph with that many synthetic triples."""
    folder.mkdir(parents=True, exist_ok=True)
    quads, merged = folder / "graph.nq", folder / "graph.nt"
    layout = Layout(ROOT)
    with quads.open("wb") as out:
        for file in (*layout.ontology(), *layout.data()):
            graph = ox.NamedNode(layout.graph_of(file))
            triples = (quad.triple for quad in ox.parse(path=file))
            found = (ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples)
            ox.serialize(found, out, ox.RdfFormat.N_QUADS)
    with quads.open("a", encoding="utf-8", newline="\n") as text:
        write_forums(synthetic, text.write)
    triples = (quad.triple for quad in ox.parse(path=quads))
    ox.serialize(triples, str(merged), ox.RdfFormat.N_TRIPLES)
    with quads.open("rb") as lines:
        return Files(sum(1 for _ in lines), quads, merged)


def question_texts() -> dict[str, str]:
    """The questions with their parameters filled in, by name, in the order of names.

    Not `inferred`, which reads a graph that the synthetic ones lack.
    """
    texts = {}
    for name, file in Layout(ROOT).questions().items():
        if file.parent.name == "questions" and name != "inferred":
            values = {REQUIRED[name][0]: term(REQUIRED[name][1])} if name in REQUIRED else {}
            texts[name] = read_question(file).bound(values)
    return texts
