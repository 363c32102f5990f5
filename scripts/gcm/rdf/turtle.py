"""The one form in which a graph is written as Turtle, so that a diff shows only what changed.

Prefixes, subjects, predicates and objects are sorted and stand on lines of their own; terms are
kept to the letter. Productions are those of Turtle 1.1 (https://www.w3.org/TR/turtle/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from gcm.rdf.notes import NO_NOTES, Notes, read_notes
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.rdf.syntax import parse_turtle
from gcm.rdf.tree import NO_MARK, Node, Tree
from gcm.rdf.writer import Writer

# No quotes within, so that no match begins inside a string and ends outside it.
_IRI_LIKE = re.compile(r"""<[^<>\s"']*>""")
_CAPITAL_TAG = re.compile(r"@[a-z0-9-]*[A-Z]")

GAP = "\n\n"


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
    notes, mark = NO_NOTES, NO_MARK
    if "#" in _IRI_LIKE.sub("", text) or _CAPITAL_TAG.search(text):
        mark = f"urn:{os.urandom(16).hex()}:"
        notes, marked = read_notes(text, mark, file)
        triples = parse_turtle(marked, file).triples
    own = {name: namespace for name, namespace in prefixes.items() if name not in register}
    names = by_namespace(own) | by_namespace(register)
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
    notes = NO_NOTES._replace(head=trimmed_head(head).splitlines())
    return _assemble(Tree(triples, NO_MARK, "", None), by_namespace(register), notes)


def trimmed_head(text: str) -> str:
    """Comment lines without what is blank around and behind them."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def prefix_lines(used: Mapping[str, str]) -> list[str]:
    """The declarations of prefixes, sorted by prefix."""
    return [f"@prefix {name}: <{iri}> ." for name, iri in sorted(used.items())]


def by_namespace(prefixes: Mapping[str, str]) -> dict[str, str]:
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
    prefixes = prefix_lines(writer.used)
    blocks = [noted for _, noted in sorted(named) + sorted(unnamed)]
    head, middle, tail = ("\n".join(lines) for lines in (notes.head, prefixes, notes.tail))
    text = GAP.join(filter(None, [head, middle, *blocks, tail]))
    return text and text + "\n"
