"""The register of prefixes."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.rdf.oxigraph import Literal, Triple
from gcm.turtle.parse import parse_turtle


def read_prefixes(layout: Layout) -> dict[str, str]:
    """Read the prefixes that the register declares, by name.

    Raises:
        RunError: the register is missing or not Turtle.
    """
    return prefixes_in(parse_turtle(read_text(layout.register), layout.register).triples)


def prefixes_in(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that triples declare as SHACL does, by name."""
    values: dict[str, dict[str, str]] = {}
    for triple in triples:
        key = triple.predicate.value.rpartition("#")[2]
        if key in ("prefix", "namespace") and isinstance(triple.object, Literal):
            values.setdefault(str(triple.subject), {})[key] = triple.object.value
    return {entry["prefix"]: entry["namespace"] for entry in values.values() if len(entry) == 2}
