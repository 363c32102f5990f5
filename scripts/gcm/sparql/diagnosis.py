"""Why a text is not SPARQL, in words: the engine names only what it tried last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gcm.core.errors import NotSparql
from gcm.core.language import Message, Text, msg
from gcm.core.similarity import nearest
from gcm.sparql.tokens import Token, tokens

_LISTED: Final = """
A ABS ADD AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT
DATATYPE DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP
GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC
ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH
NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND
SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER
STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE
TRIPLE TRUE TZ UCASE UNDEF UNION URI UUID VALUES VERSION WHERE YEAR ADJUST
"""
_WORDS: Final = frozenset(_LISTED.split())
_TOTALS: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_PAIRS: Final = {")": "(", "}": "{", "]": "[", ")>>": "<<(", ">>": "<<", "|}": "{|"}
_CLOSING: Final = {opening: closing for closing, opening in _PAIRS.items()}
_SIGNS: Final = "^ && || ! = != < > <= >= + - * / | ? . ; , ^^ ~ & $ @"
_MARKS: Final = frozenset({*_PAIRS, *_CLOSING, *_SIGNS.split()})
_TERMS: Final = ("iri", "name", "variable", "blank", "string", "number")
_WRONG_ESCAPE: Final = re.compile(r"\\(?![tbnrf\\\"'uU])(.)", re.DOTALL)
_CURLY: Final = "“”„‘’«»"
_WIDEST: Final = 100

_SUBJECT = msg("the thing that a pattern is about (such as ?x or an IRI)")
_PROPERTY = msg("a property (an IRI in <…>, a prefixed name, “a” or a variable)")
_VALUE = msg("a value (a variable, an IRI in <…>, a prefixed name, a text or a number)")
_END = msg("a full stop “.”, a semicolon “;”, a comma “,” or “}”")


class _Problem(NamedTuple):
    """What is wrong at a token."""

    reason: Text
    token: Token


def explained(error: NotSparql, text: str, prefixes: Mapping[str, str]) -> NotSparql:
    """The error of an engine with what was expected, in words, and the line with a mark.

    Args:
        error: of the engine, with what it says as `reason`.
        text: the query.
        prefixes: what it may use without declaring it.
    """
    found = tokens(text)
    end = Token("end", "", len(text.rstrip()))
    told = str(error.values.get("reason", ""))
    certain = sorted(_certain(found, prefixes), key=lambda one: one.token.start)
    # What is open to the end may be so because of something before its end.
    problem = (
        next(iter(certain), None)
        or next(_of_variables(found, told), None)
        or next((one for one in _unclosed(found) if one.token.text == "("), None)
        or next(_of_patterns(found, end), None)
        or next(_unclosed(found), None)
        or next(_bound_before(found), None)
        or next(_shared_blank(found), None)
        or next(_of_variables(found, _UNBOUND, totals=True), None)
    )
    if problem is None:
        start = _offset(text, error)
        token = next((one for one in found if one.start + len(one.text) > start), end)
        token = found[-1] if token is end and found else token
        reason = msg("“{found}” has no place here, or what stands before it is not complete")
        problem = _Problem(reason.texts(found=token.text), token)
        if not found:
            problem = _Problem(_unexpected(end), end)
    line = text.count("\n", 0, problem.token.start) + 1
    column = problem.token.start - (text.rfind("\n", 0, problem.token.start) + 1) + 1
    return NotSparql(
        msg("not valid SPARQL: {reason}\n{place}"),
        file=error.file,
        line=line,
        column=column,
        reason=problem.reason,
        place=_marked(text, line, column, len(problem.token.text)),
    )


def _offset(text: str, error: NotSparql) -> int:
    lines = text.split("\n")[: (error.line or 1) - 1]
    return sum(len(line) + 1 for line in lines) + (error.column or 1) - 1


def _marked(text: str, line: int, column: int, length: int) -> str:
    """The line with a mark below it; of a long one, the part around it."""
    source = text.split("\n")[line - 1].rstrip("\r").replace("\t", " ")
    start = max(0, column - 1 - _WIDEST // 2)
    shown = source[start : start + _WIDEST]
    before, after = "…" * (start > 0), "…" * (len(source) > start + _WIDEST)
    place = column - 1 - start
    mark = "^" * max(1, min(length, len(shown) - place))
    gutter = f"{line} | "
    return f"{gutter}{before}{shown}{after}\n{' ' * (len(gutter) + len(before) + place)}{mark}"


def _is(token: Token | None, *words: str) -> bool:
    return token is not None and token.kind == "word" and token.text.upper() in words


def _unexpected(token: Token, expected: Message | str | None = None) -> Text:
    if token.kind == "end" and expected is not None:
        return msg("the query ends where {expected} is expected").texts(expected=expected)
    if token.kind == "end":
        return msg("the query ends too early").texts()
    if expected is None:
        return msg("“{found}” has no place here").texts(found=token.text)
    return msg("“{found}” stands where {expected} is expected").texts(
        found=token.text, expected=expected
    )


def _certain(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[_Problem]:
    """What is wrong wherever it stands."""
    declared = {*prefixes}
    has_base = any(_is(token, "BASE") for token in found)
    before: Token | None = None
    open_: list[Token] = []
    for token, after in zip(found, [*found[1:], None], strict=False):
        reason: Text | None = None
        if _is(before, "PREFIX"):
            if token.kind == "name" and token.text.endswith(":"):
                declared.add(token.text[:-1])
            else:
                reason = msg("after PREFIX a name with a colon is expected, such as “ex:”").texts()
        elif token.kind == "name":
            prefix = token.text.partition(":")[0]
            if prefix in ("http", "https") and prefix not in declared:
                reason = (
                    msg("an IRI holds no spaces, quotation marks or braces")
                    if before and before.text == "<"
                    else msg("an IRI stands in angle brackets: <…>")
                ).texts()
            elif prefix not in declared:
                reason = _undeclared(prefix, declared)
        elif token.kind == "string":
            reason = _of_text(token.text)
        elif token.kind == "iri":
            if not has_base and not re.match(r"<[a-zA-Z][a-zA-Z0-9+.\-]*:", token.text):
                reason = msg(
                    "{found} is a relative IRI: write it whole, with a scheme such as https:, or "
                    "declare BASE"
                ).texts(found=token.text)
        elif token.kind == "word":
            if token.text.upper() not in _WORDS:
                reason = _unknown_word(token, after)
        elif token.kind == "mark":
            reason = _of_mark(token, before, open_)
            if reason is None and token.text in _CLOSING:
                open_.append(token)
            elif reason is None and token.text in _PAIRS:
                open_.pop()
        if reason is not None:
            yield _Problem(reason, token)
        before = token


def _undeclared(prefix: str, declared: set[str]) -> Text:
    for near in nearest(prefix, declared):
        return msg(
            "the prefix {prefix}: is not declared; add its PREFIX line. Did you mean {near}:?"
        ).texts(prefix=prefix, near=near)
    return msg("the prefix {prefix}: is not declared; add its PREFIX line").texts(prefix=prefix)


def _of_text(text: str) -> Text | None:
    quote = text[:3] if text[:3] in ('"""', "'''") else text[0]
    inner = text[len(quote) :]
    if len(text) < 2 * len(quote) or not text.endswith(quote):
        if len(quote) == 3:
            return msg("the text that opens here is never closed").texts()
        return msg(
            "a text in quotation marks holds no line end; is its closing quotation mark missing?"
        ).texts()
    if wrong := _WRONG_ESCAPE.search(inner.replace("\\\\", "")):
        return msg("“{found}” means nothing in a text; write \\\\ for a backslash").texts(
            found=wrong[0]
        )
    return None


