"""Published IRIs that are gone, of which whoever cited them must still learn what became."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.namespaces import BASE, ID
from gcm.rdf.oxigraph import NamedNode, Triple

# Named by a digest or a number of their content: an edit of the source names others.
_OF_CONTENT = tuple(f"{ID}{kind}/" for kind in ("quote", "selector", "unit"))


def without_tombstone(before: Iterable[Triple], after: Iterable[Triple]) -> list[str]:
    """The IRIs of ours that were described before and are not any more, sorted.

    A tombstone describes: its IRI is `owl:deprecated`, which `shapes/tombstone.ttl` asks a
    successor or a reason of. Quotes, their selectors, and units are named after what they hold, so
    those of changed words are gone without one.
    """
    return sorted(_described(before) - _described(after))


def _described(triples: Iterable[Triple]) -> set[str]:
    subjects = {triple.subject for triple in triples}
    names = {subject.value for subject in subjects if isinstance(subject, NamedNode)}
    return {name for name in names if name.startswith(BASE) and not name.startswith(_OF_CONTENT)}
