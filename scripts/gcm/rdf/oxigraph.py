"""The only module that imports pyoxigraph: terms, parsing, serialising; stores: `gcm.rdf.store`."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from pyoxigraph import (
    BlankNode as BlankNode,
    DefaultGraph as DefaultGraph,
    Literal as Literal,
    NamedNode as NamedNode,
    Quad as Quad,
    QuadParser as QuadParser,
    QueryBoolean as QueryBoolean,
    QueryResultsFormat as QueryResultsFormat,
    QuerySolutions as QuerySolutions,
    QueryTriples as QueryTriples,
    RdfFormat as RdfFormat,
    Store as Store,
    Triple as Triple,
    Variable as Variable,
)

from gcm.core.errors import RunError
from gcm.core.language import Text, msg
from gcm.core.namespaces import RDF, SKOS
from gcm.core.parser_messages import KEPT
from gcm.core.rdf_formats import FORM_NAMES, Form
from gcm.core.results import Cell, cell_to_json, triple_parts

NOT_VALID = msg("not valid {form}: {reason}")
REFUSED = msg("refused: {reason}")
_WHOLE: Final[frozenset[Form]] = frozenset(("ntriples", "nquads"))  # every IRI is absolute

Term = NamedNode | BlankNode | Literal | Triple

_RESULT_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_FORMS: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def open_parser(text: str | bytes, form: Form, *, lenient: bool = False) -> QuadParser:
    """Return a parser of a text's quads, which raises `SyntaxError` with the place of an error.

    The parser continues after an error with the next statement. Its `prefixes` are those declared
    so far. If `lenient`, IRIs are not checked, and JSON-LD keeps what a name without one says.
    """
    return ox.parse(text, format=_FORMS[form], lenient=lenient)


def n_triples(triples: Iterable[Triple]) -> bytes:
    """Serialise triples as N-Triples, in their order."""
    data = ox.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def parse_n_triples(data: bytes) -> list[Triple]:
    """Parse N-Triples that the engine wrote."""
    return parse_graph(data, turtle=False)


def parse_graph(data: bytes, *, turtle: bool) -> list[Triple]:
    """Parse N-Triples or Turtle that another engine wrote.

    Raises:
        SyntaxError: the data is in neither format.
    """
    form = RdfFormat.TURTLE if turtle else RdfFormat.N_TRIPLES
    return [quad.triple for quad in ox.parse(data, format=form)]


def triple_lines(triples: Iterable[Triple]) -> list[bytes]:
    """Serialise triples as N-Triples lines, in their order; blank nodes keep their labels."""
    return n_triples(triples).splitlines(keepends=True)


def graph_lines(graph: str, triples: Iterable[Triple]) -> list[bytes]:
    """Serialise the triples of a graph as N-Quads lines, in their order, blank nodes as labelled.

    Args:
        graph: the IRI of the graph; empty for the default graph.
        triples: the triples of the graph.
    """
    end = f"{NamedNode(graph)} .\n".encode() if graph else b".\n"
    return [line.removesuffix(b".\n") + end for line in triple_lines(triples)]


def dataset_lines(graphs: Mapping[str, Iterable[Triple]]) -> list[bytes]:
    """Serialise graphs as sorted N-Quads lines, each once; blank nodes labelled by RDFC-1.0.

    https://www.w3.org/TR/rdf-canon/

    Args:
        graphs: the triples of each graph, by its IRI; of the default graph under the empty name.
    """
    lines: list[bytes] = []
    anonymous = ox.Dataset()
    for name, triples in graphs.items():
        found = list(triples)
        graph = NamedNode(name) if name else DefaultGraph()
        for triple, line in zip(found, graph_lines(name, found), strict=True):
            if names_blank(line):
                anonymous.add(Quad(triple.subject, triple.predicate, triple.object, graph))
            else:
                lines.append(line)
    anonymous.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [line for line, _ in groupby(sorted([*lines, *quad_lines(anonymous)]))]


def names_blank(line: bytes) -> bool:
    """Return whether the subject or object of an N-Triples or N-Quads line is a blank node."""
    return line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:")


def to_format(data: bytes, form: str, prefixes: Mapping[str, str]) -> bytes:
    """Convert an answer of `query_json`: rows to `csv`, `tsv` or `xml`, a graph to an RDF form."""
    if form in _RESULT_FORMATS:
        results = ox.parse_query_results(data, format=QueryResultsFormat.JSON)
        serialised = results.serialize(format=_RESULT_FORMATS[form])
    else:
        triples = (quad.triple for quad in ox.parse(data, format=RdfFormat.N_TRIPLES))
        used = {name: iri for name, iri in sorted(prefixes.items()) if iri.encode() in data}
        serialised = ox.serialize(triples, format=_FORMS[form], prefixes=used)
    assert serialised is not None
    if form in ("turtle", "trig"):
        # The engine writes the prefixes in a different order each time.
        lines = serialised.splitlines(keepends=True)
        head = [line for line in lines[: len(used)] if line.startswith(b"@prefix ")]
        return b"".join([*sorted(head), *lines[len(head) :]])
    return serialised


def cell(term: object) -> Cell | None:
    """Convert a term to a cell of an answer; None if unbound."""
    if isinstance(term, Literal):
        direction = str(term.direction) if term.direction else ""
        return Cell("literal", term.value, term.language or "", term.datatype.value, direction)
    if isinstance(term, NamedNode):
        return Cell("uri", term.value)
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        found = {name: cell_to_json(known) for name, part in parts.items() if (known := cell(part))}
        return Cell("triple", json.dumps(found, ensure_ascii=False))
    return Cell("bnode", term.value) if isinstance(term, BlankNode) else None


def from_cell(found: Cell) -> Term:
    """The term that a cell of an answer stands for.

    Raises:
        ValueError: it stands for none.
    """
    if found.kind == "uri":
        return NamedNode(found.value)
    if found.kind == "bnode":
        return BlankNode(found.value)
    if found.kind == "triple":
        subject, predicate, value = map(from_cell, triple_parts(found))
        if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
            return Triple(subject, predicate, value)
        raise ValueError(found.value)
    if found.language:
        direction = ox.BaseDirection(found.direction) if found.direction else None
        return Literal(found.value, language=found.language, direction=direction)
    return Literal(found.value, datatype=NamedNode(found.datatype) if found.datatype else None)


def term_text(term: Term) -> str:
    """Return an IRI without brackets, a literal's lexical form, or a blank node as `_:label`."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def quad_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Serialise quads as N-Quads lines, in their order."""
    data = ox.serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    return data.splitlines(keepends=True)


def syntax_error(error: SyntaxError, form: Form, file: Path | str | None) -> RunError:
    """Convert the engine's syntax error to ours."""
    said = str(error.msg or error)
    reason = said if said.startswith(KEPT) else said.partition(": ")[2] or said
    return RunError(
        REFUSED if reason.startswith(KEPT) and form not in _WHOLE else NOT_VALID,
        file=file,
        line=error.lineno,
        column=error.offset,
        form=FORM_NAMES[form],
        reason=" ".join(reason.split()),
    )


def described(
    iri: str, kind: str, label: Text, values: Iterable[tuple[str, NamedNode | Literal]]
) -> list[Triple]:
    """Return the triples of an entity: its class, its label in each language, its properties."""
    node = NamedNode(iri)
    texts = ((SKOS + "prefLabel", Literal(text, language=lang)) for lang, text in label.items())
    pairs: list[tuple[str, NamedNode | Literal]]
    pairs = [(RDF + "type", NamedNode(kind)), *texts, *values]
    return [Triple(node, NamedNode(predicate), value) for predicate, value in pairs]
