from __future__ import annotations

from pathlib import PurePath

from hypothesis import given, strategies as st
from pyoxigraph import NamedNode

from gcm.core import iris
from gcm.core.namespaces import shorten


def test_each_iri() -> None:
    name = iris.words_name("2024-san-salvador.es", "El II Foro tuvo como objetivos:")
    base = "https://w3id.org/gcm-graph/"
    assert {
        "source": iris.source_iri("2024-san-salvador.es"),
        "document": iris.document_iri("2024-san-salvador"),
        "unit": iris.unit_iri("2024-san-salvador.es", "El II Foro tuvo como objetivos:"),
        "second": iris.unit_iri("2024-san-salvador.es", "El II Foro tuvo como objetivos:", 2),
        "quote": iris.quote_iri(name),
        "selector": iris.selector_iri(name, "exact"),
        "question": iris.question_iri("participants"),
        "dataset": iris.dataset_iri(),
        "release": iris.release_iri("0.2.0"),
        "part": iris.release_part_iri("0.2.0", "tables/es/a b#c%.csv"),
        "file": iris.release_file_iri("0.2.0", "tables/es/a b#c%.csv"),
    } == {
        "source": base + "id/source/2024-san-salvador.es",
        "document": base + "id/document/2024-san-salvador",
        "unit": base + "id/unit/2024-san-salvador.es-64a641d2",
        "second": base + "id/unit/2024-san-salvador.es-64a641d2-2",
        "quote": base + "id/quote/2024-san-salvador.es-64a641d2",
        "selector": base + "id/selector/2024-san-salvador.es-64a641d2-exact",
        "question": base + "question/participants",
        "dataset": base + "dataset",
        "release": base + "release/0.2.0",
        "part": base + "release/0.2.0#tables/es/a%20b%23c%25.csv",
        "file": base + "release/0.2.0/tables/es/a%20b%23c%25.csv",
    }


FILES = st.text(st.characters(exclude_characters="/\0"), min_size=1).filter(
    lambda name: name.strip(".") != ""
)


@given(FILES)
def test_every_file_gives_a_valid_graph(name: str) -> None:
    iri = iris.graph_iri(PurePath("data", "forums", name + ".ttl"))
    assert NamedNode(iri).value == iri


@given(FILES, FILES)
def test_no_two_files_give_one_graph(one: str, other: str) -> None:
    graphs = {iris.graph_iri(PurePath("data", f"{name}.ttl")) for name in (one, other)}
    assert len(graphs) == len({one, other})


def test_shorten_takes_the_longest_namespace() -> None:
    prefixes = {"a": "http://a/", "b": "http://a/b#", "c": "http://a/b"}
    assert [
        shorten(iri, prefixes)
        for iri in ("http://a/b#c", "http://a/x", "http://a/x/y", "http://a/", "urn:z")
    ] == ["b:c", "a:x", "http://a/x/y", "http://a/", "urn:z"]