def _unknown_word(token: Token, after: Token | None) -> Text:
    if quotes := next((letter for letter in token.text if letter in _CURLY), ""):
        return _straight(quotes)
    called = after is not None and after.text == "("
    for near in nearest(token.text, _WORDS - {"A"}, alike=0.8):
        return msg("SPARQL has no word “{found}”; did you mean {near}?").texts(
            found=token.text, near=near
        )
    if called:
        return msg("SPARQL has no function “{found}”; those of others are IRIs").texts(
            found=token.text
        )
    return msg(
        "SPARQL has no word “{found}”; a variable begins with “?”, a prefixed name has a colon, a "
        "text stands in quotation marks"
    ).texts(found=token.text)


def _straight(found: str) -> Text:
    return msg('texts stand in straight quotation marks "…", not in “{found}”').texts(found=found)


def _of_mark(token: Token, before: Token | None, open_: Sequence[Token]) -> Text | None:
    if token.text in _CURLY:
        return _straight(token.text)
    if token.text == "@":
        return msg("after “@” the language is expected, such as @es").texts()
    if before and token.text == before.text == "=" and token.start == before.start + 1:
        return msg("SPARQL compares with one “=”").texts()
    if token.text in _PAIRS:
        opening = open_[-1].text if open_ else ""
        if not opening:
            return msg("“{found}” closes nothing").texts(found=token.text)
        if opening != _PAIRS[token.text]:
            return msg("“{missing}” is missing before “{found}”").texts(
                missing=_CLOSING[opening], found=token.text
            )
    return None if token.text in _MARKS else _unexpected(token)


