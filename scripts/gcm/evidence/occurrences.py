"""The quotes of facts, and their places in the texts of their documents."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gcm.core.namespaces import GCM, SCHEMA
from gcm.evidence.normal_form import places_of
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal

_NUMBER = re.compile("[1-9][0-9]{0,8}")


class Quote(NamedTuple):
    """Words that an entity quotes, in their language.

    `predicate` says what the words prove: the entity itself (`gcm:quote`) or its subject
    (`gcm:subjectQuote`). `unit` is the number of the unit that the entity names, 0 without one.
    """

    thing: str
    predicate: str
    words: str
    language: str
    documents: tuple[str, ...]
    unit: int = 0


class SourceText(NamedTuple):
    """A stored text of a document: its IRI and its normal form."""

    iri: str
    text: str


# By document and language.
SourceTexts = Mapping[tuple[str, str], SourceText]


class Spot(NamedTuple):
    """A place in a source text, as an offset of its normal form."""

    source: SourceText
    start: int


def quotes_in(said: TripleIndex) -> Iterator[Quote]:
    """Yield the quotes of all entities with a name; a quote needs a language tag."""
    for thing in said.things():
        documents = tuple(dict.fromkeys(said.names(thing, GCM + "quotedFrom")))
        if not documents:
            continue
        numbers = [n for n in said.names(thing, GCM + "quoteInUnit") if _NUMBER.fullmatch(n)]
        for name in ("quote", "subjectQuote"):
            unit = int(numbers[0]) if numbers and name == "quote" else 0
            for value in said.values(thing, GCM + name):
                if isinstance(value, Literal) and value.language:
                    yield Quote(thing, GCM + name, value.value, value.language, documents, unit)


def source_texts(said: TripleIndex) -> dict[tuple[str, str], SourceText]:
    """Return the texts that a graph describes."""
    return {
        (document, language): SourceText(source, text)
        for source in said.instances(GCM + "SourceText")
        for document in said.names(source, GCM + "textOf")
        for language in said.names(source, SCHEMA + "inLanguage")
        for text in said.names(source, GCM + "normalForm")[:1]
    }


def spots_of(quote: Quote, texts: SourceTexts) -> list[Spot]:
    """Return the places that a quote's words may be from: exactly one, if it is proved."""
    if "\n" in quote.words:  # the words cross a unit's end
        return []
    own = [text for one in quote.documents if (text := texts.get((one, quote.language)))]
    return [
        Spot(text, start) for text in own for start in places_of(quote.words, text.text, quote.unit)
    ]
