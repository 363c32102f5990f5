"""Whatever the graph holds is found by its name, or the nearest is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gcm as package
from gcm.core.errors import UsageError

SLV = "https://w3id.org/gcm-graph/id/state/SLV"


@pytest.fixture(scope="module")
def graph() -> Any:
    return package.open()


@pytest.mark.parametrize(
    "name",
    [
        "http://www.wikidata.org/entity/Q792", "<http://www.wikidata.org/entity/Q792>", "q792",
        "https://sws.geonames.org/3585968/", "3585968", "222", "sv",
        "http://publications.europa.eu/resource/authority/country/SLV",
        "https://www.wikidata.org/wiki/Q792", "wd:Q792", "https://www.geonames.org/3585968/x.html",
        "state/slv", "Estado SLV", "http://127.0.0.1:8000/es/id/state/SLV", f"{SLV}.ttl",
    ],
)  # fmt: skip
def test_identifiers_of_others(graph: Any, name: str) -> None:
    assert graph.describe(name).thing.iri == SLV


@pytest.mark.parametrize(
    "name", [SLV.replace("https", "http"), SLV + "/", SLV.lower(), SLV.replace("SLV", "Slv/")]
)
def test_nearly_ours(gcm: Callable[..., Any], name: str) -> None:
    done = gcm("describe", name)
    assert SLV in done.stdout.split() or done.stderr.endswith(f"Did you mean: {SLV}?\n")


def test_any_subject_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(
        "@prefix ex: <http://example.org/> .\nex:a ex:p ex:b .\n"
        'ex:c a ex:T ; ex:name "Zeta" ; ex:code "Z-1" .\n',
        "utf-8",
    )
    opened = package.open(on=file)
    for name, found in (("http://example.org/a", "a"), ("zeta", "c"), ("Z-1", "c")):
        assert opened.describe(name).thing.iri == f"http://example.org/{found}"


def test_a_thing_of_a_file_without_a_class(gcm: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<http://e.org/x> <http://e.org/p> 'X' . <u:1> <http://e.org/p> <u:x> .\n")
    assert gcm("describe", "x", "--on", str(file)).stdout.splitlines()[:2] == [
        "http://e.org/x",
        "  http://e.org/x",
    ]


def test_a_triple_term_is_written_as_sparql_writes_it(
    gcm: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "a.ttl"
    term = '<<( <u:a> <u:b> "d"@es )>>'
    file.write_text(f"<u:s> <u:p> {term} .\n")
    assert gcm("describe", "u:s", "--on", str(file)).stdout.splitlines()[2] == f"  u:p: {term}"
    other = tmp_path / "b.ttl"
    other.write_text("<u:s> <u:p> 1 .\n")
    assert f"    u:p: {term} → 1" in gcm("diff", str(file), str(other)).stdout.splitlines()


def test_what_a_number_and_a_kind_name(graph: Any) -> None:
    for name in ("objective 8", "Objetivo 8", "objective/8"):
        assert [one.iri for one in graph.find(name)] == [SLV.replace("state/SLV", "objective/8")]


def test_part_of_a_name(graph: Any) -> None:
    for part in ("Acra", "accra", "2023-accra"):
        rows = graph.ask("participants", event=part).rows.words()
        assert rows == graph.ask("participants", event="2023-accra").rows.words()
    with pytest.raises(UsageError, match="“san salvador” names several things") as found:
        graph.ask("participants", event="san salvador")
    assert "2024-san-salvador>" in str(found.value)
    assert "fibemyd" in str(found.value)


def test_where_a_property_is_wanted_properties_are_proposed(gcm: Callable[..., Any]) -> None:
    for name, near in (("tookPart", "tookPartIn"), ("particpant", "participant")):
        done = gcm("explain", "SLV", name, "forum/2024-san-salvador")
        assert f"those of a thing. Did you mean: {near}" in done.stderr
    done = gcm("explain", "SLV", "xyzzy", "forum/2024-san-salvador")
    assert done.stderr.startswith("no property is called “xyzzy”; `gcm describe THING` shows")
