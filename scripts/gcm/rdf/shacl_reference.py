"""The one face of pySHACL: the reference engine, and the engine where pyshifty has no wheel."""

from __future__ import annotations

from collections.abc import Iterable

import pyshacl
import rdflib

from gcm.rdf.oxigraph import Triple, n_triples, parse_turtle
from gcm.rdf.shacl_report import Result, read_report


def run_shacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order."""
    # Both graphs through one parser: rdflib holds "x" and "x"^^xsd:string unequal.
    graphs = [
        rdflib.Graph().parse(data=n_triples(triples), format="nt") for triples in (data, shapes)
    ]
    _, report, _ = pyshacl.validate(
        graphs[0], shacl_graph=graphs[1], inference="none", do_owl_imports=False, advanced=False
    )
    return read_report(parse_turtle(report.serialize(format="nt")).triples)
