"""Quads as the lines of canonical N-Quads (https://www.w3.org/TR/rdf12-n-quads/#canonical-quads).

The lines of a dump are read without an object for each term, so that a million take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class QuadLine(NamedTuple):
    """The terms of a quad, each as the line writes it; `graph` is empty in the default graph."""

    subject: bytes
    predicate: bytes
    value: bytes
    graph: bytes


def split_quad(line: bytes) -> QuadLine:
    """The terms of a line, with or without its line feed."""
    subject, predicate, rest = line.rstrip(b"\n").removesuffix(b" .").split(b" ", 2)
    value, _, last = rest.rpartition(b" ")
    # A literal may hold blanks, but then what follows the last one holds its closing quote.
    if value and last.startswith((b"<", b"_:")) and b'"' not in last:
        return QuadLine(subject, predicate, value, last)
    return QuadLine(subject, predicate, rest, b"")


def in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, each once and without its line feed.

    Raises:
        ValueError: they are not sorted by their bytes.
    """
    before = b""
    for line in lines:
        line = line.rstrip(b"\n")
        if line < before:
            raise ValueError(f"not in order: {line!r} after {before!r}")
        if line != before:
            yield line
        before = line


def iri_of(term: bytes) -> str:
    """The IRI of a term, without brackets; a blank node as `_:label`; empty for a literal."""
    if term.startswith(b"<"):
        return term[1:-1].decode()
    return term.decode() if term.startswith(b"_:") else ""


def lexical_form(literal: bytes) -> str:
    """What stands between the quotes of a literal that needs no escapes, such as a date."""
    return literal[1 : literal.rindex(b'"')].decode()


def language_of(literal: bytes) -> str:
    """The language tag of a literal, in lower case; empty if it has none."""
    tail = literal[literal.rindex(b'"') + 1 :]
    return tail[1:].decode().lower() if tail.startswith(b"@") else ""
