"""Changes as a document: one order for every style, of which one is Markdown."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gcm.changes.lines import (
    HEADINGS,
    Bunch,
    Group,
    answer_rows,
    changed_answers,
    groups,
    question_lines,
    totals,
    unit_lines,
)
from gcm.changes.model import AnswerChange, Changes, ThingChange
from gcm.core.counting import counted
from gcm.core.display import markdown_cell
from gcm.core.language import Lang, msg


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
    names = {"old": style.safe(changes.old), "new": style.safe(changes.new)}
    if changes.same:
        return msg("No difference between “{old}” and “{new}”.").text(lang, **names) + "\n"
    title = style.heading(1, msg("Changes from {old} to {new}").text(lang, **names))
    blocks = [title + style.below + style.safe(totals(changes, lang))]
    for what, key in HEADINGS.items():
        if found := groups(changes, what, lang, full=full):
            blocks.append(style.heading(2, key.text(lang)))
            blocks += [_group(group, lang, style) for group in found]
    for key, lines in (
        (msg("Units of text"), unit_lines(changes, lang)),
        (msg("Questions"), question_lines(changes, lang)),
    ):
        if lines:
            listed = "\n".join(style.item.format(style.safe(line)) for line in lines)
            blocks.append(style.heading(2, key.text(lang)) + style.below + listed)
    if answers := changed_answers(changes):
        blocks.append(style.heading(2, msg("Answers that changed").text(lang)))
        blocks += [_answer(answer, lang, style, full=full) for answer in answers]
    return "\n\n".join(blocks) + "\n"


def _group(group: Group, lang: Lang, style: Style) -> str:
    heading = style.heading(3, f"{style.safe(group.kind)} ({group.total})")
    if group.brief:
        note = _hinted(
            msg("Only their names are shown, since they are many.").text(lang), lang, style
        )
        names = "\n".join(style.item.format(style.brief(thing)) for thing in group.brief)
        return style.below.join([heading, note, names])
    bunches = ("\n".join(_bunch(bunch, lang, style)) for bunch in group.bunches)
    return heading + style.below + style.between.join(bunches)


def _bunch(bunch: Bunch, lang: Lang, style: Style) -> Iterator[str]:
    if len(bunch.things) > 1:
        yield style.item.format(msg("The same in {count}:").text(lang, count=len(bunch.things)))
        yield from (style.member.format(style.name(thing)) for thing in bunch.things)
    else:
        (thing,) = bunch.things
        basis = style.safe(f" [{thing.basis}]") if thing.basis else ""
        yield style.item.format(style.name(thing) + basis)
        if style.address:
            yield style.address.format(style.safe(thing.iri))
    for label, text in bunch.lines:
        yield style.detail.format(f"{style.safe(label)}: {style.safe(text)}")
    yield from (style.proof.format(style.safe(line)) for line in bunch.proofs)


def _answer(answer: AnswerChange, lang: Lang, style: Style, *, full: bool) -> str:
    headings, rows, more = answer_rows(answer, lang, full=full)
    title = style.heading(3, style.safe(answer.title)) + style.asked.format(style.safe(answer.name))
    parts = [title, style.table(headings, rows)]
    if more:
        rest = msg("… and {rows} more.").text(lang, rows=counted(more, "row", lang))
        parts.append(_hinted(rest, lang, style))
    return style.below.join(parts)


def _hinted(text: str, lang: Lang, style: Style) -> str:
    more = msg("--full shows all.").text(lang)
    return f"{text} {more}" if style.hint else text


def _linked(thing: ThingChange) -> str:
    """Return a label and its entity's address: an autolink if Markdown reads it as one, else
    text.
    """
    iri = thing.iri
    plain = iri.isascii() and iri.startswith(("http://", "https://"))
    bad = any(letter in "<>\\" or letter.isspace() or not letter.isprintable() for letter in iri)
    address = f"<{iri}>" if plain and not bad else markdown_cell(iri)
    return f"**{markdown_cell(thing.label)}** {address}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = ["| " + " | ".join(map(markdown_cell, line)) + " |" for line in (headings, *rows)]
    return "\n".join([cells[0], "|" + " --- |" * len(headings), *cells[1:]])


# https://spec.commonmark.org; no text of the data is read as markup.
MARKDOWN = Style(
    safe=markdown_cell,
    heading=lambda level, text: f"{'#' * level} {text}",
    below="\n\n",
    between="\n",
    name=_linked,
    brief=_linked,
    table=_table,
    item="- {}",
    member="  - {}",
    address="",
    detail="  - {}",
    proof="  - {}",
    asked=" ({})",
    hint=False,
)
