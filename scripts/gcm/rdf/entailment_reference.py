"""The one face of owlrl: the reference for what `gcm.rdf.entailment` concludes."""

from __future__ import annotations

import owlrl

from gcm.rdf.oxigraph import NamedNode, Triple, term_text
from gcm.rdf.rdflib_graph import from_rdflib, to_rdflib


def run_owlrl(triples: list[Triple]) -> set[tuple[str, str, str]]:
    """All that owlrl concludes between IRIs by OWL 2 RL, and what it was given."""
    graph = to_rdflib(triples)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {
        (term_text(triple.subject), triple.predicate.value, term_text(triple.object))
        for triple in from_rdflib(graph)
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
    }
