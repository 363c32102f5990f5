"""JSON-LD parsed in a child process, since it can take memory and time far beyond its length."""

import re
from ast import literal_eval
from collections.abc import Iterator
from itertools import islice

from gcm.core.errors import ProcessDied, RunError, TimedOut
from gcm.core.parser_messages import NO_IRI, UNDEFINED_KEY
from gcm.rdf.oxigraph import Literal, NamedNode, n_triples, open_parser, parse_n_triples
from gcm.sandbox.run_apart import run_apart
from gcm.turtle.parse import DATA_LARGE, MOST_ERRORS, Turtle, parse_here

PATIENCE = 60.0  # seconds
_MEMORY = 4_000_000_000  # bytes
_DEEPEST = 100
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_REMOTE = "No LoadDocumentCallback"
# A string without end runs to the end of the text, so that none is tried twice.
_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]]', re.DOTALL)


def parse_apart(text: str, most: int) -> tuple[Turtle, list[SyntaxError]]:
    """Parse JSON-LD as `gcm.turtle.parse.parse_on` does.

    Raises:
        RunError: as there.
    """
    if is_deep(text):
        raise RunError(
            "the JSON is nested too deeply; write it flat, each thing beside the others."
        )

    def work() -> bytes:
        turtle, errors = parse_here(text, "jsonld", most)
        errors = errors or list(_left_out(text))
        failures = [(str(e.msg), e.lineno, e.offset, e.end_lineno, e.end_offset) for e in errors]
        head = repr((turtle.prefixes, failures)).encode(errors="surrogateescape")
        return head + b"\n" + n_triples(turtle.triples)

    try:
        head, _, triples = run_apart(work, PATIENCE, None, _MEMORY).partition(b"\n")
    except TimedOut:
        raise RunError(
            "the contexts of the JSON-LD are nested in one another and take too long; write one "
            "context at the top."
        ) from None
    except ProcessDied:  # the parser keeps all triples of a node before it yields the first
        raise RunError(DATA_LARGE, most=most) from None
    prefixes, failures = literal_eval(head.decode())
    if any(_REMOTE in message for message, *_ in failures):
        raise RunError(
            "the JSON-LD refers to a context elsewhere, which is not fetched; write the context "
            "into the file."
        )
    errors = [
        SyntaxError(message, (None, line, column, None, last, end))
        for message, line, column, last, end in failures
    ]
    return Turtle(parse_n_triples(triples), prefixes), errors


def _left_out(text: str) -> Iterator[SyntaxError]:
    """Yield an error for each name that is no IRI: the parser leaves what it says out."""
    found: dict[tuple[bool, str], None] = {}
    for quad in open_parser(text, "jsonld", lenient=True):
        for is_key, term in ((False, quad.subject), (True, quad.predicate), (False, quad.object)):
            name = term.datatype if isinstance(term, Literal) else term
            if isinstance(name, NamedNode) and not _IRI.fullmatch(name.value):
                found[is_key, name.value] = None
    for is_key, name in islice(found, MOST_ERRORS):
        written = re.search(f'"{re.escape(name)}"', text)
        line = text.count("\n", 0, written.start()) + 1 if written else None
        column = written.start() - text.rfind("\n", 0, written.start()) if written else None
        said = (UNDEFINED_KEY if is_key else NO_IRI).format(name)
        yield SyntaxError(said, (None, line, column, None, None, None))


def is_deep(text: str, most: int = _DEEPEST) -> bool:
    """Return whether objects and arrays are nested more than `most` levels deep.

    The engine reads JSON-LD by recursion: some thousands of levels end its process.
    """
    depth = 0
    for match in _BRACKET.finditer(text):
        bracket = match[0]
        depth += (bracket in "{[") - (bracket in "}]")
        if depth > most:
            return True
    return False
