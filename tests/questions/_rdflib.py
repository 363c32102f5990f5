"""What rdflib answers to the text of a question."""

from __future__ import annotations

import warnings
from pathlib import Path

from rdflib import Dataset, Graph, Literal as RdflibLiteral, URIRef
from rdflib.query import ResultRow

from gcm.core.namespaces import XSD
from gcm.core.results import Cell, Table

from ._cases import named_graphs


def read(root: Path, *, definitions: bool) -> Dataset:
    """The graphs that questions read, or those that checks read; asked, they are merged."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        dataset = Dataset(default_union=True)
        for name, lines in named_graphs(root, definitions).items():
            dataset.graph(URIRef(name)).parse(data=lines, format="nt")
    return dataset


def ask(graph: Graph, text: str) -> Table:
    """The rows of a SELECT query."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        result = graph.query(text)
        rows = []
        for row in result:
            assert isinstance(row, ResultRow)
            rows.append(tuple(_cell(term) for term in row))
    return Table(tuple(map(str, result.vars or ())), tuple(rows))


def _cell(term: object) -> Cell | None:
    if isinstance(term, RdflibLiteral):
        datatype = str(term.datatype or "")
        plain = "" if datatype == XSD + "string" else datatype
        return Cell("literal", str(term), term.language or "", plain)
    return Cell("uri", str(term)) if isinstance(term, URIRef) else None
