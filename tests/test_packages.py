"""What the contracts of `make lint` cannot see: imports by a name in a string, and at start-up."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "gcm"
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = sorted(file.parent.name for file in PACKAGE.glob("*/__init__.py"))
HEAVY = (
    *("SPARQLWrapper", "jinja2", "lark", "owlrl", "pyoxigraph", "pyshacl", "rdflib", "shifty"),
    *("starlette", "uvicorn", "uvloop"),
)


def test_a_name_in_a_string_is_imported_in_few_places() -> None:
    by_name = re.compile(r"\b(?:import_module|find_spec|module_from_spec|__import__)\(")
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in MODULES
        if by_name.search(file.read_text("utf-8"))
    }
    # Tasks when they are first used, the command that is called, and the face of pyshifty.
    assert found == {"__init__.py", "cli/app.py", "validation/engines/pyshifty.py"}


def test_imports_name_whole_modules() -> None:
    relative = [
        file
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_modules_have_names_that_say_what_they_do() -> None:
    names = {file.stem for file in MODULES}
    assert names & {"utils", "util", "helpers", "helper", "common", "misc"} == set()


@pytest.mark.parametrize("package", [name for name in PACKAGES if name != "cli"])
def test_a_package_names_what_there_is(package: str) -> None:
    """The example in its docstring, and the public names below it."""
    doc = import_module(f"gcm.{package}").__doc__ or ""
    example, _, public = doc.partition("Public:")
    imports = re.findall(r"^    (from gcm\..*)$", example, re.MULTILINE)
    assert imports
    exec("\n".join(imports), {})
    names = re.findall(r"`(\w+)\.(\w+)`", public)
    assert names
    assert [
        name
        for module, name in names
        if not hasattr(import_module(f"gcm.{package}.{module}"), name)
    ] == []


@pytest.mark.parametrize("module", ["gcm", "gcm.cli.app"])
def test_starting_up_loads_no_heavy_library(module: str) -> None:
    code = f"import {module}, sys; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "\n"
