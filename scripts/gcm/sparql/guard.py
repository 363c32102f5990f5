"""The first wall: refuse a query that would open a connection or change the graph.

Nothing here parses SPARQL. The engine shows no parse tree and has no token stage (`1SERVICE<u>{}`
is a call), so a lexer of ours would miss calls. Instead the guard searches for the *shape* of a
call anywhere in the text, strings and comments included, under every reading of the text. A call
that passes meets the second wall, `gcm.sandbox.run_apart`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from gcm.core.errors import GraphNotLoaded, QueryError
from gcm.core.language import msg

_QUERY_REFUSED_UPDATE = msg(
    "refused: {form} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE run here."
)

# Wider than SPARQL's four characters, but without U+1680, which is allowed in a name.
_SPACE: Final = r"\x00-\x20\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
NAME_CHAR: Final = rf"""[^{_SPACE}!"#$&'()*+,/;<=>?@\\\[\]^`{{|}}~]"""
_NAME_CHARS: Final = rf"""(?:{NAME_CHAR}++|\\[_~.\-!$&'()*+,;=/?#@%])*+"""
_PREFIXED: Final = rf"(?:(?!:){NAME_CHAR})*+:{_NAME_CHARS}"

# Every quantifier that could scan far is possessive, and no scan starts twice at the same place: a
# run of name characters is taken whole, a comment is never walked. So matching takes linear time.


class _Shape(NamedTuple):
    """A pattern to search for, cut at line ends, where a comment may begin or end.

    Attributes:
        word: the keyword, without which there is no match.
        starts: the pattern of a beginning; the group `run` contains the characters joined to the
            keyword, `open` is set if a name must follow.
        tails: the pattern of the next line, by the expected token: a name (`open`) or a brace
            (`wait`). The last group that matched is expected in the next line; `found` ends the
            search.
    """

    word: str
    starts: str
    tails: Mapping[str, str]


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern; IGNORECASE folds as Unicode does, so that `ſERVICE` and `SERVİCE` match.

    Patterns are compiled on demand: most queries contain none of the words, and compiling costs
    milliseconds.
    """
    return re.compile(text, re.IGNORECASE | re.DOTALL)


# A variable or the local part of a prefixed name is one token for every SPARQL parser, so it
# contains no keyword: `SELECT ?service ?name {` is an ordinary query.
_ONE_TOKEN: Final = r"[?$:][0-9a-z_]++"
_OPEN: Final = rf"[{_SPACE}]*+(?:SILENT[{_SPACE}]*+)?+"
# `{|` opens an annotation, never a group.
_BRACE: Final = rf"[{_SPACE}]*+(?:(?P<found>\{{(?!\|))|(?P<wait>\#|\Z))"

_SERVICE: Final = _Shape(
    "SERVICE",
    rf"{_ONE_TOKEN}|SERVICE(?P<run>{_NAME_CHARS})(?P<open>(?<=SERVICE)|(?<=SILENT))?",
    {
        "open": rf"{_OPEN}(?:(?:<[^<>]*+>|[?$]{_NAME_CHARS}|{_PREFIXED}){_BRACE}"
        rf"|(?P<open>\#|\Z))",
        "wait": _BRACE,
    },
)
# Only as a separate word: an operation never follows a number, as a SERVICE may, and otherwise
# `ex:work-load ex:y` would be refused.
_LOAD: Final = _Shape(
    "LOAD",
    rf"{_ONE_TOKEN}|(?<!{NAME_CHAR})(?<![?$@\\/#])LOAD"
    rf"(?P<run>)(?P<open>(?:SILENT)?+(?!{NAME_CHAR}))",
    {"open": rf"{_OPEN}(?:(?P<found><[^<>]*+>|{_PREFIXED})|(?P<open>\#|\Z))"},
)

# Ends of a comment:   for some parsers, \r too for SPARQL, more characters for Unicode. White space
# after a comment has no meaning, and a megabyte of empty lines is one line.
_LINE_ENDS: Final = tuple(
    rf"[{end}][{_SPACE}]*+" for end in (r"\n", r"\n\r", r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029")
)

_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})")

_GAP: Final = rf"(?:[{_SPACE}]++|\#[^\n\r]*+)*+"
IRI_CHARS: Final = rf"""[^{_SPACE}<>"{{}}|^`]*+"""
# Closed or not, so that an unclosed string is skipped only once.
STRING: Final = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?+' r"|'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?+"
    r'|"(?:[^"\\\n\r]|\\.)*+"?+' r"|'(?:[^'\\\n\r]|\\.)*+'?+"
)  # fmt: skip
_UPDATE: Final = (
    rf"{_GAP}(?:(?:PREFIX{_GAP}{_PREFIXED}{_GAP}<{IRI_CHARS}>|BASE{_GAP}<{IRI_CHARS}>"
    rf"|VERSION{_GAP}(?:{STRING})){_GAP})*+"
    rf"(?P<form>INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)(?!{NAME_CHAR})"
)
# A query simple enough to be distinguished from an update at a glance.
_QUERY: Final = (
    r"(?:[ \t]*(?:#[^\n\r]*|PREFIX \w*: <[^<>\s]*>)?\n)*+\s*+(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\s"
)
# Without any of these words there is nothing to search for, and no pattern to compile.
_WORDS: Final = (
    "SERVICE", "FROM", "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD",
    "WITH",
)  # fmt: skip
_CLAUSE: Final = (
    rf"\#[^\n\r]*+|{STRING}"
    rf"|PREFIX{_GAP}(?P<prefix>(?:(?!:){NAME_CHAR})*+):{_GAP}<(?P<namespace>{IRI_CHARS})>"
    rf"|BASE{_GAP}<(?P<base>{IRI_CHARS})>"
    rf"|(?:ASK|CONSTRUCT)?FROM{_GAP}(?:NAMED{_GAP})?+(?:<(?P<iri>{IRI_CHARS})>|(?P<name>{_PREFIXED}))"
    rf"|<{IRI_CHARS}>|[?$]?{NAME_CHAR}++"
)


def check_query(
    text: str, loaded_graphs: Callable[[], Collection[str]], prefixes: Mapping[str, str]
) -> bool:
    """Accept a query of the loaded graph only; return whether FROM restricts it.

    Args:
        text: the query, as the user wrote it.
        loaded_graphs: gives the IRIs that a FROM clause may name; called if there is one.
        prefixes: the prefixes that the query may use without declaring them.

    Raises:
        RunError: the text contains `SERVICE name {`, is an update, or names another graph.
    """
    chosen = False
    if _is_harmless(text):
        return chosen
    for reading in dict.fromkeys((text, _expand(text))):
        if _holds(_SERVICE, reading):
            raise QueryError(
                "refused: SERVICE would open a connection; this tool asks the loaded graph only. "
                "Remove the SERVICE block."
            )
        if form := _update_form(reading):
            raise QueryError(_QUERY_REFUSED_UPDATE, form=form)
        if _holds(_LOAD, reading):
            raise QueryError(_QUERY_REFUSED_UPDATE, form="LOAD")
        for graph in _graphs(reading, prefixes):
            if graph not in loaded_graphs():
                # A control character hidden by an escape must not reach a terminal.
                shown = graph if graph.isprintable() else ascii(graph)[1:-1]
                raise GraphNotLoaded(
                    "refused: {graph} is not a graph loaded here. Name a loaded graph or remove "
                    "the FROM clause.",
                    graph=f"<{shown}>",
                )
            chosen = True
    return chosen


def _is_harmless(text: str) -> bool:
    """Return whether a text without escapes contains none of the words."""
    if "\\" in text or not text.isascii():
        return False
    letters = text.upper().replace("?FROM", "?")  # a variable is one token
    return not any(word in letters for word in _WORDS)


def _update_form(text: str) -> str:
    """Return the keyword that an update starts with; empty for a query."""
    if _pattern(_QUERY).match(text):
        return ""
    update = _pattern(_UPDATE).match(text)
    return update["form"].upper() if update else ""


def _expand(text: str) -> str:
    r"""Replace `\uXXXX` and `\UXXXXXXXX` in a text by their characters."""
    return _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), text)


