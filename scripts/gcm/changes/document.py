"""Changes as a document for people: one order for every style, of which one is Markdown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from gcm.changes.model import (
    AnswerChange,
    Changes,
    PropertyChange,
    RowChange,
    ThingChange,
    What,
)
from gcm.core.counting import counted
from gcm.core.display import markdown_cell, markdown_table
from gcm.core.language import Lang, Message, msg, msg_c, msg_n
from gcm.core.similarity import shared_start
from gcm.entities.proofs import proof_text
from gcm.entities.reading import Shown

_MANY = 20  # entities of one kind, and rows of one answer, that are shown whole
_LONGEST = 300  # characters of a value that is shown whole
_LONGEST_OF_TWO = 160  # characters of each of two differing values that are shown whole
_AROUND = 60  # characters shown before and after the difference

_THINGS: dict[What, Message] = {
    "added": msg_n("{count} thing added", "{count} things added"),
    "removed": msg_n("{count} thing removed", "{count} things removed"),
    "changed": msg_n("{count} thing changed", "{count} things changed"),
}
_TRIPLES = (
    msg_n("{count} triple added", "{count} triples added"),
    msg_n("{count} triple removed", "{count} triples removed"),
    msg_n("{count} triple moved", "{count} triples moved"),
)
_UNITS = (
    msg_n("{count} unit of text added", "{count} units of text added"),
    msg_n("{count} unit of text removed", "{count} units of text removed"),
    msg_n("{count} unit of text changed", "{count} units of text changed"),
)
_ANSWERS = (msg_n("{count} answer changed", "{count} answers changed"),)
_HEADINGS: dict[What, Message] = {
    "added": msg("Added"),
    "removed": msg("Removed"),
    "changed": msg("Changed"),
}


class Style(NamedTuple):
    """The style of a document: how its parts are written.

    Args:
        safe: escapes text of the data so that it shows unchanged.
        heading: a heading of a level from 1 to 3.
        below: the text between a heading and its block.
        between: the text between two entities.
        name: an entity's name above its changes; for a list of many, see `brief`.
        brief: an entity's name in a list of many.
        table: a table of headings and rows.
        item: the line of an entity or a sentence.
        member: the line of one of several entities with the same changes.
        address: the line of an entity's IRI; empty if the name contains it.
        detail: the line of a property and its value.
        proof: the line of a fact's proof.
        asked: the text after the title of a question, with its name.
        hint: whether to mention the option that shows all.
    """

    safe: Callable[[str], str]
    heading: Callable[[int, str], str]
    below: str
    between: str
    name: Callable[[ThingChange], str]
    brief: Callable[[ThingChange], str]
    table: Callable[[list[str], list[list[str]]], str]
    item: str
    member: str
    address: str
    detail: str
    proof: str
    asked: str
    hint: bool


def shown(changes: Changes, lang: Lang, style: Style, *, full: bool = False) -> str:
    """Return the changes as a document that ends in one line feed.

    Args:
        changes: the changes, in words of `lang`.
        lang: the language of headings and notes.
        style: the style of the document.
        full: show long lists, and long values, whole.
    """
    return "\n\n".join(_Document(changes, lang, style, full).blocks()) + "\n"


class _Document:
    """Changes written in one style and language."""

    def __init__(self, changes: Changes, lang: Lang, style: Style, full: bool) -> None:
        self._changes, self._lang, self._style, self._full = changes, lang, style, full

    def blocks(self) -> Iterator[str]:
        """Yield the parts of the document, between which lines are left empty."""
        changes, style = self._changes, self._style
        names = {"old": style.safe(changes.old), "new": style.safe(changes.new)}
        if changes.same:
            yield self._say(msg("No difference between “{old}” and “{new}”."), **names)
            return
        title = style.heading(1, self._say(msg("Changes from {old} to {new}"), **names))
        yield title + style.below + style.safe("; ".join(filter(None, self._totals())) + ".")
        for what, key in _HEADINGS.items():
            if things := changes.of(what):
                yield style.heading(2, self._say(key))
                for kinds, same in groupby(things, key=lambda thing: thing.kinds):
                    yield self._group(kinds, list(same))
        if changes.answers:
            yield style.heading(2, self._say(msg("Answers that changed")))
            yield from map(self._answer, changes.answers)

    def _say(self, message: Message, **values: object) -> str:
        return message.text(self._lang, **values)

    def _totals(self) -> Iterator[str]:
        """Yield the counts of all changes, empty texts among them."""
        changes = self._changes
        yield self._happened(_THINGS.values(), [len(changes.of(what)) for what in _THINGS])
        yield self._happened(_UNITS, changes.units)
        yield self._happened(_TRIPLES, changes.triples)
        if changes.blank:
            before, after = (f"{count:,}" for count in changes.blank)
            differ = msg("blank nodes differ ({before} before, {after} now)")
            yield self._say(differ, before=before, after=after)
        yield self._happened(_ANSWERS, [len(changes.answers or ())])

    def _happened(self, sentences: Iterable[Message], counts: Iterable[int]) -> str:
        """Return `2 things added, 1 thing removed`; empty without changes."""
        pairs = zip(sentences, counts, strict=True)
        return ", ".join(self._say(sentence, count=count) for sentence, count in pairs if count)

    def _group(self, kinds: Sequence[str], things: list[ThingChange]) -> str:
        """Return the entities of one kind with one kind of change, equal changes together."""
        style = self._style
        kind = ", ".join(kinds) or self._say(msg("without a class"))
        kind = kind if ":" in kind else kind[:1].upper() + kind[1:]
        heading = style.heading(3, f"{style.safe(kind)} ({len(things)})")
        bunches: dict[object, tuple[list[ThingChange], list[str]]] = {}
        for thing in things:
            lines = list(self._details(thing))
            together = thing.what == "changed" and not self._full
            key = tuple(lines) if together else thing.iri
            bunches.setdefault(key, ([], lines))[0].append(thing)
        if len(bunches) > _MANY and not self._full:
            note = self._hinted(self._say(msg("Only their names are shown, since they are many.")))
            same = (thing for members, _ in bunches.values() for thing in members)
            names = "\n".join(style.item.format(style.brief(thing)) for thing in same)
            return style.below.join([heading, note, names])
        texts = ("\n".join(self._bunch(*bunch)) for bunch in bunches.values())
        return heading + style.below + style.between.join(texts)

    def _bunch(self, things: list[ThingChange], lines: list[str]) -> Iterator[str]:
        """Yield the names of entities with the same changes, and those; of one alone its proofs."""
        style = self._style
        if len(things) > 1:
            yield style.item.format(self._say(msg("The same in {count}:"), count=len(things)))
            yield from (style.member.format(style.name(thing)) for thing in things)
            yield from lines
            return
        (thing,) = things
        basis = style.safe(f" [{thing.basis}]") if thing.basis else ""
        yield style.item.format(style.name(thing) + basis)
        if style.address:
            yield style.address.format(style.safe(thing.iri))
        yield from lines
        # Its properties may show the words of a proof already.
        said = {value.text for one in thing.properties for value in one.after}
        for proof in thing.proofs:
            if (text := proof_text(proof, self._lang)) not in said:
                yield style.proof.format(style.safe(text))

    def _details(self, thing: ThingChange) -> Iterator[str]:
        """Yield the changed properties of an entity, each with its values in one line."""
        pairs = [
            (one.label, text)
            for one in thing.properties
            for text in (
                self._joined(one.before + one.after)
                if thing.what in ("added", "removed")
                else self._values(one)
            )
        ]
        safe = self._style.safe
        yield from (
            self._style.detail.format(f"{safe(name)}: {safe(text)}") for name, text in pairs
        )

    def _values(self, change: PropertyChange) -> Iterator[str]:
        """Yield values before and after: as a pair if each language, or none, has one of both.

        A text that changed in the reader's language is not shown in the other too, unless all is
        shown.
        """
        before, after = _by_language(change.before), _by_language(change.after)
        languages = sorted({*before, *after}, key=lambda one: (one != self._lang, one))
        if self._lang in languages and not self._full:
            languages = [one for one in languages if one in ("", self._lang)]
        for language in languages:
            was, now = before.get(language, []), after.get(language, [])
            if len(was) == len(now) == 1:
                yield " → ".join(self._differing(was[0].text, now[0].text))
                continue
            for text in self._joined(was):
                yield self._say(msg("removed: {value}"), value=text)
            for text in self._joined(now):
                yield self._say(msg("added: {value}"), value=text)

    def _joined(self, values: Iterable[Shown]) -> list[str]:
        """List values, each a text of its own, long ones shortened; names of entities in one."""
        names = [value.text for value in values if value.term.kind == "uri"]
        texts = [self._shortened(value.text) for value in values if value.term.kind != "uri"]
        joined = "; ".join(names)
        return [*(names if len(joined) > _LONGEST else [joined] if joined else []), *texts]

    def _shortened(self, text: str) -> str:
        """Return a text, shortened if it is long."""
        whole = self._full or len(text) <= _LONGEST
        return text if whole else text[: _LONGEST - 1].rstrip() + "…"

    def _differing(self, old: str, new: str) -> tuple[str, str]:
        """Return two texts, long ones reduced to their difference and its surroundings."""
        if self._full or max(len(old), len(new)) <= _LONGEST_OF_TWO:
            return old, new
        start = shared_start(old, new)
        end = shared_start(old[start:][::-1], new[start:][::-1])
        return _part(old, start, end), _part(new, start, end)

    def _answer(self, answer: AnswerChange) -> str:
        """Return a question with a table of the rows that differ."""
        style = self._style
        title = style.heading(3, style.safe(answer.title))
        rows = list(map(self._row, answer.rows[: None if self._full else _MANY]))
        headings = [self._say(msg("Change")), *answer.columns]
        parts = [title + style.asked.format(style.safe(answer.name)), style.table(headings, rows)]
        if more := len(answer.rows) - len(rows):
            rest = msg("… and {rows} more.")
            parts.append(self._hinted(self._say(rest, rows=counted(more, "row", self._lang))))
        return style.below.join(parts)

    def _row(self, row: RowChange) -> list[str]:
        if not row.before or not row.after:
            key = msg("added") if row.after else msg_c("row", "removed")
            return [self._say(key), *map(self._shortened, row.after or row.before)]
        cells = []
        for old, new in zip(row.before, row.after, strict=True):
            was, now = self._differing(old, new)
            cells.append(self._shortened(new) if old == new else f"{was or '—'} → {now or '—'}")
        return [self._say(msg("changed")), *cells]

    def _hinted(self, text: str) -> str:
        hint = self._say(msg("--full shows all."))
        return f"{text} {hint}" if self._style.hint else text


def _by_language(values: Iterable[Shown]) -> Mapping[str, list[Shown]]:
    found: dict[str, list[Shown]] = {}
    for value in values:
        found.setdefault(value.term.language, []).append(value)
    return found


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


def _linked(thing: ThingChange) -> str:
    """Return a label and its entity's address: an autolink if Markdown takes it so, else text."""
    iri = thing.iri
    plain = iri.isascii() and iri.startswith(("http://", "https://"))
    bad = any(letter in "<>\\" or letter.isspace() or not letter.isprintable() for letter in iri)
    address = f"<{iri}>" if plain and not bad else markdown_cell(iri)
    return f"**{markdown_cell(thing.label)}** {address}"


# https://spec.commonmark.org; no text of the data is read as markup.
MARKDOWN = Style(
    safe=markdown_cell,
    heading=lambda level, text: f"{'#' * level} {text}",
    below="\n\n",
    between="\n",
    name=_linked,
    brief=_linked,
    table=markdown_table,
    item="- {}",
    member="  - {}",
    address="",
    detail="  - {}",
    proof="  - {}",
    asked=" ({})",
    hint=False,
)
