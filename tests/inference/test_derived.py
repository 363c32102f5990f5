"""What is derived from what a person wrote: days, and the proof of quotes."""

from __future__ import annotations

from hashlib import sha256

import pytest

from gcm.inference.derived import derive
from gcm.rdf.oxigraph import Literal, NamedNode, Triple
from gcm.turtle.parse import parse_turtle

HEAD = """
@prefix : <https://w3id.org/gcm-graph/id/source/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
gcm:Forum rdfs:subClassOf gcm:Event .
"""


def derived(turtle: str) -> list[Triple]:
    return derive(parse_turtle(HEAD + turtle).triples)


def days(turtle: str) -> dict[str, str]:
    return {
        triple.predicate.value.rpartition("#")[2]: triple.object.value
        for triple in derived(turtle)
        if isinstance(triple.object, Literal) and "label" not in triple.predicate.value.lower()
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            'a gcm:Forum ; schema:startDate "2024-09-25"^^xsd:date ; '
            'schema:endDate "2024-09-26"^^xsd:date',
            {"earliest": "2024-09-25", "latest": "2024-09-26"},
        ),
        (
            'a gcm:Forum ; schema:startDate "2023"^^xsd:gYear',
            {"earliest": "2023-01-01", "latest": "2023-12-31"},
        ),
        (
            'a gcm:Declaration ; schema:startDate "2024-02"^^xsd:gYearMonth',
            {"earliest": "2024-02-01", "latest": "2024-02-29"},
        ),
        ('a gcm:Membership ; schema:startDate "2023"^^xsd:gYear', {"earliest": "2023-01-01"}),
        ('a gcm:Designation ; gcm:knownBy "2023-11"^^xsd:gYearMonth', {"earliest": "2023-11-01"}),
        (
            'a gcm:Designation ; schema:startDate "2021"^^xsd:gYear ; '
            'gcm:knownBy "2023-11-30"^^xsd:date',
            {"earliest": "2021-01-01"},
        ),
        ('a gcm:Membership ; schema:endDate "2023-02"^^xsd:gYearMonth', {"latest": "2023-02-28"}),
        (
            'a gcm:Claim ; rdf:predicate schema:startDate ; rdf:object "2023-11"^^xsd:gYearMonth',
            {"earliest": "2023-11-01", "latest": "2023-11-30"},
        ),
        ("a gcm:Claim ; rdf:predicate gcm:edition ; rdf:object 2", {}),
        # The latest of several ends: shapes report that there are two.
        (
            'a gcm:Designation ; schema:endDate "2023"^^xsd:gYear , "2024-01-31"^^xsd:date',
            {"latest": "2024-01-31"},
        ),
    ],
)
def test_the_days_of_what_has_a_date(said: str, expected: dict[str, str]) -> None:
    assert days(f":it {said} .") == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("", {"earliest": "2023-11-28", "latest": "2023-12-31"}),
        (
            '; schema:startDate "2023-12-01"^^xsd:date',
            {"earliest": "2023-12-01", "latest": "2023-12-31"},
        ),
    ],
)
def test_an_event_on_whose_days_sources_differ_has_all_that_they_state(
    own: str, expected: dict[str, str]
) -> None:
    turtle = f":it a gcm:Forum {own} .\n" + "".join(
        f":claim-{n} rdf:subject :it ; rdf:predicate schema:{name} ; rdf:object {value} ; "
        f"gcm:basis <https://w3id.org/gcm-graph/vocab/basis/{basis}> .\n"
        for n, (name, value, basis) in enumerate(
            [
                ("startDate", '"2023-11-28"^^xsd:date', "stated"),
                ("startDate", '"2023-12-28"^^xsd:date', "stated"),
                ("startDate", '"2022"^^xsd:gYear', "editorial"),
                ("endDate", '"2023-12"^^xsd:gYearMonth', "stated"),
                ("location", ":there", "stated"),
            ]
        )
    )
    found = {
        triple.predicate.value.rpartition("#")[2]: triple.object.value
        for triple in derived(turtle)
        if str(triple.subject).endswith("/it>") and isinstance(triple.object, Literal)
    }
    assert found == expected


