"""The datasets of others that ours links to, by the namespace of their IRIs."""

from __future__ import annotations

import re

from gcm.core.model import Text

# Each as it is called, with the namespace in which the links were found.
LINKED: dict[str, Text] = {
    "http://metadata.un.org/sdg/": {
        "en": "Sustainable Development Goals, United Nations",
        "es": "Objetivos de Desarrollo Sostenible, Naciones Unidas",
    },
    "http://metadata.un.org/thesaurus/": {
        "en": "UNBIS Thesaurus, United Nations",
        "es": "Tesauro UNBIS, Naciones Unidas",
    },
    "http://publications.europa.eu/resource/authority/country/": {
        "en": "Countries and territories, EU Vocabularies",
        "es": "Países y territorios, vocabularios de la Unión Europea",
    },
    "http://www.wikidata.org/entity/": {"en": "Wikidata", "es": "Wikidata"},
    "https://sws.geonames.org/": {"en": "GeoNames", "es": "GeoNames"},
}
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*:(?://[^/?#]*/?)?", re.IGNORECASE)


def namespace_of(iri: str) -> str:
    """The namespace of the dataset that an IRI is of: a known one, else its scheme and host."""
    for namespace in LINKED:
        if iri.startswith(namespace):
            return namespace
    found = _ORIGIN.match(iri)
    return found[0] if found else iri


def dataset_label(namespace: str) -> Text:
    """What a dataset is called; one that is not known, by its address."""
    return LINKED.get(namespace, {"en": f"Data at {namespace}", "es": f"Datos de {namespace}"})
