"""Terms as a file writes them, and sentences about them in every language."""

import re
from collections.abc import Iterable, Mapping
from itertools import starmap

from gcm.core.language import Text, msg
from gcm.core.namespaces import XSD
from gcm.core.rdf_formats import Form
from gcm.rdf.oxigraph import Literal, NamedNode, Term

DID_YOU_MEAN = msg("Did you mean {near}?")
ADVICE_LANGUAGE_NEAR = msg("Language tags follow BCP 47: did you mean @{near} instead of @{tag}?")
ADVICE_LANGUAGE = msg(
    "Add the language of the text, such as “@en” or “@es”, after its quotation marks."
)
ADVICE_TEXT = msg("Expected a quoted string, not an IRI.")

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
_BARE = {XSD + "integer": re.compile(r"[+-]?[0-9]+"), XSD + "boolean": re.compile("true|false")}
_TAIL = re.compile(r"[A-Za-z0-9_.-]+\Z")
_LONGEST = 1000  # characters of an IRI that is written with a prefix
_KEPT: dict[int, tuple[Mapping[str, str], Mapping[str, str]]] = {}
_MOST_KEPT = 16
_FEW_PARTS = 3  # of a difference that is shown
FEW = 12


def differences(given: str, meant: str) -> list[Text]:
    """Return the sentence that shows the letters in which two names differ, if they are easily
    overlooked: a sign, case, a letter of another alphabet, which is named by its code point.
    """
    from difflib import SequenceMatcher  # late: only a wrong name needs it

    if max(len(given), len(meant)) > _LONGEST:
        return []
    parts = [
        (given[a:b], meant[c:d])
        for kind, a, b, c, d in SequenceMatcher(None, given, meant, False).get_opcodes()
        if kind != "equal"
    ]
    if not parts or len(parts) > _FEW_PARTS or not all(starmap(_overlooked, parts)):
        return []
    shown = ", ".join(f"{_letters(here)} → {_letters(there)}" for here, there in parts)
    return [msg("The letters that differ: {shown}").texts(shown=shown)]


def _overlooked(given: str, meant: str) -> bool:
    return (
        given.lower() == meant.lower()
        or not given.isascii()
        or not any(letter.isalnum() for letter in given + meant)
    )


def _letters(text: str) -> str:
    code = " ".join(f"U+{ord(letter):04X}" for letter in text if not letter.isascii())
    return f"{text or '∅'} ({code})" if code else text or "∅"


def list_of(names: Iterable[str]) -> Text:
    """Return the sentence that offers some names to choose from; empty if there are none."""
    known = sorted(names)
    if not known:
        return {}
    shown = ", ".join(known[:FEW])
    if len(known) <= FEW:
        return msg("Use one of these: {known}.").texts(known=shown)
    return msg("Use one of {count}, such as {known}.").texts(count=str(len(known)), known=shown)


def written(term: Term | str, prefixes: Mapping[str, str], form: Form = "turtle") -> str:
    """Return a term as a file of a format writes it.

    Args:
        term: the term; text is an IRI, or `_:label`.
        prefixes: the prefixes that the file declares.
        form: the format of the file.
    """
    short = prefixes if form in ("turtle", "trig") else {}
    if isinstance(term, str):
        return term if term.startswith("_:") else _iri(term, short)
    if isinstance(term, NamedNode):
        return _iri(term.value, short)
    if not isinstance(term, Literal):
        return str(term)
    datatype = term.datatype.value
    if short and (bare := _BARE.get(datatype)) and bare.fullmatch(term.value):
        return term.value
    if term.language or datatype == XSD + "string":
        return str(term)
    return f"{Literal(term.value)}^^{_iri(datatype, short)}"


def _iri(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI with the prefix of the longest namespace, if the rest is plain enough."""
    tail = _TAIL.search(iri, max(0, len(iri) - _LONGEST))
    names = _by_namespace(prefixes) if prefixes and tail and len(iri) <= _LONGEST else {}
    for place in range(len(iri) - 1, tail.start() - 1 if tail else 0, -1) if names else ():
        name = names.get(iri[:place])
        if name is not None and _LOCAL.fullmatch(iri, place):
            return f"{name}:{iri[place:]}"
    return f"<{iri}>"


def _by_namespace(prefixes: Mapping[str, str]) -> Mapping[str, str]:
    """Return namespace to prefix, cached for the prefixes of the last few files."""
    if id(prefixes) not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        # Keeps the prefixes themselves, so that no other object can get their id.
        _KEPT[id(prefixes)] = prefixes, {iri: name for name, iri in sorted(prefixes.items())}
    return _KEPT[id(prefixes)][1]
