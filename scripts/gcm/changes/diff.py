"""The changes between two states of the graph, in words and in answers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from gcm.changes.answers import TIMEOUT, answers_changed
from gcm.changes.difference import compare
from gcm.changes.document import MARKDOWN, shown
from gcm.changes.in_words import changes_in
from gcm.changes.model import Changes
from gcm.core.errors import GcmError, Problems
from gcm.core.files import AnyPath, as_path
from gcm.core.language import Lang
from gcm.core.layout import Layout, find_layout
from gcm.graph.state import State, read_state, state_of_layout

__all__ = ["TIMEOUT", "Changed", "diff"]


class Changed(NamedTuple):
    """The changes between two states.

    Args:
        changes: the changes in words of one language.
        lang: that language.
        added: the triples that only the new state has, as sorted N-Quads.
        removed: the triples that only the old state has, likewise.
        errors: the reasons why answers of some questions, or of all, could not be compared.
    """

    changes: Changes
    lang: Lang
    added: bytes
    removed: bytes
    errors: list[GcmError]

    def __repr__(self) -> str:
        added, removed = (lines.count(b"\n") for lines in (self.added, self.removed))
        return f"<Changed: added={added}, removed={removed}>"

    def markdown(self, *, full: bool = False) -> str:
        """Return the changes in Markdown; `full` shows long lists and values whole."""
        return shown(self.changes, self.lang, MARKDOWN, full=full)


def diff(
    old: AnyPath,
    new: AnyPath,
    *,
    lang: Lang = "en",
    answers: bool = True,
    root: AnyPath | None = None,
    timeout: float | None = TIMEOUT,
) -> Changed:
    """Compare two states of the graph.

    A state is a file or folder of RDF, a root, the folder of a release, the version of a release
    below `build/release`, or a revision of the git repository that the root is in; the first match
    is used. Files are read with the ontology of the root, and compared with data alone.

    Args:
        old: the state before.
        new: the state after.
        lang: the language of labels.
        answers: ask both states every question that needs no parameter, and compare.
        root: the graph; see `gcm.core.layout.find_layout`.
        timeout: seconds for the questions to one state; None for no limit.

    Raises:
        UsageError: a state is unknown, or `root` contains no graph.
        RunError, Problems: files that are missing, empty or wrong; git or its repository is
            missing, or the revision contains no graph.
    """
    layout = find_layout(root)
    before, after = _read(old, new, layout)
    difference = compare(before, after)
    changes = changes_in(difference, lang)
    added, removed = (b"".join(lines) for lines in (difference.added, difference.removed))
    if not answers:
        return Changed(changes, lang, added, removed, [])
    if difference.same:
        return Changed(changes._replace(answers=()), lang, added, removed, [])
    changed, errors = answers_changed(before, after, layout, (lang,), timeout)
    changes = changes._replace(answers=tuple(changed[lang]))
    return Changed(changes, lang, added, removed, errors)


def _read(old: AnyPath, new: AnyPath, layout: Layout) -> tuple[State, State]:
    """Read both states, and report the errors of both at once."""
    states: list[State] = []
    errors: list[GcmError] = []
    around = cache(lambda: state_of_layout(layout, str(layout.root)).graphs)
    for name in (old, new):
        try:
            as_path(name or ".")  # nothing else: a revision is no path
            state = read_state(str(name), layout)
            if not state.is_whole:  # what the root describes is called by its labels
                state = state._replace(around=around())
            states.append(state)
        except GcmError as error:
            errors += error.errors if isinstance(error, Problems) else [error]
    if errors:
        raise errors[0] if len(errors) == 1 else Problems(errors)
    before, after = states
    return before, after
