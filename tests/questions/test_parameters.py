"""Parameters: what may be given for them, what is refused, and that nothing gets past them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import gcm
from gcm.core.language import LANGS
from gcm.core.layout import Layout
from gcm.core.namespaces import GCM
from gcm.entities.lookup import instances
from gcm.graph.open import Source
from gcm.questions.ask import Value, choices, prepare
from gcm.questions.question import Question, read_question

from ..chance import many
from ..tiny_root import copy_tiny

ROOT = Path(__file__).parents[2]
QUESTIONS = {name: read_question(file) for name, file in Layout(ROOT).questions().items()}
FORUM = "https://w3id.org/gcm-graph/id/forum/2024-san-salvador"
SHIPPED = Source(ROOT)


@pytest.mark.parametrize(
    "value",
    [
        FORUM,
        f"<{FORUM}>",
        "forum:2024-san-salvador",
        "2024-san-salvador",
        "II Forum of Champion Countries",
        "ii foro",
        "II Forum",
        "the II forum",
        "  II Foro  ",
        "II Foro de Países Precursores de las Américas: Buenas prácticas para la implementación "
        "del Pacto Mundial para la Migración",
    ],
)
def test_an_event_is_named_by_iri_prefixed_name_local_name_or_label(value: str) -> None:
    prepared = prepare(SHIPPED, "participants", {"event": value})
    assert prepared.text == prepared.question.bound({"event": f"<{FORUM}>"})


@pytest.mark.parametrize(
    ("value", "iri"),
    [
        ("SLV", "state/SLV"),
        ("sv", "state/SLV"),
        ("222", "state/SLV"),
        ("El Salvador", "state/SLV"),
        ("perú", "state/PER"),
        ("Peru", "state/PER"),
        ("OIM", "agency/iom"),
        ("IOM", "agency/iom"),
        ("iom", "agency/iom"),
        ("OACNUDH", "agency/ohchr"),
        ("Conferencia Regional sobre Migración", "body/crm"),
        ("CRM", "body/crm"),
        ("rcm", "body/crm"),
        ("state:SLV", "state/SLV"),
    ],
)
def test_a_thing_is_named_by_code_acronym_label_or_name(value: str, iri: str) -> None:
    prepared = prepare(SHIPPED, "profile", {"thing": value})
    term = f"<https://w3id.org/gcm-graph/id/{iri}>"
    assert prepared.text == prepared.question.bound({"thing": term})


def test_a_question_and_a_parameter_are_named_by_what_they_are_called() -> None:
    prepared = prepare(SHIPPED, "miembros que no figuran", {"Órgano": "CRM", "event": "II Foro"})
    own = prepare(SHIPPED, "members-not-listed", {"body": "CRM", "event": "II Foro"})
    assert (prepared.question.name, prepared.text) == ("members-not-listed", own.text)


def test_what_has_each_word_of_a_name_was_perhaps_meant() -> None:
    with pytest.raises(gcm.UsageError) as caught:
        prepare(SHIPPED, "participants", {"event": "foro 2022 examen"})
    assert "Foro de Examen de la Migración Internacional de 2022" in str(caught.value)
    with pytest.raises(gcm.UsageError) as caught:  # of States alone
        prepare(SHIPPED, "record", {"agent": "Chile plan acción"})
    assert "lists what can" in str(caught.value)


@pytest.mark.parametrize(
    ("question", "parameters", "key", "values"),
    [
        (
            "participant",
            {},
            ("no question is called “{name}”; `gcm ask` lists them all.{near}"),
            {"name": "participant"},
        ),
        (
            "zzz",
            {},
            ("no question is called “{name}”; `gcm ask` lists them all.{near}"),
            {"name": "zzz"},
        ),
        (
            "participants",
            {"year": "2024"},
            ("{question} has no parameter “{name}”; it takes: {known}."),
            {"name": "year", "question": "participants", "known": "event"},
        ),
        (
            "in-two-graphs",
            {"event": "II Foro"},
            ("{question} takes no parameters, so not “{name}”."),
            {"name": "event", "question": "in-two-graphs", "known": ""},
        ),
        (
            "profile",
            {},
            ("{question} needs the parameter {name}: add -p {name}=…; `gcm search` finds values."),
            {"name": "thing", "question": "profile"},
        ),
        (
            "record",
            {},
            (
                "{question} needs the parameter {name}: add -p {name}=…; `gcm ask {question} -h` "
                "lists what can be chosen."
            ),
            {"name": "agent", "question": "record"},
        ),
        (
            "participants",
            {"event": "Marte 3000"},
            (
                "nothing of the graph is called “{value}” and can be the {type} of "
                "{name}=…; `gcm ask {question} -h` lists what can.{near}"
            ),
            {"name": "event", "value": "Marte 3000", "type": "event", "question": "participants"},
        ),
        (
            "participants",
            {"event": "El Salvador"},
            (
                "nothing of the graph is called “{value}” and can be the {type} of "
                "{name}=…; `gcm ask {question} -h` lists what can.{near}"
            ),
            {"name": "event", "value": "El Salvador", "type": "event", "question": "participants"},
        ),
        (
            "coverage",
            {"source": FORUM},
            (
                "nothing of the graph is called “{value}” and can be the {type} of "
                "{name}=…; `gcm ask {question} -h` lists what can.{near}"
            ),
            {"name": "source", "value": FORUM, "type": "document", "question": "coverage"},
        ),
        (
            "participants",
            {"lang": "fr"},
            ("the language is en or es, not “{value}”."),
            {"value": "fr"},
        ),
        (
            "participants",
            {"lang": "es" + '"'},
            ("the language is en or es, not “{value}”."),
            {"value": 'es"'},
        ),
        (
            "profile",
            {"thing": "observador"},
            ("“{name}” names several things; use the IRI of one:\n{matches}"),
            {"name": "observador"},
        ),
        (
            "participants",
            {"event": ["2023-accra", "2024-san-salvador"]},
            ("{name} takes one value in {question}."),
            {"name": "event", "question": "participants"},
        ),
    ],
)
def test_what_fits_nothing_or_too_much_is_refused(
    question: str, parameters: Mapping[str, Value], key: str, values: dict[str, object]
) -> None:
    with pytest.raises(gcm.UsageError) as caught:
        gcm.open(root=ROOT).ask(question, parameters)
    told = {name: value for name, value in caught.value.values.items() if name in values}
    assert (caught.value.message.english, told) == (key, values)


def test_a_misspelt_question_is_told_the_nearest() -> None:
    with pytest.raises(gcm.UsageError) as caught:
        gcm.open(root=ROOT).ask("participant")
    assert "lists them all. Did you mean: participants, " in str(caught.value)


def test_an_ambiguous_name_lists_the_things_it_fits() -> None:
    with pytest.raises(gcm.UsageError) as caught:
        gcm.open(root=ROOT).ask("profile", {"thing": "observador"}, lang="es")
    assert caught.value.values["matches"] == (
        "  observador <https://w3id.org/gcm-graph/vocab/participation-status/observer>\n"
        "  observador <https://w3id.org/gcm-graph/vocab/standing/observer>"
    )


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_block_of_a_parameter_is_replaced(question: Question) -> None:
    for parameter in question.parameters:
        marker = "<urn:given>"
        text = question.bound({parameter.name: marker})
        blocks = text.count(f"VALUES ?{parameter.name} {{")
        assert text.count(f"VALUES ?{parameter.name} {{ {marker} }}") == blocks >= 1


def test_a_block_is_found_however_it_is_spelt_and_wherever_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "queries" / "questions" / "spelt.rq"
    file.parent.mkdir(parents=True)
    file.write_text(
        '#+ title = {en = "t", es = "t"}\n#+ description = {en = "d", es = "d"}\n'
        '#+ keywords = ["k"]\n#+ theme = "votes"\n#+ view = "table"\n'
        '#+ [parameters]\n#+ event = {type = "gcm:Event", en = "event", es = "evento"}\n'
        '#+ [columns]\n#+ event = {en = "e", es = "e"}\n\n'
        "SELECT ?event WHERE {\n  values ?event{<urn:a> <urn:b>}\n"
        "  { SELECT ?event WHERE { VALUES  $event\n {\n<urn:a>\n} { VALUES ?event {} } } }\n"
        "  VALUES ?event_label { <urn:kept> }\n}\nORDER BY ?event\n",
        encoding="utf-8",
    )
    bound = read_question(file).bound({"event": r"<urn:\1>"})
    assert bound.split("WHERE {\n", 1)[1] == (
        "  VALUES ?event { <urn:\\1> }\n"
        "  { SELECT ?event WHERE { VALUES ?event { <urn:\\1> } "
        "{ VALUES ?event { <urn:\\1> } } } }\n"
        "  VALUES ?event_label { <urn:kept> }\n}\nORDER BY ?event\n"
    )


ATTACKS = st.sampled_from(
    [
        f"{FORUM}> }} #",
        "forum:2024-san-salvador } { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        '"en" } ?s ?p ?o { "',
        "http://[",
        "https://w3id.org/%zz",
        "urn:a\u0000b",
        "\\u003E }",
        "<>",
        "gcm:",
        ":",
        "\ud800",
    ]
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """A graph of which a name that none fits is soon told from all others."""
    return Source(copy_tiny(tmp_path_factory.mktemp("tiny")))


@settings(max_examples=many(60))
@given(value=st.text() | ATTACKS | st.builds(lambda a, b: a + FORUM + b, st.text(), st.text()))
def test_no_value_writes_into_the_query(tiny: Source, value: str) -> None:
    try:
        prepared = prepare(tiny, "participants", {"event": value})
    except gcm.UsageError:
        return
    bound = prepared.question.bound
    events = instances(tiny.graph, GCM + "Event")
    assert prepared.text in [bound({"event": f"<{match.iri}>"}) for match in events]


@settings(max_examples=many(60))
@given(value=st.text() | ATTACKS | st.sampled_from(LANGS))
def test_no_language_writes_into_the_query(value: str) -> None:
    try:
        prepared = prepare(SHIPPED, "objectives", {"lang": value})
    except gcm.UsageError:
        assert value not in LANGS
        return
    assert (prepared.lang, prepared.text) == (value, prepared.question.text)


def test_help_offers_only_values_that_give_rows() -> None:
    for name in ("participants", "roles", "agent-objectives"):
        _, (choice,) = choices(SHIPPED, name)
        offered = [match.iri for match in choice.values]
        asked = {
            match.iri: bool(gcm.ask(name, {choice.parameter.name: match.iri}).rows.rows)
            for match in choice.values[::7]
        }
        assert all(asked.values())
        assert 0 < len(offered) < len(instances(SHIPPED.graph, GCM + choice.parameter.type[4:]))


def test_an_answer_says_what_was_chosen() -> None:
    chosen = gcm.ask("participants", lang="es").chosen
    assert [label for label, _ in chosen] == ["evento"]
    assert chosen[0][1].startswith("II Foro de Países Precursores de las Américas")
    several = gcm.ask("votes", region=["Caribbean", "Western Asia"], lang="es").chosen
    assert several == (("región", "Caribe, Asia Occidental"),)
    assert gcm.ask("votes").chosen == ()
    dated = gcm.ask("timeline", since=2024, until="2024-09").chosen
    assert dated == (("since", "2024"), ("until", "2024-09"))


def test_a_date_is_as_exact_as_its_source() -> None:
    graph = gcm.open(root=ROOT)
    held = graph.ask("series-at-a-glance", series="champions-americas").table.records()
    assert [row["date"] for row in held] == ["2023", "2024-09-25"]
    record = graph.ask("record", agent="PAN").table.records()
    offices = {row["date"] for row in record if row["kind"] == "holding of an office"}
    assert offices == {"2018", "2023"}
