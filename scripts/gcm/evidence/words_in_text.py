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

# Words that make a longer proper name of the name beside them: "American Samoa", "Irlanda del
# Norte", "Ciudad de Panamá" are no State.
_BEFORE_NAME = (
    "American|British|Danish|Dutch|French|New|North|Northern|South|Southern|East|Eastern|"
    "Equatorial|West|Western|Nueva|Nuevo|Ciudad de|Golfo de|Gulf of|"
    "Universidad de|University of|Banco de|Bank of"
)
_AFTER_NAME = (
    "Americana|Antilles|Bissau|Británica|City|del Norte|del Sur|Ecuatorial|Francesa|Holandesa|"
    "Occidental|Oriental"
)
_JOINED = (
    re.compile(rf"\b({_BEFORE_NAME}|{_BEFORE_NAME.upper()})[ -](?=\w)"),
    re.compile(rf"(?<=\w)[ -]({_AFTER_NAME}|{_AFTER_NAME.upper()})\b"),
)

# Names in a row, as in "Chile, Bolivia y Perú"; more than there are States would only take time.
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_ROW = (
    rf"\b{_NAME_WORD}(?:[ ,;]+(?:(?:y|e|o|u|ni|and|or|nor|de|del|la|las|los|el|the|of) )*"
    rf"{_NAME_WORD}){{0,200}}"
)
# What looks like a negation and is none; and what takes a negation back.
_NO_NEGATION = re.compile(
    r"\b(?:no s[oó]lo|no solamente|not only|no obstante|sin embargo|sin duda|sin perjuicio|"
    r"no\.? ?[0-9])\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:pero|sino|aunque|mientras|but|although|though|however|while|whereas)\b")
_EXCEPT = (
    r"excepto|exceptuando|salvo|except|excluding|(?:a|con) excepción de|"
    r"with the exception of|other than"
)
_DENIED = r"declin\w+|rehus\w+|refus\w+"
_NAMES_DENIED = re.compile(
    rf"{_ROW}[ ,;]+(?:(?:se|lo|le|has|have|had|did|does|do|was|were|is|are|will|would|could|can) )*"
    rf"(?:no|not|nunca|never|tampoco|cannot|\w+n['’]t|{_DENIED})\b"
)
_NAMES_EXCEPTED = re.compile(
    r"\b(?i:no|not|ni|neither|nor|nunca|never|tampoco|sin|without|"
    rf"{_EXCEPT})(?: [a-zà-ÿ]+){{0,4}} {_ROW}"
)

# A pronoun, an article or an auxiliary verb may be between a negation and the negated word.
_BETWEEN = (
    r"(?:\s+(?:se|me|nos|les?|l[oa]s?|el|al|una?|ha|han|había|habían|fue|fueron|es|son|está|están|"
    r"the|a|an|any|yet|been|be|have|has|to))*"
)
_NEGATION = r"(?:no|ni|nunca|jamás|tampoco|sin|not|cannot|never|neither|nor|without|\w*n['’]t)"
_BEFORE = re.compile(rf"\b(?:{_NEGATION}|{_EXCEPT}){_BETWEEN}[\s“”«\"'(]*$", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s”»\"')]*(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|shall|should|could|can|"
    rf"may|might|must)\s+)?(?:n['’]t|{_NEGATION}|(?:se\s+)?(?:{_DENIED}))\b(?!\.?\s*[0-9]|\.º)",
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

# What a small number is also written as: a Roman numeral, or words.
_SPELT = (
    "i primer primero primera first|ii dos segundo segunda two second|iii tres tercer tercero"
    " tercera three third|iv cuatro cuarto cuarta four fourth|v cinco quinto quinta five "
    "fifth|vi seis sexto sexta six sixth|vii siete séptimo séptima seven seventh|viii ocho "
    "octavo octava eight eighth|ix nueve noveno novena nine ninth|x diez décimo décima ten "
    "tenth|xi once undécimo undécima eleven eleventh|xii doce duodécimo duodécima twelve "
    "twelfth|xiii trece thirteen|xiv catorce fourteen|xv quince fifteen|xvi dieciséis "
    "sixteen|xvii diecisiete seventeen|xviii dieciocho eighteen|xix diecinueve nineteen|xx "
    "veinte twenty|xxi|xxii|xxiii|xxiv|xxv|xxvi|xxvii|xxviii|xxix|xxx"
)
_NUMBERS = {
    word: number for number, words in enumerate(_SPELT.split("|"), 1) for word in words.split()
}
_NUMBER = re.compile(r"(?<!\w)([0-9]+)(?:er|r[oa]|d[oa]|t[oa]|st|nd|rd|th|[ªº])?(?!\w)|[^\W0-9]+")

_WITHIN = re.compile(r"\w\n\w")

Side = Literal["before", "after"]


def bare(label: str) -> str:
    """Return a name without a qualifier in brackets last: "Bolivia (Plurinational State of)"."""
    return _QUALIFIER.sub("", label)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, in lower case, without the qualifier in brackets at its end."""
    return tuple(_WORD.findall(bare(name).lower()))


def without_denied(text: str) -> str:
    """Return a text without the names that it denies or excepts: "excepto Cuba", "Chile did not".

    Names before a negation stay where the text goes on with "but".
    """
    text = _NO_NEGATION.sub("", text)
    text = text if _BUT.search(text) else _NAMES_DENIED.sub("¬ no", text)
    return _NAMES_EXCEPTED.sub("¬", text)


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

    "República Dominicana" does not name Dominica, "Guinea-Bissau" not Guinea, "American Samoa" not
    Samoa. A hyphen is a break. Case counts in names that are all capitals, "who" is not the WHO,
    and in those of one word: "la delegación china" does not name China.
    """

    def __init__(self) -> None:
        self._starting: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}

    def add(self, name: str, thing: str) -> None:
        """Add a name of an entity, without the qualifier in brackets at its end."""
        name = _joined(bare(name))
        if words := words_of(name):
            entry = words, thing, name
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
        text = _joined(text)
        matches = list(_WORD.finditer(text))
        words = tuple(match[0].lower() for match in matches)
        for start, word in enumerate(words):
            for name, thing, exact in self._starting.get(word, ()):
                end = start + len(name)
                if words[start:end] == name:
                    written = text[matches[start].start() : matches[end - 1].end()]
                    small = len(name) == 1 and written.islower() and not exact.islower()
                    if written == exact or not (exact.isupper() or small):
                        yield start, end, thing


def _joined(text: str) -> str:
    """Return a text in which what makes a longer proper name is one word with the name."""
    for pattern in _JOINED:
        text = pattern.sub(r"\1", text)
    return text


def numbers_in(text: str) -> tuple[set[int], set[int]]:
    """Return the numbers that a text gives in digits, and all that it gives: Roman numerals and
    words for small ones too.
    """
    words = list(_NUMBER.finditer(text.lower()))
    digits = {int(word[1]) for word in words if word[1]}
    return digits, digits | {_NUMBERS[word[0]] for word in words if word[0] in _NUMBERS}


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
