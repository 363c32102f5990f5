"""Publishing a release: a folder that appears whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gcm import __version__
from gcm.changes.state import State, state_of_layout, state_of_revision
from gcm.core.errors import GcmError, Problems, RunError, UsageError, as_text
from gcm.core.files import AnyPath, reading_once
from gcm.core.language import Message, msg
from gcm.core.layout import BUILD, Layout, find_layout
from gcm.releases.changes_files import write_changes
from gcm.releases.content import write_content
from gcm.releases.description import Release
from gcm.releases.folder import ReleaseFile, release_place
from gcm.releases.gates import refusals, refused_changes
from gcm.releases.metadata_files import write_description
from gcm.releases.repository import Repository, read_repository, release_day
from gcm.releases.staging import Staging
from gcm.releases.version import Version, read_version


class Published(NamedTuple):
    """A release, or why there is none.

    Args:
        version: what was to be published.
        refusals: what speaks against it.
        folder: where it is; None where it was refused, or only checked.
        files: what it holds.
        triples: the number of triples of its data.
        digest: the SHA-256 of its canonical N-Quads; empty if there are none.
    """

    version: str
    refusals: list[GcmError]
    folder: Path | None = None
    files: list[ReleaseFile] = []  # noqa: RUF012 - never changed: a NamedTuple's default is shared
    triples: int = 0
    digest: str = ""


def publish(
    version: str,
    *,
    root: AnyPath | None = None,
    check: bool = False,
    allow_shrink: bool = False,
    told: Callable[[Message], object] = lambda _: None,
) -> Published:
    """Make a release of the graph in `build/release/<version>/`, unless something forbids it.

    It is refused if anything is not formatted, valid, proved or committed; if the version is not
    one step above the last tag, or exists; if there are fewer triples than in the release of that
    tag; or if an IRI of it is gone without a tombstone. Every file is read back and compared before
    the folder is moved to its place. Its dates are that of `SOURCE_DATE_EPOCH`, else of the commit,
    so that the same commit gives the same bytes.

    Args:
        version: such as `1.2.0`.
        root: the graph; see `gcm.core.layout.find_layout`.
        check: write nothing, only say what speaks against it.
        allow_shrink: whether it may hold fewer triples than the last release.
        told: is told what is being done.

    Raises:
        UsageError: the version is none, or `root` holds no graph.
        RunError, Problems: git is missing or fails, files cannot be read or written, what was
            written differs from the graph, or another process publishes.
    """
    wanted = read_version(as_text(version))
    if wanted is None:
        raise UsageError(
            msg("“{version}” is not a version like 1.2.0; pre-releases are not supported."),
            version=version,
        )
    layout = find_layout(root)
    with reading_once(layout.folders()):  # one state of the files, whatever happens meanwhile
        return _publish(layout, wanted, check=check, allow_shrink=allow_shrink, told=told)


def _publish(
    layout: Layout,
    wanted: Version,
    *,
    check: bool,
    allow_shrink: bool,
    told: Callable[[Message], object],
) -> Published:
    repository = read_repository(layout, wanted)
    day = release_day(repository)
    found = refusals(layout, wanted, repository, told=told)
    told(msg("reading the last release"))
    states = None
    try:
        states = _states(layout, repository, str(wanted))
    except Problems as error:
        found += error.errors
    except RunError as error:
        found.append(error)
    if states is not None:
        found += refused_changes(repository.tag, *states, allow_shrink=allow_shrink)
    found = list({error.text("en"): error for error in found}.values())
    if found or check:
        return Published(str(wanted), found)
    place = release_place(layout, str(wanted))
    with Staging(layout.root / BUILD) as staging:
        told(msg("comparing with the last release"))
        write_changes(layout, staging, states)
        written = write_content(layout, staging, told)
        told(msg("describing"))
        previous = str(repository.last or "")
        release = Release(str(wanted), day, repository.commit, previous, __version__)
        files, checks = write_description(layout, staging, release, written.digests)
        told(msg("reading every file back"))
        checks += written.checks
        wrong = {str(error.file): error for check_file in checks for error in check_file()}
        if wrong:
            raise Problems(list(wrong.values()))
        if read_repository(layout, wanted) != repository:
            raise RunError(
                msg(
                    "files changed while the release was made; nothing was published. Run it again."
                )
            )
        staging.move_to(place)
    return Published(str(wanted), [], place, files, written.digests.total, written.digests.quads)


def _states(layout: Layout, repository: Repository, name: str) -> tuple[State, State] | None:
    """The last release, as its tag holds it, and the graph; None if there was no release."""
    if repository.last is None:
        return None
    before = state_of_revision(f"refs/tags/{repository.tag}", layout)
    return before._replace(name=str(repository.last)), state_of_layout(layout, name)
