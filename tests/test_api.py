"""The package as a library: what `import gcm` offers, and on what terms."""

from __future__ import annotations

import ast
import csv
import inspect
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest
import rdflib
from rdflib.query import ResultRow

import gcm
import gcm.graph.open

pytestmark = pytest.mark.usefixtures("shipped_once")
ROOT = Path(__file__).parents[1]
FUNCTIONS = ["ask", "cite", "describe", "diff", "explain", "format_files",
             "import_table", "import_tables", "infer", "list_questions", "open", "push", "query",
             "quote", "search", "terms", "validate", "verify"]  # fmt: skip


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


WHERE = "root: 'AnyPath | None' = None, on: 'AnyPath | None' = None, store: 'AnyPath | None' = None"


def test_the_signatures() -> None:
    assert {name: str(inspect.signature(getattr(gcm, name))) for name in FUNCTIONS} == {
        "ask": "(name: 'str', parameters: 'Given | None' = None, *, "
        "lang: 'Lang' = 'en', timeout: 'float | None' = None, "
        "evidence: 'bool' = False, since: 'str | int' = '', until: 'str | int' = '', "
        f"{WHERE}, **more: 'Value') -> 'Answer'",
        "cite": "(name: 'str', *, lang: 'Lang' = 'en', accessed: 'str' = '', "
        f"{WHERE}) -> 'Reference'",
        "search": "(words: 'str', *, lang: 'Lang' = 'en', most: 'int' = 20, "
        f"{WHERE}) -> 'list[Hit]'",
        "terms": f"(word: 'str' = '', *, lang: 'Lang' = 'en', {WHERE}) -> 'list[Term]'",
        "describe": f"(name: 'str', *, lang: 'Lang' = 'en', {WHERE}) -> 'Description'",
        "diff": "(old: 'AnyPath', new: 'AnyPath', *, lang: 'Lang' = 'en', "
        "answers: 'bool' = True, root: 'AnyPath | None' = None, "
        "timeout: 'float | None' = 300.0) -> 'Changed'",
        "explain": "(subject: 'str', predicate: 'str', value: 'str', *, lang: 'Lang' = 'en', "
        f"{WHERE}) -> 'Explanation'",
        "format_files": "(paths: 'AnyPath | Iterable[AnyPath]' = (), *, "
        "root: 'AnyPath | None' = None, check: 'bool' = False) -> 'Formatted'",
        "import_table": "(table: 'AnyPath', kind: 'str', *, "
        "output: 'AnyPath | IO[bytes] | None' = None, root: 'AnyPath | None' = None) -> 'Imported'",
        "import_tables": "(*, root: 'AnyPath | None' = None, check: 'bool' = False) "
        "-> 'ImportedAll'",
        "infer": "(*, root: 'AnyPath | None' = None, on: 'AnyPath | None' = None, "
        "engine: 'Engine' = 'rules') -> 'Inferred'",
        "list_questions": "(*, root: 'AnyPath | None' = None) -> 'list[Question]'",
        "open": "(*, root: 'AnyPath | None' = None, on: 'AnyPath | None' = None, "
        "store: 'AnyPath | None' = None) -> 'OpenGraph'",
        "push": "(url: 'str', *, graph_store: 'str | None' = None, update: 'str | None' = None, "
        "prune: 'bool' = False, dry_run: 'bool' = False, root: 'AnyPath | None' = None, "
        "on_step: 'Callable[[Step], object] | None' = None) -> 'Pushed'",
        "query": "(text: 'str', *, timeout: 'float | None' = None, "
        f"limit: 'int | None' = None, labels: 'Lang | None' = None, {WHERE}) -> 'QueryResult'",
        "quote": "(source: 'str', words: 'str' = '', *, unit: 'int' = 0, "
        "root: 'AnyPath | None' = None) -> 'Quoted'",
        "validate": "(paths: 'AnyPath | Iterable[AnyPath]' = (), *, root: 'AnyPath | None' = None, "
        "on: 'AnyPath | None' = None, alone: 'bool' = False, "
        "removing: 'AnyPath | Iterable[AnyPath]' = (), engine: 'Engine | None' = None, "
        "timeout: 'float | None' = 600.0) -> 'Report'",
        "verify": "(*, root: 'AnyPath | None' = None, write: 'bool' = False) -> 'Verification'",
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


# One handle


def test_a_graph_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    real = gcm.graph.open.open_for

    def open_for(*args: Any, **more: Any) -> object:
        opened.append(args)
        return real(*args, **more)

    monkeypatch.setattr(gcm.graph.open, "open_for", open_for)
    graph = gcm.open(root=ROOT)
    assert opened == []
    event = "https://w3id.org/gcm-graph/id/forum/2024-san-salvador"
    one = graph.ask("participants", event=event, lang="es")
    assert one == graph.ask("participants", {"event": event}, lang="es")
    assert one == gcm.ask("participants", event=event, lang="es")
    assert graph.query("ASK {}", labels="en").data == b'{"head": {}, "boolean": true}'
    assert graph.describe("SLV", lang="es") == gcm.describe("SLV", lang="es")
    triple = ("SLV", "tookPartIn", "forum/2024-san-salvador")
    assert graph.explain(*triple) == gcm.explain(*triple)
    # The handle once, also for what checks need beside it, and each of the functions once.
    assert len(opened) == 4
    assert [graph.ask(name).table.rows for name in ("in-two-graphs", "unused-terms")] == [(), ()]
    assert len(opened) == 5
    assert repr(graph) == f"<OpenGraph {ROOT}>"
    assert str(graph.ask("votes-by-region")).splitlines()[:3] == [
        "region    yes  no  abstain  non_voting",
        "────────  ───  ──  ───────  ──────────",
        "Africa    46   0   2        6",
    ]


def test_a_file_is_a_graph_too(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<http://x.example/a> a <http://x.example/B> .\n")
    for on in (file, str(file)):
        graph = gcm.open(on=on, root=str(ROOT))
        assert graph.query("ASK { <http://x.example/a> a ?b }").data.endswith(b"true}")
        assert graph.find("SLV") == []
    with pytest.raises(gcm.UsageError) as caught:
        gcm.open(on="http://127.0.0.1:9/query").explain("SLV", "a", "State")
    assert str(caught.value) == "this needs the graph here, not at an endpoint: leave out `on`."


def test_things_are_found_by_what_they_are_called() -> None:
    graph = gcm.open(root=ROOT)
    state = gcm.Match(
        "https://w3id.org/gcm-graph/id/state/SLV", {"en": "El Salvador", "es": "El Salvador"}
    )
    assert graph.find("SLV") == graph.find("el salvador") == [state]
    near = [found.iri.rpartition("/id/")[2] for found in graph.find("Salvador")]
    assert near[:5] == [
        "state/SLV",
        "forum/2010-san-salvador-fibemyd-ii",
        "forum/2024-san-salvador",
        "place/san-salvador",
        "collective/2024-san-salvador-people-of-el-salvador",
    ]
    assert graph.find("nothing is called so") == []


def test_a_function_opens_the_graph_that_it_is_given(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<x:a> <x:b> 7 .", encoding="utf-8")
    for on in (file, str(file)):
        table = gcm.query("SELECT ?o { <x:a> <x:b> ?o }", on=on).table
        assert table
        assert table.values() == [(7,)]
    with pytest.raises(gcm.UsageError):
        gcm.describe("SLV", root=str(root))  # the root has no data


def test_no_parameter_is_called_as_an_argument_of_ours() -> None:
    arguments = {
        name
        for function in (gcm.ask, gcm.OpenGraph.ask)
        for name, one in inspect.signature(function).parameters.items()
        if one.kind is not one.POSITIONAL_ONLY
    }
    names = {one.name for found in gcm.list_questions(root=ROOT) for one in found.parameters}
    assert names
    assert names & arguments == set()


# What a caller gives


def test_paths_are_text_or_paths(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.ttl").write_text(
        '@prefix ex: <http://example.org/> .\n\nex:a\n    ex:p "one" .\n', encoding="utf-8"
    )
    wanted = [Path("a.ttl")]
    for given in ("a.ttl", Path("a.ttl"), ["a.ttl"], [Path("a.ttl")], iter(["a.ttl"])):
        assert gcm.format_files(given, check=True).files == wanted
    for given in ("a.ttl", Path("a.ttl"), ["a.ttl"]):
        assert gcm.validate(given, alone=True, root=root).files == [tmp_path / "a.ttl"]
    assert gcm.diff("a.ttl", Path("a.ttl"), answers=False, root=root).added == b""
    inferred = [gcm.infer(on=on, root=root).data for on in ("a.ttl", Path("a.ttl"))]
    assert inferred[0] == inferred[1]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda given: gcm.validate(given), "a path is text or a Path, not 7."),
        (lambda given: gcm.validate(["a.ttl", given]), "a path is text or a Path, not 7."),
        (lambda given: gcm.format_files(given), "a path is text or a Path, not 7."),
        (lambda _: gcm.format_files(""), "a path is text or a Path, not ''."),
        (lambda _: gcm.format_files(b"x"), "a path is text or a Path, not b'x'."),  # type: ignore[arg-type]
        (lambda given: gcm.open(root=given), "a path is text or a Path, not 7."),
        (lambda given: gcm.open(on=given).query("ASK {}"), "a path is text or a Path, not 7."),
        (lambda given: gcm.open(store=given).query("ASK {}"), "a path is text or a Path, not 7."),
        (lambda given: gcm.diff(given, "HEAD"), "a path is text or a Path, not 7."),
        (lambda given: gcm.import_table(given, "states"), "a path is text or a Path, not 7."),
        (lambda given: gcm.infer(on=given), "a path is text or a Path, not 7."),
        (lambda given: gcm.import_table("a.csv", given), "expected text, not 7."),
        (lambda given: gcm.ask(given), "expected text, not 7."),
        (lambda given: gcm.query(given), "expected text, not 7."),
        (lambda given: gcm.describe(given), "expected text, not 7."),
        (lambda given: gcm.explain("SLV", "a", given), "expected text, not 7."),
        (lambda given: gcm.rule(given), "expected text, not 7."),
        (lambda given: gcm.terms(given), "expected text, not 7."),
        (
            lambda _: gcm.query("ASK {}", limit="2"),
            "expected a number from 0 on, not '2'.",
        ),
        (lambda _: gcm.query("ASK {}", timeout=-1), "expected a number from 0 on, not -1."),
        (
            lambda _: gcm.quote("2024-san-salvador.es", "x", unit="7"),  # type: ignore[arg-type]
            "expected a number from 0 on, not '7'.",
        ),
        (
            lambda _: gcm.describe("SLV", lang="fr"),
            "the language is en or es, not “fr”.",
        ),
        (lambda given: gcm.open().find(given), "expected text, not 7."),
        (lambda given: gcm.push(given), "expected text, not 7."),
        (lambda given: gcm.publish(given), "expected text, not 7."),
        (lambda given: gcm.quote(given, "x"), "expected text, not 7."),
        (lambda given: gcm.quote("2024-san-salvador.es", given), "expected text, not 7."),
        (
            lambda given: gcm.ask("participants", given),
            "parameters are a dictionary of values by name, not 7.",
        ),
        (
            lambda _: gcm.ask("participants", event=2.5),
            "the value of event is text or a whole number, not 2.5.",
        ),
    ],
)
def test_what_is_neither_is_refused(call: Callable[[Any], object], told: str) -> None:
    with pytest.raises(gcm.UsageError) as caught:
        call(7)
    assert str(caught.value) == told


