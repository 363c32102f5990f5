"""The canonical form of a graph as Turtle, so that a diff shows only what changed.

Prefixes, predicates and objects are sorted, each on its own line; terms are kept to the letter. The
blocks of a text keep its order, those of a graph are sorted. Productions are those of Turtle 1.1 (https://www.w3.org/TR/turtle/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import GcmError, Problems, RunError
from gcm.core.files import AnyPath, as_paths, decode, is_compressed, read_bytes, write_text
from gcm.core.language import msg
from gcm.core.layout import files_of, find_layout
from gcm.core.rdf_formats import FORM_NAMES, form_of
from gcm.rdf.oxigraph import NamedNode, Triple
from gcm.turtle.lexer import Token, is_directive, statements
from gcm.turtle.parse import parse_turtle, read_prefixes
from gcm.turtle.writer import Node, Tree, Writer

_NOT_TURTLE = msg("by its name this is {form}; only Turtle is formatted, in files such as x.ttl.")
GAP = "\n\n"
_LINE_END = re.compile(r"\r\n?|\n")
# A line that separates sections, even without an empty line before the block below.
_BORDER = re.compile(r"#[ \t]*---")


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
    prefixes = parse_turtle(text, file).prefixes  # or an error in a line of the text as it is
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
    writer = Writer(Tree([]), _by_namespace(register))
    lines = "\n".join(writer.annotated(*one) for one in reified)
    return document([*blocks, lines], used | writer.used)


def turtle_blocks(
    triples: Iterable[Triple], register: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Return the sorted blocks of a graph, blank nodes last, and the prefixes used, by name.

    Raises:
        RunError: as `write_turtle` does.
    """
    writer = Writer(Tree(triples), _by_namespace(register))

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


class Notes(NamedTuple):
    """The comments of a text; lines without an empty line between them are one piece.

    For each block, `blocks` contains the pieces between the block and its predecessor, and the
    lines directly above the block.
    """

    head: list[str]
    blocks: list[tuple[list[str], list[str]]]
    tail: list[str]


def read_notes(text: str, mark: str, file: Path | str | None) -> tuple[Notes, str]:
    """Collect the comments of a text, and mark what the parser would otherwise not report.

    Returns:
        The comments, and the text with two changes. Each block gets a triple with the block's
        subject, predicate `mark` and the block's number as object; and language tags with capitals,
        which the parser would lower-case, become datatypes after `mark`.

    Raises:
        RunError: a comment is inside a statement, or on the line where one ends.
    """
    head: list[str] = []
    blocks: list[tuple[list[str], list[str]]] = []
    pieces: list[list[str]] = []
    changes: list[tuple[int, int, str]] = []
    end = 0
    at_head = True
    after_comment = False
    for statement in statements(text, file):
        first = statement[0]
        line_ends = len(_LINE_END.findall(text, end, first.start))
        comments = [token for token in statement if token.kind == "COMMENT"]
        alone = first.kind == "COMMENT" and (end == 0 or line_ends > 0)
        if comments and not alone:
            raise RunError(
                "a comment is inside a statement, where formatting would lose it; move it above "
                "the block it is about.",
                file=file,
                line=comments[0].line,
            )
        joined = after_comment and line_ends == 1
        if alone:
            if not joined:
                pieces.append([])
            pieces[-1].append(first.text.rstrip())
        elif is_directive(statement):
            if not blocks:
                head, pieces, at_head = head + _joined(pieces), [], False
        else:
            above = pieces.pop() if joined else []
            cut = max((n for n, line in enumerate(above, 1) if _BORDER.match(line)), default=0)
            borders = _joined([*pieces, above[:cut]])
            if at_head:
                head, borders, at_head = borders, [], False
            after = _subject_end(statement)
            changes.append((after, after, f" <{mark}> {len(blocks)} ;"))
            blocks.append((borders, above[cut:]))
            pieces = []
            changes += [
                (token.start, token.end, f"^^<{mark}{token.text[1:]}>")
                for token in statement
                if token.kind == "LANGTAG" and token.text != token.text.lower()
            ]
        end, after_comment = statement[-1].end, alone
    return Notes(head, blocks, _joined(pieces)), _changed(text, changes)


def _joined(pieces: list[list[str]]) -> list[str]:
    return ["\n".join(lines) for lines in pieces if lines]


def _subject_end(statement: list[Token]) -> int:
    """Return the offset after the subject of a statement, which may be a `[ … ]` or `( … )`."""
    depth = 0
    for token in statement:
        depth += (token.text in ("[", "(")) - (token.text in ("]", ")"))
        if depth == 0:
            break
    return token.end


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    copied = 0
    for start, end, replacement in sorted(changes):
        pieces += [text[copied:start], replacement]
        copied = end
    return "".join([*pieces, text[copied:]])


class Formatted(NamedTuple):
    """The files that were, or would be, changed, among all files looked at."""

    changed: list[Path]
    files: list[Path]


def format_files(
    paths: AnyPath | Iterable[AnyPath] = (), *, root: AnyPath | None = None, check: bool = False
) -> Formatted:
    """Format Turtle files; the graph, its lexical forms and the comments stay as they are.

    Args:
        paths: a file or folder, or several; without any, every Turtle file of the graph.
        root: the graph whose register of prefixes is used.
        check: change nothing.

    Raises:
        UsageError: `root` holds no graph, or `paths` are none.
        Problems: files that are missing, are not Turtle, or cannot be formatted; then no file
            is changed.
    """
    given = as_paths(paths)
    layout = find_layout(root)
    prefixes = read_prefixes(layout)
    files, errors = files_of(given) if given else (layout.turtle(), [])
    texts: dict[Path, str] = {}
    for file in files:
        try:
            if form_of(file) != "turtle" or is_compressed(file):
                form = "gzip" if is_compressed(file) else FORM_NAMES[form_of(file)]
                raise RunError(_NOT_TURTLE, file=file, form=form)
            data = read_bytes(file)
            before = decode(data, file)
            after = format_turtle(before, prefixes, file)
        except GcmError as error:
            errors.append(error)
            continue
        if data != after.encode("utf-8"):
            texts[file] = after
    if errors:
        raise Problems(errors)
    if not check:
        for file, text in texts.items():
            write_text(file, text)
    return Formatted(list(texts), files)
