"""Questions whose answers differ between two states of the graph."""

from collections.abc import Mapping, Sequence

from gcm.changes.model import AnswerChange, RowChange
from gcm.core.errors import GcmError, Problems
from gcm.core.language import LANGS, Lang
from gcm.core.layout import Layout
from gcm.core.results import beyond, table_from_json
from gcm.graph.open import open_state
from gcm.graph.state import State
from gcm.questions.question import Question, read_question
from gcm.questions.rows import WordedRow
from gcm.questions.words import answer_in_words

Key = tuple[str, Lang]  # a question's name and the language of labels


def answers_of(
    state: State,
    questions: Mapping[str, Question],
    langs: Sequence[Lang],
    layout: Layout,
    timeout: float | None,
) -> tuple[dict[Key, list[WordedRow]], list[GcmError]]:
    """Return a state's answers, with inference, and the errors of questions without one.

    Args:
        state: the state to query.
        questions: the questions, which have defaults, by name.
        langs: the languages of labels.
        layout: the root, whose prefixes the queries use.
        timeout: seconds for all queries together; None for no limit.

    Returns:
        The rows, and errors.
    """
    answers: dict[Key, list[WordedRow]] = {}
    errors: list[GcmError] = []
    try:
        graph = open_state(state, layout, infers=True)
        texts = {name: question.text for name, question in questions.items()}
        for name, answer in graph.answers(texts, timeout).items():
            if isinstance(answer, GcmError):
                answer.file = answer.file or questions[name].file
                errors.append(answer)
                continue
            table = table_from_json(answer)
            for lang in langs:
                rows, _ = answer_in_words(graph, questions[name], table, lang)
                answers[name, lang] = rows.worded()
    except GcmError as error:
        return {}, list(error.errors) if isinstance(error, Problems) else [error]
    return answers, errors


TIMEOUT = 300.0


def answers_changed(
    old: State,
    new: State,
    layout: Layout,
    langs: Sequence[Lang] = LANGS,
    timeout: float | None = TIMEOUT,
) -> tuple[dict[Lang, list[AnswerChange]], list[GcmError]]:
    """Ask both states every question of a root that needs no parameter.

    Triples inferred by OWL 2 RL count, as they do for `gcm ask`. Files are queried together with
    the ontology of the root.

    Args:
        old: the state before.
        new: the state after.
        layout: the root.
        langs: the languages of labels.
        timeout: seconds for the questions to one state; None for no limit.

    Returns:
        The questions with another answer, in each language, and why some, or all, could not be
        compared.
    """
    asked: dict[str, Question] = {}
    errors: list[GcmError] = []
    for name, file in layout.questions().items():
        try:
            question = read_question(file)
            if question.has_defaults and not question.is_check:
                asked[name] = question
        except GcmError as error:
            errors.append(error)
    (before, wrong), (after, more) = (
        answers_of(state, asked, langs, layout, timeout) for state in (old, new)
    )
    changed = {
        lang: [
            AnswerChange(name, question.title[lang], headings, changes)
            for name, question in sorted(asked.items())
            if (key := (name, lang)) in before
            and key in after
            and (changes := tuple(row_changes(before[key], after[key])))
            and (headings := tuple(one.label[lang] for one in question.columns.values()))
        ]
        for lang in langs
    }
    errors += [*wrong, *more]
    return changed, list({error.text("en"): error for error in errors}.values())


def row_changes(old: Sequence[WordedRow], new: Sequence[WordedRow]) -> list[RowChange]:
    """List the rows that differ: those of the new answer in its order, then those gone.

    A row that is gone and a new one count as one changed row if their first cells are about the
    same entities; as many cells are compared as identify every row of either answer.
    """
    size = _key_size(old, new)
    gone: dict[tuple[str, ...], list[WordedRow]] = {}
    for row in _rest(old, new):
        gone.setdefault(row.things[:size], []).append(row)
    changes = []
    for row in _rest(new, old):
        same = gone.get(row.things[:size])
        changes.append(RowChange(same.pop(0).words if same else (), row.words))
    return [*changes, *(RowChange(row.words, ()) for rows in gone.values() for row in rows)]


def _key_size(*answers: Sequence[WordedRow]) -> int:
    """Return how many first cells identify the rows of each answer; else the number of all."""
    width = max((len(row.things) for rows in answers for row in rows), default=0)
    for size in range(1, width):
        if all(len({row.things[:size] for row in rows}) == len(rows) for rows in answers):
            return size
    return width


def _rest(rows: Sequence[WordedRow], others: Sequence[WordedRow]) -> list[WordedRow]:
    """Return the rows whose words occur more often than in `others`."""
    places = beyond((row.words for row in rows), (row.words for row in others))
    return [rows[place] for place in sorted(places)]
