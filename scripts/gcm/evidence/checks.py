"""Checks of quotes: every source against its generated graph, every quote against its source."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from gcm.core.errors import GcmError, Problems
from gcm.core.files import read_text
from gcm.core.iris import source_iri
from gcm.core.language import Message, Text, msg
from gcm.core.layout import Layout
from gcm.core.namespaces import GCM, ID
from gcm.core.similarity import shared_start
from gcm.evidence.normal_form import number_at
from gcm.evidence.occurrences import Quote, SourceTexts, spots_of
from gcm.evidence.source import LANGUAGES, Source, read_source, source_triples
from gcm.findings.finding import Finding
from gcm.rdf.oxigraph import Literal
from gcm.turtle.locate import Locator
from gcm.turtle.parse import parse_turtle

QUOTE_ABSENT = msg(
    "these words are not in the source: “{quote}”. Copy them from the "
    "normal form, letter by letter."
)
QUOTE_CROSSES_UNITS = msg(
    "the quote “{quote}” runs over more than one unit; make one quote for each."
)
QUOTE_REPEATED = msg(
    "these words occur {times} times in the source, in unit {units}: "
    "“{quote}”. Take more words, or name the unit with gcm:quoteInUnit."
)
QUOTE_NOT_IN_UNIT = msg(
    "these words are not in unit {unit} of the source: “{quote}”. Correct the number."
)


def read_sources(layout: Layout) -> list[Source]:
    """Read every source text of the graph.

    Raises:
        Problems: texts that cannot be read or are wrongly named, all of them.
    """
    sources: list[Source] = []
    errors: list[GcmError] = []
    for file in layout.source_texts():
        try:
            sources.append(read_source(file))
        except GcmError as error:
            errors.append(error)
    if errors:
        raise Problems(errors)
    return sources


def source_findings(source: Source) -> list[Finding]:
    """Report a generated graph of a source that is missing or differs from the current text.

    Queries and shapes see only the generated graph, so a changed letter must be reported.
    """
    file = source.graph_file
    if not file.exists():
        message = msg("the graph of this text was not generated yet; run `gcm verify --write`.")
        return [_finding(message, source.file)]
    stored = parse_turtle(read_text(file), file).triples
    if set(map(str, stored)) == set(map(str, source_triples(source))):
        return []
    for triple in stored:
        if triple.predicate.value == GCM + "normalForm" and isinstance(triple.object, Literal):
            line = _first_difference(source, triple.object.value)
            if line is not None:
                message = msg(
                    "the text differs from {graph} from this line on. If the change is wanted, run "
                    "`gcm verify --write` and fix the quotes it names; else restore the text."
                )
                found = _finding(message, source.file, line, graph=file.name)
                return [found._replace(thing=source_iri(source.name))]
    message = msg("this file is not what {text} gives; run `gcm verify --write` to regenerate it.")
    return [_finding(message, file, text=source.file.name)]


def _finding(message: Message, file: Path, line: int = 1, **values: object) -> Finding:
    """Return a finding about the graph that is generated from a text."""
    return Finding(message.texts(**values), file, line, rule="source")


def orphan_findings(layout: Layout) -> list[Finding]:
    """Report generated graphs of sources whose text is gone: they have no proof."""
    texts_there = {file.with_suffix(".ttl") for file in layout.source_texts()}
    missing = msg("the text {text}, from which this file was generated, is missing: restore it.")
    return [
        _finding(missing, file, text=file.with_suffix(".txt").name)
        for file in layout.data()
        if file.parent == layout.root / "data" / "sources"
        and file.stem.rpartition(".")[2] in LANGUAGES
        and file not in texts_there
    ]


def quote_findings(
    quotes: Iterable[Quote], known: SourceTexts, locator: Locator
) -> Iterator[Finding]:
    """Yield a finding, with the reason, for every quote without one definite place in a text."""
    for quote in quotes:
        if message := _fault(quote, known):
            words = Literal(quote.words, language=quote.language)
            place = locator.find(quote.thing, quote.predicate, words)
            yield Finding(message, *place, thing=quote.thing)


def document_findings(
    quotes: Iterable[Quote], known: SourceTexts, locator: Locator
) -> Iterator[Finding]:
    """Yield a finding for every second document that an entity names without quoting it."""
    named: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for quote in quotes:
        taken = named.setdefault((quote.thing, quote.documents), set())
        sources = {spot.source.iri for spot in spots_of(quote, known)}
        taken |= {one for (one, _), text in known.items() if text.iri in sources}
    for (thing, documents), taken in named.items():
        for document in documents if len(documents) > 1 else ():
            if document not in taken:
                message = msg(
                    "none of the quotes is taken from {document}: quote it, or remove it from "
                    "gcm:quotedFrom."
                )
                place = locator.find(thing, GCM + "quotedFrom", document)
                yield Finding(message.texts(document=document), *place, thing=thing)


def _fault(quote: Quote, known: SourceTexts) -> Text | None:
    """Return the fault of a quote; None if it is proved."""
    own = [text for one in quote.documents if (text := known.get((one, quote.language)))]
    if not own:
        names = ", ".join(one.removeprefix(f"{ID}document/") for one in quote.documents)
        return msg(
            "no text of {document} in the quote's language ({language}) is in "
            "data/sources: save it as <document>.{language}.txt, or correct "
            "gcm:quotedFrom or the language tag."
        ).texts(document=names, language=quote.language)
    if "\n" in quote.words:
        return QUOTE_CROSSES_UNITS.texts(quote=quote.words)
    spots = spots_of(quote, known)
    if len(spots) == 1:
        return None
    if spots:
        numbers = sorted({number_at(spot.start, spot.source.text) for spot in spots})
        units = ", ".join(map(str, numbers))
        return QUOTE_REPEATED.texts(quote=quote.words, times=len(spots), units=units)
    if quote.unit and any(quote.words in text.text for text in own):
        return QUOTE_NOT_IN_UNIT.texts(quote=quote.words, unit=quote.unit)
    return QUOTE_ABSENT.texts(quote=quote.words)


def _first_difference(source: Source, stored: str) -> int | None:
    """Return the line of the text where it first differs from the stored normal form."""
    now = source.normal.text
    if now == stored:
        return None
    return source.normal.line_of(min(shared_start(now, stored), len(now) - 1))
