"""Dates named in Spanish or English text: lists, ranges, ordinals, numbers, abbreviations.

Recognised are days in lists and ranges ("25, 26 y 27 de septiembre de 2024", "30 September – 2
October 2024", "September 25-26, 2024"), "1.º" and "primero", numbers ("2024-09-25"; "25/09/2024" is
day first in Spanish, in English it is where only one reading is a date), and months and years
alone. A single year at the end applies to all dates joined to it.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

Part = Literal["year", "month", "day"]

LANGUAGES = ("es", "en")

_MONTHS = {
    "es": (
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
        "septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic"
    ),
    "en": (
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug "
        "september|sept|sep october|oct november|nov december|dec"
    ),
}
_NUMBERS = {
    "es": (
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
        "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
    ),
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ),
}
_TENS = {
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
_WEEKDAY = (
    r"(?:(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday),?\s+)?"
)
_DAY = rf"{_WEEKDAY}(?:[0-9]{{1,2}}(?:\.?[º°]|r?o\b|st\b|nd\b|rd\b|th\b)?|primero\b)(?![\w/])"
_JOIN = (
    r"(?:\s*(?:[-–—]|,\s*(?:y|e|and)\b|,)\s*|\s+(?:y|e|al?|hasta|and|to|until|through|&)\s+)"
    r"(?:(?:el|los|the|del|from)\s+)?"
)
_DAYS = rf"{_DAY}(?:{_JOIN}{_DAY}){{0,30}}"
_YEAR = r"(?:1[6-9]|2[01])[0-9]{2}"
_YEAR_END = rf"{_YEAR}(?![\w/]|[-–][0-9]{{1,2}}\b)"
_OF = r"(?:\s+(?:d[íi]as\s+)?(?:del?\s+(?:mes\s+de\s+)?|of\s+)?|[-/])"
_OF_YEAR = r"(?:,\s*|\s+(?:del?\s+(?:año\s+)?|of\s+)?|[-/])"
_START = r"(?<![\w/.-])"


class Date(NamedTuple):
    """A date as far as it is named; unnamed parts are None."""

    year: int | None
    month: int | None = None
    day: int | None = None


class Mention(NamedTuple):
    """A place where a text names dates that belong together, in order.

    `start` and `end` count characters, end-exclusive. The dates of a range are its first and its
    last. Of a day and a month that may be read either way only their year is given.
    """

    start: int
    end: int
    dates: tuple[Date, ...]


def in_digits(text: str, language: str) -> str:
    """Return a text with years of this century and days of months in digits, where it has words:
    "veinticinco de agosto de dos mil treinta y uno".
    """
    if language not in LANGUAGES:
        return text
    numbers, days = _words(language)
    number = "|".join(sorted(numbers, key=len, reverse=True))
    century = "dos mil" if language == "es" else "two thousand(?: and)?"
    text = re.sub(
        rf"\b(?:{century})(?: ({number}))?\b",
        lambda found: str(2000 + numbers.get((found[1] or "").lower(), 0)),
        text,
        flags=re.IGNORECASE,
    )
    day = "|".join(sorted(days, key=len, reverse=True))
    month = "|".join(_grammar(language)[0])
    return re.sub(
        rf"\b({day})(?= (?:de|of) (?:{month})\b)",
        lambda found: str(days[found[1].lower()]),
        text,
        flags=re.IGNORECASE,
    )


def dates_in(text: str, language: str) -> list[Mention]:
    """List the dates that a text names, those joined to one another as one mention.

    Args:
        text: any text.
        language: "es" or "en"; a text of another language names none.
    """
    if language not in LANGUAGES:
        return []
    found: list[Mention] = []
    for mention in _single(text, language):
        if found and re.fullmatch(_JOIN, text[found[-1].end : mention.start], re.IGNORECASE):
            before = found.pop()
            year = mention.dates[0].year if mention.dates[0].month else None
            dates = tuple(one if one.year else one._replace(year=year) for one in before.dates)
            mention = Mention(before.start, mention.end, dates + mention.dates)
        found.append(mention)
    return found


def not_named(date: Date, texts: Iterable[tuple[str, str]]) -> Part | None:
    """Return the first part of a date that no text names, each text with its language; None if all.

    The year may be apart from month and day, unless these are next to another year.
    """
    named = [
        one
        for text, language in texts
        for mention in dates_in(in_digits(text, language), language)
        for one in mention.dates
    ]
    if all(one.year != date.year for one in named):
        return "year"
    named = [one for one in named if one.year in (None, date.year)]
    if date.month and all(one.month != date.month for one in named):
        return "month"
    if date.day and all(one[1:] != date[1:] for one in named):
        return "day"
    return None


def _single(text: str, language: str) -> Iterator[Mention]:
    """Yield the dates of one month, or one year, each."""
    months, pattern = _grammar(language)
    for match in pattern.finditer(text):
        part = {name: value for name, value in match.groupdict().items() if value}
        year = next((int(value) for name, value in part.items() if name.startswith("year")), None)
        month = next((value for name, value in part.items() if name.startswith("month")), None)
        if "first" in part:
            first, second = int(part["first"]), int(part["second"])
            day_first = language == "es" or first > 12
            ambiguous = not day_first and second <= 12 and first != second
            day, number = (first, second) if day_first else (second, first)
            dates = [Date(year) if ambiguous else _date(year, number, day)]
        elif month is None:
            dates = [Date(year)]
        elif month.isdigit():
            dates = [_date(year, int(month), int(part.get("day", 0)))]
        else:
            days = re.findall(r"[0-9]+|primero", part.get("days", part.get("days2", "0")), re.I)
            number = months[month.lower()]
            dates = [_date(year, number, int(day) if day.isdigit() else 1) for day in days]
        yield Mention(match.start(), match.end(), tuple(dates))


def _date(year: int | None, month: int, day: int) -> Date:
    """Return a date without the parts that no calendar has."""
    if not 1 <= month <= 12:
        return Date(year)
    longest = monthrange(year or 2000, month)[1]  # without a year, 29 February may be meant
    return Date(year, month, day if 1 <= day <= longest else None)


@cache
def _words(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return the numbers below a hundred, and the days of a month, by their words."""
    small, join = _NUMBERS[language].split(), " y " if language == "es" else "-"
    numbers = {word: number for number, word in enumerate(small, 1)}
    for ten, word in enumerate(_TENS[language].split(), 3 if language == "es" else 2):
        numbers[word] = 10 * ten
        numbers |= {f"{word}{join}{unit}": 10 * ten + one for one, unit in enumerate(small[:9], 1)}
    ordinals = {word: number for number, word in enumerate(_ORDINALS.split(), 1)}
    days = {word: number for word, number in numbers.items() if number <= 31}
    return numbers, days if language == "es" else ordinals


