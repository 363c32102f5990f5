"""Facts that must be in the graph as verified, and facts that must not be in it at all."""

from __future__ import annotations

import csv
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

import gcm
from gcm.core.namespaces import ID
from gcm.core.results import Value

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
    ("UN DESA", "DAES"),
    ("UNFPA", "UNFPA"),
    ("WHO", "OMS"),
    ("UNDP", "PNUD"),
    ("ILO", "OIT"),
    ("OHCHR", "ACNUDH"),
    ("UNODC", "UNODC"),
    ("ECLAC", "CEPAL"),
    ("UNICEF", "UNICEF"),
    ("UNHCR", "ACNUR"),
    ("ECA", "CEPA"),
    ("ESCAP", "CESPAP"),
    ("ESCWA", "CESPAO"),
    ("PAHO", "OPS"),
    ("UN Women", "ONU Mujeres"),
    ("UNECE", "CEPE"),
    ("UNPD", "UNPD"),
    ("FAO", "FAO"),
    ("UN-Habitat", "ONU-Hábitat"),
    ("UNDRR", "UNDRR"),
    ("UNOPS", "UNOPS"),
    ("UNSD", "UNSD"),
    ("WB", "BM"),
}
CHAMPIONS = [
    "AZE",
    "BGD",
    "CAN",
    "COL",
    "CRI",
    "ECU",
    "EGY",
    "ETH",
    "GHA",
    "GMB",
    "GNB",
    "HND",
    "IDN",
    "IRQ",
    "KEN",
    "KHM",
    "LKA",
    "LUX",
    "MAR",
    "MEX",
    "MLI",
    "MWI",
    "NER",
    "NGA",
    "NPL",
    "PAN",
    "PER",
    "PHL",
    "PRT",
    "SEN",
    "SLE",
    "SLV",
    "TCD",
    "THA",
    "TUR",
]
# The champion countries that the attendance list of Accra names: all but seven.
ACCRA = sorted(set(CHAMPIONS) - {"BGD", "IDN", "KHM", "LKA", "NPL", "PHL", "THA"})
MEMBERS = ["BLZ", "CAN", "CRI", "DOM", "GTM", "HND", "MEX", "NIC", "PAN", "SLV", "USA"]
OBSERVERS = ["ARG", "COL", "ECU", "JAM", "PER"]
# Everyone else voted yes.
VOTES = {
    "no": ["CZE", "HUN", "ISR", "POL", "USA"],
    "abstain": ["AUS", "AUT", "BGR", "CHE", "CHL", "DZA", "ITA", "LBY", "LIE", "LVA", "ROU", "SGP"],
    "non-voting": [
        "AFG",
        "ATG",
        "BEN",
        "BLZ",
        "BRN",
        "BWA",
        "DOM",
        "FSM",
        "GIN",
        "KGZ",
        "KIR",
        "PAN",
        "PRK",
        "PRY",
        "SOM",
        "STP",
        "SVK",
        "SYC",
        "TKM",
        "TLS",
        "TON",
        "TTO",
        "UKR",
        "VUT",
    ],
}


@cache
def graph() -> gcm.OpenGraph:
    return gcm.open(root=ROOT)


def rows(text: str) -> list[tuple[Value, ...]]:
    table = graph().query(text).table
    assert table is not None
    return table.values()


def column(text: str) -> list[Value]:
    return [row[0] for row in rows(text)]


