"""RDF collections: the members of each list of a graph."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.namespaces import RDF
from gcm.rdf.oxigraph import Triple, term_text

_FIRST, _REST = RDF + "first", RDF + "rest"


class Lists:
    """The lists of a graph, each read when it is asked for: a part of one is a list too."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._firsts: dict[str, str] = {}
        self._rests: dict[str, str] = {}
        self._read: dict[str, list[str]] = {}
        for triple in triples:
            if triple.predicate.value == _FIRST:
                self._firsts[str(triple.subject)] = term_text(triple.object)
            elif triple.predicate.value == _REST:
                self._rests[str(triple.subject)] = str(triple.object)

    def members(self, start: str) -> list[str]:
        """The members of the list that begins at a node; IRIs without brackets."""
        if start not in self._read:
            members: list[str] = []
            self._read[start] = members
            place = start
            while place in self._firsts and len(members) < len(self._firsts):
                members.append(self._firsts[place])
                place = self._rests.get(place, "")
        return self._read[start]
