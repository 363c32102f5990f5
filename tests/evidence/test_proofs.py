"""What quotes prove, on small graphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from gcm.evidence.occurrences import quotes_in, source_texts
from gcm.evidence.proofs import Proofs
from gcm.rdf.index import TripleIndex
from gcm.turtle.document import read_documents
from gcm.turtle.locate import Locator

ROOT = Path(__file__).parents[2]
HEAD = """@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix answer: <https://w3id.org/gcm-graph/vocab/answer/> .
@prefix basis: <https://w3id.org/gcm-graph/vocab/basis/> .
@prefix choice: <https://w3id.org/gcm-graph/vocab/choice/> .
@prefix role: <https://w3id.org/gcm-graph/vocab/event-role/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix state: <https://w3id.org/gcm-graph/id/state/> .
@prefix : <https://example.org/> .
:d a gcm:Document ; schema:about :e .
:e a gcm:Forum .
:s a gcm:SourceText ; gcm:textOf :d ;
    schema:inLanguage "es" ; gcm:normalForm "Chad no asistió, Sudán del Sur sí." .
"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('gcm:participant state:SSD ; gcm:quote "Sudán del Sur"@es', []),
        ('gcm:participant state:SDN ; gcm:quote "Sudán del Sur"@es', ["named"]),
        ('gcm:participant state:SDN ; gcm:quote "Sudán del Sur"@es , "Sudán"@es', []),
        ('gcm:participant state:GIN ; gcm:quote "Guinea-Bissau, Guinea Ecuatorial"@es', ["named"]),
        ('gcm:participant state:SSD ; gcm:quote "South Sudan"@es', ["named"]),
        ('gcm:voter state:IND ; gcm:quote "in Indiana"@en', ["named"]),
        ('gcm:participant state:CUB ; gcm:quote "todos, excepto Cuba"@es', ["named"]),
        (
            'gcm:participant state:CUB ; gcm:quote "todos, salvo los Gobiernos de Cuba"@es',
            ["named"],
        ),
        ('gcm:participant state:CUB ; gcm:quote "Cuba and Chile did not attend"@en', ["named"]),
        ('gcm:participant state:CUB ; gcm:quote "Cuba no asistió, pero envió un texto"@es', []),
        ('gcm:participant state:CUB ; gcm:quote "no solo Cuba"@es', []),
        ('gcm:signatory state:CUB ; gcm:quote "ni Cuba ni Chile firmaron"@es', ["named"]),
        ('gcm:voter state:CUB ; gcm:choice choice:no ; gcm:quote "Cuba votó en contra"@es', []),
        (
            'gcm:voter state:CUB ; gcm:choice choice:yes ; gcm:quote "Cuba votó en contra"@es',
            ["named"],
        ),
        ('gcm:funder state:CUB ; gcm:paid answer:yes ; gcm:quote "Cuba asistió"@es', ["named"]),
        (
            'gcm:funder state:CUB ; gcm:paid answer:yes ; gcm:quote "Cuba no dio fondos"@es',
            ["named"],
        ),
        ('gcm:organiser state:CUB ; gcm:role role:host ; gcm:quote "Cuba asistió"@es', ["named"]),
        (
            "gcm:organiser state:CUB ; gcm:role role:host ; gcm:basis basis:editorial ; "
            'gcm:quote "Cuba asistió"@es',
            [],
        ),
        ('a gcm:Participation ; gcm:quote "agradecen a Cuba"@es', ["named"]),
        ('a gcm:Participation ; gcm:quote "agradecen la participación de Cuba"@es', []),
        ('a gcm:Signature ; gcm:quote "Cuba asistió"@es', ["named"]),
        ('gcm:linkedAgent state:CUB ; gcm:quote "el objetivo 5"@es', ["named"]),
        ('gcm:edition 3 ; gcm:quote "el III Foro"@es', []),
        ('gcm:edition 3 ; gcm:quote "la tercera sesión"@es', []),
        ('gcm:edition 2 ; gcm:quote "el III Foro de 2024"@es', ["numbered"]),
        ('gcm:subject state:CUB ; gcm:quote "reconocen"@es', ["named"]),
        ('gcm:translatedText "23 aims"@en ; gcm:quote "los 23 objetivos"@es', []),
        ('gcm:translatedText "two aims"@en ; gcm:quote "los 2 objetivos"@es', []),
        ('gcm:translatedText "24 aims"@en ; gcm:quote "los 23 objetivos"@es', ["numbered"]),
        ('gcm:citing :f ; gcm:quote "Sudán"@es', ["event"]),
        ('gcm:quote "Chad"@es', ["negated"]),
        ('gcm:quote "asistió"@es', ["negated"]),
        ('gcm:quote "Chad no asistió"@es', []),
        ('gcm:quote "no asisti"@es', ["cut"]),
        ('gcm:quote "Chad no asistió"@es ; gcm:subjectQuote "el Sur"@es', ["cut"]),
        ('gcm:atEvent :e ; gcm:quote "Sudán"@es', []),
        ('gcm:atEvent :f ; gcm:quote "Sudán"@es', ["event"]),
        ('gcm:atEvent :f ; gcm:basis basis:editorial ; gcm:quote "Sudán"@es', []),
        ('schema:startDate "2024-05-01"^^xsd:date ; gcm:quote "1.º de mayo de 2024"@es', []),
        ('schema:startDate "2024-05-02"^^xsd:date ; gcm:quote "1.º de mayo de 2024"@es', ["dated"]),
        ('schema:startDate "2024-05-02"^^xsd:date ; gcm:quote "le 1er mai 2024"@fr', []),
        (
            'schema:startDate "2024-05-02"^^xsd:date ; gcm:quote "mayo"@es ; dct:source :p . '
            ":c rdf:subject :x ; rdf:predicate schema:startDate ; dct:source :p ; "
            'rdf:object "2024-05-02"^^xsd:date',
            [],
        ),
        (
            'schema:startDate "2024-05-02"^^xsd:date ; gcm:quote "mayo"@es ; dct:source :p . '
            ":c rdf:subject :x ; rdf:predicate schema:startDate ; dct:source :q ; "
            'rdf:object "2024-05-02"^^xsd:date',
            ["dated"],
        ),
    ],
)
def test_what_a_quote_proves(data: str, expected: list[str], tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text(f"{HEAD}:x gcm:quotedFrom :d ; {data} .\n", encoding="utf-8")
    states, agents = ROOT / "data/actors/states.ttl", sorted((ROOT / "ontology").glob("gcm*"))
    files = [file, states, *(one for one in agents if one.suffix == ".ttl")]
    files += sorted((ROOT / "ontology" / "gcm").glob("*.ttl"))
    files += sorted((ROOT / "ontology" / "vocab").glob("*.ttl"))
    documents, errors = read_documents(files)
    assert errors == []
    said = TripleIndex(triple for document in documents for triple in document.triples)
    proofs = Proofs(said, quotes_in(said), source_texts(said), Locator(documents))
    assert [one.rule for one in proofs.findings()] == expected
