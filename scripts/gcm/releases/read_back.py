"""Checks that read the files of a dump back and compare them with the data."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from gcm.core.errors import GcmError, RunError
from gcm.core.files import is_compressed, read_bytes
from gcm.core.formats import form_of
from gcm.core.language import msg
from gcm.rdf.canonical import canonical_lines
from gcm.rdf.oxigraph import Triple, open_parser, quad_lines, triple_lines
from gcm.releases.dump import (
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    TRIG,
    TURTLE,
    TURTLE_12,
    Digests,
    digest_of,
    graph_file,
)

DIFFERS = msg(
    "read back, the file differs from the data to be written; nothing was published. Please "
    "report this."
)

Check = Callable[[], list[GcmError]]  # reads a file back


def dump_errors(folder: Path, digests: Digests) -> list[GcmError]:
    """Return an error for each file of a dump that differs from the data.

    Args:
        folder: the folder that `gcm.releases.dump.write_dump` wrote to.
        digests: the result of `write_dump`.
    """
    wanted = dict.fromkeys((N_QUADS, TRIG, JSON_LD), digests.quads)
    wanted |= dict.fromkeys((N_TRIPLES, TURTLE), digests.triples)
    wanted[TURTLE_12] = digests.reified
    wanted |= {graph_file(name): digest for name, (_, digest) in digests.graphs.items()}
    of_quads = {N_QUADS, TRIG, JSON_LD}
    return [
        RunError(DIFFERS, file=folder / name)
        for name, digest in wanted.items()
        if _digest(folder / name, quads=name in of_quads) != digest
    ]


def graph_errors(file: Path, triples: Iterable[Triple]) -> list[GcmError]:
    """Return an error if a Turtle file does not contain these triples, which may have blank
    nodes.
    """
    try:
        found = [quad.triple for quad in open_parser(read_bytes(file), "turtle")]
    except SyntaxError:
        found = []
    same = canonical_lines(found) == canonical_lines(triples)
    return [] if same else [RunError(DIFFERS, file=file)]


def _digest(file: Path, *, quads: bool) -> str:
    """Return the SHA-256 of the sorted lines of a file, each once; empty if it is unreadable."""
    try:
        data = read_bytes(file)
        data = gzip.decompress(data) if is_compressed(file) else data
        found = list(open_parser(data, form_of(file)))
    except (EOFError, GcmError, OSError, SyntaxError, zlib.error):
        return ""
    lines = quad_lines(found) if quads else triple_lines(one.triple for one in found)
    return digest_of(sorted(set(lines)))
