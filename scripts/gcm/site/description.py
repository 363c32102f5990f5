"""What the site says of its dataset and its endpoint: VoID, and SPARQL 1.1 Service Description.

- https://www.w3.org/TR/void/
- https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterator
from typing import Final

from gcm.core.files import read_text
from gcm.core.iris import dataset_iri
from gcm.core.namespaces import BASE, DCAT, DCT, OWL, RDF
from gcm.graph.graph import Graph
from gcm.rdf.oxigraph import Literal, NamedNode, QueryTriples, Triple
from gcm.rdf.store import add_triples, graph_names, remove_graph, run_query
from gcm.turtle.parse import parse_all

SERVED: Final = dataset_iri() + "/served"
ENDPOINT: Final = BASE + "sparql"
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
# Of the constructs of a release, those that ask for no files of it.
_CONSTRUCTS: Final = ("common", "links", "partitions", "totals")
_WRITTEN: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG"),
)


def add_description(graph: Graph) -> None:
    """Add to a graph in memory, as the named graph of the dataset, what describes it.

    Raises:
        RunError, Problems: files of the root cannot be read or parsed.
    """
    layout, store, home = graph.layout, graph.store, dataset_iri()
    data = sorted(graph_names(store))
    add_triples(store, [*parse_all([layout.dataset]), *_served(graph)], home)
    names = [*data, home]
    found: set[Triple] = set()
    for file in layout.descriptions():
        if file.stem in _CONSTRUCTS:
            result = run_query(store, read_text(file), {}, False, (data, names))
            assert isinstance(result, QueryTriples)
            found.update(result)
    remove_graph(store, home)
    add_triples(store, [*found, *_served(graph), *_endpoint(names)], home)


def _served(graph: Graph) -> Iterator[Triple]:
    rows = graph.rows(
        "SELECT ?version WHERE { ?ontology ?info ?version }",
        ontology=NamedNode(BASE + "ontology"),
        info=NamedNode(OWL + "versionInfo"),
    )
    yield _triple(SERVED, RDF + "type", NamedNode(_VOID + "Dataset"))
    yield _triple(SERVED, DCAT + "isVersionOf", NamedNode(dataset_iri()))
    for row in rows:
        if row[0]:
            yield _triple(SERVED, DCAT + "version", Literal(row[0].value))


def _endpoint(graphs: list[str]) -> Iterator[Triple]:
    """Yield the description of the service."""
    all_graphs, union = f"{ENDPOINT}#dataset", f"{ENDPOINT}#union"
    yield _triple(SERVED, _VOID + "sparqlEndpoint", NamedNode(ENDPOINT))
    yield _triple(SERVED, _VOID + "uriSpace", Literal(BASE))
    yield _triple(ENDPOINT, RDF + "type", NamedNode(_SD + "Service"))
    yield _triple(ENDPOINT, DCT + "isPartOf", NamedNode(dataset_iri()))
    for name, value in (
        ("endpoint", ENDPOINT),
        ("supportedLanguage", _SD + "SPARQL11Query"),
        ("feature", _SD + "UnionDefaultGraph"),
        ("defaultDataset", all_graphs),
        *(("resultFormat", _FORMATS + form) for form in _WRITTEN),
    ):
        yield _triple(ENDPOINT, _SD + name, NamedNode(value))
    yield _triple(all_graphs, RDF + "type", NamedNode(_SD + "Dataset"))
    yield _triple(all_graphs, _SD + "defaultGraph", NamedNode(union))
    yield _triple(union, RDF + "type", NamedNode(_SD + "Graph"))
    for graph in graphs:
        named = f"{ENDPOINT}#{graph.removeprefix(BASE)}"
        yield _triple(all_graphs, _SD + "namedGraph", NamedNode(named))
        yield _triple(named, RDF + "type", NamedNode(_SD + "NamedGraph"))
        yield _triple(named, _SD + "name", NamedNode(graph))


def _triple(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
