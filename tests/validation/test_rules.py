"""`gcm.rule` and `gcm rule`: every rule that a finding may name is explained, with examples."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import gcm
from gcm.core.layout import find_layout
from gcm.core.rule_messages import RULES
from gcm.findings.finding import rule_of
from gcm.turtle.parse import read_prefixes

from ..tiny_root import ROOT, copy_tiny

ALL = [one.name for one in gcm.rules(root=ROOT)]
# What is wrong stands in no text: an unreadable file, line ends, what has no rule of its own.
NOT_SHOWN = {"file", "line-ends", "other"}
FILES = {
    **dict.fromkeys(("syntax", "blank-node"), "data/events/participants.ttl"),
    "table": "data/tables/participants.csv",
    "source": "data/sources/2024-san-salvador.es.txt",
}


def gcm_rule(*words: str) -> subprocess.CompletedProcess[str]:
    code = "from gcm.cli.app import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "rule", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "scripts")},
    )


def test_every_rule_is_explained_in_both_languages() -> None:
    explained = gcm.rules(root=ROOT, examples=True)
    assert len(ALL) == len(set(ALL)) > 300
    assert set(RULES) < set(ALL)
    assert [
        one.name for one in explained if not set(one.asks) == set(one.why) == {"en", "es"}
    ] == []
    unshown = {one.name for one in explained if not one.examples}
    assert unshown == NOT_SHOWN
    assert [
        one.name
        for one in explained
        for example in one.examples
        if example.good == example.bad or not {line[0] for line in example.diff} & {"-", "+"}
    ] == []
    assert [one.name for one in explained if one.asks["en"] == one.asks["es"]] == []


def test_a_finding_says_what_its_rule_says(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)
    file = root / "data" / "events" / "participants.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("basis:stated", "state:PAN"), encoding="utf-8")
    (found,) = {
        (rule_of(one), one.message["es"], one.why["es"], one.severity)
        for one in gcm.validate(root=root).findings
        if one.path.endswith("#basis")
    }
    told = gcm.rule(found[0], root=root)
    assert found == (told.name, told.asks["es"], told.why["es"], told.severity)
    assert told.asks in [example.message for example in told.examples]


def break_by_example(root: Path, *names: str) -> None:
    """Change the files of a root as the examples of the tool's checks do."""
    for name in names:
        (example,) = gcm.rule(name, root=root).examples
        file = root / FILES.get(name, "data/forums/2024-san-salvador.ttl")
        text = file.read_text(encoding="utf-8")
        right, wrong = sides(name)
        place = text.index(right, text.index(example.good.partition("\n")[0]))
        file.write_text(text[:place] + wrong + text[place + len(right) :], encoding="utf-8")


def sides(name: str) -> list[str]:
    """The lines that an example of a check takes away, and those that it adds."""
    (example,) = gcm.rule(name, root=ROOT).examples
    return ["\n".join(line[1:] for line in example.diff if line[0] == sign) for sign in "-+"]


def test_the_examples_of_what_validate_checks_break_it(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)
    prefixes = read_prefixes(find_layout(root)).items()
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes)
    assert gcm.validate(root=root).conforms
    (term,) = gcm.rule("term", root=root).examples
    (root / "data" / "new.ttl").write_text(head + term.bad, encoding="utf-8")
    break_by_example(root, "prefix", "blank-node", "source")
    found = {one.rule for one in gcm.validate(root=root).findings}
    assert found == {"", "prefix", "term", "blank-node", "source"}
    break_by_example(root, "syntax")
    assert {one.rule for one in gcm.validate(root=root).findings} == {"syntax"}


def test_the_examples_of_what_verify_checks_break_it(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)
    names = {"named", "worded", "dated", "numbered", "event", "cut", "negated", "language"}
    assert {one.rule for one in gcm.verify(root=root).findings} & names == set()
    break_by_example(root, *names)
    assert {one.rule for one in gcm.verify(root=root).findings} - {""} == names


def test_the_example_of_a_table_breaks_it(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)
    table = root / FILES["table"]
    assert gcm.import_table(table, "participants", root=root).findings == []
    break_by_example(root, "table")
    found = gcm.import_table(table, "participants", root=root).findings
    assert {one.rule for one in found} == {"table"}


def test_an_unknown_rule_is_told_with_near_names() -> None:
    with pytest.raises(gcm.UsageError) as caught:
        gcm.rule("ParticipationShape-statos", root=ROOT)
    assert caught.value.text("en") == (
        "no rule is called “ParticipationShape-statos”; `gcm rule` lists them all. Did you mean: "
        "ParticipationShape-status, ParticipationShape, ParticipationShape-event?"
    )
    done = gcm_rule("zzzzzz", "--lang", "es")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ninguna regla se llama «zzzzzz»; `gcm rule` las enumera todas.\n"
    assert gcm_rule("syntax", "-f", "csv").returncode == 2


def test_the_list_has_a_line_for_each_rule() -> None:
    done = gcm_rule("-f", "csv", "--lang", "es")
    rows = list(csv.reader(done.stdout.splitlines()))
    assert rows[0] == ["rule", "asks", "severity"]
    assert [row[0] for row in rows[1:]] == ALL
    assert ["cut", RULES["cut"].asks.text("es"), "error"] in rows
    listed = json.loads(gcm_rule("-f", "json").stdout)["results"]["bindings"]
    assert [row["rule"]["value"] for row in listed] == ALL
