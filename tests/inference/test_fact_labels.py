"""Labels of facts of regular kinds: from templates, unless a fact has one of its own."""

from __future__ import annotations

import pytest

from gcm.inference.fact_labels import fact_labels
from gcm.rdf.index import TripleIndex
from gcm.turtle.parse import parse_turtle

GRAPH = """
@prefix : <https://example.org/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:peru skos:prefLabel "Peru"@en , "Perú"@es .
:iom skos:prefLabel "OIM"@es .
:short gcm:shortName "the II Forum"@en , "el II Foro"@es ; skos:prefLabel "Long"@en , "Largo"@es .
:long skos:prefLabel "A Meeting"@en , "Una Reunión"@es .
:listener skos:prefLabel "listener"@en , "oyente"@es .
:observer skos:prefLabel "observer"@en , "observador"@es .
:no skos:prefLabel "no"@en , "no"@es ; gcm:phrase "no on"@en , "en contra de"@es .
:vote skos:prefLabel "Vote"@en , "Votación"@es ; gcm:votedOn :res .
:res dct:identifier "A/RES/1" ; skos:prefLabel "Resolution"@en , "Resolución"@es .
:body skos:prefLabel "Body"@en , "Órgano"@es .
gcm:Objective skos:prefLabel "objective"@en , "objetivo"@es .
:o a gcm:Objective ; gcm:number 7 ; skos:prefLabel "Reduce"@en , "Reducir"@es .
:acts skos:prefLabel "acts in a practice under"@en , "actúa en una práctica de"@es .
:tagged skos:prefLabel "is tagged with"@en , "está vinculado a"@es .
:p gcm:number 10 .
skos:relatedMatch skos:prefLabel "related match"@en , "coincidencia relacionada"@es .
"""


def labels(turtle: str) -> list[tuple[str, str]]:
    return [
        (lang, label) for _, lang, label in fact_labels(TripleIndex(parse_turtle(turtle).triples))
    ]


