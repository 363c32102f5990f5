from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm.core.errors import GcmError, RunError, UsageError
from gcm.core.normal import normalise
from gcm.rdf.evidence import quote_findings, quotes_in
from gcm.rdf.locate import Locator
from gcm.rdf.oxigraph import n_triples
from gcm.rdf.sources import Source, quote_triples, read_source, source_triples
from gcm.rdf.syntax import parse_turtle

ROOT = Path(__file__).parents[2]
RAW = "DECLARACIÓN\n\nUno dos1. Tres\ncuatro.\n\n1 Nota.\n\n• cinco;\n"
PREFIXES = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix id: <https://w3id.org/gcm-graph/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    file = tmp_path / "2030-lima.es.txt"
    file.write_text(RAW, encoding="utf-8")
    return read_source(file)


def lines(turtle: str) -> set[str]:
    return set(n_triples(parse_turtle(PREFIXES + turtle).triples).decode().splitlines())


def test_a_source_is_read(source: Source, tmp_path: Path) -> None:
    assert (source.name, source.language, source.graph_file, source.normal.text) == (
        "2030-lima.es",
        "es",
        tmp_path / "2030-lima.es.ttl",
        "DECLARACIÓN\nUno dos.\nTres cuatro.\nNota.\ncinco;",
    )


def test_the_graph_of_a_source(source: Source) -> None:
    normal = "DECLARACIÓN\\nUno dos.\\nTres cuatro.\\nNota.\\ncinco;"
    digests = [
        hashlib.sha256(text.encode()).hexdigest() for text in (normal.replace("\\n", "\n"), RAW)
    ]
    expected = f"""
    <https://w3id.org/gcm-graph/id/source/2030-lima.es> a gcm:SourceText ;
      skos:prefLabel "Text of 2030-lima, Spanish"@en , "Texto de 2030-lima, español"@es ;
      gcm:textOf <https://w3id.org/gcm-graph/id/document/2030-lima> ;
      schema:inLanguage "es" ;
      gcm:normalForm "{normal}" ;
      gcm:sha256 "{digests[0]}" ;
      gcm:fileSha256 "{digests[1]}" .
    """
    kinds = [("title", 0, 11), ("sentence", 12, 20), ("sentence", 21, 33), ("footnote", 34, 39),
             ("list-item", 40, 46)]  # fmt: skip
    for number, (kind, start, end) in enumerate(kinds, start=1):
        expected += f"""
        <https://w3id.org/gcm-graph/id/unit/2030-lima.es-0{number}> a gcm:Unit ;
          skos:prefLabel "Unit {number} of 2030-lima.es"@en , "Unidad {number} de 2030-lima.es"@es ;
          dct:isPartOf <https://w3id.org/gcm-graph/id/source/2030-lima.es> ;
          gcm:number {number} ; gcm:start {start} ; gcm:end {end} ;
          gcm:unitKind <https://w3id.org/gcm-graph/vocab/unit-kind/{kind}> .
        """
    found = n_triples(source_triples(source)).decode().splitlines()
    assert sorted(found) == sorted(lines(expected))


def test_the_evidence_for_a_quote(source: Source) -> None:
    name = "2030-lima.es-03-" + hashlib.sha256(b"Tres").hexdigest()[:8]
    expected = f"""
    <https://w3id.org/gcm-graph/id/quote/{name}> a oa:SpecificResource ;
      skos:prefLabel "Quote from unit 3 of 2030-lima.es"@en ,
        "Cita de la unidad 3 de 2030-lima.es"@es ;
      oa:hasSource <https://w3id.org/gcm-graph/id/source/2030-lima.es> ;
      gcm:inUnit <https://w3id.org/gcm-graph/id/unit/2030-lima.es-03> ;
      oa:hasSelector <https://w3id.org/gcm-graph/id/selector/{name}-exact> ,
        <https://w3id.org/gcm-graph/id/selector/{name}-position> .
    <https://w3id.org/gcm-graph/id/selector/{name}-exact> a oa:TextQuoteSelector ;
      skos:prefLabel "Words quoted from unit 3 of 2030-lima.es"@en ,
        "Palabras de la unidad 3 de 2030-lima.es"@es ;
      oa:exact "Tres" ; oa:prefix "DECLARACIÓN\\nUno dos.\\n" ;
      oa:suffix " cuatro.\\nNota.\\ncinco;" .
    <https://w3id.org/gcm-graph/id/selector/{name}-position> a oa:TextPositionSelector ;
      skos:prefLabel "Position in unit 3 of 2030-lima.es"@en ,
        "Posición en la unidad 3 de 2030-lima.es"@es ;
      oa:start 21 ; oa:end 25 .
    """
    found = n_triples(quote_triples(source, "Tres")).decode().splitlines()
    assert sorted(found) == sorted(lines(expected))


