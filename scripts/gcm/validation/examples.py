"""The good examples beside the shapes, and the edits that each break one constraint of them.

How a file of edits is written is said in `shapes/examples/README.md`. An edit changes the text of
an example, which is in the form of `gcm fmt`: nodes stand between blank lines, each property begins
a line.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gcm.core.errors import RunError
from gcm.core.files import read_text
from gcm.core.language import msg
from gcm.core.layout import Layout
from gcm.turtle.format import turtle_blocks
from gcm.turtle.parse import parse_turtle, read_prefixes

_HUNK = re.compile(r"^@@ (\S+) @@\n", re.MULTILINE)


class Change(NamedTuple):
    """A line of an edit: `-`, `+` or `=`, the node, the property and the values, as written."""

    sign: str
    node: str
    name: str
    values: str


class Edit(NamedTuple):
    """What breaks a constraint of an example.

    Args:
        constraint: `<shape>--<component>`, such as `ParticipationShape-status--MaxCount`.
        node: the node that is blamed, as written.
        file: the file of edits.
        line: where in it the edit begins, counted from 1.
        changes: what it changes.
        also: the nodes, as written, and the constraints that cannot but break too.
    """

    constraint: str
    node: str
    file: Path
    line: int
    changes: tuple[Change, ...]
    also: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Where it is: `participation.edits:4`."""
        return f"{self.file.name}:{self.line}"


class Examples:
    """The examples of one root, read when they are asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The files of good examples."""
        return tuple(self._layout.examples(".ttl"))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit, file by file.

        Raises:
            RunError: a line of a file of edits is not in the form that the README gives.
        """
        return tuple(edit for file in self._layout.examples(".edits") for edit in _read(file))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The register: an edit may use any of its prefixes, declared in its example or not."""
        return read_prefixes(self._layout)

    @cached_property
    def head(self) -> str:
        """The declarations of all prefixes of the register."""
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self.prefixes.items())

    @cached_property
    def texts(self) -> dict[Path, str]:
        """The text of each file that an edit may change: the ontology and the examples."""
        return {file: read_text(file) for file in (*self._layout.ontology(), *self.files)}

    @cached_property
    def blocks(self) -> dict[str, str]:
        """What the ontology and the examples say of each node, as written."""
        return {
            block.partition("\n")[0]: block
            for text in self.texts.values()
            for block in blocks(text)
        }

    @cached_property
    def described(self) -> dict[str, tuple[str, ...]]:
        """The same, as properties with their values."""
        return {node: _properties(block) for node, block in self.blocks.items()}

    def changed(self, group: Iterable[Edit]) -> dict[str, list[str]]:
        """What is said of each node that edits change, as properties with their values."""
        nodes: dict[str, list[str]] = {}
        for edit in group:
            for change in edit.changes:
                said = nodes.setdefault(change.node, list(self.described.get(change.node, ())))
                _apply(edit, change, said)
        return nodes

    def before_and_after(self, edit: Edit) -> tuple[str, str]:
        """The nodes that an edit changes: as they should be, and as the edit leaves them."""
        changed = self.changed([edit])
        good = [self.blocks[node] for node in changed if node in self.blocks]
        bad = [self._formatted(node, said) for node, said in changed.items() if said]
        return "\n\n".join(good), "\n\n".join(bad)

    def _formatted(self, node: str, said: list[str]) -> str:
        written = parse_turtle(self.head + written_block(node, said)).triples
        return "\n\n".join(turtle_blocks(written, self.prefixes)[0])

    def of_checks(self) -> dict[str, tuple[str, str]]:
        """For each check of the tool's own that has one: a good example, and what breaks it."""
        found: dict[str, tuple[str, str]] = {}
        for file in self._layout.examples(".diff"):
            _, *parts = _HUNK.split(read_text(file))
            for name, hunk in zip(parts[::2], parts[1::2], strict=True):
                lines = hunk.strip("\n").split("\n")
                good, bad = (
                    "\n".join(line[1:] for line in lines if not line.startswith(other))
                    for other in ("+", "-")
                )
                found[name] = good, bad
        return found


def blocks(text: str) -> list[str]:
    """The nodes of a file, without the comments above them."""
    found = (re.sub(r"^(#.*\n)+", "", block) for block in text.strip().split("\n\n"))
    return [block for block in found if not block.startswith(("@", "#"))]


def written_block(node: str, said: Iterable[str]) -> str:
    """A node with its properties, in Turtle."""
    return f"{node}\n    " + " ;\n    ".join(said) + " ."


def _properties(block: str) -> tuple[str, ...]:
    _, *parts = re.split(r"\n {4}(?=[^\s)])", block)
    return tuple(part.removesuffix(" ;").removesuffix(" .") for part in parts)


def _apply(edit: Edit, change: Change, said: list[str]) -> None:
    """Change what is said of a node."""
    sign, _, name, values = change
    if sign == "+":
        said.append(f"{name} {values}")
        return
    place = next((n for n, one in enumerate(said) if one.split()[0] == name), None)
    if place is None:
        raise _wrong(edit.file, edit.line)
    kept = re.split(r" ,\n\s+", said[place].removeprefix(name).strip())
    if sign == "=":
        kept = [values]
    elif values:
        kept.remove(values)
    else:
        kept = []
    said[place : place + 1] = [f"{name} {' , '.join(kept)}"] if kept else []


def _read(file: Path) -> Iterator[Edit]:
    """The edits of a file: nodes at the margin, below each its edits, below each more lines."""
    node = ""
    lines = [(n, line) for n, line in enumerate(read_text(file).splitlines(), 1) if line.strip()]
    lines = [(n, line) for n, line in lines if not line.lstrip().startswith("#")]
    starts = [n for n, (_, line) in enumerate(lines) if not line.startswith("   ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        number, first = lines[start]
        if not first.startswith(" "):
            node = first
            continue
        constraint, _, change = first.strip().partition(" ")
        more = [line.strip() for _, line in lines[start + 1 : end]]
        empty = Edit(constraint, node, file, number, (), ())
        yield _edit(empty, [change.strip(), *more])


def _edit(empty: Edit, said: list[str]) -> Edit:
    on = empty.node
    changes: list[Change] = []
    also: list[tuple[str, str]] = []
    for one in said:
        sign, _, rest = one.partition(" ")
        if sign == "on":
            on = rest
        elif sign == "also":
            *others, constraint = rest.split()
            also.append((others[0] if others else empty.node, constraint))
        elif sign in ("-", "+", "="):
            name, _, values = rest.partition(" ")
            changes.append(Change(sign, on, name, values))
        else:
            raise _wrong(empty.file, empty.line)
    return empty._replace(changes=tuple(changes), also=tuple(also))


def _wrong(file: Path, line: int) -> RunError:
    message = msg("this edit cannot be made: see shapes/examples/README.md for its form.")
    return RunError(message, file=file, line=line)
