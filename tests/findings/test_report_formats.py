"""Reports for programs: JSON and SARIF are valid by their schemas, Turtle is a SHACL report."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import gcm as library
from gcm.core.language import LANGS, Lang
from gcm.core.results import Cell
from gcm.findings.finding import rule_of
from gcm.findings.report import Report
from gcm.findings.report_formats import report_as, report_schema

from ..tiny_root import copy_tiny
from ._findings import CELL, FINE, HARMFUL, KINDS, LINE, LONG, NO_PLACE, REPORT, SHAPE, TERM

Run = Callable[..., subprocess.CompletedProcess[str]]

JSON = jsonschema.Draft202012Validator(json.loads(report_schema()))
SARIF = jsonschema.Draft4Validator(
    json.loads(
        (Path(__file__).parents[1] / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8")
    ),
    format_checker=jsonschema.FormatChecker(),
)
VALIDATORS = {"json": JSON, "sarif": SARIF}


def report(form: str, content: Report = REPORT, lang: Lang = "en") -> Any:
    found = json.loads(report_as(form, content, lang))
    VALIDATORS[form].validate(found)
    return found


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root that no test changes."""
    return copy_tiny(tmp_path_factory.mktemp("tiny") / "mi gráfico")


# The schemas


def test_the_schema_is_one(gcm: Run) -> None:
    done = gcm("validate", "--schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == JSON.schema
    jsonschema.Draft202012Validator.check_schema(JSON.schema)


def test_the_schema_describes_every_field_and_allows_no_other() -> None:
    def look(node: Any, name: str) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False, name
                assert node["required"] == list(node["properties"]), name
                for field, one in node["properties"].items():
                    assert "$ref" in one or {"title", "description"} <= one.keys(), field
            for key, one in node.items():
                look(one, key)

    look(JSON.schema, "report")


@pytest.mark.parametrize("form", VALIDATORS)
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("content", [FINE, REPORT, HARMFUL, *(Report([one], []) for one in KINDS)])
def test_findings_of_every_kind_are_valid(form: str, lang: Lang, content: Report) -> None:
    report(form, content, lang)


BAD = """\
@prefix forum: <https://w3id.org/gcm-graph/id/forum/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix skos: <http://example.org/skos#> .

forum:x a gcm:Forum ; skos:prefLabel "😀 é"@en ; gcm:evidenc [ gcm:note 1 ] ; gcm:basis "x"^^<a:b> .
"""

ODD = "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n<z:y> gcm:evidenc 1 .\n"


@pytest.mark.parametrize("form", VALIDATORS)
@pytest.mark.parametrize(
    ("code", "files", "words"),
    [
        (0, {}, ["validate"]),
        (1, {"bad.ttl": BAD}, ["validate", "bad.ttl"]),
        (1, {"bad.ttl": BAD}, ["validate", "--alone", "bad.ttl", "--lang", "es"]),
        (3, {"a.ttl": "<a:b> <c:d> 1 .\n<a:b> <c:d> ;;", "b.ttl": ODD}, ["validate", "."]),
        (3, {"a.nt": "<a:b> <c:d> x .\n"}, ["validate", "--alone", "a.nt"]),
        (1, {"t.csv": "event,iso3,status,list,note_en,note_es,source,text,quote\n,ZZZ,x,,,,,,\n"},
         ["import", "t.csv", "--as", "participants", "--check"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_real_reports_are_valid(
    gcm: Run,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    code: int,
    files: dict[str, str],
    words: list[str],
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    done = gcm(*words, "-f", form, "--root", str(tiny))
    assert (done.returncode, done.stderr) == (code, "")
    found = json.loads(done.stdout)
    VALIDATORS[form].validate(found)
    if form == "json":
        assert (found["conforms"], found["complete"]) == (code == 0, code != 3)
    else:
        (run,) = found["runs"]
        assert (run["results"] == []) == (code == 0)
        assert run["invocations"][0]["executionSuccessful"] == (code != 3)
        for result in run["results"]:
            for place in result.get("locations", []):
                uri = place["physicalLocation"]["artifactLocation"]["uri"]
                assert uri in files


# JSON


def test_json() -> None:
    found = report("json", lang="es")
    assert {name: value for name, value in found.items() if name != "findings"} == {
        "conforms": False, "complete": False, "language": "es",
        "summary": {"findings": 7, "violations": 5, "warnings": 1, "notes": 1, "things": 4},
        "files": ["foro ñ.ttl", "roto.ttl"], "unread": ["roto.ttl"],
        "unknown": [],
    }  # fmt: skip
    assert found["findings"][0] == {
        "severity": "Violation", "rule": "term",
        "message": "gcm:rle no está definido.", "why": "Las tablas lo leen.",
        "advice": ["¿Quiso decir gcm:role?"], "replacement": "gcm:role",
        "file": "foro ñ.ttl", "line": 2, "column": 31, "endLine": 2, "endColumn": 38,
        "cell": None, "source": "gcm:rle",
        "thing": "https://w3id.org/gcm-graph/id/forum/a", "label": "Foro A",
        "path": "https://w3id.org/gcm-graph/ontology#rle",
        "value": {"kind": "literal", "value": "x", "language": None,
                  "datatype": "http://www.w3.org/2001/XMLSchema#string"},
        "shape": None, "component": None,
    }  # fmt: skip
    assert found["findings"][3] == {
        "severity": "https://example.org/Odd", "rule": "NodeConstraintComponent",
        "message": "Say on what it rests.", "why": None, "advice": [], "replacement": None,
        "file": None, "line": None, "column": None, "endLine": None, "endColumn": None,
        "cell": None, "source": None, "thing": "https://w3id.org/gcm-graph/id/state/XXX",
        "label": None, "path": NO_PLACE.path,
        "value": {"kind": "uri", "value": "https://w3id.org/gcm-graph/id/x", "language": None,
                  "datatype": None},
        "shape": "_:b0", "component": "http://www.w3.org/ns/shacl#NodeConstraintComponent",
    }  # fmt: skip


def test_json_keeps_every_letter() -> None:
    harm, shown = HARMFUL.findings[0], report("json", HARMFUL)["findings"][0]
    assert shown["message"] == harm.message["en"]
    assert shown["file"] == str(harm.file)
    assert shown["value"]["value"] == harm.value.value if harm.value else ""
    assert shown["replacement"] == harm.replacement


# SARIF


def run_of(content: Report = REPORT) -> Any:
    (run,) = report("sarif", content)["runs"]
    return run


def test_the_tool_and_its_rules() -> None:
    run = run_of()
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("gcm-graph", library.__version__)
    assert (run["columnKind"], run["language"]) == ("unicodeCodePoints", "en")
    assert [rule["id"] for rule in driver["rules"]] == sorted(map(rule_of, KINDS[:6]))
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    by_id = {rule["id"]: rule for rule in driver["rules"]}
    assert by_id["ForumShape-date"] == {
        "id": "ForumShape-date",
        "shortDescription": {"text": "Give one date."},
        "fullDescription": {"text": "Tables read from it."},
        "help": {"text": "Give one date. Tables read from it."},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["data"], "problem.severity": "warning", "shape": SHAPE.shape},
    }
    asked = "Properties, classes and datatypes are defined somewhere."
    assert by_id["term"]["shortDescription"] == {"text": asked}


def test_results_and_regions() -> None:
    results = run_of()["results"]
    assert [(result["ruleId"], result["level"]) for result in results] == [
        ("term", "error"), ("ForumShape-date", "warning"), ("NodeShape-label", "note"),
        ("NodeConstraintComponent", "error"), ("syntax", "error"), ("table", "error"),
        ("term", "error"),
    ]  # fmt: skip
    assert results[0]["message"] == {
        "text": "Forum A: gcm:rle is not defined. Did you mean gcm:role?"
    }
    places = [result["locations"][0].get("physicalLocation") for result in results]
    uris = [place and place["artifactLocation"]["uri"] for place in places]
    assert uris == [
        *["foro%20%C3%B1.ttl"] * 3, None, "roto.ttl", "tabla.csv", "largo.ttl",
    ]  # fmt: skip
    assert [place and place["region"] for place in places] == [
        {"startLine": 2, "startColumn": 31, "endColumn": 38},
        {"startLine": 2, "startColumn": 1, "endColumn": 8},
        {"startLine": 2, "startColumn": 1, "endColumn": 8},
        None,
        {"startLine": 1, "startColumn": 7, "endColumn": 8},
        {"startLine": 3},
        {"startLine": 1, "startColumn": 8, "endLine": 2, "endColumn": 6},
    ]
    assert results[3]["locations"] == [
        {"logicalLocations": [{"fullyQualifiedName": NO_PLACE.thing, "name": NO_PLACE.thing}]}
    ]
    assert results[5]["message"] == {"text": "iso3: not a state."}


def mended(text: str, fix: Any) -> str:
    """The text with a fix in it, columns counted as Unicode code points."""
    (change,) = fix["artifactChanges"]
    (one,) = change["replacements"]
    lines, region = text.split("\n"), one["deletedRegion"]
    last = region.get("endLine", region["startLine"])
    before = "\n".join(
        [*lines[: region["startLine"] - 1],
         lines[region["startLine"] - 1][: region["startColumn"] - 1]]
    )  # fmt: skip
    after = "\n".join([lines[last - 1][region["endColumn"] - 1 :], *lines[last:]])
    return before + str(one["insertedContent"]["text"]) + after


def test_fixes_mend_the_file() -> None:
    results = run_of()["results"]
    assert [len(result.get("fixes", [])) for result in results] == [1, 0, 0, 0, 0, 0, 1]
    (fix,) = results[0]["fixes"]
    assert fix["description"] == {"text": "Did you mean gcm:role?"}
    assert mended(f"# Foro\n{LINE}\n", fix) == f"# Foro\n{LINE}\n".replace("gcm:rle", "gcm:role")
    (fix,) = results[6]["fixes"]
    assert mended('<a> <b>"""a\nbé""" .\n', fix) == '<a> <b>"a" .\n'


def test_fixes_of_a_real_file_mend_it(process: Run, tmp_path: Path) -> None:
    """Columns count code points: here of an emoji and of an accent of its own before the place."""
    text = (
        "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n"
        '<a:b> gcm:note "😀 e\u0301é"@en ; gcm:evidenc <a:c> .\n'
    )
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    done = process("validate", "--alone", "a.ttl", "-f", "sarif", cwd=tmp_path)
    results = json.loads(done.stdout)["runs"][0]["results"]
    fixes = [fix for result in results for fix in result.get("fixes", [])]
    assert text.replace("gcm:evidenc ", "gcm:evidence ") in [mended(text, fix) for fix in fixes]


def marks(content: Report) -> list[str]:
    return [result["partialFingerprints"]["gcmFinding/v1"] for result in run_of(content)["results"]]


def test_fingerprints_stay_when_lines_move() -> None:
    moved = [one._replace(line=one.line and one.line + 5, column=9) for one in KINDS]
    assert marks(Report(moved, [])) == marks(REPORT)
    spanish = json.loads(report_as("sarif", REPORT, "es"))["runs"][0]["results"]
    assert [one["partialFingerprints"]["gcmFinding/v1"] for one in spanish] == marks(REPORT)


def test_fingerprints_tell_findings_apart() -> None:
    others = [
        TERM,
        TERM,
        TERM._replace(thing="a:b"),
        TERM._replace(path="a:b"),
        TERM._replace(value=None),
        TERM._replace(value=Cell("literal", "x", "en")),
        TERM._replace(rule="other"),
        CELL,
        CELL._replace(cell="event"),
        CELL._replace(message={"en": "x"}),
        SHAPE,
        LONG._replace(thing=""),
        LONG._replace(thing="", file=Path("b.ttl")),
    ]
    assert len(set(marks(Report(others, [])))) == len(others)


def test_files_below_the_current_folder_are_relative(tmp_path: Path) -> None:
    files = [tmp_path / "a" / "é b#%.ttl", tmp_path.parent / "x.ttl"]
    results = run_of(Report([TERM._replace(file=file) for file in files], []))["results"]
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
    assert uris == ["a/%C3%A9%20b%23%25.ttl", (tmp_path.parent / "x.ttl").as_uri()]


def test_what_could_not_be_read_is_told() -> None:
    assert run_of(FINE)["invocations"] == [{"executionSuccessful": True}]
    (invocation,) = run_of()["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("The shapes were not run")
    assert told["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "roto.ttl"}}}]


# Turtle


def test_a_shacl_report(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.ttl"
    value = Cell("literal", HARMFUL.findings[0].replacement)
    content = Report([SHAPE._replace(severity="Violation", value=value)], [])
    file.write_text(report_as("turtle", content, "en"), encoding="utf-8")
    query = (
        "PREFIX sh: <http://www.w3.org/ns/shacl#> "
        "SELECT ?focus ?path ?value ?shape ?component ?message (LANG(?message) AS ?lang) {"
        " ?r a sh:ValidationReport ; sh:conforms false ; sh:result ?result ."
        " ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultPath ?path ;"
        " sh:value ?value ; sh:resultMessage ?message ; sh:resultSeverity sh:Violation ;"
        " sh:sourceShape ?shape ; sh:sourceConstraintComponent ?component } ORDER BY ?lang"
    )
    done = gcm("query", "-q", query, "--on", str(file), "-f", "json")
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert [{name: cell["value"] for name, cell in row.items()} for row in rows] == [
        {"focus": SHAPE.thing, "path": SHAPE.path, "value": value.value, "shape": SHAPE.shape,
         "component": SHAPE.component, "message": SHAPE.message[lang], "lang": lang}
        for lang in LANGS
    ]  # fmt: skip


def test_a_shacl_report_of_nothing() -> None:
    assert report_as("turtle", FINE, "en") == (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n"
        "[]\n    a sh:ValidationReport ;\n    sh:conforms true .\n"
    )
