"""ORDER BY over values of several datatypes.

SPARQL 1.1 (15.1) leaves open how such values are ordered. Oxigraph compares each two of them by
their values or else by their texts, which is no order (9 < 10, 10 < "1a", "1a" < 9), and its sort
ends the process where it notices. So what is of one kind is kept together by a key of its own.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from gcm.core.namespaces import RDF, XSD
from gcm.sparql.tokens import OPEN, SHUT, Token, is_word, tokens

# What begins with one of these has values of one kind: numbers, texts or truth values.
_ONE_KIND: Final = (
    *("AVG", "COUNT", "EXISTS", "LANG", "LCASE", "NOT", "STR", "STRLEN", "SUM", "UCASE", "YEAR"),
)
_TEXTS: Final = ", ".join(
    f"<{iri}>" for iri in (f"{XSD}string", f"{RDF}langString", f"{RDF}dirLangString")
)
# First numbers, then other values by datatype, durations of all kinds together, then texts, then
# triples; before all comes what is neither a literal nor a triple, which has no such key.
_DURATIONS: Final = f"<{XSD}dayTimeDuration>, <{XSD}yearMonthDuration>"
_KIND: Final = (
    f'IF(isTRIPLE(@), "~~", IF(isNumeric(@), "0", IF(DATATYPE(@) IN ({_TEXTS}), "~", '
    f'IF(DATATYPE(@) IN ({_DURATIONS}), "{XSD}duration", STR(DATATYPE(@))))))'
)
# Within 14 hours, a time without a zone is neither before nor after one with a zone; nor is a month
# shorter or longer than 30 days. Times count as in UTC, months as those before a day, which agrees
# with every comparison that has a result (XML Schema 1.1 Part 2, 3.3.6.1 and 3.3.7.1).
_DAYS: Final = tuple(
    f'"{point}{zone}"^^<{XSD}{datatype}>'
    for datatype, point in (
        ("dateTime", "2000-01-01T00:00:00"),
        ("date", "2000-01-01"),
        ("time", "00:00:00"),
    )
    for zone in ("Z", "")
)
# The first day of a year or month, written with its zone if it has one; only one of these is a day.
_FIRST_DAYS: Final = tuple(
    f"STRDT(CONCAT({text}), <{XSD}date>) - {_DAYS[2 if zone else 3]}"
    for rest in ("-01-01", "-01")
    for text, zone in (
        (f'STR(@), "{rest}"', ""),
        (f'STRBEFORE(STR(@), "Z"), "{rest}Z"', "Z"),
        (
            f'SUBSTR(STR(@), 1, STRLEN(STR(@)) - 6), "{rest}", SUBSTR(STR(@), STRLEN(STR(@)) - 5)',
            "+",
        ),
    )
)
_VALUE: Final = (
    f"IF(isNumeric(@), <{XSD}double>(@), IF(DATATYPE(@) IN (<{XSD}gYear>, <{XSD}gYearMonth>), "
    f"COALESCE({', '.join(_FIRST_DAYS)}), COALESCE({', '.join(f'@ - {day}' for day in _DAYS)}, "
    f"{_DAYS[0]} - ({_DAYS[0]} - @))))"
)
# Whole numbers beyond 2^53 are the same as doubles. What has no such value goes by its text.
_EXACT: Final = (
    f"IF(isNumeric(@), <{XSD}decimal>(@), "
    "IF(isTRIPLE(@), STR(OBJECT(@)), IF(isLiteral(@), STR(@), @)))"
)


def with_total_order(text: str) -> str:
    """The query with keys that order values of every kind; the same text if it orders none."""
    if "ORDER" not in text.upper():
        return text
    for condition in reversed(list(_conditions(tokens(text)))):
        direction = condition[0].text if condition[0].text.upper() in ("ASC", "DESC") else ""
        begins = next(one for one in condition if one.text not in (direction, "("))
        # A label of a blank node may stand in one group of triples only.
        if begins.text.upper() in _ONE_KIND or any(one.kind == "blank" for one in condition):
            continue
        start, end = condition[0].start, condition[-1].start + len(condition[-1].text)
        value = text[start + len(direction) : end]
        keys = (key.replace("@", value) for key in (_KIND, _VALUE, _EXACT))
        text = text[:start] + " ".join(f"{direction}({key})" for key in keys) + text[end:]
    return text


def _conditions(found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each condition of ORDER BY, in the order of the text."""
    place = 0
    while place < len(found):
        orders = is_word(found[place], "ORDER")
        place += 2 if orders else 1
        while orders and (end := _end(found, place)) > place:
            yield found[place:end]
            place = end


def _end(found: Sequence[Token], start: int) -> int:
    """The place after a condition: a variable, an expression in parentheses or a call."""
    place, depth = start, 0
    while place < len(found) and not (place == start and is_word(found[place], "VALUES")):
        token = found[place]
        depth += (token.text in OPEN) - (token.text in SHUT)
        if depth < 0:
            break
        place += 1
        if depth == 0 and (token.text in SHUT or (token.kind == "variable" and place == start + 1)):
            return place
        if depth == 0 and token.kind not in ("word", "iri", "name"):
            break
    return start
