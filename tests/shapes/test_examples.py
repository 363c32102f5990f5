"""The examples conform, and each edit breaks its constraint and no other, for both engines."""

from __future__ import annotations

import gc
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import pytest
from rdflib.plugins.sparql.sparql import Query

import gcm
from gcm.core.namespaces import SH
from gcm.rdf import rdflib_bridge as rdflib_graph
from gcm.rdf.rdflib_bridge import literals_as_written, to_rdflib
from gcm.turtle.format import format_files
from gcm.validation.engines import pyshacl as shacl_reference
from gcm.validation.examples import Edit

from ..engines_here import engines_here
from ._examples import (
    EXAMPLES,
    GS,
    Expected,
    copy_to,
    edited,
    edited_texts,
    edits,
    examples,
    expected,
    place_in,
    run_engine,
    shapes,
    with_definitions,
)
from ._groups import alike, around, bold_groups, groups

needs_pyshifty = pytest.mark.skipif(
    find_spec("shifty") is None, reason="pyshifty has no wheel for this platform"
)


def expected_of(group: list[Edit]) -> set[Expected]:
    return {one for edit in group for one in expected(edit)}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Have the engines run within the test, where nothing is copied for each run."""
    engines_here(monkeypatch)
    collected = gc.isenabled()
    gc.disable()  # it would look at the shapes again and again
    yield
    if collected:
        gc.enable()


def test_the_examples_conform() -> None:
    assert run_engine(edited([]), shapes()) == []


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("group", groups(), ids=lambda group: str(group[0]))
def test_each_edit_breaks_its_constraint_and_no_other(group: list[Edit]) -> None:
    found = {Expected.of(result) for result in run_engine(edited(group), shapes())}
    assert found == expected_of(group)


class Shared(rdflib_graph.RdflibGraph):
    """A graph whose queries are parsed once for all graphs."""

    prepared: ClassVar[dict[str, Query]] = {}

    def __init__(self) -> None:
        super().__init__()
        self._prepared = self.prepared


class Remembering(Shared):
    """The graph of shapes, which is read again for each node and never changes."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[Any, ...], list[Any]] = {}

    def _once(self, *call: Any) -> Generator[Any]:
        if call not in self._read:
            name, *arguments = call
            self._read[call] = [*getattr(super(), name)(*arguments)]
        yield from self._read[call]

    def items(self, list: Any) -> Generator[Any]:
        return self._once("items", list)

    def objects(
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> Generator[Any]:
        return self._once("objects", subject, predicate, unique)

    def predicate_objects(self, subject: Any = None, unique: bool = False) -> Generator[Any]:
        return self._once("predicate_objects", subject, unique)


@pytest.fixture(scope="module")
def _prepared() -> Generator[None]:
    yield
    Shared.prepared.clear()


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch, _prepared: None) -> None:
    """Have pySHACL read the shapes and their queries once for all runs."""
    with monkeypatch.context() as of_shapes, literals_as_written():
        of_shapes.setattr(rdflib_graph, "RdflibGraph", Remembering)
        known = to_rdflib(shapes())
    monkeypatch.setattr(rdflib_graph, "RdflibGraph", Shared)
    monkeypatch.setattr(
        shacl_reference,
        "to_rdflib",
        lambda triples: known if triples == [*shapes()] else to_rdflib(triples),
    )


@needs_pyshifty
@pytest.mark.usefixtures("here", "read_once")
def test_the_reference_engine_finds_the_same() -> None:
    """It takes long, so its groups are bold; an edit of which not all is seen is tried again."""
    tried, todo = 0, bold_groups()
    while todo:
        unseen: list[Edit] = []
        for group in todo:
            data = edited(group, around(group))
            results = run_engine(data, shapes())
            assert shacl_reference.run_shacl(data, shapes()) == results
            found = set(map(Expected.of, results))
            unseen += [edit for edit in group if not expected(edit) <= found]
            tried += len(group)
        assert [unseen] != todo  # else it would never be seen
        todo = [unseen] if unseen else []
        assert tried < 2 * len(edits())


@pytest.mark.usefixtures("here", "read_once")
def test_the_reference_engine_finds_nothing_with_all_definitions_of_a_release() -> None:
    assert shacl_reference.run_shacl(with_definitions(edited([])), shapes()) == []


def test_each_edit_is_in_two_groups_and_with_none_alike_in_both() -> None:
    for grouped in (groups(), bold_groups()):
        assert sorted(edit for group in grouped for edit in group) == sorted(edits())
    number = {edit: n for n, group in enumerate(bold_groups()) for edit in group}
    for group in groups():
        for edit in group:
            mates = [mate for mate in group if mate != edit and alike(edit, mate)]
            assert number[edit] not in map(number.get, mates), edit


def test_no_edit_is_said_twice() -> None:
    said = [edit.changes for edit in edits()]
    assert len(said) == len(set(said))


def test_validate_tells_of_every_edit_where_to_mend_it(tmp_path: Path) -> None:
    copy_to(tmp_path)
    group = [edit for edit in max(groups(), key=len) if {*edited_texts([edit])} <= {*examples()}]
    for file, text in edited_texts(group).items():
        place_in(tmp_path, file).write_text(text, encoding="utf-8")
    report = gcm.validate(root=tmp_path)
    told = {
        Expected(
            one.thing,
            one.shape.removeprefix(GS),
            one.component.removeprefix(SH).removesuffix("ConstraintComponent"),
            one.severity,
        )
        for one in report.findings
    }
    assert len(told) > 100
    assert told == expected_of(group)
    for one in report.findings:
        assert one.file is not None
        assert one.line is not None
        assert one.file.read_text(encoding="utf-8").splitlines()[one.line - 1].strip()
        assert set(one.message) == {"en", "es"}


def test_the_examples_are_formatted() -> None:
    assert format_files([EXAMPLES], check=True).changed == []
