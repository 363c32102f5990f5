"""Changes as JSON, which `scripts/gcm/changes/changes.schema.json` describes."""

from __future__ import annotations

import json

from gcm.changes.model import Changes, PropertyChange, ThingChange
from gcm.core.results import cell_to_json
from gcm.entities.reading import Shown


def changes_json(changes: Changes) -> str:
    """Return the changes as a JSON document that ends in a line feed."""
    return json.dumps(_fields(changes), ensure_ascii=False, indent=2) + "\n"


def _fields(changes: Changes) -> dict[str, object]:
    triples = changes.triples
    return {
        "old": changes.old,
        "new": changes.new,
        "same": changes.same,
        "triples": {
            "added": triples.added,
            "removed": triples.removed,
            "moved": triples.changed,
        },
        **_blank(changes),
        "things": [_thing(thing) for thing in changes.things],
        "units": changes.units._asdict(),
        "answers": None
        if changes.answers is None
        else [
            {**answer._asdict(), "rows": [row._asdict() for row in answer.rows]}
            for answer in changes.answers
        ],
    }


def _blank(changes: Changes) -> dict[str, object]:
    if changes.blank is None:
        return {}
    before, after = changes.blank
    return {"blankNodes": {"before": before, "after": after}}


def _thing(thing: ThingChange) -> dict[str, object]:
    return {
        **thing._asdict(),
        "properties": [_property(one) for one in thing.properties],
        "proofs": [proof._asdict() for proof in thing.proofs],
        "moves": [move._asdict() for move in thing.moves],
    }


def _property(change: PropertyChange) -> dict[str, object]:
    def values(side: tuple[Shown, ...]) -> list[dict[str, object]]:
        return [{"text": one.text, "term": cell_to_json(one.term)} for one in side]

    before, after = values(change.before), values(change.after)
    return {"iri": change.iri, "label": change.label, "before": before, "after": after}
