"""Paths that may have no steps, from or to a term that is written in the query.

Such a path leads from the term to itself, whether the graph has it or not (SPARQL 1.1, 9.3).
Oxigraph finds that of terms of the graph only, so what it leaves out is written into the query.
"""

from collections.abc import Iterator
from itertools import count
from math import prod
from typing import Final

from gcm.sparql.grammar import Expectation, Leaf, Tree, below, is_tree, leaves_of, parse, trees
from gcm.sparql.tokens import Token, tokens

_NIL: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"
_BODY: Final = ("where", "values")
_MOST: Final = 1000  # ways to take no steps; beyond, the engine is left alone


class _NotRewritten(Exception):
    """The triples hold what is not rewritten: a part of RDF 1.2, or paths beyond measure."""


def with_zero_steps(text: str) -> str:
    """The query with what Oxigraph leaves out; the same text where that is nothing.

    Blank nodes of its patterns become variables, which no SELECT shows.
    """
    query = parse([*tokens(text), Token("end", "", len(text))])
    if isinstance(query, Expectation):
        return text  # the engine says what is wrong
    try:
        edits = _Rewriter(text).edits(query)
    except (_NotRewritten, RecursionError):
        return text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


class _Rewriter:
    def __init__(self, text: str) -> None:
        self._text = text
        self._names = (f"?{self._own(text)}{number}" for number in count())
        self._labels: dict[str, str] = {}
        self._triples: list[str] = []
        self._unions: list[str] = []
        self._graph = ""

    def edits(self, query: Tree) -> list[tuple[int, int, str]]:
        """What to write instead of the text between two places."""
        edits = []
        rewritten = False
        left = [(query, "")]
        while left:
            tree, graph = left.pop()
            if tree.data == "pattern" and tree.children[0] == "GRAPH":
                graph = self._source(tree.children[1])
            left += [(part, graph) for part in trees(tree)]
            for triples in (part for part in trees(tree) if part.data == "triples"):
                if tree.data != "group":
                    continue  # of a template
                if new := self._block(triples, graph):
                    edits.append((*_span(triples), new))
                    rewritten = True
                else:
                    labels = leaves_of(triples, "BLANK")
                    edits += [(*_span(label), self._variable(label)) for label in labels]
        return [*edits, *_stars(query)] if rewritten else []

    def _block(self, triples: Tree, graph: str) -> str:
        """What to write for triples; empty where no path of theirs is concerned."""
        self._triples, self._unions, self._graph = [], [], graph
        for block in trees(triples):
            subject, *properties = block.children
            if subject == "[":  # its own properties, then those that follow
                name = self._node(block.children[:3])
                properties = block.children[3:]
            else:
                name = self._node([subject])
            for part in properties:
                self._properties(name, part)
        return " ".join([*self._triples, *self._unions]) if self._unions else ""

    def _properties(self, subject: str, properties: Tree) -> None:
        verb: Tree = None
        for part in properties.children:
            if not is_tree(part) or part.data == "path":
                verb = part if part != ";" else None
                continue
            for one in trees(part):
                if len(one.children) > 1:
                    raise _NotRewritten
                self._triple(subject, verb, self._node(one.children))

    def _triple(self, subject: str, verb: Tree, value: str) -> None:
        plain = f"{subject} {self._source(verb)} {value}"
        ways = _ways(verb) if is_tree(verb) else 0
        ends = [end for end in (subject, value) if end[0] not in "?$"]
        if not ways or not ends or ends[0].startswith("<<"):
            self._triples.append(f"{plain} .")
            return
        if ways > _MOST:
            raise _NotRewritten
        term = ends[0]
        if len(ends) == 1:
            name = value if term is subject else subject
            found = f"VALUES {name} {{ {f'{term} ' * ways}}}"
        else:
            found = f"FILTER(sameTerm({subject}, {value})) VALUES () {{ {'() ' * ways}}}"
        one, other = next(self._names), next(self._names)
        for pattern in (f"{term} {one} {other}", f"{other} {one} {term}"):
            found += f" FILTER NOT EXISTS {{ {self._inside(pattern)} }}"
        # Without a pattern of its own the engine forgets which graph it is in.
        where = self._inside("") if self._graph else ""
        self._unions.append(f"{{ {plain} }} UNION {{ {where} {found} }}")

    def _inside(self, pattern: str) -> str:
        return f"GRAPH {self._graph} {{ {pattern} }}" if self._graph else pattern

    def _node(self, parts: list[Tree]) -> str:
        """The name of a node, whose own triples are noted."""
        first = parts[0]
        if not is_tree(first):
            if first.type == "BLANK":
                return self._variable(first)
            if first == "(":
                return _NIL
            if first != "[":
                return str(first)
            name = next(self._names)
            if is_tree(parts[1]):
                self._properties(name, parts[1])
            return name
        if first.data in ("subject", "node"):
            return self._node(first.children)
        if first.data == "collection":
            return self._list(first)
        if first.data == "reified" or any(leaf.type == "BLANK" for leaf in _leaves(first)):
            raise _NotRewritten
        return self._source(first)

    def _list(self, collection: Tree) -> str:
        name = _NIL
        for item in reversed(list(trees(collection))):
            rest, name = name, next(self._names)
            value = self._node([item])
            rdf = _NIL.removesuffix("nil>")
            self._triples.append(f"{name} {rdf}first> {value} ; {rdf}rest> {rest} .")
        return name

    def _variable(self, label: Leaf) -> str:
        return self._labels.setdefault(str(label), next(self._names))

    def _source(self, part: Tree) -> str:
        start, end = _span(part)
        return self._text[start:end]

    @staticmethod
    def _own(text: str) -> str:
        return next(name for number in count() if (name := f"zero{number}x") not in text)


