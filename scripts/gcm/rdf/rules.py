"""The OWL 2 RL rules that our ontology calls for, as SPARQL patterns.

Names, premises and conclusions are those of the OWL 2 Profiles recommendation, section 4.3
(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gcm.core.namespaces import OWL, RDF, RDFS
from gcm.rdf.collections import Lists
from gcm.rdf.oxigraph import Triple

Pattern = tuple[str, str, str]
A = f"<{RDF}type>"


class Rule(NamedTuple):
    """What follows from what: `?s ?p ?o`, in which `?p` may be fixed, from the premises."""

    name: str
    predicate: str
    premises: tuple[Pattern, ...]


SIMPLE = (
    Rule("cax-sco", A, (("?s", A, "?c"), ("?c", f"<{RDFS}subClassOf>", "?o"))),
    Rule("prp-dom", A, (("?s", "?q", "?x"), ("?q", f"<{RDFS}domain>", "?o"))),
    Rule("prp-rng", A, (("?x", "?q", "?s"), ("?q", f"<{RDFS}range>", "?o"))),
    Rule("prp-inv1", "?p", (("?o", "?q", "?s"), ("?q", f"<{OWL}inverseOf>", "?p"))),
    Rule("prp-inv2", "?p", (("?o", "?q", "?s"), ("?p", f"<{OWL}inverseOf>", "?q"))),
)

# The message that says what a rule says.
MEANINGS = {
    "cax-sco": "rule-cax-sco",
    "prp-dom": "rule-prp-dom",
    "prp-rng": "rule-prp-rng",
    "prp-inv1": "rule-prp-inv",
    "prp-inv2": "rule-prp-inv",
    "prp-spo2": "rule-prp-spo2",
}


def chain_rules(ontology: Iterable[Triple]) -> list[Rule]:
    """The rule prp-spo2 for each property chain of an ontology."""
    triples = list(ontology)
    lists = Lists(triples)
    rules = []
    for triple in triples:
        if triple.predicate.value == OWL + "propertyChainAxiom":
            links = lists.members(str(triple.object))
            stops = ["?s", *(f"?m{number}" for number in range(1, len(links))), "?o"]
            premises = tuple(
                (start, f"<{link}>", end)
                for start, link, end in zip(stops, links, stops[1:], strict=False)
            )
            rules.append(Rule("prp-spo2", str(triple.subject), premises))
    return sorted(rules)


def where(premises: Iterable[Pattern]) -> str:
    """The premises as a basic graph pattern."""
    return " ".join(f"{' '.join(pattern)} ." for pattern in premises)
