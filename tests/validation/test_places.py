"""Where findings stand."""

from __future__ import annotations

from pathlib import Path

import pytest

import gcm
from gcm.rdf.oxigraph import Literal, NamedNode, term_text
from gcm.turtle import locate as locating
from gcm.turtle.document import Document, read_document
from gcm.turtle.locate import NOWHERE, Locator, Place

from ..tiny_root import ROOT
from .conftest import PREFIXES, Write

HEAD = PREFIXES.count("\n")
FILES = [
    ROOT / "data/forums/2024-san-salvador.ttl",
    ROOT / "data/actors/agencies.ttl",
    *sorted((ROOT / "tests/questions/second-forum").glob("*.ttl")),
]


def places(document: Document) -> list[tuple[Place, Place]]:
    """The place of each subject and each triple."""
    locator = Locator([document])
    return [
        (
            locator.find(term_text(triple.subject)),
            locator.find(term_text(triple.subject), triple.predicate.value, triple.object),
        )
        for triple in document.triples
        if isinstance(triple.subject, NamedNode)
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_triple_of_a_file_is_found_where_it_stands(file: Path) -> None:
    document = read_document(file)
    lines = document.text.split("\n")
    for subject, triple in places(document):
        for place in (subject, triple):
            assert place.file == file
            assert place.line
            assert place.column
            shown = "\n".join(lines[place.line - 1 :])[place.column - 1 :]
            assert shown.startswith(place.source)


@pytest.mark.parametrize(
    "text",
    [
        "  state:b gcm:iso3 1 .\n",  # not at the margin
        "state:a gcm:iso3 0 . state:b gcm:iso3 1 .\n",  # beside another
        "state:b\ngcm:iso3 1 .\n",  # a property at the margin
        "@base <https://w3id.org/gcm-graph/id/state/> .\n<b> gcm:iso3 1 .\n",
        "<https://w3id.org/gcm-graph/id/state/\\u0062> gcm:iso3 1 .\n",
    ],
)
def test_a_triple_is_found_in_any_layout(write: Write, text: str) -> None:
    document = read_document(write(text))
    one = Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    place = Locator([document]).find(
        "https://w3id.org/gcm-graph/id/state/b", "https://w3id.org/gcm-graph/ontology#iso3", one
    )
    assert place.source == "1"


def test_a_triple_of_n_triples_is_found_on_its_own_line(tmp_path: Path) -> None:
    file = tmp_path / "a.nt"
    file.write_text("".join(f'<a:s> <a:p{number}> "{number}" .\n' for number in range(9)))
    locator = Locator([read_document(file)])
    assert locator.find("a:s", "a:p7", "7") == Place(file, 8, 14, '"7"')
    assert locator.find("a:s", "a:none", "7") == Place(file, 1, 1, "<a:s>")
    assert locator.predicate("a:s", "a:p3") == Place(file, 4, 7, "<a:p3>")
    assert locator.find("a:none") == NOWHERE
    assert locator.mention("a:s") == NOWHERE


def test_a_document_that_is_too_large_to_index_has_no_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.trig"
    file.write_text("<a:s> <a:p> 1 .\n")
    assert Locator([read_document(file)]).find("a:s") == Place(file, 1, 1, "<a:s>")
    monkeypatch.setattr(locating, "_LARGEST", 3)
    assert Locator([read_document(file)]).find("a:s") == NOWHERE


def test_a_blank_node_is_told_where_it_stands_or_where_what_holds_it_does(
    write: Write, tiny: Path
) -> None:
    labelled = write("_:x gcm:participant state:PAN .\n", "labelled.ttl")
    (found, *_) = [one for one in gcm.validate([labelled], root=tiny).findings if one.thing]
    assert (found.thing[:2], found.line, found.column) == ("_:", HEAD + 1, 1)
    held = write("state:PAN gcm:odd\n  [ gcm:participant state:PAN ] .\n", "held.ttl")
    lines = {one.line for one in gcm.validate([held], root=tiny).findings}
    assert lines <= {HEAD + 1, HEAD + 2}


def test_a_blank_node_of_one_file_is_none_of_another(write: Write) -> None:
    first = write("_:x gcm:iso3 1 .\n", "a.ttl")
    second = write("_:x gcm:iso3 1 .\n", "b.ttl")
    names = [next(iter(read_document(file).triples)).subject for file in (first, second, first)]
    assert names[0] != names[1]
    assert names[0] == names[2]


def test_a_file_made_from_a_table_is_mended_there(root: Path) -> None:
    file = root / "data/actors/states.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('gcm:iso3 "PAN"', 'gcm:iso3 "pan"'), encoding="utf-8")
    table = root / "data/tables/states.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    (row,) = [number for number, line in enumerate(rows, 1) if "PAN" in line.split(",")]
    found = gcm.validate(root=root).findings
    assert {one.advice[0]["en"] for one in found} == {
        f"This file is made from a table: change row {row}, column iso3, of {table}, then run "
        "`gcm import`."
    }
    table.unlink()
    assert "table" not in gcm.validate(root=root).findings[0].advice[0]["en"]