def _leaves(part: Tree) -> list[Leaf]:
    return list(part.scan_values(lambda _: True)) if is_tree(part) else [part]


def _span(part: Tree) -> tuple[int, int]:
    first, *_, last = [*_leaves(part), *_leaves(part)]
    return first.start_pos or 0, (last.start_pos or 0) + len(last)


def _ways(path: Tree) -> int:
    """The number of ways to take no steps along a path."""
    parts = [_ways(part) for part in trees(path) if part.data in ("path", "sequence", "step")]
    if path.data == "path":
        return sum(parts)
    if path.data == "sequence":
        return prod(parts)
    ways = sum(parts)  # of the one in parentheses
    last = path.children[-1]
    if last in ("?", "*"):
        return 1
    return min(ways, 1) if last == "+" else ways


def _stars(query: Tree) -> Iterator[tuple[int, int, str]]:
    """What to write for each `*`, which would also show the variables of blank nodes."""
    for tree in (query, *below(query, "sub_select")):
        for form in trees(tree):
            clause = form.children[0] if form.data == "select" else form
            star = next((part for part in clause.children if part == "*"), None)
            if form.data not in ("select", "describe") or star is None:
                continue
            parts = [part for part in (*trees(form), *trees(tree)) if part.data in _BODY]
            names = dict.fromkeys(f"?{name[1:]}" for part in parts for name in _visible(part))
            if names:
                yield (*_span(star), f" {' '.join(names)} ")
            elif any(leaf in ("[", "(") or leaf.type == "BLANK" for leaf in _leaves(query)):
                raise _NotRewritten


def _visible(tree: Tree) -> Iterator[str]:
    """The variables that a pattern gives."""
    for part in tree.children:
        if not is_tree(part):
            if part.type == "VARIABLE":
                yield str(part)
        elif part.data == "bound":
            yield str(part.children[3])
        elif part.data == "select" and "*" not in part.children[0].children:
            for item in below(part.children[0], "item"):
                yield str(item.children[3 if len(item.children) > 1 else 0])
        elif part.data == "select":
            yield from _visible(part.children[2])
        elif part.data != "constraint" and part.children[:1] != ["MINUS"]:
            yield from _visible(part)
