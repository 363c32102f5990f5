"""What the site says of itself: VoID, service description, OpenAPI."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, VOID

import gcm
from gcm.core.namespaces import BASE
from gcm.site.app import App

from ._asgi import request
from ._site import site

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DATASET = rdflib.URIRef(BASE + "dataset")
SERVED = rdflib.URIRef(BASE + "dataset/served")


@pytest.fixture(scope="module")
def app(tiny: Path) -> App:
    return site(gcm.open(root=tiny))


def test_void_is_true_and_also_in_what_is_queried(app: App, tiny: Path) -> None:
    found = request(app, "/.well-known/void")
    graph = rdflib.Graph().parse(data=found.text, format="turtle")
    assert (SERVED, RDF.type, VOID.Dataset) in graph
    count = graph.value(SERVED, VOID.triples)
    assert str(count) == str(len(set(gcm.open(root=tiny).local.store)))
    assert str(graph.value(SERVED, VOID.sparqlEndpoint)) == BASE + "sparql"
    for partition, figure in (("propertyPartition", "triples"), ("classPartition", "entities")):
        parts = set(graph.objects(SERVED, VOID[partition]))
        assert len(parts) > 20
        assert all((part, VOID[figure], None) in graph for part in parts)
    query = "SELECT ?n { GRAPH ?g { ?x <http://rdfs.org/ns/void#sparqlEndpoint> ?e } . ?x "
    query += "<http://rdfs.org/ns/void#triples> ?n }"
    rows = request(app, "/sparql?query=" + query.replace(" ", "+").replace("#", "%23")).json
    assert [row["n"]["value"] for row in rows["results"]["bindings"]] == [str(count)]


def test_the_endpoint_describes_itself(app: App) -> None:
    found = request(app, "/sparql", headers={"Accept": "application/rdf+xml"})
    graph = rdflib.Graph().parse(data=found.text, format="xml")
    endpoint = rdflib.URIRef(BASE + "sparql")
    assert (endpoint, RDF.type, SD.Service) in graph
    everybody = (found.headers["access-control-allow-origin"], found.headers["gcm-data-version"])
    assert everybody == ("*", "v1")
    assert (endpoint, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert len(set(graph.objects(endpoint, SD.resultFormat))) == 9
    dataset = graph.value(endpoint, SD.defaultDataset)
    names = {graph.value(one, SD.name) for one in graph.objects(dataset, SD.namedGraph)}
    assert {DATASET, rdflib.URIRef(BASE + "graph/actors/states")} <= names


def test_openapi_names_what_there_is(app: App) -> None:
    found = request(app, "/openapi.json").json
    assert found["openapi"] == "3.1.0"
    assert found["paths"]["/sparql"]["get"]["responses"].keys() == {
        *("200", "304", "400", "406", "413", "415", "503")
    }
    for path in ("/healthz", "/.well-known/void"):
        assert (path in found["paths"], request(app, path).status) == (True, 200)
