"""Changes of the units of a text, which only serve facts."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.changes import Counts
from gcm.core.namespaces import GCM, RDF
from gcm.rdf.known import Reader

_UNIT = GCM + "Unit"


class Units:
    """The units of text among the things that changed: they are counted, and not told."""

    def __init__(self, old: Reader, new: Reader, changed: Iterable[str]) -> None:
        """Look through what changed.

        Args:
            old: the state before.
            new: the state after.
            changed: the things of which something else is said.
        """
        self._old = old
        self._new = new
        self._changed = {thing for thing in changed if self.has(thing)}

    def has(self, thing: str) -> bool:
        """Whether a thing is a unit of text."""
        return any(_UNIT in view.said.names(thing, RDF + "type") for view in (self._old, self._new))

    def counts(self) -> Counts:
        """How many were added, removed and changed."""
        old = {thing for thing in self._changed if any(self._old.said.properties(thing))}
        new = {thing for thing in self._changed if any(self._new.said.properties(thing))}
        return Counts(len(new - old), len(old - new), len(new & old))
