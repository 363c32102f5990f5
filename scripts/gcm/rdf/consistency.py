"""What a closure must not hold: facts that contradict one another."""

from __future__ import annotations

from functools import partial

from gcm.core.errors import GcmError, RunError
from gcm.rdf.entailment import Closure, applies, as_written, axioms
from gcm.rdf.explanation import Explainer
from gcm.rdf.oxigraph import Triple
from gcm.rdf.rules import CONTRADICTING, filled, member_rules
from gcm.rdf.store import bindings

_ASSERTED = "asserted"


def clashes(closure: Closure) -> list[GcmError]:
    """An error for each contradiction, with the rule and the asserted facts that lead there."""
    store = closure.store
    rules = [*CONTRADICTING, *member_rules(axioms(store))]
    explainer = Explainer(
        partial(bindings, store), lambda one: "" if one in closure.inferred else _ASSERTED
    )
    errors: dict[tuple[object, ...], GcmError] = {}
    for rule in rules:
        if not applies(rule, store):
            continue
        rows = bindings(store, f"SELECT * WHERE {{ {rule.where()} }}")
        for row in sorted(rows, key=lambda one: [str(one[name]) for name in sorted(one)]):
            key = rule.name, rule.message, frozenset(row.values())
            if key not in errors:  # x and y, and y and x
                facts: dict[Triple, None] = {}
                for premise in rule.premises:
                    fact = filled(premise, row)
                    step = explainer.explain(fact)
                    # Another engine may know rules that ours do not.
                    facts |= step.facts() if step else {fact: None}
                values: dict[str, object] = {
                    name: as_written(str(term)) for name, term in row.items()
                }
                lines = as_written("\n".join(f"  {fact} ." for fact in facts))
                errors[key] = RunError(rule.message, rule=rule.name, facts=lines, **values)  # type: ignore[arg-type]
    return list(errors.values())