def test_the_twelve_participants_stand_as_verified_on_each_of_the_four_axes() -> None:
    found = rows(
        """
        SELECT ?iso3 ?vote ?standing ?champion ?status
        WHERE {
          ?participation gcm:atEvent forum:2024-san-salvador ; gcm:participant ?state .
          ?state gcm:iso3 ?iso3 .
          OPTIONAL { ?participation gcm:status/skos:prefLabel ?status_label }
          OPTIONAL { ?record gcm:voter ?state ; gcm:choice/skos:prefLabel ?vote_label }
          OPTIONAL {
            ?membership gcm:member ?state ; gcm:ofBody body:crm ;
                        gcm:standing/skos:prefLabel ?standing_label
          }
          OPTIONAL {
            ?designation gcm:designee ?state ; gcm:designatedAs/skos:prefLabel ?champion_label
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
          ?record a gcm:VoteRecord ; gcm:atEvent ?event .
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
            WHERE {{ ?m gcm:ofBody body:crm ; gcm:standing standing:{standing} ;
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


def test_agencies_have_their_acronyms_in_both_languages() -> None:
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
    assert len(found) == len(ACRONYMS)
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
          ?link gcm:atEvent review:2022-imrf ; gcm:toObjective ?objective ; gcm:basis ?concept ;
                gcm:through ?name .
          FILTER(LANG(?name) = "en")
          BIND(STRAFTER(STR(?concept), "vocab/basis/") AS ?basis)
          BIND(STR(?name) AS ?table)
        }
        GROUP BY ?table ?basis
        ORDER BY ?table ?basis
        """
    )
    assert found == [
        ("round table 1", "stated", 5),
        ("round table 2", "stated", 7),
        ("round table 3", "stated", 6),
        ("round table 4", "editorial", 5),
    ]


@pytest.mark.parametrize(
    ("event", "start", "end"),
    [
        ("forum:2023-panama-city", "2023", None),
        ("forum:2024-san-salvador", "2024-09-25", "2024-09-26"),
        ("meeting:2018-marrakech", "2018-12-10", "2018-12-11"),
        ("meeting:2022-rabat", "2022-03-25", "2022-03-25"),
        ("meeting:2023-accra", None, None),
        ("meeting:2024-online", "2024-02-14", "2024-02-14"),
        ("meeting:2025-geneva", "2025-10-09", "2025-10-09"),
        ("review:2021-lac", "2021-04-26", "2021-04-28"),
        ("review:2022-imrf", "2022-05-17", "2022-05-20"),
        ("review:2026-imrf", "2026-05-05", "2026-05-08"),
        ("review:2025-lac", "2025-03-18", "2025-03-20"),
    ],
)
def test_dates_are_as_exact_as_their_source(event: str, start: str | None, end: str | None) -> None:
    assert rows(
        f"""
        SELECT ?start ?end
        WHERE {{
          {event} gcm:basis ?basis .
          OPTIONAL {{ {event} schema:startDate ?from }}
          OPTIONAL {{ {event} schema:endDate ?to }}
          BIND(STR(?from) AS ?start) BIND(STR(?to) AS ?end)
        }}
        """
    ) == [(start, end)]


def test_the_events_are_those_that_a_source_names_and_no_third_forum() -> None:
    with (ROOT / "data/tables/events.csv").open(encoding="utf-8") as file:
        table = {f"{row['kind']}/{row['id']}" for row in csv.DictReader(file)}
    assert len(table) == 56
    ours = {
        "forum/2023-panama-city",
        "forum/2024-san-salvador",
        "meeting/2018-marrakech",
        "meeting/2022-rabat",
        "meeting/2023-accra",
        "meeting/2024-online",
        "meeting/2025-geneva",
        "meeting/quito-dialogue",
        "review/2021-lac",
        "review/2022-imrf",
        "review/2025-lac",
        "review/2026-imrf",
        "vote/2018-a-res-73-195",
    }
    events = """
        SELECT DISTINCT ?name
        WHERE {
          ?class rdfs:subClassOf* gcm:Event . ?event a ?class .
          BIND(STRAFTER(STR(?event), "gcm-graph/id/") AS ?name)
        }
    """
    assert set(column(events)) == ours | table
    editions = "SELECT ?n { ?event schema:superEvent series:champions-americas ; gcm:edition ?n }"
    assert set(column(editions)) == {1, 2}


def test_canada_took_part_and_is_thanked_and_nothing_more() -> None:
    assert rows(
        """
        SELECT ?class ?property ?reason
        WHERE {
          ?fact ?role state:CAN ; a ?type .
          ?fact gcm:listedIn?/gcm:quotedFrom document:2024-san-salvador .
          # Of its kinds the narrowest; the broader ones are inferred.
          FILTER NOT EXISTS { ?narrower rdfs:subClassOf ?type }
          FILTER NOT EXISTS { ?narrower rdfs:subPropertyOf ?role }
          OPTIONAL { ?fact gcm:reasonForThanks ?reason }
          BIND(STRAFTER(STR(?type), "#") AS ?class)
          BIND(STRAFTER(STR(?role), "#") AS ?property)
        }
        ORDER BY ?class
        """
    ) == [("Acknowledgement", "acknowledged", None), ("Participation", "participant", None)]


