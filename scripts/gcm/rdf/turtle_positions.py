"""Where Turtle, and the formats akin to it, mention which term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gcm.core.formats import Form
from gcm.core.namespaces import RDF
from gcm.rdf.lexer import Token, is_directive
from gcm.rdf.mentions import Mention, Position, Role, name_of
from gcm.rdf.oxigraph import Term
from gcm.rdf.syntax import parse_turtle


class _Place(NamedTuple):
    """A mention yet to be resolved; subject and predicate are indexes of the places of theirs."""

    position: Position
    role: Role
    subject: int | None
    predicate: int | None
    depth: int


def turtle_mentions(text: str, found: Iterable[list[Token]], form: Form) -> Iterator[Mention]:
    """The terms of statements, in the order of the text.

    Args:
        text: the document.
        found: its statements, all of them valid.
        form: its format: any but JSON-LD.
    """
    # Prefixes, base and escapes are the parser's to resolve: it reads the directives as they stand
    # and each term as the object of a triple of its own.
    places: list[_Place] = []
    lines: list[str] = []
    for statement in found:
        code = [token for token in statement if token.kind != "COMMENT"]
        if not code or code[-1].kind == "BRACE":
            continue  # the name of a graph is no mention of a thing
        if is_directive(code):
            lines.append(" ".join(token.text for token in code))
            continue
        said = _places(text, code, len(places))
        # A fourth term of N-Quads is the name of a graph.
        said = said[:3] if form == "nquads" else said
        places += said
        lines += [f"<s:> <p:> {_written(place.position)} ." for place in said]
    terms: list[Term] = [triple.object for triple in parse_turtle("\n".join(lines)).triples]
    names = [name_of(term) for term in terms]
    for place, term in zip(places, terms, strict=True):
        subject = "" if place.subject is None else names[place.subject]
        predicate = "" if place.predicate is None else names[place.predicate]
        yield Mention(place.position, term, place.role, subject, predicate, place.depth)


def _places(text: str, code: list[Token], first: int) -> list[_Place]:
    """The terms of one statement; the first has the index `first`."""
    found: list[_Place] = []
    outer: list[tuple[Role, int | None]] = []
    role: Role = "subject"
    subject: int | None = None
    predicate: int | None = None
    for index, token in enumerate(code):
        match token.text:
            case "[" | "(":
                outer.append((role, predicate))
                role = "predicate" if token.text == "[" else "object"
            case "]" | ")" if outer:
                role, predicate = outer.pop()
                role = "predicate" if role == "subject" else role
            case ";":
                role = "predicate"
            case "," | "." | "^^":
                pass
            case _ if index and (code[index - 1].text == "^^" or token.text[0] == "@"):
                pass  # belongs to the literal before
            case _:
                if role == "subject":
                    subject = first + len(found)
                elif role == "predicate":
                    predicate = first + len(found)
                position = _position(text, code[index : index + 3])
                found.append(_Place(position, role, subject, predicate, len(outer)))
                role = "predicate" if role == "subject" else "object"
    return found


def _position(text: str, code: list[Token]) -> Position:
    """Where a term stands, from its token and the two after it."""
    last = code[0]
    if last.kind == "STRING" and len(code) > 1 and code[1].text[0] == "@":
        last = code[1]
    elif last.kind == "STRING" and len(code) > 2 and code[1].text == "^^":
        last = code[2]
    return Position(code[0].line, code[0].column, text[code[0].start : last.end])


def _written(position: Position) -> str:
    """A term as it can be written as an object."""
    return f"<{RDF}type>" if position.source == "a" else position.source
