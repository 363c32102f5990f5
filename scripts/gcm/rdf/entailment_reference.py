"""The one face of owlrl: the reference for what `gcm.rdf.entailment` concludes."""

from __future__ import annotations

import owlrl
import rdflib
from rdflib import URIRef

from gcm.rdf.oxigraph import Triple, n_triples


def run_owlrl(triples: list[Triple]) -> set[tuple[str, str, str]]:
    """All that owlrl concludes between IRIs by OWL 2 RL, and what it was given."""
    graph = rdflib.Graph().parse(data=n_triples(triples), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if isinstance(s, URIRef) and isinstance(p, URIRef) and isinstance(o, URIRef)
    }
