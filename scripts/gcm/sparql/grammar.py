"""The grammar of queries, `sparql.lark`, and the tree of a query."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import lark

from gcm.core.cache import user_cache
from gcm.sparql.tokens import Token

# Kept between runs, as it takes long to make; lark makes it again if it or the grammar changed.
_KEPT: Final = user_cache() / "sparql.grammar"
with suppress(OSError):  # an unwritable folder costs time, nothing else
    _KEPT.parent.mkdir(parents=True, exist_ok=True)
# Made when this is imported, which is late: a sealed process can read no file.
_GRAMMAR: Final = lark.Lark(
    Path(__file__).with_name("sparql.lark").read_text("utf-8"),
    parser="lalr",
    start="query",
    keep_all_tokens=True,
    cache=str(_KEPT),
)
# The grammar's names of the words and marks, by their text.
NAMES: Final = {one.pattern.value: one.name for one in _GRAMMAR.terminals}
_KINDS: Final = {"iri": "IRIREF", "name": "PNAME", "end": "$END"}

Tree: TypeAlias = Any  # a `lark.Tree`, whose children are trees and leaves
Leaf: TypeAlias = lark.Token


class Expectation(NamedTuple):
    """The tokens, by text or kind, that may stand where another one does."""

    accepted: set[str]
    token: Token


def parse(found: Sequence[Token]) -> Tree | Expectation:
    """The tree of a query; or the first token that cannot stand where it does, and what can."""
    parser: Any = _GRAMMAR.parse_interactive()
    tree: Tree | None = None
    for token in found:
        kind = _KINDS.get(token.kind, token.kind.upper())
        if token.kind in ("word", "mark"):
            kind = NAMES.get(token.text.upper(), token.text)
        before = parser.copy(deepcopy_values=False)
        try:
            tree = parser.feed_token(lark.Token(kind, token.text, token.start))
        except lark.UnexpectedToken:
            texts = {name: text for text, name in NAMES.items()}
            return Expectation({texts.get(name, name) for name in before.accepts()}, token)
    assert tree is not None
    return tree


def is_tree(part: Tree | Leaf) -> bool:
    """Whether a part of a tree has parts itself."""
    return isinstance(part, lark.Tree)


def below(tree: Tree, rule: str) -> Iterator[Tree]:
    """The trees of a rule, the outer ones first."""
    return (one for one in tree.iter_subtrees_topdown() if one.data == rule)


def trees(tree: Tree) -> Iterator[Tree]:
    """The parts of a tree that are trees."""
    return (child for child in tree.children if is_tree(child))


def leaves_of(tree: Tree, kind: str) -> Iterator[Leaf]:
    """The leaves of a kind."""
    yield from tree.scan_values(lambda token: token.type == kind)
