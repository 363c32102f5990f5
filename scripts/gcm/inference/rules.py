"""The OWL 2 RL rules, as SPARQL patterns used by both inference and explanation.

Names, premises and conclusions are those of the OWL 2 Profiles recommendation, section 4.3
(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules); facts come
before axioms.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from gcm.core.language import msg
from gcm.core.namespaces import OWL, RDF, RDFS, XSD
from gcm.rdf.index import Lists
from gcm.rdf.oxigraph import NamedNode, Term, Triple, term_text

Pattern = tuple[str, str, str]

# Before the IRI of each datatype in a closure: the engine keeps literals of unknown ones as
# written.
TYPED = "urn:gcm-graph:typed:"
TYPE, SAME = f"<{RDF}type>", f"<{OWL}sameAs>"

# Rules with premises and conclusion. A rule with members of a list is instantiated for each list.
_CONCLUDING = """
cax-sco        | ?x a ?d            | ?x a ?c . ?c rdfs:subClassOf ?d
cax-eqc1       | ?x a ?d            | ?x a ?c . ?c owl:equivalentClass ?d
cax-eqc2       | ?x a ?c            | ?x a ?d . ?c owl:equivalentClass ?d
prp-dom        | ?x a ?c            | ?x ?p ?y . ?p rdfs:domain ?c
prp-rng        | ?y a ?c            | ?x ?p ?y . ?p rdfs:range ?c
prp-inv1       | ?y ?q ?x           | ?x ?p ?y . ?p owl:inverseOf ?q
prp-inv2       | ?y ?p ?x           | ?x ?q ?y . ?p owl:inverseOf ?q
prp-spo1       | ?x ?q ?y           | ?x ?p ?y . ?p rdfs:subPropertyOf ?q
prp-eqp1       | ?x ?q ?y           | ?x ?p ?y . ?p owl:equivalentProperty ?q
prp-eqp2       | ?x ?p ?y           | ?x ?q ?y . ?p owl:equivalentProperty ?q
prp-symp       | ?y ?p ?x           | ?x ?p ?y . ?p a owl:SymmetricProperty
prp-trp        | ?x ?p ?z           | ?x ?p ?y . ?y ?p ?z . ?p a owl:TransitiveProperty
prp-fp         | ?y owl:sameAs ?z   | ?x ?p ?y . ?x ?p ?z . ?p a owl:FunctionalProperty
prp-ifp        | ?x owl:sameAs ?z   | ?x ?p ?y . ?z ?p ?y . ?p a owl:InverseFunctionalProperty
eq-sym         | ?y owl:sameAs ?x   | ?x owl:sameAs ?y
eq-trans       | ?x owl:sameAs ?z   | ?x owl:sameAs ?y . ?y owl:sameAs ?z
eq-rep-s       | ?z ?p ?y           | ?x ?p ?y . ?x owl:sameAs ?z
eq-rep-p       | ?x ?q ?y           | ?x ?p ?y . ?p owl:sameAs ?q
eq-rep-o       | ?x ?p ?z           | ?x ?p ?y . ?y owl:sameAs ?z
"""

# Contradictions; the second column names each.
_CONTRADICTING = """
cax-dw         | classes      | ?x a ?c . ?x a ?d . ?c owl:disjointWith ?d
cls-com        | classes      | ?x a ?c . ?x a ?d . ?c owl:complementOf ?d
cls-nothing2   | nothing      | ?x a owl:Nothing
eq-diff1       | different    | ?x owl:sameAs ?y . ?x owl:differentFrom ?y
eq-diff1       | itself       | ?x owl:differentFrom ?x
prp-fp         | values       | ?x ?p ?y . ?x ?p ?z . ?p a owl:FunctionalProperty
prp-pdw        | properties   | ?x ?p ?y . ?x ?q ?y . ?p owl:propertyDisjointWith ?q
prp-asyp       | both-ways    | ?x ?p ?y . ?y ?p ?x . ?p a owl:AsymmetricProperty
prp-irp        | reflexive    | ?x ?p ?x . ?p a owl:IrreflexiveProperty
prp-npa1       | denied       | ?x ?p ?y . ?n owl:sourceIndividual ?x . \
?n owl:assertionProperty ?p . ?n owl:targetIndividual ?y
prp-npa2       | denied       | ?x ?p ?y . ?n owl:sourceIndividual ?x . \
?n owl:assertionProperty ?p . ?n owl:targetValue ?y
"""

# Two members of a list contradict one another because of the list: its class and its property.
_AMONG = {
    (OWL + "AllDisjointClasses", OWL + "members"): "cax-adc | classes | ?x a ?c . ?x a ?d",
    (OWL + "AllDifferent", OWL + "members"): "eq-diff2 | different | ?x owl:sameAs ?y",
    (OWL + "AllDifferent", OWL + "distinctMembers"): ("eq-diff3 | different | ?x owl:sameAs ?y"),
    (OWL + "AllDisjointProperties", OWL + "members"): (
        "prp-adp | properties | ?x ?p ?y . ?x ?q ?y"
    ),
}
_PAIRS = {"cax-adc": ("?c", "?d"), "prp-adp": ("?p", "?q")}  # else ?x, ?y

# Two literals with different values, as far as the engine can compare; addresses by their letters.
_VALUE = f'COALESCE(STRDT(STR({{0}}), IRI(STRAFTER(STR(DATATYPE({{0}})), "{TYPED}"))), {{0}})'
_ADDRESS = f"DATATYPE({{0}}) = <{TYPED}{XSD}anyURI>"
_TWO_VALUES = (
    f"FILTER(isLiteral(?y) && isLiteral(?z) && COALESCE({_VALUE.format('?y')} != "
    f"{_VALUE.format('?z')}, STR(?y) != STR(?z) && {_ADDRESS.format('?y')} && "
    f"{_ADDRESS.format('?z')}))"
)

_CONDITIONS = {
    "values": _TWO_VALUES,
    # Of nodes with two names, eq-diff1 finds both.
    "itself": f"FILTER NOT EXISTS {{ ?x {SAME} ?y }}",
}

# The OWL terms from which nothing follows.
_SILENT = """
AnnotationProperty Annotation Axiom Class DataRange DatatypeProperty DeprecatedClass
DeprecatedProperty NamedIndividual NegativePropertyAssertion ObjectProperty Ontology
OntologyProperty Restriction Thing annotatedProperty annotatedSource annotatedTarget
backwardCompatibleWith deprecated incompatibleWith onProperty priorVersion versionIRI versionInfo
"""
# What each rule means, by its name.
MEANINGS = {
    "cax-sco": msg("what is in a class is in the broader class too"),
    "cax-eqc1": msg("what is in a class is in an equivalent class too"),
    "cax-eqc2": msg("what is in a class is in an equivalent class too"),
    "prp-dom": msg("what has the property is in the property's domain"),
    "prp-rng": msg("what is the value of the property is in the property's range"),
    "prp-inv1": msg("a property holds the other way round as its inverse"),
    "prp-inv2": msg("a property holds the other way round as its inverse"),
    "prp-spo1": msg("where a property holds, the broader property holds too"),
    "prp-spo2": msg("a chain of properties gives the property defined by it"),
    "prp-eqp1": msg("where a property holds, an equivalent property holds too"),
    "prp-eqp2": msg("where a property holds, an equivalent property holds too"),
    "prp-symp": msg("a symmetric property holds the other way round too"),
    "prp-trp": msg("a transitive property holds from the first to the last of its steps"),
    "prp-fp": msg("a functional property has one value: two names of it name the same thing"),
    "prp-ifp": msg(
        "the value of an inverse functional property belongs to one thing: "
        "what shares it is the same"
    ),
    "eq-sym": msg("if one thing is the same as another, the other is the same as it"),
    "eq-trans": msg("things that are the same as a third are the same"),
    "eq-rep-s": msg("what is said of a thing is said of the same thing under another name"),
    "eq-rep-p": msg("where a property holds, the same property holds under another name"),
    "eq-rep-o": msg("what is said of a thing is said of the same thing under another name"),
}

# What a contradiction says, by its name in the tables above.
CLASHES = {
    "classes": msg("{x} cannot be both a {c} and a {d} ({rule}). Because:\n{facts}"),
    "nothing": msg("{x} is in owl:Nothing, in which nothing can be ({rule}). Because:\n{facts}"),
    "different": msg(
        "{x} and {y} cannot be both the same and different ({rule}). Because:\n{facts}"
    ),
    "itself": msg("{x} cannot differ from itself ({rule}). Because:\n{facts}"),
    "values": msg("{x} cannot have two values of {p}: {y} and {z} ({rule}). Because:\n{facts}"),
    "properties": msg(
        "{p} and {q} cannot both hold between {x} and {y} ({rule}). Because:\n{facts}"
    ),
    "both-ways": msg(
        "{p} cannot hold between {x} and {y} in both directions ({rule}). Because:\n{facts}"
    ),
    "reflexive": msg("{p} cannot hold between {x} and itself ({rule}). Because:\n{facts}"),
    "denied": msg(
        "{p} holds between {x} and {y}, though it is asserted not to ({rule}). Because:\n{facts}"
    ),
}


class Rule(NamedTuple):
    """A rule with premises and a conclusion, or a contradiction between the premises.

    Args:
        name: the name in the recommendation, such as `prp-spo2`.
        conclusion: the pattern of the conclusion; None for a contradiction.
        premises: the patterns of the premises.
        condition: a further condition, in SPARQL.
        clash: the name of the contradiction; empty if there is none.
    """

    name: str
    conclusion: Pattern | None
    premises: tuple[Pattern, ...]
    condition: str = ""
    clash: str = ""

    def where(self, fresh: int | None = None, graph: str = "") -> str:
        """Return the premises as a group pattern, the premise at an index in a graph of its own."""
        patterns = [f"{' '.join(pattern)} ." for pattern in self.premises]
        if fresh is not None:
            patterns[fresh] = f"GRAPH <{graph}> {{ {patterns[fresh]} }}"
        return " ".join([*patterns, self.condition])


def _term(text: str) -> str:
    if text == "a":
        return TYPE
    prefix, colon, name = text.partition(":")
    return f"<{ {'owl': OWL, 'rdfs': RDFS}[prefix] }{name}>" if colon else text


def _patterns(text: str) -> tuple[Pattern, ...]:
    found = []
    for pattern in text.split(" . "):
        subject, predicate, value = map(_term, pattern.split())
        found.append((subject, predicate, value))
    return tuple(found)


def _concluding(row: str) -> Rule:
    name, conclusion, premises = map(str.strip, row.split("|"))
    (pattern,) = _patterns(conclusion)
    return Rule(name, pattern, _patterns(premises))


def _contradicting(row: str, condition: str = "") -> Rule:
    name, clash, premises = map(str.strip, row.split("|"))
    return Rule(name, None, _patterns(premises), condition, clash)


CONCLUDING = tuple(map(_concluding, _CONCLUDING.strip().splitlines()))
CONTRADICTING = tuple(
    rule._replace(condition=_CONDITIONS.get(rule.clash, ""))
    for rule in map(_contradicting, _CONTRADICTING.strip().splitlines())
)
# The terms that some rule reads.
APPLIED = frozenset(
    {
        term[1:-1]
        for rule in (*CONCLUDING, *CONTRADICTING)
        for one in rule.premises
        for term in one
        if term.startswith("<")
    }
    - {TYPE[1:-1]}
    | {OWL + "propertyChainAxiom"}
    | {term for pair in _AMONG for term in pair}
)
SILENT = frozenset(OWL + name for name in _SILENT.split())
# The triples that `chain_rules` and `member_rules` read.
LIST_AXIOMS = f"""
SELECT ?s ?p ?o
WHERE {{
  {{ VALUES ?p {{ <{OWL}propertyChainAxiom> <{RDF}first> <{RDF}rest> <{OWL}members>
      <{OWL}distinctMembers> }} ?s ?p ?o }}
  UNION
  {{ VALUES (?p ?o) {{ {" ".join(f"({TYPE} <{kind}>)" for kind, _ in _AMONG)} }} ?s ?p ?o }}
}}
"""


def filled(pattern: Pattern, values: Mapping[str, Term]) -> Triple:
    """Return the triple of a pattern with its variables replaced by terms."""
    terms = (values[one[1:]] if one[0] == "?" else NamedNode(one[1:-1]) for one in pattern)
    return Triple(*terms)  # type: ignore[arg-type]


def chain_rules(axioms: Iterable[Triple]) -> list[Rule]:
    """Return the rule prp-spo2 for each property chain among triples."""
    rules = []
    for subject, property_, links in _lists(axioms):
        if property_ == OWL + "propertyChainAxiom":
            stops = ["?x", *(f"?m{number}" for number in range(1, len(links))), "?y"]
            premises = tuple(
                (start, f"<{link}>", end)
                for (start, end), link in zip(pairwise(stops), links, strict=True)
            )
            rules.append(Rule("prp-spo2", ("?x", subject, "?y"), premises))
    return sorted(set(rules), key=str)  # an ontology may be given twice


def member_rules(axioms: Iterable[Triple]) -> list[Rule]:
    """Return the contradictions between two members of a list of different or disjoint ones."""
    triples = list(axioms)
    kinds = [
        (str(triple.subject), term_text(triple.object))
        for triple in triples
        if f"<{triple.predicate.value}>" == TYPE
    ]
    rules = []
    for subject, property_, members in _lists(triples):
        for of, kind in kinds:
            if of == subject and (kind, property_) in _AMONG:
                row = _AMONG[kind, property_]
                first, second = _PAIRS.get(row.split()[0], ("?x", "?y"))
                values = " ".join(f"<{member}>" for member in members)
                condition = (
                    f"VALUES {first} {{ {values} }} VALUES {second} {{ {values} }} "
                    f"FILTER(STR({first}) < STR({second}))"
                )
                rules.append(_contradicting(row, condition))
    return sorted(set(rules), key=str)  # an ontology may be given twice


def _lists(triples: Iterable[Triple]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield subject, property and members of each list of IRIs that is a value."""
    triples = list(triples)
    lists = Lists(triples)
    iris = {one.object.value for one in triples if isinstance(one.object, NamedNode)}
    for triple in triples:
        members = lists.members(str(triple.object))
        if members and triple.predicate.value != RDF + "rest" and iris.issuperset(members):
            yield str(triple.subject), triple.predicate.value, members
