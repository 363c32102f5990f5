"""A difference is told the same from the part of the states that it needs as from the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm.core.layout import Layout
from gcm.core.messages import LANGS
from gcm.core.namespaces import DCT, GCM, GRAPH, OA, RDF, SKOS
from gcm.rdf import change_words
from gcm.rdf.around import parts_around
from gcm.rdf.change_words import changes_in
from gcm.rdf.content_labels import labelled_by_content
from gcm.rdf.difference import compare
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Term, Triple
from gcm.rdf.snapshot import Snapshot, snapshot_of_layout

ROOT = Path(__file__).parents[2]
EX = "http://x.example/"
IRIS = st.sampled_from([NamedNode(EX + name) for name in "abcdefgh"])
BLANKS = st.sampled_from([BlankNode(f"b{number}") for number in range(5)])
PREDICATES = st.sampled_from(
    [
        NamedNode(name)
        for name in (
            *(GCM + "evidence", OA + "hasSelector", OA + "exact", OA + "hasSource", DCT + "source"),
            *(SKOS + "prefLabel", RDF + "type", RDF + "first", RDF + "rest", EX + "a"),
        )
    ]
)
TEXTS = st.builds(
    lambda text, lang: Literal(text, language=lang), st.sampled_from("xy"), st.sampled_from(LANGS)
)
CLASSES = st.sampled_from([NamedNode(OA + "SpecificResource"), NamedNode(GCM + "Unit")])
TRIPLES = st.lists(
    st.builds(Triple, IRIS | BLANKS, PREDICATES, IRIS | BLANKS | TEXTS | CLASSES), max_size=20
)


def _whole(
    states: Sequence[Collection[Triple]], _things: Iterable[Term]
) -> list[Collection[Triple]]:
    return [*states]


def assert_told_the_same(old: Snapshot, new: Snapshot) -> None:
    difference = compare(old, new)
    told = [changes_in(difference, lang) for lang in LANGS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(change_words, "parts_around", _whole)
        assert [changes_in(difference, lang) for lang in LANGS] == told


@given(TRIPLES, TRIPLES, TRIPLES)
def test_any_states(both: list[Triple], old: list[Triple], new: list[Triple]) -> None:
    before, after = (
        Snapshot(
            name,
            {GRAPH + "one": labelled_by_content(both), GRAPH + "two": labelled_by_content(own)},
        )
        for name, own in (("old", old), ("new", new))
    )
    assert_told_the_same(before, after)


@cache
def shipped() -> Snapshot:
    return snapshot_of_layout(Layout(ROOT), "shipped")


@pytest.mark.parametrize("seed", range(6))
def test_edits_of_the_shipped_graph(seed: int) -> None:
    """Things, triples and words of quotes are gone, added and moved, blank nodes among them."""
    random = Random(seed)
    graphs = {name: set(triples) for name, triples in sorted(shipped().graphs.items())}
    for triples in graphs.values():
        ordered = sorted(triples, key=str)
        gone = {random.choice(ordered).subject for _ in range(2)}
        triples -= {triple for triple in ordered if triple.subject in gone}
        triples -= set(random.sample(ordered, 3))
        for triple in random.sample(ordered, 5):
            if isinstance(triple.object, Literal) and triple in triples:
                triples.remove(triple)
                words = Literal(triple.object.value + " x", language="en")
                triples.add(Triple(triple.subject, triple.predicate, words))
    one, two = random.sample(sorted(graphs), 2)
    moved = random.choice(sorted(graphs[one], key=str))
    graphs[one].remove(moved)
    graphs[two].add(moved)
    edited = Snapshot("edited", graphs)
    assert_told_the_same(shipped(), edited)
    assert_told_the_same(edited, shipped())


def test_files_are_told_with_the_labels_of_their_root() -> None:
    triples = [one for found in shipped().graphs.values() for one in found]
    some = {one for one in triples if one.predicate.value == GCM + "evidence"}
    around = shipped().graphs
    files = [Snapshot(str(n), {"": found}, around=around) for n, found in enumerate((some, set()))]
    assert_told_the_same(files[0], files[1])
    assert_told_the_same(files[0], shipped())


def test_what_is_far_away_is_left_out() -> None:
    links = [
        Triple(NamedNode(f"{EX}{n}"), NamedNode(EX + "a"), NamedNode(f"{EX}{n + 1}"))
        for n in range(20)
    ]
    (found,) = parts_around([links], [links[0].subject])
    assert found == links[:4]
