"""Changes as lines for people, for any style; nothing in the lines is escaped yet."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from gcm.changes.model import (
    AnswerChange,
    Changes,
    Move,
    PropertyChange,
    RowChange,
    ThingChange,
    What,
)
from gcm.core.counting import counted
from gcm.core.language import Lang, Message, msg, msg_c, msg_n
from gcm.entities.reading import Proof, Shown

_LONGEST = 300  # characters of a value that is shown whole
_LONGEST_OF_TWO = 160  # characters of each of two differing values that are shown whole
_AROUND = 60  # characters shown before and after the difference


def value_lines(change: PropertyChange, lang: Lang, *, full: bool) -> Iterator[str]:
    """Yield values before and after: as a pair if each language, or none, has one of both.

    A text that changed in the reader's language is not shown in the other too, unless all is shown.
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
    """List values, each a text of its own, long ones shortened; names of entities in one text."""
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
    """Return two texts, long ones reduced to their difference and its surroundings."""
    if max(len(old), len(new)) <= _LONGEST_OF_TWO:
        return old, new
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    start = min(len(old), len(new)) if start is None else start
    most = min(len(old), len(new)) - start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return _part(old, start, end), _part(new, start, end)


def _part(text: str, start: int, end: int) -> str:
    """Return the difference, with whole words around it."""
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
    """Return a text, shortened if it is long."""
    return text if full or len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


MANY = 20  # entities of one kind, and rows of one answer, that are shown whole
_THINGS: dict[What, Message] = {
    "added": msg_n("{count} thing added", "{count} things added"),
    "removed": msg_n("{count} thing removed", "{count} things removed"),
    "changed": msg_n("{count} thing changed", "{count} things changed"),
    "moved": msg_n("{count} thing moved", "{count} things moved"),
}
_TRIPLES: dict[What, Message] = {
    "added": msg_n("{count} triple added", "{count} triples added"),
    "removed": msg_n("{count} triple removed", "{count} triples removed"),
    "moved": msg_n("{count} triple moved", "{count} triples moved"),
}
_UNITS: dict[What, Message] = {
    "added": msg_n("{count} unit of text added", "{count} units of text added"),
    "removed": msg_n("{count} unit of text removed", "{count} units of text removed"),
    "changed": msg_n("{count} unit of text changed", "{count} units of text changed"),
}
_ANSWERS: dict[What, Message] = {
    "changed": msg_n("{count} answer changed", "{count} answers changed"),
}
_QUESTIONS: dict[What, Message] = {
    "added": msg_n("{count} question added", "{count} questions added"),
    "removed": msg_n("{count} question removed", "{count} questions removed"),
    "changed": msg_n("{count} question changed", "{count} questions changed"),
}
HEADINGS: dict[What, Message] = {
    "added": msg("Added"),
    "removed": msg("Removed"),
    "changed": msg("Changed"),
    "moved": msg("Said in another graph"),
}


class Bunch(NamedTuple):
    """Entities with the same changes, the properties with values, and proofs.

    Args:
        things: the entities; several only if nothing but their names differs.
        lines: pairs of a property and, in one line, a value or the values before and after.
        proofs: the proofs of a single entity; none for several.
    """

    things: list[ThingChange]
    lines: list[tuple[str, str]]
    proofs: list[str]


class Group(NamedTuple):
    """The entities of one kind with one kind of change; those in `brief` are only named."""

    kind: str
    bunches: list[Bunch]
    brief: list[ThingChange]

    @property
    def total(self) -> int:
        """The number of entities."""
        return sum(len(bunch.things) for bunch in self.bunches) + len(self.brief)


def totals(changes: Changes, lang: Lang) -> str:
    """Return the counts of all changes, in one line."""
    things = {what: len(changes.of(what)) for what in HEADINGS}
    triples = changes.triples
    parts = [
        _happened(_THINGS, things, lang),
        *_units(changes, lang),
        _happened(
            _TRIPLES,
            {"added": triples.added, "removed": triples.removed, "moved": triples.changed},
            lang,
        ),
        _blank(changes, lang),
        _happened(_ANSWERS, {"changed": len(changed_answers(changes))}, lang),
        _happened(_QUESTIONS, _questions(changes), lang),
    ]
    return "; ".join(part for part in parts if part) + "."


def _blank(changes: Changes, lang: Lang) -> str:
    """Return the numbers of blank nodes before and after, if their triples differ."""
    if changes.blank is None:
        return ""
    before, after = (f"{count:,}" for count in changes.blank)
    return msg("blank nodes differ ({before} before, {after} now)").text(
        lang, before=before, after=after
    )


def groups(changes: Changes, what: What, lang: Lang, *, full: bool) -> list[Group]:
    """List the entities with one kind of change, by class."""
    found = []
    for kinds, things in groupby(changes.of(what), key=lambda thing: thing.kinds):
        kind = ", ".join(kinds) or msg("without a class").text(lang)
        bunches = _bunches(list(things), lang, full=full)
        brief = [] if full or len(bunches) <= MANY else [one for b in bunches for one in b.things]
        heading = kind if ":" in kind else kind[:1].upper() + kind[1:]
        found.append(Group(heading, [] if brief else bunches, brief))
    return found


