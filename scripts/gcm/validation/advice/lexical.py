"""Literals in another notation: dates, numbers, languages, codes."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime

from gcm.core.namespaces import XSD
from gcm.rdf.store import first_match

EXAMPLES = {
    XSD + "date": "2024-09-25",
    XSD + "gYear": "2024",
    XSD + "gYearMonth": "2024-09",
    XSD + "dateTime": "2024-09-25T10:00:00Z",
    XSD + "integer": "3",
    XSD + "boolean": "true",
}
_DATE = XSD + "date"
_FORMS = {
    XSD + "gYear": r"[0-9]{4}",
    XSD + "gYearMonth": r"[0-9]{4}-(0[1-9]|1[0-2])",
    XSD + "integer": r"[+-]?[0-9]{1,30}",
    XSD + "decimal": r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?",
    XSD + "boolean": r"true|false|0|1",
    XSD + "anyURI": r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+",
}
_WITHOUT_ZONE = (_DATE, XSD + "gYearMonth", XSD + "gYear")
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})\Z")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
# Other common names of languages; none is the code of another language.
_LANGUAGES = {
    "en": ("eng", "english", "ingles"),
    "es": ("sp", "spa", "esp", "spanish", "espanol", "castellano"),
    "fr": ("fre", "fra", "french", "frances", "francais"),
    "pt": ("por", "portuguese", "portugues"),
}


def like_type(lexical: str, datatype: str) -> tuple[str, bool]:
    """Return the lexical form of a text in a datatype, and whether that is certain.

    Args:
        lexical: the text, such as `25/09/2024`.
        datatype: the IRI of an XSD datatype; other datatypes are unknown.

    Returns:
        The form, such as `2024-09-25`, or an empty text if there is none. The form is uncertain for
        a date whose day and month could be swapped; then the day is taken to be first.
    """
    if datatype == XSD + "string":
        return lexical, True
    text = lexical.strip()
    if datatype in _WITHOUT_ZONE:
        text = _ZONE.sub("", text)
    if datatype == _DATE:
        return _date(text)
    if datatype == XSD + "dateTime":
        return (text, True) if _is_moment(text) else ("", True)
    form = _FORMS.get(datatype)
    return (text, True) if form and re.fullmatch(form, text) else ("", True)


def _is_moment(text: str) -> bool:
    try:
        return "T" in text and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _date(text: str) -> tuple[str, bool]:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _iso(year, month, day), True
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = map(int, found.groups())
        if second > 12:
            return _iso(year, first, second), True
        return _iso(year, second, first), first > 12 or first == second
    return "", True


def _iso(year: int, month: int, day: int) -> str:
    """Return a date of the calendar by ISO 8601; empty if there is no such day."""
    there = year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day:02d}" if there else ""


def like_pattern(lexical: str, pattern: str) -> str:
    """Return the text with other case or without spaces, if that matches a pattern; else empty."""
    text = lexical.strip()
    tried = [text, text.upper(), text.lower(), "".join(text.split()), text.replace(" ", "-")]
    tried += [text.lower().replace(" ", "_"), text.lower().replace("-", "_")]
    return first_match([one for one in dict.fromkeys(tried) if one != lexical], pattern)


def languages_like(tag: str, allowed: Iterable[str]) -> list[str]:
    """List the allowed language tags that a wrong one may stand for, the likeliest first."""
    wanted = re.split("[-_]", tag.lower())[0]
    return [one for one in allowed if one == wanted or wanted in _LANGUAGES.get(one, ())]
