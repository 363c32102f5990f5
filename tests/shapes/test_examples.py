"""The examples conform, and each edit breaks its constraint and no other, for both engines."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

import gcm
from gcm.core.namespaces import SH
from gcm.ops.format import format_files
from gcm.rdf.shacl_reference import run_shacl as run_pyshacl

from ._examples import (
    EXAMPLES,
    GS,
    ROOT,
    Edit,
    Expected,
    edited,
    edited_texts,
    edits,
    examples,
    run_engine,
    shapes,
)
from ._groups import alike, around, groups, other_groups

needs_pyshifty = pytest.mark.skipif(
    find_spec("shifty") is None, reason="pyshifty has no wheel for this platform"
)


def expected_of(group: list[Edit]) -> set[Expected]:
    return {expected for edit in group for expected in edit.expected}


def test_the_examples_conform() -> None:
    assert run_engine(edited([]), shapes()) == []


@pytest.mark.parametrize("group", groups(), ids=lambda group: str(group[0]))
def test_each_edit_breaks_its_constraint_and_no_other_for_both_engines(group: list[Edit]) -> None:
    """The reference engine is slow: it sees what the results hang on, and finds the same there."""
    results = run_engine(edited(group), shapes())
    assert set(map(Expected.of, results)) == expected_of(group)
    assert run_pyshacl(edited(group, around(group)), shapes()) == results


@needs_pyshifty
@pytest.mark.parametrize("group", other_groups(), ids=lambda group: str(group[0]))
def test_each_edit_breaks_the_same_in_other_company(group: list[Edit]) -> None:
    results = run_engine(edited(group), shapes())
    assert set(map(Expected.of, results)) == expected_of(group)


def test_each_edit_is_in_two_groups_and_with_none_alike_in_both() -> None:
    for grouped in (groups(), other_groups()):
        assert sorted(edit for group in grouped for edit in group) == sorted(edits())
    number = {edit: n for n, group in enumerate(groups()) for edit in group}
    for group in other_groups():
        for edit in group:
            mates = [mate for mate in group if mate != edit and alike(edit, mate)]
            assert number[edit] not in map(number.get, mates), edit


def test_no_edit_is_said_twice() -> None:
    said = [edit.changes for edit in edits()]
    assert len(said) == len(set(said))


def test_validate_tells_of_every_edit_where_to_mend_it(tmp_path: Path) -> None:
    for folder in ("ontology", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(EXAMPLES, tmp_path / "data")
    group = [edit for edit in groups()[0] if {*edited_texts([edit])} <= {*examples()}]
    for file, text in edited_texts(group).items():
        (tmp_path / "data" / file.name).write_text(text, encoding="utf-8")
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
