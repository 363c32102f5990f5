"""The dump of a dataset of named graphs: the same content in every format, and read back.

N-Quads are sorted by code points, each quad once: without blank nodes, that is the canonical form
(RDFC-1.0, section 5, https://www.w3.org/TR/rdf-canon/). JSON-LD 1.1
(https://www.w3.org/TR/json-ld11/) is compacted by the graph's own context; every literal is a
JSON string, never a number, so that lexical forms are kept to the letter.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from gcm.core.errors import GcmError, RunError
from gcm.core.files import is_compressed, read_bytes
from gcm.core.language import msg
from gcm.core.layout import QUADS
from gcm.core.namespaces import GRAPH, RDF, XSD
from gcm.core.rdf_formats import form_of
from gcm.rdf.canonical import canonical_lines
from gcm.rdf.oxigraph import (
    Literal,
    NamedNode,
    Triple,
    dataset_lines,
    names_blank,
    open_parser,
    parse_n_triples,
    quad_lines,
    triple_lines,
)
from gcm.releases.folder import Staging
from gcm.turtle.format import GAP, document, turtle_blocks, write_turtle, write_turtle_12

NAME = "gcm-graph"
N_QUADS, N_TRIPLES = QUADS, f"{NAME}.nt"
TURTLE, TRIG, JSON_LD = f"{NAME}.ttl", f"{NAME}.trig", f"{NAME}.jsonld"
TURTLE_12 = f"{NAME}.rdf12.ttl"
_REIFIES = NamedNode(RDF + "reifies")
DIFFERS = msg(
    "read back, the file differs from the data to be written; nothing was published. Please "
    "report this."
)

Check = Callable[[], list[GcmError]]  # reads a file back
_TYPE = RDF + "type"
_STRING = XSD + "string"
_LINK = "@id"
# Only an IRI with such an ending makes a term a prefix (section 4.1.5).
_PREFIX_ENDS = tuple(":/?#[]@")
_Json = str | dict[str, str]


class Dump(NamedTuple):
    """A dataset as it was written.

    `digest` is the SHA-256 of its canonical N-Quads, `triples` the number of triples of all graphs
    as one, `graphs` the number of named graphs. `contents` has the SHA-256 of the sorted N-Quads,
    or of the sorted N-Triples, that each file contains, by its name.
    """

    digest: str
    triples: int
    graphs: int
    contents: dict[str, str]


def graph_file(graph: str) -> str:
    """Return the path of a named graph within a release, after the name of its source file."""
    return f"graphs/{unquote(graph.removeprefix(GRAPH))}.ttl"


def write_dump(
    graphs: Mapping[str, Iterable[Triple]],
    shortcuts: Iterable[tuple[Triple, NamedNode]],
    staging: Staging,
    prefixes: Mapping[str, str],
    context: Mapping[str, object],
) -> Dump:
    """Write a dataset in every format.

    Args:
        graphs: the triples of each named graph, by its IRI, in any order.
        shortcuts: the shortcut triples, each with the fact it stands for.
        staging: the folder to write to.
        prefixes: the register, name to namespace.
        context: the entries of the JSON-LD context.

    Raises:
        RunError: a node is blank, a term is of RDF 1.2, or the disk is full.
    """
    lines = {name: sorted_lines(graphs[name]) for name in sorted(graphs)}
    lines = {name: found for name, found in lines.items() if found}
    _refuse_blank(line for found in lines.values() for line in found)
    quads = b"".join(dataset_lines(graphs))
    merged = sorted(set().union(*lines.values()))
    triples = b"".join(merged)
    # Without a time, so that the same content gives the same bytes.
    staging.write(N_QUADS, gzip.compress(quads, mtime=0))
    staging.write(N_TRIPLES, triples)
    merged_triples = parse_n_triples(triples)
    staging.write(TURTLE, write_turtle(merged_triples, prefixes).encode())
    shortcuts = list(shortcuts)
    staging.write(TURTLE_12, write_turtle_12(merged_triples, shortcuts, prefixes).encode())
    short = [one for triple, fact in shortcuts for one in (triple, Triple(fact, _REIFIES, triple))]
    _write_graphs({name: b"".join(lines[name]) for name in lines}, staging, prefixes, context)
    digest, merged_digest = digest_of([quads]), digest_of(merged)
    contents = dict.fromkeys((N_QUADS, TRIG, JSON_LD), digest)
    contents |= dict.fromkeys((N_TRIPLES, TURTLE), merged_digest)
    contents[TURTLE_12] = digest_of(sorted_lines([*merged_triples, *short]))
    contents |= {graph_file(name): digest_of(found) for name, found in lines.items()}
    return Dump(digest, len(merged), len(lines), contents)


def digest_of(lines: Iterable[bytes]) -> str:
    """Return the SHA-256 of lines, in their order."""
    return hashlib.sha256(b"".join(lines)).hexdigest()


def sorted_lines(triples: Iterable[Triple]) -> list[bytes]:
    """Return triples as sorted N-Triples, each once."""
    return [line for line, _ in groupby(sorted(triple_lines(triples)))]


def _refuse_blank(lines: Iterable[bytes]) -> None:
    for line in lines:
        if names_blank(line):
            raise RunError(
                "a dump cannot contain blank nodes: {node} Give it an IRI.",
                node=line.decode().strip(),
            )


def _write_graphs(
    graphs: Mapping[str, bytes],
    staging: Staging,
    prefixes: Mapping[str, str],
    context: Mapping[str, object],
) -> None:
    """Write TriG, JSON-LD, and a Turtle file for each graph, given as N-Triples."""
    writer = JsonLdWriter(context)
    used: dict[str, str] = {}
    trig, json_graphs = [], []
    for name, lines in graphs.items():
        triples = parse_n_triples(lines)
        blocks, own = turtle_blocks(triples, prefixes)
        staging.write(graph_file(name), document(blocks, own).encode())
        trig.append(GAP.join([f"<{name}> {{", *blocks]) + "\n}")
        used |= own
        nodes = ",\n".join(writer.nodes(triples))
        json_graphs.append(f'\n{{"@id":{json.dumps(writer.short(name))},"@graph":[\n{nodes}\n]}}')
    staging.write(TRIG, document(trig, used).encode())
    head = json.dumps(context, ensure_ascii=False, separators=(",", ":"))
    text = f'{{"@context":{head},"@graph":[{",".join(json_graphs)}\n]}}\n'
    staging.write(JSON_LD, text.encode())


def dump_errors(folder: Path, dump: Dump) -> list[GcmError]:
    """Return an error for each file of a dump that differs from the data.

    Args:
        folder: the folder that `write_dump` wrote to.
        dump: the result of `write_dump`.
    """
    return [
        RunError(DIFFERS, file=folder / name)
        for name, digest in dump.contents.items()
        if _digest(folder / name) != digest
    ]


def graph_errors(file: Path, triples: Iterable[Triple]) -> list[GcmError]:
    """Return an error if a Turtle file lacks or adds triples; they may have blank nodes."""
    try:
        found = [quad.triple for quad in open_parser(read_bytes(file), "turtle")]
    except SyntaxError:
        found = []
    same = canonical_lines(found) == canonical_lines(triples)
    return [] if same else [RunError(DIFFERS, file=file)]


def _digest(file: Path) -> str:
    """Return the SHA-256 of the sorted lines of a file, each once; empty if it is unreadable."""
    form = form_of(file)
    try:
        data = read_bytes(file)
        data = gzip.decompress(data) if is_compressed(file) else data
        found = list(open_parser(data, form))
    except (EOFError, GcmError, OSError, SyntaxError, zlib.error):
        return ""
    if form in ("nquads", "trig", "jsonld"):
        return digest_of(sorted(set(quad_lines(found))))
    return digest_of(sorted_lines(one.triple for one in found))


class JsonLdWriter:
    """A writer of nodes, with a context of prefixes and of properties with their values' type."""

    def __init__(self, context: Mapping[str, object]) -> None:
        """Take the entries of a context of `gcm.releases.jsonld_context`."""
        self._names = {
            iri: name
            for name, iri in context.items()
            if isinstance(iri, str) and iri.endswith(_PREFIX_ENDS)
        }
        self._lengths = sorted({len(iri) for iri in self._names}, reverse=True)
        self._types = {
            name: str(entry["@type"]) for name, entry in context.items() if isinstance(entry, dict)
        }

    def nodes(self, triples: Iterable[Triple]) -> list[str]:
        """Return each subject, no blank node, as one line of JSON, in the order of their IRIs."""
        about: dict[str, dict[str, list[_Json]]] = {}
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            node = about.setdefault(triple.subject.value, {})
            key, value = self._pair(triple)
            node.setdefault(key, []).append(value)
        return [
            json.dumps(
                {_LINK: self.short(subject)}
                | {key: one[0] if len(one := node[key]) == 1 else one for key in sorted(node)},
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for subject, node in sorted(about.items())
        ]

    def short(self, iri: str) -> str:
        """Return a compact IRI, by the longest namespace; else the IRI itself."""
        for length in self._lengths:
            # A value that begins with // is read as an IRI, whatever precedes the colon (section
            # 5.2).
            if iri[:length] in self._names and not iri.startswith("//", length):
                return f"{self._names[iri[:length]]}:{iri[length:]}"
        return iri

    def _pair(self, triple: Triple) -> tuple[str, _Json]:
        predicate, value = triple.predicate.value, triple.object
        if predicate == _TYPE and isinstance(value, NamedNode):
            return "@type", self.short(value.value)
        key = self.short(predicate)
        kind = self._types.get(key)
        if isinstance(value, NamedNode):
            iri = self.short(value.value)
            return key, iri if kind == _LINK else {_LINK: iri}
        assert isinstance(value, Literal)
        if value.language:
            return key, {"@language": value.language, "@value": value.value}
        datatype = value.datatype.value
        short = self.short(datatype)
        if kind == short or (kind is None and datatype == _STRING):
            return key, value.value
        if datatype == _STRING:
            return key, {"@value": value.value}
        return key, {"@type": short, "@value": value.value}
