"""Where in a text of RDF each thing is said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gcm.core.formats import Form
from gcm.rdf.lexer import statements
from gcm.rdf.mentions import Mention, Position, name_of
from gcm.rdf.oxigraph import Literal, Term
from gcm.rdf.syntax import check
from gcm.rdf.turtle_positions import turtle_mentions

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
