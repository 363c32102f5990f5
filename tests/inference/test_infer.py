"""`gcm infer`, `gcm explain`: what follows, and why."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from ..tiny_root import DATA

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
CLASH = """
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix state: <https://w3id.org/gcm-graph/id/state/> .
state:DOM gcm:atEvent state:PAN .
"""
NAMES = """
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.mark.parametrize(
    ("form", "parsed"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_what_follows_in_each_format(gcm: Run, form: str, parsed: ox.RdfFormat) -> None:
    done = gcm("infer", "-f", form)
    assert done.returncode == 0
    triples = {quad.triple for quad in ox.parse(done.stdout, format=parsed)}
    assert done.stderr.startswith(f"{len(triples)} triples follow from ")
    took_part = ox.NamedNode("https://w3id.org/gcm-graph/ontology#tookPartIn")
    assert len([triple for triple in triples if triple.predicate == took_part]) == 371


def test_both_engines_give_the_same_file(gcm: Run, tmp_path: Path) -> None:
    files = [tmp_path / f"{engine}.nt" for engine in ("rules", "owlrl")]
    data = str(DATA / "events" / "participants.ttl")
    for file in files:
        words = ("infer", "--engine", file.stem, "--on", data, "-o", str(file), "--quiet")
        assert (gcm(*words).returncode, gcm(*words).stderr) == (0, "")
    assert files[0].read_bytes() == files[1].read_bytes() != b""


@pytest.mark.parametrize("words", [("infer",), ("ask", "participants"), ("describe", "DOM")])
def test_facts_that_contradict_one_another_are_an_error_that_names_them(
    gcm: Run, root: Path, words: tuple[str, ...]
) -> None:
    (root / "data" / "clash.ttl").write_text(CLASH, encoding="utf-8")
    done = gcm(*words, "--root", str(root))
    assert (done.returncode, done.stdout) == (3, "")
    assert (
        "<https://w3id.org/gcm-graph/id/state/PAN> cannot be both a "
        "<https://w3id.org/gcm-graph/ontology#Agent> and a "
        "<https://w3id.org/gcm-graph/ontology#Event> (cax-adc). Because:\n"
    ) in done.stderr
    assert (
        "  <https://w3id.org/gcm-graph/id/state/DOM> <https://w3id.org/gcm-graph/ontology#atEvent> "
        "<https://w3id.org/gcm-graph/id/state/PAN> ."
    ) in done.stderr


@pytest.fixture
def on(gcm: Run, tmp_path: Path) -> Run:
    """Run `gcm infer` on Turtle, with a root that has no ontology of its own."""
    (tmp_path / "data").mkdir()
    (tmp_path / "ontology").mkdir()
    shutil.copy(ROOT / "ontology" / "prefixes.ttl", tmp_path / "ontology")
    for name in ("gcm.ttl", "reused.ttl"):
        (tmp_path / "ontology" / name).touch()
    file = tmp_path / "file.ttl"

    def infer(text: str, *words: str) -> subprocess.CompletedProcess[str]:
        file.write_text(NAMES + text, encoding="utf-8")
        return gcm("infer", "--root", str(tmp_path), "--on", str(file), *words)

    return infer


ENGINES = pytest.mark.parametrize("engine", ["rules", "owlrl"])


@ENGINES
def test_contradictions_of_a_file_and_their_facts(on: Run, engine: str) -> None:
    done = on(
        "ex:Cat owl:complementOf ex:Dog . ex:rex a ex:Cat , ex:Dog , owl:Nothing .",
        *("--engine", engine),
    )
    assert (done.returncode, done.stdout) == (3, "")
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert done.stderr == (
        "<http://example.org/rex> cannot be both a <http://example.org/Cat> and a "
        "<http://example.org/Dog> (cls-com). Because:\n"
        f"  <http://example.org/rex> <{kind}> <http://example.org/Cat> .\n"
        f"  <http://example.org/rex> <{kind}> <http://example.org/Dog> .\n"
        "  <http://example.org/Cat> <http://www.w3.org/2002/07/owl#complementOf> "
        "<http://example.org/Dog> .\n"
        "<http://example.org/rex> is in owl:Nothing, in which nothing can be (cls-nothing2). "
        "Because:\n"
        f"  <http://example.org/rex> <{kind}> <http://www.w3.org/2002/07/owl#Nothing> .\n"
    )


@ENGINES
def test_constructs_that_no_rule_reads_are_named(on: Run, engine: str) -> None:
    text = "ex:A owl:hasSelf ex:B ; owl:minCardinality 1 . ex:x a ex:A ."
    done = on(text, "--engine", engine)
    assert done.returncode == 0
    assert done.stderr == (
        "not applied: owl:hasSelf, owl:minCardinality. No rule reads this, so more may follow "
        "than is written.\n0 triples follow from 3\n"
    )
    assert on(text, "--engine", engine, "--quiet").stderr == ""


@ENGINES
def test_a_text_that_does_not_fit_its_datatype_stays_as_it_is(
    on: Run, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    texts = {
        "boolean": "maybe",
        "date": "31/12/2024",
        "dateTime": "noon",
        "decimal": "x",
        "gYear": "y",
        "hexBinary": "zz",
        "integer": "many",
    }
    values = ", ".join(f'"{text}"^^xsd:{datatype}' for datatype, text in texts.items())
    text = f"ex:on rdfs:subPropertyOf ex:at . ex:a ex:on {values} ."
    with warnings.catch_warnings(action="error"):
        done = on(text, "--engine", engine, "-f", "ntriples")
    assert (done.returncode, done.stderr) == (0, "7 triples follow from 8\n")
    assert caplog.records == []
    assert done.stdout.splitlines() == [
        f'<http://example.org/a> <http://example.org/at> "{text}"'
        f"^^<http://www.w3.org/2001/XMLSchema#{datatype}> ."
        for datatype, text in sorted(texts.items(), key=lambda one: one[1])
    ]


def test_why_a_state_took_part(gcm: Run) -> None:
    words = ("explain", "DOM", "tookPartIn", "forum/2024-san-salvador")
    for lang in ("en", "es"):
        done = gcm(*words, "--lang", lang)
        expected = (EXPECTED / f"explain.DOM.{lang}.txt").read_text(encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, expected)
    found = json.loads(gcm(*words, "-f", "json").stdout)
    assert (found["rule"], found["file"], len(found["premises"])) == ("prp-spo2", "", 2)
    asserted = found["premises"][1]
    assert (asserted["rule"], asserted["file"]) == ("", "data/forums/2024-san-salvador.ttl")
    assert asserted["proofs"][1]["quote"].startswith("República Dominicana no participó")


def test_by_name_label_and_class(gcm: Run) -> None:
    first = gcm("explain", "El Salvador", "took part in", "II Foro").stdout
    assert first == gcm("explain", "SLV", "gcm:tookPartIn", "forum/2024-san-salvador").stdout
    done = gcm("explain", "SLV", "a", "gcm:Agent")
    assert "  cax-sco: what is in a class is in the broader class too\n" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gcm:iso3", "slv"), 'El Salvador — ISO 3166-1 alpha-3 code — "SLV"'),
        (("skos:prefLabel", "El Salvador"), 'El Salvador — label — "El Salvador"@en'),
    ],
)
def test_a_text_or_code_of_a_thing(gcm: Run, words: tuple[str, str], said: str) -> None:
    assert gcm("explain", "SLV", *words).stdout.splitlines()[0] == (
        f"{said} [data/actors/states.ttl]"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("SLV", "tookPartIn", "SLV"), "the graph neither asserts nor infers this: El Salvador — "),
        (("SLW", "tookPartIn", "SLV"), "nothing of the graph is called “SLW”"),
        (("SLV", "tookPart", "SLV"), "“tookPart”"),
        (("", "tookPartIn", "SLV"), "“”"),
    ],
)
def test_what_cannot_be_explained(gcm: Run, words: tuple[str, ...], told: str) -> None:
    done = gcm("explain", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_rows_that_are_inferred_are_marked(gcm: Run) -> None:
    text = (
        "SELECT ?code WHERE { { ?s gcm:tookPartIn forum:2024-san-salvador } UNION "
        "{ VALUES ?s { state:NAM } } ?s gcm:iso3 ?code } ORDER BY ?code LIMIT 9"
    )
    done = gcm("query", "-q", text, "-f", "md")
    assert done.stdout.splitlines()[:3] == [
        "| code | Basis |",
        "| --- | --- |",
        "| BLZ | inferred |",
    ]
    assert "| NAM |  |" in done.stdout
    assert done.stderr.endswith(
        "8 are inferred: the asserted facts alone do not give them (1, 2, 3, 4, 5, 6, 7, 8). "
        "`gcm explain` says why.\n"
    )
    assert gcm("query", "-q", text, "-f", "csv").stdout.splitlines()[0] == "code"
    count = gcm("query", "-q", "SELECT (COUNT(*) AS ?n) WHERE { ?s a gcm:Agent }", "-f", "md")
    assert "| inferred |" in count.stdout
    plain = gcm("query", "-q", "SELECT (COUNT(*) AS ?n) WHERE { ?s a gcm:State }", "-f", "md")
    assert (plain.stdout.splitlines()[0], plain.stderr) == ("| n |", "")


def test_triples_that_are_inferred_are_told(gcm: Run) -> None:
    text = "CONSTRUCT { ?s a gcm:Event } WHERE { ?s a gcm:Event }"
    assert "are inferred" in gcm("query", "-q", text).stderr
    assert gcm("query", "-q", text, "--quiet").stderr == ""
