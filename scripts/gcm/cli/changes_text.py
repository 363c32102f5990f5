"""What changed, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.cli.text import bold, printable, table
from gcm.core.change_lines import (
    HEADINGS,
    Bunch,
    Group,
    answer_rows,
    changed_answers,
    evidence_lines,
    groups,
    question_lines,
    totals,
)
from gcm.core.changes import AnswerChange, Changes
from gcm.core.counting import counted
from gcm.core.messages import Lang, message


def changes_text(changes: Changes, lang: Lang, *, full: bool) -> str:
    """The changes as text; `full` shows each of many things and rows, and long values whole."""
    names = {"old": printable(changes.old), "new": printable(changes.new)}
    if changes.same:
        return message("changes-none", lang, **names) + "\n"
    blocks = [bold(message("changes-title", lang, **names)) + "\n" + totals(changes, lang)]
    for what, key in HEADINGS.items():
        if found := groups(changes, what, lang, full=full):
            heading = bold(message(key, lang).upper())
            parts = (part for group in found for part in _group(group, lang))
            blocks.append("\n\n".join([heading, *parts]))
    if lines := evidence_lines(changes, lang):
        heading = bold(message("changes-evidence", lang).upper())
        blocks.append("\n".join([heading, *(f"  {line}" for line in lines)]))
    if lines := question_lines(changes, lang):
        heading = bold(message("changes-questions", lang).upper())
        blocks.append("\n".join([heading, *(f"  {printable(line)}" for line in lines)]))
    if answers := changed_answers(changes):
        heading = bold(message("changes-answers", lang).upper())
        parts = (_answer(answer, lang, full=full) for answer in answers)
        blocks.append("\n\n".join([heading, *parts]))
    return "\n\n".join(blocks) + "\n"


def _group(group: Group, lang: Lang) -> Iterator[str]:
    heading = bold(f"{printable(group.kind)} ({group.total})")
    if group.brief:
        names = (f"  {printable(thing.label)}" for thing in group.brief)
        note = f"{message('changes-many', lang)} {message('changes-full', lang)}"
        yield "\n".join([heading, note, *names])
        return
    first, *rest = ("\n".join(_bunch(bunch, lang)) for bunch in group.bunches)
    yield f"{heading}\n{first}"
    yield from rest


def _bunch(bunch: Bunch, lang: Lang) -> Iterator[str]:
    if len(bunch.things) > 1:
        yield f"  {message('changes-same', lang, count=len(bunch.things))}"
        yield from (f"    - {bold(printable(thing.label))}" for thing in bunch.things)
    else:
        (thing,) = bunch.things
        basis = f" [{printable(thing.basis)}]" if thing.basis else ""
        yield f"  {bold(printable(thing.label))}{basis}"
        yield f"    {printable(thing.iri)}"
    for label, text in bunch.lines:
        yield f"    {printable(label)}: {printable(text)}"
    yield from (f"    → {printable(line)}" for line in bunch.proofs)


def _answer(answer: AnswerChange, lang: Lang, *, full: bool) -> str:
    headings, rows, more = answer_rows(answer, lang, full=full)
    lines = [bold(printable(answer.title)) + f" (gcm ask {printable(answer.name)})"]
    lines.append(table(headings, rows).rstrip("\n"))
    if more:
        rest = message("changes-more-rows", lang, rows=counted(more, "row", lang))
        lines.append(f"{rest} {message('changes-full', lang)}")
    return "\n".join(lines)