@pytest.mark.parametrize(
    ("fact", "english", "spanish"),
    [
        (
            "a gcm:ObjectiveLink ; gcm:linkedAgent :peru ; gcm:linkKind :acts ; "
            'gcm:toObjective :p , :o ; gcm:through "a permit"@en , "un permiso"@es',
            "Peru: acts in a practice under objectives 7 and 10 (a permit)",
            "Perú: actúa en una práctica de los objetivos 7 y 10 (un permiso)",
        ),
        (
            "a gcm:ObjectiveLink ; gcm:setIn :peru ; gcm:linkKind :acts ; "
            'gcm:toObjective :o ; gcm:through "a permit"@en , "un permiso"@es',
            "Peru: acts in a practice under objective 7 (a permit)",
            "Perú: actúa en una práctica del objetivo 7 (un permiso)",
        ),
        (
            "a gcm:ObjectiveLink ; gcm:atEvent :long ; gcm:linkKind :tagged ; "
            'gcm:toObjective :o ; gcm:through "table 1"@en , "mesa 1"@es',
            "A Meeting: is tagged with objective 7 (table 1)",
            "Una Reunión: está vinculado al objetivo 7 (mesa 1)",
        ),
        (
            "a gcm:ObjectiveLink ; gcm:linkedAgent :peru ; gcm:linkKind :acts ; "
            'gcm:objectiveCount 15 ; gcm:through "a plan"@en , "un plan"@es',
            "Peru: acts in a practice under 15 of the 23 objectives (a plan)",
            "Perú: actúa en una práctica de 15 de los 23 objetivos (un plan)",
        ),
        (
            "a gcm:ObjectiveLink ; gcm:linkKind :tagged ; "
            'gcm:toObjective :o , :p ; gcm:through "chapter 1"@en , "capítulo 1"@es',
            "Chapter 1: is tagged with objectives 7 and 10",
            "Capítulo 1: está vinculado a los objetivos 7 y 10",
        ),
        (
            "a gcm:Participation ; gcm:participant :peru ; gcm:atEvent :short",
            "Peru: took part in the II Forum",
            "Perú: participó en el II Foro",
        ),
        (
            "a gcm:Participation ; gcm:participant :peru ; gcm:atEvent :long ; "
            "gcm:status :listener",
            "Peru: took part in “A Meeting” as a listener",
            "Perú: participó en «Una Reunión» como oyente",
        ),
        (
            "a gcm:Participation ; gcm:participant :iom ; gcm:atEvent :short ; "
            "gcm:status :observer",
            "OIM: took part in the II Forum as an observer",
            "OIM: participó en el II Foro como observador",
        ),
        (
            "a gcm:VoteRecord ; gcm:voter :peru ; gcm:choice :no ; gcm:atEvent :vote",
            "Peru: no on A/RES/1",
            "Perú: en contra de A/RES/1",
        ),
        (
            "a gcm:Membership ; gcm:member :peru ; gcm:standing :observer ; gcm:ofBody :body ; "
            'gcm:asOf "2024-05"',
            "Peru: observer, Body, 2024-05",
            "Perú: observador, Órgano, 2024-05",
        ),
        (
            "a gcm:Designation ; gcm:designee :peru ; gcm:designatedAs :observer",
            "Peru: observer of the Compact",
            "Perú: observador del Pacto",
        ),
        (
            "a gcm:OfficeHolding ; gcm:holder :peru ; gcm:office :listener ; gcm:ofBody :body ; "
            'schema:startDate "2024" ; schema:endDate "2024"',
            "Peru: listener, Body, 2024",
            "Perú: oyente, Órgano, 2024",
        ),
        (
            "a gcm:OfficeHolding ; gcm:holder :peru ; gcm:office :listener ; gcm:ofBody :body ; "
            'schema:startDate "2024"',
            "Peru: listener, Body",
            "Perú: oyente, Órgano",
        ),
        (
            "a gcm:OrganisingRole ; gcm:organiser :peru ; gcm:role :observer ; gcm:atEvent :short",
            "Peru: observer, the II Forum",
            "Perú: observador, el II Foro",
        ),
        (
            "a gcm:Signature ; gcm:signatory :peru ; gcm:signed :res ; gcm:atEvent :short",
            "Peru: signed A/RES/1",
            "Perú: firmó A/RES/1",
        ),
        (
            "a gcm:Declaration ; gcm:declarant :peru ; gcm:declares :listener ; gcm:endorses :long",
            "Peru: listener, “A Meeting”",
            "Perú: oyente, «Una Reunión»",
        ),
        (
            "a gcm:Citation ; gcm:citing :body ; gcm:cited :res",
            "Body: names A/RES/1",
            "Órgano: nombra A/RES/1",
        ),
        (
            "a gcm:Claim ; rdf:subject :o ; rdf:predicate skos:relatedMatch ; rdf:object :peru",
            "Objective 7: related match, Peru",
            "Objetivo 7: coincidencia relacionada, Perú",
        ),
        # What is not described is called by its local name; what is missing is for the shapes.
        (
            "a gcm:Participation ; gcm:participant :chile",
            "Chile: took part in …",
            "Chile: participó en …",
        ),
    ],
)
def test_the_label_of_a_fact(fact: str, english: str, spanish: str) -> None:
    assert labels(f"{GRAPH} :fact {fact} .") == [("en", english), ("es", spanish)]


@pytest.mark.parametrize(
    "fact",
    [
        'a gcm:Participation ; gcm:participant :peru ; skos:prefLabel "Peru came"@en',
        "a gcm:Caveat ; gcm:concernsFact :peru",
        "a gcm:Claim ; rdf:subject :o ; rdf:predicate gcm:edition ; rdf:object 2",
    ],
)
def test_what_has_a_label_or_is_of_another_kind_has_none_of_these(fact: str) -> None:
    assert labels(f"{GRAPH} :fact {fact} .") == []
