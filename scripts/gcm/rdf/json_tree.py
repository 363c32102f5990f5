"""JSON as a tree whose values know where they stand; how deep it is costs no recursion."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from gcm.rdf.lexer import UNKNOWN, scan
from gcm.rdf.mentions import Position

# Beyond it nothing is kept: who walks the tree may recurse, the engine does too.
DEEPEST = 100

_GRAMMAR = rf"""
start: (STRING | NUMBER | WORD | MARK | UNKNOWN)*
STRING: /"[^"\\\x00-\x1F]*(?:\\.[^"\\\x00-\x1F]*)*"/
NUMBER: /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]+)?/
WORD: /true|false|null/
MARK: /[{{}}\[\]]/
{UNKNOWN}
SPACE: /[ \t\r\n,:]+/
%ignore SPACE
"""
_BRACKETS = rf"""
start: (OPEN | CLOSE | OTHER | UNKNOWN)*
OPEN: /[{{\[]/
CLOSE: /[}}\]]/
OTHER: /(?:[^"{{}}\[\]]+|"[^"\\]*(?:\\.[^"\\]*)*")+/
{UNKNOWN}
"""


@dataclass(slots=True, eq=False)
class Value:
    """A value: an object (`{`), an array (`[`), or neither; `whole` unless some of it is lost."""

    kind: str
    line: int
    column: int
    start: int
    end: int = 0
    whole: bool = True
    members: list[tuple[Value, Value]] = field(default_factory=list)
    items: list[Value] = field(default_factory=list)

    def source(self, text: str) -> str:
        """What is written; of an object or array that does not end, its bracket."""
        return text[self.start : self.end or self.start + 1]

    def position(self, text: str) -> Position:
        """Where it stands."""
        return Position(self.line, self.column, self.source(text))

    def string(self, text: str) -> str:
        """The string it is, escapes resolved; empty if it is none."""
        try:
            found = json.loads(self.source(text)) if self.kind == "STRING" else ""
        except ValueError:
            return ""
        return str(found)


def read_json(text: str) -> Value | None:
    """The tree of a JSON text, of a broken one as far as it goes; None if there is none.

    Commas and colons are not checked, and what is nested more deeply than `DEEPEST` is left out.
    """
    root: Value | None = None
    outer: list[Value] = []
    key: Value | None = None  # of the innermost object, until its value comes
    lost = 0  # brackets open beyond the deepest
    for kind, part, line, column, start in scan(_GRAMMAR, text):
        if part in ("}", "]") and lost:
            lost -= 1
            continue
        if part in ("}", "]"):
            if not outer or outer[-1].kind != ("{" if part == "}" else "["):
                break
            outer.pop().end = start + 1
            key = None
            continue
        if kind == "UNKNOWN" or (root and not outer):
            break
        opens = kind == "MARK"
        if len(outer) >= DEEPEST:
            _lose(outer)
            lost += opens
            continue
        value = Value(
            part if opens else kind, line, column, start, 0 if opens else start + len(part)
        )
        if outer and outer[-1].kind == "{" and key is None:
            if kind != "STRING":
                break
            key = value
            continue
        if not outer:
            root = value
        elif key is None:
            outer[-1].items.append(value)
        else:
            outer[-1].members.append((key, value))
        key = None
        if opens:
            outer.append(value)
    _lose(outer)
    return root


def _lose(outer: list[Value]) -> None:
    """Mark values, of which some is lost; where one is marked, those around it are."""
    for value in reversed(outer):
        if not value.whole:
            break
        value.whole = False


def is_deep(text: str, most: int = DEEPEST) -> bool:
    """Whether objects and arrays are nested more deeply than `most`, in JSON or what passes for it.

    The engine reads JSON-LD by recursion, and some thousands of levels end the whole process.
    """
    if text.count("{") + text.count("[") <= most:
        return False
    depth = 0
    for kind, *_ in scan(_BRACKETS, text):
        depth += (kind == "OPEN") - (kind == "CLOSE")
        if depth > most:
            return True
    return False
