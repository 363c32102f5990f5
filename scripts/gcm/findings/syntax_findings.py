"""Findings about the syntax of files: place and fix."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from gcm.core.errors import GcmError, RunError
from gcm.core.language import LANGS, Text, msg, msg_n
from gcm.core.rule_messages import RULES
from gcm.core.similarity import nearest
from gcm.findings.finding import Finding, at_most
from gcm.turtle.document import Document
from gcm.turtle.lexer import Token, tokens
from gcm.turtle.locate import Place
from gcm.turtle.parse import MOST_ERRORS
from gcm.turtle.written_terms import DID_YOU_MEAN

_PREFIX = re.compile(r"The prefix (\S*): has not been declared")
_ENDS_EARLY = re.compile("A dot is expected|is not a valid subject")
# Values that are often written without the marks that they need, and these marks.
_BARE = (
    (re.compile(r"(?<![\"\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\"\w-])"), '"', '"^^xsd:date'),
    (re.compile(r"(?<![<\"\w])https?://[^\s;,<>\"]+"), "<", ">"),
)
_LONGEST = 1000  # characters of such a value: a line may have megabytes, and many errors
# Patterns of a blank node without a label; not searched in JSON-LD.
_BLANK = {"[": "[ … ]", "(": "( … )", "": "{ … }"}
_WORD = re.compile(r"[^\s;,.\[\](){}]{1,200}|\S")


def syntax_findings(document: Document, register: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the findings about the syntax of a document.

    Args:
        document: the document as read.
        register: prefix to namespace, for prefixes that the document forgets to declare.
    """
    lines = document.text.split("\n")
    missing = Counter(filter(None, map(_undeclared, document.errors)))
    reported: set[str] = set()
    for error in document.errors:
        prefix = _undeclared(error)
        if prefix in reported:
            continue
        if prefix:
            reported.add(prefix)
        yield (
            _semicolon(document, error, lines)
            or _finding(document, error, lines, register, missing[prefix])
        )
    if len(document.errors) >= MOST_ERRORS:
        message = msg("only the first {count} syntax errors are shown; there may be more.").texts(
            count=str(MOST_ERRORS)
        )
        place = Place(document.file, document.errors[-1].line, None, "")
        yield _of("syntax", message, place)


def unread_finding(error: GcmError) -> Finding:
    """Return the finding that a file could not be read at all."""
    file = None if error.file is None else Path(error.file)
    said = {lang: error.plain(lang) for lang in LANGS}
    return _of("file", said, Place(file, error.line, None, ""))


def line_end_findings(document: Document) -> list[Finding]:
    """Return the finding that the lines of a document end in CR LF, if they do."""
    if not document.windows:
        return []
    message = msg("lines end as on Windows (CR LF): save the file with LF. It was read as LF.")
    found = _of("line-ends", message.texts(), Place(document.file, 1, None, ""))
    return [found._replace(severity="Warning")]


def _of(rule: str, message: Text, place: Place) -> Finding:
    """Return a finding of a rule of `gcm.core.rule_messages`, with why it matters."""
    return Finding(message, *place, why=RULES[rule].why.texts(), rule=rule)


def blank_findings(document: Document) -> Iterator[Finding]:
    """Return each blank node of a data document where it is first written; in JSON-LD, the first.

    Beyond `MOST_FINDINGS`, one finding reports that there are more.
    """
    message = msg("“{node}” is a blank node; in data everything has an IRI.")
    advice = msg(
        "Give it an IRI and describe it in a block of its own; instead of a list, repeat the "
        "property."
    )
    return at_most(
        _of(
            "blank-node", message.texts(node=_BLANK.get(place.source, place.source)), place
        )._replace(advice=(advice.texts(),))
        for place in (_blank_places(document) if document.blank else ())
    )


def _blank_places(document: Document) -> Iterator[Place]:
    if document.form == "jsonld":
        yield Place(document.file, None, None, "")
        return
    said: set[str] = set()
    list_start: Token | None = None
    for token in tokens(document.text, document.file, trig=document.form == "trig"):
        if token.kind == "COMMENT":
            continue
        found = [list_start] if list_start and token.text != ")" else []  # () is rdf:nil
        list_start = token if token.text == "(" else None
        if token.text == "[" or (token.kind == "BLANK" and token.text not in said):
            found.append(token)
            said.add(token.text)
        for one in found:
            yield Place(document.file, one.line, one.column, one.text)
        if len(said) == len(document.blank):
            return  # each has a label


def _finding(
    document: Document, error: RunError, lines: list[str], register: Mapping[str, str], times: int
) -> Finding:
    line = lines[error.line - 1] if error.line and error.line <= len(lines) else ""
    start = (error.column or 1) - 1
    word = _WORD.match(line, start) if error.column else None
    source = word[0] if word else ""
    advice, replacement = _advice(_undeclared(error), document, register, source)
    for pattern, before, after in _BARE:
        for bare in pattern.finditer(line, max(start - _LONGEST, 0), start + _LONGEST):
            if bare.start() <= start < bare.end() and len(bare[0]) < _LONGEST:
                start, source = bare.start(), bare[0]
                replacement = f"{before}{bare[0]}{after}"
                advice = [DID_YOU_MEAN.texts(near=replacement)]
    if times > 1:
        more = msg_n("The same in {count} more place.", "The same in {count} more places.")
        advice.append(more.texts(count=times - 1))
    said = {lang: error.plain(lang) for lang in LANGS}
    place = Place(document.file, error.line, start + 1 if error.column else None, source)
    found = _of("syntax", said, place)
    return found._replace(advice=tuple(advice), replacement=replacement)


def _undeclared(error: RunError) -> str:
    """Return the undeclared prefix, if that is the error."""
    found = _PREFIX.search(str(error.values.get("reason", "")))
    return found[1] if found else ""


def _semicolon(document: Document, error: RunError, lines: list[str]) -> Finding | None:
    """Return a finding about the line above that lacks its semicolon, or ends in a comma instead.

    A parser only sees that the full stop is missing. But if the next line is indented, the
    description continues.
    """
    if not (error.line and error.column and _ENDS_EARLY.search(str(error.values.get("reason")))):
        return None
    before = lines[error.line - 1][: error.column - 1]
    above = next((n for n in range(error.line - 1, 0, -1) if lines[n - 1].strip()), 0)
    text = lines[above - 1].rstrip() if above else ""
    comma = text.endswith(",")
    # After a comma the property counts as a value, and only the property's own value is too many.
    words = len(before.split())
    if not before.startswith((" ", "\t")) or words > comma or text[-1:] in ("", *";.[("):
        return None
    if "#" in text and not comma:
        return None
    message = (
        msg(
            "line {line} ends in a comma “,”, after which another value is expected: a property "
            "follows, so write a semicolon “;”."
        )
        if comma
        else msg("line {line} lacks the semicolon “;” at its end: the description continues below.")
    )
    place = Place(document.file, above, len(text) + (not comma), "," if comma else "")
    found = _of("syntax", message.texts(line=str(above)), place)
    return found._replace(replacement=";" if comma else " ;")


def _advice(
    name: str, document: Document, register: Mapping[str, str], word: str
) -> tuple[list[Text], str]:
    if not name:
        return [], ""
    if name in register:
        line = f"@prefix {name}: <{register[name]}> ."
        return [msg("Add this line at the top of the file: {line}").texts(line=line)], ""
    for near in nearest(name, [*document.prefixes, *register], 1):
        return [DID_YOU_MEAN.texts(near=f"{near}:")], word.replace(f"{name}:", f"{near}:", 1)
    return [], ""
