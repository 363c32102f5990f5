"""The good examples of `shapes/examples/`, and the edits that each break one constraint.

Together with the ontology the examples are one small graph, which conforms. How a file of edits is
written is said in `shapes/examples/README.md`. An edit changes the text of an example, which is in
the form of `gcm fmt`: nodes stand between blank lines, each property begins a line.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, SH
from gcm.inference.derived import derive
from gcm.questions.catalogue import read_catalogue
from gcm.rdf.oxigraph import Triple, term_text
from gcm.turtle.parse import parse_turtle
from gcm.turtle.prefixes import read_prefixes
from gcm.validation.report import Result

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
EXAMPLES = ROOT / "shapes" / "examples"
GS = "https://w3id.org/gcm-graph/shapes#"

_PREFIXES = read_prefixes(LAYOUT)
# An edit may use any prefix of the register, declared in its example or not.
_HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())


class Expected(NamedTuple):
    """One validation result, by what a steward is told: who breaks what, and how badly."""

    focus: str
    shape: str
    component: str
    severity: str

    @classmethod
    def of(cls, result: Result) -> Expected:
        """The part of a result that an edit states; paths and values are compared elsewhere."""
        return cls(
            result.focus,
            result.shape.removeprefix(GS),
            result.component.removeprefix(SH).removesuffix("ConstraintComponent"),
            result.severity.removeprefix(SH),
        )


class Change(NamedTuple):
    """A line of an edit: `-`, `+` or `=`, the node, the property and the values, as written."""

    sign: str
    node: str
    name: str
    values: str


class Edit(NamedTuple):
    """What breaks a constraint of an example, and all that is found then."""

    constraint: str
    file: Path
    line: int
    changes: tuple[Change, ...]
    expected: frozenset[Expected]

    @property
    def family(self) -> str:
        """The node shape, without the property and the component: `AimShape`."""
        return self.constraint.partition("-")[0]

    def __str__(self) -> str:
        """Where it is: `participation.edits:4`."""
        return f"{self.file.name}:{self.line}"


def run_engine(data: Sequence[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of the engine that `gcm validate` uses on this platform."""
    try:
        from gcm.validation.engines.pyshifty import run_shacl
    except ImportError:
        from gcm.validation.engines.pyshacl import run_shacl
    return run_shacl(data, shapes)


def read_all(files: Iterable[Path]) -> list[Triple]:
    """The triples of Turtle files."""
    return [triple for file in files for triple in parse_turtle(read_text(file), file).triples]


@cache
def shipped() -> tuple[Triple, ...]:
    """Data, what is derived, ontology, vocabularies and the catalogue of questions."""
    triples = read_all([*LAYOUT.ontology(), *LAYOUT.data()])
    triples += read_catalogue(LAYOUT)
    return tuple(dict.fromkeys([*triples, *derive(triples)]))


@cache
def shapes() -> tuple[Triple, ...]:
    """The shapes, and the register of prefixes that their queries name."""
    return tuple(read_all([*LAYOUT.shapes(), LAYOUT.register]))


@cache
def examples() -> tuple[Path, ...]:
    """The files of good examples."""
    return tuple(sorted(EXAMPLES.glob("*.ttl")))


def copy_to(root: Path) -> Path:
    """Make a root of the ontology, the shapes and the examples; see `place_in`."""
    for folder in ("ontology", "shapes"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "data").mkdir()
    for file in examples():
        shutil.copy(file, place_in(root, file))
    return root


def place_in(root: Path, file: Path) -> Path:
    """Where an example belongs in a root: in data, or, as terms may hold lists, beside these."""
    folder = "ontology/gcm" if file.stem == "ontology-term" else "data"
    return root / folder / file.name


@cache
def edits() -> tuple[Edit, ...]:
    """Every edit, file by file."""
    return tuple(edit for file in sorted(EXAMPLES.glob("*.edits")) for edit in _read(file))


def edit_of(constraint: str) -> Edit:
    """The edit that breaks a constraint, such as `ParticipationShape-status--Node`."""
    return next(edit for edit in edits() if edit.constraint == constraint)


