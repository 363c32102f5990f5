"""Sort keys for words, the same in English and Spanish."""

import re
import unicodedata
from collections.abc import Iterator

_TILDE = "\u0303"


def collated(text: str) -> Iterator[str | int]:
    """Yield the sort key of a text: no case, no accents, numbers by their value; ñ after n."""
    letters = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(
        letter
        for before, letter in zip(" " + letters, letters, strict=False)
        if not unicodedata.combining(letter) or (letter == _TILDE and before == "n")
    )
    for place, part in enumerate(re.split(r"([0-9]{1,400})", kept)):
        yield int(part) if place % 2 else part
