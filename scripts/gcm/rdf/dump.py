"""The dump of a dataset of named graphs: the same in every format, in bounded memory.

N-Quads are sorted by code points, each quad once: as the data has no blank nodes that is their
canonical form (RDFC-1.0, section 5, https://www.w3.org/TR/rdf-canon/).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from itertools import groupby
from typing import IO, NamedTuple
from urllib.parse import unquote

from gcm.core.errors import RunError
from gcm.core.namespaces import GRAPH
from gcm.core.release_folder import QUADS
from gcm.core.sorting import SortedLines
from gcm.core.staging import Staging
from gcm.rdf.json_ld import JsonLdWriter
from gcm.rdf.oxigraph import Triple
from gcm.rdf.sorted_triples import SortedTriples, parts_of
from gcm.rdf.turtle_stream import TurtleStream

NAME = "gcm-graph"
N_QUADS, N_TRIPLES = QUADS, f"{NAME}.nt"
TURTLE, TRIG, JSON_LD = f"{NAME}.ttl", f"{NAME}.trig", f"{NAME}.jsonld"


class Digests(NamedTuple):
    """What the lines of a dataset are, to compare other files of it with.

    `quads` and `triples` are the SHA-256 of sorted N-Quads, and of sorted N-Triples of all graphs
    as one; `graphs` has the triples of each named graph, as their number and the SHA-256 of sorted
    N-Triples. `total` is the number of triples of all graphs as one.
    """

    quads: str
    triples: str
    total: int
    graphs: dict[str, tuple[int, str]]


def graph_file(graph: str) -> str:
    """The file of a named graph within a release, by the name that its own file has."""
    return f"graphs/{unquote(graph.removeprefix(GRAPH))}.ttl"


def write_dump(
    lines: Iterable[list[bytes]],
    staging: Staging,
    prefixes: Mapping[str, str],
    context: Mapping[str, object],
) -> Digests:
    """Write a dataset in every format.

    Args:
        lines: its quads, in any order, as `quad_lines` gives them.
        staging: where to write.
        prefixes: the register, name to namespace.
        context: the entries of the JSON-LD context.

    Raises:
        RunError: a node is blank, a term is of RDF 1.2, or the disk is full.
    """
    with ExitStack() as stack:
        by_line = stack.enter_context(closing(SortedLines()))
        by_subject = stack.enter_context(closing(SortedTriples()))
        by_graph = stack.enter_context(closing(SortedLines()))
        for some in lines:
            by_line.extend(some)
        digests = _write_lines(by_line, staging, by_subject, by_graph)
        _write_turtle(by_subject, staging, prefixes)
        _write_graphs(by_graph, staging, prefixes, context)
    return digests


def _write_lines(
    quads: SortedLines, staging: Staging, by_subject: SortedTriples, by_graph: SortedLines
) -> Digests:
    """N-Quads and N-Triples; the triples are kept for the other formats."""
    of_quads, of_triples, count, last = hashlib.sha256(), hashlib.sha256(), 0, b""
    graphs: dict[str, tuple[int, hashlib._Hash]] = {}
    with staging.open(N_QUADS) as packed, staging.open(N_TRIPLES) as plain, _packing(packed) as nq:
        for line, _ in groupby(quads):
            _refuse_blank(line)
            nq.write(line + b"\n")
            of_quads.update(line + b"\n")
            # The graph comes last, and an IRI holds no space.
            statement, name, _ = line.rsplit(b" ", 2)
            triple = statement + b" ."
            number, digest = graphs.get(graph := name[1:-1].decode(), (0, None))
            digest = digest or hashlib.sha256()
            digest.update(triple + b"\n")
            graphs[graph] = number + 1, digest
            by_graph.add(b"\t".join((name[1:-1], line[1 : line.index(b">")], triple)))
            if triple != last:  # of two graphs that hold a triple, the lines stand together
                last, count = triple, count + 1
                plain.write(triple + b"\n")
                of_triples.update(triple + b"\n")
                by_subject.add([triple])
    each = {name: (number, digest.hexdigest()) for name, (number, digest) in graphs.items()}
    return Digests(of_quads.hexdigest(), of_triples.hexdigest(), count, each)


def _write_turtle(triples: SortedTriples, staging: Staging, prefixes: Mapping[str, str]) -> None:
    with staging.open(TURTLE) as file, closing(TurtleStream(prefixes)) as turtle:
        for part in triples.parts():
            turtle.add(part)
        file.writelines(map(str.encode, turtle.pieces()))


def _write_graphs(
    lines: SortedLines,
    staging: Staging,
    prefixes: Mapping[str, str],
    context: Mapping[str, object],
) -> None:
    """TriG, JSON-LD, and a Turtle file for each graph, in one pass."""
    writer = JsonLdWriter(context)
    with (
        staging.open(TRIG) as trig_file,
        staging.open(JSON_LD) as json_file,
        closing(TurtleStream(prefixes)) as trig,
    ):
        head = json.dumps(context, ensure_ascii=False, separators=(",", ":"))
        json_file.write(f'{{"@context":{head},"@graph":['.encode())
        between = ""
        for name, parts in _by_graph(lines):
            trig.add_text(f"\n\n<{name}> {{")
            json_file.write(
                f'{between}\n{{"@id":{json.dumps(writer.short(name))},"@graph":['.encode()
            )
            between = ","
            with closing(TurtleStream(prefixes)) as turtle:
                comma = ""
                for part in parts:
                    trig.add_text(turtle.add(part))
                    nodes = ",\n".join(writer.nodes(part))
                    json_file.write(f"{comma}\n{nodes}".encode())
                    comma = ","
                trig.add_text("\n}", turtle.used)
                staging.write(graph_file(name), map(str.encode, turtle.pieces()))
            json_file.write(b"\n]}")
        json_file.write(b"\n]}\n")
        trig_file.writelines(map(str.encode, trig.pieces()))


def _by_graph(lines: SortedLines) -> Iterator[tuple[str, Iterator[list[Triple]]]]:
    """The graphs in the order of their IRIs, each with its triples in parts."""
    for name, group in groupby(lines, key=lambda line: line.partition(b"\t")[0]):
        yield name.decode(), parts_of(line.partition(b"\t")[2] for line in group)


def _packing(stream: IO[bytes]) -> gzip.GzipFile:
    # Without name and time, so that the same content gives the same bytes.
    return gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0)


def _refuse_blank(line: bytes) -> None:
    if line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:"):
        raise RunError("publish-blank", node=line.decode())
