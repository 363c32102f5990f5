"""Find the file, line and column of a triple."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from gcm.core.errors import RunError
from gcm.rdf.oxigraph import Term
from gcm.turtle.blocks import Blocks, local_name, with_prefixes
from gcm.turtle.document import Document
from gcm.turtle.positions import Place as Place, Positions, locate, unplaced

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
        found._documents = [one for one in self._documents if one.document.file in files]
        return found

    def find(self, subject: str, predicate: str = "", value: Term | str = "") -> Place:
        """Return the place of a triple, else of its predicate or subject, in the first file.

        Args:
            subject: an IRI, or `_:label`.
            predicate: an IRI, or empty for the subject itself.
            value: the object, or its IRI or lexical form.
        """
        for document in self._documents:
            found: list[tuple[int, Place]] = []
            for part, name in document.about(subject):
                if start := part.subject(name):
                    best = part.triple(name, predicate, value) if predicate else start
                    poorer = [part.predicate(name, predicate), start]
                    found.append((poorer.index(best) + 1 if best in poorer else 0, best or start))
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
        return _first(part.mention(name) for part, name in parts)

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
        found = (one.starts(thing) for one in self._documents if one.document.file == file)
        return next(found, [])

    def _about(self, subject: str) -> Iterator[tuple[Positions, str]]:
        """Yield the parts that may describe a node, with the node's name there."""
        for document in self._documents:
            yield from document.about(subject)


def _first(places: Iterable[Place | None]) -> Place:
    return next(filter(None, places), NOWHERE)


class _Indexed:
    """A document whose parts are indexed on demand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._blocks = Blocks(document.text)
        self._parts: dict[int, Positions] = {}

    def about(self, thing: str) -> Iterator[tuple[Positions, str]]:
        """Yield the parts that may describe a node, each with the node's name in the document."""
        return self._holding(thing, self._blocks.named)

    def holding(self, thing: str) -> Iterator[tuple[Positions, str]]:
        """Yield the parts that may mention a node, each with the node's name in the document."""
        return self._holding(thing, self._blocks.holding)

    def starts(self, thing: str) -> list[int]:
        """Return the first few lines on which a block about a node begins."""
        places = (part.subject(name) for part, name in self.about(thing))
        return [place.line for place in places if place and place.line][:_MOST_STARTS]

    def _holding(
        self, thing: str, blocks: Callable[[str, int], list[int]]
    ) -> Iterator[tuple[Positions, str]]:
        name = thing if self._in_json else self.document.blank.get(thing, thing)
        local = local_name(name)
        if self.in_blocks:
            yield from ((self._part(place), name) for place in blocks(local, _MOST_BLOCKS))
        # A cheap search first: indexing costs a hundred times more.
        elif self._in_json or local in self.document.text or self._escapes:
            yield self._whole, name

    @property
    def _in_json(self) -> bool:
        """Whether the document is JSON-LD, of which the triples are known but not their lines."""
        return self.document.form == "jsonld"

    @cached_property
    def _escapes(self) -> bool:
        """Whether names may be written with escapes."""
        text = self.document.text
        return "\\" in text and _ESCAPED.search(text) is not None

    @cached_property
    def in_blocks(self) -> bool:
        """Whether each block of the document can be read alone."""
        return (
            self.document.form in _BY_BLOCK
            and not self._escapes
            and not _BASE.search(self.document.text)
            and self._blocks.are_about(self.document.subjects())
        )

    @cached_property
    def _whole(self) -> Positions:
        """The document as one part; empty if it is too large to be indexed."""
        document, too_large = self.document, len(self.document.text) > _LARGEST
        if self._in_json:
            return unplaced(() if too_large else document.triples, document.file)
        return locate("" if too_large else document.text, document.file, document.form)

    def _part(self, place: int) -> Positions:
        if place not in self._parts:
            block = self._blocks.block(place)
            text = with_prefixes(block, self.document.prefixes)
            try:
                found = locate(text, self.document.file, before=block.line - 2)
            except RunError:  # a literal has a name at the margin, so this is no whole statement
                found = self._whole
            self._parts[place] = found
        return self._parts[place]
