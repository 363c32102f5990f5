"""What follows from the asserted graphs by OWL 2 RL, over our terms.

The rules of `gcm.inference.rules` run as CONSTRUCTs over a store until nothing new follows. The
reference is `gcm.inference.owlrl_reference`.

Left out, by both:
- what has a literal as its subject: RDF has no place for it;
- what is said of the ontology's own terms, such as a class below itself: the closure is of the
  data, the schema stands in its files;
- what OWL and RDF Schema say of everything: that a thing is an owl:Thing, or the same as itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from gcm.core.namespaces import GCM, OWL, RDF, RDFS
from gcm.inference.rules import (
    APPLIED,
    CONCLUDING,
    LIST_AXIOMS,
    SAME,
    SILENT,
    TYPE,
    TYPED,
    Rule,
    chain_rules,
)
from gcm.rdf.oxigraph import Store, Triple, n_triples, parse_n_triples, term_text
from gcm.rdf.store import add_triples, bindings, construct, load_triples, matches, remove_graph

_SCHEMA = (RDFS, OWL, RDF)
# What is declared to be a term: a class, a property, an ontology.
_TERMS = f"""
SELECT ?s
WHERE {{
  ?s {TYPE} ?kind
  FILTER({" || ".join(f'STRSTARTS(STR(?kind), "{schema}")' for schema in _SCHEMA)})
  FILTER(?kind NOT IN (<{OWL}NamedIndividual>, <{OWL}Thing>, <{RDFS}Resource>))
}}
"""
_AXIOMS = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
_OF_THINGS = {OWL + "sameAs", OWL + "differentFrom"}
# What OWL says of everything: that a thing is the same as itself, and so on.
_REFLEXIVE = {
    OWL + "sameAs",
    *(OWL + name for name in ("equivalentClass", "equivalentProperty")),
    *(RDFS + name for name in ("subClassOf", "subPropertyOf")),
}
_FRESH = "urn:gcm-graph:fresh"  # the graph of what the round before concluded
# In a closure blank nodes are IRIs, since rules may conclude them as properties.
_BLANK = "urn:gcm-graph:blank:"
_TO_STORE = (
    (re.compile(rb"\n_:(\S+)"), rb"\n<%b\1>" % _BLANK.encode()),
    (re.compile(rb" _:(\S+) \.\n"), rb" <%b\1> .\n" % _BLANK.encode()),
    (re.compile(rb'"\^\^<([^>\n]+)> \.\n'), rb'"^^<%b\1> .\n' % TYPED.encode()),
)

Reasoner = Callable[[list[Triple]], Iterable[Triple]]


class Closure(NamedTuple):
    """Triples and what follows from them, what is left out in the end among it.

    Args:
        store: all of it, in the default graph, blank nodes and datatypes as `as_written` undoes.
        inferred: what is not asserted.
    """

    store: Store
    inferred: set[Triple]


def close(triples: Iterable[Triple], engine: Reasoner | None = None) -> Closure:
    """Ontology and data with what follows from them.

    Args:
        triples: ontology and data.
        engine: what concludes instead of the rules; its answer may hold what is left out.
    """
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
    """What follows and is not left out, in a fixed order."""
    terms = {term_text(row["s"]) for row in bindings(closure.store, _TERMS)}
    kept = n_triples(triple for triple in closure.inferred if _is_kept(triple, terms))
    found = parse_n_triples(as_written(kept.decode()).encode())
    return sorted(found, key=lambda one: (*map(term_text, one), str(one.object)))


def as_written(text: str) -> str:
    """A text of N-Triples from a closure with its own blank nodes and datatypes."""
    return re.sub(f"<{_BLANK}([^>]*)>", r"_:\1", text).replace(f'"^^<{TYPED}', '"^^<')


def not_applied(triples: Iterable[Triple]) -> list[str]:
    """The terms of OWL that are used and that no rule reads, as prefixed names."""
    used = set()
    for triple in triples:
        used.add(predicate := triple.predicate.value)
        if predicate == RDF + "type":
            used.add(term_text(triple.object))
    return sorted(
        term.replace(OWL, "owl:") for term in used - APPLIED - SILENT if term.startswith(OWL)
    )


def _concluded(store: Store) -> set[Triple]:
    """What the rules conclude, added to a store: all at first, then what is due to fresh facts."""
    rules = [*CONCLUDING, *chain_rules(axioms(store))]
    found: set[Triple] = set()
    queries = [_query(rule) for rule in rules if applies(rule, store)]
    while fresh := {triple for query in queries for triple in construct(store, query)}:
        found |= fresh
        remove_graph(store, _FRESH)
        add_triples(store, fresh)
        add_triples(store, fresh, _FRESH)
        queries = [
            _query(rule, place)
            for rule in rules
            if applies(rule, store)
            for place, premise in enumerate(rule.premises)
            if matches(store, premise, _FRESH)
        ]
    remove_graph(store, _FRESH)
    return found


def axioms(store: Store) -> list[Triple]:
    """The triples of a store's default graph that state lists."""
    return [Triple(*row.values()) for row in bindings(store, LIST_AXIOMS)]  # type: ignore[arg-type]


def applies(rule: Rule, store: Store) -> bool:
    """Whether each premise of a rule has a triple, whatever the others have."""
    return all(matches(store, premise) for premise in rule.premises)


def _query(rule: Rule, fresh: int | None = None) -> str:
    """The CONSTRUCT of what a rule adds, one of its premises, by its place, being fresh."""
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
