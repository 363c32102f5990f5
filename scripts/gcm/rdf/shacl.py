"""The one face of pyshifty: validating a graph against shapes, on two processors at once.

A result depends on the data and on one shape with a target, so the targets can be parted: each
half is validated against all shapes, of which only some look for nodes by themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any

from gcm.core.namespaces import SH
from gcm.rdf.oxigraph import Triple, n_triples, parse_turtle
from gcm.rdf.sandbox import run_apart
from gcm.rdf.shacl_report import Result, read_report

_TARGETS = {
    SH + name for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
}


def _native() -> Any:
    """The engine's native module alone.

    The package around it imports an HTTP client and more for wrappers that are not used here, which
    costs a command as much as parsing the graph.

    Raises:
        ModuleNotFoundError: the engine is not installed.
    """
    package = find_spec("shifty")
    places = package.submodule_search_locations if package else None
    native = PathFinder.find_spec("_shifty", places)
    if native is None or native.loader is None:
        raise ModuleNotFoundError("shifty", name="shifty")
    module = module_from_spec(native)
    native.loader.exec_module(module)
    return module


PreparedValidator = _native().PreparedValidator


def run_shacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order."""
    graph, shapes = n_triples(data), list(shapes)
    here, there = _halves(shapes) if (os.cpu_count() or 1) > 1 else (shapes, [])
    if not there:
        return read_report(parse_turtle(_report(graph, here)).triples)
    # A thread waits for the other process; the engine lets no other thread of this one run.
    with ThreadPoolExecutor(1) as waiting:
        other = waiting.submit(run_apart, lambda: _report(graph, there).encode(), None)
        reports = [_report(graph, here), other.result().decode()]
    found = [result for text in reports for result in read_report(parse_turtle(text).triples)]
    return sorted(found, key=lambda result: tuple(map(str, result)))


def _report(graph: bytes, shapes: Iterable[Triple]) -> str:
    """The report as Turtle; it has no results if the graph conforms."""
    validator = PreparedValidator(n_triples(shapes), None, "nt", None)
    report = validator.validate_w3c(
        data=graph, data_format="nt", graph_mode="data", run_infer=False
    )
    return "" if report.conforms else str(report.report_turtle)


def _halves(shapes: list[Triple]) -> tuple[list[Triple], list[Triple]]:
    """The shapes twice, each time with the targets of one half of those that have one."""
    targeted = sorted({str(t.subject) for t in shapes if t.predicate.value in _TARGETS})
    middle = len(targeted) // 2
    first, second = set(targeted[:middle]), set(targeted[middle:])
    return _aimed(shapes, first), _aimed(shapes, second) if second else []


def _aimed(shapes: list[Triple], targeted: set[str]) -> list[Triple]:
    return [t for t in shapes if t.predicate.value not in _TARGETS or str(t.subject) in targeted]
