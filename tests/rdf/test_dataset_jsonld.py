"""The description for search engines: what Google asks of it, and the same facts as the other."""

from __future__ import annotations

import json
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib

from gcm.core.namespaces import BASE, RDF, RELEASE, SCHEMA
from gcm.core.release import Release
from gcm.rdf.dataset_jsonld import schema_org
from gcm.rdf.statistics import Statistics, statistics

from ._release import DATE, VERSION, definitions, quads, write_release

pytestmark = pytest.mark.xdist_group("release")

THIS = RELEASE + VERSION
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@cache
def figures() -> Statistics:
    return statistics(quads())


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return write_release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def made(release: Release) -> bytes:
    return schema_org(release, figures(), definitions())


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


def test_it_says_of_the_release_what_is_so(made: bytes, release: Release) -> None:
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
        "inLanguage": ["en", "es", "fr"],
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
            {"@type": "Place", "@id": f"{BASE}id/region/{name.lower()}", "name": name}
            for name in ("Africa", "Americas", "Asia", "Europe", "Oceania")
        ],
        "temporalCoverage": "2018-12-10/2026-05-08",
    }
    assert {"Global Compact for Migration", "migración internacional"} <= set(said["keywords"])
    for words in ("Each fact rests on a quote", "Cada hecho se apoya", f"{figures().triples} "):
        assert words in description
    assert "LICENSE-DATA" in notice
    documents = {"README.md", "CHANGES.md", "LICENSE", "LICENSE-DATA"}
    files = {file.path: file for file in release.files if file.path not in documents}
    assert {entry["contentUrl"].removeprefix(f"{THIS}/") for entry in distribution} == set(files)
    for entry in distribution:
        file = files[entry["contentUrl"].removeprefix(f"{THIS}/")]
        assert (entry["sha256"], entry["contentSize"]) == (file.sha256, f"{file.size} B")
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


def test_the_same_release_gives_the_same_bytes(made: bytes, release: Release) -> None:
    shuffled = release._replace(files=tuple(reversed(release.files)))
    assert schema_org(shuffled, figures(), tuple(reversed(definitions()))) == made
    assert made.endswith(b"}\n")


def test_without_events_there_is_no_period(release: Release) -> None:
    coverage = figures().coverage._replace(periods={}, regions={}, labels=())
    said = json.loads(schema_org(release, figures()._replace(coverage=coverage), definitions()))
    assert "temporalCoverage" not in said
    assert said["spatialCoverage"] == []
