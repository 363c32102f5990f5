from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gcm.core.errors import RunError
from gcm.evidence.normal_form import normalise
from gcm.evidence.source import Source, read_source, source_triples, unit_iris
from gcm.rdf.oxigraph import n_triples
from gcm.turtle.parse import parse_turtle

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
        words = normal.replace("\\n", "\n")[start:end]
        name = f"2030-lima.es-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
        expected += f"""
        <https://w3id.org/gcm-graph/id/unit/{name}> a gcm:Unit ;
          skos:prefLabel "Unit {number} of 2030-lima.es"@en , "Unidad {number} de 2030-lima.es"@es ;
          dct:isPartOf <https://w3id.org/gcm-graph/id/source/2030-lima.es> ;
          gcm:number {number} ; gcm:startOffset {start} ; gcm:endOffset {end} ;
          gcm:unitKind <https://w3id.org/gcm-graph/vocab/unit-kind/{kind}> .
        """
    found = n_triples(source_triples(source)).decode().splitlines()
    assert sorted(found) == sorted(lines(expected))


def test_iris_stay_when_the_text_changes_elsewhere(source: Source) -> None:
    raw = RAW.replace("DECLARACIÓN", "TÍTULO\n\nDECLARACIÓN").replace("cinco", "seis")
    before, after = unit_iris(source), unit_iris(source._replace(normal=normalise(raw)))
    assert after[1:-1] == before[:-1]


def test_units_of_the_same_text_have_iris_of_their_own(source: Source) -> None:
    again = source._replace(normal=normalise("Uno.\n\nDos.\n\nUno.\n\nUno."))
    first, _, second, third = unit_iris(again)
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_the_shipped_graph_is_what_the_shipped_text_gives() -> None:
    shipped = read_source(ROOT / "data/sources/2024-san-salvador.es.txt")
    stored = parse_turtle(shipped.graph_file.read_text(encoding="utf-8")).triples
    assert sorted(map(str, stored)) == sorted(map(str, source_triples(shipped)))


@pytest.mark.parametrize(
    ("name", "content", "key", "line"),
    [
        (
            "lima.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            "lima.pt.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            "lima.ES.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            ".es.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            "li ma.es.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            "lima<x>.es.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            "l\u00edma.es.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        (
            "lima-.es.txt",
            b"Uno.",
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            None,
        ),
        ("lima.es.txt", b"", ("the source text is empty."), None),
        ("lima.es.txt", b"\xef\xbb\xbf \r\n\f 3 \n", ("the source text is empty."), None),
        (
            "lima.es.txt",
            b"Uno.\nDos \xf3.",
            ("not UTF-8 text (byte {offset}); save the file as UTF-8."),
            2,
        ),
        (
            "lima.es.txt",
            b"Uno1 y\ndos1.\n\n1 Nota.",
            (
                "the footnote mark {mark} follows a word in more than one place (lines "
                "{lines}); keep the mark in one place only."
            ),
            1,
        ),
        ("lima.es.txt", None, ("no such file; check the path."), None),
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
    assert (caught.value.message.english, caught.value.file, caught.value.line) == (key, file, line)


@pytest.mark.parametrize("lang", ["en", "es", "fr"])
def test_each_language(tmp_path: Path, lang: str) -> None:
    file = tmp_path / f"lima.{lang}.txt"
    file.write_bytes("\ufeffUno.".encode())
    assert read_source(file).normal.text == "Uno."
