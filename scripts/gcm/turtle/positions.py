"""Positions of triples and terms in a text of RDF."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal as OneOf, NamedTuple

from gcm.core.namespaces import RDF
from gcm.core.rdf_formats import Form
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple
from gcm.turtle.lexer import Token, is_directive, statements
from gcm.turtle.parse import check, parse_turtle

Role = OneOf["subject", "predicate", "object"]


class Position(NamedTuple):
    """A position of a term: line and column count from 1, in characters; only line feeds end lines.

    `source` is the term as written, from its first character to its last.
    """

    line: int
    column: int
    source: str


class Mention(NamedTuple):
    """A term in a text, with the names of the subject and the predicate of its triple.

    The names are empty if there is none; `depth` counts the brackets between the term and its
    subject.
    """

    position: Position
    term: Term
    role: Role
    subject: str
    predicate: str
    depth: int


def unplaced(triples: Iterable[Triple]) -> Iterator[Mention]:
    """Yield mentions of terms of triples of which only the file is known: their line is 0."""
    nowhere = Position(0, 0, "")
    for subject, predicate, value in triples:
        name = name_of(subject)
        yield Mention(nowhere, subject, "subject", name, "", 0)
        yield Mention(nowhere, predicate, "predicate", name, "", 0)
        yield Mention(nowhere, value, "object", name, predicate.value, 0)


def name_of(term: Term | str) -> str:
    """Return the IRI, the label or the lexical form of a term."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


class _Place(NamedTuple):
    """A mention yet to be resolved; subject and predicate are indexes into the list of places."""

    position: Position
    role: Role
    subject: int | None
    predicate: int | None
    depth: int


def turtle_mentions(text: str, found: Iterable[list[Token]], form: Form) -> Iterator[Mention]:
    """Yield the terms of statements, in the order of the text.

    Args:
        text: the document.
        found: its statements, all of them valid.
        form: the format of the document: any but JSON-LD.
    """
    # The parser resolves prefixes, base and escapes: it reads the directives unchanged and each
    # term as the object of a triple of its own.
    places: list[_Place] = []
    lines: list[str] = []
    for statement in found:
        code = [token for token in statement if token.kind != "COMMENT"]
        if not code or code[-1].kind == "BRACE":
            continue  # the name of a graph is no mention of a node
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
    """Return the terms of one statement; the first has the index `first`."""
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
                pass  # belongs to the preceding literal
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
    """Return the position of a term, from its token and the two after it."""
    last = code[0]
    if last.kind == "STRING" and len(code) > 1 and code[1].text[0] == "@":
        last = code[1]
    elif last.kind == "STRING" and len(code) > 2 and code[1].text == "^^":
        last = code[2]
    return Position(code[0].line, code[0].column, text[code[0].start : last.end])


def _written(position: Position) -> str:
    """Return a term as it can be written as an object."""
    return f"<{RDF}type>" if position.source == "a" else position.source


class Positions:
    """An index of positions by triple; `[ … ]` and `( … )` belong to the block around them.

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
        # Outer mentions first: a mention of the subject itself is the better place.
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
        """Return where the first block about `subject` starts; None if there is none."""
        return self._subjects.get(subject)

    def predicate(self, subject: str, predicate: str) -> Position | None:
        """Return the first position of a predicate of `subject`; None if it has none.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
        """
        return self._predicates.get((subject, predicate))

    def objects(self, subject: str, predicate: str) -> list[tuple[Term, Position]]:
        """Return the objects of a predicate of `subject` and their positions, in the order of the
        text.

        Objects in brackets are returned only if there are none outside brackets.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
        """
        said = self._objects.get((subject, predicate), [])
        return [(term, position) for depth, term, position in said if depth == said[0][0]]

    def mention(self, iri: str) -> Position | None:
        """Return the first position where an IRI, or `_:label`, is an object of any triple."""
        return self._mentioned.get(iri)

    def triple(self, subject: str, predicate: str, value: Term | str) -> Position | None:
        """Return the best position for a triple: its object, else its predicate, else its subject.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
            value: the object, or only its IRI or lexical form. A literal with another language or
                datatype matches if it is the only one with that lexical form.
        """
        alike = self._by_name(subject, predicate).get(name_of(value), {})
        if not isinstance(value, str) and value in alike:
            return alike[value][1]
        if len(alike) == 1:
            return next(iter(alike.values()))[1]
        return self._predicates.get((subject, predicate)) or self.subject(subject)

    def value(self, subject: str, predicate: str, value: Term) -> Position | None:
        """Return the first position of a triple, as `objects` gives it; None if the text lacks
        it.
        """
        said = self._objects.get((subject, predicate))
        found = self._by_name(subject, predicate).get(name_of(value), {}).get(value)
        return found[1] if said and found and found[0] == said[0][0] else None

    def _by_name(self, subject: str, predicate: str) -> dict[str, dict[Term, tuple[int, Position]]]:
        """Return the objects of a predicate of `subject` by name, each with first position and
        depth.

        The index is built once, since each of many values may be looked up.
        """
        key = subject, predicate
        if key not in self._named:
            self._named[key] = {}
            for depth, term, position in self._objects.get(key, ()):
                alike = self._named[key].setdefault(name_of(term), {})
                alike.setdefault(term, (depth, position))
        return self._named[key]


def locate(text: str, file: Path | str | None = None, form: Form = "turtle") -> Positions:
    """Index the positions of triples in a text.

    Args:
        text: the document.
        file: its name, for the error message.
        form: the format of the document: any but JSON-LD.

    Raises:
        RunError: the text is not valid.
    """
    check(text, form, file)  # for its error, which names the right line
    return Positions(turtle_mentions(text, statements(text, file, trig=form == "trig"), form))
