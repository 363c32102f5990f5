"""Find the file, line and column of a triple."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.rdf.oxigraph import Term
from gcm.turtle.blocks import Blocks, local_name, named, with_prefixes
from gcm.turtle.document import Document
from gcm.turtle.positions import Position, Positions, locate, unplaced


class Place(NamedTuple):
    """A place in a file; line and column (in characters) count from 1.

    `source` is the text at that place. In JSON-LD only the file is known.
    """

    file: Path | None
    line: int | None
    column: int | None
    source: str


_MOST_SEARCHES = 300  # searches through whole texts, each as slow as the text is long

NOWHERE = Place(None, None, None, "")

_BY_BLOCK = ("turtle", "ntriples")
_MOST_BLOCKS = 50
_MOST_STARTS = 5
_LARGEST = 5_000_000  # characters; indexing takes some seconds for each million
_ESCAPED = re.compile(r":[^\s\"]*\\|\\[uU]")
_BASE = re.compile(r"^\s*@?base\b", re.IGNORECASE | re.MULTILINE)


class Locator:
    """A search for places in documents; a part is indexed only when one of its nodes is sought."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = [_Indexed(document) for document in documents]
        self._searches = 0

    def within(self, documents: Iterable[Document]) -> Locator:
        """Return a locator of some of the documents that shares this locator's indexes."""
        files = {document.file for document in documents}
        found = Locator(())
        found._documents = [one for one in self._documents if one.file in files]
        return found

    def find(self, subject: str, predicate: str = "", value: Term | str = "") -> Place:
        """Return the place of a triple, else of its predicate, else of its subject, in the first
        file.

        Args:
            subject: an IRI, or `_:label`.
            predicate: an IRI, or empty for the subject itself.
            value: the object, or its IRI or lexical form.
        """
        for document in self._documents:
            found: list[tuple[int, Place]] = []
            for part, name in document.about(subject):
                start = part.positions.subject(name)
                if start is not None:
                    best = start
                    if predicate:
                        best = part.positions.triple(name, predicate, value) or start
                    poorer = [part.positions.predicate(name, predicate), start]
                    found.append((poorer.index(best) + 1 if best in poorer else 0, part.at(best)))
            if found:
                return min(found, key=lambda one: one[0])[1]
        return NOWHERE

    def mention(self, thing: str) -> Place:
        """Return the first place where a node is mentioned.

        After some hundred searches, nothing is searched for any more.
        """
        self._searches += 1
        if self._searches > _MOST_SEARCHES:
            return NOWHERE
        parts = (one for document in self._documents for one in document.holding(thing))
        found = ((part, part.positions.mention(name)) for part, name in parts)
        return next((part.at(position) for part, position in found if position), NOWHERE)

    def predicate(self, subject: str, predicate: str) -> Place:
        """Return the place of a property of a node; `NOWHERE` if the node does not have it."""
        about = self._about(subject)
        found = ((part, part.positions.predicate(name, predicate)) for part, name in about)
        return next((part.at(position) for part, position in found if position), NOWHERE)

    def values(self, subject: str, predicate: str) -> list[tuple[Term, Place]]:
        """Return each value of a property, with its place."""
        return [
            (term, part.at(position))
            for part, name in self._about(subject)
            for term, position in part.positions.objects(name, predicate)
        ]

    def starts(self, thing: str, file: Path) -> list[int]:
        """Return the first few lines of a file on which a block about a node begins."""
        for document in self._documents:
            if document.file == file:
                return document.starts(thing)
        return []

    def value(self, subject: str, predicate: str, value: Term) -> Place:
        """Return the first place of a triple in any document; `NOWHERE` if there is none."""
        about = self._about(subject)
        found = ((part, part.positions.value(name, predicate, value)) for part, name in about)
        return next((part.at(position) for part, position in found if position), NOWHERE)

    def _about(self, subject: str) -> Iterator[tuple[_Part, str]]:
        """Yield the parts that may describe a node, with the node's name there."""
        for document in self._documents:
            yield from document.about(subject)


