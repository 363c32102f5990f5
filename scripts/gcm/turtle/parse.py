"""Parsing RDF, strictly or as far as possible despite errors; and the register of prefixes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import decode, read_expanded, read_text
from gcm.core.language import msg
from gcm.core.layout import Layout
from gcm.core.namespaces import SH
from gcm.core.rdf_formats import Form, form_of
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import (
    DefaultGraph,
    Quad,
    QuadParser,
    Triple,
    open_parser,
    syntax_error,
    term_text,
)

RDF_1_2 = msg("the file uses RDF 1.2 (triple terms or text direction); write it in Turtle 1.1.")
DATA_LARGE = msg(
    "the file contains more than the {most} triples that can still be taken in, or very long "
    "ones; split it, or validate its parts one by one."
)
_TERM_LARGE = msg(
    "one text or IRI is longer than the 16 MB that can be read; is its closing mark missing? "
    "Shorten it, or move its content to a file of its own."
)

MOST_ERRORS = 50
MOST_TRIPLES = 2_000_000  # within these limits, reading takes some gigabytes at most
# Prefixes and contexts can make terms longer than the text; if one is long, letters count.
_LONG_TERM = 200
_LONG = re.compile(rf"(?<![^\s\"<>])[^\s\"<>]{{{_LONG_TERM}}}")
_MOST_LETTERS = 1_000_000_000
_DECLARING = (SH + "prefix", SH + "namespace")


class Turtle(NamedTuple):
    """A parsed document: its triples in the order written, and its prefixes.

    `graphs` has the IRI of the graph of each triple, or is empty if none is in a named graph.
    """

    triples: list[Triple]
    prefixes: dict[str, str]
    graphs: Sequence[str] = ()


def parse_turtle(text: str, file: Path | str | None = None) -> Turtle:
    """Parse Turtle; lexical forms are kept as written.

    Args:
        text: the document.
        file: its name, for the error message.

    Raises:
        RunError: a syntax error, with its line.
    """
    return _parse(text, "turtle", file)


def _parse(text: str, form: Form, file: Path | str | None) -> Turtle:
    if form == "jsonld":
        try:
            turtle, errors = parse_on(text, form, MOST_TRIPLES)
        except RunError as error:
            error.file = file
            raise
        if errors:
            raise syntax_error(errors[0], form, file)
        return turtle
    parser = open_parser(text, form)
    triples = [quad.triple for quad in _valid(parser, form, file)]
    return Turtle(triples, dict(parser.prefixes))


def _valid(parser: QuadParser, form: Form, file: Path | str | None) -> Iterator[Quad]:
    """Yield the quads of a parser, whose errors are ours."""
    try:
        yield from parser
    except SyntaxError as error:
        raise syntax_error(error, form, file) from None
    except MemoryError:  # the engine's buffer for one term is full
        raise RunError(_TERM_LARGE, file=file) from None


def parse_on(text: str, form: Form, most: int) -> tuple[Turtle, list[SyntaxError]]:
    """Parse a document to its end; after a syntax error, continue with the next statement.

    Args:
        text: the document; its graphs are merged.
        form: the format of the document.
        most: the maximum number of triples.

    Raises:
        RunError: there are more triples, they are far larger than the text, one term is too long,
            or JSON-LD is nested too deeply, refers to a context elsewhere or takes too long.
    """
    if form == "jsonld":
        from gcm.turtle.jsonld import parse_apart  # late: few documents need it

        return parse_apart(text, most)
    return parse_here(text, form, most)


def parse_here(text: str, form: Form, most: int) -> tuple[Turtle, list[SyntaxError]]:
    """Parse a document as `parse_on` does, without a time limit."""
    parser = open_parser(text, form)
    found: list[Triple] = []
    graphs: list[str] = []
    errors: list[SyntaxError] = []
    # Without prefixes and contexts, terms are no longer than the text.
    plain = form in ("ntriples", "nquads")
    named, default = form in ("trig", "nquads"), DefaultGraph()
    letters = _MOST_LETTERS if not plain and _has_long_term(text) else None
    while len(errors) < MOST_ERRORS:
        try:
            for quad in parser:  # one by one: triples before an error are kept
                found.append(triple := quad.triple)
                if named:
                    graphs.append("" if quad.graph_name == default else term_text(quad.graph_name))
                if letters is not None:
                    letters -= sum(len(term_text(term)) for term in triple)
                if len(found) > most or (letters is not None and letters < 0):
                    raise RunError(DATA_LARGE, most=most)
            break
        except SyntaxError as error:
            errors.append(error)
        except MemoryError:
            raise RunError(_TERM_LARGE) from None
    return Turtle(found, dict(parser.prefixes), graphs if any(graphs) else ()), errors


def _has_long_term(text: str) -> bool:
    """Return whether a name or keyword of a text is long; short lines hold none."""
    return any(len(line) >= _LONG_TERM and _LONG.search(line) for line in text.split("\n"))


def check(text: str, form: Form, file: Path | str | None = None) -> int:
    """Return the number of triples of a text, including those of named graphs.

    Raises:
        RunError: a syntax error, with its line.
    """
    # No triple is kept: a hostile prefix makes the triples far larger than the text.
    return sum(1 for _ in _valid(open_parser(text, form), form, file))


def parse_files(files: Iterable[Path]) -> tuple[dict[Path, list[Triple]], list[GcmError]]:
    """Return the triples of each file, and the errors of unreadable or invalid files."""
    triples: dict[Path, list[Triple]] = {}
    errors: list[GcmError] = []
    for file in files:
        try:
            text = decode(read_expanded(file), file)
            triples[file] = _parse(text, form_of(file), file).triples
        except GcmError as error:
            errors.append(error)
    return triples, errors


def parse_all(files: Iterable[Path]) -> list[Triple]:
    """Return the triples of all files together.

    Raises:
        Problems: the files that cannot be read or parsed.
    """
    triples, errors = parse_files(files)
    if errors:
        raise Problems(errors)
    return [triple for found in triples.values() for triple in found]


def read_prefixes(layout: Layout) -> dict[str, str]:
    """Read the prefixes that the register declares, by name.

    Raises:
        RunError: the register is missing or not Turtle.
    """
    return prefixes_in(parse_turtle(read_text(layout.register), layout.register).triples)


def prefixes_in(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that triples declare as SHACL does, by name."""
    said = TripleIndex(triple for triple in triples if triple.predicate.value in _DECLARING)
    return {
        name: namespace
        for thing in said.things()
        for name in said.names(thing, _DECLARING[0])
        for namespace in said.names(thing, _DECLARING[1])
    }
