"""Where in a text of RDF each thing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal as OneOf
from typing import NamedTuple

from gcm.core.formats import Form
from gcm.core.namespaces import RDF
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple
from gcm.turtle.lexer import Token, is_directive, statements
from gcm.turtle.parse import check, parse_turtle

Role = OneOf["subject", "predicate", "object"]


class Position(NamedTuple):
    """What stands where: line and column count from 1, in characters; only line feeds end lines.

    `source` is what is written there, from the first character of the term to its last.
    """

    line: int
    column: int
    source: str


class Mention(NamedTuple):
    """A term in a text, and the names of the subject and the predicate of its triple.

    They are empty where they have none; `depth` counts the brackets that part it from its subject.
    """

    position: Position
    term: Term
    role: Role
    subject: str
    predicate: str
    depth: int


def unplaced(triples: Iterable[Triple]) -> Iterator[Mention]:
    """Mention the terms of triples of which only the file is known: their line is 0."""
    nowhere = Position(0, 0, "")
    for subject, predicate, value in triples:
        name = name_of(subject)
        yield Mention(nowhere, subject, "subject", name, "", 0)
        yield Mention(nowhere, predicate, "predicate", name, "", 0)
        yield Mention(nowhere, value, "object", name, predicate.value, 0)


def name_of(term: Term | str) -> str:
    """The IRI, the label or the lexical form of a term."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


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


__all__ = ["Form", "Position", "Positions", "locate"]


class Positions:
    """Where a text says what; what `[ … ]` and `( … )` hold counts as said of their block.

    IRIs are given in full and without angle brackets, blank nodes as `_:label`.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        said = list(mentions)
        self._subjects: dict[str, Position] = {}
        self._predicates: dict[tuple[str, str], Position] = {}
        self._objects: dict[tuple[str, str], list[tuple[int, Term, Position]]] = {}
        self._mentioned: dict[str, Position] = {}
        self._named: dict[tuple[str, str], dict[str, dict[Term, tuple[int, Position]]]] = {}
        for one in said:
            if one.role == "object" and not isinstance(one.term, Literal):
                self._mentioned.setdefault(name_of(one.term), one.position)
        # Outer mentions first: what is said of the subject itself is the better place.
        for one in sorted(said, key=lambda one: one.depth):
            name = name_of(one.term)
            if not one.subject:
                continue
            if one.role == "subject":
                self._subjects.setdefault(name, one.position)
            elif one.role == "predicate":
                self._predicates.setdefault((one.subject, name), one.position)
            else:
                about = self._objects.setdefault((one.subject, one.predicate), [])
                about.append((one.depth, one.term, one.position))

    def subject(self, subject: str) -> Position | None:
        """Where the first block about `subject` starts; None if there is none."""
        return self._subjects.get(subject)

    def predicate(self, subject: str, predicate: str) -> Position | None:
        """The first place of a predicate of `subject`; None if it has none.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
        """
        return self._predicates.get((subject, predicate))

    def objects(self, subject: str, predicate: str) -> list[tuple[Term, Position]]:
        """The objects of a predicate of `subject` and their places, in the order of the text.

        Those in brackets are given only where there is none outside them.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
        """
        said = self._objects.get((subject, predicate), [])
        return [(term, position) for depth, term, position in said if depth == said[0][0]]

    def mention(self, iri: str) -> Position | None:
        """The first place where an IRI, or `_:label`, is an object of any triple."""
        return self._mentioned.get(iri)

    def triple(self, subject: str, predicate: str, value: Term | str) -> Position | None:
        """The best place for a triple: its object, else its predicate, else its subject.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
            value: the object, or only its IRI or lexical form. A literal whose language or
                datatype differs is taken for it if it is the only one with that lexical form.
        """
        alike = self._by_name(subject, predicate).get(name_of(value), {})
        if not isinstance(value, str) and value in alike:
            return alike[value][1]
        if len(alike) == 1:
            return next(iter(alike.values()))[1]
        return self._predicates.get((subject, predicate)) or self.subject(subject)

    def value(self, subject: str, predicate: str, value: Term) -> Position | None:
        """The first place of a triple, as `objects` gives it; None if it does not stand there."""
        said = self._objects.get((subject, predicate))
        found = self._by_name(subject, predicate).get(name_of(value), {}).get(value)
        return found[1] if said and found and found[0] == said[0][0] else None

    def _by_name(self, subject: str, predicate: str) -> dict[str, dict[Term, tuple[int, Position]]]:
        """The objects of a predicate of `subject` by name, each with its first place and depth.

        Made once, since of a thing with many values each may be asked for.
        """
        key = subject, predicate
        if key not in self._named:
            self._named[key] = {}
            for depth, term, position in self._objects.get(key, ()):
                alike = self._named[key].setdefault(name_of(term), {})
                alike.setdefault(term, (depth, position))
        return self._named[key]


def locate(text: str, file: Path | str | None = None, form: Form = "turtle") -> Positions:
    """Index where a text says what.

    Args:
        text: the document.
        file: its name, for the error message.
        form: its format: any but JSON-LD.

    Raises:
        RunError: the text is not valid.
    """
    check(text, form, file)  # for its error, which names the right line
    return Positions(turtle_mentions(text, statements(text, file, trig=form == "trig"), form))
