"""Facts that must be in the graph as verified, and facts that must not be in it at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import gcm
from gcm.core.iris import page_iri
from gcm.core.model import Value

ROOT = Path(__file__).parents[2]
DATA = sorted((ROOT / "data").rglob("*.ttl"))

# State: recorded vote of 19 December 2018, standing in the Regional Conference, champion, status.
PARTICIPANTS = {
    "BLZ": ("non-voting", "member", None, None),
    "CAN": ("yes", "member", "champion", None),
    "COL": ("yes", "observer", "champion", None),
    "CRI": ("yes", "member", "champion", None),
    "DOM": ("non-voting", "member", None, "listener"),
    "ECU": ("yes", "observer", "champion", None),
    "GTM": ("yes", "member", None, None),
    "HND": ("yes", "member", "champion", None),
    "PAN": ("non-voting", "member", "champion", None),
    "PER": ("yes", "observer", "champion", None),
    "SLV": ("yes", "member", "champion", None),
    "USA": ("no", "member", None, None),
}
ACRONYMS = {
    ("IOM", "OIM"),
    ("UNDP", "PNUD"),
    ("ILO", "OIT"),
    ("OHCHR", "ACNUDH"),
    ("UNODC", "UNODC"),
    ("ECLAC", "CEPAL"),
    ("UNICEF", "UNICEF"),
    ("UNHCR", "ACNUR"),
}
CHAMPIONS = ["CAN", "COL", "CRI", "ECU", "HND", "MEX", "PAN", "PER", "SLV"]
MEMBERS = ["BLZ", "CAN", "CRI", "DOM", "GTM", "HND", "MEX", "NIC", "PAN", "SLV", "USA"]
OBSERVERS = ["ARG", "COL", "ECU", "JAM", "PER"]
VOTES = {
    "yes": ["CAN", "COL", "CRI", "ECU", "GTM", "HND", "MEX", "NIC", "PER", "SLV"],
    "no": ["USA"],
    "non-voting": ["BLZ", "DOM", "PAN"],
}


def rows(text: str) -> list[tuple[Value, ...]]:
    table = gcm.query(text, root=ROOT).table
    assert table is not None
    return table.values()


def column(text: str) -> list[Value]:
    return [row[0] for row in rows(text)]


def test_the_twelve_participants_stand_as_verified_on_each_of_the_four_axes() -> None:
    found = rows(
        """
        SELECT ?iso3 ?vote ?standing ?champion ?status
        WHERE {
          ?participation gcm:event forum:2024-san-salvador ; gcm:participant ?state .
          ?state gcm:iso3 ?iso3 .
          OPTIONAL { ?participation gcm:status/skos:prefLabel ?status_label }
          OPTIONAL { ?record gcm:voter ?state ; gcm:choice/skos:prefLabel ?vote_label }
          OPTIONAL {
            ?membership gcm:member ?state ; gcm:body body:crm ;
                        gcm:standing/skos:prefLabel ?standing_label
          }
          OPTIONAL {
            ?designation gcm:designee ?state ; gcm:designation/skos:prefLabel ?champion_label
          }
          FILTER(!BOUND(?status_label) || LANG(?status_label) = "en")
          FILTER(!BOUND(?vote_label) || LANG(?vote_label) = "en")
          FILTER(!BOUND(?standing_label) || LANG(?standing_label) = "en")
          FILTER(!BOUND(?champion_label) || LANG(?champion_label) = "en")
          BIND(STR(?status_label) AS ?status)
          BIND(STR(?vote_label) AS ?vote)
          BIND(STR(?standing_label) AS ?standing)
          BIND(STR(?champion_label) AS ?champion)
        }
        ORDER BY ?iso3
        """
    )
    assert found == [(code, *values) for code, values in sorted(PARTICIPANTS.items())]


@pytest.mark.parametrize("choice", VOTES)
def test_the_recorded_votes_are_those_of_the_roll_call(choice: str) -> None:
    text = (
        "SELECT ?iso3 WHERE {{ ?r gcm:choice choice:{} ; gcm:voter/gcm:iso3 ?iso3 }} ORDER BY ?iso3"
    )
    assert column(text.format(choice)) == VOTES[choice]


def test_every_recorded_vote_is_of_the_one_vote_and_of_its_date() -> None:
    assert rows(
        """
        SELECT DISTINCT ?event ?date ?number
        WHERE {
          ?record a gcm:VoteRecord ; gcm:votingEvent ?event .
          ?event schema:startDate ?start ; gcm:votedOn/dct:identifier ?number .
          BIND(STR(?start) AS ?date)
        }
        """
    ) == [("https://w3id.org/gcm-graph/id/vote/2018-a-res-73-195", "2018-12-19", "A/RES/73/195")]


@pytest.mark.parametrize(("standing", "states"), [("member", MEMBERS), ("observer", OBSERVERS)])
def test_the_conference_has_its_eleven_members_and_five_observer_countries(
    standing: str, states: list[str]
) -> None:
    assert (
        column(
            f"""
            SELECT ?iso3
            WHERE {{ ?m gcm:body body:crm ; gcm:standing standing:{standing} ;
                        gcm:member/gcm:iso3 ?iso3 }}
            ORDER BY ?iso3
            """
        )
        == states
    )


def test_champions_are_only_those_that_a_page_verifies() -> None:
    text = (
        "SELECT ?iso3 WHERE { ?d a gcm:Designation ; gcm:designee/gcm:iso3 ?iso3 } ORDER BY ?iso3"
    )
    assert column(text) == CHAMPIONS


def test_the_eight_agencies_have_their_acronyms_in_both_languages() -> None:
    found = rows(
        """
        SELECT ?english ?spanish
        WHERE {
          ?agency a gcm:Agency ; gcm:acronym ?en , ?es .
          FILTER(LANG(?en) = "en" && LANG(?es) = "es")
          BIND(STR(?en) AS ?english) BIND(STR(?es) AS ?spanish)
        }
        """
    )
    assert len(found) == 8
    assert set(found) == ACRONYMS


@pytest.mark.parametrize(("kind", "number"), [("Objective", 23), ("Principle", 10)])
def test_objectives_and_principles_are_titled_in_three_languages(kind: str, number: int) -> None:
    found = rows(
        f"""
        SELECT ?number (LANG(?label) AS ?language)
        WHERE {{ ?thing a gcm:{kind} ; gcm:number ?number ; skos:prefLabel ?label }}
        ORDER BY ?number ?language
        """
    )
    languages = ("en", "es", "fr")
    assert found == [(place, lang) for place in range(1, number + 1) for lang in languages]


def test_the_round_table_of_an_objective_is_derived_only_for_the_fourth() -> None:
    found = rows(
        """
        SELECT ?table ?basis (COUNT(DISTINCT ?objective) AS ?objectives)
        WHERE {
          ?objective gcm:roundTable ?table .
          ?claim rdf:subject ?objective ; rdf:predicate gcm:roundTable ; gcm:basis ?concept .
          BIND(STRAFTER(STR(?concept), "vocab/basis/") AS ?basis)
        }
        GROUP BY ?table ?basis
        ORDER BY ?table ?basis
        """
    )
    assert found == [
        (1, "stated", 5),
        (2, "stated", 7),
        (3, "stated", 6),
        (4, "editorial", 5),
    ]


@pytest.mark.parametrize(
    ("event", "start", "end"),
    [
        ("forum:2023-panama-city", "2023", None),
        ("forum:2024-san-salvador", "2024-09-25", "2024-09-26"),
        ("review:2022-imrf", "2022-05-17", "2022-05-20"),
        ("review:2025-lac", "2025-03-18", "2025-03-20"),
    ],
)
def test_dates_are_as_exact_as_their_source(event: str, start: str, end: str | None) -> None:
    assert rows(
        f"""
        SELECT ?start ?end
        WHERE {{
          {event} schema:startDate ?from .
          OPTIONAL {{ {event} schema:endDate ?to }}
          BIND(STR(?from) AS ?start) BIND(STR(?to) AS ?end)
        }}
        """
    ) == [(start, end)]


def test_the_events_are_those_that_a_source_names_and_no_third_forum() -> None:
    assert column(
        """
        SELECT ?name
        WHERE {
          ?class rdfs:subClassOf* gcm:Event . ?event a ?class .
          BIND(STRAFTER(STR(?event), "gcm-graph/id/") AS ?name)
        }
        ORDER BY ?name
        """
    ) == [
        "forum/2023-panama-city",
        "forum/2024-san-salvador",
        "review/2022-imrf",
        "review/2025-lac",
        "vote/2018-a-res-73-195",
    ]


def test_canada_took_part_and_is_thanked_and_nothing_more() -> None:
    assert rows(
        """
        SELECT ?class ?property ?reason
        WHERE {
          ?fact ?role state:CAN ; a ?type ; gcm:statedIn document:2024-san-salvador .
          OPTIONAL { ?fact gcm:reason ?reason }
          BIND(STRAFTER(STR(?type), "#") AS ?class)
          BIND(STRAFTER(STR(?role), "#") AS ?property)
        }
        ORDER BY ?class
        """
    ) == [("Acknowledgement", "acknowledged", None), ("Participation", "participant", None)]


def test_nobody_is_said_to_have_paid_for_the_forum() -> None:
    assert rows("SELECT ?fact WHERE { ?fact a gcm:Funding }") == []
    answers = {row["answer"] for row in gcm.ask("funding-stated", root=ROOT).table.records()}
    assert answers == {"not stated"}


def test_only_three_agents_have_an_organising_role() -> None:
    assert rows(
        """
        SELECT ?role ?agent
        WHERE {
          ?fact gcm:event forum:2024-san-salvador ; gcm:organiser ?who ; gcm:role ?concept .
          BIND(STRAFTER(STR(?concept), "event-role/") AS ?role)
          BIND(STRAFTER(STR(?who), "gcm-graph/id/") AS ?agent)
        }
        ORDER BY ?role
        """
    ) == [("coordinator", "agency/iom"), ("host", "state/SLV"), ("organiser", "body/crm")]


def test_nothing_is_told_of_the_first_forum_beyond_year_and_city() -> None:
    assert column(
        """
        SELECT DISTINCT ?property
        WHERE {
          forum:2023-panama-city ?p ?o .
          BIND(STRAFTER(STR(?p), "gcm-graph/ontology#") AS ?property)
          FILTER(?property != "")
        }
        ORDER BY ?property
        """
    ) == ["basis", "edition", "evidence"]
    assert column("SELECT DISTINCT ?p WHERE { ?fact ?p forum:2023-panama-city } ORDER BY ?p") == [
        "https://w3id.org/gcm-graph/ontology#followsUp",
        "https://w3id.org/gcm-graph/ontology#themeSource",
    ]


def test_no_statement_is_tied_to_a_single_objective_or_principle() -> None:
    assert (
        rows(
            """
            SELECT ?fact ?part
            WHERE {
              VALUES ?class { gcm:Objective gcm:Principle }
              ?part a ?class . ?fact gcm:concerns ?part .
            }
            """
        )
        == []
    )


def test_who_a_collective_stands_for_is_never_filled_in() -> None:
    listed = rows("SELECT ?c ?m WHERE { ?c a gcm:Collective ; gcm:mentions ?m . ?m a gcm:State }")
    assert listed == []


@pytest.mark.parametrize("words", ["76/266", "digitallibrary.un.org", "wikidata.org", "III Foro"])
def test_what_was_not_verified_is_not_published(words: str) -> None:
    assert [file for file in DATA if words in file.read_text(encoding="utf-8")] == []


def test_the_iri_of_every_page_is_made_from_its_address() -> None:
    table = gcm.query("SELECT ?page ?url { ?page a gcm:Page ; schema:url ?url }").table
    assert table is not None
    pages = table.values()
    assert len(pages) > 40
    assert [page for page, url in pages if page_iri(str(url)) != page] == []
