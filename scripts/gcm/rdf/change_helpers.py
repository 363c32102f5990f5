"""Changes of what only serves facts: quotes with their selectors, and units of a text."""

from __future__ import annotations

from collections.abc import Mapping

from gcm.core.changes import Counts, Helper, PropertyChange, Shown
from gcm.core.model import Cell
from gcm.core.namespaces import GCM, OA, RDF
from gcm.rdf.known import EVIDENCE, Reader

_QUOTE, _UNIT = OA + "SpecificResource", GCM + "Unit"
_SELECTORS = {OA + "TextQuoteSelector", OA + "TextPositionSelector"}
_HELPERS = {_QUOTE, _UNIT, *_SELECTORS}
_SELECTOR = OA + "hasSelector"


class Helpers:
    """The helpers among the things that changed.

    They are counted, and told with the facts that rest on them: a reader looks for facts.
    """

    def __init__(self, old: Reader, new: Reader, changed: Mapping[str, object]) -> None:
        """Look through what changed.

        Args:
            old: the state before.
            new: the state after.
            changed: the things of which something else is said.
        """
        self._old = old
        self._new = new
        self._changed = {thing: kinds for thing in changed if (kinds := self._kinds(thing))}

    def is_helper(self, thing: str) -> bool:
        """Whether a thing only serves others."""
        return bool(self._kinds(thing))

    def counts(self) -> dict[Helper, Counts]:
        """How many quotes and units were added, removed and changed."""
        units = {thing for thing, kinds in self._changed.items() if _UNIT in kinds}
        quotes = {self._quote(thing) for thing in self._changed if thing not in units}
        found: dict[Helper, Counts] = {
            "quotes": self._counted(quotes),
            "units": self._counted(units),
        }
        return {name: counts for name, counts in found.items() if any(counts)}

    def requoted(self) -> dict[str, list[PropertyChange]]:
        """The facts whose evidence is the same but quotes other words, or from elsewhere."""
        found: dict[str, list[PropertyChange]] = {}
        for quote in sorted({self._quote(thing) for thing in self._changed}):
            if not (self._is_in(self._old, quote) and self._is_in(self._new, quote)):
                continue
            was, now = self._old.quote(quote), self._new.quote(quote)
            if (was.quote, was.unit) == (now.quote, now.unit):
                continue
            before, after = self._old.quoted(quote), self._new.quoted(quote)
            term = Cell("uri", quote)
            change = PropertyChange(
                EVIDENCE, self._new.label(EVIDENCE), (Shown(before, term),), (Shown(after, term),)
            )
            had = set(self._old.said.having(EVIDENCE, quote))
            for fact in self._new.said.having(EVIDENCE, quote):
                if fact in had:
                    found.setdefault(fact, []).append(change)
        return found

    def _kinds(self, thing: str) -> set[str]:
        names = (view.said.names(thing, RDF + "type") for view in (self._old, self._new))
        return _HELPERS & {name for found in names for name in found}

    def _quote(self, thing: str) -> str:
        """The quote that a selector belongs to; else the thing itself."""
        for view in (self._new, self._old):
            if holders := view.said.having(_SELECTOR, thing):
                return min(holders)
        return thing

    def _counted(self, things: set[str]) -> Counts:
        old = {thing for thing in things if self._is_in(self._old, thing)}
        new = {thing for thing in things if self._is_in(self._new, thing)}
        return Counts(len(new - old), len(old - new), len(new & old))

    def _is_in(self, view: Reader, thing: str) -> bool:
        return any(view.said.properties(thing))
