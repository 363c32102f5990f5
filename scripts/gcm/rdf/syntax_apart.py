"""Parsing JSON-LD apart: contexts and long terms can take time and memory without end."""

from __future__ import annotations

from ast import literal_eval

from gcm.core.errors import RunError
from gcm.rdf.oxigraph import n_triples, parse_n_triples
from gcm.rdf.sandbox import run_apart
from gcm.rdf.syntax import Turtle, parse_here

PATIENCE = 60.0  # seconds
_MEMORY = 4_000_000_000  # bytes


def parse_apart(text: str, most: int) -> tuple[Turtle, list[SyntaxError]]:
    """What `gcm.rdf.syntax.parse_on` gives of JSON-LD.

    Raises:
        RunError: as there; or it took too long, or too much memory.
    """

    def work() -> bytes:
        turtle, errors = parse_here(text, "jsonld", most)
        told = [(str(e.msg), e.lineno, e.offset, e.end_lineno, e.end_offset) for e in errors]
        head = repr((turtle.prefixes, told)).encode(errors="surrogateescape")
        return head + b"\n" + n_triples(turtle.triples)

    try:
        head, _, triples = run_apart(work, PATIENCE, None, _MEMORY).partition(b"\n")
    except RunError as error:
        if error.key == "query-timeout":
            raise RunError("jsonld-contexts") from None
        if error.key == "query-died":  # it holds all triples of a thing before it tells the first
            raise RunError("data-large", most=most) from None
        raise
    prefixes, told = literal_eval(head.decode())
    errors = [
        SyntaxError(message, (None, line, column, None, last, end))
        for message, line, column, last, end in told
    ]
    return Turtle(parse_n_triples(triples), prefixes), errors
