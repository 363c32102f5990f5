"""The only module that imports pyshifty: validating a graph against shapes."""

import os
import time
from collections.abc import Collection, Container, Iterable
from functools import partial
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from gcm.rdf.oxigraph import BlankNode, NamedNode, Term, Triple, n_triples, parse_n_triples
from gcm.rdf.property_paths import PATH_PARTS
from gcm.sandbox.run_apart import run_all_apart, run_apart
from gcm.turtle.parse import parse_turtle
from gcm.validation.engines.set_queries import asked_once
from gcm.validation.engines.sieve import (
    agrees_on,
    aim,
    aimed_at,
    in_shares,
    retargeted,
    with_queries,
)
from gcm.validation.report import Result, read_report

# Not registered: everything after the scheme is a label.
_NAME = "urn:x-gcm-graph:blank:"
_PROCESSES = min(2, os.cpu_count() or 1)
_SMALL, _LARGE = 10_000, 100_000  # triples


def named(shapes: Iterable[Triple]) -> list[Triple]:
    """Replace each blank node of the shapes that has properties by an IRI made from its label.

    Lists and paths stay blank: a path that is an IRI is a predicate.
    """
    shapes = list(shapes)
    about: dict[BlankNode, set[str]] = {}
    for triple in shapes:
        if isinstance(triple.subject, BlankNode):
            about.setdefault(triple.subject, set()).add(triple.predicate.value)
    names: dict[Term, NamedNode] = {
        node: NamedNode(_NAME + node.value)
        for node, predicates in about.items()
        if not predicates & PATH_PARTS
    }
    if not names:
        return shapes
    return [
        Triple(
            names.get(one.subject, one.subject), one.predicate, names.get(one.object, one.object)
        )
        for one in shapes
    ]


def unnamed(report: Iterable[Triple]) -> list[Triple]:
    """Turn the IRIs made by `named` in a report back into blank nodes."""
    return [
        Triple(one.subject, one.predicate, BlankNode(one.object.value.removeprefix(_NAME)))
        if isinstance(one.object, NamedNode) and one.object.value.startswith(_NAME)
        else one
        for one in report
    ]


def _native() -> Any:
    """Import the engine's native module alone.

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
# Cheaper to look up than the package's version, and changes whenever that does.
VERSION = "{0.st_size} {0.st_mtime_ns}".format(Path(_NATIVE.__file__).stat())


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
    data, shapes = list(data), list(shapes)
    # The engine keeps the labels of blank nodes of the data, but not of the shapes.
    graph, known = n_triples(data), named(shapes)
    start = time.monotonic()
    aimed = _aimed(data, graph, known, timeout, memory)
    if not aimed:
        return []
    left = None if timeout is None else max(0.0, timeout - (time.monotonic() - start))
    report = run_apart(partial(_report, graph, aimed), left, None, memory)
    return read_report(unnamed(parse_turtle(report.decode()).triples), shapes)


def _report(graph: bytes, shapes: Iterable[Triple]) -> bytes:
    """Return the report as Turtle; it is empty if the graph conforms."""
    validator = _NATIVE.PreparedValidator(n_triples(shapes), None, "nt", None)
    report = validator.validate_w3c(
        data=graph, data_format="nt", graph_mode="data", run_infer=False
    )
    return b"" if report.conforms else report.report_turtle.encode()


def _aimed(
    data: list[Triple],
    graph: bytes,
    shapes: list[Triple],
    timeout: float | None,
    memory: int | None,
) -> list[Triple]:
    """Return the shapes, aimed only at the nodes that violate one; none if none does.

    The engine finds these nodes several times as quickly as it writes a report, but neither the
    violated constraint nor always which of several shapes. Where that is uncertain, the shapes are
    returned as they are.
    """
    if not agrees_on(shapes):
        return shapes
    quick, owners, emptied = asked_once(with_queries(shapes))
    # Each process reads the graph: of a small one it takes time, of a large one memory.
    count = _PROCESSES if _SMALL < len(data) < _LARGE else 1
    works = [partial(_failing, graph, part, owners) for part in in_shares(quick, count)]
    found = run_all_apart(works, timeout, None, memory)
    failing = list(parse_n_triples(b"".join(found)))
    if any(isinstance(triple.object, BlankNode) for triple in failing):
        return shapes
    # Which shape a query belongs to is known; of the rest, all shapes but those without a rest.
    asked = {(owners.get(str(one.subject)), one.object) for one in failing}
    rest = {node for shape, node in asked if shape is None}
    aims = aimed_at(shapes, data, rest.__contains__)
    left = {one for one in aims if one.subject not in emptied}
    left |= {aim(shape, node) for shape, node in asked if shape}
    return retargeted(shapes, left) if left else []


def _failing(graph: bytes, shapes: Iterable[Triple], owners: Container[str]) -> bytes:
    """Return the nodes that violate some shape, as N-Triples whose subject is one of `owners` if it
    is known which; a blank node if it is uncertain.
    """
    validator = _NATIVE.PreparedValidator(n_triples(shapes), None, "nt", None)
    found = validator.validate_algebra(
        data=graph, data_format="nt", graph_mode="data", run_infer=False
    )
    if validator.diagnostics or found.diagnostics:
        return b"<s:> <p:> _:any .\n"
    lines: set[str] = set()
    for one in found.violations:
        if one.focus_node in owners:
            lines |= {f"{one.focus_node} <p:> {reason.value} .\n" for reason in one.reasons}
        else:
            lines.add(f"<s:> <p:> {one.focus_node} .\n")
    return "".join(lines).encode()