def test_nobody_is_said_to_have_paid_for_the_forum() -> None:
    funding = "SELECT ?fact WHERE { ?fact a gcm:Funding ; gcm:atEvent forum:2024-san-salvador }"
    assert rows(funding) == []
    answers = {row["answer"] for row in graph().ask("funding-stated").table.records()}
    assert answers == {"not stated"}


def test_the_only_stated_funding_is_that_of_the_dialogue_in_accra() -> None:
    """The UN Network's page: "with financial support of agencies: IOM, OHCHR, UNODC"."""
    assert rows(
        """
        SELECT ?event ?funder ?answer ?basis
        WHERE {
          ?fact a gcm:Funding ; gcm:atEvent ?happening ; gcm:funder ?who ; gcm:paid ?says ;
                gcm:basis ?rests ; dct:source ?page .
          FILTER(STRENDS(STR(?page), "page/migrationnetwork.un.org-ar-node-36196"))
          BIND(STRAFTER(STR(?happening), "gcm-graph/id/") AS ?event)
          BIND(STRAFTER(STR(?who), "agency/") AS ?funder)
          BIND(STRAFTER(STR(?says), "answer/") AS ?answer)
          BIND(STRAFTER(STR(?rests), "basis/") AS ?basis)
        }
        ORDER BY ?funder
        """
    ) == [("meeting/2023-accra", funder, "yes", "stated") for funder in ("iom", "ohchr", "unodc")]
    assert graph().ask("funding-stated", {"event": "2023-accra"}).table.values() == [
        ("International Organization for Migration", "yes", None),
        ("Office of the United Nations High Commissioner for Human Rights", "yes", None),
        ("United Nations Office on Drugs and Crime", "yes", None),
    ]


# What each page says an agent did; what it says in other words is editorial.
ROLES = {
    "meeting:2023-accra": [
        ("agency/iom", "organiser", "stated"),
        ("agency/ohchr", "organiser", "stated"),
        ("agency/unodc", "organiser", "stated"),
        ("body/un-regional-network-wca", "organiser", "stated"),
        ("state/GHA", "host", "stated"),
        ("state/GHA", "organiser", "stated"),
    ],
    # "Co-Chairs of the … Champion Countries Initiative", not of the conference.
    "meeting:2024-online": [
        ("body/un-network", "organiser", "editorial"),
        ("state/MAR", "organiser", "stated"),
        ("state/SLV", "organiser", "stated"),
    ],
    # "thank the UN Network on Migration and the Permanent Mission of Ecuador for organizing"
    "meeting:2025-geneva": [
        ("body/un-network", "organiser", "stated"),
        ("state/ECU", "organiser", "stated"),
    ],
    # "co-organized by … ECLAC and … IOM …, with the support of the various agencies"
    "review:2021-lac": [
        ("agency/eclac", "organiser", "stated"),
        ("agency/iom", "organiser", "stated"),
        ("body/un-regional-network-lac", "supporter", "editorial"),
    ],
    # «organizado por la CEPAL y la OIM, en su calidad de copresidentes de la Red Regional»
    "review:2025-lac": [
        ("agency/eclac", "organiser", "stated"),
        ("agency/iom", "organiser", "stated"),
        ("body/un-regional-network-lac", "supporter", "editorial"),
        ("state/CRI", "chair", "stated"),
    ],
}


@pytest.mark.parametrize("event", ROLES)
def test_organising_roles_go_no_further_than_their_page(event: str) -> None:
    found = rows(
        f"""
        SELECT ?agent ?role ?basis
        WHERE {{
          ?fact gcm:atEvent {event} ; gcm:organiser ?who ; gcm:role ?concept ; gcm:basis ?rests .
          BIND(STRAFTER(STR(?who), "gcm-graph/id/") AS ?agent)
          BIND(STRAFTER(STR(?concept), "event-role/") AS ?role)
          BIND(STRAFTER(STR(?rests), "basis/") AS ?basis)
        }}
        ORDER BY ?agent ?role
        """
    )
    assert found == ROLES[event]


