"""Advice on literals, by their other notations: SHACL 4.1.2, 4.3, 4.4.3, 4.4.4, 4.5.3, 4.6.3."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from gcm.core.language import Message, msg
from gcm.core.namespaces import RDF, SH, XSD
from gcm.rdf.oxigraph import Literal, NamedNode, term_text
from gcm.rdf.store import first_match
from gcm.turtle.written_terms import (
    ADVICE_LANGUAGE,
    ADVICE_LANGUAGE_NEAR,
    ADVICE_TEXT,
    DID_YOU_MEAN,
    list_of,
)
from gcm.validation.advice.case import NONE, Advice, Case, one_line

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
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


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


def datatype(case: Case) -> Advice:
    """Advise on 4.1.2: the same value in the required datatype."""
    return _as_one_of(case, [term_text(term) for term in case.parameter("datatype")])


def choice_of_datatypes(case: Case) -> Advice:
    """Advise on 4.6.3: the same value in one of the datatypes, if the choice is of those."""
    shapes = [item for head in case.parameter("or") for item in case.shapes.items(head)]
    return _as_one_of(case, [one for s in shapes for one in case.shapes.names(s, SH + "datatype")])


def _as_one_of(case: Case, datatypes: list[str]) -> Advice:
    value = case.value
    if not datatypes or not isinstance(value, Literal):
        return one_line(ADVICE_TEXT) if datatypes else NONE
    if datatypes == [RDF + "langString"]:
        return one_line(ADVICE_LANGUAGE)
    wanted = ", ".join(case.write(one) for one in datatypes)
    for datatype in datatypes:
        lexical, sure = like_type(value.value, datatype)
        fits = Literal(lexical, datatype=NamedNode(datatype))
        if not lexical or fits == value:
            continue
        fixed = case.write(fits)
        if not sure:
            day_first = msg("If {value} has the day first, write {written}.")
            return one_line(day_first, value=Literal(value.value), written=fixed)
        return one_line(DID_YOU_MEAN, case.replacing(fits), near=fixed)
    examples = [
        case.write(Literal(EXAMPLES[one], datatype=NamedNode(one)))
        for one in datatypes
        if one in EXAMPLES
    ]
    if value.datatype.value in datatypes and examples:
        return one_line(
            msg("“{value}” is not a valid {wanted}; for example: {example}."),
            value=value.value,
            wanted=wanted,
            example=", ".join(examples),
        )
    return one_line(
        msg("Expected a value of the datatype {wanted}; this one has {found}."),
        wanted=wanted,
        found=case.write(value.datatype),
    )


def pattern(case: Case) -> Advice:
    """Advise on 4.4.3: the same text in the case, or without spaces, as the pattern demands."""
    value = case.value
    if not isinstance(value, Literal):
        return NONE
    for one in case.parameter("pattern"):
        if lexical := like_pattern(value.value, term_text(one)):
            if value.language:
                fixed = Literal(lexical, language=value.language)
            else:
                fixed = Literal(lexical, datatype=value.datatype)
            return one_line(DID_YOU_MEAN, case.replacing(fixed), near=case.write(fixed))
    return NONE


def language_in(case: Case) -> Advice:
    """Advise on 4.4.4: the language that a tag was meant to be."""
    allowed = [tag for head in case.parameter("languageIn") for tag in case.shapes.items(head)]
    value = case.value
    if not isinstance(value, Literal):
        return NONE
    if not value.language:
        return one_line(ADVICE_LANGUAGE)
    for near in languages_like(value.language, allowed)[:1]:
        fixed = Literal(value.value, language=near)
        fix = case.replacing(fixed)
        return one_line(ADVICE_LANGUAGE_NEAR, fix, near=near, tag=value.language)
    return Advice([list_of(f"@{tag}" for tag in allowed)])


def bound(name: str, message: Message) -> Callable[[Case], Advice]:
    """Advise on 4.3: the bound of values, which `message` words from the parameter `name`."""

    def advice(case: Case) -> Advice:
        return Advice([message.texts(value=case.write(one)) for one in case.parameter(name)])

    return advice


def less_than(case: Case) -> Advice:
    """Advise on 4.5.3: the two values that may be swapped."""
    path = case.parameter("lessThan") or case.parameter("lessThanOrEquals")
    later = [one for p in path for one in case.data.values(case.result.focus, term_text(p))]
    if not case.value or not later:
        return NONE
    return one_line(
        msg("{first} must come before {second}: are the two values swapped?"),
        first=case.write(case.value),
        second=case.write(later[0]),
    )