@pytest.mark.parametrize(
    "date",
    [
        '"2024-09-25Z"^^xsd:date',
        '"2024-09-25+06:00"^^xsd:date',
        '"2024Z"^^xsd:gYear',
        '"2024-02-30"^^xsd:date',
        '"2024-13"^^xsd:gYearMonth',
        '"0000"^^xsd:gYear',
        '"-0044"^^xsd:gYear',
        '"12024"^^xsd:gYear',
        '"2024"^^xsd:date',
        '"2024-09-25"^^xsd:gYear',
        '"2024-09-25"',
        '"in 2024"@en',
        ":somewhen",
    ],
)
def test_what_is_no_date_of_ours_has_no_days(date: str) -> None:
    assert days(f":it a gcm:Forum ; schema:startDate {date} .") == {}
    assert days(f"[] a gcm:Forum ; schema:startDate {date} .") == {}


TEXT = """
:text a gcm:SourceText ; gcm:textOf :document ; schema:inLanguage "es" ;
    gcm:normalForm "DECLARACIÓN\\nParticipan Perú y Chile.\\nDECLARACIÓN" .
:u1 a gcm:Unit ; dct:isPartOf :text ; gcm:number 1 .
:u2 a gcm:Unit ; dct:isPartOf :text ; gcm:number 2 .
:u3 a gcm:Unit ; dct:isPartOf :text ; gcm:number 3 .
gcm:Aim rdfs:subClassOf gcm:Statement .
"""


def links(turtle: str, *names: str) -> set[tuple[str, str, str]]:
    """The triples of some properties, each term by its local name or its words."""
    return {
        (triple.subject.value.rpartition("/")[2], name, value.rpartition("/")[2])
        for triple in derived(TEXT + turtle)
        if (name := triple.predicate.value.rpartition("#")[2]) in names
        and isinstance(triple.subject, NamedNode)
        and (value := str(getattr(triple.object, "value", "")))
    }


def test_a_quote_as_web_annotation() -> None:
    turtle = ':fact gcm:quotedFrom :document ; gcm:quote "Perú y Chile"@es .'
    names = ("evidence", "hasSource", "hasSelector", "inUnit", "exact", "prefix", "suffix")
    quote = f"text-{sha256('Perú y Chile'.encode()).hexdigest()[:8]}"
    assert links(turtle, *names, "start", "end", "type") == {
        ("fact", "evidence", quote),
        (quote, "type", "oa#SpecificResource"),
        (quote, "hasSource", "text"),
        (quote, "inUnit", "u2"),
        (quote, "hasSelector", f"{quote}-exact"),
        (quote, "hasSelector", f"{quote}-position"),
        (f"{quote}-exact", "type", "oa#TextQuoteSelector"),
        (f"{quote}-exact", "exact", "Perú y Chile"),
        (f"{quote}-exact", "prefix", "DECLARACIÓN\nParticipan "),
        (f"{quote}-exact", "suffix", ".\nDECLARACIÓN"),
        (f"{quote}-position", "type", "oa#TextPositionSelector"),
        (f"{quote}-position", "start", "23"),
        (f"{quote}-position", "end", "35"),
    }


def test_selectors_may_be_left_out_but_for_those_of_which_something_is_said() -> None:
    known, other = ("Perú y Chile", "Participan")
    name = f"text-{sha256(known.encode()).hexdigest()[:8]}"
    turtle = (
        f':fact gcm:quotedFrom :document ; gcm:quote "{known}"@es , "{other}"@es . '
        f"<https://w3id.org/gcm-graph/id/selector/{name}-exact> gcm:number 1 ."
    )
    triples = parse_turtle(HEAD + TEXT + turtle).triples
    whole, some = set(derive(triples)), set(derive(triples, selectors=False))
    of_other = f"text-{sha256(other.encode()).hexdigest()[:8]}"
    left_out = {one for one in whole if f"selector/{of_other}-" in f"{one.subject} {one.object}"}
    assert whole - some == left_out
    assert len(left_out) == 13
    assert some < whole


def test_the_second_time_of_words_has_a_name_of_its_own() -> None:
    turtle = ':f gcm:quotedFrom :document ; gcm:quote "DECLARACIÓN"@es ; gcm:quoteInUnit {} .'
    ((_, _, first),) = links(turtle.format(1), "evidence")
    ((_, _, second),) = links(turtle.format(3), "evidence")
    assert second == f"{first}-2"
    assert links(turtle.format(3), "inUnit") == {(second, "inUnit", "u3")}
    assert links(turtle.format(2), "evidence", "inUnit") == set()


