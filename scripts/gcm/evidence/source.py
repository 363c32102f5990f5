"""Source texts as RDF: the graph generated from a text."""

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.core.files import read_bytes, read_text
from gcm.core.iris import document_iri, source_iri, unit_iri
from gcm.core.language import LANGS
from gcm.core.namespaces import DCT, GCM, SCHEMA, VOCAB
from gcm.evidence.normal_form import NormalForm, normalise
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, described

LANGUAGES = {"en": ("English", "inglés"), "es": ("Spanish", "español"), "fr": ("French", "francés")}


class Source(NamedTuple):
    """A source text as received, with its normal form; `name` is like `2024-san-salvador.es`."""

    name: str
    file: Path
    normal: NormalForm

    @property
    def language(self) -> str:
        """The language of the text, as a BCP 47 tag."""
        return self.name.rpartition(".")[2]

    @property
    def document(self) -> str:
        """The IRI of the document of this text."""
        return document_iri(self.name.rpartition(".")[0])

    @property
    def graph_file(self) -> Path:
        """The Turtle file generated from the text, beside it."""
        return self.file.with_suffix(".ttl")


def read_source(file: Path) -> Source:
    """Read `<id>.<lang>.txt`.

    Raises:
        RunError: the file is missing, not UTF-8, empty, wrongly named, or has an ambiguous footnote
            mark.
    """
    name, _, language = file.stem.rpartition(".")
    if not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", name) or language not in LANGUAGES:
        raise RunError(
            "name the text <id>.<language>.txt: <id> of small letters, digits and hyphens, and "
            "one of these languages: {languages}.",
            file=file,
            languages=", ".join(LANGUAGES),
        )
    try:
        normal = normalise(read_text(file))
    except RunError as error:
        error.file = file
        raise
    if not normal.units:
        raise RunError("the source text is empty.", file=file)
    return Source(file.stem, file, normal)


def source_triples(source: Source) -> list[Triple]:
    """Return the generated graph of a source: normal form, digests and units."""
    names = dict(zip(LANGS, LANGUAGES[source.language], strict=True))
    document, node = source.name.rpartition(".")[0], source_iri(source.name)
    triples = described(
        node,
        GCM + "SourceText",
        {"en": f"Text of {document}, {names['en']}", "es": f"Texto de {document}, {names['es']}"},
        [
            (GCM + "textOf", NamedNode(source.document)),
            (SCHEMA + "inLanguage", Literal(source.language)),
            (GCM + "normalForm", Literal(source.normal.text)),
            (GCM + "sha256", Literal(hashlib.sha256(source.normal.text.encode()).hexdigest())),
            (GCM + "fileSha256", Literal(hashlib.sha256(read_bytes(source.file)).hexdigest())),
        ],
    )
    for unit, iri in zip(source.normal.units, unit_iris(source), strict=True):
        triples += described(
            iri,
            GCM + "Unit",
            {
                "en": f"Unit {unit.number} of {source.name}",
                "es": f"Unidad {unit.number} de {source.name}",
            },
            [
                (DCT + "isPartOf", NamedNode(node)),
                (GCM + "number", Literal(unit.number)),
                (GCM + "unitKind", NamedNode(f"{VOCAB}unit-kind/{unit.kind}")),
                (GCM + "startOffset", Literal(unit.start)),
                (GCM + "endOffset", Literal(unit.end)),
            ],
        )
    return triples


def unit_iris(source: Source) -> list[str]:
    """Return the IRI of each unit, in order."""
    times = Counter[str]()
    found = []
    for unit in source.normal.units:
        times[unit.text] += 1
        found.append(unit_iri(source.name, unit.text, times[unit.text]))
    return found