# Subject and property: what sources say, as claims side by side.
RIVALS = {
    # OHCHR's "34 GCM Champion countries" is the size of the initiative, not attendance.
    "meeting:2023-accra gcm:championsPresent": ["27", "28"],
    # OHCHR's item prints the days: "28 - 30 December 2023".
    "meeting:2023-accra schema:startDate": ["2023-11-28", "2023-12-28"],
    "meeting:2023-accra schema:endDate": ["2023-11-30", "2023-12-30"],
    "meeting:2018-marrakech gcm:adoptingStates": ["156", "164", "165"],
    # The Spanish page: «incluye a 13 organizaciones observadoras».
    "body:crm gcm:observerOrganisationCount": ["12", "13"],
    # No source seen says when in 2021 but one, which says February: a date, no claim.
    "designation:champion-IRQ schema:startDate": [],
    # "building on the efforts … to implement Objective 17" does not make it the subject.
    "meeting:2024-online gcm:concerns": [],
}


@pytest.mark.parametrize("what", RIVALS)
def test_sources_disagree_only_where_they_do(what: str) -> None:
    subject, predicate = what.split()
    text = (
        "SELECT DISTINCT ?value WHERE {{ ?c rdf:subject {} ; rdf:predicate {} ; rdf:object ?o "
        "BIND(STR(?o) AS ?value) }} ORDER BY ?value"
    )
    assert column(text.format(subject, predicate)) == RIVALS[what]


def test_no_event_is_said_to_be_about_an_objective() -> None:
    text = "SELECT ?c WHERE { ?c rdf:predicate gcm:concerns ; rdf:object ?o . ?o a gcm:Objective }"
    assert column(text) == []


def test_iraq_is_a_champion_since_the_month_that_a_statement_gives() -> None:
    """ "In February of this year", said on 18 December 2021."""
    text = (
        "SELECT ?start ?by WHERE { designation:champion-IRQ schema:startDate ?from "
        "OPTIONAL { designation:champion-IRQ gcm:knownBy ?by } BIND(STR(?from) AS ?start) }"
    )
    assert rows(text) == [("2021-02", None)]


def test_of_which_network_the_secretariat_is_stays_open() -> None:
    """The communiqué: «a la Secretaría de la Red»."""
    assert rows(
        """
        SELECT ?label ?unit
        WHERE {
          body:network-secretariat skos:prefLabel ?name . FILTER(LANG(?name) = "es")
          OPTIONAL { body:network-secretariat org:unitOf ?unit }
          BIND(STR(?name) AS ?label)
        }
        """
    ) == [("Secretaría de la Red", None)]
    about = "SELECT ?c WHERE { ?c a gcm:Caveat ; gcm:concernsFact statement:2024-san-salvador-13 }"
    assert column(about) == [
        "https://w3id.org/gcm-graph/id/caveat/2024-san-salvador-network-secretariat"
    ]


@pytest.mark.parametrize(
    "fact",
    [
        # The footnote: «no participó de la votación» and «país miembro de la CRM».
        *("vote-record:a-res-73-195-DOM", "membership:crm-DOM"),
        # The acronyms in Spanish, and the network's name, stand in the communiqué.
        *("agency:eclac", "agency:ilo", "agency:iom", "agency:ohchr"),
        *("agency:undp", "agency:unhcr", "agency:unicef", "agency:unodc"),
        *("body:rrocm", "body:un-regional-network-lac", "series:imrf", "review:2022-imrf"),
    ],
)
def test_what_the_communique_says_too_is_proved_by_its_words(fact: str) -> None:
    text = "SELECT DISTINCT ?s WHERE {{ {} gcm:evidence/oa:hasSource ?s }}"
    assert column(text.format(fact)) == [
        "https://w3id.org/gcm-graph/id/source/2024-san-salvador.es"
    ]


