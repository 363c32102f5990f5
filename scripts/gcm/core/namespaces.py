"""Base IRIs that the code needs by name; `ontology/prefixes.ttl` registers all prefixes."""

from collections.abc import Mapping

BASE = "https://w3id.org/gcm-graph/"
GCM = BASE + "ontology#"
GS = BASE + "shapes#"
ID = BASE + "id/"
VOCAB = BASE + "vocab/"
GRAPH = BASE + "graph/"
INFERRED = GRAPH + "inferred"
DERIVED = GRAPH + "derived"
QUESTION = BASE + "question/"
RELEASE = BASE + "release/"

DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SPDX = "http://spdx.org/rdf/terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"

# Names of other vocabularies' terms that have no label.
COMMON = {"dct": DCT, "oa": OA, "owl": OWL, "rdf": RDF, "rdfs": RDFS, "sh": SH, "skos": SKOS}


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return the prefixed name of an IRI by the longest matching namespace, else the IRI itself."""
    fitting = [(ns, prefix) for prefix, ns in prefixes.items() if iri.startswith(ns)]
    if not fitting:
        return iri
    namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
    local = iri[len(namespace) :]
    return iri if "/" in local or not local else f"{prefix}:{local}"
