"""The engines that run shapes: their choice, their child process, and their comparison."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Literal

from gcm.core.errors import GcmError, Problems, ProcessDied, RunError, TimedOut
from gcm.core.language import msg
from gcm.rdf.oxigraph import Triple
from gcm.validation.report import Result

Engine = Literal["pyshifty", "pyshacl", "both"]
_Engine = Callable[[Collection[Triple], Iterable[Triple], float | None, int], list[Result]]


def _half_of_memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (OSError, ValueError):  # the system does not report it
        return 4_000_000_000


MOST_MEMORY = _half_of_memory()  # bytes that an engine may allocate beyond those for reading
# Endings of a process without memory, and of one whose recursion is too deep for its stack.
_EXHAUSTED = ("MemoryError", "RecursionError", "SIGABRT", "SIGBUS", "SIGKILL", "SIGSEGV")

_MOST_SHOWN = 20
_LONGEST_REASON = 300  # characters: an engine may show a shape in its message, or a graph


def run_engine(
    name: Engine | None,
    data: Collection[Triple],
    shapes: Iterable[Triple],
    timeout: float | None = None,
) -> list[Result]:
    """Return the results of validating a graph, in a fixed order.

    Args:
        name: the engine; `both` runs both and compares; None means pyshifty, or pySHACL if
            pyshifty has no wheel.
        data: the graph, with the ontology whose classes the shapes name.
        shapes: the shapes.
        timeout: seconds that each engine may take.

    Raises:
        RunError: the engine was too slow or died, or pyshifty is not installed.
        Problems: the engines differ; each difference.
    """
    shapes = list(shapes)
    if name == "both":
        found = _run(_pyshifty(), data, shapes, timeout)
        _compare(found, _run(_pyshacl(), data, shapes, timeout))
        return found
    engine = _pyshacl() if name == "pyshacl" else _pyshifty(name is None)
    return _run(engine, data, shapes, timeout)


def _run(
    engine: _Engine, data: Collection[Triple], shapes: list[Triple], timeout: float | None
) -> list[Result]:
    try:
        return engine(data, shapes, timeout, MOST_MEMORY)
    except TimedOut:
        raise RunError(
            "validation stopped after {seconds} seconds; validate less at once, or raise "
            "--timeout.",
            seconds=timeout,
        ) from None
    except ProcessDied as error:
        reason = " ".join(str(error.values.get("reason")).split())
        if len(reason) > _LONGEST_REASON:
            reason = reason[: _LONGEST_REASON - 1] + "…"
        if reason.partition(":")[0] in _EXHAUSTED:
            gigabytes = f"{MOST_MEMORY / 1e9:.2g}"
            raise RunError(
                "the engine needed more than {gigabytes} GB of memory, or met shapes nested too "
                "deeply for it ({reason}); validate less at once, or check the shapes.",
                gigabytes=gigabytes,
                reason=reason,
            ) from None
        raise RunError(
            "the shapes could not be run to their end ({reason}); check the shapes, or validate "
            "less at once.",
            reason=reason,
        ) from None


def engine_mark(name: Engine | None) -> str:
    """Return the name and version of an engine, to distinguish it from others in results."""
    engine = _pyshacl() if name == "pyshacl" else _pyshifty(name is None)
    return f"{engine.__module__} {sys.modules[engine.__module__].VERSION}"


def _pyshifty(or_else: bool = False) -> _Engine:
    try:
        from gcm.validation.engines.pyshifty import run_shacl
    except ModuleNotFoundError as error:
        if error.name != "shifty":  # installed, but broken
            raise
        if not or_else:
            raise RunError(
                "{name} is not installed here, or has no build for this machine; use --engine "
                "pyshacl.",
                name="pyshifty",
            ) from None
        return _pyshacl()
    return run_shacl


def _pyshacl() -> _Engine:
    from gcm.validation.engines.pyshacl import run_shacl

    return run_shacl


def _compare(ours: Sequence[Result], reference: Sequence[Result]) -> None:
    only = {
        "pyshifty": Counter(ours) - Counter(reference),
        "pyshacl": Counter(reference) - Counter(ours),
    }
    errors: list[GcmError] = [
        RunError(
            "the engines differ: only {engine} finds, on <{focus}>, shape <{shape}>, component "
            "<{component}>, path {path}, value {value}. Report it: until then, trust neither.",
            engine=engine,
            focus=result.focus,
            shape=result.shape,
            component=result.component,
            path=result.path or "—",
            value=result.value.value if result.value else "—",
        )
        for engine, results in only.items()
        for result in sorted(results.elements(), key=str)
    ]
    if more := len(errors[_MOST_SHOWN:]):
        message = msg("the engines differ in {count} more results.")
        errors[_MOST_SHOWN:] = [RunError(message, count=more)]
    if errors:
        raise Problems(errors)
