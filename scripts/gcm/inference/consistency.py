"""Contradictions in a closure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.namespaces import OWL
from gcm.inference.closure import Closure, Reasoner, applies, as_written, axioms, close, entailed
from gcm.inference.explanation import Explainer
from gcm.inference.rule_words import CLASHES
from gcm.inference.rules import CONTRADICTING, SAME, Rule, filled, member_rules
from gcm.rdf.oxigraph import Term, Triple
from gcm.rdf.store import bindings

_ASSERTED = "asserted"


def infer_triples(triples: Iterable[Triple], engine: Reasoner | None = None) -> list[Triple]:
    """Return what follows from ontology and data, with an engine as in `gcm.inference.closure`.

    Raises:
        Problems: facts that contradict one another, each contradiction with its facts.
    """
    closure = close(triples, engine)
    if errors := clashes(closure):
        raise Problems(errors)
    return entailed(closure)


def clashes(closure: Closure) -> list[GcmError]:
    """Return an error for each contradiction, with the rule and the asserted facts that lead to
    it.
    """
    store = closure.store
    rules = [*CONTRADICTING, *member_rules(axioms(store))]
    explainer = Explainer(
        partial(bindings, store), lambda one: "" if one in closure.inferred else _ASSERTED
    )
    errors: dict[tuple[object, ...], GcmError] = {}
    for rule in rules:
        for row in _rows(rule, closure):
            key = rule.name, rule.clash, frozenset(row.values())
            if key in errors:  # y and x after x and y
                continue
            facts: dict[Triple, None] = {}
            for premise in rule.premises:
                fact = filled(premise, row)
                step = explainer.explain(fact)
                # Another engine may know rules that ours does not.
                facts |= step.facts() if step else {fact: None}
            lines = as_written("\n".join(f"  {fact} ." for fact in facts))
            values: dict[str, Any] = {name: as_written(str(term)) for name, term in row.items()}
            errors[key] = RunError(CLASHES[rule.clash], rule=rule.name, facts=lines, **values)
    return list(errors.values())


def _rows(rule: Rule, closure: Closure) -> list[dict[str, Term]]:
    """Return the matches of the premises of a contradiction, in a fixed order.

    An axiom about one of several identical nodes applies to each, so the asserted axioms are
    enough.
    """
    if not applies(rule, closure.store):
        return []
    rows = bindings(closure.store, f"SELECT * WHERE {{ {rule.where()} }}")
    stated = [one for one in rule.premises if one[1].startswith(f"<{OWL}") and one[1] != SAME]
    asserted = [
        row for row in rows if not any(filled(one, row) in closure.inferred for one in stated)
    ]
    return sorted(asserted or rows, key=lambda row: [str(term) for _, term in sorted(row.items())])
