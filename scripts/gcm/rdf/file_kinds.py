"""What the files of a release are, by their names."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from gcm.core.iris import question_iri
from gcm.core.model import Text
from gcm.rdf.said import Said

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
