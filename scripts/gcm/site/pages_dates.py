"""Days, months and years in words."""

from gcm.core.language import Lang, msg

_MONTHS: dict[Lang, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_DAY, _MONTH = msg("{day} {month} {year}"), msg("{month} {year}")


def day_in_words(value: str, lang: Lang) -> str:
    """Return a day, month or year of the calendar in words; anything else as it is."""
    parts = value.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return value
    if len(parts) == 1:
        return value
    month = _MONTHS[lang][int(parts[1]) - 1] if 1 <= int(parts[1]) <= 12 else parts[1]
    if len(parts) == 2:
        return _MONTH.text(lang, month=month, year=parts[0])
    return _DAY.text(lang, day=int(parts[2]), month=month, year=parts[0])


def days_in_words(start: str, end: str, lang: Lang) -> str:
    """Return the days from one to another in words; the end may be empty or the same."""
    if not start or not end or start == end:
        return day_in_words(start or end, lang)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        return f"{int(start[8:])}–{day_in_words(end, lang)}"
    return f"{day_in_words(start, lang)} – {day_in_words(end, lang)}"
