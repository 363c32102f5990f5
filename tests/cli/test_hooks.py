"""What others run: the hooks for pre-commit, and the steps for GitHub Actions in the README."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from gcm.cli.app import app
from gcm.core.layout import find_layout

from ..tiny_root import ROOT

_HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
KEYS = {"id", "name", "description", "entry", "language", "files", "exclude", "require_serial",
        "pass_filenames"}  # fmt: skip


def read_hooks() -> dict[str, dict[str, str]]:
    """The hooks by name; the file holds a flat list of plain fields, no more of YAML."""
    hooks = {}
    for block in re.split(r"^- ", _HOOKS, flags=re.MULTILINE)[1:]:
        pairs = [line.strip().split(": ", 1) for line in block.strip().split("\n")]
        fields = dict(pairs)
        hooks[fields["id"]] = fields
    return hooks


HOOKS = read_hooks()


def takes(hook: str, file: Path) -> bool:
    fields, name = HOOKS[hook], file.relative_to(ROOT).as_posix()
    excluded = "exclude" in fields and re.search(fields["exclude"], name)
    return bool(re.search(fields["files"], name)) and not excluded


def test_there_are_hooks() -> None:
    assert list(HOOKS) == ["gcm-validate", "gcm-fmt", "gcm-verify"]
    assert all(fields.keys() <= KEYS for fields in HOOKS.values())
    assert {fields["language"] for fields in HOOKS.values()} == {"python"}
    assert re.findall(r"^      - id: (\S+)", README, re.MULTILINE) == [
        "gcm-fmt", "gcm-validate", "gcm-verify",
    ]  # fmt: skip


@pytest.mark.parametrize("hook", HOOKS)
def test_what_a_hook_runs_is_a_command(hook: str) -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    program, name, *words = shlex.split(HOOKS[hook]["entry"])
    assert program in scripts
    command = app.get_command(click.Context(app), name)
    assert command is not None
    files = [] if HOOKS[hook].get("pass_filenames") == "false" else ["data/a b.ttl", "c.ttl"]
    context = command.make_context(name, [*words, *files])
    assert [str(file) for file in context.params.get("files", ())] == files


def test_a_hook_takes_the_files_it_is_for() -> None:
    layout = find_layout(ROOT)
    for file in layout.data():
        assert all(takes(hook, file) for hook in HOOKS), file
    for file in (*layout.ontology(), *layout.shapes()):
        assert [hook for hook in HOOKS if takes(hook, file)] == ["gcm-fmt"], file
    assert {file for file in layout.turtle() if not takes("gcm-fmt", file)} == set()
    for file in layout.source_texts():
        assert [hook for hook in HOOKS if takes(hook, file)] == ["gcm-verify"], file
    for name in ("README.md", "scripts/gcm/findings/report.schema.json", "ontology/context.jsonld"):
        assert not any(takes(hook, ROOT / name) for hook in HOOKS), name
    for file in (ROOT / "shapes" / "examples").glob("*.ttl"):
        assert [hook for hook in HOOKS if takes(hook, file)] == ["gcm-fmt"], file
    for ending in (".nt", ".trig", ".nq", ".jsonld"):
        assert takes("gcm-validate", ROOT / f"data/x{ending}")


@pytest.mark.parametrize(
    "step", [step for step in re.findall(r"^      - run: (.+)$", README, re.M) if "pip" not in step]
)
def test_the_steps_of_the_readme(root: Path, step: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step]
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}

    def run() -> int:
        return subprocess.run(words, cwd=root, env=environment, check=False).returncode

    assert run() == 0
    (root / "data" / "x.ttl").write_text("<a:b>   <https://schema.org/startDat> 1 .\n", "utf-8")
    assert run() == (1 if "fmt" in step or "github" in step else 0)
