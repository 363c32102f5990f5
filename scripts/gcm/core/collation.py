"""What words are sorted by, in English and Spanish alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TILDE = "\u0303"


def collated(text: str) -> Iterator[str | int]:
    """What words are sorted by: no case, no accents, numbers by their value; ñ after n."""
    letters = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(
        letter
        for before, letter in zip(" " + letters, letters, strict=False)
        if not unicodedata.combining(letter) or (letter == _TILDE and before == "n")
    )
    for place, part in enumerate(re.split(r"([0-9]{1,400})", kept)):
        yield int(part) if place % 2 else part
