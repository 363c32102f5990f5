"""Each check names exactly what is wrong in a graph that was broken for it, also on rdflib."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import gcm
from gcm.core.language import Lang
from gcm.core.results import Table

from . import _rdflib
from ._cases import Case, shown

ID = "https://w3id.org/gcm-graph/id/"
GCM = "https://w3id.org/gcm-graph/ontology#"
HEAD = """\
@prefix basis: <https://w3id.org/gcm-graph/vocab/basis/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix id: <https://w3id.org/gcm-graph/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
BROKEN = "data/broken.ttl"


@cache
def by_rdflib(check: str, root: Path) -> Table:
    return _rdflib.ask(_rdflib.read(root, definitions=True), Case("broken", check).text)


def rows(check: str, root: Path, lang: Lang = "en") -> list[tuple[object, ...]]:
    answer = gcm.open(root=root).ask(check, {"lang": lang})
    table = by_rdflib(check, root)
    assert shown(table, Case("broken", check), root, lang).words()[0] == answer.table
    return [tuple(row) for row in answer.table.values()]


def test_unsourced_names_facts_and_whatever_states_its_basis(root: Path) -> None:
    (root / BROKEN).write_text(
        HEAD
        + """
id:a-caveat a gcm:Caveat ; skos:prefLabel "a caveat"@en , "una salvedad"@es .
id:b-place gcm:basis basis:stated ; skos:prefLabel "un lugar"@es .
id:c-nameless a gcm:Aim ; gcm:basis basis:editorial .
id:d-sourced a gcm:Caveat ; gcm:basis basis:stated ; dct:source id:page .
id:e-quoted a gcm:Participation ; gcm:basis basis:stated ; gcm:quote "Words"@en .
id:f-neither a gcm:Agency .
""",
        encoding="utf-8",
    )
    assert rows("unsourced", root) == [
        (ID + "a-caveat", "a caveat"),
        (ID + "b-place", "un lugar [es]"),
        (ID + "c-nameless", "id:c-nameless"),
    ]
    assert rows("unsourced", root, "es") == [
        (ID + "a-caveat", "una salvedad"),
        (ID + "b-place", "un lugar"),
        (ID + "c-nameless", "id:c-nameless"),
    ]


def test_labels_missing_names_each_resource_and_language_once(root: Path) -> None:
    (root / BROKEN).write_text(
        HEAD
        + """
id:a-subject gcm:concernsFact id:b-object ; id:c-predicate "x" ; skos:prefLabel "solo uno"@es .
id:d-complete gcm:concernsFact id:b-object ; skos:prefLabel "one"@en , "uno"@es .
id:e-other skos:prefLabel "plain" , "un"@fr , "one"@en-GB ; skos:altLabel "uno"@es .
<https://example.org/elsewhere> gcm:concernsFact <https://example.org/else> .
""",
        encoding="utf-8",
    )
    assert rows("labels-missing", root) == [
        (ID + "a-subject", "en"),
        (ID + "b-object", "en"),
        (ID + "b-object", "es"),
        (ID + "c-predicate", "en"),
        (ID + "c-predicate", "es"),
        (ID + "e-other", "en"),
        (ID + "e-other", "es"),
    ]


def test_in_two_graphs_names_the_triple_and_both_graphs(root: Path) -> None:
    graph = "https://w3id.org/gcm-graph/graph/"
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    triple = 'id:thing skos:prefLabel "thing"@en .\n'
    for name in ("one", "three", "two"):
        (root / "data" / f"{name}.ttl").write_text(HEAD + triple, encoding="utf-8")
    (root / "data" / "four.ttl").write_text(
        HEAD + 'id:thing skos:prefLabel "thing"@es .\n', encoding="utf-8"
    )
    (root / "data" / "again.ttl").write_text(
        HEAD + "gcm:Aim rdfs:subClassOf gcm:Statement .\n", encoding="utf-8"
    )
    assert rows("in-two-graphs", root) == [
        (ID + "thing", label, "thing", graph + "one", graph + "three"),
        (ID + "thing", label, "thing", graph + "one", graph + "two"),
        (ID + "thing", label, "thing", graph + "three", graph + "two"),
        (
            GCM + "Aim",
            "http://www.w3.org/2000/01/rdf-schema#subClassOf",
            GCM + "Statement",
            graph + "again",
            graph + "ontology/gcm/statements",
        ),
    ]


def test_unused_terms_names_what_no_shape_and_no_question_needs(root: Path) -> None:
    ontology = root / "ontology" / "gcm.ttl"
    ontology.write_text(
        ontology.read_text(encoding="utf-8")
        + """
gcm:needless a owl:ObjectProperty ; rdfs:isDefinedBy <https://w3id.org/gcm-graph/ontology> ;
    skos:prefLabel "needless"@en , "innecesario"@es .
gcm:Ai a owl:Class ; rdfs:isDefinedBy <https://w3id.org/gcm-graph/ontology> ;
    skos:prefLabel "sobra"@es .
""",
        encoding="utf-8",
    )
    # A longer name that begins alike, gcm:Aim, is no use of it.
    assert rows("unused-terms", root) == [
        (GCM + "Ai", "sobra [es]"),
        (GCM + "needless", "needless"),
    ]
    assert rows("unused-terms", root, "es") == [
        (GCM + "Ai", "sobra"),
        (GCM + "needless", "innecesario"),
    ]
