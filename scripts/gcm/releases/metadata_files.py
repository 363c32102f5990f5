"""What a release says of itself, written last: README, citation, description and sums.

- Citation File Format 1.2.0:
  https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md
- Google's requirements for a `Dataset` of schema.org:
  https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

import gzip
import json
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import read_text
from gcm.core.iris import release_iri
from gcm.core.language import LANGS, Lang, Text
from gcm.core.layout import Layout
from gcm.core.namespaces import DCAT, DCT, SCHEMA, SKOS, SPDX
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, Triple
from gcm.releases.description import Release, describe, description_errors
from gcm.releases.dump import DIFFERS, N_QUADS, Check, Dump, graph_errors
from gcm.releases.folder import CITATION, README, SUMS, ReleaseFile, Staging, measured, sha256sums
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import parse_all, read_prefixes

_DATASET, _SCHEMA_ORG = "dataset.ttl", "dataset.jsonld"
_BEFORE: dict[Lang, str] = {"en": ", after {before}", "es": ", posterior a la {before}"}
_LICENCES = re.compile(r"^license:\n(?:  - .*\n)+", re.MULTILINE)


def write_description(
    layout: Layout, staging: Staging, release: Release, dump: Dump
) -> tuple[list[ReleaseFile], list[Check]]:
    """Write README, citation, `dataset.ttl`, `dataset.jsonld` and the sums of all files.

    Args:
        layout: the graph.
        staging: the folder with all other files of the release.
        release: the facts about the release; its files and its digest are filled in.
        dump: the data as written by `gcm.releases.dump.write_dump`.

    Returns:
        Every file of the release, and the checks that read back the description, and the bytes of
        all files written at once.

    Raises:
        Problems: the description violates `shapes/dataset.ttl`.
        RunError: `CITATION.cff` lacks a field, the disk is full, or an engine fails.
    """
    texts = [_readme(release, dump, lang) for lang in LANGS]
    staging.write(README, "\n".join(texts).encode())
    template = layout.own(CITATION)
    cited = citation(read_text(template), release.version, release.date, release.commit, template)
    staging.write(CITATION, cited.encode())
    files = tuple(measured(staging.folder, name) for name in staging.files())
    quads = gzip.decompress((staging.folder / N_QUADS).read_bytes())
    triples = describe(layout, release._replace(digest=dump.digest, files=files), quads)
    if errors := description_errors(triples, layout):
        raise Problems(errors)
    staging.write(_DATASET, write_turtle(triples, read_prefixes(layout)).encode())
    text = schema_org(triples, parse_all([layout.dataset]), release_iri(release.version))
    staging.write(_SCHEMA_ORG, text)
    every = [measured(staging.folder, name) for name in staging.files()]
    staging.write(SUMS, sha256sums(every).encode())
    checks: list[Check] = [
        partial(graph_errors, staging.folder / _DATASET, triples),
        partial(_sum_errors, staging),
    ]
    return [*every, measured(staging.folder, SUMS)], checks


def _sum_errors(staging: Staging) -> list[GcmError]:
    """Return an error for each file whose bytes differ from the data passed to `write`."""
    return [
        RunError(DIFFERS, file=staging.folder / name)
        for name, digest in staging.sums.items()
        if measured(staging.folder, name).sha256 != digest
    ]


def _readme(release: Release, dump: Dump, lang: Lang) -> str:
    """Return the README in one language, from `readme.<lang>.md` beside this module."""
    words = read_text(Path(__file__).with_name(f"readme.{lang}.md"))
    return words.format(
        version=release.version,
        before=_BEFORE[lang].format(before=release.previous) if release.previous else "",
        date=release.date,
        triples=dump.triples,
        graphs=dump.graphs,
        digest=dump.digest,
    )


def citation(
    text: str, version: str, date: str, commit: str = "", file: Path | str = "CITATION.cff"
) -> str:
    """Return the text with version and date of a release, and all else unchanged.

    Args:
        text: the content of `CITATION.cff`.
        version: the version of the release.
        date: the day of the release, as `2026-11-22`.
        commit: the commit of the sources; empty if unknown.
        file: the name of the file, for the error message.

    Raises:
        RunError: a field to fill in is missing, or occurs twice.
    """
    text = _filled(text, "version", version, file)
    text = _filled(text, "date-released", date, file)
    # A release contains data, no code; a list of licences would leave the choice to the reader.
    text = _LICENCES.sub("license: CC-BY-4.0\n", text)
    # The commit in the file is that of another release.
    text = re.sub(r"^commit:.*\n", "", text, flags=re.MULTILINE)
    # Quoted, since digits alone would be a number.
    line = f'\ncommit: "{commit}"' if commit else ""
    return _field("version").sub(lambda found: found[0] + line, text)


def _filled(text: str, name: str, value: str, file: Path | str) -> str:
    filled, count = _field(name).subn(lambda _: f"{name}: {value}", text)
    if count != 1:
        raise RunError(
            "the field `{name}` must occur once, at the start of a line; a release fills it in.",
            file=file,
            name=name,
        )
    return filled


def _field(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)}:.*$", re.MULTILINE)


def schema_org(triples: Iterable[Triple], codes: Iterable[Triple], this: str) -> bytes:
    """Return the text of `dataset.jsonld`: the description, as far as schema.org has terms.

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
        "@context": SCHEMA,
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
