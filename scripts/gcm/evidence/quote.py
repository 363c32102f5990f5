"""Quotes as the lines to paste into a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from gcm.core.errors import UsageError, as_text, check_numbers
from gcm.core.files import AnyPath
from gcm.core.language import Message, msg
from gcm.core.layout import find_layout
from gcm.core.similarity import nearest
from gcm.evidence.checks import QUOTE_ABSENT, QUOTE_REPEATED
from gcm.evidence.normal_form import number_at, places_of
from gcm.evidence.pasted import find_pasted, nearest_words
from gcm.evidence.source import Source, read_source
from gcm.rdf.oxigraph import Literal

QUOTE_OVER_UNITS = msg("the words run over the units {units}; make one quote for each: {parts}")
QUOTE_IN_OTHER_UNIT = msg("these words are not in unit {unit} but in {units}: “{quote}”.")
QUOTE_IN_WAYS = msg("“{quote}” occurs in several ways of writing: {ways}. Take one of them.")
QUOTE_NEAR = msg(
    "the source does not contain “{quote}”; the nearest that it contains is, in unit {unit}: "
    "“{near}”."
)


class Quoted(NamedTuple):
    """Words of a source.

    Args:
        text: the properties of a fact that quotes them, a line each.
        words: the words as the source writes them.
        unit: the number of the unit that contains them.
        as_given: whether they were given so, to the letter.
    """

    text: str
    words: str
    unit: int
    as_given: bool


def quote(source: str, words: str = "", *, unit: int = 0, root: AnyPath | None = None) -> Quoted:
    """Quote words of a source, ready to paste into a fact.

    Args:
        source: the name of a text in `data/sources`, such as `2024-san-salvador.es`.
        words: words within one unit, as pasted: white space, soft hyphens, case and the like may
            differ; without words, the whole unit.
        unit: the number of the unit that the words are taken from, if other units contain them too.
        root: the graph; see `gcm.core.layout.find_layout`.

    Raises:
        UsageError: no such source or unit, or the words are not in it, recur, or cross units.
    """
    check_numbers(0, unit)
    layout = find_layout(root)
    texts = {file.stem: file for file in layout.source_texts()}
    words = as_text(words)
    # As a path, the IRI of the document or its name, too, where one language is there.
    called = re.split(r"[:/\\]", as_text(source).strip("<>"))[-1].removesuffix(".txt")
    own = [called] if called in texts else [one for one in texts if one.startswith(f"{called}.")]
    name = own[0] if len(own) == 1 else ""
    if not name:
        near = ", ".join(own or nearest(called, texts, 3) or texts) or "—"
        raise UsageError(
            "no text of data/sources is called “{name}”; there are: {near}.", name=source, near=near
        )
    known = read_source(texts[name])
    text, lines = known.normal.text, known.normal.text.split("\n")
    if unit > len(lines) or not (unit or words.strip()):
        raise UsageError(
            "name words to quote, or the number of a unit, from 1 to {count}.",
            file=known.file,
            count=len(lines),
        )
    wanted = words if words.strip() else lines[unit - 1]
    as_given = bool(places_of(wanted, text, unit)) and wanted == wanted.strip()
    if not as_given:
        there = find_pasted(wanted, lines[unit - 1] if unit else text)
        wanted = there[0] if len(there) == 1 else wanted
    starts = places_of(wanted, text, unit)
    if len(starts) == 1:
        whole = _whole(text, starts[0], starts[0] + len(wanted))
        as_given, wanted = as_given and whole == wanted, whole
        starts = places_of(wanted, text, unit)
    if not words.strip() and len(starts) == 1 and len(places_of(wanted, text)) == 1:
        unit = 0  # which only words that recur need to name
    if len(starts) != 1 or "\n" in wanted:
        raise _refusal(known, wanted, unit, starts)
    properties = [
        f"gcm:quote {Literal(wanted, language=known.language)} ;",
        f"gcm:quotedFrom document:{name.rpartition('.')[0]} ;",
        *([f"gcm:quoteInUnit {unit} ;"] if unit else []),
    ]
    shown = "".join(f"    {line}\n" for line in properties)
    return Quoted(shown, wanted, number_at(starts[0], text), as_given)


def _whole(text: str, start: int, end: int) -> str:
    """Return the words between two places, whole: a quote begins and ends with whole words."""
    while start and _within_word(text, start):
        start -= 1
    while end < len(text) and _within_word(text, end):
        end += 1
    return text[start:end]


def _within_word(text: str, place: int) -> bool:
    return text[place - 1].isalnum() and text[place].isalnum()


def _refusal(source: Source, words: str, unit: int, starts: list[int]) -> UsageError:
    """Return the error that says why words cannot be quoted from a source."""
    text = source.normal.text

    def units(places: Iterable[int]) -> str:
        return ", ".join(str(number) for number in sorted({number_at(one, text) for one in places}))

    def error(message: Message, **values: Any) -> UsageError:
        return UsageError(message, file=source.file, quote=words, **values)

    if starts and "\n" in words:
        inside = range(starts[0], starts[0] + len(words))
        return error(QUOTE_OVER_UNITS, units=units(inside), parts=words.replace("\n", " | "))
    if starts:
        return error(QUOTE_REPEATED, times=len(starts), units=units(starts))
    ways = find_pasted(words, text)
    own = find_pasted(words, text.split("\n")[unit - 1]) if unit else ways
    if ways and not own:
        there = units(place for way in ways for place in places_of(way, text))
        return error(QUOTE_IN_OTHER_UNIT, unit=unit, units=there)
    if ways:
        return error(QUOTE_IN_WAYS, ways=" | ".join(own))
    near, place = nearest_words(words, text)
    if near:
        return error(QUOTE_NEAR, near=near, unit=number_at(place, text))
    return error(QUOTE_ABSENT)
