"""`gcm infer`, `gcm explain`: what follows, and why."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
CLASH = """
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix state: <https://w3id.org/gcm-graph/id/state/> .
state:SLV gcm:event state:HND .
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
    assert len([triple for triple in triples if triple.predicate == took_part]) == 41


def test_both_engines_give_the_same_file(gcm: Run, tmp_path: Path) -> None:
    files = [tmp_path / f"{engine}.nt" for engine in ("reasonable", "owlrl")]
    data = tmp_path / "small.ttl"
    data.write_bytes((ROOT / "data" / "events" / "participants.ttl").read_bytes())
    for file in files:
        words = ("infer", "--engine", file.stem, "--on", str(data), "-o", str(file), "--quiet")
        assert (gcm(*words).returncode, gcm(*words).stderr) == (0, "")
    assert files[0].read_bytes() == files[1].read_bytes() != b""


@pytest.mark.parametrize("words", [("infer",), ("ask", "participants"), ("describe", "SLV")])
def test_facts_that_contradict_one_another_are_an_error_that_names_them(
    gcm: Run, root: Path, words: tuple[str, ...]
) -> None:
    (root / "data" / "clash.ttl").write_text(CLASH, encoding="utf-8")
    done = gcm(*words, "--root", str(root))
    assert (done.returncode, done.stdout) == (3, "")
    assert (
        "<https://w3id.org/gcm-graph/id/state/HND> cannot be both a "
        "<https://w3id.org/gcm-graph/ontology#Agent> and a "
        "<https://w3id.org/gcm-graph/ontology#Event>. What makes it so:\n"
    ) in done.stderr
    assert (
        "  <https://w3id.org/gcm-graph/id/state/SLV> <https://w3id.org/gcm-graph/ontology#event> "
        "<https://w3id.org/gcm-graph/id/state/HND> ."
    ) in done.stderr


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
