"""The stored texts of documents: units, passages that facts quote, and a quote in its sentence."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from gcm.core.errors import GcmError
from gcm.core.layout import Layout
from gcm.core.namespaces import DCT, GCM, OA, SCHEMA
from gcm.evidence.normal_form import Unit
from gcm.evidence.source import read_source
from gcm.rdf.oxigraph import NamedNode
from gcm.site.pages_nodes import Nodes

_PASSAGES = f"""
SELECT ?evidence ?start ?end
WHERE {{
  ?evidence <{OA}hasSource> ?source ; <{OA}hasSelector> ?selector .
  ?selector <{OA}start> ?start ; <{OA}end> ?end .
}}
"""
_UNITS = f"""
SELECT ?number ?kind ?start ?end
WHERE {{
  ?unit <{DCT}isPartOf> ?source ; <{GCM}number> ?number ; <{GCM}unitKind> ?kind ;
        <{GCM}startOffset> ?start ; <{GCM}endOffset> ?end .
}}
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words of a source text; offsets count code points, end-exclusive.

    `number` counts the passages of the text from 1, as the anchors `#p1`, `#p2` … of its page do.
    """

    number: int
    iri: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters of a unit that lie in the same passages, by their numbers.

    `note` is the footnote mark that stood after them; it is no part of the normal form.
    """

    text: str
    passages: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A unit of a source text; offsets as in passages."""

    number: int
    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class ReaderUnit(TextUnit):
    """A unit with the passages that touch it, cut at each of their ends.

    `mark` is the list mark or footnote number that stood before it.
    """

    segments: tuple[Segment, ...]
    passages: tuple[Passage, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source text as its page shows it; `text` is its normal form."""

    iri: str
    document: str
    lang: str
    text: str
    digest: str
    file_digest: str
    units: tuple[TextUnit, ...]
    passages: dict[str, Passage]


@dataclass(frozen=True, slots=True)
class InSentence:
    """A quote within its unit: what stands before, the words, what stands after."""

    source: SourcePage
    passage: Passage
    unit: TextUnit
    before: str
    words: str
    after: str


class Sources:
    """The source texts of a graph, each read once."""

    def __init__(self, nodes: Nodes, layout: Layout) -> None:
        self._nodes = nodes
        self._layout = layout
        self.source = lru_cache(64)(self._source)

    def of_document(self, document: str) -> list[SourcePage]:
        """List the stored texts of a document."""
        return [self.source(iri) for iri in self._nodes.holders(GCM + "textOf", document)]

    def quote(self, evidence: str) -> InSentence | None:
        """Return the quote of a piece of evidence in its sentence; None if it is not proved."""
        source = self._nodes.first(evidence, OA + "hasSource")
        if not source or not self._nodes.knows(source):
            return None
        page = self.source(source)
        passage = page.passages.get(evidence)
        unit = passage and next(
            (one for one in page.units if one.start <= passage.start < one.start + len(one.text)),
            None,
        )
        if not passage or not unit:
            return None
        begin, end = passage.start - unit.start, passage.end - unit.start
        return InSentence(
            page, passage, unit, unit.text[:begin], unit.text[begin:end], unit.text[end:]
        )

    def words(self, iri: str) -> tuple[str, str] | None:
        """Return the words of a quote or a unit, and their language; None if it is neither."""
        if quote := self.quote(iri):
            return quote.words, quote.source.lang
        if GCM + "Unit" not in self._nodes.classes(iri):
            return None
        source = self.source(self._nodes.first(iri, DCT + "isPartOf"))
        number = self._nodes.first(iri, GCM + "number")
        found = next((one for one in source.units if str(one.number) == number), None)
        return (found.text, source.lang) if found else None

    def file(self, iri: str) -> Path | None:
        """Return the file of a text as received, if it is here."""
        name = iri.rpartition("/")[2]
        return next((file for file in self._layout.source_texts() if file.stem == name), None)

    def _received(self, iri: str, text: str) -> dict[int, Unit]:
        """Read the units from the file as received, with the marks that the normal form lacks."""
        try:
            file = self.file(iri)
            normal = read_source(file).normal if file else None
        except GcmError:  # `gcm verify` reports it
            return {}
        return (
            {unit.number: unit for unit in normal.units} if normal and normal.text == text else {}
        )

    def read(self, page: SourcePage) -> list[ReaderUnit]:
        """Read the units of a text as its reader shows them."""
        received = self._received(page.iri, page.text)
        return [_read(unit, page, received.get(unit.number)) for unit in page.units]

    def _source(self, iri: str) -> SourcePage:
        nodes = self._nodes
        text = nodes.first(iri, GCM + "normalForm")
        spans: dict[str, tuple[int, int]] = {}
        for evidence, start, end in self._rows(_PASSAGES, iri):
            spans.setdefault(evidence, (int(start), -int(end)))
        ordered = sorted(spans, key=lambda evidence: (spans[evidence], evidence))
        passages = {
            evidence: Passage(number, evidence, spans[evidence][0], -spans[evidence][1])
            for number, evidence in enumerate(ordered, start=1)
        }
        units = [
            TextUnit(int(number), kind.rpartition("/")[2], text[int(start) : int(end)], int(start))
            for number, kind, start, end in self._rows(_UNITS, iri)
        ]
        return SourcePage(
            iri=iri,
            document=nodes.first(iri, GCM + "textOf"),
            lang=nodes.first(iri, SCHEMA + "inLanguage"),
            text=text,
            digest=nodes.first(iri, GCM + "sha256"),
            file_digest=nodes.first(iri, GCM + "fileSha256"),
            units=tuple(sorted(units, key=lambda unit: unit.number)),
            passages=passages,
        )

    def _rows(self, query: str, iri: str) -> list[list[str]]:
        """Return the rows of a query on a text, sorted: one is quicker than many look-ups."""
        rows = self._nodes.graph.rows(query, source=NamedNode(iri))
        return sorted([cell.value for cell in row if cell] for row in rows)


def _read(unit: TextUnit, page: SourcePage, received: Unit | None) -> ReaderUnit:
    """Read a unit, with the marks of the file as received."""
    start, end = unit.start, unit.start + len(unit.text)
    own = [one for one in page.passages.values() if one.start < end and one.end > start]
    notes = {start + place: note for place, note in received.notes} if received else {}
    cuts = {start, end, *notes}
    for one in own:
        cuts |= {max(one.start, start), min(one.end, end)}
    segments = [
        Segment(
            page.text[begin:stop],
            tuple(one.number for one in own if one.start <= begin and one.end >= stop),
            notes.get(stop, ""),
        )
        for begin, stop in pairwise(sorted(cuts))
    ]
    return ReaderUnit(
        number=unit.number,
        kind=unit.kind,
        text=unit.text,
        start=start,
        segments=tuple(segments),
        passages=tuple(own),
        mark=received.mark if received else "",
    )