def test_a_whole_number_is_a_value() -> None:
    numbers = gcm.ask("objective-targets", objective=8)
    assert numbers == gcm.ask("objective-targets", {"objective": "8"})
    assert numbers.table.rows
    with pytest.raises(gcm.UsageError, match="nothing of the graph is called “7”"):
        gcm.ask("participants", {"event": 7})


# In a notebook


def test_what_a_notebook_shows_is_short() -> None:
    graph = gcm.open(root=ROOT)
    answer = graph.ask("participants")
    found = [
        answer,
        answer.table,
        answer.rows,
        answer.question,
        graph.query("ASK {}"),
        graph.query("CONSTRUCT { <urn:a> <urn:b> 1 , 2 } {}"),
        graph.describe("SLV"),
        graph.explain("SLV", "tookPartIn", "forum/2024-san-salvador"),
        gcm.Report([], []),
        gcm.ask("in-two-graphs").question,
    ]
    assert [repr(one) for one in found] == [
        "<Answer participants: 12 × 6>",
        "<Table iso3, state, status, vote, crm, champion: rows=12>",
        "<Rows iso3, state, status, vote, crm, champion: rows=12>",
        "<Question participants>",
        "<QueryResult: 1 × 1>",
        "<QueryResult: triples=2>",
        "<Description El Salvador: facts=26>",
        "<Explanation El Salvador — took part in — II Forum of Champion Countries of the "
        "Americas: good practices for implementing the Global Compact for Migration: prp-spo2>",
        "<Report: findings=0, files=0>",
        "<Check in-two-graphs>",
    ]


