"""Canonical Turtle and TriG of graphs that need not fit in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from tempfile import TemporaryFile

from gcm.rdf.oxigraph import Triple
from gcm.rdf.tree import NO_MARK, Tree
from gcm.rdf.turtle import GAP, by_namespace, prefix_lines, trimmed_head
from gcm.rdf.writer import Writer

_PIECE = 1 << 16


class TurtleStream:
    """Blocks of Turtle, kept in a temporary file until it is known which prefixes they take."""

    def __init__(self, register: Mapping[str, str]) -> None:
        """Write with a register, prefix to namespace."""
        self._names = by_namespace(register)
        self._used: dict[str, str] = {}
        self._blocks = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, triples: Iterable[Triple]) -> str:
        """Add the blocks of some subjects, no blank nodes, and return them.

        Raises:
            RunError: a term is of RDF 1.2.
        """
        writer = Writer(Tree(triples, NO_MARK, "", None), self._names)
        written = sorted((subject.value, block) for subject, block in writer.blocks())
        text = "".join(GAP + block for _, block in written)
        self.add_text(text, writer.used)
        return text

    def add_text(self, text: str, used: Mapping[str, str] | None = None) -> None:
        """Add text as it is, and the prefixes that it takes, prefix to namespace."""
        self._blocks.write(text)
        self._used |= used or {}

    @property
    def used(self) -> dict[str, str]:
        """The prefixes taken so far, prefix to namespace."""
        return self._used

    def pieces(self, head: str = "") -> Iterator[str]:
        """All of it below comment lines, each with its `#`, and the prefixes taken."""
        self._blocks.seek(0)
        top = GAP.join(filter(None, [trimmed_head(head), "\n".join(prefix_lines(self._used))]))
        body = self._blocks.read(_PIECE)
        yield top or body.removeprefix(GAP)
        if top:
            yield body
        yield from iter(lambda: self._blocks.read(_PIECE), "")
        if top or body:
            yield "\n"

    def close(self) -> None:
        """Give the temporary file back."""
        self._blocks.close()


def stream_turtle(
    parts: Iterable[Iterable[Triple]], register: Mapping[str, str], head: str = ""
) -> Iterator[str]:
    """What `write_turtle` gives, in pieces, of a graph that need not fit in memory.

    Args:
        parts: the triples of some subjects after another, all of a subject in one part, parts in
            the order of the subjects' IRIs; no blank nodes.
        register: prefix to namespace.
        head: comment lines for the top of the file, each with its `#`.

    Raises:
        RunError: a term is of RDF 1.2.
    """
    with closing(TurtleStream(register)) as stream:
        for triples in parts:
            stream.add(triples)
        yield from stream.pieces(head)
