"""Reading the files of a dump back, and comparing them with what was to be written."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import IO

from gcm.core.errors import GcmError, RunError
from gcm.core.forms import Form, form_of
from gcm.core.sorting import SortedLines
from gcm.rdf.canonical import canonical_lines
from gcm.rdf.dump import JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE, Digests, graph_file
from gcm.rdf.oxigraph import Quad, Triple, parse_stream, quad_lines

Check = Callable[[], list[GcmError]]  # reads a file back
_PACKED = ".gz"


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


def read_quads(file: Path) -> Iterator[Quad]:
    """The quads of a file, which may be packed by gzip, of which not all are in memory at once.

    Raises:
        SyntaxError: it is not what its ending says.
        OSError: it cannot be read.
    """
    form: Form = form_of(Path(file.name.removesuffix(_PACKED)))
    with _open(file) as stream:
        yield from parse_stream(stream, form)


def _open(file: Path) -> IO[bytes]:
    packed = file.suffix == _PACKED
    return gzip.open(file) if packed else file.open("rb")  # type: ignore[return-value]


def _digest(file: Path, *, quads: bool) -> str:
    """The SHA-256 of the sorted lines of a file, each once; empty if it cannot be read."""
    digest = hashlib.sha256()
    found = read_quads(file)
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
