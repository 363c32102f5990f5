"""Why a triple holds: where it is asserted, or the rule and the triples it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gcm.core.namespaces import INFERRED, OWL, RDF
from gcm.rdf.graph import Graph
from gcm.rdf.oxigraph import NamedNode, Triple, from_cell
from gcm.rdf.rules import SIMPLE, Pattern, Rule, chain_rules, where

_VARIABLE = re.compile(r"\?\w+")
_HOMES = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_AXIOMS = f"""
SELECT ?s ?p ?o
WHERE {{
  VALUES ?p {{ <{OWL}propertyChainAxiom> <{RDF}first> <{RDF}rest> }}
  ?s ?p ?o
}}
"""


class Step(NamedTuple):
    """A triple and why it holds.

    Args:
        triple: the IRIs of subject, predicate and object.
        graph: the IRI of the graph that asserts it; empty if it follows from others.
        rule: the OWL 2 RL rule by which it follows, such as `prp-spo2`.
        premises: what it follows from.
    """

    triple: tuple[str, str, str]
    graph: str = ""
    rule: str = ""
    premises: tuple[Step, ...] = ()


class Explainer:
    """Explains triples of a graph that holds what follows from it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        axioms = [Triple(*(from_cell(cell) for cell in row if cell)) for row in graph.rows(_AXIOMS)]  # type: ignore[arg-type]
        self._rules = [*SIMPLE, *chain_rules(axioms)]

    def explain(self, subject: str, predicate: str, value: str) -> Step | None:
        """Why a triple of IRIs holds; None if the graph neither asserts nor infers it."""
        return self._explain((subject, predicate, value), frozenset())

    def _explain(
        self, triple: tuple[str, str, str], above: frozenset[tuple[str, str, str]]
    ) -> Step | None:
        subject, predicate, value = map(NamedNode, triple)
        rows = self._graph.rows(_HOMES, s=subject, p=predicate, o=value)
        homes = [row[0].value for row in rows if row[0]]
        if asserted := [home for home in homes if home != INFERRED]:
            return Step(triple, graph=asserted[0])
        if not homes or triple in above:
            return None
        for rule in self._rules:
            for premises in self._instances(rule, triple):
                steps = [self._explain(premise, above | {triple}) for premise in premises]
                if all(steps):
                    return Step(triple, rule=rule.name, premises=tuple(filter(None, steps)))
        return None

    def _instances(
        self, rule: Rule, triple: tuple[str, str, str]
    ) -> Iterator[tuple[tuple[str, str, str], ...]]:
        """The premises from which a rule draws a triple, each way that there is."""
        if rule.predicate not in ("?p", f"<{triple[1]}>"):
            return
        known = dict(zip(("?s", "?p", "?o"), triple, strict=True))
        names = sorted(set(_VARIABLE.findall(where(rule.premises))) - known.keys())
        pattern = where(_filled(one, known) for one in rule.premises)
        for row in self._graph.rows(f"SELECT {' '.join(names) or '*'} WHERE {{ {pattern} }}"):
            found = {name: cell.value for name, cell in zip(names, row, strict=True) if cell}
            yield tuple(_iris(_filled(one, known | found)) for one in rule.premises)


def _filled(pattern: Pattern, values: dict[str, str]) -> Pattern:
    subject, predicate, value = (
        f"<{values[term]}>" if term in values else term for term in pattern
    )
    return subject, predicate, value


def _iris(pattern: Pattern) -> tuple[str, str, str]:
    subject, predicate, value = (term.strip("<>") for term in pattern)
    return subject, predicate, value
