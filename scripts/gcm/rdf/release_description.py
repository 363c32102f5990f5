"""Describing a release: last, since it tells the size and the sum of every file."""

from __future__ import annotations

import gzip
from functools import partial
from typing import NamedTuple

from gcm.core.citation import citation
from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.release import Release, ReleaseFile
from gcm.core.release_folder import CITATION, README, SUMS, measured, sha256sums
from gcm.core.release_readme import Edition, readme
from gcm.core.staging import Staging
from gcm.core.version import __version__
from gcm.rdf.check_description import check_description
from gcm.rdf.dataset_description import describe
from gcm.rdf.dataset_jsonld import schema_org
from gcm.rdf.definitions import ONTOLOGY, QUESTIONS, definitions
from gcm.rdf.dump import N_QUADS, Digests
from gcm.rdf.graph import read_prefixes
from gcm.rdf.read_back import Check, graph_errors
from gcm.rdf.statistics import statistics
from gcm.rdf.turtle import write_turtle

_DATASET, _SCHEMA_ORG = "dataset.ttl", "dataset.jsonld"


class Origin(NamedTuple):
    """What a release is made from.

    Args:
        version: its own.
        previous: the version before it; empty for the first.
        date: its day, in ISO 8601.
        commit: that of the graph.
    """

    version: str
    previous: str
    date: str
    commit: str


def write_description(
    layout: Layout, staging: Staging, origin: Origin, digests: Digests
) -> tuple[list[ReleaseFile], list[Check]]:
    """Write README, citation, `dataset.ttl`, `dataset.jsonld` and the sums of all that is there.

    Args:
        layout: the graph.
        staging: where all else of the release is written already.
        origin: what it is made from.
        digests: what `gcm.rdf.dump.write_dump` told of its data.

    Returns:
        Every file of the release, and what reads the description back, and the bytes of all that
        was written at once.

    Raises:
        Problems: the description lacks what `shapes/dataset.ttl` asks of it.
        RunError: `CITATION.cff` lacks a field, the disk is full, or an engine fails.
    """
    counts = digests.total, len(digests.graphs)
    edition = Edition(origin.version, origin.previous, origin.date, *counts, digests.quads)
    staging.write(README, readme(edition).encode())
    template = layout.own(CITATION)
    cited = citation(read_text(template), origin.version, origin.date, origin.commit, template)
    staging.write(CITATION, cited.encode())
    files = tuple(measured(staging.folder, name) for name in staging.files())
    release = Release(
        origin.version, origin.date, files, origin.previous, origin.commit, __version__
    )
    with gzip.open(staging.folder / N_QUADS) as lines:
        figures = statistics(lines)
    known = definitions(layout)
    terms = [*known[ONTOLOGY], *known[QUESTIONS]]
    prefixes = read_prefixes(layout)
    triples = describe(release, figures, terms, prefixes)
    if findings := check_description(triples, layout):
        raise Problems(
            [
                RunError("publish-undescribed", thing=one.thing, reason=one.message["en"])
                for one in findings
            ]
        )
    staging.write(_DATASET, write_turtle(triples, prefixes).encode())
    staging.write(_SCHEMA_ORG, schema_org(release, figures, terms))
    every = [measured(staging.folder, name) for name in staging.files()]
    staging.write(SUMS, sha256sums(every).encode())
    checks: list[Check] = [
        partial(graph_errors, staging.folder / _DATASET, triples),
        partial(_sum_errors, staging),
    ]
    return [*every, measured(staging.folder, SUMS)], checks


def _sum_errors(staging: Staging) -> list[GcmError]:
    """The files that do not hold, byte for byte, what was handed over to be written."""
    return [
        RunError("publish-differs", file=staging.folder / name)
        for name, digest in staging.sums.items()
        if measured(staging.folder, name).sha256 != digest
    ]
