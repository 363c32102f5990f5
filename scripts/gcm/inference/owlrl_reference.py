"""The only module that imports owlrl: the reference for `gcm.inference.closure`."""

from typing import Any

import owlrl

from gcm.core.namespaces import OWL
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.rdf.rdflib_bridge import from_rdflib, is_literal, literals_as_written, to_rdflib


class _Rules(owlrl.OWLRL_Semantics):  # type: ignore[misc]  # owlrl has no types
    """OWL 2 RL without the omitted triples that would be premises."""

    def store_triple(self, t: tuple[Any, Any, Any]) -> None:
        """Store a conclusion, unless its subject is a literal or it puts owl:Nothing below a
        class.
        """
        if not is_literal(t[0]) and str(t[0]) != OWL + "Nothing":
            super().store_triple(t)


def run_owlrl(triples: list[Triple]) -> list[Triple]:
    """Return all that owlrl infers by OWL 2 RL, with its input, which has no blank nodes."""
    with literals_as_written():
        graph = to_rdflib(triples)
        owlrl.DeductiveClosure(_Rules).expand(graph)
        # owlrl reports contradictions by blank nodes.
        return [one for one in from_rdflib(graph) if isinstance(one.subject, NamedNode)]
