"""The changes of a release since the last one, as files."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.changes.answers import answers_changed
from gcm.changes.difference import compare
from gcm.changes.document import MARKDOWN, shown
from gcm.changes.in_words import changes_in
from gcm.changes.json import changes_json
from gcm.core.errors import Problems
from gcm.core.language import LANGS, msg
from gcm.core.layout import Layout
from gcm.graph.state import State, is_ontology
from gcm.releases.folder import CHANGES, Staging


def write_changes(layout: Layout, staging: Staging, states: tuple[State, State] | None) -> None:
    """Write `CHANGES.md`, in both languages, and the change files for programs.

    Args:
        layout: the graph.
        staging: the folder to write to.
        states: the last release, and the graph to be released; None if there was no release.

    Raises:
        Problems: a question cannot be asked of one of the states.
        RunError: the disk is full.
    """
    if states is None:
        texts = [msg("# Changes\n\nThis is the first release.\n").text(lang) for lang in LANGS]
        staging.write(CHANGES, "\n".join(texts).encode())
        return
    before, now = states
    difference = compare(before, now)
    staging.write("changes/added.nq", _of_data(difference.added))
    staging.write("changes/removed.nq", _of_data(difference.removed))
    answers = answers_changed(before, now, layout)
    if answers.errors:
        raise Problems(answers.errors)
    texts = []
    for lang in LANGS:
        changes = changes_in(difference, lang)._replace(answers=tuple(answers.changed[lang]))
        staging.write(f"changes/changes.{lang}.json", changes_json(changes).encode())
        texts.append(shown(changes, lang, MARKDOWN))
    staging.write(CHANGES, "\n".join(texts).encode())


def _of_data(lines: Iterable[bytes]) -> bytes:
    """Return the quads of the dump, which contains the data alone."""
    return b"".join(line for line in lines if not is_ontology(line.split()[-2][1:-1].decode()))
