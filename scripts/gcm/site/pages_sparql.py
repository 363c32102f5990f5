"""The page of the endpoint: a form, what a query answered, examples, and how programs ask."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gcm.core.errors import GcmError
from gcm.core.language import Lang
from gcm.core.layout import Layout
from gcm.core.namespaces import shorten
from gcm.core.results import Cell, cell_from_json
from gcm.questions.question import Question, read_question
from gcm.questions.view import compact_text
from gcm.site.exchange import Answer
from gcm.site.pages_nodes import Link, Names, Words

_EXAMPLES: Final = (
    *("votes-by-choice", "champions", "participants", "objective-targets", "agencies-by-objective"),
)
_FIRST: Final = """SELECT ?state ?name
WHERE {
  ?fact gcm:voter ?state ; gcm:choice choice:no .
  ?state skos:prefLabel ?name .
  FILTER(LANG(?name) = "%s")
}
ORDER BY ?name"""


@dataclass(frozen=True, slots=True)
class Example:
    """A question as an example: its title and its SPARQL."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a query answered, as a page shows it: one of a table, yes or no, Turtle, an error.

    Args:
        columns: the variables.
        rows: cells, None where a variable is not bound.
        limit: how many rows a page shows, if there are more.
        truth: the answer of an ASK.
        turtle: the answer of a CONSTRUCT or DESCRIBE.
        error: what is wrong, in a sentence.
        place: the line of the query with a mark below what is wrong.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Link | Words | None, ...], ...] = ()
    limit: str = ""
    truth: bool | None = None
    turtle: str = ""
    error: str = ""
    place: str = ""


def first_query(lang: Lang) -> str:
    """Return the query that stands in the form at first."""
    return _FIRST % lang


def examples(layout: Layout, lang: Lang) -> Iterator[Example]:
    """Yield the questions that are examples, as far as a root has them."""
    files = layout.questions()
    for name in _EXAMPLES:
        try:
            question = read_question(files[name])
        except (KeyError, GcmError):
            continue
        yield Example(question.title[lang], query_of(question))


def query_of(question: Question) -> str:
    """Return the SPARQL of a question without its header."""
    lines = question.text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip()


def shown(answer: Answer, names: Names) -> Shown:
    """Read what a query answered."""
    if answer.status != 200:
        error, _, place = json.loads(answer.text)["detail"].partition("\n")
        return Shown(error=error[:1].upper() + error[1:], place=place)
    if "json" not in answer.kind:
        return Shown(turtle=answer.text)
    content = json.loads(answer.text)
    if "boolean" in content:
        return Shown(truth=content["boolean"])
    columns = tuple(content["head"]["vars"])
    rows = tuple(
        tuple(_cell(cell_from_json(row[name]), names) if name in row else None for name in columns)
        for row in content["results"]["bindings"]
    )
    return Shown(columns, rows, answer.limit)


def _cell(found: Cell, names: Names) -> Link | Words:
    prefixes = names.nodes.graph.prefixes
    if found.kind == "uri":
        return names.link(found.value, Words(shorten(found.value, prefixes)))
    if found.kind == "literal":
        return Words(found.value, "" if found.language == names.lang else found.language)
    return Words(compact_text(found, prefixes))
