"""What a state of the graph answers to questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.layout import Layout
from gcm.core.messages import Lang
from gcm.core.namespaces import INFERRED
from gcm.rdf.difference import ontology_of
from gcm.rdf.graph import Graph
from gcm.rdf.oxigraph import Store
from gcm.rdf.packed_triples import PackedTriples
from gcm.rdf.prepared import infer, open_graph
from gcm.rdf.snapshot import Snapshot
from gcm.rdf.store import add_triples, has_doubles

Key = tuple[str, Lang]  # a question's name and the language of labels


class Askable(NamedTuple):
    """A state as it is asked: its triples take less memory, and are read a few times only.

    Args:
        name: what it is called.
        graphs: the triples of each named graph; of files, all under the empty name.
        layout: where it is, if it is a root that stays.
        questions: the texts of its questions, by name.
        ontology: of files, the ontology that they are read with.
    """

    name: str
    graphs: Mapping[str, PackedTriples]
    layout: Layout | None
    questions: Mapping[str, str]
    ontology: PackedTriples


def askable(state: Snapshot) -> Askable:
    """A state to be asked; the snapshot is emptied, as a large one does not fit beside answers."""
    ontology = PackedTriples(ontology_of(state.around))
    graphs = {name: PackedTriples(state.graphs.pop(name)) for name in sorted(state.graphs)}
    return Askable(state.name, graphs, state.layout, state.questions, ontology)


def answers_of(
    state: Askable, texts: Mapping[Key, str], layout: Layout, timeout: float | None
) -> tuple[dict[Key, bytes], list[GcmError]]:
    """What a state answers, with what follows from it, and why it does not.

    Args:
        state: what to ask.
        texts: the queries.
        layout: the root, whose prefixes the queries use.
        timeout: seconds that the queries of one language may take; None for no limit.

    Returns:
        The tables, as SPARQL results JSON, which takes a fifth of the memory; and errors.
    """
    answers: dict[Key, bytes] = {}
    errors: list[GcmError] = []
    try:
        graph = _graph(state, layout)
        for lang in dict.fromkeys(lang for _, lang in texts):
            in_lang = {name: text for (name, of), text in texts.items() if of == lang}
            for name, answer in graph.answers(in_lang, timeout).items():
                file = f"{state.name}:queries/questions/{name}.rq"
                if isinstance(answer, GcmError):
                    answer.file = answer.file or file
                    errors.append(answer)
                elif answer.startswith(b"{"):
                    answers[name, lang] = answer
                else:
                    errors.append(RunError("state-question", file=file))
    except Problems as error:
        return {}, list(error.errors)
    except GcmError as error:
        return {}, [error]
    return answers, errors


def _graph(state: Askable, layout: Layout) -> Graph:
    """A state with what follows from it, to be asked.

    Raises:
        Problems: facts that contradict one another.
    """
    if state.layout is not None:
        return open_graph(state.layout)
    graphs = {name or INFERRED + "/files": triples for name, triples in state.graphs.items()}
    graphs[INFERRED + "/ontology"] = state.ontology
    # Before the store is filled: not both fit.
    inferred = infer(triple for triples in graphs.values() for triple in triples)
    store = Store()
    for name, triples in graphs.items():
        add_triples(store, triples, name)
    doubles = has_doubles(store)
    add_triples(store, inferred, INFERRED)
    return Graph(layout, store, doubles=doubles)
