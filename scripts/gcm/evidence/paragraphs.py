"""The lines of a source text, cleaned and split into paragraphs: rules 1 to 3 of `normal_form`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

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


class Paragraph:
    """Lines that belong together, with the file's line numbers; each ends with its joint to the
    next.
    """

    def __init__(self, kind: UnitKind, lines: list[tuple[int, str]]) -> None:
        self.kind = kind
        self.lines = lines

    @property
    def text(self) -> str:
        """The lines, joined."""
        return "".join(line for _, line in self.lines).rstrip()

    def origin(self, begin: int, end: int, position: int) -> list[tuple[int, int]]:
        """Return (offset in the normal form, line of the file) where lines of the span begin."""
        found, offset = [], 0
        for number, line in self.lines:
            if offset < end and offset + len(line) > begin:
                found.append((position + max(offset - begin, 0), number))
            offset += len(line)
        return found


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
        before = blocks[-1].lines[-1][1].rstrip() if blocks[-1].lines else ""
        mark = _BULLET.match(clean) or _ENUMERATION.match(clean)
        if mark and (
            mark.re is _BULLET
            or not before
            or _CLAUSE_END.search(before[-20:])
            or _goes_on(above, mark[1])
        ):
            above, clean = mark[1], clean[mark.end() :]
            blocks.append(Paragraph("list-item", []))
        elif _CONTENTS.search(clean[-60:]):
            blocks.append(Paragraph("title", []))
        elif _CONTENTS.search(before[-60:]):
            blocks.append(Paragraph("sentence", []))
        hyphen = line.rstrip().endswith("\u00ad") or re.search(r"[^\W\d_]-$", clean)
        blocks[-1].lines.append((number, clean if hyphen or not clean else clean + " "))
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
        if column and all(_NAME.fullmatch(line.rstrip()) for _, line in block.lines):
            yield from (Paragraph("list-item", [line]) for line in block.lines)
        else:
            yield block
