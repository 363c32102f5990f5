"""The labels of an answer's entities, queried from the graph that the answer came from."""

from collections.abc import Iterable, Sequence

from gcm.core.errors import RunError
from gcm.core.language import LANGS, Lang
from gcm.core.results import Cell, Table
from gcm.entities.lookup import Asked, about
from gcm.questions.question import HEADER_INVALID, Question
from gcm.questions.rows import Rows, ordered, rows_of
from gcm.questions.view import LABEL, View, Words, view_of
from gcm.rdf.oxigraph import NamedNode


def answer_in_words(
    graph: Asked,
    question: Question,
    table: Table,
    lang: Lang,
    inferred: Iterable[int] = (),
    others: Sequence[str] = (),
) -> tuple[Rows, list[str]]:
    """Return the answer to a question in its header's order, and the labels of other entities.

    Args:
        graph: the graph that gave the rows.
        question: the question asked.
        table: the rows as the query returns them.
        lang: the reader's language.
        inferred: the indexes, from 0, of the rows that the asserted facts alone do not give.
        others: the IRIs of the other entities.

    Raises:
        RunError: the header names a variable that the query does not return, or the endpoint fails.
    """
    view = question.shown
    for name in (*(column.of for column in view.columns.values()), *view.named()):
        if name not in table.columns:
            raise RunError(HEADER_INVALID, file=question.file, reason=f"?{name}")
    words = read_words(graph, table, view, others)
    rows = ordered(rows_of(table, view, words, lang, graph.prefixes, inferred))
    named = Table(("thing",), tuple((Cell("uri", iri),) for iri in others))
    labels = rows_of(named, view_of(named), words, lang, graph.prefixes).rows
    return rows, [str(row.words[0]) for row in labels]


def read_words(graph: Asked, table: Table, view: View, others: Iterable[str] = ()) -> Words:
    """Read the words of an answer's entities, and the labels of others, in the tool's languages.

    Raises:
        RunError: the endpoint fails.
    """
    words: dict[tuple[str, str], list[Cell]] = {}
    asked = view.asked(table)
    asked.setdefault(LABEL, set()).update(others)
    for predicate, things in asked.items():
        for thing, found in about(graph, things, "?words", f"?thing {NamedNode(predicate)} ?words"):
            if thing and found and found.language in LANGS:
                words.setdefault((thing.value, predicate), []).append(found)
    return words
