"""The description of a release: DCAT 3 by DCAT-AP 3, with VoID, PROV-O and SPDX checksums.

- DCAT 3: https://www.w3.org/TR/vocab-dcat-3/ (datasets: 6.6, distributions: 6.8, versions: 11)
- DCAT-AP 3.0: https://semiceu.github.io/DCAT-AP/releases/3.0.0/
- PROV-O: https://www.w3.org/TR/prov-o/, and `prov:Publish` of https://www.w3.org/TR/prov-dc/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gcm.core.iris import dataset_iri, release_file_iri, release_iri, release_part_iri, source_iri
from gcm.core.messages import LANGS
from gcm.core.model import Text
from gcm.core.namespaces import BASE, DCAT, DCT, GCM, OWL, RDF, VOID, XSD
from gcm.core.release import KEYWORDS, LANDING_PAGE, LICENCE, TITLE, Release, about, holds
from gcm.core.release_folder import QUADS
from gcm.rdf.authorities import IRREGULAR, THEMES, continent, language
from gcm.rdf.describer import Describer
from gcm.rdf.oxigraph import Triple
from gcm.rdf.release_figures import describe_figures
from gcm.rdf.release_files import checksum, describe_files
from gcm.rdf.release_provenance import (
    PROJECT,
    contact_iri,
    describe_agents,
    describe_provenance,
    describe_rights,
)
from gcm.rdf.said import Said
from gcm.rdf.statistics import Statistics

_ONTOLOGY = BASE + "ontology"
_CANONICAL = "https://www.w3.org/TR/rdf-canon/"
_DATATYPES = {4: XSD + "gYear", 7: XSD + "gYearMonth"}
_DATA: Text = {"en": "the data in canonical form", "es": "los datos en forma canónica"}
_DATA_HASH: Text = {
    "en": "SHA-256 of the named graphs in the canonical form of RDFC-1.0: their N-Quads, sorted, "
    "{size} bytes.",
    "es": "SHA-256 de los grafos con nombre en la forma canónica de RDFC-1.0: sus N-Quads, "
    "ordenados, {size} bytes.",
}
_UNPACKS: Text = {
    "en": " The file {file} unpacks to just these bytes.",
    "es": " El archivo {file} se descomprime en esos mismos bytes.",
}


class Period(NamedTuple):
    """The first and the last day, month or year that something reaches to."""

    start: str
    end: str


def describe(
    release: Release,
    figures: Statistics,
    definitions: Iterable[Triple],
    prefixes: Mapping[str, str],
) -> list[Triple]:
    """The triples of `dataset.ttl`: the dataset, this release of it, and its files.

    Every node is an IRI.

    Args:
        release: the version, its date and its files.
        figures: those of its N-Quads.
        definitions: the ontology, the labels of reused terms and the catalogue of questions.
        prefixes: the register, name to namespace.
    """
    to, known = Describer(), Said(definitions)
    dataset, version = dataset_iri(), release_iri(release.version)
    describe_agents(to, release, known)
    rights = describe_rights(to, release, figures)
    for one, title, description in (
        (dataset, TITLE, {lang: about(lang) for lang in LANGS}),
        (version, release_title(release), release_text(release, figures)),
    ):
        to.node(one, DCAT + "Dataset", title)
        to.texts(one, DCT + "title", title)
        to.texts(one, DCT + "description", description)
        to.link(one, DCT + "rights", rights)
        _common(to, one, release, figures, known)
    _versions(to, release)
    _this_version(to, release, figures, known)
    describe_provenance(to, release, figures)
    describe_figures(to, release, figures, known, prefixes)
    coverage = figures.coverage
    texts = {
        text.removeprefix(source_iri("")): coverage.sources.get(document, ())
        for text, document in coverage.texts.items()
    }
    describe_files(to, release, known, rights, texts)
    return list(dict.fromkeys(to.triples))


def release_title(release: Release) -> Text:
    """What the release is called."""
    name = f"gcm-graph {release.version}"
    return {lang: title.replace("gcm-graph", name, 1) for lang, title in TITLE.items()}


def release_text(release: Release, figures: Statistics) -> Text:
    """What the release is about, and how much it holds."""
    counts = figures.triples, figures.entities, len(figures.graphs)
    return {lang: f"{about(lang)} {holds(lang, release.version, *counts)}" for lang in LANGS}


def period_of_events(figures: Statistics, definitions: Said) -> Period | None:
    """From the first to the last day of an event, announced ones included; None without any."""
    events = definitions.narrower(GCM + "Event")
    found = [period for one, period in figures.coverage.periods.items() if one in events]
    if not found:
        return None
    # A month or a year as an end reaches to its last day.
    latest = max((end for _, end in found), key=lambda date: date + "~")
    return Period(min(start for start, _ in found), latest)


def places(figures: Statistics) -> list[str]:
    """The broadest regions whose States are described, and their continents in EU Vocabularies."""
    regions = figures.coverage.regions
    return [*regions, *filter(None, map(continent, regions.values()))]


def _common(
    to: Describer, one: str, release: Release, figures: Statistics, definitions: Said
) -> None:
    """What DCAT-AP asks of the dataset as of each version of it."""
    to.link(one, DCT + "publisher", PROJECT)
    to.link(one, DCT + "creator", PROJECT)
    to.link(one, DCAT + "contactPoint", contact_iri(release))
    to.link(one, DCT + "license", LICENCE)
    to.link(one, DCAT + "theme", *THEMES)
    to.link(one, DCT + "language", *sorted(set(map(language, figures.languages))))
    to.link(one, DCT + "spatial", *places(figures))
    to.link(one, DCT + "accrualPeriodicity", IRREGULAR)
    to.link(one, DCAT + "landingPage", LANDING_PAGE)
    to.value(one, DCT + "modified", release.date, XSD + "date")
    for lang, words in KEYWORDS.items():
        for word in words:
            to.texts(one, DCAT + "keyword", {lang: word})
    if period := period_of_events(figures, definitions):
        to.link(one, DCT + "temporal", _period(to, release, period))


def _period(to: Describer, release: Release, period: Period) -> str:
    """DCAT 3, section 6.15: as exact as it is known."""
    node = release_part_iri(release.version, "period")
    label: Text = {
        "en": f"From {period.start} to {period.end}",
        "es": f"De {period.start} a {period.end}",
    }
    to.node(node, DCT + "PeriodOfTime", label)
    for name, date in (("startDate", period.start), ("endDate", period.end)):
        to.value(node, DCAT + name, date, _DATATYPES.get(len(date), XSD + "date"))
    return node


def _versions(to: Describer, release: Release) -> None:
    """DCAT 3, section 11.1: the dataset whatever its version, this version, and the one before."""
    dataset, version = dataset_iri(), release_iri(release.version)
    to.link(dataset, DCAT + "hasCurrentVersion", version)
    to.link(dataset, DCAT + "hasVersion", version)
    to.link(version, DCAT + "isVersionOf", dataset)
    to.value(version, DCAT + "version", release.version)
    to.value(version, OWL + "versionInfo", release.version)
    if release.previous:
        previous = release_iri(release.previous)
        to.link(dataset, DCAT + "hasVersion", previous)
        to.link(version, DCAT + "previousVersion", previous)


def _this_version(to: Describer, release: Release, figures: Statistics, definitions: Said) -> None:
    version = release_iri(release.version)
    to.link(version, RDF + "type", VOID + "Dataset")
    to.value(version, DCT + "issued", release.date, XSD + "date")
    to.link(version, DCT + "conformsTo", *definitions.names(_ONTOLOGY, OWL + "versionIRI"))
    paths = {file.path for file in release.files}
    if "shapes.ttl" in paths:
        to.link(version, DCT + "conformsTo", release_file_iri(release.version, "shapes.ttl"))
    dumps = sorted(path for path in paths if path.startswith("gcm-graph."))
    addresses = [release_file_iri(release.version, path) for path in dumps]
    to.link(version, VOID + "dataDump", *addresses)
    # Blank nodes would need the labels of RDFC-1.0: lines of other labels have another hash.
    if not figures.blanks:
        _data_hash(to, release, figures, unpacks=QUADS in paths)


def _data_hash(to: Describer, release: Release, figures: Statistics, *, unpacks: bool) -> None:
    """The hash of the data, whatever files they are in.

    DCAT 3 names `spdx:checksum` for the files of a distribution, SPDX for a package too, which a
    release is; https://www.w3.org/TR/rdf-canon/ says of which bytes it is.
    """
    node = release_part_iri(release.version, "data-sha256")
    checksum(to, release_iri(release.version), node, _DATA, figures.sha256)
    said: Text = {}
    for lang in LANGS:
        text = _DATA_HASH[lang] + (_UNPACKS[lang] if unpacks else "")
        said[lang] = text.format(size=figures.size, file=QUADS)
    to.texts(node, DCT + "description", said)
    to.link(node, DCT + "conformsTo", _CANONICAL)
