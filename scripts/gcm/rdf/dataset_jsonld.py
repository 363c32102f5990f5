"""The description of a release for search engines: schema.org in JSON-LD.

What Google asks of a `Dataset`:
https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from gcm.core.iris import release_file_iri, release_iri
from gcm.core.messages import LANGS
from gcm.core.model import Text
from gcm.core.release import KEYWORDS, LANDING_PAGE, LICENCE, Release, ReleaseFile
from gcm.rdf.dataset_description import period_of_events, release_text, release_title
from gcm.rdf.file_kinds import file_kind, is_document
from gcm.rdf.oxigraph import Triple, parse_n_triples
from gcm.rdf.release_provenance import PROJECT, RIGHTS
from gcm.rdf.said import Said
from gcm.rdf.statistics import Statistics

CONTEXT = "https://schema.org/"


def schema_org(release: Release, figures: Statistics, definitions: Iterable[Triple]) -> bytes:
    """The text of `dataset.jsonld`: what `describe` says, as far as schema.org has words for it.

    Values are plain strings, which is all that search engines read: the name is English, its
    alternative Spanish, and longer texts have one language after the other.

    Args:
        release: the version, its date and its files.
        figures: those of its N-Quads.
        definitions: the ontology, the labels of reused terms and the catalogue of questions.
    """
    known = Said(definitions)
    title, project = release_title(release), known.label(PROJECT)
    agent = {
        "@type": "Organization",
        "@id": PROJECT,
        "name": project["en"],
        "alternateName": project["es"],
        "url": LANDING_PAGE,
    }
    said: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": release_iri(release.version),
        "name": title["en"],
        "alternateName": title["es"],
        "description": _both(release_text(release, figures)),
        "url": LANDING_PAGE,
        "identifier": release_iri(release.version),
        "version": release.version,
        "datePublished": release.date,
        "dateModified": release.date,
        "inLanguage": list(figures.languages),
        "keywords": [word for lang in LANGS for word in KEYWORDS[lang]],
        "license": LICENCE,
        "copyrightNotice": _both(RIGHTS),
        "isAccessibleForFree": True,
        "creator": agent,
        "publisher": {"@id": PROJECT},
        "spatialCoverage": _places(figures),
        "distribution": [
            _download(release, file, known)
            for file in sorted(release.files)
            if not is_document(file.path)
        ],
    }
    if period := period_of_events(figures, known):
        said["temporalCoverage"] = f"{period.start}/{period.end}"
    return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"


def _both(text: Text) -> str:
    return "\n\n".join(text[lang] for lang in LANGS)


def _places(figures: Statistics) -> list[dict[str, str]]:
    labels = Said(parse_n_triples(b"".join(figures.coverage.labels)))
    return [
        {"@type": "Place", "@id": region, "name": labels.label(region).get("en", region)}
        for region in figures.coverage.regions
    ]


def _download(release: Release, file: ReleaseFile, definitions: Said) -> dict[str, object]:
    kind = file_kind(file.path, definitions)
    return {
        "@type": "DataDownload",
        "name": kind.title["en"],
        "alternateName": kind.title["es"],
        "contentUrl": release_file_iri(release.version, file.path),
        "encodingFormat": "application/gzip" if kind.is_compressed else kind.media,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
