"""The prepared graph: never stale, never half-written, the same bytes from the same files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings, strategies as st

import gcm
from gcm.core.cache import prepared_files
from gcm.core.layout import Layout
from gcm.core.namespaces import INFERRED, OWL, RDF
from gcm.core.results import table_from_json
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph, prepare, prepared_key
from gcm.rdf.store import query_json

from ..chance import many
from ..tiny_root import copy_tiny

ROOT = Path(__file__).parents[2]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?thing gcm:iso3 ?code }"
MakeRoot = Callable[[], Path]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small graph of its own, and a cache of its own for its user."""
    root = tmp_path / "root"
    shutil.copytree(ROOT / "ontology", root / "ontology")
    (root / "data").mkdir()
    for name in ("actors/states.ttl", "actors/regions.ttl", "sources/pages.ttl"):
        (root / "data" / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "data" / name, root / "data" / name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return root


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A tiny root, its graph prepared."""
    layout = Layout(copy_tiny(tmp_path_factory.mktemp("tiny") / "root"))
    open_graph(layout)
    return layout


def count(root: Path) -> int:
    table = gcm.open(root=root).query(COUNT).table
    assert table is not None
    return int(str(table.values()[0][0]))


def test_it_holds_every_asserted_graph_and_what_follows() -> None:
    layout = Layout(ROOT)
    quads = set(ox.parse(prepare(layout, prepared_key(layout)), format=ox.RdfFormat.N_QUADS))
    asserted = Graph.read(layout).store
    named = {str(quad) for quad in asserted if not isinstance(quad.subject, ox.BlankNode)}
    prepared = {str(q) for q in quads if q.graph_name != ox.NamedNode(INFERRED)}
    assert {line for line in named if "_:" not in line} == {
        line for line in prepared if "_:" not in line
    }
    assert len(prepared) == len(asserted)
    assert len(quads) - len(prepared) == gcm.infer(root=ROOT).inferred


def test_the_same_files_give_the_same_bytes(root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gcm.core.layout import Layout;"
        "from gcm.graph.prepared import prepare; import hashlib;"
        "print(hashlib.sha256(prepare(Layout(Path(sys.argv[1])), 'k')).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(root)],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "es_SV.UTF-8"))
    }
    assert len(digests) == 1


def test_a_changed_added_or_removed_file_is_seen_at_once(root: Path) -> None:
    file = root / "data" / "actors" / "states.ttl"
    before = count(root)
    stamp = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('gcm:iso3 "AFG"', 'gcm:iso2 "XX"'), encoding="utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # not by its time of change
    assert count(root) == before - 1
    new = root / "data" / "new.ttl"
    new.write_text('<x:y> <https://w3id.org/gcm-graph/ontology#iso3> "ZZZ" .', encoding="utf-8")
    assert count(root) == before
    new.rename(root / "data" / "other.ttl")
    assert count(root) == before
    (root / "data" / "other.ttl").unlink()
    assert count(root) == before - 1
    file.write_text(text, encoding="utf-8")
    assert count(root) == before


def test_one_of_another_version_or_unreadable_is_not_used(root: Path) -> None:
    file = root / "build" / "graph.nq"
    expected = count(root)
    good = file.read_bytes()
    for bad in (b"", good.replace(b"# gcm-graph ", b"# gcm-graph 0"), b"\xff\xfe", good[:30]):
        file.write_bytes(bad)
        assert count(root) == expected
        assert file.read_bytes() == good


def test_where_the_checkout_cannot_be_written_the_users_cache_is(
    root: Path, tmp_path: Path
) -> None:
    (root / "build").write_text("a file is in the way", encoding="utf-8")
    expected = count(root)
    (kept,) = (tmp_path / "cache" / "gcm-graph").iterdir()
    assert prepared_files(Layout(root)) == [root / "build" / "graph.nq", kept]
    first = kept.read_bytes()
    assert first.startswith(f"# gcm-graph {prepared_key(Layout(root))}".encode())
    assert count(root) == expected
    (root / "data" / "new.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    assert count(root) == expected
    # The one of the root as it was is replaced, not kept beside the new one.
    assert [*(tmp_path / "cache" / "gcm-graph").iterdir()] == [kept]
    assert kept.read_bytes() != first


def test_where_nothing_can_be_written_it_answers_all_the_same(root: Path, tmp_path: Path) -> None:
    for place in (root / "build", tmp_path / "cache"):
        place.write_text("a file is in the way", encoding="utf-8")
    data = Graph.read(Layout(root)).answer(COUNT.replace("(COUNT(*) AS ?n)", "*"))
    assert count(root) == len(table_from_json(data).rows)
    assert not any(file.exists() for file in prepared_files(Layout(root)))


def test_two_processes_may_make_it_at_once(root: Path) -> None:
    words = [str(Path(sys.executable).with_name("gcm")), "--root", str(root), "query", "-q", COUNT]
    running = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = [(one.communicate(), one.returncode) for one in running]
    assert told == [(("n\n193\n", ""), 0)] * 4
    assert [file.name for file in (root / "build").iterdir()] == ["graph.nq"]


def test_a_triple_in_two_graphs_counts_once(root: Path) -> None:
    shutil.copy(root / "data" / "actors" / "states.ttl", root / "data" / "again.ttl")
    assert count(root) == 193
    assert count(root) == 193  # from the file too
    assert len(open_graph(Layout(root)).rows("SELECT ?s WHERE { ?s ?p 'AFG' }")) == 1


def test_a_question_loads_what_it_reads_and_no_more(tiny: Layout) -> None:
    whole = open_graph(tiny)
    size = len(whole.store)
    fewer = set()
    for name, file in Layout(ROOT).questions().items():
        text = file.read_text(encoding="utf-8")
        graph = open_graph(tiny)
        read = graph.store_for(text)
        if len(read) < size:
            fewer.add(name)
        assert query_json(read, text, {}, True) == query_json(whole.store, text, {}, True), name
        assert len(graph.store) == size
    assert {"participants", "votes-by-choice", "editions"} <= fewer
    assert not {"inferred", "profile", "unsourced"} & fewer


def test_properties_read_one_after_the_other_share_their_blank_nodes(tiny: Layout) -> None:
    graph = open_graph(tiny)
    first = f"?list <{RDF}first> ?x"
    lists = {row[0] for row in graph.rows(f"SELECT ?list {{ {first} }}")}
    heads = graph.rows(f"SELECT ?list {{ ?all <{OWL}members> ?list . {first} }}")
    assert {row[0] for row in heads} <= lists
    assert len(heads) > 3
    assert len(graph._store) < len(graph.store)


NODES = ("?a", "?b", "gcm:Event", "forum:2024-san-salvador")
STEPS = (
    "a",
    "?p",
    "gcm:earliest",
    "skos:prefLabel",
    "gcm:follows*",
    "!a",
    "^gcm:atEvent",
    "gcm:x?",
)
PATTERNS = st.builds("{} {} {}".format, *map(st.sampled_from, (NODES, STEPS, (*NODES, "1"))))
GROUPS = st.recursive(
    PATTERNS,
    lambda inner: st.one_of(
        st.builds("{} . {}".format, inner, inner),
        st.builds("{} OPTIONAL {{ {} }}".format, inner, inner),
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("{{ SELECT ?a ?b {{ {} }} GROUP BY ?a ?b }}".format, inner),
        st.builds("{} FILTER EXISTS {{ {} }}".format, inner, inner),
        st.builds("GRAPH ?g {{ {} }}".format, inner),
    ),
    max_leaves=3,
)


@settings(max_examples=many(40))
@given(body=GROUPS)
def test_any_query_reads_the_same_from_what_it_loads(tiny: Layout, body: str) -> None:
    text = f"SELECT (COUNT(*) AS ?n) (MIN(STR(?b)) AS ?least) {{ {body} }}"
    graph = open_graph(tiny)
    part = query_json(graph.store_for(text), text, graph.prefixes, True)
    assert part == query_json(graph.store, text, graph.prefixes, True)


def test_a_query_is_guarded_whatever_the_graph_is_kept_in(root: Path) -> None:
    shutil.copy(root / "data" / "actors" / "states.ttl", root / "data" / "again.ttl")
    for doubled in (root, ROOT):
        with pytest.raises(gcm.RunError) as caught:
            gcm.open(root=doubled).query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
        assert caught.value.message.english == (
            "refused: SERVICE would open a connection; this tool asks the loaded "
            "graph only. Remove the SERVICE block."
        )
