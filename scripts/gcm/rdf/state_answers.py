"""What a state of the graph answers to questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.language import Lang, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import DERIVED, INFERRED
from gcm.core.results import table_from_json
from gcm.graph.graph import Graph
from gcm.graph.prepared import open_graph
from gcm.inference.consistency import infer_triples
from gcm.inference.derived import derive
from gcm.questions.question import Question
from gcm.questions.rows import Told
from gcm.questions.words import answer_rows
from gcm.rdf.difference import ontology_of
from gcm.rdf.oxigraph import Store
from gcm.rdf.snapshot import Snapshot
from gcm.rdf.store import add_triples, has_doubles

Key = tuple[str, Lang]  # a question's name and the language of labels


def answers_of(
    state: Snapshot,
    questions: Mapping[str, Question],
    langs: Sequence[Lang],
    layout: Layout,
    timeout: float | None,
) -> tuple[dict[Key, list[Told]], list[GcmError]]:
    """What a state answers, with what follows from it, and why it does not.

    Args:
        state: what to ask.
        questions: the questions, which have defaults, by name.
        langs: the languages of labels.
        layout: the root, whose prefixes the queries use.
        timeout: seconds that all queries together may take; None for no limit.

    Returns:
        The rows, and errors.
    """
    answers: dict[Key, list[Told]] = {}
    errors: list[GcmError] = []
    try:
        graph = _graph(state, layout)
        texts = {name: question.text for name, question in questions.items()}
        for name, answer in graph.answers(texts, timeout).items():
            file = f"{state.name}:queries/questions/{name}.rq"
            if isinstance(answer, GcmError):
                answer.file = answer.file or file
                errors.append(answer)
            elif answer.startswith(b"{"):
                table = table_from_json(answer)
                for lang in langs:
                    rows = answer_rows(graph, questions[name], table, lang)
                    answers[name, lang] = rows.told()
            else:
                errors.append(
                    RunError(
                        msg("this question gives a graph, not rows; make it a SELECT."), file=file
                    )
                )
    except Problems as error:
        return {}, list(error.errors)
    except GcmError as error:
        return {}, [error]
    return answers, errors


def _graph(state: Snapshot, layout: Layout) -> Graph:
    """A state with what follows from it, to be asked.

    Raises:
        Problems: facts that contradict one another.
    """
    if state.layout is not None:
        return open_graph(state.layout)
    graphs = {name or INFERRED + "/files": triples for name, triples in state.graphs.items()}
    graphs[INFERRED + "/ontology"] = ontology_of(state.around)
    graphs[DERIVED] = set(derive(triple for triples in graphs.values() for triple in triples))
    inferred = infer_triples(triple for triples in graphs.values() for triple in triples)
    store = Store()
    for name, triples in graphs.items():
        add_triples(store, triples, name)
    doubles = has_doubles(store)
    add_triples(store, inferred, INFERRED)
    return Graph(layout, store, doubles=doubles)
