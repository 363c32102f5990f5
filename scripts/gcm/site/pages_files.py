"""Pages of what stands in files and not in the graph: questions, rules, releases."""

import re
from collections.abc import Mapping, Sequence

from gcm.core.language import Lang, Message, msg
from gcm.core.layout import RELEASES, Layout
from gcm.questions.ask import list_questions
from gcm.questions.question import THEMES
from gcm.site.pages_lists import Cell, Table, arranged
from gcm.site.pages_nodes import Link, Words
from gcm.validation.rules import rules

QUESTIONS = msg("Questions")
ABOUT_QUESTIONS = msg("What the graph is asked, each with its query.")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_SEVERITIES = {"Violation": msg("violation"), "Warning": msg("warning"), "Info": msg("notice")}


def questions_table(layout: Layout, lang: Lang, query: Mapping[str, str], home: str) -> Table:
    """Read the questions as a list; `home` is the address of the site's pages of a language."""
    rows = [
        (
            one.name,
            (
                Words(THEMES[one.theme].text(lang)),
                Link("", Words(one.title[lang]), f"{home}question/{one.name}"),
                Words(one.description[lang]),
            ),
        )
        for one in list_questions(root=layout.root)
        if not one.is_check
    ]
    headings = msg("Theme"), msg("Question"), msg("What it answers")
    return _table(lang, (QUESTIONS, ABOUT_QUESTIONS), headings, rows, query)


def rules_table(layout: Layout, lang: Lang, query: Mapping[str, str]) -> Table:
    """Read the rules that the data keep as a list."""
    rows = [
        (
            one.name,
            (
                Words(one.name),
                Words(one.asks[lang]),
                Words(one.why[lang]),
                Words(_SEVERITIES[one.severity].text(lang)),
            ),
        )
        for one in rules(root=layout.root)
    ]
    title, about = (
        msg("Rules"),
        msg("What the data must keep to, and why it matters."),
    )
    headings = msg("Rule"), msg("What it asks"), msg("Why"), msg("Severity")
    return _table(lang, (title, about), headings, rows, query)


def releases(layout: Layout) -> list[str]:
    """List the versions of the releases that are kept below a root, the latest first."""
    folder = layout.own(*RELEASES.parts)
    found = (one.name for one in folder.iterdir()) if folder.is_dir() else ()
    known = [name for name in found if _VERSION.fullmatch(name)]
    return sorted(known, key=lambda name: [int(part) for part in name.split(".")], reverse=True)


def files_of(layout: Layout, version: str) -> list[str]:
    """List the files of a release by their paths in it."""
    folder = layout.own(*RELEASES.parts, version)
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def _table(
    lang: Lang,
    titles: tuple[Message, Message],
    headings: Sequence[Message],
    rows: Sequence[tuple[str, tuple[Cell, ...]]],
    query: Mapping[str, str],
) -> Table:
    title, about = (one.text(lang) for one in titles)
    return arranged((title, about), [one.text(lang) for one in headings], rows, query)
