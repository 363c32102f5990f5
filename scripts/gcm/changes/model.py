"""What changed between two states of the graph, in words of one language, as plain data."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gcm.entities.reading import Proof, Shown

What = Literal["added", "removed", "changed", "moved"]


class PropertyChange(NamedTuple):
    """What one property of a thing had before only, and what it has since.

    Values that both states have are left out.
    """

    iri: str
    label: str
    before: tuple[Shown, ...]
    after: tuple[Shown, ...]


class Move(NamedTuple):
    """Triples of a thing that are said in other named graphs than before.

    Args:
        before: the graphs, without what their names have in common, that say it no longer.
        after: those that say it since; empty where another still does.
        triples: how many.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    triples: int


class ThingChange(NamedTuple):
    """One thing and what is said otherwise of it.

    Args:
        what: `added` or `removed` if one state says nothing of it, `moved` if all of it is said in
            both, else `changed`.
        iri: its IRI.
        label: what it is called, in the state that has it; in the new one if both have.
        kinds: its classes.
        basis: on what it is known, if that did not change.
        properties: what was added, removed or changed.
        proofs: what the fact rests on, in the state that has it.
        moves: what is said elsewhere.
    """

    what: What
    iri: str
    label: str
    kinds: tuple[str, ...]
    basis: str
    properties: tuple[PropertyChange, ...]
    proofs: tuple[Proof, ...]
    moves: tuple[Move, ...]


class Counts(NamedTuple):
    """How many were added, removed and changed."""

    added: int = 0
    removed: int = 0
    changed: int = 0


class RowChange(NamedTuple):
    """A row of an answer, as texts; `before` is empty if it is new, `after` if it is gone."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class AnswerChange(NamedTuple):
    """A question whose answer, or which itself, is another than before.

    Args:
        name: that of its file.
        title: what it asks.
        status: `new` or `gone` if one state lacks the question, else `kept`.
        reworded: whether its text changed. Both states are asked the new one.
        columns: the headings of its answer.
        rows: those that differ, in the order of the new answer, then what is gone.
        total: how many rows the new answer has.
    """

    name: str
    title: str
    status: Literal["new", "gone", "kept"]
    reworded: bool
    columns: tuple[str, ...]
    rows: tuple[RowChange, ...]
    total: int


class Changes(NamedTuple):
    """All that changed.

    Args:
        old: what the old state is called.
        new: what the new one is called.
        things: those that were added, removed, changed or moved, by kind and label.
        units: the units of text that were, which serve the things.
        triples: those that one state has and the other lacks, whatever the graph; and those
            that moved, as `changed`. Those with a blank node are not counted.
        blank: how many blank nodes the old and the new state have; None if they say the same.
        answers: the questions with another answer; None if nothing was asked.
    """

    old: str
    new: str
    things: tuple[ThingChange, ...]
    units: Counts
    triples: Counts
    blank: tuple[int, int] | None
    answers: tuple[AnswerChange, ...] | None

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not (self.things or any(self.triples) or self.blank or self.answers)

    def of(self, what: What) -> list[ThingChange]:
        """The things that were added, removed, changed or moved."""
        return [thing for thing in self.things if thing.what == what]
