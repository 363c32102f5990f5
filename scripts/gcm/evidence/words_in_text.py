"""Words of quotes: the names in a text, where a quote is cut, the language of prose."""

import re
from collections.abc import Iterator
from typing import Literal

from gcm.core.namespaces import GCM, SKOS

# The properties whose values name an entity in a text.
NAMES = (
    *(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel")),
    *(GCM + name for name in ("acronym", "wording")),
)

_WORD = re.compile(r"\w+")
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")

# A pronoun, an article or an auxiliary verb may be between a negation and the negated word.
_BETWEEN = (
    r"(?:\s+(?:se|me|nos|les?|l[oa]s?|el|al|una?|ha|han|había|habían|fue|fueron|es|son|está|están|"
    r"the|a|an|any|yet|been|be|have|has|to))*"
)
_NEGATION = r"(?:no|ni|nunca|jamás|tampoco|sin|not|cannot|never|neither|nor|without|\w*n['’]t)"
_BEFORE = re.compile(rf"\b{_NEGATION}{_BETWEEN}[\s“”«\"'(]*$", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s”»\"')]*(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|shall|should|could|can|"
    rf"may|might|must)\s+)?(?:n['’]t|{_NEGATION})\b(?!\.?\s*[0-9]|\.º)",
    re.IGNORECASE,
)

_FUNCTION_WORDS = {
    "es": "el la las los de del y en con por para que se su sus al un una es son como lo entre",
    "en": "the of and to in for with by on at from that is are was were their its this these which",
}
_OWN_WORDS = {lang: frozenset(text.split()) for lang, text in _FUNCTION_WORDS.items()}
_LEAST_WORDS, _LEAST_FOREIGN = 5, 2
# Words with a capital, joined by at most three small ones: a name, in any language.
_NAME = re.compile(
    r"[A-ZÁÉÍÓÚÑ][\w.’'-]*(?:\s+(?:(?:"
    + "|".join(" ".join(_FUNCTION_WORDS.values()).split())
    + r")\s+){0,3}[A-ZÁÉÍÓÚÑ(][\w.’'-]*)+"
)

_WITHIN = re.compile(r"\w\n\w")

Side = Literal["before", "after"]


def bare(label: str) -> str:
    """Return a name without a qualifier in brackets last: "Bolivia (Plurinational State of)"."""
    return _QUALIFIER.sub("", label)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, in lower case, without the qualifier in brackets at its end."""
    return tuple(_WORD.findall(bare(name).lower()))


def occurs(words: str, quote: str) -> bool:
    """Return whether words are in a quote as whole words, letter by letter.

    At the start of the quote their first letter may be a capital, since the quote may begin a unit.
    """
    capital = words[:1].upper() + words[1:]
    return bool(
        re.search(rf"(?<!\w){re.escape(words)}(?!\w)", quote)
        or re.match(rf"{re.escape(capital)}(?!\w)", quote)
    )


class Names:
    """Names in one language, of which the longest at each place of a text counts.

    "República Dominicana" does not name Dominica, "Guinea-Bissau" not Guinea. A hyphen is a break.
    Case counts only in names that are all capitals: "who" is not the WHO.
    """

    def __init__(self) -> None:
        self._starting: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}

    def add(self, name: str, thing: str) -> None:
        """Add a name of an entity, without the qualifier in brackets at its end."""
        name = bare(name)
        if words := words_of(name):
            entry = words, thing, name if name.isupper() else ""
            self._starting.setdefault(words[0], []).append(entry)

    def named(self, text: str) -> set[str]:
        """Return the entities that a text names."""
        found = list(self._found(text))
        return {
            thing
            for start, end, thing in found
            if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
        }

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield every place of every name, as numbers of words, with the entity named."""
        matches = list(_WORD.finditer(text))
        words = tuple(match[0].lower() for match in matches)
        for start, word in enumerate(words):
            for name, thing, exact in self._starting.get(word, ()):
                end = start + len(name)
                if words[start:end] == name:
                    written = text[matches[start].start() : matches[end - 1].end()]
                    if not exact or written == exact:
                        yield start, end, thing


def cut_at_negation(before: str, after: str) -> Side | None:
    """Return on which side of a quote a negation was cut off, if on any.

    Args:
        before: the text before the quote in its unit.
        after: the text after the quote in its unit.
    """
    if _BEFORE.search(before):
        return "before"
    return "after" if _AFTER.match(after) else None


def cut_in_word(before: str, words: str, after: str) -> bool:
    """Return whether a quote begins or ends within a word.

    Args:
        before: the text before the quote in its unit.
        words: the quote.
        after: the text after the quote in its unit.
    """
    return bool(_WITHIN.search(before[-1:] + "\n" + words + "\n" + after[:1]))


def other_language(text: str, language: str) -> bool:
    """Return whether prose tagged as Spanish or English is plainly in the other of the two.

    Prose is, if five words or more contain two function words of the other language and none of
    their own; names are ignored.

    Args:
        text: any text.
        language: "es" or "en"; others are never reported.
    """
    if language not in _OWN_WORDS or len(_WORD.findall(text)) < _LEAST_WORDS:
        return False
    other = "en" if language == "es" else "es"
    words = _WORD.findall(_NAME.sub(" ", text).lower())
    own, foreign = (sum(word in _OWN_WORDS[one] for word in words) for one in (language, other))
    return own == 0 and foreign >= _LEAST_FOREIGN
