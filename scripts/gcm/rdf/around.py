"""The part of a state that telling of some things looks up: a large one is not indexed whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from gcm.core.namespaces import GCM, OA
from gcm.rdf.oxigraph import BlankNode, Term, Triple

# A fact, its quote, the text that the quote is from, the document of the text, which has a label.
_STEPS = 3
_SERVING = {GCM + "evidence", OA + "hasSelector"}  # their values serve the things that have them


def parts_around(
    states: Sequence[Collection[Triple]], things: Iterable[Term]
) -> list[list[Triple]]:
    """What `gcm.rdf.view` and what uses it look up in each of several sets of triples.

    That is all that any of them says of the things; of those that the things serve, as a selector
    does a quote and a quote a fact; of those that blank nodes among them belong to; and of all that
    can be reached from there in a few steps. Going through a blank node is none.

    Args:
        states: the sets of triples, of which one may describe what another only names.
        things: what to tell of.
    """
    everything = set[Triple]().union(*states)
    found = set(things)
    served = found
    while served:
        served = _served(everything, served) - found
        found |= served
    parts = _blank_parts(everything)
    found |= _inside(parts, found)
    edge = found
    for _ in range(_STEPS):
        ends = {end for one in everything if one.subject in edge for end in _ends(one)} - found
        edge = ends | _inside(parts, ends)
        found |= edge
    return [[one for one in state if one.subject in found] for state in states]


def _ends(triple: Triple) -> tuple[Term, Term]:
    return triple.predicate, triple.object


def _served(triples: Iterable[Triple], things: set[Term]) -> set[Term]:
    """What has one of the things as a part that is nothing without it."""
    return {
        one.subject
        for one in triples
        if (one.predicate.value in _SERVING or isinstance(one.object, BlankNode))
        and one.object in things
    }


def _blank_parts(triples: Iterable[Triple]) -> dict[Term, list[Term]]:
    """What each blank node has as properties and values."""
    found: dict[Term, list[Term]] = {}
    for one in triples:
        if isinstance(one.subject, BlankNode):
            found.setdefault(one.subject, []).extend(_ends(one))
    return found


def _inside(parts: Mapping[Term, list[Term]], things: Iterable[Term]) -> set[Term]:
    """What the blank nodes among things have, and those that they have, and so on."""
    found: set[Term] = set()
    waiting = [thing for thing in things if thing in parts]
    while waiting:
        new = set(parts[waiting.pop()]) - found
        found |= new
        waiting += [one for one in new if one in parts]
    return found
