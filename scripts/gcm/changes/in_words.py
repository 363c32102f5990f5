"""A difference in words: the changes of each entity, in one language."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from gcm.changes.difference import Difference, moved, named, union
from gcm.changes.model import Changes, Counts, PropertyChange, ThingChange, What
from gcm.core.language import Lang
from gcm.core.namespaces import GCM, OWL, RDF, SKOS
from gcm.core.similarity import plain
from gcm.entities.reading import EVIDENCE, PAGE, Reader
from gcm.inference.derived import derive
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Triple, term_text

_BASIS, _LABEL, _TYPE = GCM + "basis", SKOS + "prefLabel", RDF + "type"
_DEPRECATED, _UNIT = OWL + "deprecated", GCM + "Unit"
_HEADING = {_BASIS, _LABEL, _TYPE, EVIDENCE, PAGE}  # shown with the entity's name, or as proofs


class _Sides(NamedTuple):
    """The removed and the added triples of an entity."""

    before: list[Triple]
    after: list[Triple]


def changes_in(difference: Difference, lang: Lang) -> Changes:
    """Put a difference into the words of a language, without asking questions.

    Args:
        difference: the difference of the two states.
        lang: the reader's language.
    """
    told_in = _Telling(difference, lang)
    things = sorted(told_in.things(), key=_order)
    counts = Counts(len(told_in.new), len(told_in.gone), told_in.moved)
    return Changes(
        difference.old.name,
        difference.new.name,
        tuple(things),
        told_in.units(),
        counts,
        difference.blank,
        None,
    )


def _order(thing: ThingChange) -> tuple[object, ...]:
    """Return the sort key of an entity: kind of change, then kinds and labels without accents."""
    return thing.what, [*map(plain, thing.kinds)], thing.kinds, plain(thing.label), thing.iri


def _completed(asserted: Collection[Triple], rest: Iterable[Iterable[Triple]]) -> TripleIndex:
    """Return the triples of a state with those derived from them, and the evidence of its quotes.

    Args:
        asserted: the triples.
        rest: further triples for the derivation to read; nothing is derived for entities that only
            these describe.
    """
    others = {triple.subject for triples in rest for triple in triples}
    others -= {triple.subject for triple in asserted}
    derived = derive(chain(asserted, *rest))
    return TripleIndex([*asserted, *(triple for triple in derived if triple.subject not in others)])


class _Telling:
    """A difference put into words entity by entity."""

    def __init__(self, difference: Difference, lang: Lang) -> None:
        before, after = union(difference.before), union(difference.after)
        # Blank nodes are only counted, since they have no name to show.
        self.new, self.gone = named(after - before), named(before - after)
        self.moved = moved(difference, before, after)
        around = [
            graphs
            for state in (difference.new, difference.old)
            for graphs in (_others(state.graphs, difference), state.around)
        ]
        if difference.old.around is difference.new.around:  # as of two files: read once
            around.pop()
        rest = [union(graphs) for graphs in around if graphs]
        others = list(map(TripleIndex, rest))
        old, new = (_completed(asserted, rest) for asserted in (before, after))
        self._old = Reader(old, lang, [new, *others])
        self._new = Reader(new, lang, [old, *others])
        self._sides = _grouped((self.gone, self.new), lambda one: term_text(one.subject))

    def things(self) -> Iterator[ThingChange]:
        """Yield the changes of each entity except the units of text."""
        for thing in self._sides:
            if not self._is_unit(thing):
                yield self._thing(thing)

    def units(self) -> Counts:
        """Return the number of units of text added, removed and changed; they only serve facts."""
        units = set(filter(self._is_unit, self._sides))
        old, new = (
            {unit for unit in units if any(view.said.properties(unit))}
            for view in (self._old, self._new)
        )
        return Counts(len(new - old), len(old - new), len(new & old))

    def _is_unit(self, thing: str) -> bool:
        return any(_UNIT in view.said.names(thing, _TYPE) for view in (self._old, self._new))

    def _thing(self, thing: str) -> ThingChange:
        sides, what = self._sides[thing], self._what(thing)
        view = self._old if what == "removed" else self._new
        whole = what in ("added", "removed")
        # For a withdrawn entity the tombstone is shown, which gives the reason.
        told_by = self._new if what == "removed" and sides.after else view
        properties = self._whole(told_by, sides) if whole else self._parts(sides)
        basis = ", ".join(map(view.label, sorted(view.said.names(thing, _BASIS))))
        return ThingChange(
            what,
            thing,
            view.label(thing),
            view.kinds(thing),
            "" if any(one.iri == _BASIS for one in properties) else basis,
            tuple(
                sorted(properties, key=lambda one: (one.iri != _LABEL, plain(one.label), one.iri))
            ),
            tuple(view.proofs(thing)),
        )

    def _what(self, thing: str) -> What:
        if _DEPRECATED in self._new.said.properties(thing):
            is_new = _DEPRECATED not in self._old.said.properties(thing)
            return "removed" if is_new else "changed"
        if not any(self._old.said.properties(thing)):
            return "added"
        if not any(self._new.said.properties(thing)):
            return "removed"
        return "changed"

    def _whole(self, view: Reader, sides: _Sides) -> list[PropertyChange]:
        """List an entity's values, preferring the reader's language."""
        triples = sides.after or sides.before
        pairs = [
            (one.predicate.value, view.shown(one.predicate.value, one.object)) for one in triples
        ]
        kept = [
            triple
            for triple, (predicate, shown) in zip(triples, pairs, strict=True)
            if predicate not in _HEADING and view.shows(pairs, predicate, shown.term)
        ]
        return self._parts(_Sides([], kept) if sides.after else _Sides(kept, []))

    def _parts(self, sides: _Sides) -> list[PropertyChange]:
        """List the changes property by property, in any language."""
        changes = []
        for name, (before, after) in _grouped(sides, lambda one: one.predicate.value).items():
            was = sorted(self._old.shown(name, triple.object) for triple in before)
            now = sorted(self._new.shown(name, triple.object) for triple in after)
            label = (self._new if after else self._old).label(name)
            changes.append(PropertyChange(name, label, tuple(was), tuple(now)))
        return changes


def _grouped(sides: Iterable[Iterable[Triple]], name: Callable[[Triple], str]) -> dict[str, _Sides]:
    """Group removed and added triples by a name."""
    found: dict[str, _Sides] = {}
    for side, triples in enumerate(sides):
        for triple in triples:
            found.setdefault(name(triple), _Sides([], []))[side].append(triple)
    return found


def _others(graphs: dict[str, set[Triple]], difference: Difference) -> dict[str, set[Triple]]:
    """Return the graphs of a state that were not compared, for their labels."""
    known = {*difference.before, *difference.after}
    return {name: found for name, found in graphs.items() if name not in known}
