"""The one face of pyshifty: validating a graph against shapes."""

from __future__ import annotations

from collections.abc import Iterable

# The wrapper of the same name builds its report with rdflib, which doubles the start-up.
from shifty._shifty import PreparedValidator

from gcm.rdf.oxigraph import Triple, n_triples, parse_turtle
from gcm.rdf.shacl_report import Result, read_report


def run_shacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order."""
    validator = PreparedValidator(n_triples(shapes), None, "nt", None)
    report = validator.validate_w3c(
        data=n_triples(data), data_format="nt", graph_mode="data", run_infer=False
    )
    return [] if report.conforms else read_report(parse_turtle(report.report_turtle).triples)
