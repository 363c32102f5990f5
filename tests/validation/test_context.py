"""What new data brings: results of the graph with it minus results of the graph without it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import gcm
from gcm import Finding, UsageError
from gcm.core.cache import kept_result_files
from gcm.core.layout import Layout
from gcm.core.namespaces import ID
from gcm.rdf.oxigraph import RdfFormat, Triple, n_triples, ox  # type: ignore[attr-defined]
from gcm.turtle.parse import parse_turtle
from gcm.validation.engines import run_engine
from gcm.validation.report import Result
from gcm.validation.validate import kept_results

from ..tiny_root import ROOT
from .conftest import PREFIXES, Write

GS = "https://w3id.org/gcm-graph/shapes#"
VOTES = Path("data", "votes", "2018-a-res-73-195.ttl")


def told(findings: list[Finding]) -> set[tuple[str, str]]:
    """Thing and shape of each finding, by local name."""
    return {
        (one.thing.removeprefix(ID), one.shape.removeprefix(GS) or one.rule) for one in findings
    }


def test_a_second_label_for_an_existing_agency(write: Write, tiny: Path) -> None:
    file = write('agency:iom skos:prefLabel "Organización para las Migraciones"@es .\n')
    found = gcm.validate([file], root=tiny).findings
    assert told(found) == {("agency/iom", "NodeShape-label-unique")}
    assert [(one.file, one.line) for one in found] == [(file, PREFIXES.count("\n") + 1)]


def test_a_vote_too_many(root: Path, tmp_path: Path) -> None:
    text = (root / VOTES).read_text(encoding="utf-8")
    block = text[text.index("\nvote-record:a-res-73-195-PAN\n") :].split("\n\n")[0]
    assert block.strip()
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
    twin = head + block.replace("73-195-PAN\n", "73-195-PAN-2\n")
    file = tmp_path / "twin.ttl"
    file.write_text(twin, encoding="utf-8")
    shapes = {shape for _, shape in told(gcm.validate([file], root=root).findings)}
    assert {"TallyCountShape", "VoteOnceShape"} <= shapes


def test_what_an_edit_of_the_graph_breaks_elsewhere(root: Path) -> None:
    """Without the whole file it is broken too: a comparison would find nothing new."""
    text = (root / VOTES).read_text(encoding="utf-8")
    start = text.index("\nvote-record:a-res-73-195-NAM\n")
    end = text.index("\n\n", start + 1)
    (root / VOTES).write_text(text[:start] + text[end:].lstrip("\n"), encoding="utf-8")
    assert "TallyCountShape" in {
        shape for _, shape in told(gcm.validate([root / VOTES], root=root).findings)
    }
    agencies = root / "data" / "actors" / "agencies.ttl"
    text = agencies.read_text(encoding="utf-8")
    agencies.write_text(text.replace("\nagency:iom\n", "\nagency:iomx\n"), encoding="utf-8")
    found = told(gcm.validate([agencies], root=root).findings)
    assert found == told(gcm.validate(root=root).findings)
    assert found


@pytest.mark.parametrize("name", ["ontology/gcm.ttl", "shapes/agent.ttl", "ontology/prefixes.ttl"])
def test_what_is_no_data_is_no_new_data(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        gcm.validate([ROOT / name], root=ROOT)
    assert caught.value.message.english == (
        "the file belongs to the ontology or the shapes, not to the data: it "
        "is validated with the whole graph, by `gcm validate` without FILE."
    )


def test_a_file_cannot_be_new_and_taken_away(tiny: Path) -> None:
    with pytest.raises(UsageError) as caught:
        gcm.validate([tiny / "data"], root=tiny, removing=[tiny / VOTES])
    assert (caught.value.message.english, caught.value.file) == (
        ("the file is both to be validated and to be removed; name it once."),
        tiny / VOTES,
    )


def test_two_bases_alike_but_for_their_folder(tmp_path: Path, write: Write, tiny: Path) -> None:
    """The names of blank nodes are kept with the results."""
    new = write("state:PAN gcm:odd 1 .\n")
    found = []
    for name in ("one", "two"):
        base = tmp_path / name / "base.ttl"
        base.parent.mkdir()
        base.write_text("[] a <a:T> ; <https://w3id.org/gcm-graph/ontology#basis> 1 , 2 .\n")
        found.append(gcm.validate([new], root=tiny, on=base.parent).findings)
    assert found[0] == found[1]
    assert not any(one.thing.startswith("_:") for one in found[0])


def test_a_file_of_the_graph_taken_away(root: Path) -> None:
    found = gcm.validate(root=root, removing=[root / VOTES]).findings
    assert {shape for _, shape in told(found)} == {"CaveatShape-about", "TallyCountShape"}
    (root / VOTES).unlink()
    assert told(gcm.validate(root=root).findings) == told(found)


def test_what_was_wrong_before_is_not_blamed_on_what_is_taken_away(root: Path) -> None:
    odd = "<a:b> <https://w3id.org/gcm-graph/ontology#odd> 1 .\n"
    (root / "data" / "odd.ttl").write_text(odd)
    assert [one.rule for one in gcm.validate(root=root).findings] == ["term"]
    assert "term" not in {
        one.rule for one in gcm.validate(root=root, removing=[root / VOTES]).findings
    }


@pytest.mark.parametrize("name", ["new.ttl", "shapes/agent.ttl"])
def test_only_a_file_of_the_graph_can_be_taken_away(write: Write, tiny: Path, name: str) -> None:
    file = write("agency:iom a gcm:Agency .\n") if name == "new.ttl" else tiny / name
    with pytest.raises(UsageError) as caught:
        gcm.validate(root=tiny, removing=[file])
    assert caught.value.message.english == "only a file of the graph can be left out."
    assert caught.value.file == file


def test_what_is_moved_to_another_file_is_nothing_new(tmp_path: Path, tiny: Path) -> None:
    copy = tmp_path / "votes.ttl"
    shutil.copy(tiny / VOTES, copy)
    assert gcm.validate([copy], root=tiny, removing=[tiny / VOTES]).findings == []


def test_another_base(tmp_path: Path, write: Write, tiny: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny / "data" / "actors", base)
    file = write("vote:x gcm:participant state:PAN .\n")
    assert ("vote/x", "TypedShape-type") in told(gcm.validate([file], root=tiny, on=base).findings)
    # What the base lacks is no fault of the file.
    assert not any(thing.startswith("agency") for thing, _ in told(
        gcm.validate([file], root=tiny, on=base).findings
    ))  # fmt: skip


def test_alone_there_is_no_base(write: Write, tiny: Path) -> None:
    text = (
        'participation:x a gcm:Participation ; skos:prefLabel "x"@en , "x"@es ;\n'
        "  gcm:basis basis:stated ; gcm:atEvent forum:2024-san-salvador ;\n"
        "  gcm:participant state:PAN ; dct:source page:rcmvs.org .\n"
    )
    file = write(text)
    alone = told(gcm.validate([file], root=tiny, alone=True).findings)
    assert {
        ("participation/x", "ParticipationShape-event"),
        ("participation/x", "ParticipationShape-participant"),
    } <= alone
    with_data = told(gcm.validate([file], root=tiny).findings)
    assert ("participation/x", "ParticipationShape-event") not in with_data


@pytest.mark.parametrize(
    "arguments", [{}, {"paths": ["x.ttl"], "on": Path("y")}, {"paths": ["x"], "removing": ["y"]}]
)
def test_alone_excludes_other_data(arguments: dict[str, object], tiny: Path) -> None:
    paths = [Path(name) for name in arguments.pop("paths", [])]  # type: ignore[attr-defined]
    with pytest.raises(UsageError) as caught:
        gcm.validate(paths, root=tiny, alone=True, **arguments)  # type: ignore[arg-type]
    assert caught.value.message.english == ("--alone needs FILEs, and no --on or --removing.")


def test_the_results_of_the_base_are_kept_and_never_stale(root: Path, write: Write) -> None:
    file = write("participation:new gcm:participant state:PAN .\n")
    kept = kept_result_files(Layout(root))[0]
    first = gcm.validate([file], root=root)
    assert kept.is_file()
    assert gcm.validate([file], root=root) == first
    # An old fault that the cache does not know must not be blamed on the file.
    shutil.copy(write("participation:old gcm:participant state:PAN .\n", "old.ttl"), root / "data")
    assert gcm.validate([file], root=root) == first
    assert len(json.loads(kept.read_text(encoding="utf-8"))) == 2


def test_no_results_are_kept_of_shapes_that_changed(root: Path) -> None:
    shape = root / "shapes" / "tally.ttl"
    text = shape.read_text(encoding="utf-8")
    assert gcm.validate(root=root).findings == []
    shape.write_text(text.replace("?stated != ?records", "?stated = ?records"), encoding="utf-8")
    assert {rule for _, rule in told(gcm.validate(root=root).findings)} == {"TallyCountShape"}
    shape.write_text(text, encoding="utf-8")
    assert gcm.validate(root=root).findings == []


def test_what_was_found_in_the_graph_is_kept_for_its_files_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = root / "data" / "odd.ttl"
    odd.write_text(PREFIXES + "participation:x gcm:participant state:PAN .\n")
    whole = gcm.validate(root=root).findings
    run = run_engine
    runs: list[int] = []

    def counted(*arguments: Any) -> list[Result]:
        runs.append(1)
        return run(*arguments)

    monkeypatch.setattr("gcm.validation.validate.run_engine", counted)
    assert gcm.validate([odd], root=root).findings == whole != []
    assert gcm.validate([root / VOTES, odd], root=root).findings == whole
    assert runs == []
    odd.write_text(PREFIXES + "participation:y gcm:participant state:PAN .\n")
    assert told(gcm.validate([odd], root=root).findings) == {
        (thing.replace("/x", "/y"), rule) for thing, rule in told(whole)
    }
    assert gcm.validate(root=root, removing=[odd]).findings == []
    assert runs == [1, 1]


def test_shapes_run_once_where_they_find_nothing(
    root: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []

    def counted(*_: object) -> list[Result]:
        runs.append(1)
        return []

    monkeypatch.setattr("gcm.validation.validate.run_engine", counted)
    file = write("participation:new gcm:participant state:PAN .\n")
    assert gcm.validate([file], root=root).findings == []
    assert runs == [1]


_OPENED: list[str] | None = None


def _notice(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _OPENED is not None:
        _OPENED.append(str(arguments[0]))


sys.addaudithook(_notice)


@pytest.mark.parametrize("new", [True, False])
def test_each_file_is_read_once(
    root: Path, write: Write, monkeypatch: pytest.MonkeyPatch, new: bool
) -> None:
    file = write("vote:x gcm:participant state:PAN .\n") if new else root / VOTES
    opened: list[str] = []
    monkeypatch.setattr(sys.modules[__name__], "_OPENED", opened)
    gcm.validate([file], root=root)
    read = [name for name in opened if name.endswith((".ttl", ".rq", ".txt"))]
    assert str(file) in read
    assert len(read) == len(set(read)) > 50


def test_a_cache_that_is_broken_costs_nothing_but_time(root: Path) -> None:
    kept = kept_result_files(Layout(root))[0]
    kept.parent.mkdir()
    for content in (b"", b"{", b"[]", b'{"a": [1]}', b"\xff", b'{"a": {"b": 2}}'):
        kept.write_bytes(content)
        assert kept_results(Layout(root), "a", list) == []
    kept.write_bytes(b"{")
    assert gcm.validate(root=root).findings == []


def test_only_the_latest_results_are_kept(root: Path) -> None:
    layout = Layout(root)
    for number in range(12):
        assert kept_results(layout, str(number), list) == []
    names = json.loads(kept_result_files(layout)[0].read_text(encoding="utf-8"))
    assert list(names) == [str(number) for number in range(11, 3, -1)]


FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same(ending: str, tmp_path: Path, write: Write, tiny: Path) -> None:
    wrong = write(
        'participation:no-event a gcm:Participation ; skos:prefLabel "x"@en , "x"@es ;\n'
        "  gcm:basis basis:stated ; gcm:participant state:PAN ; dct:source page:rcmvs.org .\n",
        "wrong.ttl",
    )
    triples: list[Triple] = parse_turtle(wrong.read_text(encoding="utf-8")).triples
    data = ox.serialize(triples, format=FORMATS[ending])
    file = tmp_path / f"new.{ending}"
    file.write_bytes(data or n_triples(triples))
    found = gcm.validate([file], root=tiny).findings
    assert told(found) == {("participation/no-event", "ParticipationShape-event")}
    lines = file.read_text(encoding="utf-8").split("\n")
    for one in found:
        assert one.file == file
        if ending == "jsonld":
            assert (one.line, one.column) == (None, None)
            continue
        assert one.line is not None
        assert "participation/no-event" in lines[one.line - 1]


def test_both_engines_give_the_same_or_say_where_they_differ(
    monkeypatch: pytest.MonkeyPatch, write: Write, root: Path
) -> None:
    for shapes in (root / "shapes").glob("*.ttl"):
        if shapes.stem != "node":  # one file of shapes tells as much
            shapes.unlink()
    file = write("vote:x gcm:participant state:PAN .\n")
    report = gcm.validate([file], root=root, alone=True, engine="both")
    assert report == gcm.validate([file], root=root, alone=True)
    assert report.findings

    from gcm.validation.engines import pyshacl as shacl_reference

    monkeypatch.setattr(shacl_reference, "run_shacl", lambda *_: [])
    with pytest.raises(gcm.Problems) as caught:
        gcm.validate([file], root=root, alone=True, engine="both")
    assert {error.message.english for error in caught.value.errors} == {
        (
            "the engines differ: only {engine} finds, on <{focus}>, shape "
            "<{shape}>, component <{component}>, path {path}, value {value}. "
            "Report it: until then, trust neither."
        )
    }
    assert caught.value.exit_code == 3
    assert "only pyshifty finds, on <https://w3id.org/gcm-graph/id/" in caught.value.text("en")


FORUM = """
@prefix document: <https://w3id.org/gcm-graph/id/document/> .
@prefix rights: <https://w3id.org/gcm-graph/id/rights/> .
@prefix schema: <https://schema.org/> .
document:2031-lima a gcm:Document ;
    skos:prefLabel "Statement of Lima"@en , "Declaración de Lima"@es ;
    dct:title "DECLARACIÓN"@es ; dct:rights rights:issuer ;
    dct:bibliographicCitation "Declaración, Lima, 2031." ; schema:about forum:2031-lima ;
    gcm:basis basis:stated ; gcm:quote "DECLARACIÓN"@es ; gcm:quotedFrom document:2031-lima .
