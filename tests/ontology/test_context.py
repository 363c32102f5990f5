"""The JSON-LD context is generated, and a document that uses it gives the triples it means."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from gcm.core.layout import Layout
from gcm.releases.jsonld_context import context, context_text
from gcm.turtle.parse import parse_turtle

ROOT = Path(__file__).parents[2]


def test_the_file_is_what_the_ontology_gives() -> None:
    made = context_text(Layout(ROOT))
    kept = Layout(ROOT).context.read_text(encoding="utf-8")
    assert kept == made, "the ontology has changed: run `python -m gcm.releases.jsonld_context`"


def test_a_document_with_the_context_gives_the_expected_triples() -> None:
    document = {
        **json.loads(Layout(ROOT).context.read_text(encoding="utf-8")),
        "@id": "participation:2024-san-salvador-SLV",
        "@type": "gcm:Participation",
        "gcm:participant": {"@id": "state:SLV", "gcm:iso3": "SLV", "gcm:m49": "222"},
        "gcm:atEvent": {
            "@id": "forum:2024-san-salvador",
            "gcm:edition": 2,
            "schema:location": "place:san-salvador",
        },
        "gcm:basis": "basis:stated",
        "skos:prefLabel": {"@value": "El Salvador: participó en el II Foro", "@language": "es"},
        "dct:source": ["page:rcmvs.org"],
    }
    parsed = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    expected = parse_turtle(
        """
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
        @prefix id: <https://w3id.org/gcm-graph/id/> .
        @prefix schema: <https://schema.org/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://w3id.org/gcm-graph/id/participation/2024-san-salvador-SLV>
            a gcm:Participation ;
            gcm:participant <https://w3id.org/gcm-graph/id/state/SLV> ;
            gcm:atEvent <https://w3id.org/gcm-graph/id/forum/2024-san-salvador> ;
            gcm:basis <https://w3id.org/gcm-graph/vocab/basis/stated> ;
            skos:prefLabel "El Salvador: participó en el II Foro"@es ;
            dct:source <https://w3id.org/gcm-graph/id/page/rcmvs.org> .
        <https://w3id.org/gcm-graph/id/state/SLV> gcm:iso3 "SLV" ; gcm:m49 "222" .
        <https://w3id.org/gcm-graph/id/forum/2024-san-salvador>
            gcm:edition 2 ; schema:location <https://w3id.org/gcm-graph/id/place/san-salvador> .
        """
    )
    assert {quad.triple for quad in parsed} == set(expected.triples)


def test_types_come_from_the_ontology_or_else_from_what_the_shapes_agree_on() -> None:
    turtle = """
    @prefix ex: <https://example.org/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    ex:link a owl:ObjectProperty .
    ex:count a owl:DatatypeProperty ; rdfs:range xsd:integer .
    ex:text a owl:DatatypeProperty .
    ex:theirs a rdf:Property . ex:address a rdf:Property .
    ex:mixed a rdf:Property . ex:words a rdf:Property .
    ex:a sh:path ex:theirs ; sh:class ex:Thing .
    ex:b sh:path ex:address ; sh:nodeKind sh:IRI .
    ex:c sh:path ex:mixed ; sh:class ex:Thing .
    ex:d sh:path ex:mixed ; sh:datatype xsd:string .
    ex:e sh:path ex:words ; sh:datatype rdf:langString .
    ex:f sh:path ex:text ; sh:datatype xsd:string .
    ex:g sh:path ex:unnamed ; sh:datatype xsd:string .
    """
    prefixes = {"ex": "https://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
    assert context(parse_turtle(turtle).triples, prefixes) == {
        "@context": {
            "ex": "https://example.org/",
            "ex:address": {"@type": "@id"},
            "ex:count": {"@type": "xsd:integer"},
            "ex:link": {"@type": "@id"},
            "ex:theirs": {"@type": "@id"},
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }
    }
