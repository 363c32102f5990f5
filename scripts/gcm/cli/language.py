"""In which language the tool speaks: `--lang`, else the user's locale."""

from __future__ import annotations

import os
import sys
from itertools import pairwise

from gcm.core.messages import LANGS, Lang


def language() -> Lang:
    """The language of help and messages, known before the command line is parsed."""
    for word, following in reversed(list(pairwise([*sys.argv[1:], ""]))):
        option, _, value = word.partition("=")
        if option == "--lang" and (value or following) in LANGS:
            return "es" if (value or following) == "es" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "es" if os.environ[name].startswith("es") else "en"
    return "en"


LANGUAGE = language()


def say(english: str, spanish: str) -> str:
    """The one of two texts that the user reads."""
    return spanish if LANGUAGE == "es" else english
