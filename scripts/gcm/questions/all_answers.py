"""Answers to all questions that need no parameter, as tables in each language."""

from collections.abc import Iterator
from typing import NamedTuple

from gcm.core.errors import GcmError
from gcm.core.language import LANGS, Lang
from gcm.core.layout import Layout
from gcm.core.results import Table, table_from_json
from gcm.graph.graph import Graph
from gcm.questions.question import Question, read_question
from gcm.questions.words import answer_in_words


class Answered(NamedTuple):
    """A question, the language of its labels, and its rows."""

    question: Question
    lang: Lang
    table: Table


def answer_all(graph: Graph, layout: Layout, *, checks: bool = False) -> Iterator[Answered]:
    """Yield the answers to the questions with their defaults, each in every language.

    Args:
        graph: the graph to query.
        layout: the root with the questions.
        checks: ask the checks instead of the questions.

    Raises:
        RunError: a question cannot be read, is refused, or died.
    """
    asked = [read_question(file) for file in layout.questions().values()]
    asked = [one for one in asked if one.is_check == checks and one.has_defaults]
    answers = graph.answers({question.name: question.text for question in asked})
    for question in asked:
        answer = answers[question.name]
        if isinstance(answer, GcmError):
            answer.file = answer.file or question.file
            raise answer
        table = table_from_json(answer)
        for lang in LANGS:
            rows, _ = answer_in_words(graph, question, table, lang)
            yield Answered(question, lang, rows.words()[0])
