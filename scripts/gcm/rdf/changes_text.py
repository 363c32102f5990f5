"""What changed, told in one language as Markdown, for whoever has a difference."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.core.changes import AnswerChange
from gcm.core.changes_markdown import markdown
from gcm.core.messages import Lang
from gcm.rdf.change_words import changes_in
from gcm.rdf.difference import Difference


def changes_markdown(
    difference: Difference,
    lang: Lang,
    answers: Iterable[AnswerChange] | None = None,
    *,
    full: bool = False,
    level: int = 1,
) -> str:
    """A difference as a Markdown document in a language.

    Args:
        difference: of two states.
        lang: the language.
        answers: the questions whose answers changed, with labels in that language.
        full: show each of many things and rows, and long values whole.
        level: that of the document's first heading.
    """
    return markdown(changes_in(difference, lang, answers), lang, full=full, level=level)
