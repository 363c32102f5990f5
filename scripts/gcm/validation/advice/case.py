"""A validation result with everything needed to advise on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gcm.core.language import Message, Text, msg
from gcm.core.namespaces import GCM, SH, SKOS
from gcm.core.similarity import NearIris, plain, split_iri
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, Term, from_cell, term_text
from gcm.turtle.document import Document
from gcm.turtle.locate import Locator, Place
from gcm.turtle.written_terms import DID_YOU_MEAN, list_of, written
from gcm.validation.report import Result

_NAMES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "notation", GCM + "acronym", GCM + "iso3")


class Advice(NamedTuple):
    """Advice, the most promising first, with the text that replaces the wrong one.

    `place` is the place of the wrong text, if it is more precise than that of the result.
    """

    lines: list[Text]
    replacement: str = ""
    place: Place | None = None


NONE = Advice([])


def one_line(
    message: Message, replacement: str = "", place: Place | None = None, **values: object
) -> Advice:
    """Return advice of one line, from a message and its values."""
    return Advice([message.texts(**values)], replacement, place)


class NamedValues(NamedTuple):
    """IRIs or texts with their names, and the sentence that offers them in each file."""

    names: tuple[str, ...]
    called: dict[str, str]
    offered: dict[Path | None, Text]


@dataclass
class Case:
    """A result with everything needed to advise on it.

    Args:
        result: the result of an engine.
        place: the place of the result.
        document: the file of the place, if any.
        locator: the locator for other places.
        shapes: the shapes.
        data: the graph validated, with the ontology.
        prefixes: the prefixes that the reader knows: of the file, and of the register.
        near: the search for similar IRIs.
        searched: the allowed values of each shape, cached.
    """

    result: Result
    place: Place
    document: Document | None
    locator: Locator
    shapes: TripleIndex
    data: TripleIndex
    prefixes: Mapping[str, str]
    near: NearIris
    searched: dict[tuple[str, str], NamedValues]

    def write(self, term: Term | str) -> str:
        """Return a term for the reader: with the prefixes of the file, or else of the register."""
        return written(term, self.prefixes)

    def replacing(self, term: Term | str) -> str:
        """Return a term as the file would write it, if the place is that of the wrong value."""
        focus, path, value = self.result.focus, self.result.path, self.value
        at = self.locator.value(focus, path, value) if value and self.place.file else None
        return self.fixed(term) if at == self.place else ""

    def fixed(self, term: Term | str) -> str:
        """Return a term as the file would write it anywhere; empty if the format cannot."""
        if self.document is None or self.document.form == "jsonld":
            return ""
        return written(term, self.document.prefixes, self.document.form)

    @cached_property
    def values(self) -> list[tuple[Term, Place]]:
        """Each value of the property on the focus node, with its place; of new documents first."""
        return self.locator.values(self.result.focus, self.result.path)

    def parameter(self, name: str) -> list[Term]:
        """Return the values of a parameter of the constraint."""
        return self.shapes.values(self.result.shape, SH + name)

    @property
    def value(self) -> Term | None:
        """The wrong value."""
        return from_cell(self.result.value) if self.result.value else None

    @property
    def value_name(self) -> str:
        """The IRI or lexical form of the wrong value; empty if there is none."""
        return term_text(self.value) if self.value else ""

    def label(self, term: str) -> str | Text:
        """Return the label of a class or property, else its name."""
        return self.data.label(term) or self.write(term)


def known_to(case: Case, names: Callable[[], Iterable[str]]) -> NamedValues:
    """Return the allowed values of a case's shape; looked up once for all cases of a shape."""
    key = case.result.shape, case.result.component
    if key not in case.searched:
        case.searched[key] = NamedValues(tuple(names()), {}, {})
    return case.searched[key]


def offer(case: Case, known: NamedValues) -> Text:
    """Return the sentence that offers some allowed values; empty if there are none."""
    file = case.place.file
    if file not in known.offered:
        names = (case.write(one) if "/" in one else str(Literal(one)) for one in known.names)
        known.offered[file] = list_of(names)
    return known.offered[file]


def meant(case: Case, known: NamedValues, otherwise: Advice) -> Advice:
    """Return the allowed IRI that a value was probably meant to be, by its name or label."""
    name = case.value_name
    called = _called(case, name, known)
    near = called or case.near.find(name, known.names) if "/" in name else called
    if near in ("", case.result.focus):
        return otherwise
    label, name = case.data.label(near), case.write(near)
    named = msg("Did you mean {near}, which is called “{label}”?")
    message = named if label else DID_YOU_MEAN
    return one_line(message, case.replacing(near), near=name, label=label)


def _called(case: Case, name: str, known: NamedValues) -> str:
    """Return the one entity with a name, or whose name is the local name of an IRI."""
    local = split_iri(name)[1] if "/" in name else name
    wanted = plain(local.replace("-", " "))
    if not known.called:
        known.called[""] = ""
        for thing in known.names:
            for text in {plain(one) for path in _NAMES for one in case.data.names(thing, path)}:
                # A name of several entities identifies none of them.
                known.called[text] = "" if text in known.called else thing
    return known.called.get(wanted, "")
