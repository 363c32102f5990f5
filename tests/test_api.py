"""The package as a library: what `import gcm` offers, and on what terms."""

from __future__ import annotations

import ast
import csv
import inspect
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import get_type_hints

import pytest

import gcm

ROOT = Path(__file__).parents[1]
FUNCTIONS = ["ask", "describe", "diff", "explain", "format_files",
             "import_table", "import_tables", "infer", "list_questions", "push", "query", "quote",
             "validate", "verify"]  # fmt: skip


@pytest.mark.parametrize("name", gcm.__all__)
def test_each_public_name_can_be_had(name: str) -> None:
    assert getattr(gcm, name) is not None
    space: dict[str, object] = {}
    exec(f"from gcm import {name}", space)
    assert space[name] is getattr(gcm, name)


def test_the_public_names() -> None:
    assert gcm.__all__ == sorted(gcm.__all__)
    assert set(FUNCTIONS) <= set(gcm.__all__)
    typed = {
        (node.module, alias.name, alias.asname)
        for node in ast.walk(ast.parse(Path(gcm.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    assert typed == {(home, name, name) for name, home in gcm._HOME_OF.items()}
    space: dict[str, object] = {}
    exec("from gcm import *", space)
    assert set(gcm.__all__) <= set(space)


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'gcm' has no attribute 'nosuch'"):
        gcm.nosuch  # noqa: B018
    with pytest.raises(ImportError):
        exec("from gcm import nosuch")


def test_the_signatures() -> None:
    assert {name: str(inspect.signature(getattr(gcm, name))) for name in FUNCTIONS} == {
        "ask": "(name: 'str', parameters: 'dict[str, str] | None' = None, *, lang: 'Lang' = 'en', "
        "root: 'Path | None' = None, on: 'Path | str | None' = None, "
        "store: 'Path | None' = None, timeout: 'float | None' = None) -> 'Answer'",
        "describe": "(name: 'str', *, lang: 'Lang' = 'en', root: 'Path | None' = None, "
        "on: 'Path | str | None' = None, store: 'Path | None' = None) -> 'Description'",
        "diff": "(old: 'str | Path', new: 'str | Path', *, lang: 'Lang' = 'en', "
        "answers: 'bool' = True, root: 'Path | None' = None, "
        "timeout: 'float | None' = 300.0) -> 'Changed'",
        "explain": "(subject: 'str', predicate: 'str', value: 'str', *, lang: 'Lang' = 'en', "
        "root: 'Path | None' = None, store: 'Path | None' = None) -> 'Explanation'",
        "format_files": "(paths: 'Sequence[Path]' = (), *, root: 'Path | None' = None, "
        "check: 'bool' = False) -> 'Formatted'",
        "import_table": "(table: 'Path', kind: 'str', *, "
        "output: 'Path | IO[bytes] | None' = None, root: 'Path | None' = None) -> 'Imported'",
        "import_tables": "(*, root: 'Path | None' = None, check: 'bool' = False) -> 'ImportedAll'",
        "infer": "(*, root: 'Path | None' = None, on: 'Path | None' = None, "
        "engine: 'Engine' = 'rules') -> 'Inferred'",
        "list_questions": "(*, root: 'Path | None' = None) -> 'list[Question]'",
        "push": "(url: 'str', *, graph_store: 'str | None' = None, update: 'str | None' = None, "
        "prune: 'bool' = False, dry_run: 'bool' = False, root: 'Path | None' = None, "
        "told: 'Callable[[Step], object] | None' = None) -> 'Pushed'",
        "query": "(text: 'str', *, root: 'Path | None' = None, on: 'Path | str | None' = None, "
        "store: 'Path | None' = None, timeout: 'float | None' = None, "
        "limit: 'int | None' = None, labels: 'Lang | None' = None) -> 'QueryResult'",
        "quote": "(source: 'str', words: 'str', *, unit: 'int' = 0, "
        "root: 'Path | None' = None) -> 'str'",
        "validate": "(paths: 'Sequence[Path]' = (), *, root: 'Path | None' = None, "
        "on: 'Path | str | None' = None, alone: 'bool' = False, "
        "removing: 'Sequence[Path]' = (), engine: 'Engine | None' = None, "
        "timeout: 'float | None' = 600.0) -> 'Report'",
        "verify": "(*, root: 'Path | None' = None, write: 'bool' = False) -> 'Verification'",
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_argument_is_documented(name: str) -> None:
    function = getattr(gcm, name)
    text = inspect.getdoc(function) or ""
    arguments = inspect.signature(function).parameters
    if len(arguments) > 1:
        assert [one for one in arguments if f"    {one}: " not in text] == []
        assert "Raises:" in text
    assert get_type_hints(function)["return"]


def public_things() -> list[tuple[str, object]]:
    """Every public module, class, function and method of the package."""
    found: list[tuple[str, object]] = []
    for file in sorted((ROOT / "scripts" / "gcm").rglob("*.py")):
        parts = file.relative_to(ROOT / "scripts").with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        module = import_module(name)
        found.append((name, module))
        for key, thing in vars(module).items():
            if key.startswith("_") or getattr(thing, "__module__", "") != name:
                continue
            if inspect.isclass(thing) or inspect.isfunction(thing):
                found.append((f"{name}.{key}", thing))
            if inspect.isclass(thing):
                found += [
                    (f"{name}.{key}.{inner}", method)
                    for inner, method in vars(thing).items()
                    if not inner.startswith("_")
                    and (inspect.isfunction(method) or isinstance(method, property))
                ]
    return found


def test_everything_public_has_a_docstring() -> None:
    assert [name for name, thing in public_things() if not (thing.__doc__ or "").strip()] == []


def test_the_package_is_typed() -> None:
    assert files("gcm").joinpath("py.typed").is_file()


def test_importing_is_cheap() -> None:
    """The heavy libraries come with the tasks that need them."""
    heavy = "{'pyoxigraph', 'rdflib', 'pyshacl', 'shifty', 'click', 'gcm.questions'}"
    code = f"import gcm, sys; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"set()\n"


# Using it


def test_an_answer_as_records() -> None:
    answer = gcm.ask("participants", lang="es")
    records = list(answer.table.records())
    assert [list(record) for record in records] == [list(answer.question.columns)] * 12
    assert [record["iso3"] for record in records] == sorted(str(one["iso3"]) for one in records)
    assert {type(value) for record in records for value in record.values()} == {str}
    objectives = list(gcm.ask("objectives").table.records())
    assert [record["number"] for record in objectives] == list(range(1, 24))


def test_an_answer_as_things() -> None:
    first = next(gcm.ask("participants", lang="es").things.records())
    assert first["state"] == "https://w3id.org/gcm-graph/id/state/BLZ"
    assert (first["stateLabel"], first["status"], first["statusLabel"]) == ("Belice", None, None)


def test_records_are_what_a_data_frame_takes(tmp_path: Path) -> None:
    table = gcm.ask("participants").table
    columns = {name: [record[name] for record in table.records()] for name in table.columns}
    assert {len(values) for values in columns.values()} == {len(table.rows)}
    file = tmp_path / "x.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table.columns)
        writer.writeheader()
        writer.writerows(table.records())
    with file.open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == list(table.records())


def test_values_are_plain() -> None:
    text = (
        'SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { (1 2.5 "x"@es UNDEF) (<a:b> true "1" -7) } }'
    )
    table = gcm.query(text).table
    assert table is not None
    assert table.columns == ("a", "b", "c", "d")
    assert table.values() == [(1, "2.5", "x", None), ("a:b", "true", "1", -7)]
    assert next(iter(table.records())) == {"a": 1, "b": "2.5", "c": "x", "d": None}


def test_a_graph_is_n_triples() -> None:
    found = gcm.query("DESCRIBE state:SLV")
    assert found.table is None
    assert b"<https://w3id.org/gcm-graph/id/state/SLV>" in found.data


def test_errors_are_of_one_kind() -> None:
    for kind in (gcm.UsageError, gcm.RunError, gcm.Problems):
        assert issubclass(kind, gcm.GcmError)
    with pytest.raises(gcm.UsageError) as usage:
        gcm.ask("nosuch")
    assert str(usage.value) == "no question is called “nosuch”; `gcm ask` lists them all."
    assert usage.value.text("es") == (
        "ninguna pregunta se llama «nosuch»; `gcm ask` las enumera todas."
    )
    with pytest.raises(gcm.RunError):
        gcm.query("SELECT")
    with pytest.raises(gcm.Problems) as problems:
        gcm.validate([Path("missing-1.ttl"), Path("missing-2.ttl")])
    assert [error.message.english for error in problems.value.errors] == [
        ("no such file; check the path.")
    ] * 2


def test_tasks_on_the_shipped_graph() -> None:
    assert gcm.validate(root=ROOT).conforms
    verification = gcm.verify(root=ROOT)
    assert verification.findings == []
    assert [(one.source, one.units, one.share) for one in verification.sources] == [
        ("2024-san-salvador.es", 17, 1.0)
    ]
    assert gcm.format_files(root=ROOT, check=True).changed == []
    assert gcm.import_tables(root=ROOT, check=True)[:2] == ([], [])
    assert gcm.describe("SLV", lang="es", root=ROOT).thing.label == "El Salvador"
    assert gcm.quote("2024-san-salvador.es", "El II Foro tuvo", root=ROOT).startswith(
        "    gcm:quote "
    )
    assert "participants" in [question.name for question in gcm.list_questions(root=ROOT)]
