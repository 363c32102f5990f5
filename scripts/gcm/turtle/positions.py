"""Positions of triples and terms in a text of RDF."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal as OneOf, NamedTuple

from gcm.core.namespaces import RDF
from gcm.core.rdf_formats import Form
from gcm.rdf.oxigraph import Literal, Term, Triple, term_text
from gcm.turtle.lexer import Token, is_directive, statements
from gcm.turtle.parse import check, parse_turtle

_MOST_STARTS = 5

Role = OneOf["subject", "predicate", "object"]


class Place(NamedTuple):
    """A place in a file; line and column (in characters) count from 1, only line feeds end lines.

    `source` is the term as written, from its first character to its last. In JSON-LD only the file
    is known.
    """

    file: Path | None
    line: int | None
    column: int | None
    source: str


class Mention(NamedTuple):
    """A term in a text; its subject and predicate are given by their index among all mentions.

    `depth` counts the brackets between the term and its subject.
    """

    place: Place
    role: Role
    subject: int | None
    predicate: int | None
    depth: int


class Positions:
    """An index of places by triple; `[ … ]` and `( … )` belong to the block around them.

    IRIs are given in full and without angle brackets, blank nodes as `_:label`.
    """

    def __init__(self, mentions: Sequence[Mention], terms: Sequence[Term]) -> None:
        """Index the mentions of some terms, each with the term at the same index."""
        # Of subjects, and of subjects with a predicate.
        self._starts: dict[tuple[str, str], Place] = {}
        self._objects: dict[tuple[str, str], list[tuple[Term, Mention]]] = {}
        self._exact: dict[tuple[str, str, Term | str], Mention] = {}
        self._alike: dict[tuple[str, str, str], list[Place]] = {}
        self._mentioned: dict[str, Place] = {}
        self._blocks: dict[str, list[int]] = {}
        names = list(map(term_text, terms))
        said = list(zip(mentions, terms, names, strict=True))
        for one, term, name in said:
            if one.role == "object" and not isinstance(term, Literal):
                self._mentioned.setdefault(name, one.place)
            elif one.role == "subject" and one.place.line:
                self._blocks.setdefault(name, []).append(one.place.line)
        # Outer mentions first: a mention of the subject itself is the better place.
        for one, term, name in sorted(said, key=lambda found: found[0].depth):
            if one.subject is None:
                continue
            about = names[one.subject], "" if one.predicate is None else names[one.predicate]
            if one.role != "object":
                self._starts.setdefault(about, one.place)
                continue
            self._objects.setdefault(about, []).append((term, one))
            if self._exact.setdefault((*about, term), one) is one:
                self._alike.setdefault((*about, name), []).append(one.place)

    def subject(self, subject: str) -> Place | None:
        """Return where the first block about `subject` starts; None if there is none."""
        return self._starts.get((subject, ""))

    def starts(self, subject: str) -> list[int]:
        """Return the lines on which the first few blocks about a subject start."""
        return self._blocks.get(subject, [])[:_MOST_STARTS]

    def predicate(self, subject: str, predicate: str) -> Place | None:
        """Return the first place of a predicate of `subject`; None if it has none.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
        """
        return self._starts.get((subject, predicate))

    def objects(self, subject: str, predicate: str) -> list[tuple[Term, Place]]:
        """Return the objects of a predicate of `subject` with their places, in text order.

        Objects in brackets are returned only if there are none outside brackets.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
        """
        said = self._objects.get((subject, predicate), [])
        return [(term, one.place) for term, one in said if one.depth == said[0][1].depth]

    def mention(self, iri: str) -> Place | None:
        """Return the first place where an IRI, or `_:label`, is an object of any triple."""
        return self._mentioned.get(iri)

    def triple(self, subject: str, predicate: str, value: Term | str) -> Place | None:
        """Return the best place for a triple: its object, else its predicate, else its subject.

        Args:
            subject: IRI or `_:label`.
            predicate: IRI.
            value: the object, or only its IRI or lexical form. A literal with another language or
                datatype matches if it is the only one with that lexical form.
        """
        if found := self._exact.get((subject, predicate, value)):
            return found.place
        name = value if isinstance(value, str) else term_text(value)
        alike = self._alike.get((subject, predicate, name), [])
        if len(alike) == 1:
            return alike[0]
        return self.predicate(subject, predicate) or self.subject(subject)

    def value(self, subject: str, predicate: str, value: Term) -> Place | None:
        """Return the first place of a triple, as `objects` gives it; None if the text lacks it."""
        found = self._exact.get((subject, predicate, value))
        outer = self._objects[subject, predicate][0][1].depth if found else 0
        return found.place if found and found.depth == outer else None


def unplaced(triples: Iterable[Triple], file: Path | None) -> Positions:
    """Index triples of which only the file is known."""
    mentions: list[Mention] = []
    terms: list[Term] = []
    here = Place(file, None, None, "")
    for triple in triples:
        first = len(terms)
        mentions += [
            Mention(here, "subject", first, None, 0),
            Mention(here, "predicate", first, first + 1, 0),
            Mention(here, "object", first, first + 1, 0),
        ]
        terms += triple
    return Positions(mentions, terms)


def locate(text: str, file: Path | None = None, form: Form = "turtle") -> Positions:
    """Index the places of triples in a text.

    Args:
        text: the document.
        file: its name, for the places and the error message.
        form: the format of the document: any but JSON-LD.

    Raises:
        RunError: the text is not valid.
    """
    check(text, form, file)  # for its error, which names the right line
    # The parser resolves prefixes, base and escapes: it reads the directives unchanged and each
    # term as the object of a triple of its own.
    mentions: list[Mention] = []
    lines: list[str] = []
    for statement in statements(text, file, trig=form == "trig"):
        code = [token for token in statement if token.kind != "COMMENT"]
        if not code or code[-1].kind == "BRACE":
            continue  # the name of a graph is no mention of a node
        if is_directive(code):
            lines.append(" ".join(token.text for token in code))
            continue
        said = _mentions(text, code, len(mentions), file)
        # A fourth term of N-Quads is the name of a graph.
        said = said[:3] if form == "nquads" else said
        mentions += said
        lines += [f"<s:> <p:> {_written(one.place.source)} ." for one in said]
    triples = parse_turtle("\n".join(lines)).triples
    return Positions(mentions, [triple.object for triple in triples])


def _mentions(text: str, code: list[Token], first: int, file: Path | None) -> list[Mention]:
    """Return the terms of one statement; the first has the index `first`."""
    found: list[Mention] = []
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
                source = text[token.start : _end(code[index : index + 3])]
                place = Place(file, token.line, token.column, source)
                found.append(Mention(place, role, subject, predicate, len(outer)))
                role = "predicate" if role == "subject" else "object"
    return found


def _end(code: list[Token]) -> int:
    """Return the offset after a term, from its token and the two after it."""
    last = code[0]
    if last.kind == "STRING" and len(code) > 1 and code[1].text[0] == "@":
        last = code[1]
    elif last.kind == "STRING" and len(code) > 2 and code[1].text == "^^":
        last = code[2]
    return last.end


def _written(source: str) -> str:
    """Return a term as it can be written as an object."""
    return f"<{RDF}type>" if source == "a" else source
