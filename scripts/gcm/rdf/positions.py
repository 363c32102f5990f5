"""Where in a Turtle text each thing is said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal as OneOf
from typing import NamedTuple

from gcm.core.namespaces import RDF
from gcm.rdf.lexer import Token, is_directive, statements
from gcm.rdf.oxigraph import Literal, NamedNode, Term, parse_turtle

Role = OneOf["subject", "predicate", "object"]


class Position(NamedTuple):
    """A place in a text, line and column counted from 1."""

    line: int
    column: int


class _Mention(NamedTuple):
    """A term in the text; subject and predicate are indexes of the mentions it belongs to."""

    position: Position
    source: str
    role: Role
    subject: int | None
    predicate: int | None
    depth: int


class Positions:
    """Where a Turtle text says what; what `[ … ]` and `( … )` hold counts as said of their block.

    IRIs are given in full and without angle brackets, blank nodes as `_:label`.
    """

    def __init__(self, mentions: Iterable[tuple[_Mention, Term]]) -> None:
        said = list(mentions)
        names = [_name(term) for _, term in said]
        self._subjects: dict[str, Position] = {}
        self._predicates: dict[tuple[str, str], Position] = {}
        self._objects: dict[tuple[str, str], list[tuple[Term, Position]]] = {}
        # Outer mentions first: what is said of the subject itself is the better place.
        for index in sorted(range(len(said)), key=lambda index: said[index][0].depth):
            mention, term = said[index]
            if mention.subject is None:
                continue
            subject = names[mention.subject]
            if mention.role == "subject":
                self._subjects.setdefault(subject, mention.position)
            elif mention.role == "predicate":
                self._predicates.setdefault((subject, names[index]), mention.position)
            elif mention.predicate is not None:
                pair = (subject, names[mention.predicate])
                self._objects.setdefault(pair, []).append((term, mention.position))

    def subject(self, subject: str) -> Position | None:
        """Where the first block about `subject` starts; None if there is none."""
        return self._subjects.get(subject)

    def triple(self, subject: str, predicate: str, value: Term | str) -> Position | None:
        """The best place for a triple: its object, else its predicate, else its subject.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
            value: the object, or only its IRI or lexical form. A literal whose language or
                datatype differs is taken for it if it is the only one with that lexical form.
        """
        said = self._objects.get((subject, predicate), [])
        exact = [position for term, position in said if term == value]
        alike = {term: position for term, position in reversed(said) if _name(term) == _name(value)}
        if exact or len(alike) == 1:
            return exact[0] if exact else next(iter(alike.values()))
        return self._predicates.get((subject, predicate)) or self.subject(subject)


def locate(text: str, file: Path | str | None = None) -> Positions:
    """Index where a Turtle text says what.

    Raises:
        RunError: the text is not valid Turtle.
    """
    parse_turtle(text, file)  # for its error, which names the right line
    # Prefixes, base and escapes are the parser's to resolve: it reads the directives as they stand
    # and each term as the object of a triple of its own.
    mentions: list[_Mention] = []
    lines: list[str] = []
    for statement in statements(text, file):
        code = [token for token in statement if token.kind != "COMMENT"]
        if code and is_directive(code):
            lines.append(" ".join(token.text for token in code))
        else:
            found = _mentions(code, len(mentions))
            mentions += found
            lines += [f"<s:> <p:> {mention.source} ." for mention in found]
    terms = [triple.object for triple in parse_turtle("\n".join(lines), file).triples]
    return Positions(zip(mentions, terms, strict=True))


def _mentions(code: list[Token], first: int) -> list[_Mention]:
    """The terms of one statement; the first has the index `first`."""
    found: list[_Mention] = []
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
                source = _source(code[index : index + 3])
                position = Position(token.line, token.column)
                found.append(_Mention(position, source, role, subject, predicate, len(outer)))
                role = "predicate" if role == "subject" else "object"
    return found


def _source(code: list[Token]) -> str:
    """A term as written, from its token and the two after it, `a` written out."""
    following = [token.text for token in code[1:]]
    match code[0].kind:
        case "A":
            return f"<{RDF}type>"
        case "STRING" if following and following[0][0] == "@":
            return code[0].text + following[0]
        case "STRING" if following and following[0] == "^^":
            return code[0].text + "^^" + following[1]
        case _:
            return code[0].text


def _name(term: Term | str) -> str:
    """The IRI, the label or the lexical form of a term."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
