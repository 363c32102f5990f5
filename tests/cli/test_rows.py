"""Answers name things to programs and call them by their labels for people, in one order."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ID = "https://w3id.org/gcm-graph/id/"
VOCAB = "https://w3id.org/gcm-graph/vocab/"
CHOICES = "SELECT ?choice { ?choice skos:inScheme vocab:choice } ORDER BY DESC(?choice) LIMIT 2"


def test_iris_stand_after_what_they_are_called(gcm: Run) -> None:
    lines = gcm("ask", "participants", "-f", "csv", "--iris").stdout.splitlines()
    assert lines[0] == (
        "iso3,state,state_iri,status,status_iri,vote,vote_iri,crm,crm_iri,champion,champion_iri"
    )
    assert lines[5] == (
        f"DOM,Dominican Republic,{ID}state/DOM,listener,{VOCAB}participation-status/listener,"
        f"non-voting,{VOCAB}choice/non-voting,member,{VOCAB}standing/member,not stated,"
    )


def test_json_gives_things_and_their_labels(gcm: Run) -> None:
    rows = json.loads(gcm("ask", "participants", "-f", "json", "--lang", "es").stdout)
    assert rows["head"]["vars"] == [
        *("iso3", "state", "stateLabel", "status", "statusLabel", "vote", "voteLabel"),
        *("crm", "crmLabel", "champion", "championLabel"),
    ]
    assert rows["results"]["bindings"][0] == {
        "iso3": {"type": "literal", "value": "BLZ"},
        "state": {"type": "uri", "value": f"{ID}state/BLZ"},
        "stateLabel": {"type": "literal", "value": "Belice", "xml:lang": "es"},
        "vote": {"type": "uri", "value": f"{VOCAB}choice/non-voting"},
        "voteLabel": {"type": "literal", "value": "sin voto", "xml:lang": "es"},
        "crm": {"type": "uri", "value": f"{VOCAB}standing/member"},
        "crmLabel": {"type": "literal", "value": "miembro", "xml:lang": "es"},
    }


def test_xml_gives_things_and_their_labels(gcm: Run) -> None:
    text = gcm("ask", "participants", "-f", "xml").stdout
    assert f'<binding name="state"><uri>{ID}state/BLZ</uri></binding>' in text
    assert '<binding name="stateLabel"><literal xml:lang="en">Belize</literal></binding>' in text


def test_prose_is_given_by_what_bears_it(gcm: Run) -> None:
    rows = json.loads(gcm("ask", "statements", "-f", "json").stdout)
    assert {name: term["value"] for name, term in rows["results"]["bindings"][1].items()} == {
        "order": "2",
        "kind": "https://w3id.org/gcm-graph/ontology#Aim",
        "kindLabel": "aim",
        "subject": f"{ID}forum/2024-san-salvador",
        "subjectLabel": "II Forum of Champion Countries of the Americas: good practices for "
        "implementing the Global Compact for Migration",
        "wording": "El II Foro",
        "statement": f"{ID}statement/2024-san-salvador-02",
        "text": "improve the mechanisms for exchanging information and good practices in migration "
        "governance",
        "basis": f"{VOCAB}basis/stated",
        "basisLabel": "stated",
    }


ACCRA = ("Cross-regional dialogue of champion countries, Accra 2023", "Accra", "meeting")


@pytest.mark.parametrize(
    ("options", "dates"),
    [((), ["2023-11-28; 2023-12-28"]), (("--iris",), ["2023-11-28", "2023-12-28"])],
)
def test_rows_that_differ_in_one_column_are_one_for_people(
    gcm: Run, options: tuple[str, ...], dates: list[str]
) -> None:
    lines = gcm("ask", "timeline", "-f", "csv", *options).stdout.splitlines()
    assert [line.partition(",")[0] for line in lines if ACCRA[0] in line] == dates


def test_programs_get_rows_that_people_read_as_one(gcm: Run) -> None:
    rows = json.loads(gcm("ask", "timeline", "-f", "json").stdout)["results"]["bindings"]
    found = [row["date"]["value"] for row in rows if row["eventLabel"]["value"] == ACCRA[0]]
    assert found == ["2023-11-28", "2023-12-28"]


def test_the_query_is_printed_as_it_is_stored(gcm: Run) -> None:
    shown = gcm("ask", "statements", "--sparql", "--lang", "es").stdout
    with open("queries/questions/statements.rq", encoding="utf-8") as file:  # noqa: PTH123
        assert shown == file.read()


def test_a_language_may_be_given_as_a_parameter(gcm: Run) -> None:
    assert gcm("ask", "roles", "-p", "lang=es").stdout == gcm("ask", "roles", "--lang", "es").stdout


def test_a_query_shows_things_by_their_prefixed_names(gcm: Run) -> None:
    assert gcm("query", "-q", CHOICES, "-f", "table").stdout.splitlines()[2:] == [
        "choice:yes",
        "choice:non-voting",
    ]
    assert gcm("query", "-q", CHOICES, "-f", "csv").stdout.splitlines()[1:] == [
        f"{VOCAB}choice/yes",
        f"{VOCAB}choice/non-voting",
    ]


def test_a_query_labels_things_where_asked_and_keeps_its_order(gcm: Run) -> None:
    words = ("query", "-q", CHOICES, "--labels", "--lang", "es")
    assert gcm(*words, "-f", "csv").stdout == "choice\nsí\nsin voto\n"
    assert json.loads(gcm(*words, "-f", "json").stdout)["results"]["bindings"][0] == {
        "choice": {"type": "uri", "value": f"{VOCAB}choice/yes"},
        "choiceLabel": {"type": "literal", "value": "sí", "xml:lang": "es"},
    }


def test_an_answer_is_drawn_or_put_on_a_page(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "votes.svg"
    done = gcm("ask", "votes-by-region", "-o", file, "--lang", "es")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert '<desc id="gcm-votes-by-region-desc">África: Sí 46, No 0, ' in file.read_text("utf-8")
    page = gcm("ask", "votes-by-region", "-f", "html").stdout
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert page.count("<svg ") == 1


def test_a_query_has_no_picture(gcm: Run) -> None:
    done = gcm("query", "-q", "ASK {}", "-f", "svg")
    assert done.returncode == 2
    assert "Invalid value for '-f' / '--format': 'svg' is not one of" in done.stderr


def test_a_table_names_the_values_that_nobody_chose(gcm: Run) -> None:
    said = gcm("ask", "agencies-thanked", "-f", "table").stderr.splitlines()
    assert said == [
        "8 rows",
        "event: II Forum of Champion Countries of the Americas: good practices for implementing "
        "the Global Compact for Migration; -p event=… chooses another.",
    ]
    given = gcm("ask", "agencies-thanked", "-p", "Evento=2024-san-salvador", "-f", "table")
    assert given.stderr == "8 rows\n"
