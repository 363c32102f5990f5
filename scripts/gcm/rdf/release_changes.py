"""What a release changes since the last one, as the files that tell it."""

from __future__ import annotations

from gcm.core.changes_json import changes_json
from gcm.core.changes_markdown import markdown
from gcm.core.errors import Problems
from gcm.core.layout import Layout
from gcm.core.messages import LANGS, message
from gcm.core.release_folder import CHANGES
from gcm.core.staging import Staging
from gcm.rdf.answers_changed import answers_changed
from gcm.rdf.change_words import changes_in
from gcm.rdf.difference import compare, data_of
from gcm.rdf.snapshot import Snapshot


def write_changes(
    layout: Layout, staging: Staging, states: tuple[Snapshot, Snapshot] | None
) -> None:
    """Write `CHANGES.md`, in both languages, and what programs need to follow.

    Args:
        layout: the graph.
        staging: where to write.
        states: the last release, and the graph as it is released; None if there was no release.

    Raises:
        Problems: a question cannot be asked of one of the two.
        RunError: the disk is full.
    """
    if states is None:
        texts = [message("publish-first", lang) for lang in LANGS]
        staging.write(CHANGES, ["\n".join(texts).encode()])
        return
    before, now = states
    difference = compare(before, now)
    # The patch of the dump, which holds the data alone.
    data = compare(*(state._replace(graphs=data_of(state)) for state in states))
    staging.write("changes/added.nq", data.added)
    staging.write("changes/removed.nq", data.removed)
    texts = []
    answers = answers_changed(before, now, layout)
    if answers.errors:
        raise Problems(answers.errors)
    for lang, changed in answers.changed.items():
        changes = changes_in(difference, lang, changed)
        staging.write(f"changes/changes.{lang}.json", [changes_json(changes).encode()])
        texts.append(markdown(changes, lang))
    staging.write(CHANGES, ["\n".join(texts).encode()])
