"""A second release tells what changed since the first, which it takes from the first one's tag."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import gcm
from gcm.core.language import LANGS

from ._root import Repository
from .conftest import VERSION, not_looking_at_files

NEXT = "0.2.0"
BASE = "https://w3id.org/gcm-graph/"


@pytest.fixture(scope="module")
def releases(tiny: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two releases, the second with a label corrected, a status taken away."""
    repository = Repository(tmp_path_factory.mktemp("second") / "root")
    tiny.git("clone", "-q", str(tiny.root), str(repository.root))
    repository.git("tag", f"v{VERSION}")
    repository.raise_version(NEXT)
    agencies = "data/actors/agencies.ttl"
    repository.edit(agencies, '"International Organization for', '"International Organisation for')
    forum = "data/forums/2024-san-salvador.ttl"
    repository.edit(forum, " ;\n    gcm:status participation-status:listener .", " .")
    gcm.format_files(root=repository.root)
    gcm.import_tables(root=repository.root)  # some labels hold that one
    repository.commit()
    with not_looking_at_files():
        published = gcm.publish(NEXT, root=repository.root, allow_shrink=True)
    assert published.refusals == []
    assert published.folder is not None
    return published.folder


def lines(data: bytes) -> set[bytes]:
    return set(data.splitlines())


def test_the_words_are_those_that_comparing_both_releases_gives(
    releases: Path, release: Path
) -> None:
    told = (releases / "CHANGES.md").read_text(encoding="utf-8")
    english, spanish = (
        gcm.diff(release, releases, lang=lang, root=releases.parents[2]).markdown()
        for lang in LANGS
    )
    assert [line for line in told.splitlines() if "listener →" in line or "oyente →" in line]
    # The names of the states are paths there.
    title = told.splitlines()[0]
    assert title == "# Changes from 0.1.0 to 0.2.0"
    wanted = "\n".join(text.split("\n", 1)[1] for text in (english, spanish))
    found = "\n".join(line for line in told.splitlines() if not line.startswith("# "))
    assert found.split() == wanted.split()


def test_the_patch_makes_the_new_from_the_old(releases: Path, release: Path) -> None:
    old, new = (
        lines(gzip.decompress((folder / "gcm-graph.nq.gz").read_bytes()))
        for folder in (release, releases)
    )
    added, removed = (
        lines((releases / "changes" / f"{name}.nq").read_bytes()) for name in ("added", "removed")
    )
    assert (old - removed) | added == new
    assert len(removed) == len(added) + 1  # the status


def test_what_programs_read(releases: Path) -> None:
    for lang in ("en", "es"):
        changes = json.loads((releases / "changes" / f"changes.{lang}.json").read_bytes())
        assert (changes["old"], changes["new"]) == (VERSION, NEXT)
        assert {answer["name"] for answer in changes["answers"]} >= {"participants"}


def test_the_description_names_the_release_before(releases: Path) -> None:
    triples = {quad.triple for quad in ox.parse(path=releases / "dataset.ttl")}
    before = ox.Triple(
        ox.NamedNode(f"{BASE}release/{NEXT}"),
        ox.NamedNode("http://www.w3.org/ns/dcat#previousVersion"),
        ox.NamedNode(f"{BASE}release/{VERSION}"),
    )
    assert before in triples
    readme = (releases / "README.md").read_text(encoding="utf-8")
    assert "of 2030-01-02, after 0.1.0." in " ".join(readme.split())
    assert "del 2030-01-02, posterior a la 0.1.0." in " ".join(readme.split())


def test_every_file_has_its_sum_and_its_place_in_the_readme(releases: Path) -> None:
    files = {
        file.relative_to(releases).as_posix() for file in releases.rglob("*") if file.is_file()
    }
    sums = (releases / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.partition("  ")[2] for line in sums} == files - {"SHA256SUMS"}
    readme = (releases / "README.md").read_text(encoding="utf-8")
    named = {name if "/" not in name else f"{name.partition('/')[0]}/" for name in files}
    for name in named - {"README.md", "LICENSE"}:
        assert readme.count(f"`{name}") >= 2, name  # in each language


def test_each_form_of_the_data_is_called_otherwise(releases: Path) -> None:
    titles = [
        quad.object.value
        for quad in ox.parse(path=releases / "dataset.ttl")
        if quad.predicate.value == "http://purl.org/dc/terms/title"
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == "en"
    ]
    assert len(titles) == len(set(titles))
    forms = ("JSON-LD", "N-Quads", "N-Triples", "TriG", "Turtle", "Turtle 1.2 (experimental)")
    assert {title for title in titles if title.startswith("The graph as ")} == {
        f"The graph as {form}" for form in forms
    }
