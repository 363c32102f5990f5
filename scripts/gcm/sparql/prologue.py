"""The prologue of a query to be sent elsewhere: its form, and the prefixes that it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from gcm.core.errors import QueryError
from gcm.core.language import msg
from gcm.sparql.guard import IRI_CHARS, NAME_CHAR, STRING

# Comments, strings and IRIs are skipped; every quantifier that scans far is possessive.
_WORD: Final = re.compile(
    rf"\#[^\n\r]*+|{STRING}|<{IRI_CHARS}>"
    r"|[?$]\w*+"
    rf"|(?P<prefix>(?:(?![:.\-0-9]){NAME_CHAR}(?:(?!:){NAME_CHAR})*+)?+):{NAME_CHAR}*+"
    rf"|(?P<word>(?![.\-]){NAME_CHAR}++)",
    re.DOTALL,
)
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def read_prologue(text: str, prefixes: Mapping[str, str]) -> tuple[str, str]:
    """Return the form of a query, and its text with missing declarations of prefixes added.

    Args:
        text: a query that the guard accepted.
        prefixes: the prefixes that the query may use without declaring them.

    Returns:
        One of SELECT, ASK, CONSTRUCT, DESCRIBE; and the text, on the same lines as before.

    Raises:
        RunError: the query has none of these forms.
    """
    form, before = "", ""
    used: dict[str, None] = {}
    declared: set[str] = set()
    for found in _WORD.finditer(text):
        if (prefix := found["prefix"]) is not None:
            if before == "PREFIX" and not form:
                declared.add(prefix)
            else:
                used[prefix] = None
        before = (found["word"] or "").upper()
        if before in _FORMS:
            form = form or before
    if not form:
        raise QueryError(msg("not valid SPARQL: no SELECT, ASK, CONSTRUCT or DESCRIBE found."))
    lacking = [name for name in used if name in prefixes and name not in declared]
    return form, "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in lacking) + text