def test_round_table_3_is_cited_from_a_page_that_lists_its_objectives() -> None:
    text = (
        "SELECT ?number WHERE { ?link gcm:through 'round table 3'@en ; "
        "gcm:toObjective/gcm:number ?number ; dct:source page:adept-platform.org-imrf22 } "
        "ORDER BY ?number"
    )
    assert column(text) == [14, 15, 16, 19, 20, 22]


def test_documents_are_named_as_they_are_printed() -> None:
    text = (
        "SELECT ?name ?language WHERE {{ document:{} dct:title ?title BIND(STR(?title) AS ?name) "
        "BIND(LANG(?title) AS ?language) }} ORDER BY ?language"
    )
    assert rows(text.format("a-res-73-326")) == [
        ("Format and organizational aspects of the international migration review forums", "en")
    ]
    assert rows(text.format("2022-progress-declaration")) == [
        ("Progress Declaration of the International Migration Review Forum", "en"),
        ("Declaración sobre los Progresos del Foro de Examen de la Migración Internacional", "es"),
    ]
    read = "SELECT ?a WHERE { document:2022-progress-declaration gcm:availability ?a }"
    assert column(read) == ["https://w3id.org/gcm-graph/vocab/availability/published"]


def test_names_of_states_that_their_source_does_not_print_have_a_note() -> None:
    """The compilation prints "Ivory Coast"."""
    text = (
        "SELECT ?iso3 ?other WHERE { ?state a gcm:State ; gcm:iso3 ?iso3 ; "
        "gcm:basis basis:editorial ; skos:editorialNote ?note ; skos:altLabel ?alt "
        'FILTER(LANG(?note) = "en" && LANG(?alt) = "en") BIND(STR(?alt) AS ?other) }'
    )
    assert rows(text) == [("CIV", "Ivory Coast")]


def test_votes_are_told_in_spanish_as_the_general_assembly_tells_them() -> None:
    text = (
        "SELECT (COUNT(?record) AS ?records) WHERE {{ ?record a gcm:VoteRecord ; "
        'gcm:choice choice:{} ; skos:prefLabel ?label FILTER(STRENDS(?label, "{} A/RES/73/195") '
        '&& LANG(?label) = "es") }}'
    )
    words = {"yes": "a favor de", "no": "en contra de", "abstain": "abstención en"}
    words["non-voting"] = "sin voto en"
    found = {choice: column(text.format(choice, f": {said}")) for choice, said in words.items()}
    assert found == {"yes": [152], "no": [5], "abstain": [12], "non-voting": [24]}


