"""Small ontologies with data, and what follows from them in short."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.inference.closure import Reasoner, close, entailed
from gcm.rdf.oxigraph import Triple, term_text
from gcm.turtle.parse import parse_turtle

HEAD = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Every construct that shapes/ontology-style.ttl allows, each with data that it bears on.
ONTOLOGY = """
ex:Broad a owl:Class . ex:Middle a owl:Class ; rdfs:subClassOf ex:Broad .
ex:Narrow a owl:Class ; rdfs:subClassOf ex:Middle .
ex:Start a owl:Class . ex:End a owl:Class .
ex:first a owl:ObjectProperty ; rdfs:domain ex:Start .
ex:second a owl:ObjectProperty ; rdfs:range ex:End .
ex:back a owl:ObjectProperty ; owl:inverseOf ex:first .
ex:both a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:first ex:second ) ;
    rdfs:domain ex:Narrow ; rdfs:range ex:Broad .
ex:long a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:both ex:back ex:first ) .
ex:name a owl:DatatypeProperty ; rdfs:domain ex:Start ; rdfs:range xsd:string .
[] a owl:AllDisjointClasses ; owl:members ( ex:Start ex:End ) .
"""
DATA = """
ex:a ex:first ex:b . ex:b ex:second ex:c . ex:c ex:back ex:d .
ex:d ex:first ex:e . ex:n a ex:Narrow . ex:named ex:name "n" . ex:free ex:other ex:a .
"""

# For each rule, what it takes and what follows by it alone; then all that follows.
RULES = {
    "cax-sco": ("ex:A rdfs:subClassOf ex:B . ex:x a ex:A .", "x type B", ""),
    "cax-eqc1": ("ex:A owl:equivalentClass ex:B . ex:x a ex:A .", "x type B", ""),
    "cax-eqc2": ("ex:A owl:equivalentClass ex:B . ex:x a ex:B .", "x type A", ""),
    "prp-dom": ("ex:p rdfs:domain ex:A . ex:x ex:p 1 .", "x type A", ""),
    "prp-rng": ("ex:p rdfs:range ex:A . ex:x ex:p ex:y , 1 .", "y type A", ""),
    "prp-inv1": ("ex:p owl:inverseOf ex:q . ex:x ex:p ex:y .", "y q x", ""),
    "prp-inv2": ("ex:p owl:inverseOf ex:q . ex:x ex:q ex:y .", "y p x", ""),
    "prp-spo1": ("ex:p rdfs:subPropertyOf ex:q . ex:x ex:p 01 .", "x q 01", ""),
    "prp-spo2": (
        "ex:p owl:propertyChainAxiom ( [ owl:inverseOf ex:q ] ex:r ) . ex:y ex:q ex:x ; ex:r 1 .",
        "x p 1",
        "",
    ),
    "prp-eqp1": ("ex:p owl:equivalentProperty ex:q . ex:x ex:p ex:y .", "x q y", ""),
    "prp-eqp2": ("ex:p owl:equivalentProperty ex:q . ex:x ex:q ex:y .", "x p y", ""),
    "prp-symp": ("ex:p a owl:SymmetricProperty . ex:x ex:p ex:y .", "y p x", ""),
    "prp-trp": ("ex:p a owl:TransitiveProperty . ex:x ex:p ex:y . ex:y ex:p 1 .", "x p 1", ""),
    "prp-fp": (
        "ex:p a owl:FunctionalProperty . ex:x ex:p ex:y , ex:z .",
        "y sameAs z",
        "z sameAs y",
    ),
    "prp-ifp": (
        'ex:p a owl:InverseFunctionalProperty . ex:x ex:p "k" . ex:y ex:p "k" .',
        "x sameAs y",
        "y sameAs x",
    ),
    "eq-sym": ("ex:x owl:sameAs ex:y .", "y sameAs x", ""),
    "eq-trans": (
        "ex:x owl:sameAs ex:y . ex:y owl:sameAs ex:z .",
        "x sameAs z",
        "y sameAs x, z sameAs x, z sameAs y",
    ),
    "eq-rep-s": (
        'ex:x owl:sameAs ex:y ; rdfs:label "X"@en .',
        "y label X",
        "y sameAs x",
    ),
    "eq-rep-p": ("ex:p owl:sameAs ex:q . ex:x ex:p ex:y .", "x q y", "q sameAs p"),
    "eq-rep-o": ("ex:x owl:sameAs ex:y . ex:z ex:p ex:x .", "z p y", "y sameAs x"),
}


def triples_of(text: str) -> list[Triple]:
    return parse_turtle(HEAD + text).triples


def entail(asserted: Iterable[Triple], engine: Reasoner | None = None) -> list[Triple]:
    return entailed(close(asserted, engine))


def shown(triples: Iterable[Triple]) -> set[str]:
    return {
        " ".join(
            term_text(term).rpartition("#")[2].rpartition("/")[2]
            for term in (triple.subject, triple.predicate, triple.object)
        )
        for triple in triples
    }
