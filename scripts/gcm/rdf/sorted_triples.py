"""More triples than fit in memory, in the order in which canonical Turtle holds their subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gcm.core.sorting import SortedLines
from gcm.rdf.oxigraph import Triple, parse_n_triples


class SortedTriples:
    """Triples added in any order, and read back, once, subject by subject."""

    def __init__(self) -> None:
        self._lines = SortedLines()

    def add(self, lines: Iterable[bytes]) -> None:
        """Add triples, each a line of N-Triples whose subject is an IRI."""
        for line in lines:
            # A tab sorts before whatever an IRI may hold, so that lines sort by the IRI.
            self._lines.add(line[1 : line.index(b">")] + b"\t" + line)

    def subjects(self) -> Iterator[list[Triple]]:
        """The triples of each subject, a triple added twice once; subjects by code points."""
        for _, group in groupby(self._lines, key=lambda line: line.partition(b"\t")[0]):
            unique = [line.partition(b"\t")[2] for line, _ in groupby(group)]
            yield parse_n_triples(b"\n".join(unique) + b"\n")

    def close(self) -> None:
        """Give the temporary files back."""
        self._lines.close()
