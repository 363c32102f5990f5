"""What two states both say, but in other named graphs."""

from __future__ import annotations

from gcm.core.changes import Move
from gcm.core.namespaces import GRAPH
from gcm.rdf.difference import Difference, beyond
from gcm.rdf.oxigraph import Triple, term_text


def moved(
    difference: Difference, before: set[Triple], after: set[Triple]
) -> dict[str, dict[Triple, tuple[list[str], list[str]]]]:
    """What both states say, in other graphs: by thing and triple, where it was and where it is."""
    found: dict[str, dict[Triple, tuple[list[str], list[str]]]] = {}
    sides = (
        beyond(difference.before, difference.after),
        beyond(difference.after, difference.before),
    )
    for side, graphs in enumerate(sides):
        for name, triples in sorted(graphs.items()):
            for triple in triples & before & after:
                of_thing = found.setdefault(term_text(triple.subject), {})
                of_thing.setdefault(triple, ([], []))[side].append(name.removeprefix(GRAPH))
    return found


def moves_of(triples: dict[Triple, tuple[list[str], list[str]]]) -> list[Move]:
    """The same triples counted by where they were and where they are."""
    counts: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for before, after in triples.values():
        key = tuple(before), tuple(after)
        counts[key] = counts.get(key, 0) + 1
    return [Move(*key, count) for key, count in counts.items()]
