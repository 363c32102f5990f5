"""The changes between two states of the graph, in words of one language, as plain data and as JSON.

`changes.schema.json` describes the JSON.
"""

import json
from typing import Literal, NamedTuple

from gcm.core.results import plain_json
from gcm.entities.reading import Proof, Shown

What = Literal["added", "removed", "changed"]


class PropertyChange(NamedTuple):
    """The values of one property of an entity that only one state has, before and after.

    Values that both states have are omitted.
    """

    iri: str
    label: str
    before: tuple[Shown, ...]
    after: tuple[Shown, ...]


class ThingChange(NamedTuple):
    """The changes of one entity.

    Args:
        what: `added` or `removed` if only one state describes the entity, else `changed`.
        iri: the IRI of the entity.
        label: the label in the state with the entity; in the new one if both have it.
        kinds: the labels of the classes.
        basis: the basis of knowledge, if it did not change.
        properties: the properties added, removed or changed.
        proofs: the proofs of the fact, in the state that has it.
    """

    what: What
    iri: str
    label: str
    kinds: tuple[str, ...]
    basis: str
    properties: tuple[PropertyChange, ...]
    proofs: tuple[Proof, ...]


class Counts(NamedTuple):
    """Numbers of added, removed and changed items."""

    added: int = 0
    removed: int = 0
    changed: int = 0


class RowChange(NamedTuple):
    """A row of an answer, as texts; `before` is empty if it is new, `after` if it is gone."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class AnswerChange(NamedTuple):
    """A question with another answer.

    Args:
        name: the name of its file.
        title: the title of the question.
        columns: the headings of its answer.
        rows: the rows that differ, in the order of the new answer, then those gone.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[RowChange, ...]


class Changes(NamedTuple):
    """All changes between two states.

    Args:
        old: the name of the old state.
        new: the name of the new state.
        things: the entities added, removed or changed, by kind and label.
        units: the counts of the units of text, which only serve facts.
        triples: the counts of triples that only one state has, in any graph; moved ones count as
            `changed`. Triples with a blank node are not counted.
        blank: the numbers of blank nodes of the old and the new state; None if they say the same.
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
        """List the entities that were added, removed or changed."""
        return [thing for thing in self.things if thing.what == what]


def changes_json(changes: Changes) -> str:
    """Return the changes as a JSON document that ends in a line feed."""
    triples, blank = changes.triples, changes.blank
    fields = {
        "old": changes.old,
        "new": changes.new,
        "same": changes.same,
        "triples": {
            "added": triples.added,
            "removed": triples.removed,
            "moved": triples.changed,
        },
        **({"blankNodes": {"before": blank[0], "after": blank[1]}} if blank else {}),
        "things": plain_json(changes.things),
        "units": plain_json(changes.units),
        "answers": plain_json(changes.answers),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
