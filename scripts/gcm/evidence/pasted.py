"""Words as people paste them, found in a text that writes them otherwise.

What the eye hardly sees counts for nothing: white space, soft hyphens, words parted at the end of a
line, how accents are encoded, the shape of quotation marks and dashes, ligatures, case.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from gcm.core.similarity import shared_start

_MARKS = dict.fromkeys("“”„‟«»‹›‘’‚‛`´′″'", '"') | dict.fromkeys("‐‑‒–—―−", "-")
_PARTED = re.compile(r"(?<=\w)[-\u00ad‐]\s*\n\s*(?=\w)")
_ALIKE = 0.6  # of 1, in difflib's measure
_TRIED = 5  # windows compared letter by letter
_MOST_WORDS = 200


class _Folded(NamedTuple):
    """A text reduced to what counts, and the place of each of its letters in the text."""

    text: str
    places: list[int]


def find_pasted(words: str, text: str) -> list[str]:
    """Return the different wordings that a text has for pasted words, in its order."""
    there = _folded(text)
    whole = _PARTED.sub("", words)
    for form in (words, whole, whole.strip(" \n" + "".join(_MARKS))):
        wanted = _folded(form).text.strip()
        start = there.text.find(wanted) if wanted else -1
        found: dict[str, None] = {}
        while start >= 0:
            last = there.places[start + len(wanted) - 1]
            found[text[there.places[start] : _end(text, last + 1)]] = None
            start = there.text.find(wanted, start + 1)
        if found:
            return list(found)
    return []


def nearest_words(words: str, text: str) -> tuple[str, int]:
    """Return the words of a text that are most like others, and their place; empty and -1 if none.

    They are looked for within each line of the text.
    """
    wanted = _folded(words).text.split()[:_MOST_WORDS]
    windows = sorted(_windows(text, wanted), reverse=True)[:_TRIED]
    best, found, place = _ALIKE, "", -1
    for _, start, end in windows:
        matcher = SequenceMatcher(None, " ".join(wanted), _folded(text[start:end]).text, False)
        if (alike := matcher.ratio()) > best:
            best, found, place = alike, text[start:end], start
    return found, place


def _windows(text: str, wanted: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield how many letters of like words each part of a line has, its start and its end."""
    begin = 0
    for line in text.split("\n"):
        words = list(re.finditer(r"\S+", line))
        forms = [_folded(word[0]).text for word in words]
        count = min(len(wanted), len(words))
        likes = [max((shared_start(form, one) for one in wanted), default=0) for form in forms]
        for first in range(len(words) - count + 1):
            last = words[first + count - 1]
            yield (
                sum(likes[first : first + count]),
                begin + words[first].start(),
                begin + last.end(),
            )
        begin += len(line) + 1


def _folded(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKD", _MARKS.get(letter, letter)).casefold():
            kind = unicodedata.category(one)
            if one.isspace():
                if letters[-1:] == [" "]:
                    continue
                one = " "
            elif kind in ("Mn", "Cf"):
                continue
            letters.append(one)
            places.append(place)
    return _Folded("".join(letters), places)


def _end(text: str, end: int) -> int:
    """Return the end with the accents that belong to the last letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
