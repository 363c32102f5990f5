"""The picture of an answer, in the way that the header of its question names."""

from collections.abc import Callable, Mapping
from typing import Any

from gcm.core.errors import UsageError
from gcm.core.language import Lang, msg
from gcm.pictures.counts import bars, counts
from gcm.pictures.matrix import matrix
from gcm.pictures.squares import squares
from gcm.pictures.svg import Drawing
from gcm.pictures.timeline import timeline
from gcm.questions.ask import Answer
from gcm.questions.question import Question
from gcm.questions.rows import Rows

_VIEWS: Mapping[str, Callable[[Drawing, Rows, Mapping[str, Any], Lang], str]] = {
    "bars": bars,
    "counts": counts,
    "matrix": matrix,
    "squares": squares,
    "timeline": timeline,
}


def has_picture(question: Question) -> bool:
    """Return whether a question's answer can be drawn."""
    return question.view in _VIEWS


def draw(answer: Answer, edition: str = "gcm-graph") -> str:
    """Draw an answer as SVG, in the answer's language.

    Args:
        answer: the answer of a question that names a picture.
        edition: what holds the data, with its day, as a reference names it.

    Raises:
        UsageError: the question names no picture.
    """
    question, lang = answer.question, answer.lang
    view = _VIEWS.get(question.view)
    if view is None:
        raise UsageError(
            "{question} has no picture; `-f html` gives a page with its rows.",
            question=question.name,
        )
    drawing = Drawing(f"gcm-{question.name}", question.title[lang], lang)
    if answer.chosen:
        chosen = "; ".join(": ".join(pair) for pair in answer.chosen)
        drawing.lines(chosen, 0, drawing.width, style="gcm-soft")
    described = view(drawing, answer.rows, question.picture, lang)
    drawing.bottom += 6
    source = source_of(answer, edition)
    drawing.lines(source, 0, drawing.width, style="gcm-small gcm-soft")
    return drawing.finish(described)


def source_of(answer: Answer, edition: str) -> str:
    """Return the line that names the source and the licence of an answer."""
    text = msg("Source: {edition}, question {question}; CC BY 4.0")
    return text.text(answer.lang, edition=edition, question=answer.question.name)
