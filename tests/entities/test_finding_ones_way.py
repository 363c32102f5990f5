"""Search by words, references and terms: `gcm search`, `gcm cite`, `gcm terms`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import gcm as library
from gcm.core.language import Lang

from ..commands import Run

ROOT = Path(__file__).parents[2]
GRAPH = library.open(root=ROOT)
ID = "https://w3id.org/gcm-graph/id/"


def _found(words: str, lang: Lang = "en", most: int = 1) -> list[tuple[str, str, str]]:
    hits = GRAPH.search(words, lang=lang, most=most)
    return [(hit.kind, hit.name.removeprefix(ID), hit.label) for hit in hits]


@pytest.mark.parametrize("words", ["MEX", "mex", "Mexico", "MÉXICO", "484", "  méxico "])
def test_what_is_named_exactly_comes_first(words: str) -> None:
    assert _found(words) == [("thing", "state/MEX", "Mexico")]


def test_all_that_share_a_name_come_before_any_other() -> None:
    vocab = "https://w3id.org/gcm-graph/vocab/"
    assert _found("observador", most=2) == [
        ("thing", vocab + "participation-status/observer", "observer"),
        ("thing", vocab + "standing/observer", "observer"),
    ]


@pytest.mark.parametrize(
    ("words", "lang", "found"),
    [
        ("CRM", "en", ("thing", "body/crm", "Regional Conference on Migration")),
        ("RCM", "es", ("thing", "body/crm", "Conferencia Regional sobre Migración")),
        ("participants", "es", ("question", "participants", "Participantes")),
        (
            "voto precursores",
            "es",
            ("question", "votes-of-champions", "Votos de los países precursores"),
        ),
        ("gcm:Funding", "en", ("term", "https://w3id.org/gcm-graph/ontology#Funding", "funding")),
        (
            "oyente condicion",
            "en",
            (
                "quote",
                "quote/2024-san-salvador.es-95b6c613",
                "República Dominicana no participó de la votación del Pacto Mundial para las "
                "Migraciones (Resolución A/RES/73/195), pero asistió a este foro en su condición "
                "de país miembro de la CRM y como oyente.",
            ),
        ),
        (
            "cran/unvotes",
            "en",
            (
                "page",
                "page/github.com-cran-unvotes",
                "unvotes 0.3.0, roll call 6140: General Assembly votes compiled by Voeten and "
                "others from the UN Digital Library",
            ),
        ),
        (
            "Panama II Forum",
            "en",
            (
                "fact",
                "participation/2024-san-salvador-PAN",
                "Panama: took part in the II Forum",
            ),
        ),
    ],
)
def test_each_kind_is_found_in_either_language(
    words: str, lang: Lang, found: tuple[str, str, str]
) -> None:
    assert _found(words, lang) == [found]


def test_nothing_is_found_by_nothing() -> None:
    assert _found("…") == _found("zzz") == _found("aé" * 10_000) == _found("zzé " * 100) == []


@pytest.mark.parametrize(
    ("words", "lang", "questions", "thing"),
    [
        (
            "¿Cómo votó América Latina?",
            "es",
            ["votes-by-region", "votes-by-choice", "votes"],
            "region/latin-america-and-the-caribbean",
        ),
        (
            "qué organismos trabajan en el objetivo 6",
            "es",
            ["agencies-by-objective", "objectives-shared", "links-by-objective"],
            "objective/6",
        ),
        ("Mexico zzz", "en", [], "state/MEX"),
    ],
)
def test_what_has_most_words_is_found_where_nothing_has_all(
    words: str, lang: Lang, questions: list[str], thing: str
) -> None:
    hits = GRAPH.search(words, lang=lang)
    assert [hit.name for hit in hits if hit.kind == "question"][:3] == questions
    assert next(hit.name for hit in hits if hit.kind == "thing") == ID + thing
    assert all(hit.lacks for hit in hits)


def test_what_has_a_number_is_found_by_it() -> None:
    assert _found("objetivo 6", "es")[0][1] == "objective/6"
    assert _found("principle 3", "en")[0][1] == "principle/3"


@pytest.mark.parametrize("words", ["blanky", "strassenland", "STRAß", "stras", "strasse"])
def test_any_class_and_any_letter_is_searched(words: str, tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"<{ID}state/XXX> a [ a owl:Class ], <{ID}class> ;\n"
        '  skos:prefLabel "Blanky Straßenland"@en .',
        encoding="utf-8",
    )
    hits = library.open(root=ROOT, on=file).search(words)
    assert [hit.name for hit in hits] == [f"{ID}state/XXX"]


def test_hits_are_rows_for_people_and_programs(gcm: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(gcm("search", "El", "Salvador", "--most", "1").stdout)))
    assert rows == [{"kind": "thing", "label": "El Salvador", "name": ID + "state/SLV"}]
    shown = gcm("search", "SLV", "--most", "1", "-f", "table").stdout.splitlines()
    assert shown[2].split("  ") == ["thing", "El Salvador", "state:SLV"]
    near = gcm("search", "Mexico", "zzz", "--most", "1", "--lang", "en")
    assert near.stdout == f"kind,label,name\nthing,Mexico,{ID}state/MEX\n"
    assert near.stderr.endswith("nothing has all these words; shown is what has most of them.\n")
    none = gcm("search", "zzz")
    assert (none.stdout, none.returncode) == ("kind,label,name\n", 0)
    assert none.stderr == "nothing found; try fewer or other words.\n"


def test_a_fact_is_cited_with_its_proof() -> None:
    reference = GRAPH.cite("funding/2023-accra-iom", accessed="2026-11-30")
    assert reference.line() == (
        "IOM gave financial support to the cross-regional dialogue. UN Network on Migration, "
        "cross-regional event of champion countries in Accra, attendance list, "
        "https://migrationnetwork.un.org/ar/node/36196. "
        f"{reference.edition}, {reference.date}. "
        "https://w3id.org/gcm-graph/id/funding/2023-accra-iom (accessed 2026-11-30)"
    )


def test_a_reference_in_each_form(gcm: Run) -> None:
    words = ("cite", "document/2024-san-salvador", "--lang", "en", "--accessed", "2026-11-30")
    note = (
        "Comunicado conjunto, II Foro de Países Precursores de las Américas: Buenas prácticas para "
        "la implementación del Pacto Mundial para la Migración, San Salvador, 25 y 26 de "
        "septiembre de 2024."
    )
    title = "Joint communiqué of the II Forum of Champion Countries of the Americas"
    iri = ID + "document/2024-san-salvador"
    reference = GRAPH.cite("document/2024-san-salvador")
    edition, day = reference.edition, reference.date
    assert gcm(*words).stdout == (
        f"{title}. {note} {edition}, {day}. {iri} (accessed 2026-11-30)\n"
    )
    assert gcm(*words, "-f", "bibtex").stdout == (
        "@misc{gcm-graph-document-2024-san-salvador,\n"
        f"  title = {{{{{title}}}}},\n"
        "  author = {{The gcm-graph project}},\n"
        f"  howpublished = {{{edition}}},\n"
        f"  year = {{{day[:4]}}},\n"
        f"  month = {{{int(day[5:7])}}},\n"
        f"  url = {{{iri}}},\n"
        "  urldate = {2026-11-30},\n"
        f"  note = {{{note}}},\n"
        "  langid = {english}\n"
        "}\n"
    )
    assert gcm(*words, "-f", "ris").stdout.split("\r\n") == [
        "TY  - DATA",
        f"TI  - {title}",
        "AU  - The gcm-graph project",
        f"PY  - {day[:4]}",
        f"DA  - {day.replace('-', '/')}",
        f"ET  - {edition}",
        f"UR  - {iri}",
        "LA  - en",
        "Y2  - 2026/11/30",
        f"N1  - {note}",
        "ER  - ",
        "",
    ]
    assert json.loads(gcm(*words, "-f", "csl").stdout) == [
        {
            "id": iri,
            "type": "dataset",
            "title": title,
            "author": [{"literal": "The gcm-graph project"}],
            "issued": {"date-parts": [[int(part) for part in day.split("-")]]},
            "version": edition,
            "URL": iri,
            "language": "en",
            "accessed": {"date-parts": [[2026, 11, 30]]},
            "note": note,
        }
    ]


def test_what_cannot_be_cited_is_refused(gcm: Run) -> None:
    wrong = gcm("cite", "SLV", "--accessed", "30/11/2026")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == "“30/11/2026” is no day; write 2026-11-30.\n"
    assert gcm("cite", "Marte 3000").returncode == 2


def test_a_term_is_told_with_its_range_its_uses_and_an_example() -> None:
    assert GRAPH.terms("funder") == [
        library.Term(
            name="gcm:funder",
            iri="https://w3id.org/gcm-graph/ontology#funder",
            is_class=False,
            label="funding agent",
            definition="The agent of which the source says that it paid or did not pay.",
            domain="gcm:Funding",
            range="gcm:Agent",
            uses=3,
            example="funding:2023-accra-iom",
        )
    ]


def test_terms_are_found_by_their_labels_in_either_language(gcm: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(gcm("terms", "FINANCIAMIENTO", "--lang", "es").stdout)))
    assert [(row["term"], row["label"], row["kind"]) for row in rows] == [
        ("gcm:Funding", "financiamiento", "class"),
        ("gcm:FundingAnswer", "respuesta sobre el financiamiento", "class"),
    ]


def test_every_term_of_ours_has_a_definition_and_classes_come_first() -> None:
    found = GRAPH.terms()
    assert [
        term.name for term in found if term.name.startswith("gcm:") and not term.definition
    ] == []
    kinds = [term.is_class for term in found]
    assert kinds == sorted(kinds, reverse=True)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Islamic Republic of Iran", ["state/IRN"]),
        ("República Bolivariana de Venezuela", ["state/VEN"]),
        ("Republic of Korea", ["state/KOR"]),
        ("Nowhere Republic of Iran", []),
    ],
)
def test_names_with_a_qualifier_are_found_in_the_order_of_speech(
    name: str, found: list[str]
) -> None:
    assert [one.iri.removeprefix(ID) for one in GRAPH.find(name)] == found


@pytest.mark.parametrize(("code", "near"), [("UK", r"or IRI\.$"), ("SVL", "Did you mean: SLV?")])
def test_no_other_code_is_proposed_for_a_code(code: str, near: str) -> None:
    with pytest.raises(library.GcmError, match=near):
        GRAPH.describe(code)
