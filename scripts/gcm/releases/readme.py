"""The README of a release, in English and Spanish."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gcm.core.files import read_text
from gcm.core.language import LANGS, Lang

_BEFORE: dict[Lang, str] = {"en": ", after {before}", "es": ", posterior a la {before}"}


class Edition(NamedTuple):
    """The facts for the README of a release: `before` is the last one's version, if there was
    one.
    """

    version: str
    before: str
    date: str
    triples: int
    graphs: int
    digest: str


def readme(edition: Edition) -> str:
    """Return the README as Markdown, from `release.<lang>.md` beside this module."""
    return "\n".join(_text(edition, lang) for lang in LANGS)


def _text(edition: Edition, lang: Lang) -> str:
    words = read_text(Path(__file__).with_name(f"readme.{lang}.md"))
    before = _BEFORE[lang].format(before=edition.before) if edition.before else ""
    return words.format(**edition._asdict() | {"before": before})
