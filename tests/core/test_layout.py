from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import gcm.core.layout
from gcm.core.errors import FILE_MISSING, RunError, UsageError
from gcm.core.layout import Layout, files_of, find_layout


def make_root(folder: Path) -> Path:
    """A folder with a file of each kind."""
    for name in (
        "ontology/prefixes.ttl", "ontology/gcm.ttl", "ontology/gcm/m.ttl", "ontology/reused.ttl",
        "ontology/vocab/b.ttl", "ontology/vocab/a.ttl", "ontology/alignments/org.ttl",
        "data/votes/v.ttl", "data/forums/f.ttl", "data/forums/.f.ttl.swp", "data/forums/.f.ttl",
        "data/sources/s.es.txt", "data/sources/s.es.ttl", "data/.git/x.ttl", "data/README.md",
        "shapes/s.ttl", "shapes/examples/e.ttl", "queries/questions/b.rq",
        "queries/questions/a.rq", "queries/checks/c.rq",
        "queries/construct/d.rq", "queries/dataset/totals.rq", "ontology/dataset.ttl",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_folders(tmp_path: Path) -> None:
    layout = Layout(make_root(tmp_path))
    found = {
        "register": [layout.register],
        "ontology": layout.ontology(),
        "data": layout.data(),
        "shapes": layout.shapes(),
        "texts": layout.source_texts(),
        "turtle": layout.turtle(),
        "questions": layout.questions().values(),
        "dataset": [layout.dataset],
        "descriptions": layout.descriptions(),
    }
    assert {
        name: [str(path.relative_to(tmp_path)) for path in paths] for name, paths in found.items()
    } == {
        "register": ["ontology/prefixes.ttl"],
        "ontology": ["ontology/gcm.ttl", "ontology/gcm/m.ttl", "ontology/reused.ttl",
                     "ontology/vocab/a.ttl", "ontology/vocab/b.ttl"],
        "data": ["data/forums/f.ttl", "data/sources/s.es.ttl", "data/votes/v.ttl"],
        "shapes": ["shapes/s.ttl"],
        "texts": ["data/sources/s.es.txt"],
        "turtle": ["ontology/alignments/org.ttl", "ontology/dataset.ttl", "ontology/gcm/m.ttl",
                   "ontology/gcm.ttl", "ontology/prefixes.ttl", "ontology/reused.ttl",
                   "ontology/vocab/a.ttl", "ontology/vocab/b.ttl", "data/forums/f.ttl",
                   "data/sources/s.es.ttl", "data/votes/v.ttl", "shapes/examples/e.ttl",
                   "shapes/s.ttl"],
        "questions": ["queries/questions/a.rq", "queries/questions/b.rq", "queries/checks/c.rq"],
        "dataset": ["ontology/dataset.ttl"],
        "descriptions": ["queries/dataset/totals.rq"],
    }  # fmt: skip
    assert list(layout.questions()) == ["a", "b", "c"]


def test_a_root_that_no_construct_describes_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "queries" / "dataset"
    with pytest.raises(RunError) as caught:
        Layout(tmp_path).descriptions()
    assert (caught.value.message, caught.value.file) == (FILE_MISSING, folder / "*.rq")


def test_graphs_of_files(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    graph = "https://w3id.org/gcm-graph/graph/"
    assert {
        name: layout.graph_of(tmp_path / name).removeprefix(graph)
        for name in ("data/forums/f.ttl", "ontology/gcm.ttl", "data/a b<c>ñ%.ttl")
    } == {
        "data/forums/f.ttl": "forums/f",
        "ontology/gcm.ttl": "ontology/gcm",
        "data/a b<c>ñ%.ttl": "a%20b%3Cc%3Eñ%25",
    }
    assert layout.graph_of(Path("/elsewhere/x.ttl")) == graph + "file/x"


def test_a_missing_folder_holds_no_files(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert (layout.data(), layout.shapes(), layout.questions(), layout.turtle()) == ([], [], {}, [])


def test_the_root_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, named = make_root(tmp_path / "here"), make_root(tmp_path / "una carpeta ñ")
    monkeypatch.chdir(here)
    assert find_layout(named).root == named
    assert find_layout(Path("../una carpeta ñ")).root == Path("../una carpeta ñ")


@pytest.mark.parametrize("missing", ["ontology/prefixes.ttl", "data", ""])
def test_a_named_root_without_a_graph_is_wrong(tmp_path: Path, missing: str) -> None:
    if missing:
        make_root(tmp_path)
        (tmp_path / missing).rename(tmp_path / "gone")
    with pytest.raises(UsageError) as caught:
        find_layout(tmp_path)
    assert (caught.value.message.english, caught.value.file) == (
        ("this folder contains no graph: it needs ontology/prefixes.ttl and data/."),
        tmp_path,
    )


def test_the_order_of_the_other_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = make_root(tmp_path / "checkout")
    package = checkout / "scripts" / "gcm"
    bundle = make_root(package / "bundle")
    outer = make_root(tmp_path / "outer")
    inner = make_root(outer / "a" / "inner")
    (inner / "data" / "deep").mkdir()
    monkeypatch.setattr(gcm.core.layout, "__file__", str(package / "core" / "layout.py"))
    found = []
    for place in (inner / "data" / "deep", inner, outer / "a", tmp_path):
        monkeypatch.chdir(place)
        found.append(find_layout().root)
    assert found == [inner, inner, outer, checkout]
    (checkout / "ontology").rename(checkout / "gone")
    assert find_layout().root == bundle
    (bundle / "ontology").rename(bundle / "gone")
    with pytest.raises(UsageError) as caught:
        find_layout()
    assert caught.value.message.english == ("no graph found here; name its folder with --root.")


@pytest.mark.parametrize(
    "name", ["ontology", "ontology/prefixes.ttl", "ontology/gcm.ttl", "ontology/vocab",
             "ontology/vocab/a.ttl", "data", "data/forums", "data/forums/f.ttl", "data/sources",
             "data/sources/s.es.txt", "shapes", "shapes/s.ttl", "queries", "queries/questions",
             "queries/questions/a.rq"],
)  # fmt: skip
def test_symbolic_links_are_refused(tmp_path: Path, name: str) -> None:
    root = make_root(tmp_path / "root")
    (root / name).rename(tmp_path / "elsewhere")
    (root / name).symlink_to(tmp_path / "elsewhere")
    layout = Layout(root)
    readers: list[Callable[[], object]] = [
        lambda: layout.register, layout.ontology, layout.data, layout.shapes, layout.source_texts,
        layout.turtle, layout.questions,
    ]  # fmt: skip
    refused = set()
    for reader in readers:
        try:
            reader()
        except RunError as error:
            refused.add((error.message.english, error.file))
    assert refused == {
        (("symbolic links are not followed; put the file itself here."), root / name)
    }


def test_links_of_editors_are_not_looked_at(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    (root / "data" / ".#f.ttl").symlink_to("someone@host.1")
    assert len(Layout(root).data()) == 3


def test_paths_of_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_root(tmp_path))
    (tmp_path / "empty").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "x.ttl").symlink_to(tmp_path / "shapes" / "s.ttl")
    paths = map(
        Path,
        ["data/forums", "missing.ttl", "data/README.md", "empty", "shapes/s.ttl", "./shapes/s.ttl",
         "linked", "linked/x.ttl"],
    )  # fmt: skip
    found, errors = files_of(paths)
    assert list(map(str, found)) == [
        "data/forums/f.ttl", "missing.ttl", "data/README.md", "shapes/s.ttl", "linked/x.ttl",
    ]  # fmt: skip
    assert [(error.message.english, str(error.file)) for error in errors] == [
        (("the folder contains no RDF file ({endings})."), "empty"),
        (("symbolic links are not followed; put the file itself here."), "linked/x.ttl"),
    ]
