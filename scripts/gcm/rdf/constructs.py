"""The constructs of a graph: one by its name, or all of them in the order in which they run."""

from __future__ import annotations

from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from gcm.core.errors import GcmError, Problems, RunError, UsageError
from gcm.core.layout import Layout
from gcm.rdf.construct import Construct, read_construct


def find_construct(kind: str, layout: Layout) -> Construct:
    """The construct of a kind of table.

    Raises:
        UsageError: there is none; the nearest names are given.
    """
    files = layout.constructs()
    if near := [] if kind in files else get_close_matches(kind, files):
        raise UsageError("construct-near", name=kind, near=", ".join(near))
    if kind not in files:
        raise UsageError("construct-unknown", name=kind, known=", ".join(files) or "—")
    return read_construct(files[kind])


def all_constructs(layout: Layout) -> list[Construct]:
    """The constructs, each after those whose Turtle it reads.

    Raises:
        Problems: constructs that are wrong, or read a kind that does not exist, all of them.
        RunError: they read one another in a circle.
    """
    constructs: dict[str, Construct] = {}
    errors: list[GcmError] = []
    files = layout.constructs()
    for name, file in files.items():
        try:
            constructs[name] = read_construct(file)
        except RunError as error:
            errors.append(error)
    known = ", ".join(files)
    for construct in constructs.values():
        errors += [
            RunError("construct-unknown", file=construct.file, name=name, known=known)
            for name in construct.reads
            if name not in files
        ]
    if errors:
        raise Problems(errors)
    reads = {name: sorted(construct.reads) for name, construct in constructs.items()}
    try:
        return [constructs[name] for name in TopologicalSorter(reads).static_order()]
    except CycleError as error:
        raise RunError("construct-cycle", kinds=", ".join(error.args[1])) from None