def test_an_answer_as_html() -> None:
    lines = gcm.ask("participants", lang="es")._repr_html_().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("<table>", "</table>", 15)
    assert lines[1:3] == [
        "<tr><th>Código ISO</th><th>Gobierno</th><th>Calidad</th><th>Voto</th><th>CRM</th>"
        "<th>Precursor</th></tr>",
        "<tr><td>BLZ</td><td>Belice</td><td>no consta</td><td>sin voto</td><td>miembro</td>"
        "<td>no consta</td></tr>",
    ]
    hostile = gcm.query("SELECT ?a ?b { BIND('<script>&\"x\"</script>' AS ?a) }")
    assert hostile._repr_html_() == (
        "<table>\n<tr><th>a</th><th>b</th></tr>\n"
        "<tr><td>&lt;script&gt;&amp;&quot;x&quot;&lt;/script&gt;</td><td></td></tr>\n</table>"
    )
    triple = gcm.query("CONSTRUCT { <a:b> <a:c> '<b>' } {}")
    assert triple._repr_html_() == ("<pre>&lt;a:b&gt; &lt;a:c&gt; &quot;&lt;b&gt;&quot; .</pre>")
    many = gcm.query("SELECT ?s ?p { ?s ?p ?o } LIMIT 501")._repr_html_()
    assert many.count("<tr>") == 501
    assert many.endswith("</table>\n<p>… + 1</p>")


