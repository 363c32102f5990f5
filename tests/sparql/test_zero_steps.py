"""Paths of no steps from a term that the query writes and that the graph lacks."""

from __future__ import annotations

import json
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib

from gcm.core.errors import GcmError
from gcm.core.layout import find_layout
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.rdf.store import is_node
from gcm.sparql.tokens import ends_of_paths

from ..tiny_root import ROOT

DATA = "<u:a> <u:p> <u:b> .\n<u:b> <u:p> <u:c> .\n<u:a> <u:q> 'lit' .\n<u:c> <u:q> <u:a> .\n"
# <u:x> is not in the data. `?v` is a variable of each query.
PATHS = [
    "<u:x> <u:p>* ?v",
    "<u:x> <u:p>? ?v",
    "?v <u:p>* <u:x>",
    "?v <u:p>? <u:x>",
    "<u:a> <u:p>* ?v",
    "<u:a> <u:p>? ?v",
    "u:x u:p* ?v",
    "u:x a* ?v",
    "<u:x> ^<u:p>* ?v",
    "<u:x> !<u:p>* ?v",
    "<u:x> (<u:p>|<u:q>)* ?v",
    "<u:x> <u:p>?|<u:q>* ?v",
    "<u:x> <u:p>|<u:q>* ?v",
    "<u:x> <u:p>*/<u:q>? ?v",
    "<u:x> <u:p>*/<u:q> ?v",
    "<u:x> (<u:p>?)+ ?v",
    "<u:x> <u:p>+ ?v",
    "<u:x> ((<u:p>)*) ?v",
    "'no'@en <u:p>* ?v",
    "?v <u:p>* '1'^^u:t",
    "?v <u:p>* '''no''', <u:x>",
    "?v <u:p>* 3",
    "<u:x> <u:p>* <u:x> . ?v <u:p> ?w",
    "<u:x> <u:p>* u:x . ?v <u:p> ?w",
    "<u:x> <u:p>* <u:y> . ?v <u:p> ?w",
    "<u:x> <u:p>* <u:a> . ?v <u:p> ?w",
    "?v <u:p> ?w ; <u:q>? <u:x>",
    "?v <u:p> ?w ; <u:q>? 'lit'",
    "<u:x> <u:p>* ?v ; <u:q>? ?w",
    "<u:x> <u:p>* ?v, ?w",
    "<u:x> <u:p>* ?v . ?v <u:p> ?w",
    "?v <u:p> ?w FILTER EXISTS { <u:x> <u:p>* ?z }",
    "?v <u:p> ?w FILTER(?w = <u:c> && NOT EXISTS { <u:x> <u:p>? ?z })",
    "?v <u:p> ?w OPTIONAL { <u:x> <u:p>* ?z }",
    "?v <u:p> ?w MINUS { <u:x> <u:p>* ?v }",
    "{ ?v <u:p> ?w } UNION { <u:x> <u:q>? ?v }",
    "{ SELECT ?v { <u:x> <u:p>* ?v } LIMIT 1 }",
    "{ SELECT ?v (COUNT(*) AS ?n) { <u:x> <u:p>* ?v } GROUP BY ?v }",
    "<u:x> <u:p>* ?v . <u:a> <u:p> _:n FILTER(?v != 1) _:n <u:p> ?w",
    "<u:x> <u:p>* ?v . <u:a> <u:p> [ <u:p> ?w ]",
    "<u:x> <u:p>* ?v ; <u:p>? [] # a comment: ?v u:p* <u:x>\n",
    "BIND(1 AS ?v) FILTER('u:p*' != '?')",
]


Row = frozenset[tuple[str, str]]


def rows_of(data: bytes | GcmError) -> Counter[Row]:
    """The rows of an answer, as often as they are there; a truth value as a row."""
    assert isinstance(data, bytes)
    found = json.loads(data)
    if "boolean" in found:
        return Counter([frozenset({("boolean", str(found["boolean"]))})])
    return Counter(
        frozenset((name, term["value"]) for name, term in row.items())
        for row in found["results"]["bindings"]
    )


def reference_rows(reference: rdflib.Graph, text: str) -> Counter[Row]:
    """The same of rdflib."""
    found = reference.query(text)
    if found.type == "ASK":
        return Counter([frozenset({("boolean", str(found.askAnswer))})])
    names = list(map(str, found.vars or ()))
    return Counter(
        frozenset((name, str(term)) for name, term in zip(names, row, strict=True) if term)
        for row in found
        if isinstance(row, tuple)
    )


