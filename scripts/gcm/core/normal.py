"""The normal form of a source text: what is removed, what a unit is, where each unit stood.

The rules, in order; `data/sources/README.md` states them for stewards:

1. Unicode NFC; soft hyphens, zero-width characters and form feeds are dropped.
2. A line that holds only a page number is page furniture and counts as blank.
3. Blank lines part paragraphs; a bullet, a dash or a number with `.` or `)` starts a list item.
4. A paragraph that starts with a number which also stands glued to a word is a footnote; both
   the number that starts it and the mark glued to the word are removed.
5. A paragraph in lower case continues the one before it, if that one was cut short.
6. White space collapses to one space; list marks are removed.
7. A paragraph is split into sentences; a title, a list item and a footnote stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from operator import itemgetter
from typing import Literal, NamedTuple

from gcm.core.errors import RunError

UnitKind = Literal["title", "sentence", "list-item", "footnote"]

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\f"))
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:p[aá]g(?:ina|\.)?|page|p\.)\s*)?\d{1,3}(?:\s*(?:/|de|of)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"(?:[•◦▪‣·*–—-]|\d{1,2}[.)]|[a-z]\))\s+")
_FOOTNOTE = re.compile(r"(\d{1,2})\s+(?=[^\W\d])")
_SENTENCE_END = re.compile(r"[.!?…]+[”»’\"')\]]*\s+(?=[¿¡«“\"(\[]*[A-ZÀ-ÖØ-Þ\d])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“])(?:[A-ZÀ-Þ]|EE|UU|Sra?|Dra?|Lic|Ing|Excmo|Excma|Arts?|arts?|N[oº]|Nos?|"
    r"[Nn]úms?|[Pp]árrs?|[Pp]aras?|pp?|vs|cf|[Vv]ol|Mrs?|Ms|St|Res|H\.E|S\.E)\.$"
)


class Unit(NamedTuple):
    """One line of the normal form.

    `start` and `end` count Unicode code points of the normal form from 0, end-exclusive.
    """

    number: int
    kind: UnitKind
    text: str
    start: int
    end: int


class NormalForm:
    """A source text in normal form: `text` has one unit per line; `units` are in their order."""

    def __init__(self, paragraphs: list[_Paragraph]) -> None:
        self.units: list[Unit] = []
        self._origin: list[tuple[int, int]] = []
        position = 0
        for paragraph in paragraphs:
            for begin, end in paragraph.spans():
                text = paragraph.text[begin:end]
                unit = Unit(
                    len(self.units) + 1, paragraph.kind, text, position, position + len(text)
                )
                self.units.append(unit)
                self._origin += paragraph.origin(begin, end, position)
                position = unit.end + 1
        self.text = "\n".join(unit.text for unit in self.units)

    def line_of(self, offset: int) -> int:
        """The line of the file as received, 1-based, on which a character of the text stands."""
        index = bisect_right(self._origin, offset, key=itemgetter(0)) - 1
        return self._origin[index][1] if index >= 0 else 1

    def unit_at(self, offset: int) -> Unit | None:
        """The unit that holds the character at `offset`, if any."""
        for unit in self.units:
            if unit.start <= offset < unit.end:
                return unit
        return None


class _Paragraph:
    """Lines that belong together, with the file's line numbers."""

    def __init__(self, kind: UnitKind, lines: list[tuple[int, str]]) -> None:
        self.kind = kind
        self.lines = lines

    @property
    def text(self) -> str:
        return " ".join(line for _, line in self.lines)

    def spans(self) -> list[tuple[int, int]]:
        """Where its units begin and end in its text."""
        text = self.text
        if self.kind != "sentence":
            return [(0, len(text))]
        spans, begin = [], 0
        for match in _SENTENCE_END.finditer(text):
            sentence = text[begin : match.end()].rstrip()
            if not _ABBREVIATION.search(sentence):
                spans.append((begin, begin + len(sentence)))
                begin = match.end()
        return [*spans, (begin, len(text))]

    def origin(self, begin: int, end: int, position: int) -> list[tuple[int, int]]:
        """(offset in the normal form, line of the file) where lines of the span begin."""
        found, offset = [], 0
        for number, line in self.lines:
            if offset < end and offset + len(line) >= begin:
                found.append((position + max(offset - begin, 0), number))
            offset += len(line) + 1
        return found


def normalise(raw: str) -> NormalForm:
    """The normal form of a text as received.

    Raises:
        RunError: the mark of a footnote stands in more than one place.
    """
    blocks = _blocks(raw)
    notes = _footnote_numbers(blocks)
    _remove_marks(blocks, notes)
    paragraphs: list[_Paragraph] = []
    for block in blocks:
        paragraph = _paragraph(block, notes, first=not paragraphs)
        earlier = _cut_short(paragraphs) if paragraph.kind == "sentence" else None
        if earlier and paragraph.text[:1].islower():
            earlier.lines += paragraph.lines
        else:
            paragraphs.append(paragraph)
    return NormalForm(paragraphs)


def _blocks(raw: str) -> list[list[tuple[int, str]]]:
    """Rules 1 to 3: runs of lines, each line cleaned and numbered."""
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(re.split(r"\r\n|\r|\n", raw), start=1):
        clean = " ".join(unicodedata.normalize("NFC", line.translate(_DROPPED)).split())
        if not clean or _PAGE_NUMBER.fullmatch(clean):
            blocks.append([])
        elif _LIST_MARK.match(clean):
            blocks.append([(number, clean)])
        else:
            blocks[-1].append((number, clean))
    return [block for block in blocks if block]


def _glued(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_]){number}(?=[\s,.;:)»”’\"]|$)")


def _footnote_numbers(blocks: list[list[tuple[int, str]]]) -> set[str]:
    """Rule 4: the numbers that both start a paragraph and stand glued to a word."""
    starts = {m[1] for block in blocks if (m := _FOOTNOTE.match(block[0][1]))}
    text = "\n".join(line for block in blocks for _, line in block)
    return {number for number in starts if _glued(number).search(text)}


def _remove_marks(blocks: list[list[tuple[int, str]]], notes: set[str]) -> None:
    for note in notes:
        mark = _glued(note)
        places = [number for block in blocks for number, line in block for _ in mark.findall(line)]
        if len(places) > 1:
            lines = ", ".join(map(str, places))
            raise RunError("footnote-ambiguous", line=places[0], mark=note, lines=lines)
        for block in blocks:
            block[:] = [(number, mark.sub("", line)) for number, line in block]


def _paragraph(block: list[tuple[int, str]], notes: set[str], first: bool) -> _Paragraph:
    number, line = block[0]
    note = _FOOTNOTE.match(line)
    if note and note[1] in notes:
        return _Paragraph("footnote", [(number, line[note.end() :]), *block[1:]])
    if item := _LIST_MARK.match(line):
        return _Paragraph("list-item", [(number, line[item.end() :]), *block[1:]])
    text = " ".join(line for _, line in block)
    unended = not re.search(r"[.:;,!?…][”»’\"')\]]*$", text)
    return _Paragraph("title" if unended and (first or text.isupper()) else "sentence", block)


def _cut_short(paragraphs: list[_Paragraph]) -> _Paragraph | None:
    """Rule 5: the last paragraph above any footnote, if it does not end like a sentence."""
    for paragraph in reversed(paragraphs):
        if paragraph.kind != "footnote":
            ended = re.search(r"[.:;!?…][”»’\"')\]]*$", paragraph.text)
            return None if ended or paragraph.kind == "title" else paragraph
    return None
