"""The laws of a difference: it is a patch, it is empty for the same, and mirrored the other way."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from gcm.changes.difference import compare, named
from gcm.changes.document import MARKDOWN, shown
from gcm.changes.in_words import changes_in
from gcm.core.language import LANGS
from gcm.core.namespaces import GRAPH, RDF
from gcm.core.results import Cell
from gcm.graph.state import State
from gcm.rdf.oxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    RdfFormat,
    Store,
    Term as AnyTerm,
    Triple,
    cell,
    dataset_lines,
)

from ..chance import many

EX = "http://x.example/"
IRIS = st.sampled_from([NamedNode(EX + name) for name in "abc"])
BLANKS = st.sampled_from([BlankNode(f"b{number}") for number in range(4)])
LITERALS = st.builds(Literal, st.text(max_size=3)) | st.builds(
    lambda text, lang: Literal(text, language=lang), st.text(max_size=3), st.sampled_from(LANGS)
)
TRIPLES = st.builds(Triple, IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS)
GRAPHS = st.dictionaries(
    st.sampled_from([GRAPH + "one", GRAPH + "two", GRAPH + "ontology/x"]),
    st.lists(TRIPLES, max_size=8),
    max_size=3,
)
Graphs = dict[str, list[Triple]]


def snapshot(graphs: Graphs, name: str = "x") -> State:
    return State(name, {graph: set(triples) for graph, triples in graphs.items()})


def lines(state: State) -> set[bytes]:
    return set(dataset_lines(state.graphs))


@settings(max_examples=many(40))
@given(GRAPHS, GRAPHS)
def test_taking_away_and_adding_gives_the_new_state(old: Graphs, new: Graphs) -> None:
    before, after = snapshot(old), snapshot(new)
    difference = compare(before, after)
    assert (lines(before) - set(difference.removed)) | set(difference.added) == lines(after)
    assert set(difference.removed) <= lines(before)
    assert not set(difference.added) & lines(before)
    for found in (difference.added, difference.removed):
        assert found == sorted(set(found))
        Store().load(b"".join(found), format=RdfFormat.N_QUADS)


@settings(max_examples=many(40))
@given(GRAPHS, st.randoms())
def test_a_state_does_not_differ_from_itself_however_written(
    graphs: Graphs, random: object
) -> None:
    renamed = {name: _renamed(triples, random) for name, triples in graphs.items()}
    difference = compare(snapshot(graphs), snapshot(renamed))
    assert difference.same
    assert changes_in(difference, "en").same
    assert (difference.added, difference.removed, difference.blank) == ([], [], None)


@settings(max_examples=many(40))
@given(GRAPHS, GRAPHS)
def test_the_other_way_round_is_the_mirror(old: Graphs, new: Graphs) -> None:
    there = compare(snapshot(old), snapshot(new))
    back = compare(snapshot(new), snapshot(old))
    assert (there.added, there.removed) == (back.removed, back.added)
    mirrored = {"added": "removed", "removed": "added"}
    for lang in LANGS:
        told, again = changes_in(there, lang), changes_in(back, lang)
        assert sorted(
            (mirrored.get(one.what, one.what), len(one.kinds)) for one in told.things
        ) == (sorted((one.what, len(one.kinds)) for one in again.things))
        assert (told.triples.added, told.triples.removed, told.triples.changed) == (
            again.triples.removed, again.triples.added, again.triples.changed,
        )  # fmt: skip


@settings(max_examples=many(40))
@given(GRAPHS, GRAPHS)
def test_every_triple_that_differs_is_told(old: Graphs, new: Graphs) -> None:
    difference = compare(snapshot(old), snapshot(new))
    changes = changes_in(difference, "en")
    assert changes.same == difference.same
    assert shown(changes, "en", MARKDOWN).endswith("\n")
    told = {
        (thing.iri, one.iri, value.term)
        for thing in changes.things
        if thing.what == "changed"
        for one in thing.properties
        for value in one.after
    }
    changed = {thing.iri for thing in changes.things if thing.what == "changed"}
    before = set().union(*difference.before.values())
    after = set().union(*difference.after.values())
    for triple in named(after - before):
        if isinstance(triple.subject, NamedNode) and triple.subject.value in changed:
            assert (triple.subject.value, triple.predicate.value, _cell(triple.object)) in told


def test_a_triple_in_another_graph_has_moved() -> None:
    triple = Triple(NamedNode(EX + "a"), NamedNode(EX + "p"), Literal("x"))
    one, two = GRAPH + "one", GRAPH + "two"
    cases: list[tuple[Graphs, Graphs]] = [
        ({one: [triple]}, {two: [triple]}),
        ({one: [triple]}, {one: [triple], two: [triple]}),
        ({one: [triple], two: [triple]}, {one: [triple]}),
    ]
    for old, new in cases:
        changes = changes_in(compare(snapshot(old), snapshot(new)), "en")
        assert (changes.things, changes.triples) == ((), (0, 0, 1))


def test_files_are_compared_with_the_data_of_a_whole_state() -> None:
    data = Triple(NamedNode(EX + "a"), NamedNode(EX + "p"), Literal("x"))
    term = Triple(NamedNode(EX + "p"), NamedNode(EX + "p"), Literal("p"))
    whole = snapshot({GRAPH + "one": [data], GRAPH + "ontology/x": [term]})
    files = State("x", {"": {data}}, around={GRAPH + "ontology/x": {term}})
    assert compare(files, whole).same
    assert compare(whole, files).same


def test_the_ontology_of_a_release_is_one_graph() -> None:
    terms = [Triple(NamedNode(EX + name), NamedNode(EX + "p"), Literal("p")) for name in "ab"]
    root = snapshot({GRAPH + "ontology/x": terms[:1], GRAPH + "ontology/y": terms[1:]})
    assert compare(snapshot({GRAPH + "ontology": terms}), root).same


def test_a_long_list_is_no_matter() -> None:
    nodes = [BlankNode(f"n{number}") for number in range(2000)]
    items = [
        Triple(node, NamedNode(RDF + "first"), Literal(str(place)))
        for place, node in enumerate(nodes)
    ]
    rest = [Triple(one, NamedNode(RDF + "rest"), two) for one, two in pairwise(nodes)]
    state = snapshot({GRAPH + "one": [*items, *rest]})
    assert compare(state, snapshot({GRAPH + "one": _renamed([*items, *rest], None)})).same
    shorter = compare(state, snapshot({GRAPH + "one": [*items[:-1], *rest[:-1]]}))
    assert shorter.blank == (2000, 1999)


def _renamed(triples: Iterable[Triple], random: object) -> list[Triple]:
    """The same graph, its blank nodes called otherwise and its triples in another order."""

    def named(term: AnyTerm) -> AnyTerm:
        return BlankNode(f"other{term.value}") if isinstance(term, BlankNode) else term

    found = [Triple(named(s), p, named(o)) for s, p, o in triples]  # type: ignore[arg-type]
    if random is not None:
        random.shuffle(found)  # type: ignore[attr-defined]
    return found


def _cell(term: AnyTerm) -> Cell:
    found = cell(term)
    assert found is not None
    return found