def _holds(shape: _Shape, text: str) -> bool:
    """Return whether the shape is anywhere in the text, wherever its comments may end."""
    if not _pattern(shape.word).search(text):
        return False
    # Readings of equal length are equal: each breaks wherever the one before it does.
    readings = {len(lines): lines for lines in (_pattern(ends).split(text) for ends in _LINE_ENDS)}
    return any(_spans(shape, lines) for lines in readings.values())


def _spans(shape: _Shape, lines: list[str]) -> bool:
    """Return whether the shape is in the lines, each of which may end in a comment."""
    awaited: set[str] = set()
    for line in lines:
        places = [(tail, 0) for tail in awaited]
        for start in _pattern(shape.starts).finditer(line):
            if ":" in (start["run"] or ""):
                places.append(("wait", start.end()))
            if start["open"] is not None:
                places.append(("open", start.end()))
        awaited = set()
        for tail, place in places:
            if match := _pattern(shape.tails[tail]).match(line, place):
                if match.lastgroup == "found":
                    return True
                awaited.add(str(match.lastgroup))
    return False


def _graphs(text: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the IRIs that FROM clauses name, relative ones resolved against the nearest BASE.

    Strings and comments are skipped: no FROM makes the engine fetch anything, so a header that says
    "adapted from <http://…>" matters more here than a far-fetched reading.
    """
    if not _pattern(r"FROM(?:\s*+NAMED)?\s*+(?:[<#]|[^\s<>\"']*:)").search(text):
        return
    base, known = "", dict(prefixes)
    for clause in _pattern(_CLAUSE).finditer(text):
        if clause["base"] is not None:
            base = _resolve(base, clause["base"])
        elif clause["namespace"] is not None:
            known[clause["prefix"]] = _resolve(base, clause["namespace"])
        elif clause["iri"] is not None:
            yield _resolve(base, clause["iri"])
        elif clause["name"] is not None:
            prefix, _, local = clause["name"].partition(":")
            # `from:x` may be a prefixed name; the engine reports unknown prefixes.
            if prefix in known and clause[0].partition(":")[0] not in known:
                yield known[prefix] + re.sub(r"\\(.)", r"\1", local)


def _resolve(base: str, iri: str) -> str:
    """Return `iri`, its escapes expanded, made absolute if there is a base."""
    iri = _expand(iri)
    if not base:
        return iri
    from urllib.parse import urljoin  # late: few queries have a BASE

    try:
        return urljoin(base, iri)
    except ValueError:
        return iri