def _unclosed(found: Sequence[Token]) -> Iterator[_Problem]:
    open_: list[Token] = []
    for token in found:
        if token.kind == "mark" and token.text in _CLOSING:
            open_.append(token)
        elif token.kind == "mark" and token.text in _PAIRS:
            open_.pop()
    for token in reversed(open_):
        reason = msg("“{found}” is never closed: “{missing}” is missing").texts(
            found=token.text, missing=_CLOSING[token.text]
        )
        yield _Problem(reason, token)


_UNBOUND: Final = "variable that is unbound"


def _of_variables(found: Sequence[Token], told: str, *, totals: bool = False) -> Iterator[_Problem]:
    """Variables that SELECT must not name so, where the engine says that there are some."""
    kinds = {
        "SELECT * is not authorized": msg(
            "SELECT * does not go with GROUP BY or totals; name the variables"
        ),
        "Duplicated variable": msg("{name} is given twice by SELECT"),
        "overrides an existing": msg(
            "{name} has a value in the pattern already; choose another name after AS"
        ),
        _UNBOUND: msg("{name} is neither in GROUP BY nor within a total such as COUNT or SAMPLE"),
    }
    kind = next((part for part in kinds if part in told), "")
    if not kind:
        return
    for start, token in enumerate(found):
        if _is(token, "SELECT") and (not totals or _has_totals(found, start)):
            for name in _named(found, start, kind):
                yield _Problem(kinds[kind].texts(name=name.text), name)


def _has_totals(found: Sequence[Token], select: int) -> bool:
    body = next((n for n in range(select, len(found)) if found[n].text == "{"), len(found))
    return any(_is(token, *_TOTALS) for token in found[select:body])


def _shared_blank(found: Sequence[Token]) -> Iterator[_Problem]:
    """Labels of blank nodes that stand in two groups."""
    groups = [0]
    homes: dict[str, int] = {}
    for place, token in enumerate(found):
        if token.text == "{":
            groups.append(place)
        elif token.text == "}" and len(groups) > 1:
            groups.pop()
        elif token.kind == "blank" and homes.setdefault(token.text, groups[-1]) != groups[-1]:
            reason = msg("a blank node stands in one group only; write a variable instead")
            yield _Problem(reason.texts(), token)


def _named(found: Sequence[Token], select: int, kind: str) -> Iterator[Token]:
    """The variables of a SELECT that a kind of fault may be about."""
    body = next((n for n in range(select, len(found)) if found[n].text == "{"), len(found))
    head = found[select + 1 : body]
    if kind.startswith("SELECT *"):
        yield from (token for token in head[:2] if token.text == "*")
        return
    end = body + 1
    depth = 1
    while end < len(found) and depth:
        depth += (found[end].text == "{") - (found[end].text == "}")
        end += 1
    inside = {token.text[1:] for token in found[body:end] if token.kind == "variable"}
    grouped: set[str] = set()
    by = next((n for n in range(end, len(found)) if _is(found[n], "GROUP")), None)
    for token in found[by + 2 :] if by is not None else ():
        if _is(token, "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES") or token.text == "}":
            break
        if token.kind == "variable":
            grouped.add(token.text[1:])
    given: set[str] = set()
    totals: list[bool] = []
    for before, token in zip([None, *head], head, strict=False):
        if token.text == "(":
            totals.append(_is(before, *_TOTALS))
        elif token.text == ")" and totals:
            totals.pop()
        elif token.kind == "variable":
            name, new = token.text[1:], _is(before, "AS")
            if kind.startswith("Duplicated") and (new or not totals):
                if name in given:
                    yield token
            elif kind.startswith("overrides"):
                if new and name in inside | given:
                    yield token
            elif not (new or any(totals) or name in grouped | given):
                yield token
            if new or not totals:
                given.add(name)


