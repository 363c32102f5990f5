"""The good examples of `shapes/examples/`, and the edits that each break one constraint.

Together with the ontology the examples are one small graph, which conforms. How a file of edits is
written is said in `shapes/examples/README.md`. An edit changes the text of an example, which is in
the form of `gcm fmt`: nodes stand between blank lines, each property begins a line.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import BASE, SH
from gcm.inference.derived import derive
from gcm.questions.catalogue import read_catalogue
from gcm.rdf.oxigraph import Triple, term_text
from gcm.releases.content import ALIGNMENTS, ONTOLOGY, QUESTIONS, definitions
from gcm.turtle.parse import parse_turtle
from gcm.validation.examples import Edit, Examples, blocks, written_block
from gcm.validation.report import Result

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
EXAMPLES = ROOT / "shapes" / "examples"
GS = "https://w3id.org/gcm-graph/shapes#"

ALL = Examples(LAYOUT)


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


@cache
def expected(edit: Edit) -> frozenset[Expected]:
    """All that is found after an edit."""
    broken = ((edit.node, edit.constraint), *edit.also)
    return frozenset(_expected(node, constraint) for node, constraint in broken)


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


def with_definitions(data: Iterable[Triple]) -> list[Triple]:
    """Data with all that a release defines, and what is derived from both."""
    given = definitions(LAYOUT)
    triples = [*given[ONTOLOGY], *given[ALIGNMENTS], *given[QUESTIONS], *data]
    return [*triples, *derive(triples)]


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


def examples() -> tuple[Path, ...]:
    """The files of good examples."""
    return ALL.files


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


def edits() -> tuple[Edit, ...]:
    """Every edit, file by file."""
    return ALL.edits


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
    for file, text in ALL.texts.items():
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
    group = list(group)
    changed: dict[Path, dict[str, list[str]]] = {}
    for node, said in ALL.changed(group).items():
        new = next(one.file for one in group if node in {change.node for change in one.changes})
        home = _homes().get(node, new.with_suffix(".ttl"))
        changed.setdefault(home, {})[node] = said
    return {file: _written(ALL.texts[file], said) for file, said in changed.items()}


def described() -> dict[str, tuple[str, ...]]:
    """What the ontology and the examples say of each node: its properties, as written."""
    return ALL.described


def iri_of(name: str) -> str:
    """The IRI that a name in Turtle stands for."""
    prefix, _, local = name.partition(":")
    return name[1:-1] if name.startswith("<") else ALL.prefixes[prefix] + local


@cache
def _homes() -> dict[str, Path]:
    return {
        block.partition("\n")[0]: file for file, text in ALL.texts.items() for block in blocks(text)
    }


@cache
def _parsed(text: str) -> tuple[Triple, ...]:
    return tuple(parse_turtle(text).triples)


def _written(text: str, changed: dict[str, list[str]]) -> str:
    prefixes = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@"))
    kept = [block for block in blocks(text) if block.partition("\n")[0] not in changed]
    new = [written_block(node, said) for node, said in changed.items() if said]
    return f"{ALL.head}{prefixes}\n" + "\n\n".join([*kept, *new]) + "\n"


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
