"""Every triple that is inferred is explained, down to what is asserted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from gcm.core.layout import Layout
from gcm.core.namespaces import INFERRED
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.inference.closure import close
from gcm.inference.explanation import Derivation, Explainer
from gcm.inference.rules import MEANINGS
from gcm.rdf.oxigraph import Store, Triple
from gcm.rdf.store import add_triples, bindings

from ._inference import DATA, ONTOLOGY, RULES, entail, shown, triples_of

LAYOUT = Layout(Path(__file__).parents[2])
ASSERTED = "https://example.org/graph"


def explained(graph: Graph) -> dict[Triple, Derivation | None]:
    explainer = Explainer(graph.bindings, graph.asserting)
    return {triple: explainer.explain(triple) for triple in graph.named_graphs()[INFERRED]}


def rests_on_assertions(step: Derivation | None, graph: Graph) -> bool:
    return step is not None and all(graph.asserting(fact) for fact in step.facts())


def graph_of(text: str) -> Graph:
    store = Store()
    asserted = triples_of(text)
    add_triples(store, asserted, ASSERTED)
    add_triples(store, entail(asserted), INFERRED)
    return Graph(LAYOUT, store, doubles=False)


def test_all_that_is_inferred_of_the_shipped_graph() -> None:
    graph = open_graph(LAYOUT)
    steps = explained(graph)
    assert len(steps) > 1000
    assert {triple for triple, step in steps.items() if not rests_on_assertions(step, graph)} == (
        set()
    )


def test_all_that_is_inferred_of_every_construct() -> None:
    graph = graph_of(ONTOLOGY + DATA)
    steps = explained(graph)
    assert len(steps) == 16
    assert all(rests_on_assertions(step, graph) for step in steps.values())


@pytest.mark.parametrize("rule", RULES)
def test_each_rule(rule: str) -> None:
    text, conclusion, _ = RULES[rule]
    closure = close(triples_of(text))
    home = lambda triple: "" if triple in closure.inferred else ASSERTED  # noqa: E731
    explainer = Explainer(partial(bindings, closure.store), home)
    steps = {triple: explainer.explain(triple) for triple in closure.inferred}
    for triple, step in steps.items():
        assert step is not None
        assert not closure.inferred & step.facts().keys()
        if shown([triple]) == {conclusion}:
            assert step.rule == rule
    assert all(MEANINGS[rule].texts().values())


def test_what_is_asserted_needs_no_rule_though_it_follows_too() -> None:
    (triple,) = triples_of("ex:a ex:both ex:c .")
    graph = graph_of(ONTOLOGY + DATA + "ex:a ex:both ex:c .")
    assert Explainer(graph.bindings, graph.asserting).explain(triple) == Derivation(
        triple, ASSERTED
    )


def test_what_does_not_hold_is_not_explained() -> None:
    graph = graph_of(ONTOLOGY + DATA)
    (triple,) = triples_of("ex:c ex:first ex:a .")
    assert Explainer(graph.bindings, graph.asserting).explain(triple) is None


def test_the_shortest_of_several_explanations_that_go_round_in_circles() -> None:
    """Each of two properties gives the other; the facts are three steps away."""
    graph = graph_of(
        "ex:p owl:equivalentProperty ex:q . ex:q owl:inverseOf ex:r . "
        "ex:r a owl:SymmetricProperty . ex:x ex:r ex:y ."
    )
    (triple,) = triples_of("ex:x ex:p ex:y .")
    step = Explainer(graph.bindings, graph.asserting).explain(triple)
    assert step is not None
    assert (step.rule, [premise.rule for premise in step.premises]) == (
        "prp-eqp2",
        ["prp-inv2", ""],
    )
    assert len(step.facts()) == 4
