"""`gcm diff`: whole answers on real changes, every way to name a state, and bad input.

`GCM_WRITE_EXPECTED=1 pytest tests/changes/test_diff.py` regenerates the expected answers; read
them.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pytest

import gcm as package
from gcm.changes import difference, model as module
from gcm.changes.diff import Changed, diff
from gcm.changes.difference import data_of, union
from gcm.core.errors import RunError
from gcm.core.language import Lang
from gcm.core.layout import Layout
from gcm.graph.state import ontology_in, state_of_layout
from gcm.rdf.oxigraph import dataset_lines, graph_lines, n_triples

from ..tiny_root import ROOT, copy_graph, copy_tiny
from . import _states as states

Run = Callable[..., subprocess.CompletedProcess[str]]
EXPECTED = Path(__file__).parent / "expected"
SCHEMA = json.loads(Path(module.__file__).with_name("changes.schema.json").read_text("utf-8"))
HASH = re.compile(r"\([0-9a-f]{7}\)")
EX = "@prefix : <http://x.example/> .\n"
ENDINGS = {"text": "txt", "markdown": "md", "json": "json"}


@pytest.fixture
def gcm(gcm: Run, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command here, in the tiny root: what is derived hangs on the graph around."""
    monkeypatch.chdir(tiny)
    return gcm


