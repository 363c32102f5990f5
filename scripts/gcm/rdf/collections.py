"""RDF collections: the members of each list of a graph."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.namespaces import RDF
from gcm.rdf.oxigraph import Triple, term_text


def members_of_lists(triples: Iterable[Triple]) -> dict[str, list[str]]:
    """The members of each `rdf:List`, by the node it begins at; IRIs without brackets."""
    firsts: dict[str, str] = {}
    rests: dict[str, str] = {}
    for triple in triples:
        if triple.predicate.value == RDF + "first":
            firsts[str(triple.subject)] = term_text(triple.object)
        elif triple.predicate.value == RDF + "rest":
            rests[str(triple.subject)] = str(triple.object)
    found: dict[str, list[str]] = {}
    for start in firsts:
        place, members = start, list[str]()
        while place in firsts and len(members) < len(firsts):
            members.append(firsts[place])
            place = rests.get(place, "")
        found[start] = members
    return found
