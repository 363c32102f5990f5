"""What the closure must not hold: a thing in two classes that are disjoint."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from gcm.core.errors import GcmError, RunError
from gcm.core.namespaces import OWL, RDF, RDFS
from gcm.rdf.collections import Lists
from gcm.rdf.oxigraph import Triple, term_text

_MOST = 3  # facts that put a thing into one class


def clashes(asserted: Iterable[Triple], inferred: Iterable[Triple]) -> list[GcmError]:
    """An error for each pair of disjoint classes that a thing is in (OWL 2 RL rule cax-adc).

    Each names the facts: the types that are asserted, or the triples that give them.
    """
    known = list(asserted)
    lists = Lists(known)
    apart = [
        set(lists.members(str(t.object))) for t in known if t.predicate.value == OWL + "members"
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
    giving = _Giving(known)
    return [
        RunError("disjoint", thing=thing, first=first, second=second, facts=facts)
        for thing, first, second in sorted(pairs)
        for facts in ["\n".join(giving.facts(thing, first) + giving.facts(thing, second))]
    ]


class _Giving:
    """Finds the asserted triples that put a thing into a class."""

    def __init__(self, known: list[Triple]) -> None:
        self._known = known
        self._axioms: dict[str, dict[str, set[str]]] = {"domain": {}, "range": {}, "subClassOf": {}}
        for triple in known:
            name = triple.predicate.value.removeprefix(RDFS)
            if name in self._axioms:
                term, value = term_text(triple.subject), term_text(triple.object)
                self._axioms[name].setdefault(term, set()).add(value)

    def facts(self, thing: str, of_class: str) -> list[str]:
        """The first few, a line each: its types, then properties with such a domain or range."""
        types: list[str] = []
        others: list[str] = []
        for triple in self._known:
            subject, predicate = term_text(triple.subject), triple.predicate.value
            value = term_text(triple.object)
            if subject == thing and predicate == RDF + "type":
                given, lines = {value}, types
            else:
                given, lines = set(), others
                if subject == thing:
                    given |= self._axioms["domain"].get(predicate, set())
                if value == thing:
                    given |= self._axioms["range"].get(predicate, set())
            if any(of_class in self._above(one) for one in given):
                lines.append(f"  {triple} .")
        return [*types, *others][:_MOST]

    def _above(self, term: str) -> set[str]:
        """A class and those that are broader."""
        found, waiting = set[str](), [term]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._axioms["subClassOf"].get(one, ())
        return found
