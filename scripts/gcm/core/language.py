"""Texts in two languages: the English in the code, the Spanish in the catalogue.

`msg("no such file; check the path.")` marks a text where it is used; an error marks its own. Its
Spanish is the entry of the same English in `locale/es/LC_MESSAGES/gcm.po`; without a compiled
catalogue the text is shown in English.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Literal

Lang = Literal["en", "es"]
LANGS: tuple[Lang, Lang] = ("en", "es")
Text = dict[Lang, str]

DOMAIN = "gcm"
LOCALE = Path(__file__).parents[1] / "locale"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A text for people, rendered in the reader's language.

    Args:
        english: the text, with `{name}` for each value.
        plural: the English text for any count but one; empty if the text has no count.
        context: distinguishes two uses of the same English that differ in Spanish.
    """

    english: str
    plural: str = ""
    context: str = ""

    def text(self, lang: Lang, **values: object) -> str:
        """Render the text in one language.

        Args:
            lang: the language.
            values: the values of the placeholders; a value that is itself in several languages is
                rendered in `lang`. `count` decides between singular and plural.
        """
        filled = {name: _in(value, lang) for name, value in values.items()}
        if self.plural:
            filled["count"] = f"{values['count']:,}"
        # Not str.format: a text from another process may contain anything in braces.
        return _PLACEHOLDER.sub(lambda found: filled[found[1]], self._template(lang, values))

    def texts(self, **values: object) -> dict[Lang, str]:
        """Render the text in every language."""
        return {lang: self.text(lang, **values) for lang in LANGS}

    def _template(self, lang: Lang, values: Mapping[str, object]) -> str:
        catalogue = _catalogue(lang)
        if self.plural:
            count = values["count"]
            assert isinstance(count, int)
            return catalogue.ngettext(self.english, self.plural, count)
        if self.context:
            return catalogue.pgettext(self.context, self.english)
        return catalogue.gettext(self.english)


def msg(english: str) -> Message:
    """Mark a text for the catalogue."""
    return Message(english)


def msg_n(english: str, plural: str) -> Message:
    """Mark a text that depends on `{count}`, in its singular and its plural."""
    return Message(english, plural)


def msg_c(context: str, english: str) -> Message:
    """Mark a text whose Spanish depends on where it is used."""
    return Message(english, context=context)


def in_language(text: Mapping[Lang, str], lang: Lang) -> str:
    """Return a text in a language, else in the other one; empty if there is none."""
    return text.get(lang) or next(iter(text.values()), "")


def _in(value: object, lang: Lang) -> str:
    if isinstance(value, Message):
        return value.text(lang)
    if isinstance(value, Mapping):
        return in_language(value, lang)
    return str(value)


@cache
def _catalogue(lang: Lang) -> NullTranslations:
    return (
        NullTranslations() if lang == "en" else translation(DOMAIN, LOCALE, [lang], fallback=True)
    )
