"""What a word that fits nothing may have been meant for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ALIKE = 0.75  # of 1, in difflib's measure
_ALIKE_SPACE = 0.9
_WORD = 4  # letters: what is shorter may be a code
_PARTS = re.compile("[-_.]")

# Names that are compared in one run: two seconds, enough for all findings that people read.
_MOST_COMPARED = 500_000
_LONGEST = 200  # characters of a name that is compared: the time grows with their square
_FEW = 1000  # known names, for which an answer is kept


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """A text without case, accents and full stops."""
    letters = unicodedata.normalize("NFD", text.replace(".", "").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def nearest(wanted: str, known: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """The known words that are most like another, the best first; none if none is close.

    Args:
        wanted: the word that fits nothing.
        known: those that fit; case and accents count for nothing.
        most: how many to give.
        alike: how alike they must be, from 0 to 1.
    """
    from difflib import get_close_matches  # late: only a word that fits nothing needs it

    if len(wanted) > _LONGEST:
        return []
    by_form = {plain(word): word for word in known if len(word) <= _LONGEST}
    return [by_form[form] for form in get_close_matches(plain(wanted), by_form, most, alike)]


def nearest_iri(wanted: str, known: Iterable[str]) -> str:
    """The known IRI that another was meant for; empty if none is near enough to be proposed.

    Namespaces are long and alike, so the local names are compared. A number, a code or a hash in
    them that differs makes another thing, however alike the rest: only words are ever misspelt.
    """
    namespace, local = split_iri(wanted)
    same: dict[str, str] = {}
    others: dict[str, str] = {}
    for iri in known:
        space, name = split_iri(iri)
        (same if space == namespace else others).setdefault(name, iri)
    if local in others and local not in same:
        near = nearest(namespace, [split_iri(others[local])[0]], 1, _ALIKE_SPACE)
        return others[local] if near else ""
    for names in (same, others):
        meant = [name for name in names if _misspelt(local, name)]
        if found := nearest(local, meant, 1):
            return names[found[0]]
    return ""


def _misspelt(local: str, name: str) -> bool:
    """Whether a local name differs from another in the spelling of its words alone."""
    words, others = _PARTS.split(local), _PARTS.split(name)
    if len(words) != len(others):  # a separator too many or too few
        return plain("".join(words)) == plain("".join(others))
    return all(map(_alike, words, others))


def _alike(word: str, other: str) -> bool:
    if plain(word) == plain(other):
        return True
    long = min(len(word), len(other)) >= _WORD
    return long and word.isalpha() and other.isalpha() and bool(nearest(word, [other], 1, _ALIKE))


class NearIris:
    """Looks for near IRIs; gives up when many were compared, since the time grows with both."""

    def __init__(self, most: int = _MOST_COMPARED) -> None:
        self._left = most
        self._found: dict[tuple[str, tuple[str, ...]], str] = {}

    def find(self, wanted: str, known: Iterable[str]) -> str:
        """As `nearest_iri`; empty once too many were compared."""
        known = tuple(known)
        if (wanted, known) in self._found:
            return self._found[wanted, known]
        self._left -= len(known)
        found = nearest_iri(wanted, known) if self._left >= 0 else ""
        if len(known) <= _FEW:
            self._found[wanted, known] = found
        return found


@lru_cache(maxsize=1 << 16)
def split_iri(iri: str) -> tuple[str, str]:
    """The namespace of an IRI, up to its last `#` or `/`, and its local name."""
    place = max(iri.rfind("#"), iri.rstrip("/").rfind("/")) + 1
    return iri[:place], iri[place:]