forum:2031-lima a gcm:Forum ;
    skos:prefLabel "Lima forum"@en , "Foro de Lima"@es ;
    gcm:basis basis:stated ; gcm:quote "El foro tuvo lugar en Lima"@es ;
    gcm:quotedFrom document:2031-lima .
"""


def test_a_new_file_is_proved_by_a_text_from_which_nothing_was_generated(
    write: Write, tiny: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(tiny, tmp_path / "new"))
    text = root / "data" / "sources" / "2031-lima.es.txt"
    text.write_text("DECLARACIÓN\n\nEl foro tuvo lugar en Lima.\n", encoding="utf-8")
    assert gcm.validate([write(FORUM)], root=root).findings == []
    (found,) = gcm.validate([write(FORUM.replace("en Lima", "en Quito"))], root=root).findings
    assert (found.thing, found.shape) == (ID + "forum/2031-lima", GS + "QuoteExactShape")
    assert [one["en"] for one in found.advice] == [
        '`gcm quote SOURCE "words"` prints the block of a quote; paste it into the file.'
    ]
    text.unlink()
    findings = gcm.validate([write(FORUM)], root=root).findings
    assert {(one.shape, one.advice[0]["en"]) for one in findings} == {
        (
            GS + "QuoteExactShape",
            "No text of the document in this language is stored: save it as "
            "data/sources/2031-lima.es.txt.",
        )
    }
    assert len(findings) == 2