def test_only_three_agents_have_an_organising_role() -> None:
    assert rows(
        """
        SELECT ?role ?agent
        WHERE {
          ?fact gcm:atEvent forum:2024-san-salvador ; gcm:organiser ?who ; gcm:role ?concept .
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
    ) == [
        "basis",
        "earliest",
        "edition",
        "eventStatus",
        "evidence",
        "latest",
        "quote",
        "quotedFrom",
        "shortName",
    ]
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


@pytest.mark.parametrize("words", ["76/266", "digitallibrary.un.org", "III Foro", "eurovoc"])
def test_what_was_not_verified_is_not_published(words: str) -> None:
    assert [file for file in DATA if words in file.read_text(encoding="utf-8")] == []


def page_iri(url: str) -> str:
    """Make the IRI of a page: its address without scheme, other characters turned into hyphens."""
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", re.sub(r"^https?://(www\.)?", "", url)).strip("-.")
    if len(slug) > 80:
        slug = f"{slug[:71].rstrip('-.')}-{sha256(url.encode()).hexdigest()[:8]}"
    return f"{ID}page/{slug}"


def test_the_iri_of_every_page_is_made_from_its_address() -> None:
    table = graph().query("SELECT ?page ?url { ?page a gcm:Page ; schema:url ?url }").table
    assert table is not None
    pages = table.values()
    assert len(pages) > 40
    assert [page for page, url in pages if page_iri(str(url)) != page] == []


def test_every_page_has_an_address_of_its_own() -> None:
    """A home page is cited only where it is the page."""
    text = (
        "SELECT ?url WHERE { ?page a gcm:Page ; schema:url ?address BIND(STR(?address) AS ?url) }"
    )
    homes = [url for url in column(text) if str(url).rstrip("/").count("/") < 3]
    assert homes == ["https://rcmvs.org"]
    labels = "SELECT ?label WHERE { ?thing skos:prefLabel|skos:editorialNote ?label }"
    told = [label for label in column(labels) if "not recorded)" in str(label)]
    assert [*told, *(label for label in column(labels) if "registrada)" in str(label))] == []


@pytest.mark.parametrize(
    ("page", "label_en", "label_es"),
    [
        (
            "international.vlex.com-vid-res-73-195-resolucion-861191321",
            "vLex, copy of resolution 73/195",
            "vLex, copia de la resolución 73/195 (en inglés)",
        ),
        (
            "iraq.iom.int-ar-node-107836",
            "IOM Iraq, item 107836",
            "OIM Iraq, nota 107836 (en inglés)",
        ),
        (
            "universal-rights.org-p-13135",
            "Universal Rights Group, item 13135 (in Spanish)",
            "Universal Rights Group, publicación 13135",
        ),
    ],
)
def test_pages_are_marked_with_the_language_of_their_text(
    page: str, label_en: str, label_es: str
) -> None:
    text = (
        f"SELECT ?name WHERE {{ <https://w3id.org/gcm-graph/id/page/{page}> skos:prefLabel ?label "
        "BIND(STR(?label) AS ?name) } ORDER BY LANG(?label)"
    )
    assert column(text) == [label_en, label_es]


def test_every_member_state_has_a_vote_and_the_rest_voted_yes() -> None:
    states = column("SELECT ?iso3 WHERE { ?s a gcm:State ; gcm:iso3 ?iso3 } ORDER BY ?iso3")
    assert len(states) == 193
    yes = (
        "SELECT ?iso3 WHERE { ?r gcm:choice choice:yes ; gcm:voter/gcm:iso3 ?iso3 } ORDER BY ?iso3"
    )
    others = {code for codes in VOTES.values() for code in codes}
    assert column(yes) == [code for code in states if code not in others]
    tallies = "SELECT ?votes WHERE { ?t a gcm:Tally ; gcm:votes ?votes } ORDER BY DESC(?votes)"
    assert column(tallies) == [152, 24, 12, 5]


def test_only_states_have_wikidata_identifiers() -> None:
    assert (
        column(
            """
            SELECT ?thing
            WHERE {
              ?thing schema:sameAs ?other .
              FILTER NOT EXISTS { ?thing a gcm:State }
            }
            """
        )
        == []
    )


def test_the_list_of_accra_gives_twenty_eight_participations_and_no_designation() -> None:
    listed = column(
        """
        SELECT ?iso3
        WHERE { ?p gcm:atEvent meeting:2023-accra ; gcm:participant/gcm:iso3 ?iso3 }
        ORDER BY ?iso3
        """
    )
    assert (len(listed), listed) == (28, ACCRA)


@pytest.mark.parametrize("code", ["GTM", "BLZ", "CHL", "DOM", "URY", "BRA"])
def test_who_is_not_stated_to_be_a_champion_is_not_published_as_one(code: str) -> None:
    assert column(f"SELECT ?d WHERE {{ ?d gcm:designee state:{code} }}") == []


def test_brazil_voted_yes_left_and_returned() -> None:
    assert rows(
        """
        SELECT ?date ?kind
        WHERE {
          ?d gcm:declarant state:BRA ; gcm:declares ?concept ; schema:startDate ?start .
          # What it declares of the Compact; it endorsed a declaration of States too.
          FILTER NOT EXISTS { ?d gcm:endorses ?document }
          BIND(STR(?start) AS ?date)
          BIND(STRAFTER(STR(?concept), "declaration-kind/") AS ?kind)
        }
        ORDER BY ?date
        """
    ) == [("2019-01-08", "exit"), ("2023-01-05", "return")]
    assert column("SELECT ?c WHERE { ?r gcm:voter state:BRA ; gcm:choice ?c }") == [
        "https://w3id.org/gcm-graph/vocab/choice/yes"
    ]


def test_eclac_is_on_no_list_of_the_executive_committee() -> None:
    assert rows(
        """
        SELECT ?date (COUNT(?member) AS ?members)
        WHERE {
          ?m gcm:ofBody body:un-network-executive-committee ; gcm:member ?member .
          OPTIONAL { ?m gcm:asOf ?as_of }
          BIND(STR(?as_of) AS ?date)
          FILTER(?member != agency:eclac)
        }
        GROUP BY ?date
        ORDER BY ?date
        """
    ) == [(None, 9), ("2019-11", 8)]
    assert (
        column(
            """
            SELECT ?m
            WHERE { ?m gcm:member agency:eclac ; gcm:ofBody body:un-network-executive-committee }
            """
        )
        == []
    )


def test_objectives_are_related_to_targets_as_published() -> None:
    found = rows(
        """
        SELECT ?number (COUNT(?target) AS ?targets)
        WHERE { ?o a gcm:Objective ; gcm:number ?number ; skos:relatedMatch ?target }
        GROUP BY ?number
        ORDER BY ?number
        """
    )
    assert [number for number, _ in found] == list(range(1, 24))
    assert sum(int(str(count)) for _, count in found) == 156
    everything = "SELECT ?n WHERE { ?o skos:relatedMatch agenda:2030 ; gcm:number ?n } ORDER BY ?n"
    assert column(everything) == [2, 19]


def test_no_label_of_the_thesaurus_is_published() -> None:
    assert (
        rows(
            """
            SELECT ?concept ?label
            WHERE {
              ?concept ?says ?label .
              FILTER(STRSTARTS(STR(?concept), "http://metadata.un.org/thesaurus/"))
            }
            """
        )
        == []
    )


# Agents that act, not the countries in which another acted, nor local authorities.
ACTING = """
  ?link a gcm:ObjectiveLink ; gcm:linkedAgent ?agent ; gcm:toObjective ?objective .
  FILTER NOT EXISTS { ?agent gcm:withinState ?state }
  FILTER(?link != <https://w3id.org/gcm-graph/id/link/PRT-national-plan>)
"""


def test_many_agents_are_tied_to_objectives_and_at_least_four_to_each() -> None:
    ((pairs,),) = rows(
        f"""
        SELECT (COUNT(*) AS ?pairs)
        WHERE {{ SELECT DISTINCT ?agent ?objective WHERE {{ {ACTING} }} }}
        """
    )
    fewest = rows(
        f"""
        SELECT ?number (COUNT(DISTINCT ?agent) AS ?agents)
        WHERE {{ {ACTING} ?objective gcm:number ?number }}
        GROUP BY ?number
        ORDER BY ?agents ?number
        """
    )
    assert pairs == 169
    assert len(fewest) == 23
    assert fewest[0] == (4, 4)


def test_a_plan_of_which_only_a_number_is_stated_names_no_objective() -> None:
    found = rows(
        """
        SELECT ?code ?number
        WHERE {
          ?link gcm:objectiveCount ?number ; gcm:linkedAgent/gcm:iso3 ?code .
          FILTER NOT EXISTS { ?link gcm:toObjective ?objective }
        }
        """
    )
    assert found == [("ECU", 15)]


def test_a_country_in_which_another_acted_and_a_city_that_acts_are_no_acting_state() -> None:
    found = rows(
        """
        SELECT ?kind (COUNT(DISTINCT ?agent) AS ?agents) (COUNT(DISTINCT ?place) AS ?places)
        WHERE {
          ?link gcm:linkKind ?concept .
          OPTIONAL { ?link gcm:linkedAgent ?agent . FILTER NOT EXISTS { ?agent gcm:iso3 ?code } }
          OPTIONAL { ?link gcm:setIn ?place . ?place a gcm:State }
          BIND(STRAFTER(STR(?concept), "vocab/link-kind/practice-") AS ?kind)
          FILTER(?kind IN ("local-authority", "setting"))
        }
        GROUP BY ?kind
        ORDER BY ?kind
        """
    )
    assert found == [("local-authority", 10, 0), ("setting", 0, 23)]
