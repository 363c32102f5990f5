"""The description for search engines: what Google asks of it, and the same facts as the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib

from gcm.core.namespaces import BASE, DCT, RDF, RELEASE, SCHEMA
from gcm.rdf.oxigraph import Triple
from gcm.releases.metadata_files import schema_org
from gcm.turtle.parse import parse_all

from ._release import DATE, LAYOUT, VERSION, contents, described, quads

pytestmark = pytest.mark.xdist_group("release")

THIS = RELEASE + VERSION
TEMPORAL, SPATIAL = DCT + "temporal", DCT + "spatial"
TRIPLES = len({one.triple for one in ox.parse(quads(), format=ox.RdfFormat.N_QUADS)})
CONTINENT = "http://publications.europa.eu/resource/authority/continent/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def of(triples: Iterable[Triple]) -> bytes:
    """What search engines are told of a description."""
    return schema_org(triples, parse_all([LAYOUT.dataset]), THIS)


@pytest.fixture(scope="module")
def made() -> bytes:
    return of(described())


def test_it_has_what_google_requires_and_recommends(made: bytes) -> None:
    """Dataset structured data, “Structured data type definitions”."""
    said = json.loads(made)
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "Dataset")
    required = {"name", "description"}
    recommended = {
        *("alternateName", "creator", "identifier", "isAccessibleForFree", "keywords", "license"),
        *("distribution", "spatialCoverage", "temporalCoverage", "url", "version"),
    }
    assert required | recommended <= set(said)
    assert 50 <= len(said["description"]) <= 5000
    assert all({"contentUrl", "encodingFormat"} <= set(file) for file in said["distribution"])
    assert {"name", "url"} <= set(said["creator"])


def test_it_says_of_the_release_what_is_so(made: bytes) -> None:
    said = json.loads(made)
    distribution = said.pop("distribution")
    description = said.pop("description")
    notice = said.pop("copyrightNotice")
    assert said == {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": THIS,
        "name": "gcm-graph 9.8.7: how the Global Compact for Migration is carried out, as linked "
        "data",
        "alternateName": "gcm-graph 9.8.7: cómo se implementa el Pacto Mundial para la Migración, "
        "en datos enlazados",
        "url": "https://w3id.org/gcm-graph",
        "identifier": THIS,
        "version": VERSION,
        "datePublished": DATE,
        "dateModified": DATE,
        "inLanguage": ["en", "es", "fr", "pt"],
        "keywords": said["keywords"],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {
            "@type": "Organization",
            "@id": BASE + "id/project",
            "name": "The gcm-graph project",
            "alternateName": "El proyecto gcm-graph",
            "url": "https://w3id.org/gcm-graph",
        },
        "publisher": {"@id": BASE + "id/project"},
        "spatialCoverage": [
            {"@type": "Place", "@id": f"{CONTINENT}{name.rstrip('s').upper()}", "name": name}
            for name in ("Africa", "Americas", "Asia", "Europe", "Oceania")
        ],
        "temporalCoverage": "1996-03-13/2026-05-08",
    }
    assert {"Global Compact for Migration", "migración internacional"} <= set(said["keywords"])
    for words in ("Each fact rests on a quote", "Cada hecho se apoya", f" {TRIPLES} "):
        assert words in description
    assert "LICENSE-DATA" in notice
    files = {name: data for name, data in contents().items() if name.startswith("gcm-graph.")}
    assert {entry["contentUrl"].removeprefix(f"{THIS}/") for entry in distribution} == set(files)
    for entry in distribution:
        data = files[entry["contentUrl"].removeprefix(f"{THIS}/")]
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["contentSize"] == f"{len(data)} B"
    zipped = next(entry for entry in distribution if entry["contentUrl"].endswith(".gz"))
    assert zipped["encodingFormat"] == "application/gzip"


def test_it_is_json_ld_all_of_whose_terms_are_of_schema_org(made: bytes) -> None:
    """Parsed with a context that stands in it: nothing here fetches the one that it names."""
    said = json.loads(made)
    said["@context"] = {"@vocab": SCHEMA}
    found = list(ox.parse(json.dumps(said), format=ox.RdfFormat.JSON_LD))
    dataset = ox.NamedNode(SCHEMA + "Dataset")
    kinds = [quad for quad in found if quad.object == dataset]
    assert [quad.subject for quad in kinds] == [ox.NamedNode(THIS)]
    theirs = {quad.predicate.value for quad in found} - {RDF + "type"}
    assert {name for name in theirs if not name.startswith(SCHEMA)} == set()
    listed = rdflib.SDO.__annotations__
    assert {name for name in theirs if name.removeprefix(SCHEMA) not in listed} == set()


def test_the_same_description_gives_the_same_bytes(made: bytes) -> None:
    assert of(described()) == made
    assert made.endswith(b"}\n")


def test_without_events_there_is_no_period() -> None:
    less = [one for one in described() if one.predicate.value not in (TEMPORAL, SPATIAL)]
    said = json.loads(of(less))
    assert "temporalCoverage" not in said
    assert said["spatialCoverage"] == []
