"""The canonical form of a graph as Turtle, so that a diff shows only what changed.

Prefixes, predicates and objects are sorted, each on its own line; terms are kept to the letter. The
blocks of a text keep its order, those of a graph are sorted. Productions are those of Turtle 1.1 (https://www.w3.org/TR/turtle/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.turtle.comments import NO_NOTES, read_notes
from gcm.turtle.parse import parse_turtle
from gcm.turtle.tree import NO_MARK, Node, Tree
from gcm.turtle.writer import Writer

# No quotes within, so that no match spans the end of a string.
_IRI_LIKE = re.compile(r"""<[^<>\s"']*>""")
_CAPITAL_TAG = re.compile(r"@[a-z0-9-]*[A-Z]")

GAP = "\n\n"


def format_turtle(text: str, register: Mapping[str, str], file: Path | str | None = None) -> str:
    """Return the canonical form of a Turtle text: same graph, terms to the letter, comments kept.

    Blocks keep their order; several blocks of one subject are merged at the place of the first.

    Args:
        text: the document; relative IRIs are resolved against the base that it declares.
        register: prefix to namespace, preferred to the prefixes of the document.
        file: its name, for the error message.

    Raises:
        RunError: the text is not valid Turtle 1.1; a comment is inside a statement or beside one; a
            blank node is used more than once, in a cycle, or too deep in others.
    """
    triples, prefixes = parse_turtle(text, file)
    notes, mark = NO_NOTES, NO_MARK
    if "#" in _IRI_LIKE.sub("", text) or _CAPITAL_TAG.search(text):
        mark = f"urn:{os.urandom(16).hex()}:"
        notes, marked = read_notes(text, mark, file)
        triples = parse_turtle(marked, file).triples
    own = {name: namespace for name, namespace in prefixes.items() if name not in register}
    tree = Tree(triples, mark, text, file)
    writer = Writer(tree, _by_namespace(own) | _by_namespace(register))
    before: dict[Node, list[str]] = {}
    above: dict[Node, list[str]] = {}
    borders: list[str] = []
    for number, (between, comments) in enumerate(notes.blocks):
        subject = tree.roots[tree.marked[number]]
        borders += between
        if subject not in before:
            before[subject], borders = borders, []
        above.setdefault(subject, []).extend(comments)
    parts: list[str] = []
    for subject, block in writer.blocks():
        parts += [*before.get(subject, []), "\n".join([*above.get(subject, []), block])]
    return document([*parts, *borders, *notes.tail], writer.used, GAP.join(notes.head))


def write_turtle(triples: Iterable[Triple], register: Mapping[str, str], head: str = "") -> str:
    """Return the canonical form of a graph, its blocks sorted by subject.

    Args:
        triples: the graph; a triple given twice counts once.
        register: prefix to namespace.
        head: comment lines for the top of the file, each with its `#`.

    Raises:
        RunError: a blank node is used more than once, in a cycle, or too deep in others; a term
            is of RDF 1.2.
    """
    trimmed = "\n".join(line.rstrip() for line in head.strip().splitlines())
    return document(*turtle_blocks(triples, register), trimmed)


def write_turtle_12(
    triples: Iterable[Triple],
    reified: Iterable[tuple[Triple, NamedNode]],
    register: Mapping[str, str],
) -> str:
    """Write a graph in Turtle of RDF 1.2, triples with their reifiers last.

    https://www.w3.org/TR/rdf12-turtle/

    Args:
        triples: the graph, all its terms of RDF 1.1.
        reified: triples of IRIs, each with its reifier, in the order to write.
        register: prefix to namespace.
    """
    blocks, used = turtle_blocks(triples, register)
    writer = Writer(Tree([], NO_MARK, "", None), _by_namespace(register))
    lines = "\n".join(writer.annotated(*one) for one in reified)
    return document([*blocks, lines], used | writer.used)


def turtle_blocks(
    triples: Iterable[Triple], register: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Return the blocks of a graph, sorted, those of blank nodes last, and the prefixes used, by
    name.

    Raises:
        RunError: as `write_turtle` does.
    """
    writer = Writer(Tree(triples, NO_MARK, "", None), _by_namespace(register))

    def rank(block: tuple[Node, str]) -> tuple[bool, str]:
        subject, text = block
        named = isinstance(subject, NamedNode)
        return not named, subject.value if named else text

    return [text for _, text in sorted(writer.blocks(), key=rank)], writer.used


def document(blocks: Iterable[str], used: Mapping[str, str], head: str = "") -> str:
    """Join blocks below the declarations of prefixes, with comment lines at the top."""
    prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in sorted(used.items()))
    text = GAP.join(filter(None, [head, prefixes, *blocks]))
    return text and text + "\n"


def _by_namespace(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return namespace to prefix; of several prefixes the first in alphabetical order."""
    return {namespace: name for name, namespace in sorted(prefixes.items(), reverse=True)}
