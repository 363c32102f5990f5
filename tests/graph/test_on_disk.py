"""An on-disk store: the same answers, made once, and no way out for a query."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

import gcm
from gcm.core.errors import RunError
from gcm.core.layout import Layout
from gcm.graph.on_disk import open_disk
from gcm.sandbox.run_apart import run_apart

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("disk")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the shipped graph, made by the first test."""
    return tmp_path_factory.mktemp("store") / "new"


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("participants", {}),
        ("profile", {"thing": "SLV"}),
        ("votes-by-region", {}),
        ("inferred", {}),
        ("disagreements", {}),
    ],
)
def test_questions_have_the_same_rows(folder: Path, question: str, given: dict[str, str]) -> None:
    there = gcm.open(root=ROOT, store=folder).ask(question, given, lang="es")
    here = gcm.open(root=ROOT).ask(question, given, lang="es")
    assert there.table == here.table
    assert len(list(folder.iterdir())) == 1


def test_describing_explaining_and_querying(folder: Path) -> None:
    assert gcm.open(root=ROOT, store=folder).describe("SLV") == gcm.open(root=ROOT).describe("SLV")
    triple = ("SLV", "tookPartIn", "forum/2024-san-salvador")
    assert gcm.open(root=ROOT, store=folder).explain(*triple) == gcm.open(root=ROOT).explain(
        *triple
    )
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    there, here = gcm.open(root=ROOT, store=folder).query(text), gcm.open(root=ROOT).query(text)
    assert there.table == here.table


def test_a_query_can_open_files_but_no_connection(folder: Path) -> None:
    place = open_disk(Layout(ROOT), folder).folder

    def connect() -> bytes:
        try:
            socket.socket()
        except PermissionError:
            return b"refused"
        return b"opened"

    assert run_apart(connect, 10, place) == b"refused"
    assert run_apart(lambda: Path("/dev/null").read_bytes(), 10, place) == b""
    inherited = os.open("/dev/null", os.O_RDONLY)
    try:
        assert run_apart(lambda: str(_is_open(inherited)).encode(), 10, place) == b"False"
    finally:
        os.close(inherited)
    with pytest.raises(RunError) as caught:
        gcm.open(root=ROOT, store=folder).query(
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
        )
    assert caught.value.message.english == (
        "refused: SERVICE would open a connection; this tool asks the loaded "
        "graph only. Remove the SERVICE block."
    )


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_a_changed_graph_has_a_new_store_and_no_old_one(tmp_path: Path) -> None:
    root, folder = tmp_path / "root", tmp_path / "store"
    shutil.copytree(ROOT / "ontology", root / "ontology")
    (root / "data").mkdir()
    layout = Layout(root)
    first = open_disk(layout, folder).folder
    assert open_disk(layout, folder).folder == first
    (root / "data" / "new.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    second = open_disk(layout, folder)
    assert second.folder != first
    assert list(folder.iterdir()) == [second.folder]
    assert len(second.rows("SELECT ?s WHERE { ?s <x:b> <x:c> }")) == 1


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(RunError) as caught:
        open_disk(Layout(ROOT), tmp_path)
    assert (caught.value.message.english, caught.value.file) == (
        ("the folder contains something other than stores of this tool; name an empty or new one."),
        tmp_path,
    )
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