@pytest.fixture
def at(gcm: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command here, in the folder `cwd`."""

    def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(cwd)
        return gcm(*words)

    return run


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph, committed and tagged `before`, then edited in the working tree."""
    folder = copy_graph(tmp_path_factory.mktemp("edited"))
    states.commit(folder, "before")
    for edit in states.EDITS:
        edit(folder)
    return folder


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root, committed and tagged `before`, with another vote in the working tree."""
    folder = copy_tiny(tmp_path_factory.mktemp("voted"))
    states.commit(folder, "before")
    states.change_a_vote(folder)
    return folder


def expect(name: str, shown: str) -> None:
    file = EXPECTED / name
    shown = HASH.sub("(HASH)", shown)
    if os.environ.get("GCM_WRITE_EXPECTED"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


# Whole answers


@cache
def _diff_once(old: str, new: str, **options: Any) -> Changed:
    """What differs, found once for all formats of a language."""
    return diff(old, new, **options)


@pytest.mark.parametrize(
    ("form", "lang"),
    [("text", "en"), ("text", "es"), ("markdown", "en"), ("markdown", "es"), ("json", "es")],
)
def test_what_a_steward_changed(
    gcm: Run, edited: Path, form: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(edited)
    monkeypatch.setattr("gcm.cli.diff.diff", _diff_once)
    done = gcm("diff", "before", ".", "--lang", lang, "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    expect(f"diff.{lang}.{ENDINGS[form]}", done.stdout)
    if form == "json":
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(done.stdout))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_check_tells_by_the_exit_code(process: Run, voted: Path) -> None:
    assert process("diff", "before", ".", "--check", "--no-answers", cwd=voted).returncode == 1
    assert outcome(process("diff", ".", ".", "--check", cwd=voted)) == (
        0, "No difference between “.” and “.”.\n", "",
    )  # fmt: skip
    assert process("diff", ".", ".", "--lang", "es", cwd=voted).stdout == (
        "No hay diferencias entre «.» y «.».\n"
    )


def test_no_answers_asks_nothing(at: Run, voted: Path) -> None:
    done = at("diff", "before", ".", "--no-answers", "-f", "json", cwd=voted)
    assert json.loads(done.stdout)["answers"] is None
    assert "gcm ask" not in at("diff", "before", ".", "--no-answers", cwd=voted).stdout


def test_triples_as_n_quads(at: Run, voted: Path, tmp_path: Path) -> None:
    added, removed = tmp_path / "added.nq", tmp_path / "removed.nq"
    words = ("--added", str(added), "--removed", str(removed), "-o", str(tmp_path / "x.md"))
    done = at("diff", "before", ".", "--no-answers", *words, cwd=voted)
    assert outcome(done) == (0, "", "")
    before = _lines(voted, "before")
    after = _lines(voted, ".")
    gone, new = (file.read_bytes().splitlines(keepends=True) for file in (removed, added))
    assert (gone, new) == (sorted(before - after), sorted(after - before))
    assert (tmp_path / "x.md").read_text("utf-8").startswith("# Changes from before")


def _lines(root: Path, state: str) -> set[bytes]:
    from gcm.graph.state import read_state

    here = Path.cwd()
    os.chdir(root)
    try:
        graphs = read_state(state, Layout(root)).graphs
    finally:
        os.chdir(here)
    return set(dataset_lines(graphs))


# Small states


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, str], tuple[str, str]]:
    """Two files of Turtle."""

    def write(old: str, new: str) -> tuple[str, str]:
        for name, text in (("old.ttl", old), ("new.ttl", new)):
            (tmp_path / name).write_text(EX + text, encoding="utf-8")
        return str(tmp_path / "old.ttl"), str(tmp_path / "new.ttl")

    return write


Files = Callable[[str, str], tuple[str, str]]


def body(gcm: Run, *words: str) -> str:
    """What is told below the title, in text."""
    done = gcm("diff", *words, "--no-answers")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.partition("\n")[2]


def test_files_are_compared_as_one_graph(gcm: Run, files: Files) -> None:
    old, new = files(
        ':a a :K ; :p 1 , 2 ; :q "x"@en . :b :p 1 .',
        ':a a :K ; :p 3 , 2 ; :q "y"@en , "z"@es . :c :p :b .',
    )
    assert body(gcm, old, new) == (
        "1 thing added, 1 thing removed, 1 thing changed; 4 triples added, 3 triples removed.\n\n"
        "ADDED\n\n"
        "Without a class (1)\n"
        "  http://x.example/c\n"
        "    http://x.example/c\n"
        "    http://x.example/p: http://x.example/b\n\n"
        "REMOVED\n\n"
        "Without a class (1)\n"
        "  http://x.example/b\n"
        "    http://x.example/b\n"
        "    http://x.example/p: 1\n\n"
        "CHANGED\n\n"
        "http://x.example/K (1)\n"
        "  http://x.example/a\n"
        "    http://x.example/a\n"
        "    http://x.example/p: 1 → 3\n"
        "    http://x.example/q: x → y\n"
    )


def test_blank_nodes_make_no_false_differences(gcm: Run, files: Files) -> None:
    old, new = files(
        ":a :p [ :q 1 ; :r ( 1 2 3 ) ] , [ :q 2 ] , [ :q 2 ] .",
        "_:x :q 2 . _:y :r ( 1 2 3 ) ; :q 1 . :a :p _:x , _:y , _:z . _:z :q 2 .",
    )
    assert outcome(gcm("diff", old, new, "--check")) == (
        0, f"No difference between “{old}” and “{new}”.\n", "",
    )  # fmt: skip


def test_blank_nodes_are_counted(gcm: Run, files: Files) -> None:
    old, new = files(":a :p ( :x ) .", ":a :p ( :x :y ) ; :q 1 ; a [ :q 2 ] .")
    assert body(gcm, old, new) == (
        "1 thing changed; 1 triple added; blank nodes differ (1 before, 3 now).\n\n"
        "CHANGED\n\n"
        "Without a class (1)\n"
        "  http://x.example/a\n"
        "    http://x.example/a\n"
        "    http://x.example/q: added: 1\n"
    )
    assert gcm("diff", old, new, "--no-answers", "--lang", "es").stdout.splitlines()[1] == (
        "1 elemento cambiado; 1 tripleta añadida; los nodos en blanco difieren (1 antes, 3 ahora)."
    )
    found = json.loads(gcm("diff", old, new, "--no-answers", "-f", "json").stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert found["blankNodes"] == {"before": 1, "after": 3}
    only = files(":a :p ( :x ) .", ":a :p ( :y ) .")
    done = gcm("diff", *only, "--no-answers", "--check")
    assert (done.returncode, done.stdout.partition("\n")[2]) == (
        1, "blank nodes differ (1 before, 1 now).\n",
    )  # fmt: skip


def test_a_patch_holds_blank_nodes_by_their_canonical_labels(
    gcm: Run, files: Files, tmp_path: Path
) -> None:
    old, new = files(":a :p [ :q 1 ] , [ :q 2 ] .", ":a :p [ :q 2 ] , [ :q 3 ] ; :r :b .")
    added, removed = tmp_path / "added.nq", tmp_path / "removed.nq"
    words = ("--no-answers", "--added", str(added), "--removed", str(removed))
    assert gcm("diff", old, new, *words).returncode == 0
    patched = _canonical(old) - _lines_of(removed) | _lines_of(added)
    assert patched == _canonical(new) != _canonical(old)


def _canonical(file: str) -> set[bytes]:
    """The lines of canonical N-Quads of a file (RDFC-1.0)."""
    dataset = ox.Dataset(ox.parse(path=file))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    return set(lines.splitlines(keepends=True))


def _lines_of(file: Path) -> set[bytes]:
    return set(file.read_bytes().splitlines(keepends=True))


def test_blank_nodes_that_cannot_be_told_apart_in_time_are_an_error(
    gcm: Run, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(difference, "_SECONDS", 0.05)
    nodes = [f"_:n{number}" for number in range(12)]
    clique = "".join(f"{one} :p {two} . " for one in nodes for two in nodes if one != two)
    old, new = files(":a :p :b .", clique)
    assert outcome(gcm("diff", old, new, "--no-answers")) == (
        3, "",
        f"{new}: its blank nodes are so entangled that telling them apart takes more than 0.05 "
        "seconds; give them IRIs.\n",
    )  # fmt: skip
    with pytest.raises(RunError) as caught:
        package.diff(new, old)
    assert caught.value.text("es") == (
        f"{new}: sus nodos en blanco están tan enredados que distinguirlos toma más de 0.05 "
        "segundos; deles un IRI."
    )


def test_the_same_change_of_several_things_is_told_once(gcm: Run, files: Files) -> None:
    things = [f":t{number} a :K ; :p 1 ." for number in range(3)]
    old, new = files("".join(things), "".join(things).replace(":p 1", ":p 2"))
    assert body(gcm, old, new).partition("K (3)\n")[2] == (
        "  The same in 3:\n"
        "    - http://x.example/t0\n"
        "    - http://x.example/t1\n"
        "    - http://x.example/t2\n"
        "    http://x.example/p: 1 → 2\n"
    )
    assert body(gcm, old, new, "--full").count("http://x.example/p: 1 → 2\n") == 3


def test_many_things_are_named_only(gcm: Run, files: Files) -> None:
    old, new = files(":x :p 1 .", ":x :p 1 ." + "".join(f":t{n:02} :p {n} ." for n in range(21)))
    names = "".join(f"  http://x.example/t{number:02}\n" for number in range(21))
    assert body(gcm, old, new).partition("(21)\n")[2] == (
        f"Only their names are shown, since they are many. --full shows all.\n{names}"
    )
    assert "http://x.example/p: 20\n" in body(gcm, old, new, "--full")


def test_the_quote_of_a_changed_fact_is_shown(gcm: Run, files: Files) -> None:
    fact = (
        ":a :p 1 ; <https://w3id.org/gcm-graph/ontology#quote> 'I Foro realizado en 2023'@es ;"
        "<https://w3id.org/gcm-graph/ontology#quotedFrom>"
        "<https://w3id.org/gcm-graph/id/document/2024-san-salvador> ."
    )
    assert body(gcm, *files(fact, fact.replace(":p 1", ":p 2"))).splitlines()[-2:] == [
        "    http://x.example/p: 1 → 2",
        "    → “I Foro realizado en 2023” (Joint communiqué of the II Forum of Champion Countries "
        "of the Americas, unit 2)",
    ]


def test_a_long_text_is_shown_where_it_differs(gcm: Run, files: Files) -> None:
    old, new = files(f':a :p "{"word " * 99}" .', f':a :p "{"word " * 50}new {"word " * 49}" .')
    shown = body(gcm, old, new).splitlines()[-1]
    assert shown.startswith("    http://x.example/p: …word word")
    assert " → …" in shown
    assert "word new word" in shown
    assert len(shown) < 320


def test_data_is_no_markup_and_steers_nothing(gcm: Run, files: Files) -> None:
    evil = r"\u001B[31m\u202E<b>*x*</b>|[a](b)`c`\u000A# d &lt;"
    old, new = files(":a :p 1 .", f':a :p 1 . <http://x.example/%3Cb%3E*> :p "{evil}" .')
    for form in ("text", "markdown", "json"):
        done = gcm("diff", old, new, "--no-answers", "-f", form)
        assert not {"\033", "\u202e"} & set(done.stdout)
    lines = gcm("diff", old, new, "--no-answers", "-f", "markdown").stdout.splitlines()
    assert lines[-2:] == [
        r"- **http://x.example/%3Cb%3E\*** <http://x.example/%3Cb%3E*>",
        "  - http://x.example/p: \ufffd\\[31m\ufffd\\<b\\>\\*x\\*\\</b\\>\\|\\[a\\](b)\\`c\\` \\# "
        "d &amp;lt;",
    ]


# Naming a state


def _release(root: Path, folder: Path) -> None:
    """What `gcm publish` makes, as far as it is read here."""
    folder.mkdir(parents=True)
    state = state_of_layout(Layout(root), "x")
    lines = (line for name, found in data_of(state).items() for line in graph_lines(name, found))
    (folder / "gcm-graph.nq.gz").write_bytes(gzip.compress(b"".join(sorted(lines)), mtime=0))
    (folder / "ontology.ttl").write_bytes(n_triples(union(ontology_in(state.graphs))))


def test_a_release_by_folder_and_by_version(at: Run, root: Path) -> None:
    _release(root, root / "build/release/1.0.0-rc.1")
    for name in ("1.0.0-rc.1", "build/release/1.0.0-rc.1"):
        assert outcome(at("diff", name, ".", "--check", cwd=root)) == (
            0, f"No difference between “{name}” and “.”.\n", "",
        )  # fmt: skip
    states.change_a_vote(root)
    done = at("diff", "1.0.0-rc.1", ".", "--check", cwd=root)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1] == (
        "1 thing changed; 1 triple added, 1 triple removed; 1 answer changed."
    )


def test_a_revision_is_of_the_repository_that_the_root_is_in(at: Run, tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "below" / "mi gráfico")
    states.commit(tmp_path, "v1")
    states.change_a_vote(root)
    (tmp_path / "ignored").write_text("x")
    states.commit(tmp_path)
    for old, new in (("v1", "main"), ("HEAD~1", "HEAD"), ("main~1", str(root))):
        done = at("diff", old, new, "--root", str(root), "--no-answers", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[1] == "1 thing changed; 1 triple added, 1 triple removed."
    full = states.git(tmp_path, "rev-parse", "HEAD").strip()
    done = at("diff", full[:9], "HEAD", "--root", str(root), cwd=tmp_path)
    assert done.stdout == f"No difference between “{full[:9]}” and “HEAD ({full[:7]})”.\n"


def test_a_path_wins_over_a_revision(at: Run, root: Path) -> None:
    states.commit(root, "v1")
    (root / "v1").mkdir()
    (root / "v1" / "x.nt").write_text("<a:b> <c:d> <e:f> .\n")
    done = at("diff", "v1", "v1", cwd=root)
    assert done.stdout == "No difference between “v1” and “v1”.\n"


@pytest.mark.parametrize("ending", ["nt", "nq", "trig", "jsonld", "nt.gz", "nq.gz"])
def test_every_format(gcm: Run, tmp_path: Path, ending: str) -> None:
    line = b"<http://x.example/a> <http://x.example/p> <http://x.example/b> .\n"
    (tmp_path / "old.ttl").write_bytes(line)
    content = b'{"@id": "http://x.example/a", "http://x.example/p": {"@id": "http://x.example/b"}}'
    content = content if ending == "jsonld" else line
    new = tmp_path / f"new.{ending}"
    new.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    assert gcm("diff", str(tmp_path / "old.ttl"), str(new), "--check").returncode == 0


def test_a_folder_of_files(gcm: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "votes", tmp_path / "votes")
    (tmp_path / "votes" / "voting.ttl").unlink()
    done = gcm("diff", str(ROOT / "data" / "votes"), str(tmp_path / "votes"), "--no-answers")
    assert done.stdout.splitlines()[1] == "13 things removed; 128 triples removed."


# Attributes, links and what else a stranger's repository may hold


def test_a_revision_is_read_as_committed(at: Run, root: Path, tmp_path: Path) -> None:
    """Attributes neither hide nor change a file, and no program that they name runs."""
    ran = tmp_path / "ran"
    (root / ".gitattributes").write_text(
        "data/votes/** export-ignore filter=evil ident\n*.ttl export-subst filter=evil\n"
    )
    states.commit(root, "v1")
    for key in ("filter.evil.smudge", "core.fsmonitor", "core.pager", "diff.external"):
        states.git(root, "config", key, f"touch '{ran}'; cat")
    hook = root / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
    hook.chmod(0o755)
    assert outcome(at("diff", "v1", ".", "--check", cwd=root)) == (
        0, at("diff", "v1", ".", cwd=root).stdout, "",
    )  # fmt: skip
    assert not ran.exists()


def test_variables_of_a_hook_lead_nowhere_else(process: Run, root: Path, tmp_path: Path) -> None:
    states.commit(root, "v1")
    other = tmp_path / "other"
    other.mkdir()
    states.commit(other)
    env = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": "x"}
    done = process("diff", "v1", ".", cwd=root, env=env)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_link_in_a_revision_is_refused(at: Run, root: Path) -> None:
    (root / "data" / "x.ttl").symlink_to("/etc/passwd")
    states.commit(root, "v1")
    (root / "data" / "x.ttl").unlink()
    assert outcome(at("diff", "v1", ".", cwd=root)) == (
        3, "",
        "v1:data/x.ttl: symbolic links are not followed; put the file itself here.\n",
    )  # fmt: skip


def test_an_object_that_is_missing_is_told(at: Run, root: Path) -> None:
    """As in a clone that lacks some: it is not fetched, and not taken for removed."""
    states.commit(root, "v1")
    gone = states.git(root, "rev-parse", "v1:data/compact/compact.ttl").strip()
    (root / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
    code, out, err = outcome(at("diff", "v1", ".", cwd=root))
    assert (code, out) == (3, "")
    assert err.startswith("v1:data/compact/compact.ttl: git cannot give this file")


def test_an_object_that_breaks_off_is_told(at: Run, root: Path) -> None:
    """Git writes a large object as it reads it, so that it finds out in the middle."""
    states.commit(root, "v1")
    states.git(root, "config", "core.bigFileThreshold", "1")
    name = "data/votes/2018-a-res-73-195.ttl"
    broken = states.git(root, "rev-parse", f"v1:{name}").strip()
    file = root / ".git" / "objects" / broken[:2] / broken[2:]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-2000])
    code, out, err = outcome(at("diff", "v1", ".", cwd=root))
    assert (code, out) == (3, "")
    assert err.startswith(f"v1:{name}: git cannot give this file")


def test_a_name_that_no_file_can_have_is_unknown(at: Run, root: Path) -> None:
    states.commit(root, "v1")
    code, out, err = outcome(at("diff", "v" * 5000, ".", cwd=root))
    assert (code, out) == (2, "")
    assert "vvv" in err


def test_a_pipe_in_a_release_is_refused(at: Run, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "released"
    folder.mkdir()
    (folder / "gcm-graph.nq.gz").write_bytes(gzip.compress(b"<a:b> <a:c> <a:d> <a:g> .\n"))
    os.mkfifo(folder / "ontology.ttl")
    code, out, err = outcome(at("diff", str(folder), ".", cwd=root))
    assert (code, out) == (3, "")
    assert err.startswith(f"{folder}/ontology.ttl: ")


def test_a_root_that_is_younger_than_the_revision(at: Run, tmp_path: Path) -> None:
    states.commit(tmp_path, "v1")
    root = copy_tiny(tmp_path / "below")
    code, out, err = outcome(at("diff", "v1", ".", cwd=root))
    assert (code, out) == (3, "")
    assert err.startswith("v1: the revision contains no graph")


def test_wrong_files_of_a_revision_are_named_as_git_does(at: Run, root: Path) -> None:
    (root / "data" / "x.ttl").write_text("<a:b> <c:d>\n")
    (root / "data" / "y.ttl").write_bytes(b"\xff")
    states.commit(root, "v1")
    for name in "xy":
        (root / "data" / f"{name}.ttl").unlink()
    code, out, err = outcome(at("diff", "v1", ".", cwd=root))
    assert (code, out) == (3, "")
    assert [line.partition(": ")[0] for line in err.splitlines()] == [
        "v1:data/x.ttl:2:1", "v1:data/y.ttl:1",
    ]  # fmt: skip


def test_questions_that_cannot_be_asked_are_told(at: Run, root: Path) -> None:
    states.commit(root, "v1")
    states.change_a_vote(root)
    questions = root / "queries" / "questions"
    graph = re.sub(
        r"(?ms)^SELECT.*?^WHERE",
        "CONSTRUCT { ?aim a ?event }\nWHERE",
        (questions / "aims.rq").read_text("utf-8"),
    )
    (questions / "graph.rq").write_text(graph, "utf-8")
    states.replace(questions / "aims.rq", "SELECT", "SELEC")
    states.replace(questions / "caveats.rq", "#+ view", "#+ [view")
    code, out, err = outcome(at("diff", "v1", ".", cwd=root))
    assert code == 3
    assert "Votes by choice (gcm ask votes-by-choice)" in out
    assert [line.partition(".rq:")[0] for line in err.splitlines() if ".rq:" in line] == [
        "queries/questions/caveats", "queries/questions/graph", "queries/questions/aims",
    ]  # fmt: skip
    assert "Traceback" not in err


def test_a_state_that_contradicts_itself_is_told_but_not_asked(at: Run, root: Path) -> None:
    states.commit(root, "v1")
    (root / "data" / "x.ttl").write_text(
        "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n"
        "<https://w3id.org/gcm-graph/id/x/y> a gcm:State , gcm:Page .\n"
    )
    code, out, err = outcome(at("diff", "v1", ".", cwd=root))
    assert (code, out.splitlines()[1]) == (3, "1 thing added; 2 triples added.")
    assert "cannot be both" in err


# Bad input


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nosuch.ttl", "."], 3, "nosuch.ttl: no such file; check the path."),
        (["nosuch.nq.gz", "."], 3, "nosuch.nq.gz: no such file; check the path."),
        (["nosuch", "."], 2, "“nosuch” is no file, no folder, no release below build/release/ and "
         "no revision of git; check how it is written. `git fetch --tags` brings the tags "
         "of the remote."),
        (["--", "-x", "."], 2, "“-x” is no file, no folder"),
        (["--", "--output=x", "."], 2, "“--output=x” is no file, no folder"),
        (["", "."], 2, "“” is no file, no folder"),
        (["v1..v1", "."], 2, "“v1..v1” is no file, no folder"),
        (["v1:data", "."], 2, "“v1:data” is no file, no folder"),
        (["../v1", "."], 2, "“../v1” is no file, no folder"),
        (["-x", "."], 2, "No such option '-x'."),
        (["."], 2, "Missing argument 'NEW'."),
        (["empty.ttl", "."], 3, "empty.ttl: the file contains no triples."),
        (["comment.ttl", "."], 3, "comment.ttl: the file contains no triples."),
        (["binary.ttl", "."], 3, "binary.ttl:1: not UTF-8 text (byte 5); save the file as UTF-8."),
        (["wrong.ttl", "."], 3, "wrong.ttl:2:1: not valid Turtle:"),
        (["wrong.nt.gz", "."], 3, "wrong.nt.gz: the file is not what gzip writes, or is cut off"),
        (["cut.nt.gz", "."], 3, "cut.nt.gz: the file is not what gzip writes, or is cut off"),
        (["none", "."], 3, "none: the folder contains no RDF file (*.ttl, *.nt,"),
        (["/dev/null", "."], 3, "/dev/null: this is no file but a pipe or a device;"),
        ([".", ".", "-o", "x.xls"], 2, "no format is known by the ending .xls"),
        ([".", ".", "-f", "nquads"], 2, "'nquads' is not one of 'text', 'markdown', 'json'."),
        (["bare", "."], 3, "bare: the revision contains no graph: it needs ontology/prefixes.ttl"),
        (["wrong.ttl", "nosuch"], 3, "“nosuch” is no file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_bad_input(at: Run, bad: Path, words: list[str], code: int, said: str) -> None:
    done = at("diff", *words, cwd=bad)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    states.git(folder, "init", "--quiet", "--initial-branch=main")
    states.commit(folder, "bare")
    copy_tiny(folder)
    states.commit(folder, "v1")
    packed = gzip.compress(b"<a:b> <c:d> <e:f> .\n" * 9)
    contents = {
        "empty.ttl": b"",
        "comment.ttl": b"# nothing\n",
        "binary.ttl": b"\x7fELF\x00\xff\xfe",
        "wrong.ttl": b"<a:b> <c:d>\n",
        "wrong.nt.gz": b"<a:b> <c:d> <e:f> .\n",
        "cut.nt.gz": packed[:-9],
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "none").mkdir()
    return folder


def test_no_repository_and_no_git(process: Run, root: Path) -> None:
    env = {"GIT_CEILING_DIRECTORIES": str(root.parent)}
    code, out, err = outcome(process("diff", "v1", ".", cwd=root, env=env))
    assert (code, out) == (3, "")
    assert err.startswith("“v1” is no file, no folder and no release below build/release/, and ")
    code, out, err = outcome(process("diff", "v1", ".", cwd=root, env={"PATH": "/nonexistent"}))
    assert (code, out) == (3, "")
    assert err == "git is not installed, so no revision can be read. Install git.\n"


def test_a_wrong_state_in_spanish(process: Run, bad: Path) -> None:
    done = process("diff", "nosuch", ".", "--lang", "es", cwd=bad)
    assert outcome(done) == (
        2, "",
        "«nosuch» no es un archivo ni una carpeta, ni una versión publicada en build/release/, ni "
        "una revisión de git; revise cómo está escrito. `git fetch --tags` trae las etiquetas del "
        "remoto.\n",
    )  # fmt: skip
