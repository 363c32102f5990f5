"""Source texts as RDF: the graph generated from a text, and the evidence for one quote of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError, UsageError
from gcm.core.files import read_text
from gcm.core.iris import (
    document_iri,
    quote_iri,
    quote_name,
    selector_iri,
    source_iri,
    unit_iri,
)
from gcm.core.namespaces import DCT, GCM, OA, RDF, SCHEMA, SKOS, VOCAB, XSD
from gcm.core.normal import NormalForm, normalise
from gcm.rdf.oxigraph import Literal, NamedNode, Triple

LANGUAGES = {"en": ("English", "inglés"), "es": ("Spanish", "español"), "fr": ("French", "francés")}
_CONTEXT = 32

Value = NamedNode | Literal


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
    def graph_file(self) -> Path:
        """The Turtle file generated from the text, beside it."""
        return self.file.with_suffix(".ttl")


def read_source(file: Path) -> Source:
    """Read `<id>.<lang>.txt`.

    Raises:
        RunError: missing, not UTF-8, empty, wrongly named, or with an ambiguous footnote mark.
    """
    name, _, language = file.stem.rpartition(".")
    if not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", name) or language not in LANGUAGES:
        raise RunError("source-name", file=file, languages=", ".join(LANGUAGES))
    try:
        normal = normalise(read_text(file))
    except RunError as error:
        error.file = file
        raise
    if not normal.units:
        raise RunError("source-empty", file=file)
    return Source(file.stem, file, normal)


def source_triples(source: Source) -> list[Triple]:
    """The generated graph of a source: normal form, digests and units."""
    names = LANGUAGES[source.language]
    document = source.name.rpartition(".")[0]
    node = NamedNode(source_iri(source.name))
    triples = _triples(
        node,
        ("SourceText", f"Text of {document}, {names[0]}", f"Texto de {document}, {names[1]}"),
        {
            GCM + "textOf": NamedNode(document_iri(document)),
            SCHEMA + "inLanguage": Literal(source.language),
            GCM + "normalForm": Literal(source.normal.text),
            GCM + "sha256": Literal(hashlib.sha256(source.normal.text.encode()).hexdigest()),
            GCM + "fileSha256": Literal(hashlib.sha256(source.file.read_bytes()).hexdigest()),
        },
    )
    for unit in source.normal.units:
        triples += _triples(
            NamedNode(unit_iri(source.name, unit.number)),
            (
                "Unit",
                f"Unit {unit.number} of {source.name}",
                f"Unidad {unit.number} de {source.name}",
            ),
            {
                DCT + "isPartOf": node,
                GCM + "number": _integer(unit.number),
                GCM + "unitKind": NamedNode(f"{VOCAB}unit-kind/{unit.kind}"),
                GCM + "start": _integer(unit.start),
                GCM + "end": _integer(unit.end),
            },
        )
    return triples


def quote_triples(source: Source, exact: str) -> list[Triple]:
    """The evidence for a quote: an `oa:SpecificResource` with its two selectors.

    Raises:
        UsageError: the words do not occur exactly once in the source, or cross its units.
    """
    text = source.normal.text
    found = source.normal.occurrences(exact) if exact else 0
    if found != 1:
        key = "quote-absent" if not found else "quote-repeated"
        raise UsageError(key, file=source.file, quote=exact, times=found)
    start = text.index(exact)
    end = start + len(exact)
    unit = source.normal.unit_at(start)
    if unit is None or end > unit.end:
        line = source.normal.line_of(start)
        raise UsageError("quote-crosses-units", file=source.file, line=line, quote=exact)
    name = quote_name(source.name, unit.number, exact)
    selectors = {kind: NamedNode(selector_iri(name, kind)) for kind in ("exact", "position")}
    place_en, place_es = (
        f"unit {unit.number} of {source.name}",
        f"la unidad {unit.number} de {source.name}",
    )
    triples = _triples(
        NamedNode(quote_iri(name)),
        (OA + "SpecificResource", f"Quote from {place_en}", f"Cita de {place_es}"),
        {
            OA + "hasSource": NamedNode(source_iri(source.name)),
            GCM + "inUnit": NamedNode(unit_iri(source.name, unit.number)),
        },
    )
    triples += [
        Triple(NamedNode(quote_iri(name)), NamedNode(OA + "hasSelector"), selector)
        for selector in selectors.values()
    ]
    triples += _triples(
        selectors["exact"],
        (OA + "TextQuoteSelector", f"Words quoted from {place_en}", f"Palabras de {place_es}"),
        {
            OA + "exact": Literal(exact),
            OA + "prefix": Literal(text[max(0, start - _CONTEXT) : start]),
            OA + "suffix": Literal(text[end : end + _CONTEXT]),
        },
    )
    return triples + _triples(
        selectors["position"],
        (OA + "TextPositionSelector", f"Position in {place_en}", f"Posición en {place_es}"),
        {OA + "start": _integer(start), OA + "end": _integer(end)},
    )


def _triples(node: NamedNode, head: tuple[str, str, str], values: dict[str, Value]) -> list[Triple]:
    kind, label_en, label_es = head
    label = NamedNode(SKOS + "prefLabel")
    type_iri = kind if kind.startswith("http") else GCM + kind
    return [
        Triple(node, NamedNode(RDF + "type"), NamedNode(type_iri)),
        Triple(node, label, Literal(label_en, language="en")),
        Triple(node, label, Literal(label_es, language="es")),
        *(Triple(node, NamedNode(predicate), value) for predicate, value in values.items()),
    ]


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))
