"""Each mistake of a steward is found, on its line, with advice in Spanish that mends it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

import gcm
from gcm import Finding
from gcm.turtle.parse import parse_turtle

from ..tiny_root import DATA, ROOT, copy_graph, copy_tiny
from ._mistakes import FORUM, MISTAKES, Mistake


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tiny(tmp_path_factory.mktemp("mistakes"))


def runs() -> list[list[Mistake]]:
    """The mistakes in few groups; one that leaves the file unreadable hides all others."""
    before = (DATA.parent / FORUM).read_text(encoding="utf-8")
    found: list[list[Mistake]] = []
    for mistake in MISTAKES:
        with suppress(gcm.GcmError):
            parse_turtle(mistake.plant(before))
            for group in found:
                if all(map(mistake.apart_from, group)):
                    group.append(mistake)
                    break
            else:
                found.append([mistake])
    together = {one for group in found for one in group}
    return [*found, *([one] for one in MISTAKES if one not in together)]


def planted(mistakes: Iterable[Mistake]) -> str:
    """The file with mistakes in it."""
    text = (DATA.parent / FORUM).read_text(encoding="utf-8")
    for mistake in mistakes:
        text = mistake.plant(text)
    return text


@pytest.mark.parametrize("group", runs(), ids=lambda group: ", ".join(one.name for one in group))
def test_a_mistake_is_reported_on_its_line_with_its_fix(root: Path, group: list[Mistake]) -> None:
    text = planted(group)
    (root / FORUM).write_text(text, encoding="utf-8")
    findings = gcm.validate([root / FORUM], root=root).findings
    for mistake in group:
        found = [one for one in findings if mistake.says in words(one)]
        assert found, "\n".join(map(words, findings))
        (one, *_) = found
        assert one.file == root / FORUM
        assert stands_at(one, text).startswith(mistake.at or one.source)
        assert mistake.at or mistake.new.endswith(one.source)  # "" where something is to be added
        assert one.why
        if mistake.mends:
            assert fixed(one, text) == planted(other for other in group if other != mistake)


def test_the_example_in_the_readme(tmp_path: Path) -> None:
    root = copy_graph(tmp_path)
    before = (ROOT / FORUM).read_text(encoding="utf-8")
    (root / FORUM).write_text(before.replace("state:CAN ;", "state:Canada ;"), encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("gcm"), "validate", "--lang", "en", FORUM],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert f"$ gcm validate {FORUM}\n{done.stdout}```\n" in (ROOT / "README.md").read_text(
        encoding="utf-8"
    )


def words(finding: Finding) -> str:
    """The message and the advice of a finding, in Spanish."""
    return " ".join([finding.message["es"], *(line["es"] for line in finding.advice)])


def stands_at(finding: Finding, text: str) -> str:
    """The text from the place of a finding to the end of its line."""
    assert finding.line is not None
    assert finding.column is not None
    return text.split("\n")[finding.line - 1][finding.column - 1 :]


def fixed(finding: Finding, text: str) -> str:
    """The text with what is proposed in the place of what is wrong."""
    assert finding.line is not None
    assert finding.column is not None
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1
    assert text.startswith(finding.source, start)
    return text[:start] + finding.replacement + text[start + len(finding.source) :]
