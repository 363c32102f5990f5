"""Repeating a task each time a file that it reads may have changed."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from gcm.core.rdf_formats import FOLDER_ENDINGS

_ENDINGS = (*FOLDER_ENDINGS, ".rq", ".txt")
_STEP = 200  # milliseconds


def run_after_changes(
    folders: Iterable[Path], run: Callable[[], None], files: Collection[Path] = ()
) -> None:
    """Run, then run again after each change in one of the folders, until interrupted.

    Folders are watched, not files, since editors replace a file by a new one.

    Args:
        folders: the folders to watch, without the folders below them.
        run: the task; a change during a run starts another run.
        files: files in the folders that count whatever their name.

    Raises:
        KeyboardInterrupt: the user interrupted the watch.
    """
    from watchfiles import watch  # late: only --watch needs it

    named = {str(file.absolute()) for file in files}

    def counts(_: object, name: str) -> bool:
        known = name.endswith(_ENDINGS) and Path(name).name[0] != "."
        return known or str(Path(name).absolute()) in named

    waiting = True
    for changed in watch(
        *sorted({folder for folder in folders if folder.is_dir()}),
        watch_filter=counts,
        debounce=_STEP,
        step=50,
        rust_timeout=_STEP,
        yield_on_timeout=True,
        recursive=False,
    ):
        # The first run starts once the folders are watched, so that no change is missed.
        if changed or waiting:
            waiting = False
            run()