def edited(group: Iterable[Edit], only: Iterable[str] = ()) -> list[Triple]:
    """The examples as a group of edits changes them, and what they lead to in the ontology.

    Args:
        group: the edits.
        only: nodes, as written; all else is left out that they do not lead to.
    """
    texts = edited_texts(group)
    about: dict[str, list[Triple]] = {}
    nodes = [f"<{iri_of(node)}>" for node in only]
    for file, text in _texts().items():
        for triple in _parsed(texts.get(file, text)):
            about.setdefault(str(triple.subject), []).append(triple)
            if not only and file in examples():
                nodes.append(str(triple.subject))
    found: list[Triple] = []
    for node in (f"<{BASE}ontology>", *nodes):
        found += about.pop(node, ())
    for triple in found:
        found += about.pop(str(triple.object), ())
    return list(dict.fromkeys([*found, *derive(found)]))


def edited_texts(group: Iterable[Edit]) -> dict[Path, str]:
    """The new text of each file that a group of edits changes."""
    nodes: dict[str, list[str]] = {}
    changed: dict[Path, dict[str, list[str]]] = {}
    for edit in group:
        for change in edit.changes:
            said = nodes.setdefault(change.node, list(described().get(change.node, ())))
            _apply(change, said)
            home = _homes().get(change.node, edit.file.with_suffix(".ttl"))
            changed.setdefault(home, {})[change.node] = said
    return {file: _written(_texts()[file], said) for file, said in changed.items()}


@cache
def described() -> dict[str, tuple[str, ...]]:
    """What the ontology and the examples say of each node: its properties, as written."""
    return {
        node: tuple(part.removesuffix(" ;").removesuffix(" .") for part in parts)
        for text in _texts().values()
        for node, *parts in (re.split(r"\n {4}(?=[^\s)])", block) for block in _blocks(text))
    }


def iri_of(name: str) -> str:
    """The IRI that a name in Turtle stands for."""
    prefix, _, local = name.partition(":")
    return name[1:-1] if name.startswith("<") else _PREFIXES[prefix] + local


@cache
def _texts() -> dict[Path, str]:
    return {file: read_text(file) for file in (*LAYOUT.ontology(), *examples())}


@cache
def _homes() -> dict[str, Path]:
    return {
        block.partition("\n")[0]: file for file, text in _texts().items() for block in _blocks(text)
    }


@cache
def _parsed(text: str) -> tuple[Triple, ...]:
    return tuple(parse_turtle(text).triples)


def _blocks(text: str) -> list[str]:
    """The nodes of a file, without the comments above them."""
    blocks = (re.sub(r"^(#.*\n)+", "", block) for block in text.strip().split("\n\n"))
    return [block for block in blocks if not block.startswith(("@", "#"))]


def _written(text: str, changed: dict[str, list[str]]) -> str:
    prefixes = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@"))
    kept = [block for block in _blocks(text) if block.partition("\n")[0] not in changed]
    new = [f"{node}\n    " + " ;\n    ".join(said) + " ." for node, said in changed.items() if said]
    return f"{_HEAD}{prefixes}\n" + "\n\n".join([*kept, *new]) + "\n"


def _apply(change: Change, said: list[str]) -> None:
    """Change what is said of a node."""
    sign, node, name, values = change
    if sign == "+":
        said.append(f"{name} {values}")
        return
    place = next((n for n, one in enumerate(said) if one.split()[0] == name), None)
    assert place is not None, f"{node} has no {name}"
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
        yield _edit(Edit(constraint, file, number, (), frozenset()), node, [change.strip(), *more])


def _edit(empty: Edit, node: str, said: list[str]) -> Edit:
    on, changes, expected = node, [], [_expected(node, empty.constraint)]
    for one in said:
        sign, _, rest = one.partition(" ")
        if sign == "on":
            on = rest
        elif sign == "also":
            *others, constraint = rest.split()
            expected.append(_expected(others[0] if others else node, constraint))
        else:
            assert sign in ("-", "+", "="), f"{empty}: {one}"
            name, _, values = rest.partition(" ")
            changes.append(Change(sign, on, name, values))
    return empty._replace(changes=tuple(changes), expected=frozenset(expected))


def _expected(node: str, constraint: str) -> Expected:
    shape, _, component = constraint.partition("--")
    return Expected(iri_of(node), shape, component, _severities().get(GS + shape, "Violation"))


@cache
def _severities() -> dict[str, str]:
    """The severity of each shape that states one."""
    return {
        term_text(triple.subject): term_text(triple.object).removeprefix(SH)
        for triple in shapes()
        if triple.predicate.value == SH + "severity"
    }
