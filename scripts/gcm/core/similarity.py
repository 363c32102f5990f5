"""Search for known names similar to an unknown one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ALIKE = 0.75  # of 1, in difflib's measure
_ALIKE_SPACE = 0.9
_WORD = 4  # letters: a shorter word may be a code
_PARTS = re.compile("[-_.]")

# Comparisons in one run: two seconds, enough for all findings that people read.
_MOST_COMPARED = 500_000
_LONGEST = 200  # characters of a compared name: the time grows with their square
_FEW = 1000  # known names whose answer is cached


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Return a text without case, accents and full stops."""
    letters = unicodedata.normalize("NFD", text.replace(".", "").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def shared_start(one: str, other: str) -> int:
    """Return how many letters two texts share from their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def turned(name: str) -> list[str]:
    """List the ways to put the beginning of a name in brackets at its end.

    So do lists of the United Nations: "Islamic Republic of Iran" is "Iran (Islamic Republic of)".
    """
    words = name.split()
    return [
        f"{' '.join(words[place:])} ({' '.join(words[:place])})"
        for place in range(len(words) - 1, 1, -1)
    ]


def nearest(wanted: str, known: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """List the known words most similar to another, best first; empty if none is close.

    Args:
        wanted: the unknown word.
        known: the known words; case and accents are ignored.
        most: the maximum number of words.
        alike: the minimum similarity, from 0 to 1.
    """
    from difflib import get_close_matches  # late: only an unknown word needs it

    if len(wanted) > _LONGEST:
        return []
    by_form = {plain(word): word for word in known if len(word) <= _LONGEST}
    return [by_form[form] for form in get_close_matches(plain(wanted), by_form, most, alike)]


def nearest_iri(wanted: str, known: Iterable[str]) -> str:
    """Return the known IRI that another was probably meant to be; empty if none is similar enough.

    Namespaces are long and similar, so only local names are compared. Names with different numbers,
    codes or hashes are different entities, however similar the rest: only words are misspelt.
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
    """Return whether a local name differs from another only in the spelling of its words."""
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
    """A search for similar IRIs that gives up after many comparisons, to bound its time."""

    def __init__(self, most: int = _MOST_COMPARED) -> None:
        self._left = most
        self._found: dict[tuple[str, tuple[str, ...]], str] = {}

    def find(self, wanted: str, known: Iterable[str]) -> str:
        """Return what `nearest_iri` does; empty once the comparisons are used up."""
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
    """Split an IRI after its last `#` or `/` into namespace and local name."""
    place = max(iri.rfind("#"), iri.rstrip("/").rfind("/")) + 1
    return iri[:place], iri[place:]
