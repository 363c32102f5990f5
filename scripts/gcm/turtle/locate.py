"""Find the file, line and column of a triple."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from gcm.rdf.oxigraph import Term
from gcm.turtle.document import Document
from gcm.turtle.positions import Place as Place, Positions, locate, unplaced

_MOST_SEARCHES = 300  # searches through whole texts, each as slow as the text is long

NOWHERE = Place(None, None, None, "")

_LARGEST = 5_000_000  # characters; indexing takes a quarter of a second for each million
_ESCAPED = re.compile(r":[^\s\"]*\\|\\[uU]")


class Locator:
    """A search for places in documents; each is indexed only when one of its nodes is sought."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = [_Indexed(document) for document in documents]
        self._searches = 0

    def within(self, documents: Iterable[Document]) -> Locator:
        """Return a locator of some of the documents that shares this locator's indexes."""
        files = {document.file for document in documents}
        found = Locator(())
        found._documents = [one for one in self._documents if one.document.file in files]
        return found

    def find(self, subject: str, predicate: str = "", value: Term | str = "") -> Place:
        """Return the place of a triple, else of its predicate or subject, in the first file.

        Args:
            subject: an IRI, or `_:label`.
            predicate: an IRI, or empty for the subject itself.
            value: the object, or its IRI or lexical form.
        """
        for positions, name in self._about(subject):
            if start := positions.subject(name):
                return (predicate and positions.triple(name, predicate, value)) or start
        return NOWHERE

    def mention(self, thing: str) -> Place:
        """Return the first place where a node is mentioned.

        After some hundred searches, nothing is searched for any more.
        """
        self._searches += 1
        if self._searches > _MOST_SEARCHES:
            return NOWHERE
        return _first(part.mention(name) for part, name in self._about(thing))

    def predicate(self, subject: str, predicate: str) -> Place:
        """Return the place of a property of a node; `NOWHERE` if the node does not have it."""
        return _first(part.predicate(name, predicate) for part, name in self._about(subject))

    def value(self, subject: str, predicate: str, value: Term) -> Place:
        """Return the first place of a triple in any document; `NOWHERE` if there is none."""
        return _first(part.value(name, predicate, value) for part, name in self._about(subject))

    def values(self, subject: str, predicate: str) -> list[tuple[Term, Place]]:
        """Return each value of a property, with its place."""
        about = self._about(subject)
        return [one for part, name in about for one in part.objects(name, predicate)]

    def starts(self, thing: str, file: Path) -> list[int]:
        """Return the first few lines of a file on which a block about a node begins."""
        own = (one for one in self._documents if one.document.file == file)
        return [
            line for one in own for part, name in one.holding(thing) for line in part.starts(name)
        ]

    def _about(self, thing: str) -> Iterator[tuple[Positions, str]]:
        """Yield the indexes of documents that may mention a node, with the node's name there."""
        for document in self._documents:
            yield from document.holding(thing)


def _first(places: Iterable[Place | None]) -> Place:
    return next(filter(None, places), NOWHERE)


class _Indexed:
    """A document that is indexed when something is sought in it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def holding(self, thing: str) -> Iterator[tuple[Positions, str]]:
        """Yield the index of the document with a node's name there, if it may mention the node."""
        in_json = self.document.form == "jsonld"
        name = thing if in_json else self.document.blank.get(thing, thing)
        # Where no index is made yet, search first: indexing costs a hundred times more.
        is_cheap = in_json or self._is_large or "_positions" in vars(self)
        if is_cheap or _local_name(name) in self.document.text or self._escapes:
            yield self._positions, name

    @property
    def _is_large(self) -> bool:
        return len(self.document.text) > _LARGEST

    @cached_property
    def _escapes(self) -> bool:
        """Whether names may be written with escapes."""
        text = self.document.text
        return "\\" in text and _ESCAPED.search(text) is not None

    @cached_property
    def _positions(self) -> Positions:
        """The index; empty if the document is too large. Of JSON-LD, lines are not known."""
        document = self.document
        if document.form == "jsonld":
            return unplaced(() if self._is_large else document.triples, document.file)
        return locate("" if self._is_large else document.text, document.file, document.form)


def _local_name(name: str) -> str:
    """Return the end of an IRI or of `_:label`, with which a prefixed name ends too."""
    return re.split("[/#:]", name.rstrip("/"))[-1]
