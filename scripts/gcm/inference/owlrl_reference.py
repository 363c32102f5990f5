"""The one face of owlrl: the reference for what `gcm.inference.closure` concludes."""

from __future__ import annotations

from typing import Any

import owlrl

from gcm.core.namespaces import OWL
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.rdf.rdflib_bridge import from_rdflib, is_literal, literals_as_written, to_rdflib


class _Rules(owlrl.OWLRL_Semantics):  # type: ignore[misc]  # owlrl has no types
    """OWL 2 RL without what is left out and would be a premise."""

    def store_triple(self, t: tuple[Any, Any, Any]) -> None:
        """Keep a conclusion, unless it is of a literal or that owl:Nothing is below each class."""
        if not is_literal(t[0]) and str(t[0]) != OWL + "Nothing":
            super().store_triple(t)


def run_owlrl(triples: list[Triple]) -> list[Triple]:
    """All that owlrl concludes by OWL 2 RL, and what it was given, which has no blank nodes."""
    with literals_as_written():
        graph = to_rdflib(triples)
        owlrl.DeductiveClosure(_Rules).expand(graph)
        # Of contradictions it tells by blank nodes.
        return [one for one in from_rdflib(graph) if isinstance(one.subject, NamedNode)]
