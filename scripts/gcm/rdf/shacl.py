"""The one face of pyshifty: validating a graph against shapes, on two processors at once.

A result depends on the data and on one shape with a target, so the targets can be parted: each
half is validated against all shapes, of which only some look for nodes by themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from gcm.core.namespaces import SH
from gcm.rdf.blank_shapes import named, unnamed
from gcm.rdf.oxigraph import Triple, n_triples
from gcm.rdf.sandbox import run_apart
from gcm.rdf.shacl_report import Result, read_report, result_order
from gcm.rdf.syntax import parse_turtle

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


_NATIVE = _native()
# Cheaper than to look up the package's version, and it changes whenever that does.
VERSION = "{0.st_size} {0.st_mtime_ns}".format(Path(_NATIVE.__file__).stat())


def run_shacl(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    timeout: float | None = None,
    memory: int | None = None,
) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order.

    Args:
        data: the graph.
        shapes: the shapes.
        timeout: seconds.
        memory: bytes that the engine may take, shared by the two halves.

    Raises:
        RunError: the engine was too slow, died, or could not run the shapes.
    """
    graph, shapes = n_triples(data), list(shapes)
    # The engine keeps the labels of blank nodes of the data, but not of the shapes.
    given = named(shapes)
    parts = _halves(given) if (os.cpu_count() or 1) > 1 else [given]
    # None runs in this process: it would be forked while the engine has a lock, which the child
    # would wait for without end. And shapes may be strangers'. A thread waits for each.
    with ThreadPoolExecutor(len(parts)) as waiting:
        share = memory // len(parts) if memory is not None else None
        apart = [
            waiting.submit(run_apart, _work(graph, part), timeout, None, share) for part in parts
        ]
        reports = [report.result().decode() for report in apart]
    # Implicit targets stand in both halves.
    found = {result for text in reports for result in read_report(_triples(text), shapes)}
    return sorted(found, key=result_order)


def _work(graph: bytes, shapes: list[Triple]) -> Callable[[], bytes]:
    return lambda: _report(graph, shapes).encode()


def _triples(report: str) -> list[Triple]:
    return unnamed(parse_turtle(report).triples)


def _report(graph: bytes, shapes: Iterable[Triple]) -> str:
    """The report as Turtle; it has no results if the graph conforms."""
    validator = _NATIVE.PreparedValidator(n_triples(shapes), None, "nt", None)
    report = validator.validate_w3c(
        data=graph, data_format="nt", graph_mode="data", run_infer=False
    )
    return "" if report.conforms else str(report.report_turtle)


def _halves(shapes: list[Triple]) -> list[list[Triple]]:
    """The shapes twice, each time with the targets of one half of those that have one."""
    targeted = sorted({str(t.subject) for t in shapes if t.predicate.value in _TARGETS})
    middle = len(targeted) // 2
    first, second = set(targeted[:middle]), set(targeted[middle:])
    return [_aimed(shapes, part) for part in (first, second) if part] or [shapes]


def _aimed(shapes: list[Triple], targeted: set[str]) -> list[Triple]:
    return [t for t in shapes if t.predicate.value not in _TARGETS or str(t.subject) in targeted]
