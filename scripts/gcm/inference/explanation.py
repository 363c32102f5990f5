"""Explanation of a triple: the graph that asserts it, or the rule and premises that imply it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gcm.inference.rules import CONCLUDING, LIST_AXIOMS, chain_rules, filled
from gcm.rdf.oxigraph import Term, Triple

_Way = tuple[str, tuple[Triple, ...]]  # the name of a rule, premises


class Derivation(NamedTuple):
    """A triple with the reason why it is true.

    Args:
        triple: the triple explained.
        graph: the IRI of the graph that asserts it; empty if the triple is inferred.
        rule: the OWL 2 RL rule that infers it, such as `prp-spo2`.
        premises: the derivations of the premises.
    """

    triple: Triple
    graph: str = ""
    rule: str = ""
    premises: tuple[Derivation, ...] = ()

    def facts(self) -> dict[Triple, None]:
        """Return the asserted triples behind the derivation, each once, in order of premises."""
        if not self.rule:
            return {self.triple: None}
        return {fact: None for premise in self.premises for fact in premise.facts()}


class Explainer:
    """An explainer of the triples of a closed graph, by the rules of inference."""

    def __init__(
        self, rows: Callable[..., list[dict[str, Term]]], home: Callable[[Triple], str]
    ) -> None:
        """Prepare explanations from a graph.

        Args:
            rows: `gcm.rdf.store.bindings` of the graph.
            home: the IRI of the graph that asserts a triple; empty if no graph does.
        """
        self._rows = rows
        self._home = home
        axioms = [Triple(*row.values()) for row in rows(LIST_AXIOMS)]  # type: ignore[arg-type]
        self._rules = [*CONCLUDING, *chain_rules(axioms)]

    def explain(self, triple: Triple) -> Derivation | None:
        """Explain a triple in as few steps as possible; None if nothing implies it."""
        steps: dict[Triple, Derivation] = {}
        ways: dict[Triple, list[_Way]] = {}
        waiting = {triple: None}
        while True:
            homes = ((one, self._home(one)) for one in waiting)
            steps |= {one: Derivation(one, home) for one, home in homes if home}
            _prove(steps, ways)
            if triple in steps or not waiting:
                return steps.get(triple)
            fresh = {one: list(self._ways(one)) for one in waiting if one not in steps}
            ways |= fresh
            waiting = {
                premise: None
                for found in fresh.values()
                for _, premises in found
                for premise in premises
                if premise not in ways and premise not in steps
            }

    def _ways(self, triple: Triple) -> Iterator[_Way]:
        """Yield the rules and premises that imply a triple, be the premises true or not."""
        for rule in self._rules:
            assert rule.conclusion
            known = dict(zip(rule.conclusion, triple, strict=True))
            if all(name[0] == "?" or name == str(term) for name, term in known.items()):
                values = {name[1:]: term for name, term in known.items() if name[0] == "?"}
                for row in self._rows(f"SELECT * WHERE {{ {rule.where()} }}", **values):
                    yield rule.name, tuple(filled(premise, row) for premise in rule.premises)


def _prove(steps: dict[Triple, Derivation], ways: dict[Triple, list[_Way]]) -> None:
    """Explain conclusions of explained triples until there are no more."""
    while True:
        proven = {
            one: Derivation(one, rule=rule, premises=tuple(map(steps.__getitem__, premises)))
            for one, found in ways.items()
            if one not in steps
            for rule, premises in reversed(found)
            if steps.keys() >= set(premises)
        }
        if not proven:
            return
        steps |= proven
