"""What changed as Markdown (https://spec.commonmark.org), nothing of the data read as markup."""

from __future__ import annotations

from collections.abc import Iterator

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
from gcm.core.changes import AnswerChange, Changes, ThingChange
from gcm.core.counting import counted
from gcm.core.messages import Lang, message
from gcm.core.printing import markdown_cell as safe


def markdown(changes: Changes, lang: Lang, *, full: bool = False) -> str:
    """What changed, as a document that ends in one line feed.

    Args:
        changes: what to tell, in words of `lang`.
        lang: the language of what stands around the words.
        full: show each of many things and rows, and long values whole.
    """
    names = {"old": safe(changes.old), "new": safe(changes.new)}
    if changes.same:
        return message("changes-none", lang, **names) + "\n"
    blocks = [f"# {message('changes-title', lang, **names)}", safe(totals(changes, lang))]
    for what, heading in HEADINGS.items():
        if found := groups(changes, what, lang, full=full):
            blocks.append(f"## {message(heading, lang)}")
            for group in found:
                blocks += _group(group, lang)
    if lines := evidence_lines(changes, lang):
        blocks.append(f"## {message('changes-evidence', lang)}")
        blocks.append("\n".join(f"- {safe(line)}" for line in lines))
    if lines := question_lines(changes, lang):
        blocks.append(f"## {message('changes-questions', lang)}")
        blocks.append("\n".join(f"- {safe(line)}" for line in lines))
    if answers := changed_answers(changes):
        blocks.append(f"## {message('changes-answers', lang)}")
        for answer in answers:
            blocks += _answer(answer, lang, full=full)
    return "\n\n".join(blocks) + "\n"


def _group(group: Group, lang: Lang) -> Iterator[str]:
    yield f"### {safe(group.kind)} ({group.total})"
    if group.brief:
        yield message("changes-many", lang)
        yield "\n".join(f"- {_name(thing)}" for thing in group.brief)
    else:
        yield "\n".join(line for bunch in group.bunches for line in _bunch(bunch, lang))


def _bunch(bunch: Bunch, lang: Lang) -> Iterator[str]:
    if len(bunch.things) == 1:
        (thing,) = bunch.things
        basis = f" \\[{safe(thing.basis)}\\]" if thing.basis else ""
        yield f"- {_name(thing)}{basis}"
    else:
        yield f"- {message('changes-same', lang, count=len(bunch.things))}"
        yield from (f"  - {_name(thing)}" for thing in bunch.things)
    for label, text in bunch.lines:
        yield f"  - {safe(label)}: {safe(text)}"
    yield from (f"  - {safe(line)}" for line in bunch.proofs)


def _name(thing: ThingChange) -> str:
    """The label, which leads to the thing's address."""
    return f"**{safe(thing.label)}** {_address(thing.iri)}"


def _address(iri: str) -> str:
    """An address as an autolink; as text where it is not one that Markdown reads."""
    plain = iri.isascii() and iri.startswith(("http://", "https://"))
    bad = any(letter in "<>\\" or letter.isspace() or not letter.isprintable() for letter in iri)
    return f"<{iri}>" if plain and not bad else safe(iri)


def _answer(answer: AnswerChange, lang: Lang, *, full: bool) -> Iterator[str]:
    yield f"### {safe(answer.title)} ({safe(answer.name)})"
    headings, rows, more = answer_rows(answer, lang, full=full)
    cells = ["| " + " | ".join(map(safe, line)) + " |" for line in [headings, *rows]]
    cells.insert(1, "|" + " --- |" * len(headings))
    yield "\n".join(cells)
    if more:
        yield message("changes-more-rows", lang, rows=counted(more, "row", lang))
