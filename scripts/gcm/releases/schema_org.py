"""The description of a release for search engines: schema.org in JSON-LD.

Google's requirements for a `Dataset`:
https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from gcm.core.language import LANGS, Text
from gcm.core.namespaces import DCAT, DCT, SKOS, SPDX
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, Triple

CONTEXT = "https://schema.org/"


def schema_org(triples: Iterable[Triple], codes: Iterable[Triple], this: str) -> bytes:
    """Return the text of `dataset.jsonld`: the description in terms of schema.org, as far as
    possible.

    Values are plain strings, the only ones that search engines read: the name is English, its
    alternative Spanish, and longer texts have one language after the other.

    Args:
        triples: the result of `gcm.releases.description.describe`.
        codes: the codes of languages and continents in `ontology/dataset.ttl`.
        this: the IRI of the release.
    """
    about, known = TripleIndex(triples), TripleIndex(codes)

    def only(thing: str, name: str) -> str:
        (value,) = about.names(thing, name)
        return value

    title, project, page = about.label(this), only(this, DCT + "publisher"), DCAT + "landingPage"
    agent, rights = about.label(project), only(this, DCT + "rights")
    languages = (known.names(one, SKOS + "notation") for one in about.names(this, DCT + "language"))
    said: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": this,
        "name": title["en"],
        "alternateName": title["es"],
        "description": _both(about.texts(this, DCT + "description")),
        "url": only(this, page),
        "identifier": this,
        "version": only(this, DCAT + "version"),
        "datePublished": only(this, DCT + "issued"),
        "dateModified": only(this, DCT + "modified"),
        "inLanguage": sorted(tag for found in languages for tag in found),
        "keywords": [
            word.value
            for lang in LANGS
            for word in about.values(this, DCAT + "keyword")
            if isinstance(word, Literal) and word.language == lang
        ],
        "license": only(this, DCT + "license"),
        "copyrightNotice": _both(about.texts(rights, DCT + "description")),
        "isAccessibleForFree": True,
        "creator": {
            "@type": "Organization",
            "@id": project,
            "name": agent["en"],
            "alternateName": agent["es"],
            "url": only(this, page),
        },
        "publisher": {"@id": project},
        "spatialCoverage": [
            {"@type": "Place", "@id": place, "name": name}
            for place in about.names(this, DCT + "spatial")
            if (name := known.label(place).get("en"))
        ],
        "distribution": [_download(about, one) for one in about.names(this, DCAT + "distribution")],
    }
    for period in about.names(this, DCT + "temporal"):
        ends = (only(period, DCAT + name) for name in ("startDate", "endDate"))
        said["temporalCoverage"] = "/".join(ends)
    return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"


def _both(text: Text) -> str:
    return "\n\n".join(text[lang] for lang in LANGS)


def _download(about: TripleIndex, form: str) -> dict[str, object]:
    title = about.label(form)
    kinds = (*about.names(form, DCAT + "compressFormat"), *about.names(form, DCAT + "mediaType"))
    (checksum,) = about.names(form, SPDX + "checksum")
    return {
        "@type": "DataDownload",
        "name": title["en"],
        "alternateName": title["es"],
        "contentUrl": about.names(form, DCAT + "downloadURL")[0],
        "encodingFormat": "/".join(kinds[0].split("/")[-2:]),
        "contentSize": f"{about.names(form, DCAT + 'byteSize')[0]} B",
        "sha256": about.names(checksum, SPDX + "checksumValue")[0],
    }
