"""What follows from the asserted graphs by OWL 2 RL, over our terms.

`reasonable` applies the rules, but for property chains, which SPARQL closes; the two take turns
until nothing new follows. The reference is `gcm.rdf.entailment_reference`.

Left out, by both:
- what has a literal as its subject: RDF has no place for it;
- what is said of the ontology's own terms, such as a class below itself: the closure is of the
  data, the schema stands in its files;
- what OWL and RDF Schema say of everything: that a thing is an owl:Thing, or the same as itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import reasonable

from gcm.core.namespaces import GCM, OWL, RDF, RDFS
from gcm.rdf.oxigraph import NamedNode, Store, Triple, n_triples, term_text
from gcm.rdf.rules import Rule, chain_rules, where
from gcm.rdf.store import add_triples, construct

_SCHEMA = (RDFS, OWL, RDF)
_AXIOMS = {
    OWL + name
    for name in ("inverseOf", "propertyChainAxiom", "equivalentProperty", "propertyDisjointWith")
} | {RDFS + name for name in ("domain", "range", "subPropertyOf")}
_GIVES_AXIOMS = {
    RDF + "type",
    *(RDFS + name for name in ("domain", "range", "subClassOf", "subPropertyOf")),
}
_EVERYTHING = OWL + "sameAs"  # with it, every triple counts
_PART = 50_000  # facts

_ONE_FACT = {
    OWL + name
    for name in (
        *("AllDisjointClasses", "Class", "DatatypeProperty", "ObjectProperty", "Ontology"),
        *("inverseOf", "members", "propertyChainAxiom", "versionIRI", "versionInfo"),
    )
}

Engine = Callable[[list[Triple]], set[tuple[str, str, str]]]


def entail(triples: Iterable[Triple], engine: Engine | None = None) -> list[Triple]:
    """The triples that follow from others and are not among them, in a fixed order.

    Args:
        triples: ontology and data.
        engine: what applies the rules to a fixed point, chains or not; without it `reasonable`.
            Its answer may hold what is left out.
    """
    asserted = list(triples)
    known = set(asserted)
    terms = {term_text(triple.subject) for triple in asserted if _is_schema(triple)}
    relevant = _relevant(asserted)
    apply = engine or run_reasonable
    chains = chain_rules(relevant)
    found: dict[tuple[str, str, str], Triple] = {}
    schema = [triple for triple in relevant if _is_axiom(triple)]
    parted = _takes_one_fact(schema)
    given = facts = [triple for triple in relevant if not _is_axiom(triple)]
    while True:
        # What is left out at the end may still be a premise.
        for part in _parts(given) if parted else [given]:
            concluded = ((key, _triple(key)) for key in apply([*schema, *part]) - found.keys())
            found |= {key: triple for key, triple in concluded if triple not in known}
        linked = _chained(chains, [*relevant, *found.values()])
        longer = {key: linked[key] for key in linked.keys() - found.keys()}
        longer = {key: triple for key, triple in longer.items() if triple not in known}
        found |= longer
        if not longer:
            return [found[key] for key in sorted(found) if _is_kept(key, terms)]
        given = list(longer.values()) if parted else [*facts, *found.values()]


def run_reasonable(triples: list[Triple]) -> set[tuple[str, str, str]]:
    """All that `reasonable` concludes between IRIs, and what it was given."""
    reasoner = reasonable.PyReasoner()
    with TemporaryDirectory() as folder:
        file = Path(folder, "asserted.ttl")  # N-Triples is Turtle
        file.write_bytes(n_triples(triples))
        reasoner.load_file(str(file))
    return {
        (str(s), str(p), str(o))
        for s, p, o in reasoner.reason()
        if type(s).__name__ == type(o).__name__ == "URIRef"
    }


def _relevant(triples: list[Triple]) -> list[Triple]:
    """The triples that a rule can use: the schema, types, and properties with axioms."""
    used = {triple.predicate.value for triple in triples}
    if _EVERYTHING in used:
        return triples
    ruled = {RDF + "type", RDF + "first", RDF + "rest", RDFS + "subClassOf"} | _AXIOMS
    for triple in triples:
        if triple.predicate.value in _AXIOMS:
            ruled.add(term_text(triple.subject))
            ruled.add(term_text(triple.object))
        elif triple.predicate.value == RDF + "first":
            ruled.add(term_text(triple.object))  # a link of a chain
    return [
        triple
        for triple in triples
        if triple.predicate.value in ruled or triple.predicate.value.startswith(OWL)
    ]


def _is_axiom(triple: Triple) -> bool:
    """Whether a triple is of the schema, not a fact."""
    predicate = triple.predicate.value
    if predicate == RDF + "type":
        return term_text(triple.object).startswith(_SCHEMA)
    return predicate.startswith(_SCHEMA)


def _parts(facts: list[Triple]) -> Iterator[list[Triple]]:
    """The facts in parts, so that the engine's memory does not grow with them; at least one."""
    for start in range(0, len(facts) or 1, _PART):
        yield facts[start : start + _PART]


def _takes_one_fact(schema: list[Triple]) -> bool:
    """Whether each rule but the chains has one fact among its premises, the rest being axioms.

    Then each fact gives what it gives whatever the others are. Transitivity, say, takes two.
    """
    about = {term_text(t.subject) for t in schema if t.predicate.value != RDF + "type"}
    values = {term_text(t.object) for t in schema}
    used = {t.predicate.value for t in schema} | values | about
    if (values | about) & _GIVES_AXIOMS:  # of another property a fact may be an axiom
        return False
    return {name for name in used if name.startswith(OWL)} <= _ONE_FACT


def _chained(chains: list[Rule], triples: list[Triple]) -> dict[tuple[str, str, str], Triple]:
    """What follows by the chains alone, to a fixed point."""
    if not chains:
        return {}
    links = {link[1:-1] for chain in chains for _, link, _ in chain.premises}
    store = Store()
    add_triples(store, (triple for triple in triples if triple.predicate.value in links))
    found: dict[tuple[str, str, str], Triple] = {}
    while True:
        fresh = {
            _key(triple): triple
            for chain in chains
            for triple in construct(
                store,
                f"CONSTRUCT {{ ?s {chain.predicate} ?o }} WHERE {{ {where(chain.premises)} }}",
            )
        }
        if fresh.keys() <= found.keys():
            return found
        add_triples(store, (triple for key, triple in fresh.items() if key not in found))
        found |= fresh


def _is_kept(key: tuple[str, str, str], terms: set[str]) -> bool:
    subject, predicate, value = key
    if subject in terms or subject.startswith((GCM, *_SCHEMA)):
        return False
    of_schema = value.startswith(_SCHEMA) if predicate == RDF + "type" else False
    return not of_schema and not predicate.startswith((OWL, RDFS))


def _is_schema(triple: Triple) -> bool:
    """Whether a triple says what kind of term its subject is."""
    return triple.predicate.value == RDF + "type" and term_text(triple.object).startswith(_SCHEMA)


def _triple(key: tuple[str, str, str]) -> Triple:
    subject, predicate, value = map(NamedNode, key)
    return Triple(subject, predicate, value)


def _key(triple: Triple) -> tuple[str, str, str]:
    return term_text(triple.subject), triple.predicate.value, term_text(triple.object)