@pytest.fixture(scope="module")
def graph() -> Graph:
    store = ox.Store()
    store.load(DATA.replace("'", '"').encode(), format=ox.RdfFormat.N_TRIPLES)
    for quad in list(store):
        store.remove(quad)
        name = "u:g" if quad.predicate.value == "u:p" else "u:h"
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name)))
    return Graph(find_layout(ROOT), store, doubles=False)


@pytest.fixture(scope="module")
def reference() -> rdflib.Graph:
    return rdflib.Graph().parse(data=DATA, format="turtle")


@pytest.mark.parametrize("path", PATHS)
def test_the_answer_is_that_of_rdflib(graph: Graph, reference: rdflib.Graph, path: str) -> None:
    heads = ("SELECT *", "SELECT DISTINCT ?v", "SELECT ?v ?w", "ASK")
    texts = {head: f"PREFIX u: <u:> {head} {{ {path} }}" for head in heads}
    for head, data in graph.answers(texts).items():
        assert rows_of(data) == reference_rows(reference, texts[head]), head


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT * { VALUES ?v { <u:x> } ?v <u:p>* ?v }", []),
        ("SELECT * { GRAPH ?g { <u:x> <u:p>* ?v } }", ["u:g u:x", "u:h u:x"]),
        ("SELECT * { GRAPH ?g { <u:b> <u:q>* ?v } }", ["u:b u:g", "u:b u:h"]),
        ("SELECT * { GRAPH ?g { ?v <u:q>* 'no' } }", ["no u:g", "no u:h"]),
        ("SELECT * { GRAPH <u:h> { <u:b> <u:p>* ?v } }", ["u:b"]),
        ("SELECT * { GRAPH <u:none> { <u:x> <u:p>* ?v } }", []),
        (
            "SELECT * { GRAPH ?g { OPTIONAL { <u:b> <u:p> ?v } ?w <u:q>? <u:b> } }",
            ["u:b u:c u:g", "u:b u:h"],
        ),
        (
            "SELECT * { GRAPH ?g { ?v <u:q> ?w FILTER EXISTS { <u:b> <u:p>* <u:b> } } }",
            ["lit u:a u:h", "u:a u:c u:h"],
        ),
        ("SELECT * FROM <u:h> { <u:b> <u:p>* ?v }", ["u:b"]),
        ("SELECT * FROM NAMED <u:h> { GRAPH ?g { <u:x> <u:p>* ?v } }", ["u:h u:x"]),
        ("SELECT (COUNT(*) AS ?n) { <u:x> (<u:p>?|<u:q>?)/(<u:p>?|<u:q>?) ?v }", ["4"]),
        ("SELECT * { <u:x> <u:p>* () }", []),
        ("SELECT * { () <u:p>* ?v }", [f"{rdflib.RDF.nil}"]),
        ("CONSTRUCT { ?v <u:r> _:b } { <u:x> <u:p>* ?v . <u:y> <u:p>? _:b }", None),
    ],
)
def test_where_rdflib_is_no_reference(graph: Graph, text: str, rows: list[str] | None) -> None:
    if rows is None:
        lines = graph.answer(text).decode().splitlines()
        assert [line.partition(" _:")[0] for line in lines] == ["<u:x> <u:r>"]
        return
    found = rows_of(graph.answer(text))
    assert sorted(" ".join(sorted(value for _, value in row)) for row in found.elements()) == rows


def test_no_question_is_read_again() -> None:
    """A second reading takes longer than a small query does."""
    graph = open_graph(find_layout())
    for file in find_layout().questions().values():
        ends = ends_of_paths(file.read_text("utf-8"), graph.prefixes)
        assert all(end and is_node(graph.store, end) for end in ends), file


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("SELECT * { ?s ?p ?o }", ""),
        ("SELECT (COUNT(*) AS ?n) (?a * 2 AS ?b) { <u:x> <u:p> ?o }", ""),
        ("SELECT ?o { <u:x> <u:p>+ ?o . ?o <u:p>? ?z }", ""),
        ("SELECT ?o { <u:x> <u:q> 'a' . ?o <u:p>* ?z }", ""),
        ("SELECT ?o { <u:x> <u:p>? ?o }", "u:x"),
        ("SELECT ?o { <u:x> ((<u:p>/a)*)|^<u:q> <u:y> }", "u:x u:y"),
        ("SELECT ?o { ?s a <u:C> ; <u:p>/<u:q>* ?o }", ""),
        ("SELECT ?o { <u:x> a <u:C>, [ <u:p> 1 ] ; <u:p>/<u:q>* ?o }", "u:x"),
        ("SELECT ?o { ?s a <u:C> ; <u:r> [ a <u:D> ; <u:p>/<u:q>* ?o ] }", ""),
    ],
)
def test_the_ends_of_paths_by_tokens(text: str, ends: str) -> None:
    assert ends_of_paths(text, {}) == set(ends.split())
