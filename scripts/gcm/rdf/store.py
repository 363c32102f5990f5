"""Oxigraph stores in memory and on disk: filling and querying them."""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from gcm.core.errors import NotSparql
from gcm.core.files import decode, read_bytes
from gcm.core.namespaces import COMMON, GCM, SCHEMA
from gcm.core.results import Cell, Table, table_to_json
from gcm.rdf.oxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Term,
    Triple,
    Variable,
    cell,
    n_triples,
    syntax_error,
)


def load_quads(store: Store, data: bytes) -> None:
    """Load N-Quads that the engine wrote; IRIs and language tags are not checked again."""
    store.load(input=data, format=RdfFormat.N_QUADS, lenient=True)


def load_triples(store: Store, data: bytes) -> None:
    """Load N-Triples that the engine wrote into the default graph, without checks."""
    store.load(input=data, format=RdfFormat.N_TRIPLES, lenient=True)


def remove_graph(store: Store, graph: str) -> None:
    """Remove a named graph, if the store contains it."""
    store.remove_graph(NamedNode(graph))


def load_file(store: Store, file: Path, graph: str) -> None:
    """Load a Turtle file into a named graph of the store.

    Raises:
        RunError: the file is missing, unreadable or not Turtle.
    """
    data = read_bytes(file)
    try:
        store.load(data.removeprefix(BOM_UTF8), format=RdfFormat.TURTLE, to_graph=NamedNode(graph))
    except SyntaxError as error:
        decode(data, file)  # names the cause if the text is not UTF-8
        raise syntax_error(error, "turtle", file) from None


def add_triples(store: Store, triples: Iterable[Triple], graph: str = "") -> None:
    """Add triples to a named graph of the store, or to its default graph."""
    name = NamedNode(graph) if graph else DefaultGraph()
    quads = (Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
    store.bulk_extend(quads)


def graph_names(store: Store) -> set[str]:
    """Return the IRIs of the named graphs."""
    return {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}


def has_doubles(store: Store) -> bool:
    """Return whether some triple is in two named graphs."""
    triples = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"
    ((count,),) = select(store, triples, union=True)
    return count is not None and count.plain != len(store)


def merge_graphs(store: Store) -> None:
    """Copy the triples of all named graphs into the default graph, each once."""
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")


def select(
    store: Store, text: str, union: bool, **values: NamedNode | Literal
) -> list[tuple[Cell | None, ...]]:
    """Return the rows of one of the tool's own queries, `values` bound where its WHERE begins.

    Args:
        union: read all graphs as one, instead of the default graph.
    """
    solutions = store.query(with_values(text, values), use_default_graph_as_union=union)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(map(cell, solution)) for solution in solutions]


def bindings(store: Store, text: str, union: bool = False, **values: Term) -> list[dict[str, Term]]:
    """Return the terms of each variable in each solution of one of the tool's own queries.

    Args:
        store: the store to query.
        text: a SELECT that projects each of `values`.
        union: read all graphs as one, instead of the default graph.
        values: the values of variables, possibly blank nodes.
    """
    known = {Variable(name): term for name, term in values.items()}
    found = store.query(text, use_default_graph_as_union=union, substitutions=known)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {name: term for name, term in zip(names, row, strict=True) if term is not None}
        for row in found
    ]


def matches(store: Store, pattern: tuple[str, str, str], graph: str = "") -> bool:
    """Return whether a graph contains a triple with the IRIs of a SPARQL pattern."""
    subject, predicate, value = (
        NamedNode(term[1:-1]) if term.startswith("<") else None for term in pattern
    )
    name = NamedNode(graph) if graph else DefaultGraph()
    found = store.quads_for_pattern(subject, predicate, value, name)
    return next(found, None) is not None