def _bound_before(found: Sequence[Token]) -> Iterator[_Problem]:
    """Variables that BIND gives though their group has them already."""
    groups: list[set[str]] = [set()]
    bind = 0
    for before, token in zip([None, *found], found, strict=False):
        if token.text == "{":
            groups.append(set())
        elif token.text == "}" and len(groups) > 1:
            inner = groups.pop()
            groups[-1] |= inner
        elif bind or _is(before, "BIND"):
            bind += (token.text == "(") - (token.text == ")")
            if token.kind == "variable" and _is(before, "AS"):
                if token.text[1:] in groups[-1]:
                    reason = msg(
                        "{name} has a value in the pattern already; choose another name after AS"
                    ).texts(name=token.text)
                    yield _Problem(reason, token)
                groups[-1].add(token.text[1:])
        elif token.kind == "variable":
            groups[-1].add(token.text[1:])


_COMPARE: Final = frozenset(["=", "!=", "<=", ">=", "&&", "||"])
_NO_ARGUMENTS: Final = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE", "CONCAT", "COALESCE"])


def _of_patterns(found: Sequence[Token], end: Token) -> Iterator[_Problem]:
    """The tokens that stand where others are expected, in the order of the text."""
    for place, token in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else end
        expected: Message | str | None = None
        if _is(token, "OPTIONAL", "UNION", "EXISTS", "MINUS", "WHERE"):
            expected = "“{”" if after.text != "{" else None
        elif _is(token, "BIND", "COUNT", *_TOTALS):
            expected = "“(”" if after.text != "(" else None
        elif _is(token, "FILTER", "HAVING"):
            right = after.text == "(" or after.kind in ("word", "name", "iri")
            expected = None if right else "“(”"
        elif _is(token, "LIMIT", "OFFSET"):
            expected = msg("a whole number") if after.kind != "number" else None
        elif _is(token, "GROUP", "ORDER"):
            expected = "BY" if not _is(after, "BY") else None
        elif _is(token, "GRAPH"):
            right = after.kind in ("iri", "name", "variable")
            expected = None if right else msg("the name of a graph, or a variable")
        elif _is(token, "FROM"):
            right = _is(after, "NAMED") or after.kind in ("iri", "name")
            expected = None if right else msg("the name of a graph")
        elif _is(token, "AS"):
            expected = msg("a variable") if after.kind != "variable" else None
        elif _is(token, "BY", "DESCRIBE"):
            expected = msg("a variable or an expression") if after is end else None
        elif token.text in _COMPARE and after.text in (")", "}", ""):
            expected = _VALUE
        elif token.text == "(" and after.text == ")" and place and found[place - 1].kind == "word":
            before = found[place - 1]
            expected = _VALUE if not _is(before, *_NO_ARGUMENTS, "IN", "VALUES") else None
        elif token.text == "(" and place and _is(found[place - 1], "BOUND"):
            expected = msg("a variable") if after.kind != "variable" else None
        if expected is not None:
            yield _Problem(_unexpected(after, expected), after)
        if _is(token, "SELECT"):
            yield from _of_select(found, place + 1, end)
        if token.text == "(" and place and _is(found[place - 1], "BIND"):
            yield from _without_as(found, place)
        if token.text == "{" and not _is(after, "SELECT") and not _values_before(found, place):
            yield from _of_triples(found, place + 1, end)


def _values_before(found: Sequence[Token], place: int) -> bool:
    """Whether a brace opens the rows of VALUES."""
    for token in reversed(found[:place]):
        if token.kind != "variable" and token.text not in ("(", ")"):
            return _is(token, "VALUES")
    return False


