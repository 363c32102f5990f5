"""More triples than fit in memory, in the order in which canonical Turtle holds their subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from gcm.core.sorting import SortedLines
from gcm.rdf.oxigraph import Triple, parse_n_triples

_SOME = 1000  # lines at once
_PART = 5000  # triples at a time, so that the memory for them does not grow with the table


class SortedTriples:
    """Triples added in any order, and read back, once, sorted by subject."""

    def __init__(self) -> None:
        self._lines = SortedLines()

    def add(self, lines: Iterable[bytes]) -> None:
        """Add triples, each a line of N-Triples whose subject is an IRI."""
        # A tab sorts before whatever an IRI may hold, so that lines sort by the IRI.
        keyed = (line[1 : line.index(b">")] + b"\t" + line for line in lines)
        while some := list(islice(keyed, _SOME)):
            self._lines.extend(some)

    def parts(self) -> Iterator[list[Triple]]:
        """The triples of some subjects after another, by the code points of the subjects' IRIs.

        A triple added twice comes once, and no subject is in two parts.
        """
        return parts_of(self._lines)

    def close(self) -> None:
        """Give the temporary files back."""
        self._lines.close()


def parts_of(lines: Iterable[bytes]) -> Iterator[list[Triple]]:
    """What `SortedTriples.parts` gives of sorted lines, each the IRI, a tab, and the triple."""
    waiting: list[bytes] = []
    for _, group in groupby(lines, key=lambda line: line.partition(b"\t")[0]):
        waiting += [line.partition(b"\t")[2] for line, _ in groupby(group)]
        if len(waiting) >= _PART:
            yield parse_n_triples(b"\n".join(waiting))
            waiting = []
    if waiting:
        yield parse_n_triples(b"\n".join(waiting))
