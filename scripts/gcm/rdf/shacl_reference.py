"""The one face of pySHACL: the reference engine, and the engine where pyshifty has no wheel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer

from gcm.rdf.oxigraph import Triple, n_triples, parse_turtle
from gcm.rdf.shacl_report import Result, read_report


def run_shacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order."""
    # Both graphs through one parser: rdflib holds "x" and "x"^^xsd:string unequal.
    graphs = [_Graph().parse(data=n_triples(triples), format="nt") for triples in (data, shapes)]
    _, report, _ = pyshacl.validate(
        graphs[0], shacl_graph=graphs[1], inference="none", do_owl_imports=False, advanced=False
    )
    return read_report(parse_turtle(report.serialize(format="nt")).triples)


class _Graph(rdflib.Graph):
    """Parses each query once: pySHACL asks it anew for every focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
        """As rdflib does it, from the query as it was parsed first."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                names: Mapping[str, Any] = dict(self.namespaces())
                self._prepared[query_object] = prepareQuery(query_object, initNs=names)
            query_object = self._prepared[query_object]
        return super().query(query_object, *args, **kwargs)
