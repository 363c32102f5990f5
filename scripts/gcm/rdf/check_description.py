"""Whether the description of a release says all that `shapes/dataset.ttl` asks of it."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.layout import Layout
from gcm.core.messages import texts
from gcm.core.model import Finding
from gcm.core.namespaces import SH
from gcm.rdf.engines import Engine, run_engine
from gcm.rdf.oxigraph import Triple
from gcm.rdf.reasons import reasons_of
from gcm.rdf.said import Said
from gcm.rdf.shacl_report import Result
from gcm.rdf.shape_texts import message_of
from gcm.rdf.syntax import parse_all


def check_description(
    triples: Iterable[Triple],
    layout: Layout,
    engine: Engine | None = None,
    timeout: float | None = 600.0,
) -> list[Finding]:
    """What is wrong with the description of a release, with no place, since it is in no file yet.

    Args:
        triples: what `gcm.rdf.dataset_description.describe` gives.
        layout: the root whose shapes and ontology to read.
        engine: runs the shapes; see `gcm.rdf.engines.run_engine`.
        timeout: seconds that an engine may take.

    Raises:
        RunError: the engine was too slow or died.
        Problems: files of the root cannot be read or parsed; the engines differ.
    """
    said = list(triples)
    data = list(dict.fromkeys([*parse_all(layout.ontology()), *said]))
    shapes = parse_all([*layout.shapes(), layout.register])
    known, reasons = Said(shapes), reasons_of(shapes)
    labels, described = Said(data), set(Said(said).things())

    def finding(result: Result) -> Finding:
        message = message_of(known, result.shape, result.component)
        return Finding(
            message or texts("shape-unnamed", shape=result.shape),
            thing=result.focus,
            label=labels.label(result.focus),
            path=result.path,
            value=result.value,
            shape=result.shape,
            component=result.component,
            severity=result.severity.removeprefix(SH),
            why=reasons.get(result.shape, {}),
        )

    # The ontology alone, without the data, lacks what some shapes count.
    found = run_engine(engine, data, shapes, timeout)
    return [finding(result) for result in found if result.focus in described]
