"""The tokens of a query, and what can be read off them without a parser."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count, pairwise
from typing import Final, NamedTuple

from gcm.core.namespaces import RDF
from gcm.sparql.guard import IRI_CHARS, NAME_CHAR, STRING

# Every quantifier that scans far is possessive. A full stop or hyphen begins no name.
_FIRST: Final = rf"(?![:.\-0-9]){NAME_CHAR}"
_NAME: Final = rf"(?:(?:(?!:){NAME_CHAR})++)?+"
_LOCAL: Final = rf"(?:{NAME_CHAR}|\\[_~.\-!$&'()*+,;=/?#@%])*+"
_KINDS: Final = {
    "comment": r"\#[^\n\r]*+",
    "string": STRING,
    "iri": rf"<{IRI_CHARS}>",
    "variable": r"[?$][\w\u00b7\u0300-\u036f\u203f\u2040]++",
    "blank": rf"_:{NAME_CHAR}++",
    "language": r"@[A-Za-z]++(?:-[A-Za-z0-9]++|--[A-Za-z]++)*+",
    "name": rf"(?:{_FIRST}{_NAME})?+:{_LOCAL}",
    "number": r"[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+|\.[0-9]++(?:[eE][+-]?[0-9]++)?+",
    "word": rf"{_FIRST}{NAME_CHAR}*+",
    "mark": r"<<\(|\)>>|<<|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|\S",
}
OPEN: Final = ("(", "[", "{")
SHUT: Final = (")", "]", "}")


_TERMS: Final = ("variable", "iri", "name", "blank", "string", "number")
_SUBJECT_ENDS: Final = ("true", "false", "]", ")", ";", "[", ">>", ")>>")
_OBJECT_BEGINS: Final = ("true", "false", "(", "[", "+", "-")
# A query with one of these reads more than the triples of its patterns, or other graphs.
_READ_ANY: Final = ("GRAPH", "DESCRIBE", "FROM", "BASE")
_ANY_MARKS: Final = ("?", "<<", "<<(", "{|", "~")


class Token(NamedTuple):
    """A token, with the place, from 0, where it begins in the text."""

    kind: str
    text: str
    start: int


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in _KINDS.items()), re.DOTALL)


def tokens(text: str) -> list[Token]:
    """The tokens of a query without its comments; what is none of SPARQL's is a mark."""
    found = []
    for match in _pattern().finditer(text):
        kind, part = str(match.lastgroup), match[0]
        if kind in ("name", "word", "blank"):
            part = part.rstrip(".")  # a full stop within a name only
        if kind != "comment":
            found.append(Token(kind, part, match.start()))
            found += [
                Token("mark", ".", match.start() + place)
                for place in range(len(part), len(match[0]))
            ]
    return found


def iris(text: str, prefixes: Mapping[str, str]) -> list[str]:
    """The IRIs that a query names, each once, in the order of the text; none of its prologue.

    Args:
        text: the query.
        prefixes: what it may use without declaring it.
    """
    return list(dict.fromkeys(iri for _, iri in _named(tokens(text), prefixes)))


def _named(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[Token, str]]:
    """The tokens that name IRIs after the prologue, with what they name."""
    known = dict(prefixes)
    declared = ""
    for before, token in pairwise([Token("mark", "", 0), *found]):
        if token.kind == "name" and is_word(before, "PREFIX"):
            declared = token.text[:-1]
        elif token.kind == "iri" and before.kind == "name" and before.text == f"{declared}:":
            known[declared] = token.text[1:-1]
        elif token.kind == "iri" and not is_word(before, "BASE"):
            yield token, token.text[1:-1]
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in known:
                yield token, known[prefix] + re.sub(r"\\(.)", r"\1", local)


def ends_of_paths(text: str, prefixes: Mapping[str, str]) -> set[str]:
    """The IRIs at an end of paths with `*` or `?`; "" where the tokens alone do not tell.

    Args:
        text: the query.
        prefixes: what it may use without declaring it.
    """
    # First what costs nothing: most queries have no such path, though their comments ask.
    if not re.search(r"(?m)^(?!\s*#).*?(?:(?<!SELECT )(?<!\()\*|\?(?!\w))", text):
        return set()
    found = tokens(text)
    ends: set[Token] = set()
    for place, mark in enumerate(found):
        if mark.text not in ("*", "?") or not place or not _closes(found[place - 1]):
            continue
        first = last = place
        while _is_path(found[first - 1 : first + 1]):
            first -= 1
        while _is_path(found[last : last + 2]):
            last += 1
        ends |= {*_subject(found, first), *found[last + 1 : last + 2]}
        # More objects, or a subject in which a datatype stands.
        ends |= {one for one in found[last + 2 : last + 3] if one.text == ","}
        ends |= {one for one in found[max(first - 2, 0) : first] if one.text == "^^"}
    ends = {one for one in ends if one.kind not in ("variable", "blank") and one.text not in OPEN}
    if ends and any(is_word(token, word) for token in found for word in ("GRAPH", "FROM")):
        return {""}
    named = dict(_named(found, prefixes)) if ends else {}
    return {named.get(end, "") for end in ends}