def _of_select(found: Sequence[Token], place: int, end: Token) -> Iterator[_Problem]:
    """What stands among the variables that a SELECT names without being one."""
    some = depth = 0
    for at in range(place, len(found)):
        token = found[at]
        if token.text == "(" and depth == 0:
            yield from _without_as(found, at)
        depth += (token.text == "(") - (token.text == ")")
        if depth or token.text == ")":
            some += 1
            continue
        if token.text == "{" or _is(token, "WHERE", "FROM"):
            if not some:
                yield _Problem(_unexpected(token, msg("a variable or “*”")), token)
            return
        if token.kind != "variable" and token.text != "*" and not _is(token, "DISTINCT", "REDUCED"):
            yield _Problem(_unexpected(token, msg("a variable or “{”")), token)
            return
        some += token.kind == "variable" or token.text == "*"
    yield _Problem(_unexpected(end, msg("a variable or “{”")), end)


def _without_as(found: Sequence[Token], opening: int) -> Iterator[_Problem]:
    """The parenthesis that closes an expression to which AS gives no name."""
    depth = 0
    for at in range(opening, len(found)):
        token = found[at]
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            if not _is(found[at - 2], "AS"):
                yield _Problem(_unexpected(token, msg("AS with a variable")), token)
            return


def _of_triples(found: Sequence[Token], place: int, end: Token) -> Iterator[_Problem]:
    """The first token in a wrong place among the triples at the start of a group.

    It stops at what is no triple, since what follows is then not read.
    """
    expected = (_SUBJECT, _PROPERTY, _VALUE, _END)
    wanted = 0  # which of these comes next
    path = False  # whether part of a path is there, so that a value may come
    depth = 0  # of brackets that count as one term
    before = found[place - 1]
    for token in (*found[place:], end):
        last, before = before, token
        if depth or token.text in ("(", "[", "<<", "<<(", "{|"):
            if wanted == 3 and depth == 0 and token.text != "{|":
                yield _Problem(_unexpected(token, _END), token)
                return
            depth += (token.text in _CLOSING) - (token.text in _PAIRS)
            if depth or token.text == "|}":
                continue
            if wanted == 0 and token.text == "]":
                return  # may be all of a pattern
            if wanted == 1 and not path:
                path = True
            else:
                wanted += 1
                path = False if wanted == 1 else path
                wanted = 3 if wanted == 2 and path else wanted
            continue
        if wanted == 1 and (
            token.text in ("^", "!") or (path and token.text in ("*", "+", "?", "/", "|"))
        ):
            path = path and token.text in ("*", "+", "?")
            continue
        if token.kind == "language" or (token.text in ("+", "-") and wanted == 2):
            continue
        if token.text == "^^" and last.kind == "string":
            continue
        if last.text == "^^":
            continue
        next_ = _VALUE if wanted == 1 and path else expected[wanted]
        if token.text in (".", ";", ",", "}", ""):
            repeated = token.text == "." and last.text in (".", "{")
            optional = wanted == 1 and last.text == ";" and token.text in (";", "}", ".")
            early = wanted in (1, 2) and not optional
            lonely = wanted == 0 and token.text in (";", ",")
            if repeated or early or lonely:
                yield _Problem(_unexpected(token, next_), token)
                return
            if token.text in ("}", ""):
                return
            wanted, path = {".": 0, ";": 1, ",": 2}[token.text], False
        elif token.kind in _TERMS or _is(token, "A", "TRUE", "FALSE"):
            no_property = token.kind in ("string", "number", "blank")
            if wanted == 3 or (wanted == 1 and not path and no_property):
                yield _Problem(_unexpected(token, next_), token)
                return
            if wanted == 1 and not path and token.kind != "variable":
                path = True
            else:
                wanted, path = (3 if wanted == 1 and path else wanted + 1), False
        elif token.kind == "word" or token.text in ("{", "~", "*", "?"):
            if wanted in (1, 2) and last.text != ";":
                yield _Problem(_unexpected(token, next_), token)
            return
        else:
            yield _Problem(_unexpected(token, next_), token)
            return