def test_what_is_listed_rests_on_the_quote_of_the_list() -> None:
    turtle = """
    :list gcm:quotedFrom :document ; gcm:quote "Participan Perú y Chile."@es .
    :peru gcm:listedIn :list .
    :chile gcm:listedIn :list ; gcm:quotedFrom :document ; gcm:quote "y Chile"@es .
    """
    found = links(turtle, "evidence")
    ((of_list),) = {value for subject, _, value in found if subject == "peru"}
    assert {subject for subject, _, value in found if value == of_list} == {
        *("list", "peru", "chile")
    }
    assert len(found) == 4


def test_a_subject_and_an_omission_have_links_of_their_own() -> None:
    turtle = """
    :aim a gcm:Aim ; gcm:basis <https://w3id.org/gcm-graph/vocab/basis/stated> ;
        gcm:quotedFrom :document ; gcm:subjectQuote "Perú"@es ; gcm:quote "y Chile"@es .
    :left a gcm:Omission ; gcm:quotedFrom :document ; gcm:quote "Participan"@es .
    """
    names = ("evidence", "subjectEvidence", "omittedUnit", "text")
    assert sorted(one[:2] for one in links(turtle, *names)) == [
        ("aim", "evidence"),
        ("aim", "subjectEvidence"),
        ("aim", "text"),
        ("left", "omittedUnit"),
    ]


@pytest.mark.parametrize(
    "said",
    ['"Perú, Chile"@es', '"Perú y Chile"@en', '"Perú y Chile"', '"a"@es', '"Chile.\\nDECLA"@es'],
)
def test_what_is_not_proved_is_not_derived(said: str) -> None:
    assert derived(TEXT + f":fact gcm:quotedFrom :document ; gcm:quote {said} .") == []


def test_states_are_linked_to_the_table_of_the_european_union() -> None:
    turtle = ':a a gcm:State ; gcm:iso3 "PER" , "per" , "no code" . :b gcm:iso3 "CHL" .'
    assert [str(triple) for triple in derived(turtle)] == [
        "<https://w3id.org/gcm-graph/id/source/a> <https://schema.org/sameAs> "
        "<http://publications.europa.eu/resource/authority/country/PER>"
    ]


def test_names_within_longer_names_of_others_are_derived() -> None:
    turtle = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    gcm:State rdfs:subClassOf gcm:Agent . gcm:Collective rdfs:subClassOf gcm:Agent .
    :sudan a gcm:State ; skos:prefLabel "Sudan"@en , "Sudán"@es ; skos:altLabel "the Sudan"@en .
    :south a gcm:State ; skos:prefLabel "South Sudan"@en , "Sudán del Sur"@es .
    :niger a gcm:State ; skos:prefLabel "Niger"@en .
    :nigeria a gcm:State ; skos:prefLabel "Nigeria"@en .
    :korea a gcm:State ; skos:prefLabel "Korea (Republic of)"@en .
    :port a schema:Place ; skos:prefLabel "Port-Sudan"@en ; skos:altLabel "Korea Niger"@es .
    :all a gcm:Collective ; skos:prefLabel "Sudan and South Sudan"@en .
    """
    assert sorted(map(str, derived(turtle))) == [
        "<https://w3id.org/gcm-graph/id/source/sudan> "
        f'<https://w3id.org/gcm-graph/ontology#longerName> "{name}@{lang}'
        for name, lang in (('Port-Sudan"', "en"), ('South Sudan"', "en"), ('Sudán del Sur"', "es"))
    ]


def test_what_is_asserted_is_not_derived_too() -> None:
    turtle = ':it a gcm:Membership ; schema:startDate "2023"^^xsd:gYear ; rdfs:label "x" '
    turtle += '; gcm:earliest "2023-01-01"^^xsd:date .'
    assert "earliest" not in days(turtle)


def test_a_thing_without_a_name_has_no_days() -> None:
    assert days('[] a gcm:Forum ; schema:startDate "2024"^^xsd:gYear .') == {}