@pytest.mark.parametrize(
    ("words", "key", "line"),
    [
        ("Cuatro", "quote-absent", None),
        ("", "quote-absent", None),
        ("o", "quote-repeated", None),
        ("dos.\nTres", "quote-crosses-units", 3),
        ("cuatro.\nNota.\ncinco", "quote-crosses-units", 4),
        ("\nNota", "quote-crosses-units", 4),
        ("Nota.\n", "quote-crosses-units", 6),
    ],
)
def test_words_that_cannot_be_quoted(
    source: Source, words: str, key: str, line: int | None
) -> None:
    with pytest.raises(UsageError) as caught:
        quote_triples(source, words)
    error = caught.value
    assert (error.key, error.line, error.file, error.values["quote"]) == (
        key,
        line,
        source.file,
        words,
    )


def test_iris_stay_when_the_text_changes_elsewhere(source: Source) -> None:
    def subjects(raw: str) -> set[str]:
        changed = source._replace(normal=normalise(raw))
        return {str(triple.subject) for triple in quote_triples(changed, "Tres cuatro")}

    assert subjects(RAW) == subjects(RAW.replace("Uno", "Un largo").replace("cinco", "seis"))


def test_the_shipped_graph_is_what_the_shipped_text_gives() -> None:
    shipped = read_source(ROOT / "data/sources/2024-san-salvador.es.txt")
    stored = parse_turtle(shipped.graph_file.read_text(encoding="utf-8")).triples
    assert sorted(map(str, stored)) == sorted(map(str, source_triples(shipped)))


@pytest.mark.parametrize(
    ("name", "content", "key", "line"),
    [
        ("lima.txt", b"Uno.", "source-name", None),
        ("lima.pt.txt", b"Uno.", "source-name", None),
        ("lima.ES.txt", b"Uno.", "source-name", None),
        (".es.txt", b"Uno.", "source-name", None),
        ("li ma.es.txt", b"Uno.", "source-name", None),
        ("lima<x>.es.txt", b"Uno.", "source-name", None),
        ("l\u00edma.es.txt", b"Uno.", "source-name", None),
        ("lima-.es.txt", b"Uno.", "source-name", None),
        ("lima.es.txt", b"", "source-empty", None),
        ("lima.es.txt", b"\xef\xbb\xbf \r\n\f 3 \n", "source-empty", None),
        ("lima.es.txt", b"Uno.\nDos \xf3.", "not-utf8", 2),
        ("lima.es.txt", b"Uno1 y\ndos1.\n\n1 Nota.", "footnote-ambiguous", 1),
        ("lima.es.txt", None, "file-missing", None),
    ],
)
def test_what_is_no_source(
    tmp_path: Path, name: str, content: bytes | None, key: str, line: int | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RunError) as caught:
        read_source(file)
    assert (caught.value.key, caught.value.file, caught.value.line) == (key, file, line)


@pytest.mark.parametrize("lang", ["en", "es", "fr"])
def test_each_language(tmp_path: Path, lang: str) -> None:
    file = tmp_path / f"lima.{lang}.txt"
    file.write_bytes("\ufeffUno.".encode())
    assert read_source(file).normal.text == "Uno."


def test_words_that_overlap_themselves_are_not_quoted(tmp_path: Path) -> None:
    file = tmp_path / "lima.es.txt"
    file.write_text("Papapapa.", encoding="utf-8")
    source = read_source(file)
    with pytest.raises(UsageError) as caught:
        quote_triples(source, "apapa")
    assert (caught.value.key, caught.value.values["times"]) == ("quote-repeated", 2)
    assert quotes_in(quote_triples(source, "papapa"))[0].start == 2


TEXTS = st.lists(
    st.text("aábcÑ.\"'\\–;, \U0001f600", min_size=1, max_size=20), min_size=1, max_size=6
).map("\n\n".join)


@given(TEXTS, st.data())
def test_whatever_occurs_once_in_a_unit_can_be_quoted_and_proved(
    raw: str, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.es.txt"
        file.write_text(raw, encoding="utf-8")
        try:
            source = read_source(file)
        except GcmError:
            return
        unit = data.draw(st.sampled_from(source.normal.units))
        start = data.draw(st.integers(0, len(unit.text) - 1))
        words = unit.text[start : data.draw(st.integers(start + 1, len(unit.text)))]
        if sum(source.normal.text.startswith(words, at) for at in range(len(raw))) != 1:
            with pytest.raises(UsageError):
                quote_triples(source, words)
            return
        quotes = quotes_in(quote_triples(source, words))
        assert [(quote.exact, quote.start) for quote in quotes] == [(words, unit.start + start)]
        assert list(quote_findings(quotes, [source], Locator([]))) == []