class _Part(NamedTuple):
    """An indexed part of a document, and the number of lines before it."""

    file: Path
    before: int
    positions: Positions

    def at(self, position: Position) -> Place:
        """Convert a position in the part to a place in the file."""
        line = position.line + self.before
        return Place(self.file, line or None, position.column or None, position.source)


class _Indexed:
    """A document whose parts are indexed on demand."""

    def __init__(self, document: Document) -> None:
        self._document, self.file = document, document.file
        self._blocks = Blocks(document.text)
        self._parts: dict[int, _Part] = {}

    def about(self, thing: str) -> Iterator[tuple[_Part, str]]:
        """Yield the parts that may describe a node, each with the node's name in the document."""
        return self._holding(thing, self._blocks.named)

    def starts(self, thing: str) -> list[int]:
        """Return the first few lines on which a block about a node begins."""
        name, local = self._names(thing)
        places = self._blocks.named(local, _MOST_STARTS)
        blocks = [self._blocks.block(place) for place in places]
        prefixes = self._document.prefixes
        return [block.line for block in blocks if named(block.name, prefixes) == name]

    def holding(self, thing: str) -> Iterator[tuple[_Part, str]]:
        """Yield the parts that may mention a node, each with the node's name in the document."""
        return self._holding(thing, self._blocks.holding)

    def _holding(
        self, thing: str, blocks: Callable[[str, int], list[int]]
    ) -> Iterator[tuple[_Part, str]]:
        name, local = self._names(thing)
        if self._whole is None:
            yield from ((self._part(place), name) for place in blocks(local, _MOST_BLOCKS))
        elif self._has(local):
            yield self._whole, name

    def _names(self, thing: str) -> tuple[str, str]:
        """Return the document's name of a node, and the end of that name."""
        name = thing if self._in_json else self._document.blank.get(thing, thing)
        return name, local_name(name)

    def _has(self, local: str) -> bool:
        # A cheap search first: indexing costs a hundred times more.
        return not self._too_large and (
            self._in_json or local in self._document.text or self._escapes
        )

    @property
    def _in_json(self) -> bool:
        """Whether the document is JSON-LD, of which the triples are known but not their lines."""
        return self._document.form == "jsonld"

    @property
    def _too_large(self) -> bool:
        """Whether the document is too large to be indexed as a whole."""
        return len(self._document.text) > _LARGEST

    @cached_property
    def _escapes(self) -> bool:
        """Whether names may be written with escapes."""
        text = self._document.text
        return "\\" in text and _ESCAPED.search(text) is not None

    @cached_property
    def _whole(self) -> _Part | None:
        """The document as one part, if its blocks cannot be read alone; None if they can.

        A document that is too large is not indexed.
        """
        document, things = self._document, self._document.subjects()
        if (
            document.form in _BY_BLOCK
            and not self._escapes
            and not _BASE.search(document.text)
            and self._blocks.hold(things)
            and self._blocks.begin_with(things)
        ):
            return None
        return self._indexed

    @cached_property
    def _indexed(self) -> _Part:
        document = self._document
        if self._in_json:
            positions = Positions(unplaced(() if self._too_large else document.triples))
        else:
            text = "" if self._too_large else document.text
            positions = locate(text, document.file, document.form)
        return _Part(document.file, 0, positions)

    def _part(self, place: int) -> _Part:
        if place not in self._parts:
            block = self._blocks.block(place)
            text = with_prefixes(block, self._document.prefixes)
            try:
                positions = locate(text, self._document.file)
            except RunError:  # a literal has a name at the margin, so this is no whole statement
                self._parts[place] = self._indexed
            else:
                self._parts[place] = _Part(self._document.file, block.line - 2, positions)
        return self._parts[place]
