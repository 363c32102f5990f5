"""Values before and after as lines for people; what they show is not made safe yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gcm.core.changes import PropertyChange
from gcm.core.language import Lang, msg
from gcm.entities.reading import Shown

_LONGEST = 300  # characters of a value that is shown in full
_LONGEST_OF_TWO = 160  # the same, of each of two values that differ
_AROUND = 60  # characters shown before and after what differs in it


def value_lines(change: PropertyChange, lang: Lang, *, full: bool) -> Iterator[str]:
    """Values before and after: as a pair where each language, or none, has one of both.

    A text that changed in the reader's language is not told in the other too, unless all is shown.
    """
    before, after = _by_language(change.before), _by_language(change.after)
    languages = sorted({*before, *after}, key=lambda one: (one != lang, one))
    if lang in languages and not full:
        languages = [one for one in languages if one in ("", lang)]
    for language in languages:
        was, now = before.get(language, []), after.get(language, [])
        if len(was) == len(now) == 1:
            old, new = was[0].text, now[0].text
            yield " → ".join((old, new) if full else differing(old, new))
            continue
        for text in joined(was, full=full):
            yield msg("removed: {value}").text(lang, value=text)
        for text in joined(now, full=full):
            yield msg("added: {value}").text(lang, value=text)


def joined(values: Iterable[Shown], *, full: bool) -> list[str]:
    """Values, each a text of its own, the end of a long one left out; names of things in one."""
    names = [value.text for value in values if value.term.kind == "uri"]
    texts = [shortened(value.text, full=full) for value in values if value.term.kind != "uri"]
    joined = "; ".join(names)
    return [*(names if len(joined) > _LONGEST else [joined] if joined else []), *texts]


def _by_language(values: tuple[Shown, ...]) -> dict[str, list[Shown]]:
    found: dict[str, list[Shown]] = {}
    for value in values:
        found.setdefault(value.term.language, []).append(value)
    return found


def differing(old: str, new: str) -> tuple[str, str]:
    """Two texts, of long ones only where they differ, and what stands around it."""
    if max(len(old), len(new)) <= _LONGEST_OF_TWO:
        return old, new
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    start = min(len(old), len(new)) if start is None else start
    most = min(len(old), len(new)) - start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return _part(old, start, end), _part(new, start, end)


def _part(text: str, start: int, end: int) -> str:
    """What differs, with whole words around it."""
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        last = max(text.rfind(" ", len(text) - end, last), 0) or last
    part = text[first:last]
    if len(part) > _LONGEST:
        half = _LONGEST // 2
        part = f"{part[:half].rstrip()} … {part[-half:].lstrip()}"
    return f"{'…' if first else ''}{part}{'…' if last < len(text) else ''}"


def shortened(text: str, *, full: bool) -> str:
    """A text, the end of a long one left out."""
    return text if full or len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
