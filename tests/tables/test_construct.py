"""The constructs of the graph: their headers, and their text as any SPARQL tool runs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from gcm.core.errors import RunError
from gcm.core.language import LANGS
from gcm.core.layout import Layout
from gcm.rdf.rdflib_bridge import to_rdflib
from gcm.tables.construct import read_construct
from gcm.tables.reading import Row
from gcm.turtle.parse import parse_files

ROOT = Path(__file__).parents[2]
FILES = Layout(ROOT).constructs()


@cache
def graph() -> Graph:
    """What constructs read, without the facts that would only slow rdflib down."""
    layout = Layout(ROOT)
    slow = {"2018-a-res-73-195.ttl", "objective-targets.ttl"}
    data = [file for file in layout.data() if file.name not in slow]
    found, _ = parse_files([*layout.ontology(), *data])
    return to_rdflib(triple for triples in found.values() for triple in triples)


@pytest.mark.parametrize("name", FILES)
def test_the_header_is_complete_in_both_languages(name: str) -> None:
    construct = read_construct(FILES[name])
    texts = [construct.title, construct.description, *(c.label for c in construct.columns)]
    assert [text for text in texts if set(text) != set(LANGS) or not all(text.values())] == []
    names = [column.name for column in construct.columns]
    assert set(construct.rules.key) <= set(names)
    assert set(construct.reads) <= set(FILES) - {name}
    assert construct.turtle.parts[0] == "data"
    assert [c.name for c in construct.columns if c.form and not c.example and c.required] == []


@pytest.mark.parametrize("name", FILES)
def test_the_example_row_gives_triples_in_rdflib(name: str) -> None:
    """The file runs unmodified; the graph it runs on need only hold what the example names."""
    text = FILES[name].read_text(encoding="utf-8")
    assert len(graph().query(text).graph or []) > 0


def test_two_turtle_files_are_never_the_same() -> None:
    targets = [read_construct(file).turtle for file in FILES.values()]
    assert len(set(targets)) == len(targets)


HEADER = """\
#+ title = { en = "t", es = "t" }
#+ description = { en = "d", es = "d" }
#+ turtle = "data/x.ttl"
#+ reads = []
#+ primaryKey = ["a"]
#+ [columns]
#+ a = { en = "a", es = "a" }
#+ b = { en = "b", es = "b", separator = ";" }
"""
TEMPLATE = "CONSTRUCT { ?s ?p ?a , ?b }\n"
BLOCKS = 'VALUES (?row ?a) { (2 "}") } VALUES (?row ?b) { (2 "x") }'


def write(folder: Path, text: str) -> Path:
    file = folder / "kind.rq"
    file.write_text(text, encoding="utf-8")
    return file


def test_blocks_hold_the_rows(tmp_path: Path) -> None:
    file = write(tmp_path, f"{HEADER}{TEMPLATE}WHERE {{ {BLOCKS} }}")
    rows = [Row(2, {"a": 'q"\\\n', "b": "1;2"}), Row(7, {"a": "", "b": ""})]
    filled = read_construct(file).filled(rows).rpartition("#+")[2].partition("\n")[2]
    assert filled == (
        "CONSTRUCT { ?s <urn:gcm-graph:row> ?row . ?s ?p ?a , ?b }\n"
        'WHERE { VALUES (?row ?a) { (2 "q\\"\\\\\\n") (7 UNDEF) } '
        'VALUES (?row ?b) { (2 "1") (2 "2") } }'
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            HEADER + TEMPLATE + "WHERE { VALUES (?row ?a) { } }",
            (
                "the column {name} must be in exactly one block VALUES (?row …) { … } of the "
                "query, and in a block of its own if it has a separator."
            ),
        ),
        (
            HEADER + TEMPLATE + BLOCKS + "VALUES (?row ?b) { }",
            (
                "the column {name} must be in exactly one block VALUES (?row …) { … } of the "
                "query, and in a block of its own if it has a separator."
            ),
        ),
        (
            HEADER + TEMPLATE + "WHERE { VALUES (?row ?a ?b) { } }",
            (
                "the column {name} must be in exactly one block VALUES (?row …) { … } of the "
                "query, and in a block of its own if it has a separator."
            ),
        ),
        (
            HEADER + TEMPLATE + BLOCKS + "VALUES (?row ?c) { }",
            (
                "the column {name} must be in exactly one block VALUES (?row …) { … } of the "
                "query, and in a block of its own if it has a separator."
            ),
        ),
        (
            HEADER.replace('["a"]', '["c"]') + TEMPLATE + BLOCKS,
            (
                "the column {name} must be in exactly one block VALUES (?row …) { … } of the "
                "query, and in a block of its own if it has a separator."
            ),
        ),
        (
            HEADER + "SELECT ?a { " + BLOCKS + "}",
            (
                "the query must have a line that begins with CONSTRUCT { and the "
                "variable of what a row is about."
            ),
        ),
        (
            HEADER + "CONSTRUCT { <a:b> ?p ?a }" + BLOCKS,
            (
                "the query must have a line that begins with CONSTRUCT { and the "
                "variable of what a row is about."
            ),
        ),
        (
            HEADER.replace("#+ turtle", "#+ tortoise") + TEMPLATE + BLOCKS,
            ("the header (#+ lines) is invalid: {reason}. Compare it with another question."),
        ),
        (
            HEADER.replace('separator = ";"', 'format = "["') + TEMPLATE + BLOCKS,
            ("the header (#+ lines) is invalid: {reason}. Compare it with another question."),
        ),
        (
            "#+ title = \n" + TEMPLATE + BLOCKS,
            ("the header (#+ lines) is invalid: {reason}. Compare it with another question."),
        ),
    ],
    ids=[
        *("no-block", "two-blocks", "separated-not-alone", "block-of-no-column", "key-no-column"),
        *("select", "template-without-variable", "no-turtle", "no-expression", "no-toml"),
    ],
)
def test_wrong_constructs_are_refused(tmp_path: Path, text: str, key: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(RunError) as caught:
        read_construct(file)
    assert (caught.value.message.english, caught.value.file) == (key, file)
