"""What the closure must not hold: a thing in two classes that are disjoint."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from gcm.core.errors import GcmError, RunError
from gcm.core.namespaces import OWL, RDF
from gcm.rdf.collections import members_of_lists
from gcm.rdf.oxigraph import Triple, term_text

_MOST = 12  # facts of one thing that are shown


def clashes(asserted: Iterable[Triple], inferred: Iterable[Triple]) -> list[GcmError]:
    """An error for each pair of disjoint classes that a thing is in (OWL 2 RL rule cax-adc).

    Each names the facts: the types that are asserted, or the triples that give them.
    """
    known = list(asserted)
    lists = members_of_lists(known)
    apart = [
        set(lists.get(str(t.object), ())) for t in known if t.predicate.value == OWL + "members"
    ]
    types: dict[str, set[str]] = {}
    for triple in (*known, *inferred):
        if triple.predicate.value == RDF + "type":
            types.setdefault(term_text(triple.subject), set()).add(term_text(triple.object))
    pairs = {
        (thing, *pair)
        for thing, classes in types.items()
        if len(classes) > 1
        for members in apart
        for pair in combinations(sorted(classes & members), 2)
    }
    return [
        RunError("disjoint", thing=thing, first=first, second=second, facts=_facts(known, thing))
        for thing, first, second in sorted(pairs)
    ]


def _facts(known: list[Triple], thing: str) -> str:
    """The triples between things that name a thing, a line each."""
    lines = [
        f"  {triple} ."
        for triple in known
        if thing in (term_text(triple.subject), term_text(triple.object))
        and str(triple.object).startswith("<")
    ]
    return "\n".join(lines[:_MOST])
