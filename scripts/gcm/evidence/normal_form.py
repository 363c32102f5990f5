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

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.core.language import msg
from gcm.evidence.paragraphs import Paragraph, UnitKind, part_names, read_paragraphs

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
                    len(self.units) + 1, kind, text[begin:end], position, position + end - begin
                )
                self.units.append(unit)
                self._origin += paragraph.origin(begin, end, position)
                position = unit.end + 1
        self.text = "\n".join(unit.text for unit in self.units)

    def line_of(self, offset: int) -> int:
        """Return the line of the original file, 1-based, with a character of the text."""
        index = bisect_right(self._origin, offset, key=itemgetter(0)) - 1
        return self._origin[index][1] if index >= 0 else 1

    def unit_at(self, offset: int) -> Unit | None:
        """Return the unit with the character at `offset`, if any."""
        for unit in self.units:
            if unit.start <= offset < unit.end:
                return unit
        return None


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
    text = "\n".join(line for block in blocks for _, line in block.lines)
    parted: list[Paragraph] = []
    notes: set[str] = set()
    for block in blocks:
        parted.append(Paragraph(block.kind, []))
        for number, line in block.lines:
            lines = parted[-1].lines
            start = _FOOTNOTE.match(line)
            if (
                start
                and (not lines or _ENDED.search(lines[-1][1].rstrip()[-9:]))
                and any(mark.search(text) for mark in _marks(start[1]))
            ):
                notes.add(start[1])
                lines, line = [], line[start.end() :]
                parted.append(Paragraph("footnote", lines))
            lines.append((number, line))
    for note in sorted(notes):
        mark = next(mark for mark in _marks(note) if mark.search(text))
        places = [number for block in parted for number, line in block.lines if mark.search(line)]
        if len(mark.findall(text)) > 1:
            joined = ", ".join(map(str, places))
            raise RunError(
                msg(
                    "the footnote mark {mark} follows a word in more than one place (lines "
                    "{lines}); keep the mark in one place only."
                ),
                line=places[0],
                mark=note,
                lines=joined,
            )
        for block in parted:
            block.lines = [(number, mark.sub("", line)) for number, line in block.lines]
    return [block for block in parted if block.lines]


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
    """Apply rule 5: whether a paragraph, too long for a title beyond `longest`, continues in a
    text.
    """
    end = body.text[-20:]
    if body.kind == "title" or _ENDED.search(end):
        return False
    too_long = body.kind == "sentence" and len(body.text) > longest
    small = text.lstrip("«“‘\"'([")[:1].islower()
    return too_long or small or bool(_ASKS_FOR_MORE.search(end))


def _title(paragraph: Paragraph, longest: int) -> UnitKind:
    """Apply rule 7: the kind of a paragraph, a title if it may be one and is at most `longest`
    long.
    """
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
