"""Triples that take less memory than objects do, where there are many and they are read seldom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from gcm.rdf.oxigraph import Triple, n_triples, parse_n_triples

_CHUNK = 20_000  # triples


class PackedTriples(Collection[Triple]):
    """Triples kept as N-Triples; each pass over them parses them anew, a chunk at a time."""

    def __init__(self, triples: Iterable[Triple], *others: PackedTriples) -> None:
        """Pack triples, and take over those that others have packed."""
        own = list(chunks_of(triples))
        self.chunks: list[bytes] = [*own, *(chunk for other in others for chunk in other.chunks)]
        self._size = sum(chunk.count(b"\n") for chunk in own) + sum(map(len, others))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Triple]:
        for chunk in self.chunks:
            yield from parse_n_triples(chunk)

    def __contains__(self, triple: object) -> bool:
        return any(triple == one for one in self)


def chunks_of(triples: Iterable[Triple]) -> Iterator[bytes]:
    """Triples as N-Triples, some thousands at a time."""
    if isinstance(triples, PackedTriples):
        yield from triples.chunks
        return
    waiting = iter(triples)
    while some := list(islice(waiting, _CHUNK)):
        yield n_triples(some)
