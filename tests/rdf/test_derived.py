"""What is derived from what a person wrote: days, and the proof of quotes."""

from __future__ import annotations

import pytest

from gcm.rdf.derived import derive
from gcm.rdf.oxigraph import Literal, Triple
from gcm.rdf.syntax import parse_turtle

HEAD = """
@prefix : <https://example.org/> .
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
        if isinstance(triple.object, Literal)
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


def test_a_thing_without_a_name_has_no_days() -> None:
    assert days('[] a gcm:Forum ; schema:startDate "2024"^^xsd:gYear .') == {}
