"""The shipped graph as validation sees it, and the bad fixtures that each break one constraint.

A fixture is a Turtle file named after the constraint it breaks, `<shape>--<component>.ttl`. Its
triples are added to the shipped graph. The comments at its head say, one per line:

    # expect: <focus node> <shape> <component> [<severity, if not Violation>]
    # remove: <subject> <predicate> <object>
    # remove-node: <subject>

Shapes and components are local names, components without `ConstraintComponent`; nodes are IRIs in
angle brackets or prefixed names of the register. What is removed goes before anything is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import GCM, RDF, SCHEMA, SH
from gcm.rdf.catalogue import catalogue
from gcm.rdf.graph import read_prefixes
from gcm.rdf.oxigraph import Term, Triple, term_text
from gcm.rdf.question import read_question
from gcm.rdf.shacl_report import Result
from gcm.rdf.syntax import parse_turtle

ROOT = Path(__file__).parents[2]
FIXTURES = Path(__file__).parent / "fixtures"
GS = "https://w3id.org/gcm-graph/shapes#"

_PREFIXES = read_prefixes(Layout(ROOT))
_BULKY = {
    *((RDF + "type", GCM + name) for name in ("Membership", "Page", "Participation", "SdgTarget")),
    *((RDF + "type", GCM + name) for name in ("Designation", "State", "Tally", "VoteRecord")),
    *((RDF + "type", GCM + name) for name in ("Column", "Parameter", "Question")),
    # The other claims hold up links that stay.
    (RDF + "predicate", SCHEMA + "sameAs"),
}


class Expected(NamedTuple):
    """One validation result, by what a steward is told: who breaks what, and how badly."""

    focus: str
    shape: str
    component: str
    severity: str

    @classmethod
    def of(cls, result: Result) -> Expected:
        """The part of a result that a fixture states; paths and values are compared elsewhere."""
        return cls(
            result.focus,
            result.shape.removeprefix(GS),
            result.component.removeprefix(SH).removesuffix("ConstraintComponent"),
            result.severity.removeprefix(SH),
        )


class Fixture(NamedTuple):
    """What a file adds to the shipped graph, removes from it, and must be blamed for."""

    name: str
    added: tuple[Triple, ...]
    removed: frozenset[Triple]
    expected: frozenset[Expected]

    @property
    def family(self) -> str:
        """The node shape, without the property and the component: `AimShape`."""
        return self.name.partition("-")[0]

    @property
    def nodes(self) -> frozenset[str]:
        """The IRIs of the nodes it describes."""
        return frozenset(str(triple.subject).strip("<>") for triple in self.added)


def run_engine(data: Sequence[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """The results of the engine that `gcm validate` uses on this platform."""
    try:
        from gcm.rdf.shacl import run_shacl
    except ImportError:
        from gcm.rdf.shacl_reference import run_shacl
    return run_shacl(data, shapes)


@cache
def shipped() -> tuple[Triple, ...]:
    """Data, ontology, labels of reused terms, vocabularies and the catalogue of questions."""
    layout = Layout(ROOT)
    triples = read_all([*layout.ontology(), *layout.data()])
    triples += catalogue(map(read_question, layout.questions().values()), _PREFIXES)
    return tuple(dict.fromkeys(triples))


@cache
def shapes() -> tuple[Triple, ...]:
    """The shapes, and the register of prefixes that their queries name."""
    layout = Layout(ROOT)
    return tuple(read_all([*layout.shapes(), layout.register]))


@cache
def shipped_nodes() -> frozenset[str]:
    """The IRIs of everything the shipped graph describes."""
    return frozenset(str(triple.subject).strip("<>") for triple in shipped())


@cache
def fixtures() -> tuple[Fixture, ...]:
    """Every fixture, in the order of their names."""
    return tuple(_read(file) for file in sorted(FIXTURES.glob("*.ttl")))


def read_all(files: Iterable[Path]) -> list[Triple]:
    """The triples of Turtle files."""
    return [triple for file in files for triple in parse_turtle(read_text(file), file).triples]


def with_fixtures(group: Iterable[Fixture]) -> list[Triple]:
    """The shipped graph as the fixtures change it."""
    return _changed(shipped(), list(group))


def with_fixtures_around(group: Iterable[Fixture]) -> list[Triple]:
    """The same, without the things of bulky classes that nothing left leads to.

    A thing stays if it quotes a source (shapes count what covers a sentence), if a fixture names
    it, or if one that stays points to it. Tallies go with the records that they count.
    """
    group = list(group)
    about = _by_subject()
    todo = [node for node in about if node not in _bulky()] + [
        node for fixture in group for node in _named(fixture) if node in about
    ]
    kept = set(todo)
    while todo:
        objects = {str(triple.object) for triple in about[todo.pop()]}
        fresh = {node for node in objects if node in about} - kept
        kept |= fresh
        todo += fresh
    return _changed((triple for triple in shipped() if str(triple.subject) in kept), group)


def blamed(results: Iterable[Result], group: Iterable[Fixture]) -> dict[str, set[Expected]]:
    """The results that each fixture of a group caused, by its name.

    A result belongs to the fixture that describes its focus node, or, if that is a node of the
    shipped graph, to the fixture that expects it; one that belongs to none is under `""`.
    """
    group = list(group)
    describes = {
        node: fixture.name for fixture in group for node in fixture.nodes - shipped_nodes()
    }
    expects = {expected: fixture.name for fixture in group for expected in fixture.expected}
    found: dict[str, set[Expected]] = {fixture.name: set() for fixture in group}
    for expected in map(Expected.of, results):
        name = describes.get(expected.focus) or expects.get(expected, "")
        found.setdefault(name, set()).add(expected)
    return found


def apart(group: Iterable[Fixture]) -> list[list[Fixture]]:
    """Parted so that no two fixtures of a part change or blame the same of a shipped node."""
    parts: list[tuple[list[Fixture], set[tuple[str, str]]]] = []
    for fixture in group:
        touched = _touched(fixture)
        for members, taken in parts:
            if not touched & taken:
                members.append(fixture)
                taken |= touched
                break
        else:
            parts.append(([fixture], set(touched)))
    return [members for members, _ in parts]


def _changed(graph: Iterable[Triple], group: list[Fixture]) -> list[Triple]:
    removed = frozenset(chain.from_iterable(fixture.removed for fixture in group))
    kept = (triple for triple in graph if triple not in removed)
    added = chain.from_iterable(fixture.added for fixture in group)
    return list(dict.fromkeys(chain(kept, added)))


@cache
def _by_subject() -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {}
    for triple in shipped():
        found.setdefault(str(triple.subject), []).append(triple)
    return found


@cache
def _bulky() -> frozenset[str]:
    """The shipped things of which there are many, and that no shape looks for from elsewhere."""
    found = set()
    for node, triples in _by_subject().items():
        said = {(triple.predicate.value, term_text(triple.object)) for triple in triples}
        if said & _BULKY and not any(predicate == GCM + "evidence" for predicate, _ in said):
            found.add(node)
    return frozenset(found)


def _named(fixture: Fixture) -> set[str]:
    terms = {str(term) for triple in _changes(fixture) for term in (triple.subject, triple.object)}
    return terms | {f"<{expected.focus}>" for expected in fixture.expected}


def _touched(fixture: Fixture) -> set[tuple[str, str]]:
    changed = ((str(t.subject).strip("<>"), t.predicate.value) for t in _changes(fixture))
    faulted = ((expected.focus, expected.shape) for expected in fixture.expected)
    return {pair for pair in chain(changed, faulted) if pair[0] in shipped_nodes()}


def _changes(fixture: Fixture) -> Iterable[Triple]:
    return chain(fixture.added, fixture.removed)


def _read(file: Path) -> Fixture:
    text = read_text(file)
    notes = [line[2:] for line in text.splitlines() if line.startswith("# ")]
    removed: set[Triple] = set()
    expected: set[Expected] = set()
    for note in notes:
        kind, _, said = note.partition(": ")
        if kind == "expect":
            focus, shape, component, *severity = said.split()
            expected.add(
                Expected(_iri(focus), shape, component, severity[0] if severity else "Violation")
            )
        elif kind in ("remove", "remove-node"):
            gone = _matching(said, whole_node=kind == "remove-node")
            assert gone, f"{file}: the shipped graph has nothing to {note}"
            removed |= gone
    triples = parse_turtle(text, file).triples
    return Fixture(file.stem, tuple(triples), frozenset(removed), frozenset(expected))


def _matching(said: str, *, whole_node: bool) -> set[Triple]:
    """The triples of the shipped graph that a line of a fixture names."""
    if not whole_node:
        return set(_statement(said)) & set(shipped())
    node: Term = _statement(f"{said} a {said}")[0].subject
    return {triple for triple in shipped() if triple.subject == node}


def _statement(text: str) -> list[Triple]:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    return parse_turtle(f"{head}{text} .").triples


def _iri(name: str) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return _PREFIXES[prefix] + local