def _closes(token: Token) -> bool:
    """Whether a path may end with a token."""
    return token.kind in ("iri", "name") or token.text in (")", "*", "?", "+", "a")


def _is_path(pair: Sequence[Token]) -> bool:
    """Whether two tokens can stand side by side in one path."""
    if len(pair) < 2 or not all(_closes(one) or one.text in "(/|^!" for one in pair):
        return False
    left, right = pair
    return not (_closes(left) and (right.kind in ("iri", "name") or right.text in "(^!a"))


def _subject(found: Sequence[Token], path: int) -> Sequence[Token]:
    """The token before a path, or before the properties that go before it."""
    before = found[max(path - 1, 0) : path]
    if not before or before[0].text != ";":
        return before
    depth = 0
    for place in range(path - 1, -1, -1):
        text = found[place].text
        depth += (text in SHUT) - (text in OPEN)
        if depth < 0 or (depth == 0 and text == ".") or (text == "}" and depth == 1):
            return found[place + 1 : place + 2] if text != "[" else ()
    return before


def properties_read(text: str, prefixes: Mapping[str, str]) -> list[str] | None:
    """The properties that a query reads, among other IRIs; None if it may read any.

    It may if a variable could be a property, and if it reads nodes or graphs whatever their triples
    say, as paths of zero length, GRAPH and DESCRIBE do. A query that is hard to read may.

    Args:
        text: the query.
        prefixes: what it may use without declaring it.
    """
    none = Token("mark", "", 0)
    found = tokens(text)
    named = dict(_named(found, prefixes))
    depth, lists = 0, False  # braces; whether variables only follow one another, as in SELECT ?a ?b
    for before, token, after in zip([none, *found], found, [*found[1:], none], strict=False):
        if token.text in ("{", "}"):
            depth, lists = depth + (1 if token.text == "{" else -1), False
        elif is_word(token, "SELECT") or is_word(token, "BY"):
            lists = True
        elif _reads_any(before, token, after) or (
            _between(before, after)
            if token.kind == "variable" and depth and not lists
            else token.kind == "name" and token not in named and not is_word(before, "PREFIX")
        ):
            return None
    implied = ["first", "rest", *(["type"] if any(one.text == "a" for one in found) else [])]
    return [*named.values(), *(RDF + name for name in implied)]


def _reads_any(before: Token, token: Token, after: Token) -> bool:
    """Return whether a query with a token between two others may read any property."""
    if token.kind == "string":
        return False
    if token.kind == "word" and any(word in token.text.upper() for word in _READ_ANY):
        return True
    if token.text == "*":  # `COUNT(*)` and `SELECT *` are no paths
        return before.text != "(" and not is_word(before, "SELECT")
    if token.text == "!":  # `!BOUND(?x)` and `!?x` are no paths
        return after.kind not in ("word", "variable") or after.text == "a"
    return token.text in _ANY_MARKS or not token.text.isascii() or "\\" in token.text


def _between(before: Token, after: Token) -> bool:
    """Return whether a property could be between two tokens."""
    subject = before.kind in (*_TERMS, "language") or before.text.lower() in _SUBJECT_ENDS
    return subject and (after.kind in _TERMS or after.text.lower() in _OBJECT_BEGINS)


def star_order(text: str) -> dict[str, int]:
    """The places of the variables that `SELECT *` gives, in the order of the text.

    Variables that a subquery does not give do not count. Empty for a query without `SELECT *`.
    """
    if "*" not in text:
        return {}
    found = tokens(text)
    start = next((n for n, token in enumerate(found) if is_word(token, "SELECT")), len(found))
    head, _ = _projection(found, start)
    if head is not None:
        return {}
    names: dict[str, None] = {}
    place = start + 1
    while place < len(found):
        token = found[place]
        place += 1
        if token.kind == "variable":
            names.setdefault(token.text[1:])
        elif is_word(token, "SELECT"):
            given, body = _projection(found, place - 1)
            if given is not None:
                names |= dict.fromkeys(given)
                place = _end_of_group(found, body)
    return dict(zip(names, count()))


def is_word(token: Token, word: str) -> bool:
    """Return whether a token is a word of SPARQL, which may be in small letters."""
    return token.kind == "word" and token.text.upper() == word


def _projection(found: Sequence[Token], select: int) -> tuple[list[str] | None, int]:
    """The variables that a SELECT names, None for all; and the place after them."""
    names: list[str] = []
    depth, before = 0, None
    for place in range(select + 1, len(found)):
        token = found[place]
        if token.text == "*" and depth == 0:
            return None, place + 1
        if token.text == "{" or is_word(token, "WHERE") or is_word(token, "FROM"):
            return names, place
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or (before and is_word(before, "AS"))):
            names.append(token.text[1:])
        before = token
    return names, len(found)


def _end_of_group(found: Sequence[Token], start: int) -> int:
    """The place of the brace that closes the group in which a place is."""
    depth = 0
    for place in range(start, len(found)):
        depth += (found[place].text == "{") - (found[place].text == "}")
        if depth < 0:
            return place
    return len(found)
