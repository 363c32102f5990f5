"""The prologue of a query to be sent elsewhere: its form, and the prefixes that it lacks."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from gcm.core.errors import QueryError
from gcm.sparql.tokens import Token, tokens

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
    form = ""
    used: dict[str, None] = {}
    declared: set[str] = set()
    for before, token in pairwise([Token("mark", "", 0), *tokens(text)]):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before.kind == "word" and before.text.upper() == "PREFIX" and not form:
                declared.add(prefix)
            else:
                used[prefix] = None
        elif token.kind == "word" and token.text.upper() in _FORMS:
            form = form or token.text.upper()
    if not form:
        raise QueryError("not valid SPARQL: no SELECT, ASK, CONSTRUCT or DESCRIBE found.")
    lacking = [name for name in used if name in prefixes and name not in declared]
    return form, "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in lacking) + text
