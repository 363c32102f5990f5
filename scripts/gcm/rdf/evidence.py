"""Proving quotes: every source against its generated graph, every quote against its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems
from gcm.core.files import read_text
from gcm.core.iris import names_quote, source_iri
from gcm.core.layout import Layout
from gcm.core.messages import texts
from gcm.core.model import Finding
from gcm.core.namespaces import GCM, OA
from gcm.rdf.locate import Locator
from gcm.rdf.oxigraph import Literal, NamedNode, Triple, term_text
from gcm.rdf.sources import LANGUAGES, Source, read_source, source_triples
from gcm.rdf.syntax import parse_turtle


class Quote(NamedTuple):
    """The evidence for a fact: words of a source, and where they are said to stand."""

    evidence: str
    selector: str
    position: str
    source: str
    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


def read_sources(layout: Layout) -> list[Source]:
    """Every source text of the graph.

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
    """Where the generated graph of a source is missing or not what the text gives now.

    The graph is what queries and shapes see of a text, so a changed letter must not pass.
    """
    file = source.graph_file
    if not file.exists():
        message = texts("source-not-generated", name=source.name)
        return [Finding(message, source.file, 1, rule="source")]
    stored = parse_turtle(read_text(file), file).triples
    if set(map(str, stored)) == set(map(str, source_triples(source))):
        return []
    for triple in stored:
        if triple.predicate.value == GCM + "normalForm" and isinstance(triple.object, Literal):
            line = _first_difference(source, triple.object.value)
            if line is not None:
                message = texts("source-changed", graph=file.name)
                thing = source_iri(source.name)
                return [Finding(message, source.file, line, thing=thing, rule="source")]
    return [Finding(texts("source-graph-changed", text=source.file.name), file, 1, rule="source")]


def orphan_findings(layout: Layout) -> list[Finding]:
    """Generated graphs of sources whose text is gone: nothing proves them any more."""
    texts_there = {file.with_suffix(".ttl") for file in layout.source_texts()}
    return [
        Finding(
            texts("source-text-missing", text=file.with_suffix(".txt").name), file, 1, rule="source"
        )
        for file in layout.data()
        if file.parent == layout.root / "data" / "sources"
        and file.stem.rpartition(".")[2] in LANGUAGES
        and file not in texts_there
    ]


def quotes_in(triples: Iterable[Triple]) -> list[Quote]:
    """The evidence that the triples describe in full; shapes report what is incomplete."""
    values: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        if triple.predicate.value.startswith(OA) and isinstance(triple.subject, NamedNode):
            name = triple.predicate.value.removeprefix(OA)
            entry = values.setdefault(triple.subject.value, {})
            entry.setdefault(name, []).append(term_text(triple.object))
    return [quote for node in values for quote in _quote(node, values)]


def quote_findings(
    quotes: Iterable[Quote], sources: Iterable[Source], locator: Locator
) -> Iterator[Finding]:
    """Every quote that its source does not hold exactly once, there, within one unit."""
    by_iri = {source_iri(source.name): source for source in sources}
    for quote in quotes:
        source = by_iri.get(quote.source)
        if source is None:
            place = locator.find(quote.evidence, OA + "hasSource", quote.source)
            message = texts("quote-source-unknown", source=quote.source)
            yield Finding(message, *place, thing=quote.evidence)
            continue
        text = source.normal.text
        times = source.normal.occurrences(quote.exact)
        unit = source.normal.unit_at(quote.start)
        node, predicate, value = quote.selector, OA + "exact", quote.exact
        if times != 1:
            key = "quote-repeated" if times else "quote-absent"
            message = texts(key, quote=quote.exact, times=times)
        elif text[quote.start : quote.end] != quote.exact:
            # The name of the evidence holds a hash of its words: it tells which of the two changed.
            if names_quote(quote.evidence, quote.exact):
                node, predicate, value = quote.position, OA + "start", str(quote.start)
            message = texts("quote-offsets", quote=quote.exact, start=text.index(quote.exact))
        elif unit is None or quote.end > unit.end:
            message = texts("quote-crosses-units", quote=quote.exact)
        elif quote.prefix + quote.exact + quote.suffix not in text:
            predicate, value = OA + "prefix", quote.prefix
            message = texts("quote-context", quote=quote.exact)
        else:
            continue
        yield Finding(message, *locator.find(node, predicate, value), thing=quote.evidence)


def _quote(node: str, values: dict[str, dict[str, list[str]]]) -> Iterator[Quote]:
    evidence = values[node]
    selectors = [(name, values.get(name, {})) for name in evidence.get("hasSelector", [])]
    words = [
        (name, exact, *(said.get(side, [""])[0] for side in ("prefix", "suffix")))
        for name, said in selectors
        for exact in said.get("exact", [])
    ]
    places = [
        (name, _offset(start), _offset(end))
        for name, said in selectors
        for start in said.get("start", [])
        for end in said.get("end", [])
    ]
    for source in evidence.get("hasSource", []):
        for name, exact, prefix, suffix in words:
            for place, start, end in places:
                yield Quote(node, name, place, source, exact, start, end, prefix, suffix)


def _offset(text: str) -> int:
    """An offset as a number; what is none points at no character."""
    return int(text) if re.fullmatch("[0-9]{1,15}", text) else -1


def _first_difference(source: Source, stored: str) -> int | None:
    """The line of the text where it first departs from the stored normal form."""
    now = source.normal.text
    if now == stored:
        return None
    offset = next(
        (place for place, pair in enumerate(zip(now, stored, strict=False)) if pair[0] != pair[1]),
        min(len(now), len(stored)),
    )
    return source.normal.line_of(min(offset, len(now) - 1))
