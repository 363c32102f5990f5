"""The rules that findings name: what each asks, why, and what breaks it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import unified_diff

from gcm.core.errors import UsageError, as_text, did_you_mean
from gcm.core.files import AnyPath
from gcm.core.language import Text
from gcm.core.layout import Layout, find_layout
from gcm.core.namespaces import SH
from gcm.core.rule_messages import RULES
from gcm.core.similarity import nearest, split_iri
from gcm.rdf.index import TripleIndex
from gcm.turtle.parse import parse_all
from gcm.validation.examples import Examples
from gcm.validation.shape_texts import message_of, reasons_of

_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_WARNINGS = ("language", "line-ends")


@dataclass(frozen=True, slots=True)
class Example:
    """What breaks a rule.

    Args:
        component: the constraint that it breaks, such as `MaxCount`; empty for the tool's checks.
        good: the things as they should be, mostly in Turtle.
        bad: the same as they break the rule.
        message: what `gcm validate` says of the bad ones, without its advice; empty for the
            tool's checks.
    """

    component: str
    good: str
    bad: str
    message: Text

    @property
    def diff(self) -> list[str]:
        """From the good to the bad, whole: lines that begin with `-`, `+` or a space."""
        good, bad = self.good.split("\n"), self.bad.split("\n") if self.bad else []
        return list(unified_diff(good, bad, n=len(good) + len(bad), lineterm=""))[3:]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a finding may name.

    Args:
        name: as reports give it, such as `ParticipationShape-status`.
        asks: what it asks.
        why: why it matters.
        severity: `Violation`, `Warning` or `Info`.
        shape: the IRI of its shape; empty for a check of the tool's own.
        examples: what breaks it, with the good examples; none where a root has none.
    """

    name: str
    asks: Text
    why: Text
    severity: str
    shape: str = ""
    examples: tuple[Example, ...] = ()


def rules(*, root: AnyPath | None = None, examples: bool = False) -> list[Rule]:
    """Every rule that a finding may name, by name.

    Args:
        root: the graph with the shapes to read; see `gcm.core.layout.find_layout`.
        examples: whether to give what breaks each, which takes longer.

    Raises:
        UsageError: `root` contains no graph.
        RunError, Problems: a file of shapes or examples cannot be read.
    """
    layout = find_layout(root)
    shapes = TripleIndex(parse_all(layout.shapes()))
    known = _examples(layout, shapes) if examples else {}
    return [replace(one, examples=tuple(known.get(one.name, ()))) for one in _known(shapes)]


def rule(name: str, *, root: AnyPath | None = None) -> Rule:
    """One rule with its examples.

    Args:
        name: as reports give it.
        root: the graph whose shapes and examples to read; see `gcm.core.layout.find_layout`.

    Raises:
        UsageError: no rule has this name; or `root` contains no graph.
        RunError, Problems: a file of shapes or examples cannot be read.
    """
    name, layout = as_text(name), find_layout(root)
    shapes = TripleIndex(parse_all(layout.shapes()))
    known = {one.name: one for one in _known(shapes)}
    if name in known:
        found = _examples(layout, shapes, name).get(name, ())
        return replace(known[name], examples=tuple(found))
    raise UsageError(
        "no rule is called “{name}”; `gcm rule` lists them all.{near}",
        name=name,
        near=did_you_mean(nearest(name, known, 3)),
    )


def _examples(layout: Layout, shapes: TripleIndex, only: str = "") -> dict[str, list[Example]]:
    """What breaks each rule, by its name; of all, or of one alone."""
    iris = {split_iri(one)[1]: one for one in shapes.things() if not one.startswith("_:")}
    given = Examples(layout)
    found: dict[str, list[Example]] = {}
    for name, (good, bad) in given.of_checks().items():
        found[name] = [Example("", good, bad, {})]
    for edit in given.edits:
        name, _, component = edit.constraint.partition("--")
        if name in iris and only in ("", name):
            good, bad = given.before_and_after(edit)
            message = message_of(shapes, iris[name], f"{SH}{component}ConstraintComponent")
            found.setdefault(name, []).append(Example(component, good, bad, message))
    return found


def _known(shapes: TripleIndex) -> list[Rule]:
    """Return every rule by name, without examples."""
    own = [
        Rule(
            name,
            check.asks.texts(),
            check.why.texts(),
            "Warning" if name in _WARNINGS else "Violation",
        )
        for name, check in RULES.items()
    ]
    return sorted([*_of_shapes(shapes), *own], key=lambda one: one.name)


def _of_shapes(shapes: TripleIndex) -> list[Rule]:
    """The named shapes whose results a report shows: they have a message, and share a target."""
    reasons = reasons_of(shapes)
    todo = [
        one
        for one in shapes.things()
        if any(shapes.values(one, SH + target) for target in _TARGETS)
    ]
    reporting: dict[str, None] = {}
    while todo:
        shape = todo.pop()
        if shape not in reporting:
            reporting[shape] = None
            todo += shapes.names(shape, SH + "property")
    found = []
    for shape in reporting:
        closed = SH + "ClosedConstraintComponent" if shapes.values(shape, SH + "closed") else ""
        asks = message_of(shapes, shape, closed)
        if shape.startswith("_:") or not asks:
            continue
        (severity,) = shapes.names(shape, SH + "severity")[:1] or [SH + "Violation"]
        name, why = split_iri(shape)[1], reasons.get(shape, {})
        found.append(Rule(name, asks, why, severity.removeprefix(SH), shape))
    return found
