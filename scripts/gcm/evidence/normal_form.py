"""The normal form of a source text: what is removed, what a unit is, where each unit stood.

The rules, in order; `data/sources/README.md` states them for stewards:

1. Unicode NFC; control and format characters are dropped. A form feed ends a line. A line that
   ends in a hyphen, a soft one too, is joined to the next without a space.
2. A line that holds only a page number, or neither letter nor digit, counts as blank.
3. Blank lines part paragraphs. A list item starts at a bullet; at a dash or an enumeration
   (`1.`, `1)`, `a)`, `(a)`, `iv.`, `(iv)`) only at the head of a paragraph, after the end of a
   clause, or where it goes on from the item above: a number may just stand first in a line.
   A line that ends in dots and a page number is a title. The lines of a column of names are
   items: three or more, short, each with a capital first and no punctuation last.
4. A number that starts a paragraph, or a line after the end of a sentence, starts a footnote if
   it also stands glued to a word; it is removed, and so is the mark at the word.
5. A paragraph continues the one before it, footnotes aside, if that one was cut short and is too
   long for a title or ends in a comma or a word that asks for another, or this one begins in
   lower case.
6. White space collapses to one space; list marks are removed.
7. The first paragraph, one in capitals and a short one are titles if they end without
   punctuation. A title, a footnote and an item of one sentence stay whole; all else is split
   into sentences.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import Literal, NamedTuple

from gcm.core.errors import RunError

UnitKind = Literal["title", "sentence", "list-item", "footnote"]

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_FURNITURE = re.compile(
    r"[^\w.)]*(?:(?:p[aá]g(?:ina|\.)?|page|p\.)[\s|]*)?\d{1,3}(?:\s*(?:/|de|of)\s*\d{1,3})?"
    r"[^\w.)]*|[\W_]{2,}",
    re.IGNORECASE,
)
_BULLET = re.compile(r"([•◦▪‣●○■□➢➤✓✔\uf0a7\uf0b7\uf0d8])(?:\s+|$)")
_ENUMERATION = re.compile(
    r"([·*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,5})\)|(?:\d{1,2}|[a-h]|[ivx]{1,5})\.)(?:\s+|$)"
)
_CONTENTS = re.compile(r"(?:\s*[.…·_]){4,}\s*\d{1,3}$")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ].{1,48}[^.,:;!?…-]")
_CLAUSE_END = re.compile(r"(?:[.:;!?…]|[;,] (?:y|e|o|u|and|or|et|ou))[”»’\"')\]]*$")
_ENDED = re.compile(r"[.:;!?…][”»’\"')\]]*$")
_PAUSED = re.compile(r"[,.:;!?…][”»’\"')\]]*$")
_ASKS_FOR_MORE = re.compile(
    r"(?:,|(?<![;,]) (?:[aeoyu]|al|con|de|del|el|en|la|las|los|para|por|que|sobre|su|sus|and|by|for"
    r"|in|of|on|or|the|to|with|au|aux|des|du|et|le|les|ou|par|pour|sur))$"
)
_FOOTNOTE = re.compile(r"(\d{1,2}(?=\s)|[¹²³⁰⁴-⁹]{1,2})\s*(?=[^\W\d])")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[”»’\"')\]]*+\s+(?=[¿¡«“‘\"'(\[]*[A-ZÀ-ÖØ-ÞŒ\d])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“‘\"'/])(?:(?:[A-ZÀ-Þ]\.)*[A-ZÀ-Þ]|EE|Sr(?:a|es|as|ta)?|Dr(?:a|es|as)?|Licd?[oa]?|"
    r"Ing|Arq|Prof|M(?:tr[oa]|r|rs|s|gr)|Excm[oa]s?|Hon|Amb|Gral|Gen|St[ao]?|Uds?|N[oº]|Nos|Res|Rev|"
    r"Add|Corr|Doc|(?:[Aa]rt|[Ii]nc|[Ll]it|[Cc]ap|[Aa]p?dos?|[Nn][úu]m|[Pp][áa]rr|[Pp]ara|[Pp][áa]g|"
    r"[Vv]ol|[Ff]ig|[Oo]bj)s?|pp?|vs|[Cc]f|ej|a?p?prox|e\.g|i\.e|Ene|Jan|Feb|Aug|Ago|Sept?|Oct|Nov|"
    r"Dic|Dec)\.$|(?:^|[.:;]\s)(?:\d{1,2}|[IVXLC]+)\.$"
)
_TITLE_LENGTH = 100


class Line(NamedTuple):
    """A cleaned line, with the file's line number; it ends with its joint to the next.

    `marks` are the footnote marks that were taken out, each with its place in the text.
    """

    number: int
    text: str
    marks: tuple[tuple[int, str], ...] = ()


class Paragraph:
    """Lines that belong together; `mark` is the list mark or footnote number before them."""

    def __init__(self, kind: UnitKind, lines: list[Line], mark: str = "") -> None:
        self.kind = kind
        self.lines = lines
        self.mark = mark

    @property
    def text(self) -> str:
        """The lines, joined."""
        return "".join(line.text for line in self.lines).rstrip()

    def origin(self, begin: int, end: int, position: int) -> list[tuple[int, int]]:
        """Return (offset in the normal form, line of the file) where lines of the span begin."""
        found, offset = [], 0
        for line in self.lines:
            if offset < end and offset + len(line.text) > begin:
                found.append((position + max(offset - begin, 0), line.number))
            offset += len(line.text)
        return found

    def marks(self, begin: int, end: int) -> tuple[tuple[int, str], ...]:
        """Return the footnote marks within a span of the text, each with its place in the span."""
        found, offset = [], 0
        for line in self.lines:
            places = ((offset + place, mark) for place, mark in line.marks)
            found += [(place - begin, mark) for place, mark in places if begin < place <= end]
            offset += len(line.text)
        return tuple(found)


def read_paragraphs(raw: str) -> list[Paragraph]:
    """Apply rules 1 to 3, except for columns of names: runs of lines, cleaned and numbered."""
    blocks = [Paragraph("sentence", [])]
    above = ""
    for number, line in _lines(raw):
        clean = " ".join(unicodedata.normalize("NFC", _DROPPED.sub("", line)).split())
        if not clean or _FURNITURE.fullmatch(clean):
            blocks.append(Paragraph("sentence", []))
            above = ""
            continue
        before = blocks[-1].lines[-1].text.rstrip() if blocks[-1].lines else ""
        mark = _BULLET.match(clean) or _ENUMERATION.match(clean)
        if mark and (
            mark.re is _BULLET
            or not before
            or _CLAUSE_END.search(before[-20:])
            or _goes_on(above, mark[1])
        ):
            above, clean = mark[1], clean[mark.end() :]
            blocks.append(Paragraph("list-item", [], mark[1]))
        elif _CONTENTS.search(clean[-60:]):
            blocks.append(Paragraph("title", []))
        elif _CONTENTS.search(before[-60:]):
            blocks.append(Paragraph("sentence", []))
        hyphen = line.rstrip().endswith("\u00ad") or re.search(r"[^\W\d_]-$", clean)
        blocks[-1].lines.append(Line(number, clean if hyphen or not clean else clean + " "))
    return [block for block in blocks if block.text]


def _lines(raw: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(re.split(r"\r\n|\r|\n", raw), start=1):
        yield from ((number, part) for part in line.split("\f"))


def _goes_on(above: str, mark: str) -> bool:
    """Return whether an enumeration is the next after the one above it, or a dash like it."""
    old, new = (re.sub(r"\W", "", text) for text in (above, mark))
    if new.isdigit():
        return old.isdigit() and int(new) == int(old) + 1
    return above[-1:] == mark[-1] and old.isalpha() == new.isalpha()


def part_names(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Apply rule 3: each name of a column of names in a paragraph of its own."""
    for place, block in enumerate(paragraphs):
        column = place and block.kind == "sentence" and len(block.lines) > 2
        if column and all(_NAME.fullmatch(line.text.rstrip()) for line in block.lines):
            yield from (Paragraph("list-item", [line]) for line in block.lines)
        else:
            yield block


