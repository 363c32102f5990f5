"""A `sh:ValidationReport`: reading it, whichever engine wrote it, and writing ours."""

from collections.abc import Iterable
from typing import NamedTuple

from gcm.core.language import msg
from gcm.core.namespaces import SH
from gcm.core.results import Cell
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import NamedNode, Triple, cell, term_text
from gcm.rdf.property_paths import (
    Descriptions,
    path_descriptions,
    path_text,
    shape_path,
)

SHAPE_NOT_MET = msg("the shape {shape} is not met.")


class Result(NamedTuple):
    """One `sh:ValidationResult`.

    `path` is a bare IRI, a SPARQL property path, or empty.
    """

    focus: str
    shape: str
    component: str
    severity: str
    path: str
    value: Cell | None


def read_report(report: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """Return the results of a `sh:ValidationReport`, sorted, each once.

    Results that pySHACL gives as `sh:detail` of another, the reasons why a value violates its
    shape, are omitted.

    Args:
        report: the report of an engine, which may leave out the content of a path that is no IRI.
        shapes: the shapes it ran, with the same labels of blank nodes.
    """
    said = TripleIndex(report)
    names = said.anywhere(SH + "result")
    if not names:
        return []
    known, own = path_descriptions(shapes), path_descriptions(said.triples)
    return sorted(
        {_result(said, name, known, own) for name in names}, key=lambda one: tuple(map(str, one))
    )


def _result(said: TripleIndex, name: str, known: Descriptions, own: Descriptions) -> Result:
    shape = said.values(name, SH + "sourceShape")[0]
    path = next(iter(said.values(name, SH + "resultPath")), None)
    value = next(iter(said.values(name, SH + "value")), None)
    if isinstance(path, NamedNode):
        text = path.value
    else:
        text = shape_path(shape, known) or (path_text(path, own) if path else "")
    return Result(
        focus=said.names(name, SH + "focusNode")[0],
        shape=term_text(shape),
        component=said.names(name, SH + "sourceConstraintComponent")[0],
        severity=said.names(name, SH + "resultSeverity")[0],
        path=text,
        value=cell(value) if value else None,
    )