def _bunches(things: list[ThingChange], lang: Lang, *, full: bool) -> list[Bunch]:
    """Group the entities by equal changes, unless all is to be shown."""
    bunches: dict[object, Bunch] = {}
    for thing in things:
        lines = list(_property_lines(thing, lang, full=full))
        together = thing.what in ("changed", "moved") and not full
        key = tuple(lines) if together else thing.iri
        bunch = bunches.setdefault(key, Bunch([], lines, _proof_lines(thing, lang)))
        bunch.things.append(thing)
        if len(bunch.things) > 1:
            bunch.proofs.clear()
    return list(bunches.values())


def _property_lines(thing: ThingChange, lang: Lang, *, full: bool) -> Iterator[tuple[str, str]]:
    """Yield the changed properties of an entity, each with its values in one line."""
    for one in thing.properties:
        if thing.what in ("added", "removed"):
            texts = iter(joined(one.before + one.after, full=full))
        else:
            texts = value_lines(one, lang, full=full)
        for text in texts:
            yield one.label, text
    for move in thing.moves:
        yield counted(move.triples, "triple", lang), _move_text(move, lang)


def _proof_lines(thing: ThingChange, lang: Lang) -> list[str]:
    """List the proofs of a fact that its properties do not already show."""
    texts = {value.text for one in thing.properties for value in one.after}
    lines = (_proof(proof, lang) for proof in thing.proofs)
    return [] if thing.what == "moved" else [line for line in lines if line not in texts]


def _move_text(move: Move, lang: Lang) -> str:
    """Return where triples were and where they are."""
    key = msg("from {before} to {after}")
    if not (move.before and move.after):
        key = msg("now in {after} too") if move.after else msg("no longer in {before} too")
    fields = {"before": ", ".join(move.before), "after": ", ".join(move.after)}
    return key.text(lang, **fields)


def changed_answers(changes: Changes) -> list[AnswerChange]:
    """List the questions of both states whose answers differ."""
    return [answer for answer in changes.answers or () if answer.rows]


def unit_lines(changes: Changes, lang: Lang) -> list[str]:
    """List the changes of the units of text."""
    return [f"{line[0].upper()}{line[1:]}." for line in _units(changes, lang)]


def question_lines(changes: Changes, lang: Lang) -> list[str]:
    """List which questions are new, gone, or reworded, by name."""
    answers = changes.answers or ()
    listed = {
        msg("New: {names}."): [one.name for one in answers if one.status == "new"],
        msg("Gone: {names}."): [one.name for one in answers if one.status == "gone"],
        msg("With another text: {names}. Both states were asked the new one."): [
            one.name for one in answers if one.reworded
        ],
    }
    return [one.text(lang, names=", ".join(names)) for one, names in listed.items() if names]


def answer_rows(
    answer: AnswerChange, lang: Lang, *, full: bool
) -> tuple[list[str], list[list[str]], int]:
    """Return the headings of a table of the differing rows, the rows, and how many are omitted."""
    most = len(answer.rows) if full else MANY
    rows = [_row(row, lang, full=full) for row in answer.rows[:most]]
    return [msg("Change").text(lang), *answer.columns], rows, len(answer.rows) - len(rows)


def _row(row: RowChange, lang: Lang, *, full: bool) -> list[str]:
    if not row.before or not row.after:
        key = msg("added") if row.after else msg_c("row", "removed")
        cells = [shortened(cell, full=full) for cell in row.after or row.before]
        return [key.text(lang), *cells]
    cells = []
    for old, new in zip(row.before, row.after, strict=True):
        was, now = (old, new) if full else differing(old, new)
        cells.append(shortened(new, full=full) if old == new else f"{was or '—'} → {now or '—'}")
    return [msg("changed").text(lang), *cells]


def _proof(proof: Proof, lang: Lang) -> str:
    if proof.quote:
        fields = {"quote": proof.quote, "source": proof.source, "unit": proof.unit or "?"}
        return msg("“{quote}” {source}, unit {unit}").text(lang, **fields)
    return f"{proof.source}, {proof.url}" if proof.url else proof.source


def _units(changes: Changes, lang: Lang) -> list[str]:
    counts = dict(zip(_UNITS, changes.units, strict=True))
    return [line] if (line := _happened(_UNITS, counts, lang)) else []


def _questions(changes: Changes) -> dict[What, int]:
    answers = changes.answers or ()
    return {
        "added": sum(one.status == "new" for one in answers),
        "removed": sum(one.status == "gone" for one in answers),
        "changed": sum(one.reworded for one in answers),
    }


def _happened(sentences: Mapping[What, Message], counts: Mapping[What, int], lang: Lang) -> str:
    """Return `2 things added, 1 thing removed`; empty without changes."""
    return ", ".join(
        sentences[what].text(lang, count=count) for what, count in counts.items() if count
    )
