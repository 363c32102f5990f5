"""Why a text is not SPARQL, in words: the engine names only what it tried last.

What may come next is read off a grammar, `sparql.lark`; the rest is checked here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gcm.core.errors import NotSparql, did_you_mean
from gcm.core.language import Message, Text, msg
from gcm.core.similarity import nearest
from gcm.findings.excerpt import marked
from gcm.sparql.grammar import (
    NAMES,
    Expectation,
    Leaf,
    Tree,
    below,
    is_tree,
    leaves_of,
    parse,
    trees,
)
from gcm.sparql.tokens import Token, tokens

_PAIRS: Final = {")": "(", "}": "{", "]": "[", ")>>": "<<(", ">>": "<<", "|}": "{|"}
_CLOSING: Final = {opening: closing for closing, opening in _PAIRS.items()}
_SCHEME: Final = re.compile(r"<[a-zA-Z][a-zA-Z0-9+.\-]*:")
_WRONG_ESCAPE: Final = re.compile(r"\\(?![tbnrf\\\"'uU])(.)", re.DOTALL)
_CURLY: Final = "“”„‘’«»"

# What is expected where all of some tokens may stand; the first that fits.
_EXPECTED: Final[Sequence[tuple[set[str], Message | str]]] = (
    ({"AS"}, msg("AS with a variable")),
    ({"}", "BLANK"}, msg("the thing that a pattern is about (such as ?x or an IRI)")),
    ({"STRING"}, msg("a value (a variable, an IRI in <…>, a prefixed name, a text or a number)")),
    ({"A"}, msg("a property (an IRI in <…>, a prefixed name, “a” or a variable)")),
    ({".", ";"}, msg("a full stop “.”, a semicolon “;”, a comma “,” or “}”")),
    ({"NAMED"}, msg("the name of a graph")),
    ({"VARIABLE", "{"}, msg("a variable or “{”")),
    ({"VARIABLE", "*", "("}, msg("a variable or “*”")),
    ({"VARIABLE", "("}, msg("a variable or an expression")),
    ({"VARIABLE", "*"}, msg("a variable or an expression")),
    ({"VARIABLE", "IRIREF"}, msg("the name of a graph, or a variable")),
    ({"VARIABLE"}, msg("a variable")),
    ({"NUMBER"}, msg("a whole number")),
    ({"BY"}, "BY"),
    ({",", ")"}, msg("a comma “,” or “)”")),
    ({"("}, "“(”"),
    ({"{"}, "“{”"),
)
# Of the end of the query, and of another token.
_NOT_AS_EXPECTED = (
    msg("the query ends where {expected} is expected"),
    msg("“{found}” stands where {expected} is expected"),
)
_NO_IRI = msg("an IRI holds no spaces, quotation marks or braces")
_UNEXPECTED = msg("the query ends too early"), msg("“{found}” has no place here")
_TAKEN = msg("{name} has a value in the pattern already; choose another name after AS")
_NOT_GROUPED = msg("{name} is neither in GROUP BY nor within a total such as COUNT or SAMPLE")
_REPEATED = msg("{name} is given twice by SELECT")
_SHARED = msg("a blank node stands in one group only; write a variable instead")
_STAR = msg("SELECT * does not go with GROUP BY or totals; name the variables")
# What the engine says of the variables that a SELECT names.
_OF_SELECT: Final = {
    "SELECT * is not authorized": _STAR,
    "Duplicated variable": _REPEATED,
    "overrides an existing": _TAKEN,
    "variable that is unbound": _NOT_GROUPED,
}


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
    mismatched, unclosed = _brackets(found)
    certain = [*_certain(found, prefixes), *mismatched]
    parsed = parse([*found, end])
    if certain:
        problem = min(certain, key=lambda one: one.token.start)
    elif isinstance(parsed, Expectation):
        problem = _unexpected(parsed, unclosed)
    else:
        said = str(error.values.get("reason", ""))
        problem = next(_of_whole(parsed, said), None) or _unexplained(found, _offset(text, error))
    start = problem.token.start
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    shown = text.split("\n")[line - 1]
    source, margin, mark = marked(shown, line, column, len(problem.token.text))
    return NotSparql(
        "not valid SPARQL: {reason}\n{place}",
        file=error.file,
        line=line,
        column=column,
        reason=problem.reason,
        place=f"{source}\n{margin}{mark}",
    )


def _offset(text: str, error: NotSparql) -> int:
    lines = text.split("\n")[: (error.line or 1) - 1]
    return sum(len(line) + 1 for line in lines) + (error.column or 1) - 1


def _unexplained(found: Sequence[Token], start: int) -> _Problem:
    """What is wrong by the engine alone, at the place that it names."""
    token = next((one for one in found if one.start + len(one.text) > start), found[-1])
    reason = msg("“{found}” has no place here, or what stands before it is not complete")
    return _Problem(reason.texts(found=token.text), token)


def _certain(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[_Problem]:
    """What is wrong wherever it stands."""
    declared = {*prefixes}
    has_base = any(_is(token, "BASE") for token in found)
    before: Token | None = None
    for token, after in zip(found, [*found[1:], None], strict=False):
        reason: Text | None = None
        if _is(before, "PREFIX"):
            if token.kind == "name" and token.text.endswith(":"):
                declared.add(token.text[:-1])
            else:
                reason = msg("after PREFIX a name with a colon is expected, such as “ex:”").texts()
        elif token.kind == "name":
            prefix = token.text.partition(":")[0]
            if prefix not in declared:
                reason = _undeclared(prefix, declared, before)
        elif token.kind == "string":
            reason = _of_text(token.text)
        elif token.kind == "iri" and not has_base and not _SCHEME.match(token.text):
            reason = msg(
                "{found} is a relative IRI: write it whole, with a scheme such as https:, or "
                "declare BASE"
            ).texts(found=token.text)
        elif token.kind == "word" and token.text.upper() not in NAMES:
            reason = _unknown_word(token, after)
        elif token.kind == "mark":
            reason = _of_mark(token, before)
        if reason is not None:
            yield _Problem(reason, token)
        before = token


def _is(token: Token | None, word: str) -> bool:
    return token is not None and token.kind == "word" and token.text.upper() == word


def _undeclared(prefix: str, declared: set[str], before: Token | None) -> Text:
    if prefix in ("http", "https"):
        if before and before.text == "<":
            return _NO_IRI.texts()
        return msg("an IRI stands in angle brackets: <…>").texts()
    near = did_you_mean(f"{one}:" for one in nearest(prefix, declared))
    undeclared = msg("the prefix {prefix}: is not declared; add its PREFIX line.{near}")
    return undeclared.texts(prefix=prefix, near=near)


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
    words = [name for name in NAMES if name.isidentifier() and name != "A"]
    for near in nearest(token.text, words, alike=0.8):
        return msg("SPARQL has no word “{found}”; did you mean {near}?").texts(
            found=token.text, near=near
        )
    if after is not None and after.text == "(":
        return msg("SPARQL has no function “{found}”; those of others are IRIs").texts(
            found=token.text
        )
    return msg(
        "SPARQL has no word “{found}”; a variable begins with “?”, a prefixed name has a colon, a "
        "text stands in quotation marks"
    ).texts(found=token.text)


def _straight(found: str) -> Text:
    return msg('texts stand in straight quotation marks "…", not in “{found}”').texts(found=found)


def _of_mark(token: Token, before: Token | None) -> Text | None:
    if token.text in _CURLY:
        return _straight(token.text)
    if token.text == "@":
        return msg("after “@” the language is expected, such as @es").texts()
    if before and token.text == before.text == "=" and token.start == before.start + 1:
        return msg("SPARQL compares with one “=”").texts()
    return None


def _brackets(found: Sequence[Token]) -> tuple[list[_Problem], list[Token]]:
    """The brackets that close another than the last one opened, and those that nothing closes."""
    mismatched: list[_Problem] = []
    opened: list[Token] = []
    for token in found:
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _PAIRS and not opened:
            reason = msg("“{found}” closes nothing").texts(found=token.text)
            mismatched.append(_Problem(reason, token))
        elif token.text in _PAIRS:
            missing = _CLOSING[opened.pop().text]
            if missing != token.text:
                reason = msg("“{missing}” is missing before “{found}”").texts(
                    missing=missing, found=token.text
                )
                mismatched.append(_Problem(reason, token))
    return mismatched, opened


def _unexpected(found: Expectation, unclosed: Sequence[Token]) -> _Problem:
    """What is expected where a token stands; or the bracket above that nothing closes.

    What begins with a word or a mark may well belong behind that bracket.
    """
    accepted, token = found
    if token.text == "<" and "IRIREF" in accepted:
        return _Problem(_NO_IRI.texts(), token)
    above = [one for one in unclosed if one.start < token.start]
    behind = token.kind in ("word", "mark", "end")
    if above and behind and _CLOSING[above[-1].text] in accepted:
        reason = msg("“{found}” is never closed: “{missing}” is missing")
        opening = above[-1].text
        return _Problem(reason.texts(found=opening, missing=_CLOSING[opening]), above[-1])
    expected = next((said for needed, said in _EXPECTED if needed <= accepted), None)
    early, misplaced = _UNEXPECTED if expected is None else _NOT_AS_EXPECTED
    reason = early if token.kind == "end" else misplaced
    return _Problem(reason.texts(found=token.text, expected=expected), token)


def _of_whole(query: Tree, said: str) -> Iterator[_Problem]:
    """What is wrong in a query that follows the grammar, `said` being the error of the engine."""
    selects = list(below(query, "select"))
    kinds = [kind for part, kind in _OF_SELECT.items() if part in said]
    for kind in kinds:
        for select in selects:
            yield from (_at(name, kind) for name in _misnamed(select, kind))
    for group in below(query, "group"):
        yield from (_at(name, _TAKEN) for name in _bound_before(group))
    yield from (_at(label, _SHARED) for label in _shared_blank(query))
    for select in selects:
        yield from (_at(name, _NOT_GROUPED) for name in _misnamed(select, _NOT_GROUPED))


def _at(found: Leaf, reason: Message) -> _Problem:
    token = Token(found.type, str(found), found.start_pos or 0)
    return _Problem(reason.texts(name=token.text), token)


def _misnamed(select: Tree, kind: Message) -> Iterator[Leaf]:
    """The variables of a SELECT that a kind of fault may be about."""
    clause, _, where, modifiers = select.children
    if kind is _STAR:
        yield from (one for one in clause.children if one == "*")
    inside = set(leaves_of(where, "VARIABLE"))
    grouped = {name for one in below(modifiers, "group_by") for name in leaves_of(one, "VARIABLE")}
    totals = bool(grouped) or any(below(clause, "total"))
    given: set[Leaf] = set()
    for item in below(clause, "item"):
        is_new = len(item.children) > 1
        name = item.children[3 if is_new else 0]
        if (kind is _REPEATED and name in given) or (
            kind is _TAKEN and is_new and name in inside | given
        ):
            yield name
        if kind is _NOT_GROUPED and totals:
            used = _outside_totals(item.children[1] if is_new else item)
            yield from (one for one in used if one not in grouped | given)
        given.add(name)


def _outside_totals(expression: Tree) -> Iterator[Leaf]:
    """The variables of an expression that are in no total."""
    if any(part.data == "total" for part in trees(expression)):
        return
    for part in expression.children:
        if is_tree(part):
            yield from _outside_totals(part)
        elif part.type == "VARIABLE":
            yield part


def _bound_before(group: Tree) -> Iterator[Leaf]:
    """Variables that BIND gives though their group has them already."""
    had: set[Leaf] = set()
    for part in trees(group):
        if part.children[0] != "BIND":
            had |= set(leaves_of(part, "VARIABLE"))
            continue
        name = part.children[1].children[3]
        if name in had:
            yield name
        had.add(name)


def _shared_blank(query: Tree) -> Iterator[Leaf]:
    """Labels of blank nodes that stand in two groups."""
    homes: dict[Leaf, Tree] = {}
    for group in below(query, "group"):
        for triples in (part for part in trees(group) if part.data == "triples"):
            for label in leaves_of(triples, "BLANK"):
                if homes.setdefault(label, group) is not group:
                    yield label
