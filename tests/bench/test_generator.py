"""The synthetic forums are the same each time, have hubs, and answer the questions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox

import gcm
from gcm.core.namespaces import GRAPH, ID
from gcm.evidence.normal_form import places_of
from gcm.rdf.oxigraph import term_text

from .generator import write_forums

SIZE = 10_000


def _text(triples: int) -> str:
    lines: list[str] = []
    count = write_forums(triples, lines.append)
    assert count == len(lines)
    return "".join(lines)


def _quads(triples: int) -> list[ox.Quad]:
    return list(ox.parse(_text(triples), format=ox.RdfFormat.N_QUADS))


def test_the_same_size_gives_the_same_bytes_and_a_larger_one_begins_with_them() -> None:
    small = _text(SIZE)
    assert small == _text(SIZE)
    assert _text(2 * SIZE).startswith(small)


def test_the_size_is_about_what_was_wanted_and_no_quad_is_there_twice() -> None:
    quads = _quads(SIZE)
    assert SIZE <= len(quads) < 1.2 * SIZE
    assert len({quad.triple for quad in quads}) == len(quads)


def test_every_graph_and_every_thing_described_is_marked_synthetic() -> None:
    quads = _quads(SIZE)
    assert all(str(quad.graph_name).startswith(f"<{GRAPH}forums/synthetic-") for quad in quads)
    assert all("/synthetic" in term_text(quad.subject) for quad in quads)


def test_one_thing_in_a_hundred_holds_a_tenth_of_the_links() -> None:
    links = [
        quad
        for quad in _quads(10 * SIZE)
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(ID)
    ]
    things = {term_text(quad.subject) for quad in links} | {
        term_text(quad.object) for quad in links
    }
    held = Counter(term_text(quad.object) for quad in links)
    hubs = held.most_common(len(things) // 100)
    assert sum(count for _, count in hubs) >= len(links) / 10
    # Some of them gather links from all forums, not only from their own.
    assert any(iri.startswith(ID + "state/") for iri, _ in hubs)


def test_each_quote_stands_once_in_its_text() -> None:
    store = ox.Store()
    store.load(_text(SIZE), format=ox.RdfFormat.N_QUADS)
    rows = store.query(
        """PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
        SELECT ?text ?quote WHERE {
          ?fact gcm:quotedFrom/^gcm:textOf/gcm:normalForm ?text ; gcm:quote ?quote .
        }""",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, ox.QuerySolutions)
    found = [tuple(term.value for term in row) for row in rows]
    assert found
    assert [quote for text, quote in found if len(places_of(quote, text)) != 1] == []


def test_a_forum_with_facts_of_every_kind_conforms(tmp_path: Path) -> None:
    # The first forum has a rival date, a road map and funding, and is one of the large ones.
    file = tmp_path / "forums.nq"
    file.write_text(_text(1), encoding="utf-8")
    report = gcm.validate(file)
    assert report.findings == []
    assert report.unknown == []