def test_an_answer_as_a_data_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    class DataFrame:
        def __init__(self, data: list[tuple[object, ...]], columns: list[str]) -> None:
            self.data, self.columns = data, columns

    answer = gcm.ask("objectives")
    rows = gcm.query("SELECT ?a ?b { BIND(1 AS ?a) }")
    pandas = ModuleType("pandas")
    pandas.DataFrame = DataFrame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    frame = answer.to_pandas()
    assert (frame.data, frame.columns) == (answer.table.values(), list(answer.table.columns))
    assert (rows.to_pandas().data, rows.to_pandas().columns) == ([(1, None)], ["a", "b"])
    with pytest.raises(gcm.UsageError, match="the query gives a graph, not rows; see to_rdflib"):
        gcm.query("DESCRIBE state:SLV").to_pandas()


def test_an_answer_for_rdflib() -> None:
    found = gcm.query("CONSTRUCT { state:SLV a gcm:State ; skos:note 'é' } {}")
    graph = found.to_rdflib()
    assert isinstance(graph, rdflib.Graph)
    assert sorted(graph) == sorted(rdflib.Graph().parse(data=found.data, format="nt"))
    assert graph.namespace_manager.qname("https://w3id.org/gcm-graph/id/state/SLV") == "state:SLV"
    answer = gcm.ask("participants")
    rows = answer.to_rdflib()
    assert [str(name) for name in rows.vars or ()] == list(answer.things.columns)
    assert [str(row.state) for row in rows if isinstance(row, ResultRow)] == [
        record["state"] for record in answer.things.records()
    ]
    assert bool(gcm.query("ASK {}").to_rdflib()) is True


@pytest.mark.parametrize(
    ("library", "blocked", "method"),
    [("pandas", "pandas", "to_pandas"), ("rdflib", "gcm.rdf.rdflib_bridge", "to_rdflib")],
)
def test_a_library_that_is_missing_is_told(
    library: str, blocked: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = gcm.ask("objectives"), gcm.query("ASK {}")
    monkeypatch.setitem(sys.modules, blocked, None)
    for result in results:
        with pytest.raises(gcm.RunError) as caught:
            getattr(result, method)()
        assert str(caught.value) == (
            f"{library} is not installed; run `python -m pip install {library}`."
        )


def test_the_package_is_the_command() -> None:
    done = [
        subprocess.run([*words, "--version"], capture_output=True, text=True, check=True).stdout
        for words in ([sys.executable, "-m", "gcm"], [str(Path(sys.executable).parent / "gcm")])
    ]
    assert done == [f"gcm-graph, version {gcm.__version__}\n"] * 2


def test_tasks_on_the_shipped_graph() -> None:
    assert gcm.validate(root=ROOT).conforms
    verification = gcm.verify(root=ROOT)
    assert verification.findings == []
    assert [(one.source, one.units, one.share) for one in verification.sources] == [
        ("2024-san-salvador.es", 17, 1.0)
    ]
    assert gcm.format_files(root=ROOT, check=True).changed == []
    assert gcm.import_tables(root=ROOT, check=True)[:2] == ([], [])
    assert gcm.describe("SLV", lang="es").thing.label == "El Salvador"
    assert gcm.quote("2024-san-salvador.es", "El II Foro tuvo", root=ROOT).text.startswith(
        "    gcm:quote "
    )
    assert "participants" in [question.name for question in gcm.list_questions(root=ROOT)]
