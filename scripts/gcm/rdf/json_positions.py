"""Where JSON-LD mentions which term."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.core.errors import RunError
from gcm.core.namespaces import RDF
from gcm.rdf.json_question import Question
from gcm.rdf.json_tree import Value, read_json
from gcm.rdf.mentions import Mention, Position, name_of
from gcm.rdf.oxigraph import NamedNode, Term
from gcm.rdf.syntax import parse_leniently

_FIRST = RDF + "first"
_Triple = tuple[Term, NamedNode, Term]


def json_mentions(text: str) -> list[Mention]:
    """The terms of a JSON-LD text with inline contexts, in the order of the text.

    Args:
        text: the document; what is wrong in it, or too deep, is left out.
    """
    root = read_json(text)
    if root is None:
        return []
    question = Question(text, root)
    names: dict[int, Term] = {}
    said: dict[int, _Triple] = {}
    first: dict[Term, Term] = {}
    try:
        triples = list(parse_leniently("".join(question.parts), "jsonld"))
    except RunError:  # what it asks is too much: nothing is found
        return []
    for subject, predicate, value in triples:
        if (number := question.number(predicate)) is not None:
            names[number] = subject
        elif (number := question.number(subject)) is not None:
            said[number] = subject, predicate, value  # the last: types written again come first
        elif (number := question.number(value)) is not None:
            said[number] = subject, predicate, value
        elif predicate.value == _FIRST:
            first[subject] = value
    found = [*_subjects(text, question, names), *_statements(text, question, names, said, first)]
    return sorted(found, key=lambda one: one.position[:2])


def _subjects(text: str, question: Question, names: dict[int, Term]) -> Iterator[Mention]:
    for number, node in enumerate(question.nodes):
        if node.about and number in names:
            yield _subject(_node_position(text, node.place), names[number])


def _statements(
    text: str,
    question: Question,
    names: dict[int, Term],
    said: dict[int, _Triple],
    first: dict[Term, Term],
) -> Iterator[Mention]:
    key, before = None, ""
    for number, (subject, predicate, value) in said.items():
        one = question.said[number]
        node = question.nodes[one.node]
        owner, term, place, depth = names.get(node.owner), value, one.place, node.depth
        if question.number(value) == number:  # a reverse property
            if place:
                yield _subject(place.position(text), subject)
            owner, term, depth = subject, names.get(one.node, value), 0
            place = node.place if one.node in names else None
        else:
            while term in first:
                term = first[term]
            # The node that holds a graph in its place is not what is written there.
            place = place if one.inner is None or names.get(one.inner) == term else None
        about = name_of(owner) if owner else ""
        if one.key is not key or about != before:  # once for all values
            key, before = one.key, about
            yield Mention(key.position(text), predicate, "predicate", about, "", depth)
        if place:
            position = _node_position(text, place) if place is node.place else place.position(text)
            yield Mention(position, term, "object", about, predicate.value, depth)


def _subject(position: Position, term: Term) -> Mention:
    return Mention(position, term, "subject", name_of(term), "", 0)


def _node_position(text: str, place: Value) -> Position:
    """Where a node stands; one without a name, at its brace, as it may hold much else."""
    if place.kind == "{":
        return Position(place.line, place.column, "{")
    return place.position(text)
