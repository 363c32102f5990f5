"""The language of the tool: `--lang`, else the user's locale."""

import os
import sys
from gettext import bindtextdomain, textdomain
from itertools import pairwise

from gcm.core.language import DOMAIN, LANGS, LOCALE, Lang, msg


def language() -> Lang:
    """Return the language of help and messages, known before the command line is parsed."""
    for word, following in reversed(list(pairwise([*sys.argv[1:], ""]))):
        option, _, value = word.partition("=")
        if option == "--lang" and (value or following) in LANGS:
            return "es" if (value or following) == "es" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "es" if os.environ[name].startswith("es") else "en"
    return "en"


LANGUAGE = language()
# Click translates its own texts from here; in C, that is English, it needs no file.
os.environ["LANGUAGE"] = "es" if LANGUAGE == "es" else "C"
bindtextdomain(DOMAIN, LOCALE)
textdomain(DOMAIN)


def say(english: str, **values: object) -> str:
    """Mark a text for the catalogue, and return it in the user's language."""
    return msg(english).text(LANGUAGE, **values)