@cache
def _grammar(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the number of each month's names, and the pattern of a date of one month."""
    rows = [row.split("|") for row in _MONTHS[language].split()]
    numbers = {name: number for number, row in enumerate(rows, 1) for name in row}
    # In English a month has a capital. A month alone has its whole name: "mar" and "set" are words
    # too.
    capital = "(?-i:(?=[A-Z]))" if language == "en" else ""
    month = rf"{capital}(?:{'|'.join(sorted(numbers, key=len, reverse=True))})\b"
    whole = [name for row in rows for name in row if len(name) > 4 or name == row[0]]
    options = (
        rf"{_START}(?P<year1>{_YEAR})[-/](?P<month1>[0-9]{{2}})(?:[-/](?P<day>[0-9]{{2}}))?(?![0-9])",
        rf"{_START}(?P<first>[0-9]{{1,2}})[-/.](?P<second>[0-9]{{1,2}})[-/.](?P<year2>{_YEAR_END})",
        rf"{_START}(?P<days>{_DAYS}){_OF}(?P<month2>{month})\.?(?:{_OF_YEAR}(?P<year3>{_YEAR_END}))?",
        rf"\b(?P<month3>{month})\.?\s+(?P<days2>{_DAYS})(?:{_OF_YEAR}(?P<year4>{_YEAR_END}))?",
        rf"\b(?P<month4>{month})\.?{_OF_YEAR}(?P<year5>{_YEAR_END})",
        rf"\b(?P<month5>{capital}(?:{'|'.join(whole)}))\b",
        rf"(?<![\w/.])(?P<year6>{_YEAR_END})",
    )
    return numbers, re.compile("|".join(options), re.IGNORECASE)
