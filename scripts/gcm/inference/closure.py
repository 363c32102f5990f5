"""The OWL 2 RL closure of the asserted graphs, over our terms, and the contradictions in it.

The rules of `gcm.inference.rules` run as CONSTRUCTs over a store until nothing new follows. The
reference is `gcm.inference.owlrl_reference`.

Both omit:
- triples with a literal as subject, which are invalid in RDF;
- triples about the ontology's own terms, such as a class below itself: the closure is of the
  data, the schema is in its own files;
- triples that hold for everything in OWL and RDF Schema: that a node is an owl:Thing, or the same
  as itself.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.namespaces import GCM, OWL, RDF, RDFS
from gcm.inference import rules
from gcm.inference.explanation import Explainer
from gcm.inference.rules import SAME, TYPE, Rule, filled
from gcm.rdf.oxigraph import (
    Literal,
    NamedNode,
    Store,
    Term,
    Triple,
    n_triples,
    parse_n_triples,
    term_text,
)
from gcm.rdf.store import add_triples, bindings, construct, load_triples, matches, remove_graph

_SCHEMA = (RDFS, OWL, RDF)
# Classes of declared terms: class, property, ontology.
_TERMS = f"""
SELECT ?s
WHERE {{
  ?s {TYPE} ?kind
  FILTER({" || ".join(f'STRSTARTS(STR(?kind), "{schema}")' for schema in _SCHEMA)})
  FILTER(?kind NOT IN (<{OWL}NamedIndividual>, <{OWL}Thing>, <{RDFS}Resource>))
}}
"""
_AXIOMS = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
_OF_AXIOMS = {*rules.APPLIED, RDF + "first", RDF + "rest"}
_OF_THINGS = {OWL + "sameAs", OWL + "differentFrom"}
# Triples that are true of everything in OWL: that a node is the same as itself, and so on.
_REFLEXIVE = {
    OWL + "sameAs",
    *(OWL + name for name in ("equivalentClass", "equivalentProperty")),
    *(RDFS + name for name in ("subClassOf", "subPropertyOf")),
}
_FRESH = "urn:gcm-graph:fresh"  # the graph of the previous round's conclusions
# In a closure blank nodes are IRIs, since rules may conclude them as properties.
_BLANK = "urn:gcm-graph:blank:"
_TO_STORE = (
    (re.compile(rb"\n_:(\S+)"), rb"\n<%b\1>" % _BLANK.encode()),
    (re.compile(rb" _:(\S+) \.\n"), rb" <%b\1> .\n" % _BLANK.encode()),
    (re.compile(rb'"\^\^<([^>\n]+)> \.\n'), rb'"^^<%b\1> .\n' % rules.TYPED.encode()),
)

Reasoner = Callable[[list[Triple]], Iterable[Triple]]
_ASSERTED = "asserted"


class Closure(NamedTuple):
    """Triples that rules bear on with everything inferred from them, before the omissions.

    Args:
        store: the triples, in the default graph, blank nodes and datatypes encoded; see
            `as_written`.
        inferred: the triples that are not asserted.
    """

    store: Store
    inferred: set[Triple]


def close(triples: Iterable[Triple], engine: Reasoner | None = None) -> Closure:
    """Compute the closure of ontology and data.

    Args:
        triples: ontology and data.
        engine: a function that infers instead of the rules; its result may contain triples to omit.
    """
    found = list(triples)
    if engine:
        return _closed(found, engine)
    named = _named(found)
    closure = _closed([triple for triple in found if _bears(triple, named)])
    concludes_axioms = not _named(closure.inferred) <= named
    if concludes_axioms or matches(closure.store, ("?x", SAME, "?y")):  # which bears on all facts
        return _closed(found)
    return closure


def _named(triples: Iterable[Triple]) -> set[str]:
    """Return the terms that axioms name, and those that rules read."""
    named = {
        term_text(term)
        for triple in triples
        if triple.predicate.value in _OF_AXIOMS
        or (triple.predicate.value == RDF + "type" and term_text(triple.object) in rules.APPLIED)
        for term in (triple.subject, triple.object)
    }
    return named | _OF_AXIOMS


def _bears(triple: Triple, named: set[str]) -> bool:
    """Return whether a rule may read a triple: its property is named by an axiom, or its class."""
    if triple.predicate.value in named:
        return True
    kind = term_text(triple.object)
    return triple.predicate.value == RDF + "type" and (kind in named or kind.startswith(_SCHEMA))


def _closed(triples: list[Triple], engine: Reasoner | None = None) -> Closure:
    """Return the closure of triples, each of which is read."""
    data = b"\n" + n_triples(triples)  # a line end before each subject
    for pattern, replacement in _TO_STORE:
        data = pattern.sub(replacement, data)
    store = Store()
    load_triples(store, data)
    if engine:
        asserted = parse_n_triples(data)
        inferred = {
            triple
            for triple in engine(asserted)
            if triple.subject != triple.object or triple.predicate.value not in _REFLEXIVE
        }.difference(asserted)
        add_triples(store, inferred)
        return Closure(store, inferred)
    return Closure(store, _concluded(store))


def entailed(closure: Closure) -> list[Triple]:
    """Return the inferred triples without the omitted ones, in a fixed order."""
    terms = {term_text(row["s"]) for row in bindings(closure.store, _TERMS)}
    kept = (_decoded(triple) for triple in closure.inferred if _is_kept(triple, terms))
    return sorted(kept, key=lambda one: (*map(term_text, one), str(one.object)))


def _decoded(triple: Triple) -> Triple:
    """Return a triple, without blank nodes, with the datatype of its literal decoded."""
    value = triple.object
    if not isinstance(value, Literal) or not value.datatype.value.startswith(rules.TYPED):
        return triple
    datatype = NamedNode(value.datatype.value.removeprefix(rules.TYPED))
    return Triple(triple.subject, triple.predicate, Literal(value.value, datatype=datatype))


def as_written(text: str) -> str:
    """Decode the blank nodes and datatypes of a closure's N-Triples."""
    return re.sub(f"<{_BLANK}([^>]*)>", r"_:\1", text).replace(f'"^^<{rules.TYPED}', '"^^<')


