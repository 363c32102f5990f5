"""The one face of pySHACL: the reference engine, and the engine where pyshifty has no wheel."""

from __future__ import annotations

from collections.abc import Iterable

import pyshacl

from gcm.rdf.oxigraph import Triple
from gcm.rdf.rdflib_graph import from_rdflib, to_rdflib
from gcm.rdf.shacl_report import Result, read_report


def run_shacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order."""
    _, report, _ = pyshacl.validate(
        to_rdflib(data),
        shacl_graph=to_rdflib(shapes),
        inference="none",
        do_owl_imports=False,
        advanced=False,
    )
    return read_report(from_rdflib(report))
