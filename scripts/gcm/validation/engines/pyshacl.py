"""The only module that imports pySHACL: the reference engine, and the one without pyshifty's
wheel.
"""

from collections.abc import Collection, Iterable
from functools import cache, partial

import pyshacl
from pyshacl.errors import ValidationFailure

from gcm.core.namespaces import SH
from gcm.rdf.oxigraph import Triple, n_triples, parse_n_triples
from gcm.rdf.rdflib_bridge import from_rdflib, literals_as_written, to_rdflib
from gcm.sandbox.run_apart import run_apart
from gcm.turtle.parse import parse_turtle
from gcm.validation.report import Result, read_report

VERSION = pyshacl.__version__
_ANY = f"""
PREFIX sh: <{SH}>
<u:s> a sh:NodeShape ; sh:targetNode <u:s> ; sh:pattern "x" ; sh:languageIn ( "x" ) ;
  sh:sparql [ sh:select "SELECT $this WHERE {{ $this ?p ?o FILTER(REGEX(STR(?o), 'x')) }}" ] .
"""


def run_shacl(
    data: Collection[Triple],
    shapes: Iterable[Triple],
    timeout: float | None = None,
    memory: int | None = None,
) -> list[Result]:
    """Validate `data` against `shapes`, without inference; return the results in a fixed order.

    Args:
        data: the graph.
        shapes: the shapes.
        timeout: seconds.
        memory: bytes that the engine may allocate.

    Raises:
        RunError: the engine was too slow, died, or could not run the shapes.
    """
    shapes = list(shapes)
    _load_everything()
    report = run_apart(partial(_report, list(data), shapes), timeout, None, memory)
    return read_report(parse_n_triples(report), shapes)


@cache
def _load_everything() -> None:
    """Import everything that the engine imports late, since its child process cannot."""
    triples = parse_turtle(_ANY).triples
    _report(triples, triples)


def _report(data: list[Triple], shapes: list[Triple]) -> bytes:
    """Return the report as N-Triples."""
    with literals_as_written():
        _, report, _ = pyshacl.validate(
            to_rdflib(data),
            shacl_graph=to_rdflib(shapes),
            inference="none",
            do_owl_imports=False,
            advanced=False,
        )
        # Some failures are returned, not raised.
        if isinstance(report, ValidationFailure):
            raise report
        return n_triples(from_rdflib(report))