class Unit(NamedTuple):
    """One line of the normal form.

    `start` and `end` count Unicode code points of the normal form from 0, end-exclusive. `mark` is
    the list mark or footnote number that stood before the text, and `notes` are the footnote marks
    that stood in it, each with its place in `text`: they are no part of the normal form.
    """

    number: int
    kind: UnitKind
    text: str
    start: int
    end: int
    mark: str = ""
    notes: tuple[tuple[int, str], ...] = ()


class NormalForm:
    """A source text in normal form: `text` has one unit per line; `units` are in the same order."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.units: list[Unit] = []
        self._origin: list[tuple[int, int]] = []
        position = 0
        for paragraph in paragraphs:
            text, spans = paragraph.text, _spans(paragraph)
            kind = "sentence" if len(spans) > 1 else paragraph.kind
            for begin, end in spans:
                unit = Unit(
                    number=len(self.units) + 1,
                    kind=kind,
                    text=text[begin:end],
                    start=position,
                    end=position + end - begin,
                    mark="" if begin else paragraph.mark,
                    notes=paragraph.marks(begin, end),
                )
                self.units.append(unit)
                self._origin += paragraph.origin(begin, end, position)
                position = unit.end + 1
        self.text = "\n".join(unit.text for unit in self.units)

    def line_of(self, offset: int) -> int:
        """Return the line of the original file, 1-based, with a character of the text."""
        index = bisect_right(self._origin, offset, key=itemgetter(0)) - 1
        return self._origin[index][1] if index >= 0 else 1


def starts_of(words: str, text: str) -> list[int]:
    """Return the offsets of words in a normal form, overlapping ones too."""
    found, start = list[int](), text.find(words) if words else -1
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def places_of(words: str, text: str, unit: int = 0) -> list[int]:
    """Return the offsets that a quote may be taken from: exactly one, if the place is definite.

    Args:
        words: the quoted words.
        text: the normal form.
        unit: the number of the unit that the quote names; 0 for none.

    Returns:
        The offsets of the words in that unit; without a unit, in the text, but if they are the
        whole of exactly one unit, the offset of that one alone.
    """
    starts = starts_of(words, text)
    if unit:
        return [start for start in starts if number_at(start, text) == unit]
    lines = f"\n{text}\n"
    whole = [start for start in starts if lines.startswith(f"\n{words}\n", start)]
    return whole if len(whole) == 1 else starts


def number_at(offset: int, text: str) -> int:
    """Return the number of the unit, from 1, with the character at an offset of a normal form."""
    return text.count("\n", 0, offset) + 1


def normalise(raw: str) -> NormalForm:
    """Return the normal form of a text as received.

    Raises:
        RunError: the mark of a footnote is in more than one place.
    """
    whole: list[Paragraph] = []
    for paragraph in part_names(_footnotes(read_paragraphs(raw))):
        text = paragraph.text
        if text.isupper():
            paragraph.kind = _title(paragraph, len(text))
        body = next((earlier for earlier in reversed(whole) if earlier.kind != "footnote"), None)
        longest = len(body.text) if body and body is whole[0] else _TITLE_LENGTH
        if body and paragraph.kind == "sentence" and _continues(body, text, longest):
            body.lines += paragraph.lines
        else:
            whole.append(paragraph)
    for place, paragraph in enumerate(whole):
        paragraph.kind = _title(paragraph, _TITLE_LENGTH if place else len(paragraph.text))
    return NormalForm(whole)


def _footnotes(blocks: list[Paragraph]) -> list[Paragraph]:
    """Apply rule 4: each footnote in a paragraph of its own, numbers and marks removed."""
    text = "\n".join(line.text for block in blocks for line in block.lines)
    parted: list[Paragraph] = []
    notes: set[str] = set()
    for block in blocks:
        parted.append(Paragraph(block.kind, [], block.mark))
        for line in block.lines:
            lines = parted[-1].lines
            start = _FOOTNOTE.match(line.text)
            if (
                start
                and (not lines or _ENDED.search(lines[-1].text.rstrip()[-9:]))
                and any(mark.search(text) for mark in _marks(start[1]))
            ):
                notes.add(start[1])
                lines, line = [], Line(line.number, line.text[start.end() :])
                parted.append(Paragraph("footnote", lines, start[1]))
            lines.append(line)
    for note in sorted(notes):
        mark = next(mark for mark in _marks(note) if mark.search(text))
        places = [line.number for block in parted for line in block.lines if mark.search(line.text)]
        if len(mark.findall(text)) > 1:
            joined = ", ".join(map(str, places))
            raise RunError(
                "the footnote mark {mark} follows a word in more than one place (lines {lines}); "
                "keep the mark in one place only.",
                line=places[0],
                mark=note,
                lines=joined,
            )
        for block in parted:
            block.lines = [_without(mark, note, line) for line in block.lines]
    return [block for block in parted if block.lines]


def _without(mark: re.Pattern[str], note: str, line: Line) -> Line:
    """Take the mark of a footnote out of a line, and keep its place."""
    found = mark.search(line.text)
    if not found:
        return line
    start, length = found.start(), len(found[0])
    moved = [(place - length if place > start else place, one) for place, one in line.marks]
    return Line(line.number, mark.sub("", line.text), tuple(sorted([*moved, (start, note)])))


def _marks(note: str) -> list[re.Pattern[str]]:
    """Return patterns of words followed by the mark of a footnote, the surest first."""
    end = r"(?=[\s,.;:)\]!?…»”’\"]|$)"
    return [
        re.compile(rf"(?<=[a-zß-öø-ÿ]){note}{end}"),
        re.compile(rf"(?<=[^\W\d_]){note}{end}"),
        re.compile(rf"(?<=[^\W\d_][,;:)»”’\"]){note}{end}|(?<=[^\W_][.)»”’\"][.»”’\"]){note}{end}"),
        re.compile(rf"(?<=[^\W\d_]\.){note}(?=\s+[A-ZÀ-ÖØ-Þ¿¡«“\"]|\s*$)"),
    ]


def _continues(body: Paragraph, text: str, longest: int) -> bool:
    """Apply rule 5: whether a paragraph, no title beyond `longest`, continues in a text."""
    end = body.text[-20:]
    if body.kind == "title" or _ENDED.search(end):
        return False
    too_long = body.kind == "sentence" and len(body.text) > longest
    small = text.lstrip("«“‘\"'([")[:1].islower()
    return too_long or small or bool(_ASKS_FOR_MORE.search(end))


def _title(paragraph: Paragraph, longest: int) -> UnitKind:
    """Apply rule 7: the kind of a paragraph; a title is at most `longest` letters long."""
    text = paragraph.text
    plain = paragraph.kind == "sentence" and not text[:1].islower() and len(text) <= longest
    return "title" if plain and not _PAUSED.search(text[-9:]) else paragraph.kind


def _spans(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Apply rule 7: where the units of a paragraph begin and end in its text."""
    text = paragraph.text
    if paragraph.kind in ("title", "footnote"):
        return [(0, len(text))]
    spans, begin = [], 0
    for match in _SENTENCE_END.finditer(text):
        sentence = text[begin : match.end()].rstrip()
        if not _ABBREVIATION.search(sentence[-30:]):
            spans.append((begin, begin + len(sentence)))
            begin = match.end()
    return [*spans, (begin, len(text))]
