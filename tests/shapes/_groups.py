"""Edits that can be tried together: engines read all shapes in each run, so many edits share one.

What a rule on one property finds hangs on its values alone, and edits are kept apart if one changes
those of the other. What a query finds, or a rule on more, hangs on the neighbourhood, which is
judged here by one step. Therefore the edits are grouped twice, and no two such edits that are alike
are together both times: a result that needed a companion would be missing once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from gcm.core.namespaces import SH
from gcm.validation.examples import Edit

from ._examples import described, edits, expected, iri_of, shapes

_NAME = re.compile(r"<[^>]*>|(?<![\w\"])[a-z][\w-]*:[\w.-]*")
# What shapes look back at: how many there are, and what is said of another node.
_LOOKED_BACK_AT = (
    *("objective:", "principle:", "claim:", "omission:", "vote-record:", "source:", "unit:"),
)


@cache
def bold_groups() -> list[list[Edit]]:
    """The edits in few groups: no two change the same, but one may hide what another breaks."""
    return _parted(lambda edit, other: not _marks_of(edit) & _marks_of(other))


@cache
def groups() -> list[list[Edit]]:
    """The edits in groups where no two make a difference to each other."""
    number = {edit: n for n, group in enumerate(bold_groups()) for edit in group}
    return _parted(
        lambda edit, other: (
            not (number[edit] == number[other] and alike(edit, other)) and _independent(edit, other)
        )
    )


def alike(edit: Edit, other: Edit) -> bool:
    """Whether two edits are about the same node or node shape, and one hangs on more than that."""
    same = _family(edit) == _family(other) or bool(_nodes(edit) & _nodes(other))
    return same and not (_is_local(edit) and _is_local(other))


def _family(edit: Edit) -> str:
    """The node shape, without the property and the component: `AimShape`."""
    return edit.constraint.partition("-")[0]


def around(group: list[Edit]) -> list[str]:
    """The nodes that a group of edits changes, and those that its results may hang on."""
    known = {node for node in described() if node.startswith(_LOOKED_BACK_AT)}
    return sorted(known.union(node for edit in group for node, _ in _read_by(edit)))


def _parted(apart: Callable[[Edit, Edit], bool]) -> list[list[Edit]]:
    parts: list[list[Edit]] = []
    # Those that hang on much first, so that few groups are needed.
    for edit in sorted(edits(), key=lambda edit: -len(_read_by(edit))):
        for part in parts:
            if all(apart(edit, other) for other in part):
                part.append(edit)
                break
        else:
            parts.append([edit])
    return parts


def _independent(edit: Edit, other: Edit) -> bool:
    return not (
        _blamed_by(edit) & _blamed_by(other)
        or _written_by(edit) & _read_by(other)
        or _written_by(other) & _read_by(edit)
    )


@cache
def _marks_of(edit: Edit) -> frozenset[tuple[str, str]]:
    """What it changes, and what is found; all that is said of a node, if its class changes."""
    changed = {(change.node, change.name) for change in edit.changes}
    gone = {node for node, name in changed if name == "a"}
    said = {(node, one.split()[0]) for node in gone for one in described().get(node, ())}
    return frozenset(changed | said | {(node, "gcm:note") for node in gone}) | _blamed_by(edit)


@cache
def _blamed_by(edit: Edit) -> frozenset[tuple[str, str]]:
    return frozenset((one.focus, one.shape) for one in expected(edit))


@cache
def _written_by(edit: Edit) -> frozenset[tuple[str, str]]:
    """The nodes that an edit changes, each with the property, and with `*` for any."""
    return frozenset((change.node, name) for change in edit.changes for name in (change.name, "*"))


@cache
def _read_by(edit: Edit) -> frozenset[tuple[str, str]]:
    """What the results of an edit may hang on: nodes, each with a property or `*` for all."""
    values = {node for change in edit.changes for node in _NAME.findall(change.values)}
    found = {(change.node, change.name) for change in edit.changes}
    found |= {(node, "a") for node in values | _nodes(edit)}
    if _is_local(edit):
        return frozenset(found)
    blamed = {one.focus for one in expected(edit)}
    about = _nodes(edit) | {node for node in _neighbours() if iri_of(node) in blamed}
    named = about | values
    near = named.union(*(_neighbours().get(node, ()) for node in named))
    return frozenset(found | {(node, "*") for node in near})


@cache
def _is_local(edit: Edit) -> bool:
    """Whether all is found by rules on the values of the property that is changed."""
    changed = {iri_of(change.name) for change in edit.changes if change.name != "a"}
    return all(
        one.component == "Closed"
        or (one.component not in ("LessThan", "Disjoint") and {_paths().get(one.shape)} == changed)
        for one in expected(edit)
    )


def _nodes(edit: Edit) -> set[str]:
    return {change.node for change in edit.changes}


@cache
def _neighbours() -> dict[str, set[str]]:
    """The nodes that each links to, and those that link to it."""
    found: dict[str, set[str]] = {node: set() for node in described() if node != "[]"}
    for node in found:
        for other in found.keys() & set(_NAME.findall(" ".join(described()[node]))):
            found[node].add(other)
            found[other].add(node)
    return found


@cache
def _paths() -> dict[str, str]:
    """The property that each property shape is on, both by IRI."""
    return {
        str(triple.subject).rpartition("#")[2].rstrip(">"): str(triple.object).strip("<>")
        for triple in shapes()
        if triple.predicate.value == SH + "path"
    }
