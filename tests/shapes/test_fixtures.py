"""Each bad fixture breaks its constraint and no other, as both engines see it.

pySHACL takes many seconds for the whole graph, so fixtures share runs, and it sees the part of the
graph around them, while pyshifty sees all of it too. That proves as much as a run for each would,
because a validation result depends on its focus node's surroundings alone and:

- every fixture describes nodes of its own, so each result tells which fixture it is about;
- fixtures that change or blame the same of a shipped node (a count, a property that may stand
  once) never share a run;
- two results could still hang on each other where a shape looks backwards, at everything that
  points to a node or has the same number. Therefore each fixture also runs in a small group with
  one fixture at most of each node shape, and must cause the same there. A result that needed a
  companion would have to find it in both.
"""

from __future__ import annotations

from importlib.util import find_spec

import pytest

import gcm
from gcm.core.namespaces import SH
from gcm.ops.format import format_files
from gcm.rdf.shacl_reference import run_shacl as run_pyshacl

from ._fixtures import (
    FIXTURES,
    GS,
    ROOT,
    Expected,
    Fixture,
    apart,
    blamed,
    fixtures,
    shapes,
    shipped_nodes,
    with_fixtures,
    with_fixtures_around,
)

GROUPS = 24
needs_pyshifty = pytest.mark.skipif(
    find_spec("shifty") is None, reason="pyshifty has no wheel for this platform"
)


def expectations(group: list[Fixture]) -> dict[str, set[object]]:
    return {fixture.name: set(fixture.expected) for fixture in group}


@needs_pyshifty
@pytest.mark.parametrize("part", range(len(apart(fixtures()))))
def test_engines_agree_on_every_fixture(part: int) -> None:
    from gcm.rdf.shacl import run_shacl as run_pyshifty

    group = apart(fixtures())[part]
    assert blamed(run_pyshifty(with_fixtures(group), shapes()), group) == expectations(group)
    data = with_fixtures_around(group)
    results = run_pyshacl(data, shapes())
    assert blamed(results, group) == expectations(group)
    assert run_pyshifty(data, shapes()) == results


@needs_pyshifty
@pytest.mark.parametrize("number", range(GROUPS))
def test_every_fixture_breaks_its_constraint_alone(number: int) -> None:
    from gcm.rdf.shacl import run_shacl as run_pyshifty

    group = list(fixtures()[number::GROUPS])
    assert apart(group) == [group]
    assert len({fixture.family for fixture in group}) == len(group)
    assert blamed(run_pyshifty(with_fixtures(group), shapes()), group) == expectations(group)


def test_every_fixture_describes_nodes_of_its_own() -> None:
    described = [node for fixture in fixtures() for node in fixture.nodes if "test" in node]
    assert len(described) == len(set(described))


def test_every_fixture_expects_what_its_name_says() -> None:
    for fixture in fixtures():
        shape, _, component = fixture.name.partition("--")
        blamed_for = {(expected.shape, expected.component) for expected in fixture.expected}
        assert (shape, component) in blamed_for, fixture.name


@needs_pyshifty
def test_validate_tells_of_every_fixture_where_to_mend_it() -> None:
    group = [fixture for fixture in apart(fixtures())[0] if not fixture.removed]
    files = [FIXTURES / f"{fixture.name}.ttl" for fixture in group]
    holder = {
        node: file
        for file, fixture in zip(files, group, strict=True)
        for node in fixture.nodes - shipped_nodes()
    }
    report = gcm.validate(files, root=ROOT)
    told = {
        Expected(
            found.thing,
            found.shape.removeprefix(GS),
            found.component.removeprefix(SH).removesuffix("ConstraintComponent"),
            found.severity,
        )
        for found in report.findings
    }
    assert told == {expected for fixture in group for expected in fixture.expected}
    for found in report.findings:
        assert found.file is not None
        assert found.file == holder.get(found.thing, found.file)
        lines = found.file.read_text(encoding="utf-8").splitlines()
        assert found.line is not None
        assert lines[found.line - 1].strip()
        assert set(found.message) == {"en", "es"}


def test_fixtures_are_formatted() -> None:
    assert format_files([FIXTURES.parent], check=True).changed == []
