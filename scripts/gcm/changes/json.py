"""Changes as JSON, which `scripts/gcm/changes/changes.schema.json` describes."""

from __future__ import annotations

import json

from gcm.changes.model import Changes
from gcm.core.results import Cell, cell_to_json


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
        "things": _plain(changes.things),
        "units": _plain(changes.units),
        "answers": _plain(changes.answers),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    """Return a part of the changes as JSON: tuples with names as objects, others as arrays."""
    if isinstance(value, Cell):
        return cell_to_json(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
