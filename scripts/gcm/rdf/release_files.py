"""The files of a release as `dcat:Distribution` (DCAT 3, section 6.8), with SPDX checksums."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from gcm.core.iris import question_iri, release_file_iri, release_iri, release_part_iri, source_iri
from gcm.core.model import Text
from gcm.core.namespaces import DCAT, DCT, FOAF, SPDX, XSD
from gcm.core.release import LICENCE, Release, ReleaseFile
from gcm.rdf.authorities import file_type, language, media_type
from gcm.rdf.describer import Describer
from gcm.rdf.said import Said

SHA256 = SPDX + "checksumAlgorithm_sha256"
SHACL = "http://www.w3.org/TR/shacl/"

# By the ending: a media type of IANA, and a file type of EU Vocabularies where there is one.
_FORMATS = {
    ".csv": ("text/csv", "CSV"),
    ".json": ("application/json", "JSON"),
    ".jsonld": ("application/ld+json", "JSON_LD"),
    ".nq": ("application/n-quads", "RDF_N_QUADS"),
    ".nt": ("application/n-triples", "RDF_N_TRIPLES"),
    ".trig": ("application/trig", "RDF_TRIG"),
    ".ttl": ("text/turtle", "RDF_TURTLE"),
    ".txt": ("text/plain", "TXT"),
}
_UNKNOWN = ("application/octet-stream", "")
_GZIP = "application/gzip"
_WHOLE: Text = {"en": "The graph as {form}", "es": "El grafo en {form}"}
_FORM_NAMES = {
    ".jsonld": "JSON-LD",
    ".nq": "N-Quads",
    ".nt": "N-Triples",
    ".trig": "TriG",
    ".ttl": "Turtle",
}
_TITLES: dict[str, Text] = {
    "alignments.ttl": {
        "en": "How terms of the ontology relate to those of others, as Turtle",
        "es": "Cómo se relacionan los términos de la ontología con los de otros, en Turtle",
    },
    "changes/added.nq": {
        "en": "What was added since the release before, as N-Quads",
        "es": "Lo que se añadió desde la versión anterior, en N-Quads",
    },
    "changes/changes.en.json": {
        "en": "What changed since the release before, as JSON in English",
        "es": "Lo que cambió desde la versión anterior, en JSON en inglés",
    },
    "changes/changes.es.json": {
        "en": "What changed since the release before, as JSON in Spanish",
        "es": "Lo que cambió desde la versión anterior, en JSON en español",
    },
    "changes/removed.nq": {
        "en": "What was removed since the release before, as N-Quads",
        "es": "Lo que se quitó desde la versión anterior, en N-Quads",
    },
    "context.jsonld": {"en": "The JSON-LD context", "es": "El contexto de JSON-LD"},
    "ontology.ttl": {
        "en": "The ontology and its vocabularies as Turtle",
        "es": "La ontología y sus vocabularios en Turtle",
    },
    "prefixes.ttl": {
        "en": "The register of prefixes as Turtle",
        "es": "El registro de prefijos en Turtle",
    },
    "questions.ttl": {
        "en": "The catalogue of questions as Turtle",
        "es": "El catálogo de preguntas en Turtle",
    },
    "shapes.ttl": {
        "en": "The shapes that validate the data, as Turtle",
        "es": "Las formas que validan los datos, en Turtle",
    },
}


class FileKind(NamedTuple):
    """What a file is, by its path.

    Args:
        title: what it is called.
        media: its media type, such as `text/turtle`; that of what is compressed in it.
        form: the code of its format in EU Vocabularies; empty where they have none.
        is_compressed: whether it is compressed by gzip.
        languages: the tags of the languages it is in, where it is not in those of all data.
        question: the name of the question that a table answers.
        source: the name of the source whose text it is.
    """

    title: Text
    media: str
    form: str
    is_compressed: bool = False
    languages: tuple[str, ...] = ()
    question: str = ""
    source: str = ""


def is_document(path: str) -> bool:
    """Whether a file only tells people of the release: by its name, as `README.md` or `LICENSE`.

    Such a file is no distribution, since it holds none of the data (DCAT 3, section 6.8).
    """
    return path.partition(".")[0].replace("-", "").isupper() or path == "CITATION.cff"


def file_kind(path: str, definitions: Said) -> FileKind:
    """What a file is.

    Args:
        path: below the folder of the release.
        definitions: the catalogue of questions, whose titles the tables have.
    """
    name = PurePosixPath(path)
    is_compressed = name.suffix == ".gz"
    plain = name.with_suffix("") if is_compressed else name
    media, form = _FORMATS.get(plain.suffix, _UNKNOWN)
    kind = FileKind({"en": path, "es": path}, media, form, is_compressed)
    if path in _TITLES:
        return kind._replace(title=_TITLES[path])
    match name.parts:
        case ["tables", lang, _]:
            return _table(kind, plain.stem, lang, definitions)
        case ["graphs", *_]:
            graph = "/".join(plain.with_suffix("").parts[1:])
            return kind._replace(
                title={
                    "en": f"The named graph {graph} as Turtle",
                    "es": f"El grafo con nombre {graph} en Turtle",
                }
            )
        case ["sources", _]:
            source, _, lang = plain.stem.rpartition(".")
            return kind._replace(
                title={
                    "en": f"The text of {source}, as received",
                    "es": f"El texto de {source}, tal como se recibió",
                },
                languages=(lang,),
                source=plain.stem,
            )
        case [_] if plain.suffix in _FORM_NAMES:
            form_name = _FORM_NAMES[plain.suffix]
            return kind._replace(
                title={lang: text.format(form=form_name) for lang, text in _WHOLE.items()}
            )
    return kind


def _table(kind: FileKind, name: str, lang: str, definitions: Said) -> FileKind:
    title = definitions.label(question_iri(name))
    shown = {"en": {"en": "English", "es": "inglés"}, "es": {"en": "Spanish", "es": "español"}}
    of_lang = shown.get(lang, {"en": lang, "es": lang})
    return kind._replace(
        title={
            "en": f"Table “{title.get('en', name)}”, in {of_lang['en']}",
            "es": f"Tabla «{title.get('es', name)}», en {of_lang['es']}",
        },
        languages=(lang,),
        question=name,
    )


def describe_files(
    to: Describer,
    release: Release,
    definitions: Said,
    rights: str,
    texts: dict[str, tuple[str, ...]],
) -> None:
    """Describe each file of a release, and link the release to it.

    Args:
        to: gathers the triples.
        release: the release with its files.
        definitions: the catalogue of questions.
        rights: the IRI of the statement on what belongs to others.
        texts: the rights in each source text, by the name of its source.
    """
    dataset = release_iri(release.version)
    for file in sorted(release.files):
        address = release_file_iri(release.version, file.path)
        if is_document(file.path):
            to.link(dataset, FOAF + "page", address)
            continue
        kind = file_kind(file.path, definitions)
        node = _distribution(to, release, file, kind)
        to.link(dataset, DCAT + "distribution", node)
        if kind.source:
            # The project may licence what it made, not the text of another.
            to.link(node, DCT + "rights", *(texts.get(kind.source) or (rights,)))
        else:
            to.link(node, DCT + "license", LICENCE)
            to.link(node, DCT + "rights", rights)


def _distribution(to: Describer, release: Release, file: ReleaseFile, kind: FileKind) -> str:
    address = release_file_iri(release.version, file.path)
    node = release_part_iri(release.version, file.path)
    to.node(node, DCAT + "Distribution", kind.title)
    to.texts(node, DCT + "title", kind.title)
    # A download is an access too: DCAT 3, section 6.8.7.
    to.link(node, DCAT + "accessURL", address)
    to.link(node, DCAT + "downloadURL", address)
    to.link(node, DCAT + "mediaType", media_type(kind.media))
    if kind.form:
        to.link(node, DCT + "format", file_type(kind.form))
    if kind.is_compressed:
        to.link(node, DCAT + "compressFormat", media_type(_GZIP))
    to.value(node, DCAT + "byteSize", file.size, XSD + "nonNegativeInteger")
    to.value(node, DCT + "issued", release.date, XSD + "date")
    to.link(node, DCT + "language", *map(language, kind.languages))
    if kind.question:
        to.link(node, DCT + "conformsTo", question_iri(kind.question))
    if kind.source:
        to.link(node, DCT + "isFormatOf", source_iri(kind.source))
    if file.path == "shapes.ttl":
        to.link(node, DCT + "conformsTo", SHACL)
    checksum(to, node, f"{node}-sha256", {"en": file.path, "es": file.path}, file.sha256)
    return node


def checksum(to: Describer, thing: str, node: str, name: Text, digest: str) -> str:
    """That a thing has a SHA-256 digest, as a node; its IRI again (SPDX 2.2, `spdx:Checksum`)."""
    label: Text = {"en": f"SHA-256 of {name['en']}", "es": f"SHA-256 de {name['es']}"}
    to.node(node, SPDX + "Checksum", label)
    to.link(node, SPDX + "algorithm", SHA256)
    to.value(node, SPDX + "checksumValue", digest, XSD + "hexBinary")
    to.link(thing, SPDX + "checksum", node)
    return node