def not_applied(triples: Iterable[Triple]) -> list[str]:
    """Return the OWL terms that are used but that no rule reads, as prefixed names."""
    used = set()
    for triple in triples:
        used.add(predicate := triple.predicate.value)
        if predicate == RDF + "type":
            used.add(term_text(triple.object))
    return sorted(
        term.replace(OWL, "owl:")
        for term in used - rules.APPLIED - rules.SILENT
        if term.startswith(OWL)
    )


def _concluded(store: Store) -> set[Triple]:
    """Add the conclusions of the rules to a store until nothing new follows; return them."""
    known = [*rules.CONCLUDING, *rules.chain_rules(axioms(store))]
    found: set[Triple] = set()
    queries = [_query(rule) for rule in known if applies(rule, store)]
    while fresh := {triple for query in queries for triple in construct(store, query)}:
        found |= fresh
        remove_graph(store, _FRESH)
        add_triples(store, fresh)
        add_triples(store, fresh, _FRESH)
        queries = [
            _query(rule, place)
            for rule in known
            if applies(rule, store)
            for place, premise in enumerate(rule.premises)
            if matches(store, premise, _FRESH)
        ]
    remove_graph(store, _FRESH)
    return found


def axioms(store: Store) -> list[Triple]:
    """Return the triples of a store's default graph whose values are lists."""
    return [Triple(*row.values()) for row in bindings(store, rules.LIST_AXIOMS)]  # type: ignore[arg-type]


def applies(rule: Rule, store: Store) -> bool:
    """Return whether each premise of a rule, taken alone, has a matching triple."""
    return all(matches(store, premise) for premise in rule.premises)


def _query(rule: Rule, fresh: int | None = None) -> str:
    """Return the CONSTRUCT of a rule's conclusions in which the premise at an index is fresh."""
    assert rule.conclusion
    subject, predicate, value = rule.conclusion
    new = f"FILTER NOT EXISTS {{ {subject} {predicate} {value} }}"
    if predicate == SAME or predicate.startswith("?"):
        new += f" FILTER(!sameTerm({subject}, {value}) || {predicate} != {SAME})"
    where = f"{rule.where(fresh, _FRESH)} {new}"
    return f"CONSTRUCT {{ {subject} {predicate} {value} }} WHERE {{ {where} }}"


def _is_kept(triple: Triple, terms: set[str]) -> bool:
    subject, predicate, value = map(term_text, triple)
    if any(term.startswith(_BLANK) for term in (subject, predicate, value)):
        return False
    if subject in terms or subject.startswith((GCM, *_SCHEMA)):
        return False
    if predicate == RDF + "type":
        return not value.startswith(_SCHEMA)
    return predicate in _OF_THINGS or not (predicate in _AXIOMS or predicate.startswith(OWL))


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
    """Return an error for each contradiction, with the rule and the asserted facts behind it."""
    store = closure.store
    explainer = Explainer(
        partial(bindings, store), lambda one: "" if one in closure.inferred else _ASSERTED
    )
    errors: dict[tuple[object, ...], GcmError] = {}
    for rule in (*rules.CONTRADICTING, *rules.member_rules(axioms(store))):
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
            errors[key] = RunError(rules.CLASHES[rule.clash], rule=rule.name, facts=lines, **values)
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
