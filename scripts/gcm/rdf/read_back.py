"""Reading the files of a dump back, and comparing them with what was to be written."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from gcm.core.errors import GcmError, RunError
from gcm.core.forms import form_of
from gcm.core.sorting import SortedLines
from gcm.rdf.canonical import canonical_lines
from gcm.rdf.dump import JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE, Digests, graph_file
from gcm.rdf.oxigraph import Quad, Triple, parse_stream, quad_lines

Check = Callable[[], list[GcmError]]  # reads a file back


def dump_errors(folder: Path, digests: Digests) -> list[GcmError]:
    """The files of a dump that do not hold what was to be written, each as an error.

    Args:
        folder: where `gcm.rdf.dump.write_dump` wrote.
        digests: what it returned.
    """
    wanted = dict.fromkeys((N_QUADS, TRIG, JSON_LD), digests.quads)
    wanted |= dict.fromkeys((N_TRIPLES, TURTLE), digests.triples)
    wanted |= {graph_file(name): digest for name, (_, digest) in digests.graphs.items()}
    of_quads = {N_QUADS, TRIG, JSON_LD}
    return [
        RunError("publish-differs", file=folder / name)
        for name, digest in wanted.items()
        if _digest(folder / name, quads=name in of_quads) != digest
    ]


def graph_errors(file: Path, triples: Iterable[Triple]) -> list[GcmError]:
    """The error of a Turtle file that does not hold these triples; blank nodes may be in them."""
    try:
        with file.open("rb") as stream:
            found = [quad.triple for quad in parse_stream(stream, "turtle")]
    except SyntaxError:
        found = []
    same = canonical_lines(found) == canonical_lines(triples)
    return [] if same else [RunError("publish-differs", file=file)]


def _quads(file: Path) -> Iterator[Quad]:
    """The quads of a file, which may be packed by gzip, of which not all are in memory at once."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rb") as stream:
        yield from parse_stream(stream, form_of(file))  # type: ignore[arg-type] # a GzipFile is one


def _digest(file: Path, *, quads: bool) -> str:
    """The SHA-256 of the sorted lines of a file, each once; empty if it cannot be read."""
    digest = hashlib.sha256()
    found = _quads(file)
    if not quads:
        found = (Quad(quad.subject, quad.predicate, quad.object) for quad in found)
    try:
        with closing(SortedLines()) as lines:
            for some in quad_lines(found):
                lines.extend(some)
            for line, _ in groupby(lines):
                digest.update(line + b"\n")
    except (EOFError, OSError, SyntaxError, zlib.error):
        return ""
    return digest.hexdigest()
