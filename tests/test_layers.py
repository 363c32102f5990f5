"""Layers go one way, each heavy library has one face, and a command pays only for what it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "gcm"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

LAYERS = {"cli": {"cli", "ops", "core"}, "ops": {"ops", "rdf", "core"}, "rdf": {"rdf", "core"}}
# Publishing is made of other tasks: it refuses what they find.
MADE_OF_TASKS = {
    ("ops/publish.py", "gcm.ops.refusals"),
    ("ops/refusals.py", "gcm.ops.format"),
    ("ops/refusals.py", "gcm.ops.tables"),
    ("ops/refusals.py", "gcm.ops.validate"),
    ("ops/refusals.py", "gcm.ops.verify"),
}
HEAVY = (
    "SPARQLWrapper",
    "owlrl",
    "pyoxigraph",
    "pyshacl",
    "rdflib",
    "shifty",
)

# Tables of sentences are longer than a module should be.


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name | ast.Attribute)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module"
        ):
            yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


IMPORTS = {name: set(_imports(path)) for name, path in MODULES.items()}


def _layer(module: str) -> str:
    return module.split(".")[1] if module.startswith("gcm.") else ""


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_itself_and_those_below(layer: str) -> None:
    upwards = {
        (name, module)
        for name, modules in IMPORTS.items()
        for module in modules
        if name.startswith(f"{layer}/") and _layer(module) not in {"", *LAYERS[layer]}
    }
    assert upwards == set()


def test_tasks_never_import_one_another_but_publishing() -> None:
    assert {
        (name, module)
        for name, modules in IMPORTS.items()
        for module in modules
        if name.startswith("ops/") and _layer(module) == "ops"
    } == MADE_OF_TASKS


def test_the_core_needs_nothing_but_the_standard_library() -> None:
    assert {
        (name, module)
        for name, modules in IMPORTS.items()
        for module in modules
        if name.startswith("core/")
        and module.partition(".")[0] not in sys.stdlib_module_names
        and _layer(module) != "core"
    } == set()


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_has_one_face(library: str) -> None:
    importing = [
        name
        for name, modules in IMPORTS.items()
        if any(module.partition(".")[0] == library for module in modules)
    ]
    assert len(importing) <= 1
    assert all(name.startswith("rdf/") for name in importing)


def test_modules_have_names_that_say_what_they_do() -> None:
    names = {path.stem for path in MODULES.values()}
    assert names & {"utils", "util", "helpers", "helper", "common", "misc"} == set()


@pytest.mark.parametrize("module", ["gcm", "gcm.cli.app"])
def test_starting_up_loads_no_heavy_library(module: str) -> None:
    code = f"import {module}, sys; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "\n"