def is_node(store: Store, iri: str) -> bool:
    """Return whether an IRI is a subject or object in some graph."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    ends = ((node, None), (None, node))
    return any(next(store.quads_for_pattern(one, None, other), None) for one, other in ends)


def construct(store: Store, text: str) -> list[Triple]:
    """Return the triples of one of the tool's own CONSTRUCTs over the default graph."""
    triples = store.query(text)
    assert isinstance(triples, QueryTriples)
    return list(triples)


# The prefixes of the tool's own queries.
_PROLOGUE = "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in {**COMMON, "gcm": GCM, "schema": SCHEMA}.items()
)


def with_values(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Return a query of the tool's own with its prefixes, and `values` bound in its WHERE block."""
    blocks = "".join(f"\n  VALUES ?{name} {{ {term} }}" for name, term in values.items())
    return _PROLOGUE + text.replace("WHERE {", "WHERE {" + blocks, 1)


def run_query(
    store: Store,
    text: str,
    prefixes: Mapping[str, str],
    union: bool,
    dataset: tuple[Sequence[str], Sequence[str]] | None = None,
) -> QueryBoolean | QuerySolutions | QueryTriples:
    """Run a query; its rows or triples are computed while they are read.

    Args:
        store: the store to query.
        text: the query.
        prefixes: the prefixes that it may use without declaring them.
        union: read all graphs as one, instead of the default graph.
        dataset: the IRIs of the graphs that are the default graph, and of the named graphs,
            whatever the query says; None for all.

    Raises:
        NotSparql: a syntax error, with its line if the engine reports it.
    """
    default: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named: list[NamedNode | BlankNode] | None = None
    if dataset is not None:
        default, named = [*map(NamedNode, dataset[0])], [*map(NamedNode, dataset[1])]
    try:
        return store.query(
            text,
            prefixes=dict(prefixes),
            use_default_graph_as_union=union,
            default_graph=default,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise query_error(error) from None


def query_json(
    store: Store, text: str, prefixes: Mapping[str, str], union: bool, limit: int | None = None
) -> bytes:
    """Run a query; return SPARQL results JSON, or N-Triples for a graph.

    Args:
        union: read all graphs as one, instead of the default graph.
        limit: the maximum number of rows or triples.

    Raises:
        RunError: a syntax error, with its line if the engine reports it.
    """
    result = run_query(store, text, prefixes, union)
    if isinstance(result, QueryBoolean):
        return json.dumps({"head": {}, "boolean": bool(result)}).encode()
    if isinstance(result, QueryTriples):
        return n_triples(islice(each_once(result), limit))
    if limit is None:
        data = result.serialize(format=QueryResultsFormat.JSON)
        assert data is not None
        return data
    names = tuple(variable.value for variable in result.variables)
    return table_to_json(
        Table(names, tuple(tuple(map(cell, row)) for row in islice(result, limit)))
    )


def each_once(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples without repetitions, which the engine leaves where blank nodes are."""
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def query_error(error: SyntaxError) -> NotSparql:
    """Convert the engine's syntax error to ours, in its own words; see `gcm.sparql.diagnosis`."""
    reason = " ".join(str(error.msg or error).split())
    # The engine's own wording, "any of these letters", does not help a user.
    reason = re.sub(r"(?:,| or)? \[(?:_|'.*?')\](?=,|$)", "", reason)
    place = re.match(r"error at (\d+):(\d+)", reason)
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    return NotSparql("not valid SPARQL: {reason}", line=line, column=column, reason=reason)


def first_match(texts: Sequence[str], pattern: str) -> str:
    """Return the first text that matches a SPARQL regular expression, in linear time; or None."""
    values = " ".join(f"({place} {Literal(text)})" for place, text in enumerate(texts))
    query = (
        f"SELECT ?place WHERE {{ VALUES (?place ?text) {{ {values} }} "
        f"FILTER(REGEX(?text, {Literal(pattern)})) }} ORDER BY ?place LIMIT 1"
    )
    for (place,) in select(_nothing(), query, union=False):
        return texts[int(place.value)] if place else ""
    return ""


@cache
def _nothing() -> Store:
    return Store()
