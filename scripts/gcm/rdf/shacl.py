"""The one face of pyshifty: validating a graph against shapes.

A result depends on the data and on one target of a shape, so the targets can be parted: each part
is validated against all shapes, of which only some look for nodes by themselves. Two halves are
given the whole graph, on two processors at once; where that would take too much memory, smaller
parts are given what they read of it, one after another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import Any

from gcm.core.errors import RunError
from gcm.rdf.blank_shapes import named, unnamed
from gcm.rdf.oxigraph import Triple, n_triples
from gcm.rdf.packed_triples import chunks_of
from gcm.rdf.sandbox import run_apart
from gcm.rdf.shacl_report import Result, read_report, result_order
from gcm.rdf.shape_parts import aimed, parts_by_data, read_by
from gcm.rdf.shape_reads import TARGETS
from gcm.rdf.syntax import parse_turtle

_EACH = 2500  # bytes that the engine takes for a triple of a whole graph
_PART = 250_000  # triples that a part of the targets reads, unless one target needs more


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
    data: Collection[Triple],
    shapes: Iterable[Triple],
    timeout: float | None = None,
    memory: int | None = None,
    lean: bool = False,
) -> list[Result]:
    """The results of validating `data` against `shapes`, without inference, in a fixed order.

    Args:
        data: the graph.
        shapes: the shapes.
        timeout: seconds that one run may take.
        memory: bytes that the engine may take; two halves share them.
        lean: take little memory for a large graph, at the cost of time.

    Raises:
        RunError: the engine was too slow, died, or could not run the shapes.
    """
    shapes = list(shapes)
    # The engine keeps the labels of blank nodes of the data, but not of the shapes.
    given = named(shapes)
    scarce = memory is not None and len(data) * _EACH > memory // 2
    reports = None
    if (lean or scarce) and len(data) > _PART:
        reports = _in_parts(data, given, timeout, memory)
    if reports is None:
        reports = _in_halves(data, given, timeout, memory)
    # Implicit targets stand in both halves.
    found = {result for text in reports for result in read_report(_triples(text.decode()), shapes)}
    return sorted(found, key=result_order)


def _in_halves(
    data: Collection[Triple], shapes: list[Triple], timeout: float | None, memory: int | None
) -> list[bytes]:
    graph = n_triples(data)
    parts = _halves(shapes) if (os.cpu_count() or 1) > 1 else [shapes]
    # None runs in this process: it would be forked while the engine has a lock, which the child
    # would wait for without end. And shapes may be strangers'. A thread waits for each.
    with ThreadPoolExecutor(len(parts)) as waiting:
        share = memory // len(parts) if memory is not None else None
        apart = [
            waiting.submit(run_apart, _work(graph, part), timeout, None, share) for part in parts
        ]
        return [report.result() for report in apart]


def _in_parts(
    data: Collection[Triple], shapes: list[Triple], timeout: float | None, memory: int | None
) -> list[bytes] | None:
    """The reports of parts of the targets; None if it cannot be told what these read."""
    try:
        with TemporaryFile() as lines:
            lines.writelines(chunks_of(data))
            parts = parts_by_data(shapes, lines, _PART)
            if parts is None:
                return None
            return [
                run_apart(_work(read_by(lines, one.reads), one.shapes), timeout, None, memory)
                for one in parts
            ]
    except OSError as error:
        reason = error.strerror or error
        raise RunError("file-unwritable", file=gettempdir(), reason=reason) from None


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
    aims = [one for one in shapes if one.predicate.value in TARGETS]
    targeted = sorted({str(one.subject) for one in aims})
    names = set(targeted[: len(targeted) // 2])
    first = {one for one in aims if str(one.subject) in names}
    parts = (first, {*aims} - first)
    return [aimed(shapes, part) for part in parts if part] or [shapes]
