"""Synthetic forums in the vocabulary of the real graph, as many triples as wanted.

    python -m tests.bench.generator TRIPLES FILE

Each forum is a named graph, modelled as `data/forums/2024-san-salvador.ttl` and its source text
are: event, document, text, units, quotes, participations, organising roles, aims, assertions with
collectives, thanks, listings, citations, and now and then a caveat, a road map, funding, a rival
date. Nothing of it took place. The agents, places and objectives are those of the real graph, so
a synthetic graph only makes sense beside the real one.

Hubs: the forum, its document and its source text hold most links of a forum, as in the real graph;
the States are drawn with weights that fall with their rank (the first few take part almost
everywhere); each 50th forum is large; and forums cite early documents rather than late ones. So
one thing in a hundred holds more than a tenth of the links, which a test checks.

The same number of triples gives the same bytes. Memory does not grow with it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from gcm.core.namespaces import GRAPH, ID, SKOS
from gcm.rdf.oxigraph import Literal, term_text
from gcm.turtle.parse import parse_files

from .quads import ROOT, Quads
from .synthetic_forum import SERIES, STATED, Names, SyntheticForum


def read_names() -> dict[str, Names]:
    """The names of the States, agencies, bodies and places in the real graph, by prefixed name."""
    names: dict[str, dict[str, str]] = {}
    for file in ("actors/states", "actors/agencies", "actors/bodies", "events/places"):
        for triple in parse_files([ROOT / "data" / f"{file}.ttl"])[0].popitem()[1]:
            kind, _, local = term_text(triple.subject).removeprefix(ID).partition("/")
            if triple.predicate.value == SKOS + "prefLabel" and isinstance(triple.object, Literal):
                found = names.setdefault(f"{kind}:{local}", {})
                found[triple.object.language or ""] = triple.object.value
    return {name: Names(found["en"], found["es"]) for name, found in sorted(names.items())}


def write_forums(triples: int, write: Callable[[str], object]) -> int:
    """Hand the N-Quads of whole forums to `write` until there are that many; how many there are."""
    names, count, number = read_names(), 0, 0
    while count < triples:
        number += 1
        quads = Quads(f"{GRAPH}forums/synthetic-{number:06d}", write)
        if number == 1:
            labels = "Synthetic forums", "Foros sintéticos"
            page = "page:rcmvs.org-taxonomy-term-11"
            quads.thing(SERIES, "schema:EventSeries", *labels, dct_source=page, gcm_basis=STATED)
        SyntheticForum(number, names, quads).write()
        count += quads.count
    return count


def main() -> None:
    """Write the quads to a file."""
    triples, file = sys.argv[1:]
    with Path(file).open("w", encoding="utf-8", newline="\n") as out:
        print(write_forums(int(triples), out.write))


if __name__ == "__main__":
    main()
