"""Which questions two states of the graph answer otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gcm.core.changes import AnswerChange
from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.layout import Layout
from gcm.core.messages import Lang
from gcm.core.model import Table
from gcm.core.namespaces import INFERRED, SKOS
from gcm.core.results import table_from_json
from gcm.core.row_pairs import Row, row_changes
from gcm.rdf.difference import ontology_of, union
from gcm.rdf.graph import Graph
from gcm.rdf.oxigraph import Literal, Store
from gcm.rdf.prepared import infer, open_graph
from gcm.rdf.question import Question, question_of
from gcm.rdf.snapshot import Snapshot, questions_of
from gcm.rdf.store import add_triples, has_doubles

TIMEOUT = 300.0
_LABEL = SKOS + "prefLabel"


class AnswersChanged(NamedTuple):
    """The questions whose answer, or which themselves, changed, and why some could not be asked."""

    changed: list[AnswerChange]
    errors: list[GcmError]


def answers_changed(
    old: Snapshot,
    new: Snapshot,
    layout: Layout,
    lang: Lang = "en",
    timeout: float | None = TIMEOUT,
) -> AnswersChanged:
    """Ask both states every question of the new one that needs no parameter.

    What follows from a state by OWL 2 RL counts, as it does for `gcm ask`. A state without
    questions of its own is taken to have those of the root; files are asked together with the
    ontology of the root.

    Args:
        old: the state before.
        new: the state after.
        layout: the root.
        lang: the language of labels.
        timeout: seconds that asking one state may take; None for no limit.
    """
    now = new.questions or questions_of(layout)
    was = old.questions or questions_of(layout)
    questions, errors = _read(now, new)
    texts = {name: question.by_default(lang) for name, question in questions.items()}
    asked = {name: text for name, text in texts.items() if text}
    after, wrong = _answers(new, asked, layout, timeout)
    shared = {name: asked[name] for name in after if name in was}
    errors += wrong
    before, wrong = _answers(old, shared, layout, timeout) if shared else ({}, [])
    errors += wrong
    names = _renamed(old, new, lang)
    changed = []
    for name in sorted({*was, *now}):
        if name not in now:
            changed.append(_gone(name, was[name], lang))
        elif name in questions and (name in after or name not in asked):
            rows = _rows(before[name]) if name in before else []
            known = name in was
            if known and name in asked and name not in before:
                continue
            one = _change(questions[name], after.get(name), lang)
            if known:
                differing = tuple(
                    row_changes(rows, _rows(after[name]), names) if name in after else ()
                )
                one = one._replace(status="kept", reworded=was[name] != now[name], rows=differing)
            if one.rows or one.reworded or not known:
                changed.append(one)
    return AnswersChanged(changed, errors)


def _change(question: Question, answer: Table | None, lang: Lang) -> AnswerChange:
    """A question as if it were new."""
    names = answer.columns if answer else tuple(question.columns)
    headings = [
        question.columns[name][lang] if name in question.columns else name for name in names
    ]
    total = len(answer.rows) if answer else 0
    title = question.title[lang]
    return AnswerChange(question.name, title, "new", False, tuple(headings), (), total)


def _renamed(old: Snapshot, new: Snapshot, lang: Lang) -> dict[str, str]:
    """What things are called in the new state, by what they were called, where that is unique."""
    labels = []
    for state in (old, new):
        triples = (one for found in state.graphs.values() for one in found)
        labels.append(
            {
                one.subject: one.object.value
                for one in triples
                if one.predicate.value == _LABEL
                and isinstance(one.object, Literal)
                and one.object.language == lang
            }
        )
    before, after = labels
    names: dict[str, set[str]] = {}
    for thing, label in before.items():
        names.setdefault(label, set()).add(after.get(thing, label))
    return {label: found.pop() for label, found in names.items() if len(found) == 1}


def _gone(name: str, text: str, lang: Lang) -> AnswerChange:
    try:
        title = question_of(text, Path(f"{name}.rq")).title[lang]
    except GcmError:  # written for another version of the tool
        title = name
    return AnswerChange(name, title, "gone", False, (), (), 0)


def _read(texts: Mapping[str, str], state: Snapshot) -> tuple[dict[str, Question], list[GcmError]]:
    questions: dict[str, Question] = {}
    errors: list[GcmError] = []
    for name, text in texts.items():
        try:
            questions[name] = question_of(text, Path(f"{state.name}:queries/questions/{name}.rq"))
        except GcmError as error:
            errors.append(error)
    return questions, errors


def _answers(
    state: Snapshot, texts: Mapping[str, str], layout: Layout, timeout: float | None
) -> tuple[dict[str, Table], list[GcmError]]:
    """What a state answers, and why it does not."""
    answers: dict[str, Table] = {}
    errors: list[GcmError] = []
    try:
        found = _graph(state, layout).answers(texts, timeout)
    except Problems as error:
        return answers, list(error.errors)
    except GcmError as error:
        return answers, [error]
    for name, answer in found.items():
        if isinstance(answer, GcmError):
            answer.file = answer.file or f"{state.name}:queries/questions/{name}.rq"
            errors.append(answer)
        elif answer.startswith(b"{"):
            answers[name] = table_from_json(answer)
        else:
            file = f"{state.name}:queries/questions/{name}.rq"
            errors.append(RunError("state-question", file=file))
    return answers, errors


def _graph(state: Snapshot, layout: Layout) -> Graph:
    """A state with what follows from it, to be asked.

    Raises:
        Problems: facts that contradict one another.
    """
    if state.layout is not None:
        return open_graph(state.layout)
    graphs = dict(state.graphs)
    if not state.is_whole:
        graphs[INFERRED + "/ontology"] = ontology_of(state.around)
    store = Store()
    for name, triples in graphs.items():
        add_triples(store, triples, name or INFERRED + "/files")
    doubles = has_doubles(store)
    add_triples(store, infer(union(graphs)), INFERRED)
    return Graph(layout, store, doubles=doubles)


def _rows(table: Table) -> list[Row]:
    return [tuple("" if value is None else str(value) for value in row) for row in table.values()]
