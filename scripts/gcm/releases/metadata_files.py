"""The description of a release, written last, with the size and the sum of every file."""

from __future__ import annotations

import gzip
from functools import partial

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import read_text
from gcm.core.iris import release_iri
from gcm.core.layout import Layout
from gcm.releases.citation import citation
from gcm.releases.description import Release, describe, description_errors
from gcm.releases.dump import N_QUADS, Digests
from gcm.releases.folder import CITATION, README, SUMS, ReleaseFile, measured, sha256sums
from gcm.releases.read_back import DIFFERS, Check, graph_errors
from gcm.releases.readme import Edition, readme
from gcm.releases.schema_org import schema_org
from gcm.releases.staging import Staging
from gcm.turtle.format import write_turtle
from gcm.turtle.parse import parse_all
from gcm.turtle.prefixes import read_prefixes

_DATASET, _SCHEMA_ORG = "dataset.ttl", "dataset.jsonld"


def write_description(
    layout: Layout, staging: Staging, release: Release, digests: Digests
) -> tuple[list[ReleaseFile], list[Check]]:
    """Write README, citation, `dataset.ttl`, `dataset.jsonld` and the sums of all files.

    Args:
        layout: the graph.
        staging: the folder with all other files of the release.
        release: the facts about the release; its files and its digest are filled in.
        digests: the digests of the data from `gcm.releases.dump.write_dump`.

    Returns:
        Every file of the release, and the checks that read back the description, and the bytes of
        all files written at once.

    Raises:
        Problems: the description violates `shapes/dataset.ttl`.
        RunError: `CITATION.cff` lacks a field, the disk is full, or an engine fails.
    """
    counts = digests.total, len(digests.graphs)
    edition = Edition(release.version, release.previous, release.date, *counts, digests.quads)
    staging.write(README, readme(edition).encode())
    template = layout.own(CITATION)
    cited = citation(read_text(template), release.version, release.date, release.commit, template)
    staging.write(CITATION, cited.encode())
    files = tuple(measured(staging.folder, name) for name in staging.files())
    quads = gzip.decompress((staging.folder / N_QUADS).read_bytes())
    triples = describe(layout, release._replace(digest=digests.quads, files=files), quads)
    if errors := description_errors(triples, layout):
        raise Problems(errors)
    staging.write(_DATASET, write_turtle(triples, read_prefixes(layout)).encode())
    text = schema_org(triples, parse_all([layout.dataset]), release_iri(release.version))
    staging.write(_SCHEMA_ORG, text)
    every = [measured(staging.folder, name) for name in staging.files()]
    staging.write(SUMS, sha256sums(every).encode())
    checks: list[Check] = [
        partial(graph_errors, staging.folder / _DATASET, triples),
        partial(_sum_errors, staging),
    ]
    return [*every, measured(staging.folder, SUMS)], checks


def _sum_errors(staging: Staging) -> list[GcmError]:
    """Return an error for each file that differs, byte for byte, from the data passed to
    `write`.
    """
    return [
        RunError(DIFFERS, file=staging.folder / name)
        for name, digest in staging.sums.items()
        if measured(staging.folder, name).sha256 != digest
    ]
