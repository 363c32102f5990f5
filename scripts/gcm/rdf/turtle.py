"""The one form in which a graph is written as Turtle, so that a diff shows only what changed.

Prefixes, subjects, predicates and objects are sorted and stand on lines of their own; terms are
kept to the letter. Productions are those of Turtle 1.1 (https://www.w3.org/TR/turtle/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gcm.rdf.notes import NO_NOTES, Notes, read_notes
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.rdf.syntax import parse_turtle
from gcm.rdf.tree import Node, Tree
from gcm.rdf.writer import Writer

# No quotes within, so that no match begins inside a string and ends outside it.
_IRI_LIKE = re.compile(r"""<[^<>\s"']*>""")
_CAPITAL_TAG = re.compile(r"@[a-z0-9-]*[A-Z]")

_NO_MARK = " "  # no IRI has a space
_GAP = "\n\n"
_PIECE = 1 << 16


def format_turtle(text: str, register: Mapping[str, str], file: Path | str | None = None) -> str:
    """The canonical form of a Turtle text: the same graph, terms to the letter, comments kept.

    Args:
        text: the document; relative IRIs are resolved against the base it declares.
        register: prefix to namespace, taken before the prefixes of the document.
        file: its name, for the error message.

    Raises:
        RunError: the text is not valid Turtle 1.1; a comment stands inside a statement or beside
            one; a blank node is used more than once, in a cycle, or too deep in others.
    """
    triples, prefixes = parse_turtle(text, file)
    notes, mark = NO_NOTES, _NO_MARK
    if "#" in _IRI_LIKE.sub("", text) or _CAPITAL_TAG.search(text):
        mark = f"urn:{os.urandom(16).hex()}:"
        notes, marked = read_notes(text, mark, file)
        triples = parse_turtle(marked, file).triples
    own = {name: namespace for name, namespace in prefixes.items() if name not in register}
    names = _by_namespace(own) | _by_namespace(register)
    return _assemble(Tree(triples, mark, text, file), names, notes)


def write_turtle(triples: Iterable[Triple], register: Mapping[str, str], head: str = "") -> str:
    """The canonical form of a graph.

    Args:
        triples: the graph; a triple given twice counts once.
        register: prefix to namespace.
        head: comment lines for the top of the file, each with its `#`.

    Raises:
        RunError: a blank node is used more than once, in a cycle, or too deep in others; a term
            is of RDF 1.2.
    """
    notes = NO_NOTES._replace(head=_head(head).splitlines())
    return _assemble(Tree(triples, _NO_MARK, "", None), _by_namespace(register), notes)


def stream_turtle(
    parts: Iterable[Iterable[Triple]], register: Mapping[str, str], head: str = ""
) -> Iterator[str]:
    """What `write_turtle` gives, in pieces, of a graph that need not fit in memory.

    Args:
        parts: the triples of some subjects after another, all of a subject in one part, parts in
            the order of the subjects' IRIs; no blank nodes.
        register: prefix to namespace.
        head: comment lines for the top of the file, each with its `#`.

    Raises:
        RunError: a term is of RDF 1.2.
    """
    from tempfile import TemporaryFile  # late: importing it costs every command ten milliseconds

    names = _by_namespace(register)
    used: dict[str, str] = {}
    # Which prefixes stand at the top is known only when all is written.
    with TemporaryFile("w+", encoding="utf-8", newline="") as blocks:
        for triples in parts:
            writer = Writer(Tree(triples, _NO_MARK, "", None), names)
            written = sorted((subject.value, block) for subject, block in writer.blocks())
            blocks.writelines(_GAP + block for _, block in written)
            used |= writer.used
        blocks.seek(0)
        top = _GAP.join(filter(None, [_head(head), "\n".join(_prefix_lines(used))]))
        body = blocks.read(_PIECE)
        yield top or body.removeprefix(_GAP)
        if top:
            yield body
        yield from iter(lambda: blocks.read(_PIECE), "")
        if top or body:
            yield "\n"


def _head(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _prefix_lines(used: Mapping[str, str]) -> list[str]:
    return [f"@prefix {name}: <{iri}> ." for name, iri in sorted(used.items())]


def _by_namespace(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Namespace to prefix; of several prefixes the first in alphabetical order."""
    return {namespace: name for name, namespace in sorted(prefixes.items(), reverse=True)}


def _assemble(graph: Tree, names: Mapping[str, str], notes: Notes) -> str:
    writer = Writer(graph, names)
    above: dict[Node, list[str]] = {}
    for number, lines in enumerate(notes.blocks):
        above.setdefault(graph.roots[graph.marked[number]], []).extend(lines)
    named, unnamed = [], []
    for subject, block in writer.blocks():
        noted = "".join(f"{line}\n" for line in above.get(subject, [])) + block
        if isinstance(subject, NamedNode):
            named.append((subject.value, noted))
        else:
            unnamed.append((block, noted))
    prefixes = _prefix_lines(writer.used)
    blocks = [noted for _, noted in sorted(named) + sorted(unnamed)]
    head, middle, tail = ("\n".join(lines) for lines in (notes.head, prefixes, notes.tail))
    text = _GAP.join(filter(None, [head, middle, *blocks, tail]))
    return text and text + "\n"
