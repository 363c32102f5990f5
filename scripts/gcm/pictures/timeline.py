"""Events along the years: a dot for a day, a bar for a month or a year, both where dates differ."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from gcm.core.language import Lang, msg
from gcm.pictures.letters import wrapped
from gcm.pictures.series import column
from gcm.pictures.svg import LINE, SMALL, SMALL_LINE, TEXT, Drawing
from gcm.questions.rows import Rows

_DATES = 78.0
_AXIS = 230.0
_GAP = 14.0
_FEW = 8  # years, up to which each is marked


class _Event(NamedTuple):
    """An event with its dates, and the words to show beside its name."""

    name: str
    beside: str
    dates: list[str]
    undated: str


def timeline(drawing: Drawing, rows: Rows, roles: Mapping[str, Any], lang: Lang) -> str:
    """Draw a line for each event, and return the first and the last year.

    Args:
        drawing: the picture.
        rows: the answer.
        roles: `date` and `event` name columns; `beside` lists columns that follow the name.
        lang: the language of its texts.
    """
    events = _events(rows, roles)
    spans = {text: _span(text) for event in events for text in event.dates}
    first = int(min((start for start, _ in spans.values()), default=0))
    last = int(max((end for _, end in spans.values()), default=0)) + 1
    scale = _AXIS / max(last - first, 1)
    left = _DATES + _GAP
    names = left + _AXIS + _GAP
    top = drawing.bottom + 22
    step = 5 if last - first > _FEW else 1
    marked = [year for year in range(first, last + 1) if year % step == 0]
    y = top
    for event in events:
        dates = event.dates or [event.undated]
        lines = wrapped(event.name, drawing.width - names, TEXT)
        beside = wrapped(event.beside, drawing.width - names, SMALL) if event.beside else []
        tall = max(len(lines) * LINE + len(beside) * SMALL_LINE, len(dates) * LINE)
        drawing.line(0, y - 3, drawing.width, y - 3)
        for year in marked:
            x = left + (year - first) * scale
            drawing.line(x, y - 3, x, y + tall + 3)
        _marks(drawing, [spans[text] for text in event.dates], left, first, scale, y + TEXT * 0.7)
        for number, text in enumerate(dates):
            style = "" if event.dates else "gcm-soft"
            drawing.text(0, y + TEXT + number * LINE, text, style)
        below = drawing.lines(event.name, names, drawing.width - names, top=y)
        if event.beside:
            drawing.lines(
                event.beside,
                names,
                drawing.width - names,
                style="gcm-small gcm-soft",
                top=below,
            )
        y += tall + 7
    for year in marked:
        x = left + (year - first) * scale
        drawing.text(x, top - 8, str(year), "gcm-small gcm-soft", anchor="middle")
    drawing.bottom = max(y, drawing.bottom)
    return msg("{count} events from {first} to {last}.").text(
        lang, count=len(events), first=first, last=last - 1
    )


def _events(rows: Rows, roles: Mapping[str, Any]) -> list[_Event]:
    """Return the events in the order of the rows, each once."""
    found: dict[str, _Event] = {}
    beside = [column(rows, name) for name in roles.get("beside", ())]
    dates, names = column(rows, roles["date"]), column(rows, roles["event"])
    for number, (date, name) in enumerate(zip(dates, names, strict=True)):
        words = ", ".join(each[number].text for each in beside if each[number].term)
        key = name.term.value if name.term else name.text
        event = found.setdefault(key, _Event(name.text, words, [], date.text))
        if date.term and date.text not in event.dates:
            event.dates.append(date.text)
    return list(found.values())


def _span(date: str) -> tuple[float, float]:
    """Return the beginning and the end of a date in years; of a year without a month its ends."""
    year, *rest = (int(part) for part in date[:10].split("-"))
    if not rest:
        return year, year + 1
    start = year + (rest[0] - 1) / 12
    if len(rest) == 1:
        return start, start + 1 / 12
    day = start + (rest[1] - 1) / 365
    return day, day


def _marks(
    drawing: Drawing,
    spans: list[tuple[float, float]],
    left: float,
    first: int,
    scale: float,
    y: float,
) -> None:
    """Draw the dates of an event; rival dates are joined by a line."""
    places = [(left + (start - first) * scale, (end - start) * scale) for start, end in spans]
    if len(places) > 1:
        drawing.line(min(places)[0], y, max(places)[0], y, "gcm-strong")
    for x, long in places:
        drawing.box(x - 3 if not long else x, y - 3, max(long, 6), 6, "gcm-1")
