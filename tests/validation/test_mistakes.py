"""Each mistake of a steward is found, on its line, with advice in Spanish that mends it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gcm
from gcm import Finding

from ..tiny_root import DATA, ROOT, copy_graph, copy_tiny
from ._mistakes import FORUM, MISTAKES, Mistake


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tiny(tmp_path_factory.mktemp("mistakes"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_is_told_on_its_line_with_what_mends_it(root: Path, mistake: Mistake) -> None:
    before = (DATA.parent / FORUM).read_text(encoding="utf-8")
    text = mistake.plant(before)
    (root / FORUM).write_text(text, encoding="utf-8")
    findings = gcm.validate([root / FORUM], root=root).findings
    found = [one for one in findings if mistake.told in words(one)]
    assert found, "\n".join(map(words, findings))
    (one, *_) = found
    assert one.file == root / FORUM
    assert stands_at(one, text).startswith(mistake.at or one.source)
    assert mistake.at or mistake.new.endswith(one.source)  # "" where something is to be added
    assert one.why
    if mistake.mends:
        assert mended(one, text) == before


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
    """What is told of a finding, in Spanish."""
    return " ".join([finding.message["es"], *(line["es"] for line in finding.advice)])


def stands_at(finding: Finding, text: str) -> str:
    """The text from the place of a finding to the end of its line."""
    assert finding.line is not None
    assert finding.column is not None
    return text.split("\n")[finding.line - 1][finding.column - 1 :]


def mended(finding: Finding, text: str) -> str:
    """The text with what is proposed in the place of what is wrong."""
    assert finding.line is not None
    assert finding.column is not None
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1
    assert text.startswith(finding.source, start)
    return text[:start] + finding.replacement + text[start + len(finding.source) :]
