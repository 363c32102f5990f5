"""Terms as a file writes them, and sentences about them in every language."""

import re
from collections.abc import Iterable, Mapping
from itertools import starmap

from gcm.core.language import Text, msg
from gcm.core.rdf_formats import Form
from gcm.core.results import as_sparql
from gcm.rdf.oxigraph import Term, cell

DID_YOU_MEAN = msg("Did you mean {near}?")
ADVICE_LANGUAGE_NEAR = msg("Language tags follow BCP 47: did you mean @{near} instead of @{tag}?")
ADVICE_LANGUAGE = msg(
    "Add the language of the text, such as “@en” or “@es”, after its quotation marks."
)
ADVICE_TEXT = msg("Expected a quoted string, not an IRI.")

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
_LONGEST = 1000  # characters of an IRI that is written with a prefix
_FEW_PARTS = 3  # of a difference that is shown
FEW = 12


def differences(given: str, meant: str) -> list[Text]:
    """Return the sentence that shows the letters in which two names differ, if easily overlooked.

    Such are a sign, case, a letter of another alphabet, which is named by its code point.
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
    shortens = form in ("turtle", "trig")
    if isinstance(term, str):
        return term if term.startswith("_:") else _short(term, prefixes if shortens else {})
    found = cell(term)
    if not shortens or found is None:
        return str(term)
    return as_sparql(found, lambda iri: _short(iri, prefixes))


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI with the prefix of the longest namespace, if the rest is plain enough."""
    fitting = [
        (len(namespace), name)
        for name, namespace in (prefixes.items() if len(iri) <= _LONGEST else ())
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace))
    ]
    if not fitting:
        return f"<{iri}>"
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"
