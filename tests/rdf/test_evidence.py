from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gcm.core.errors import Problems
from gcm.core.layout import Layout
from gcm.rdf.documents import read_document
from gcm.rdf.evidence import Quote, quote_findings, quotes_in, read_sources, source_findings
from gcm.rdf.locate import Locator
from gcm.rdf.sources import Source, quote_triples, read_source, source_triples
from gcm.rdf.syntax import parse_turtle
from gcm.rdf.turtle import write_turtle

PREFIXES = {
    "gcm": "https://w3id.org/gcm-graph/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "quote": "https://w3id.org/gcm-graph/id/quote/",
    "selector": "https://w3id.org/gcm-graph/id/selector/",
    "source": "https://w3id.org/gcm-graph/id/source/",
    "unit": "https://w3id.org/gcm-graph/id/unit/",
}
RAW = "TÍTULO\n\nUno dos. Tres\ncuatro.\n\n• cinco; y\n"


@pytest.fixture
def source(tmp_path: Path) -> Source:
    file = tmp_path / "lima.es.txt"
    file.write_text(RAW, encoding="utf-8")
    found = read_source(file)
    found.graph_file.write_text(write_turtle(source_triples(found), PREFIXES), encoding="utf-8")
    return found


def findings(source: Source, change: Callable[[str], str]) -> list[tuple[str, int | None, str]]:
    """What is found in the evidence for “Tres”, changed so: message, line of the file, its text."""
    file = source.file.with_name("quotes.ttl")
    file.write_text(change(write_turtle(quote_triples(source, "Tres"), PREFIXES)), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    quotes = quotes_in(parse_turtle(text).triples)
    found = list(quote_findings(quotes, [source], Locator([read_document(file)])))
    assert {finding.file for finding in found} <= {file}
    rows = text.splitlines()
    return [
        (finding.message["en"], finding.line, rows[(finding.line or 1) - 1].strip())
        for finding in found
    ]


def test_a_source_that_did_not_change(source: Source) -> None:
    assert source_findings(source) == []


def test_a_source_without_its_graph(source: Source) -> None:
    source.graph_file.unlink()
    (found,) = source_findings(source)
    assert (found.file, found.line, found.message["es"]) == (
        source.file,
        1,
        "el grafo de este texto aún no se ha generado; ejecute `gcm verify --write`.",
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("TÍTULO", "TITULO", 1),
        ("Uno", "uno", 3),
        ("cuatro", "cuarto", 4),
        ("cinco; y", "cinco; e", 6),
        ("cinco; y", "cinco;", 6),
        ("cinco; y\n", "cinco; y más\n\n\nFin.", 6),
        ("cinco; y\n", "cinco; y\n\nFin.", 6),
    ],
)
def test_a_changed_letter_is_found_at_its_line(
    source: Source, old: str, new: str, line: int
) -> None:
    source.file.write_text(RAW.replace(old, new), encoding="utf-8")
    changed = read_source(source.file)
    (found,) = source_findings(changed)
    assert (found.file, found.line, found.thing) == (
        source.file,
        line,
        "https://w3id.org/gcm-graph/id/source/lima.es",
    )
    assert found.message["en"].startswith("the text differs from what lima.es.ttl holds")


@pytest.mark.parametrize(
    "change",
    [("Unit 2", "Unit two"), ("gcm:number 1", "gcm:number 9"), ("    gcm:number 1 ;\n", "")],
)
def test_a_changed_graph_is_found(source: Source, change: tuple[str, str]) -> None:
    text = source.graph_file.read_text(encoding="utf-8").replace(*change)
    source.graph_file.write_text(text, encoding="utf-8")
    (found,) = source_findings(source)
    assert (found.file, found.line) == (source.graph_file, 1)


def test_a_change_in_white_space_is_found_too(source: Source) -> None:
    source.file.write_text(RAW + "\n", encoding="utf-8")
    (found,) = source_findings(read_source(source.file))
    assert found.file == source.graph_file  # the digest of the file differs


def test_a_true_quote(source: Source) -> None:
    assert findings(source, lambda text: text) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ('oa:exact "Tres"', 'oa:exact "Trez"', "these words are not in the source: “Trez”",
         'oa:exact "Trez" ;'),
        ('oa:exact "Tres"', 'oa:exact "o"', "these words occur 4 times in the source: “o”",
         'oa:exact "o" ;'),
        ('oa:exact "Tres"', 'oa:exact ""', "these words occur", 'oa:exact "" ;'),
        ("oa:start 16", "oa:start 15", "the offsets do not point at “Tres”, which starts at 16",
         "oa:start 15 ."),
        ("oa:start 16", 'oa:start "x"', "the offsets do not point at “Tres”", 'oa:start "x" .'),
        ("oa:start 16", "oa:start -9", "the offsets do not point at “Tres”", "oa:start -9 ."),
        ("oa:end 20", "oa:end 2000000000000000000000", "the offsets do not point at “Tres”",
         "oa:start 16 ."),
        ("TÍTULO\nUno", "TÍTULO\nUna", "the words before and after “Tres” are not those",
         'oa:prefix """TÍTULO'),
        ("source:lima.es", "source:cusco.es", "no text of data/sources is "
         "https://w3id.org/gcm-graph/id/source/cusco.es", "oa:hasSource source:cusco.es ."),
    ],
)  # fmt: skip
def test_a_false_quote(source: Source, old: str, new: str, message: str, place: str) -> None:
    def change(text: str) -> str:
        assert text.count(old) == 1
        return text.replace(old, new)

    ((said, _, line),) = findings(source, change)
    assert said.startswith(message)
    assert line == place


def test_a_quote_over_two_units(source: Source) -> None:
    quote = Quote("urn:q", "urn:s", "urn:p", "https://w3id.org/gcm-graph/id/source/lima.es",
                  "dos.\nTres", 11, 20)  # fmt: skip
    (found,) = quote_findings([quote], [source], Locator([]))
    assert (found.message["en"], found.file, found.line, found.thing) == (
        "the quote “dos.\nTres” runs over more than one unit; make one quote for each.",
        None,
        None,
        "urn:q",
    )


def test_each_of_several_words_is_proved(source: Source) -> None:
    def change(text: str) -> str:
        return text.replace('oa:exact "Tres"', 'oa:exact "Tres" , "Cuatro"')

    ((said, _, _),) = findings(source, change)
    assert said.startswith("these words are not in the source: “Cuatro”")


@pytest.mark.parametrize("missing", ["hasSource", "hasSelector", "exact", "start", "end"])
def test_incomplete_evidence_is_for_the_shapes(source: Source, missing: str) -> None:
    triples = [
        triple
        for triple in quote_triples(source, "Tres")
        if triple.predicate.value != f"http://www.w3.org/ns/oa#{missing}"
    ]
    assert quotes_in(triples) == []


def test_all_texts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "sources"
    folder.mkdir(parents=True)
    (folder / "a.es.txt").write_bytes(b"")
    (folder / "b.txt").write_bytes(b"Uno.")
    (folder / "c.es.txt").write_bytes(b"Uno.")
    (folder / "d.es.txt").write_bytes(b"\xff")
    with pytest.raises(Problems) as caught:
        read_sources(Layout(tmp_path))
    assert [(error.key, Path(str(error.file)).name) for error in caught.value.errors] == [
        ("source-empty", "a.es.txt"),
        ("source-name", "b.txt"),
        ("not-utf8", "d.es.txt"),
    ]
