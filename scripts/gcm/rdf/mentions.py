"""A term at its place in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal as OneOf
from typing import NamedTuple

from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple

Role = OneOf["subject", "predicate", "object"]


class Position(NamedTuple):
    """What stands where: line and column count from 1, in characters; only line feeds end lines.

    `source` is what is written there, from the first character of the term to its last.
    """

    line: int
    column: int
    source: str


class Mention(NamedTuple):
    """A term in a text, and the names of the subject and the predicate of its triple.

    They are empty where they have none; `depth` counts the brackets that part it from its subject.
    """

    position: Position
    term: Term
    role: Role
    subject: str
    predicate: str
    depth: int


def unplaced(triples: Iterable[Triple]) -> Iterator[Mention]:
    """Mention the terms of triples of which only the file is known: their line is 0."""
    nowhere = Position(0, 0, "")
    for subject, predicate, value in triples:
        name = name_of(subject)
        yield Mention(nowhere, subject, "subject", name, "", 0)
        yield Mention(nowhere, predicate, "predicate", name, "", 0)
        yield Mention(nowhere, value, "object", name, predicate.value, 0)


def name_of(term: Term | str) -> str:
    """The IRI, the label or the lexical form of a term."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
