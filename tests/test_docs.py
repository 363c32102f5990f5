"""What the documents show is what happens: commands, their answers, code, rules."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import gcm.evidence.normal_form

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
CONSOLE = re.compile(r"^```console\n\$ (.*)\n((?s:.*?))^```$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n((?s:.*?))^```$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]*)(#[^)]*)?\)")


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("command", "shown"), CONSOLE.findall(README))
def test_answers_in_the_readme(command: str, shown: str) -> None:
    words = shlex.split(command)
    assert words[0] == "gcm"
    done = run([str(BIN / "gcm"), *words[1:]])
    assert (done.returncode, done.stdout) == (0, shown)


@pytest.mark.parametrize("code", [code for code in PYTHON.findall(README) if "pandas" not in code])
def test_code_in_the_readme(code: str) -> None:
    done = run([sys.executable, "-c", code])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_normal_form_rules_are_those_of_the_code() -> None:
    doc = gcm.evidence.normal_form.__doc__ or ""
    shown = (ROOT / "data" / "sources" / "README.md").read_text(encoding="utf-8")
    assert doc[doc.index("1. ") :].strip() in shown


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "data/sources/README.md", "shapes/ENGINES.md"]
)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    text = page.read_text(encoding="utf-8")
    assert [target for target, _ in LINK.findall(text) if not (page.parent / target).exists()] == []
