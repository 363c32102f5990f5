"""Sharing shapes out, each part with those triples that it reads: an engine holds no others.

Of a large graph an engine would take more than a kilobyte of memory for each triple.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, NamedTuple

from gcm.core.namespaces import RDF, RDFS
from gcm.rdf.oxigraph import Triple
from gcm.rdf.shape_reads import TARGETS, Reads, reads_of

_A, _BELOW = f"<{RDF}type>".encode(), f"<{RDFS}subClassOf>".encode()


class Part(NamedTuple):
    """All shapes, but with some targets only, and what is read for these."""

    shapes: list[Triple]
    reads: Reads


def parts_by_data(shapes: list[Triple], graph: IO[bytes], most: int) -> list[Part] | None:
    """The shapes in parts that read few triples; None if what one reads cannot be told.

    Args:
        shapes: the shapes.
        graph: the data as N-Triples, an open file.
        most: the number of triples that a part should read, if a single shape does not need more.
    """
    reads = reads_of(shapes)
    if reads is None:
        return None
    sizes = _Sizes(graph)
    parts: list[tuple[set[Triple], Reads]] = []
    # The largest first: smaller ones that need no more than it does join it.
    for target, needed in sorted(reads.items(), key=lambda one: (-sizes.of(one[1]), str(one[0]))):
        joined = [(sizes.of(there.joined(needed)), place) for place, (_, there) in enumerate(parts)]
        fitting = [
            (size - sizes.of(parts[place][1]), place) for size, place in joined if size <= most
        ]
        if fitting:
            _, place = min(fitting)
            parts[place][0].add(target)
            parts[place] = parts[place][0], parts[place][1].joined(needed)
        else:
            parts.append(({target}, needed))
    return [Part(aimed(shapes, targets), needs) for targets, needs in parts]


def aimed(shapes: list[Triple], targets: set[Triple]) -> list[Triple]:
    """The shapes without all targets but some."""
    return [one for one in shapes if one.predicate.value not in TARGETS or one in targets]


def read_by(graph: IO[bytes], reads: Reads) -> bytes:
    """The lines of an open file of N-Triples that shapes can read."""
    names = {f"<{name}>".encode() for name in reads.names}
    below = _below(graph)
    kinds = _with_those_below(names, below)
    whole = _with_those_below({f"<{name}>".encode() for name in reads.whole}, below)
    instances = {
        subject for subject, name, value, _ in _split(graph) if name == _A and value in whole
    }
    return b"".join(
        line
        for subject, name, value, line in _split(graph)
        if name in names
        or name == _BELOW
        or (name == _A and value in kinds)
        or subject in instances
    )


def _split(graph: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """Subject, property and value of each line, and the line."""
    graph.seek(0)
    for line in graph:
        subject, name, rest = line.split(b" ", 2)
        yield subject, name, rest[:-3], line


def _below(graph: IO[bytes]) -> dict[bytes, set[bytes]]:
    """The classes right below each class."""
    found: dict[bytes, set[bytes]] = {}
    for subject, name, value, _ in _split(graph):
        if name == _BELOW:
            found.setdefault(value, set()).add(subject)
    return found


def _with_those_below(classes: Iterable[bytes], below: Mapping[bytes, set[bytes]]) -> set[bytes]:
    found: set[bytes] = set()
    waiting = list(classes)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += below.get(one, ())
    return found


class _Sizes:
    """About how many triples of a graph shapes read."""

    def __init__(self, graph: IO[bytes]) -> None:
        self._of_property: Counter[bytes] = Counter()
        self._of_class: Counter[bytes] = Counter()
        self._instances: Counter[bytes] = Counter()
        self._below = _below(graph)
        for _, group in groupby(_split(graph), key=lambda one: one[0]):
            lines = [(name, value) for _, name, value, _ in group]
            self._of_property.update(name for name, _ in lines)
            for kind in {value for name, value in lines if name == _A}:
                self._instances[kind] += 1
                self._of_class[kind] += len(lines)

    def of(self, reads: Reads) -> int:
        """About the number for what some shapes read: seldom less than it is."""
        names = {f"<{name}>".encode() for name in reads.names}
        whole = _with_those_below({f"<{name}>".encode() for name in reads.whole}, self._below)
        size = sum(self._of_property[name] for name in names | {_BELOW})
        size += sum(self._of_class[kind] for kind in whole)
        if _A not in names:
            kinds = _with_those_below(names, self._below) - whole
            size += sum(self._instances[kind] for kind in kinds)
        return size
