"""What a page reads of a graph that holds ten times as much: no more than it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gcm.core.collation import collated
from gcm.core.layout import Layout, find_layout
from gcm.core.results import Cell
from gcm.graph.edition import Editions
from gcm.graph.graph import Graph
from gcm.handle import OpenGraph
from gcm.rdf.oxigraph import Literal, NamedNode, Store
from gcm.site import near, pages_nodes
from gcm.site.pages import Site

from ..tiny_root import copy_tiny
from ._html import read

FEW = 30  # subjects that are a crowd here, and names that are compared
FORUM = """
<https://w3id.org/gcm-graph/id/forum/made-{n}> a gcm:Forum , gcm:Event ;
  skos:prefLabel "Made {n}"@en ; schema:startDate "2020-01-01"^^xsd:date .
<https://w3id.org/gcm-graph/id/participation/made-{n}> a gcm:Participation ;
  skos:prefLabel "Peru: took part in Made {n}"@en ;
  gcm:basis <https://w3id.org/gcm-graph/vocab/basis/stated> ;
  gcm:participant <https://w3id.org/gcm-graph/id/state/PER> ;
  gcm:atEvent <https://w3id.org/gcm-graph/id/forum/made-{n}> .
"""
PREFIXES = """@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PAGES = ("id/state/PER", "ontology/Participation", "", "id/forum/made-3", "id/nowhere/x", "search")


class Counting:
    """A store, which counts the quads and rows that are read of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def quads_for_pattern(self, *terms: Any) -> Iterator[Any]:
        for quad in self._store.quads_for_pattern(*terms):
            self.read += 1
            yield quad


class Handle(OpenGraph):
    """An open graph that was not read from its root."""

    def __init__(self, layout: Layout, graph: Graph) -> None:
        super().__init__(layout.root)
        vars(self)["graph"] = graph


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, Graph]:
    """The tiny root with a hundred and a thousand more forums, at each of which Peru took part."""
    root = copy_tiny(tmp_path_factory.mktemp("root"))
    found = []
    for forums in (100, 1000):
        made = "".join(FORUM.replace("{n}", str(n)) for n in range(forums))
        (root / "data" / "forums" / "made.ttl").write_text(PREFIXES + made, "utf-8")
        found.append(Graph.read(find_layout(root)))
    return found[0], found[1]


def read_of(graph: Graph, path: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many quads and rows a page reads."""
    counting = Counting(graph.store)

    def rows(text: str, **values: NamedNode | Literal) -> list[tuple[Cell | None, ...]]:
        found = Graph.rows(graph, text, **values)
        counting.read += len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(graph, "_store", counting)
        patch.setattr(graph, "rows", rows)
        patch.setattr(Editions, "of", lambda *_: "gcm-graph, version 0.1.0")
        patch.setattr(pages_nodes, "CROWD", FEW)
        patch.setattr(near, "_COMPARED", FEW)
        site = Site(Handle(graph.layout, graph))
        found = site.page(path, "en", {"q": "El Salvador"}) or site.missing(path, "en")
        assert found.body.endswith("</html>\n") or found.body.endswith("</html>")
    return counting.read


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_what_it_shows_not_what_the_graph_holds(
    grown: tuple[Graph, Graph], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = (read_of(graph, path, monkeypatch) for graph in grown)
    assert 0 < large <= small + FEW


def test_a_long_list_is_shown_page_by_page(grown: tuple[Graph, Graph]) -> None:
    site = Site(Handle(grown[1].layout, grown[1]))
    names: list[str] = []
    for number in ("1", "2", "3", "4"):
        found = site.page("events", "en", {"sort": "-0", "page": number})
        assert found
        root = read(found.body)
        names += [" ".join(one.all("td")[0].text().split()) for one in root.all("tr")[1:]]
        (paging,) = root.all("nav", class_="paging")
        (current,) = [one for one in paging.all("a") if "aria-current" in one.attributes]
        assert current.attributes["href"] == f"?sort=-0&page={number}"
    assert len(names) == len(set(names)) == 1000
    assert names == sorted(names, key=lambda name: (*collated(name),), reverse=True)
    filtered = site.page("events", "en", {"q": "Made 99"})
    assert filtered
    assert "11 of 1000" in " ".join(read(filtered.body).text().split())


def test_a_crowd_is_counted_and_shown_page_by_page(
    grown: tuple[Graph, Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_nodes, "CROWD", FEW)
    monkeypatch.setattr(Editions, "of", lambda *_: "gcm-graph, version 0.1.0")
    site = Site(Handle(grown[0].layout, grown[0]))
    names: list[str] = []
    for number in (1, 2):
        found = site.page("id/state/PER", "en", {"participant": str(number)})
        assert found
        (group,) = read(found.body).all("section", aria_labelledby="participant")
        assert "Meetings attended" in group.text()
        names += [" ".join(one.text().split()) for one in group.all("p", class_="says")]
    known = [f"Took part in Made {n}" for n in range(100)]
    assert len(names) == len(set(names)) > 100
    assert set(known) <= set(names)
