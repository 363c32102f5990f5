"""Queries of shapes asked once of all targets, instead of once of each.

For a constraint with a query, SHACL binds `$this` to one target after another, and pyshifty plans
most queries again for each. Asked of all targets together, a query is planned once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from gcm.core.namespaces import RDF, RDFS, SH
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Term, Triple, term_text
from gcm.sparql.tokens import Token, tokens

_NEW = "urn:x-gcm-graph:asked-once:"  # not registered
_DEACTIVATED, _OBJECTS, _PATH, _QUERY, _TARGET, _TEXT = (
    NamedNode(SH + name)
    for name in ("deactivated", "targetObjectsOf", "path", "sparql", "targetNode", "select")
)
_OTHERS = {_DEACTIVATED, _OBJECTS, _PATH, _TARGET}  # shapes with one of these are left alone
_NO_CONSTRAINTS = {_QUERY, *(NamedNode(SH + name) for name in ("message", "name", "severity"))}
_TARGETS = {
    NamedNode(SH + "targetClass"): f"?kind <{RDFS}subClassOf>* {{}} . ?value <{RDF}type> ?kind",
    NamedNode(SH + "targetSubjectsOf"): "?value {} ?any",
}
_THIS, _VALUE = ("$this", "?this"), ("$value", "?value")
_SIMPLE = ("iri", "name", "variable")
_AGGREGATES = {"AVG", "COUNT", "GROUP_CONCAT", "HAVING", "MAX", "MIN", "SAMPLE", "SUM"}
# A query with one of these may find other nodes if all targets are asked of together.
_APART = {
    *("GRAPH", "LIMIT", "MINUS", "OFFSET", "SERVICE", "VALUES"),
    *(f"{sign}{name}" for sign in "$?" for name in ("checked", "currentShape", "shapesGraph")),
}


class AskedOnce(NamedTuple):
    """Shapes whose queries are asked once.

    Args:
        shapes: the shapes; such a query belongs to a shape of its own, which is its focus node, and
            its values are the nodes that violate it.
        owners: by that shape, as N-Triples, the shape whose query it was.
        emptied: the shapes that are left without a constraint.
    """

    shapes: list[Triple]
    owners: dict[str, NamedNode | BlankNode | Triple]
    emptied: set[Term]


def asked_once(shapes: Iterable[Triple]) -> AskedOnce:
    """Ask the queries of shapes of all targets at once, if that finds the same.

    They are those of node shapes that no other shape refers to, with targets by class or property.
    """
    shapes = list(shapes)
    about: dict[Term, dict[NamedNode, list[Triple]]] = {}
    uses: Counter[Term] = Counter()
    for one in shapes:
        about.setdefault(one.subject, {}).setdefault(one.predicate, []).append(one)
        uses[one.object] += 1
    gone: set[Triple] = set()
    added: list[Triple] = []
    owners: dict[str, NamedNode | BlankNode | Triple] = {}
    emptied: set[Term] = set()
    for shape, said in about.items():
        if uses[shape] or said.keys() & _OTHERS:
            continue
        targets = " UNION ".join(
            "{ " + pattern.format(aim.object) + " }"
            for kind, pattern in _TARGETS.items()
            for aim in said.get(kind, ())
        )
        queries = said.get(_QUERY, ()) if targets else ()
        for use in queries:
            query = about.get(use.object, {})
            if uses[use.object] > 1 or _DEACTIVATED in query:
                continue
            for text in query.get(_TEXT, ()):
                if asked := _of_all(term_text(text.object), targets):
                    new = NamedNode(f"{_NEW}{len(owners)}")
                    owners[str(new)] = use.subject
                    gone |= {use, text}
                    added += [
                        Triple(new, _TARGET, new),
                        Triple(new, _QUERY, use.object),
                        Triple(text.subject, _TEXT, Literal(asked)),
                    ]
        own = {one for one in said if one.value.startswith(SH)} - _TARGETS.keys()
        if queries and gone.issuperset(queries) and own <= _NO_CONSTRAINTS:
            emptied.add(shape)
    return AskedOnce([*(one for one in shapes if one not in gone), *added], owners, emptied)


@cache
def _of_all(text: str, targets: str) -> str:
    """Return a query asked of all targets: `$this` becomes `?value`; empty if it might differ.

    Args:
        text: the query.
        targets: a pattern that binds the targets to `?value`.
    """
    found = tokens(text)
    if not _is_alike(found):
        return ""
    parts: list[str] = []
    end, waiting = 0, True
    for before, token in zip([*found[:1], *found], found, strict=False):
        new = token.text
        if new in _THIS:
            projected = before.text.upper() in ("SELECT", "DISTINCT", "REDUCED", "BY")
            new = "$this ?value" if projected else "?value"
        elif new in _VALUE:
            new = "?checked"
        elif new == "{" and waiting:
            new, waiting = f"{{ {{ SELECT DISTINCT $this ?value WHERE {{ {targets} }} }}", False
        parts += [text[end : token.start], new]
        end = token.start + len(token.text)
    return "".join([*parts, text[end:]])


def _is_alike(found: Sequence[Token]) -> bool:
    """Return whether a query finds the same of all targets together as of each.

    A group that is evaluated by itself has to bind `$this` before it uses it; aggregates have to be
    of each `$this`. Beside a sub-SELECT the engine loses rows of another.
    """
    words = [token.text.upper() if token.kind == "word" else token.text for token in found]
    pairs = list(pairwise(words))
    grouped = [two in _THIS for one, two in pairs if one == "BY"]
    heads = [two in _THIS for one, two in pairs if one in ("SELECT", "DISTINCT", "REDUCED")]
    return not (
        _APART & set(words)
        or ("(", "DISTINCT") in pairs
        or words.count("SELECT") != 1
        or not any(heads)
        or not all(grouped)
        or (_AGGREGATES & set(words) and not grouped)
        or any(_is_open(found, group) for group in _groups_apart(words))
    )


def _groups_apart(words: Sequence[str]) -> Iterator[range]:
    """Yield the places of each group that is evaluated by itself, the whole pattern left out."""
    starts: list[int] = []
    for place, word in enumerate(words):
        if word == "{":
            starts.append(place)
        elif word == "}" and starts:
            start = starts.pop()
            if starts and words[start - 1] != "EXISTS":
                yield range(start + 1, place)


def _is_open(found: Sequence[Token], group: range) -> bool:
    """Return whether a group uses `$this` without a triple at its start that binds it."""
    first, *rest = found[group.start : group.start + 3]
    if all(found[place].text not in _THIS for place in group):
        return False
    return not (first.text in _THIS and len(rest) == 2 and all(_is_plain(one) for one in rest))


def _is_plain(token: Token) -> bool:
    return token.kind in _SIMPLE or token.text == "a"
