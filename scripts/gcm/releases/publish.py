"""Publishing a release: a folder that appears whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import AnyPath, reading_once
from gcm.core.language import Message, msg
from gcm.core.layout import BUILD, Layout, find_layout
from gcm.core.version import __version__
from gcm.graph.state import State, state_of_layout, state_of_revision
from gcm.releases.content import write_changes, write_content
from gcm.releases.description import Release
from gcm.releases.folder import ReleaseFile, Staging, release_place
from gcm.releases.gates import refusals, refused_changes
from gcm.releases.metadata_files import write_description
from gcm.releases.repository import Repository, Version, read_repository, release_day, version_of


class Published(NamedTuple):
    """A release, or the reasons why there is none.

    Args:
        version: the version to be published.
        refusals: the reasons against it.
        folder: the folder of the release; None if it was refused, or only checked.
        files: the files in the folder.
        triples: the number of triples of the data.
        digest: the SHA-256 of its canonical N-Quads; empty if there are none.
        first: whether no tag names an earlier version, so that nothing could be compared.
    """

    version: str
    refusals: list[GcmError]
    folder: Path | None = None
    files: list[ReleaseFile] = []  # noqa: RUF012 - never changed: a NamedTuple's default is shared
    triples: int = 0
    digest: str = ""
    first: bool = False


def publish(
    version: str,
    *,
    root: AnyPath | None = None,
    check: bool = False,
    allow_shrink: bool = False,
    on_step: Callable[[Message], object] = lambda _: None,
) -> Published:
    """Write a release of the graph to `build/release/<version>/`, unless something forbids it.

    The release is refused if anything is not formatted, valid, proved or committed; if the version
    is not one step above the last tag, or exists; if there are fewer triples than in the release of
    that tag; or if an IRI of that release is gone without a tombstone. Every file is read back and
    compared before the folder is moved to its place. Its dates are those of `SOURCE_DATE_EPOCH`,
    else of the commit, so that the same commit gives the same bytes.

    Args:
        version: such as `1.2.0`.
        root: the graph; see `gcm.core.layout.find_layout`.
        check: write nothing, only report the reasons against the release.
        allow_shrink: whether the release may have fewer triples than the last one.
        on_step: called with the name of each step.

    Raises:
        UsageError: the version is invalid, or `root` contains no graph.
        RunError, Problems: git is missing or fails, files cannot be read or written, the
            written files differ from the graph, or another process publishes.
    """
    wanted = version_of(version)
    layout = find_layout(root)
    with reading_once(layout.folders()):  # one state of the files, whatever happens meanwhile
        return _publish(layout, wanted, check=check, allow_shrink=allow_shrink, on_step=on_step)


def _publish(
    layout: Layout,
    wanted: Version,
    *,
    check: bool,
    allow_shrink: bool,
    on_step: Callable[[Message], object],
) -> Published:
    repository = read_repository(layout, wanted)
    day = release_day(repository)
    found = refusals(layout, wanted, repository, on_step=on_step)
    on_step(msg("reading the last release"))
    states = None
    try:
        states = _states(layout, repository, str(wanted))
    except (Problems, RunError) as error:
        found += error.errors if isinstance(error, Problems) else [error]
    if states is not None:
        found += refused_changes(repository.tag, *states, allow_shrink=allow_shrink)
    found = list({error.text("en"): error for error in found}.values())
    if found or check:
        return Published(str(wanted), found, first=repository.last is None)
    place = release_place(layout, str(wanted))
    with Staging(layout.root / BUILD) as staging:
        on_step(msg("comparing with the last release"))
        write_changes(layout, staging, states)
        dump, checks = write_content(layout, staging, on_step)
        on_step(msg("describing"))
        previous = str(repository.last or "")
        release = Release(str(wanted), day, repository.commit, previous, __version__)
        files, more = write_description(layout, staging, release, dump)
        on_step(msg("reading every file back"))
        errors = (error for check_file in (*more, *checks) for error in check_file())
        wrong = {str(error.file): error for error in errors}
        if wrong:
            raise Problems(list(wrong.values()))
        if read_repository(layout, wanted) != repository:
            raise RunError(
                "files changed while the release was made; nothing was published. Run it again."
            )
        staging.move_to(place)
    return Published(str(wanted), [], place, files, dump.triples, dump.digest)


def _states(layout: Layout, repository: Repository, name: str) -> tuple[State, State] | None:
    """Return the last release, from its tag, and the graph; None if there was no release."""
    if repository.last is None:
        return None
    before = state_of_revision(f"refs/tags/{repository.tag}", layout)
    return before._replace(name=str(repository.last)), state_of_layout(layout, name)
