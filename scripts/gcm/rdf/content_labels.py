"""Blank nodes named after what is said around them, so that graphs compare as sets of triples.

RDFC-1.0 (https://www.w3.org/TR/rdf-canon/) labels the blank nodes of a whole graph in one order, so
that one that is new gives others other labels. Here each group of blank nodes that hang together is
labelled by itself, and named by a digest of its triples: it has the same names in every graph that
holds it, and others as soon as a triple of it differs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from gcm.core.errors import RunError
from gcm.rdf.oxigraph import BlankNode, Triple, n_triples, parse_n_triples, relabelled
from gcm.rdf.sandbox import run_apart

# The time of RDFC-1.0 may grow with the factorial of the number of blank nodes.
_FEW = 5
_SECONDS = 20.0


def labelled_by_content(triples: Iterable[Triple]) -> set[Triple]:
    """The triples of a graph with such labels: equal sets for graphs that are isomorphic.

    Raises:
        RunError: telling its blank nodes apart takes too long.
    """
    found: set[Triple] = set()
    anonymous: list[Triple] = []
    for triple in triples:
        (anonymous.append if _blank(triple) else found.add)(triple)
    times = Counter[bytes]()
    for group in _groups(anonymous):
        found |= _labelled(group, times)
    return found


def _labelled(group: list[Triple], times: Counter[bytes]) -> set[Triple]:
    canonical = _canonical(group)
    content = b"".join(sorted(n_triples(canonical).splitlines(keepends=True)))
    # The same may be said several times; then each has a name of its own.
    digest = hashlib.sha256(b"%d\n%s" % (times[content], content)).hexdigest()[:24]
    times[content] += 1

    def named(node: BlankNode) -> BlankNode:
        return BlankNode(f"b{digest}{node.value}")

    return {
        Triple(
            named(one.subject) if isinstance(one.subject, BlankNode) else one.subject,
            one.predicate,
            named(one.object) if isinstance(one.object, BlankNode) else one.object,
        )
        for one in canonical
    }


def _canonical(group: list[Triple]) -> list[Triple]:
    if len({node for triple in group for node in _blank(triple)}) <= _FEW:
        return relabelled(group)
    try:
        return parse_n_triples(run_apart(lambda: n_triples(relabelled(group)), _SECONDS))
    except RunError as error:
        if error.key != "query-timeout":
            raise
        raise RunError("state-blank-nodes", seconds=f"{_SECONDS:g}") from None


def _groups(triples: list[Triple]) -> list[list[Triple]]:
    """The triples whose blank nodes hang together, each group in the order given."""
    above: dict[BlankNode, BlankNode] = {}

    def top(node: BlankNode) -> BlankNode:
        while (higher := above.setdefault(node, node)) != node:
            above[node] = node = above.setdefault(higher, higher)
        return node

    for triple in triples:
        first, *others = _blank(triple)
        for other in others:
            above[top(other)] = top(first)
    groups: dict[BlankNode, list[Triple]] = {}
    for triple in triples:
        groups.setdefault(top(_blank(triple)[0]), []).append(triple)
    return list(groups.values())


def _blank(triple: Triple) -> list[BlankNode]:
    ends = (triple.subject, triple.object)
    return [end for end in ends if isinstance(end, BlankNode)]
