from __future__ import annotations

from pathlib import Path

import pytest

from gcm.core.errors import Problems
from gcm.core.layout import Layout
from gcm.core.namespaces import ID
from gcm.evidence.checks import document_findings, quote_findings, read_sources, source_findings
from gcm.evidence.occurrences import Quote, SourceText, quotes_in, spots_of
from gcm.evidence.source import Source, read_source, source_triples
from gcm.rdf.index import TripleIndex
from gcm.turtle.document import read_document
from gcm.turtle.format import write_turtle
from gcm.turtle.locate import Locator
from gcm.turtle.parse import parse_turtle

PREFIXES = {
    "document": "https://w3id.org/gcm-graph/id/document/",
    "gcm": "https://w3id.org/gcm-graph/ontology#",
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


PREFIXES_TEXT = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
TRUE = """\
<urn:fact>
    gcm:quote "Tres"@es ;
    gcm:quotedFrom document:lima .
"""


def findings(
    source: Source, turtle: str, other: str = "Uno."
) -> list[tuple[str, int | None, str, str]]:
    """What is found in quotes: message, line of the file, its text, and the thing."""
    file = source.file.with_name("facts.ttl")
    file.write_text(PREFIXES_TEXT + turtle, encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    quotes = list(quotes_in(TripleIndex(parse_turtle(text).triples)))
    known = {
        (source.document, "es"): SourceText("urn:lima", source.normal.text),
        (f"{ID}document/cusco", "es"): SourceText("urn:cusco", other),
    }
    locator = Locator([read_document(file)])
    found = [*quote_findings(quotes, known, locator), *document_findings(quotes, known, locator)]
    assert {finding.file for finding in found} <= {file}
    rows = text.splitlines()
    return [
        (
            finding.message["en"],
            finding.line,
            rows[(finding.line or 1) - 1].strip(),
            finding.thing,
        )
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
    assert found.message["en"].startswith("the text differs from lima.es.ttl from")


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
    assert findings(source, TRUE) == []
    # A line pasted twice says nothing more.
    assert findings(source, TRUE.replace("document:lima", "document:lima , document:lima")) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ('"Tres"', '"Trez"', "these words are not in the source: “Trez”",
         'gcm:quote "Trez"@es ;'),
        ('"Tres"', '"o"', "these words occur 4 times in the source, in unit 2, 3, 4: “o”",
         'gcm:quote "o"@es ;'),
        ('"Tres"', '""', "these words are not in the source: “”", 'gcm:quote ""@es ;'),
        ("@es", "@en", "no text of lima in the quote's language (en)", 'gcm:quote "Tres"@en ;'),
        (":lima", ":quito", "no text of quito in the quote's language (es)",
         'gcm:quote "Tres"@es ;'),
        (" .\n", " ; gcm:quoteInUnit 2 .\n", "these words are not in unit 2 of the source: “Tres”",
         'gcm:quote "Tres"@es ;'),
        (" .\n", " , document:cusco .\n",
         "none of the quotes is taken from https://w3id.org/gcm-graph/id/document/cusco",
         "gcm:quotedFrom document:lima , document:cusco ."),
        ('gcm:quote "Tres"', 'gcm:quote "Tres"@es ; gcm:subjectQuote "dos,"',
         "these words are not in the source: “dos,”",
         'gcm:quote "Tres"@es ; gcm:subjectQuote "dos,"@es ;'),
    ],
)  # fmt: skip
def test_a_false_quote(source: Source, old: str, new: str, message: str, place: str) -> None:
    assert TRUE.count(old) == 1
    ((said, _, line, thing),) = findings(source, TRUE.replace(old, new))
    assert said.startswith(message)
    assert (line, thing) == (place, "urn:fact")


def test_a_quote_over_two_units(source: Source) -> None:
    ((said, _, _, _),) = findings(source, TRUE.replace('"Tres"', '"dos.\\nTres"'))
    assert said == "the quote “dos.\nTres” runs over more than one unit; make one quote for each."


def test_words_over_two_units_have_no_place() -> None:
    known = {("urn:d", "es"): SourceText("urn:lima", "Uno dos.\nTres")}
    quotes = [Quote("", "", words, "es", ("urn:d",)) for words in ("dos.", "dos.\nTres")]
    assert [len(spots_of(quote, known)) for quote in quotes] == [1, 0]


def test_each_of_several_words_is_proved(source: Source) -> None:
    ((said, _, _, _),) = findings(source, TRUE.replace('"Tres"', '"Tres"@es , "Cuatro"'))
    assert said.startswith("these words are not in the source: “Cuatro”")


@pytest.mark.parametrize(
    ("words", "number", "repeated"),
    [
        ("cuatro.", "", False),
        ("Uno", "", False),
        # The whole of just one unit, though another holds it too.
        ("TÍTULO", "", False),
        ("o", "; gcm:quoteInUnit 4 ", False),
        ("o", "; gcm:quoteInUnit 2 ", True),
        # What is no number of a unit is for the shapes.
        ("Tres", "; gcm:quoteInUnit 0 ", False),
    ],
)
def test_words_that_recur_name_their_unit(
    source: Source, words: str, number: str, repeated: bool
) -> None:
    source.file.write_text(RAW.replace("cinco", "TÍTULO, o"), encoding="utf-8")
    turtle = TRUE.replace('"Tres"', f'"{words}"').replace(" .\n", f" {number}.\n")
    found = findings(read_source(source.file), turtle)
    assert [said.startswith("these words occur 2 times") for said, *_ in found] == [True] * repeated


def test_words_in_the_texts_of_two_documents_prove_neither(source: Source) -> None:
    turtle = TRUE.replace("document:lima", "document:lima , document:cusco")
    ((said, *_),) = findings(source, turtle, "Tres.")
    assert said.startswith("these words occur 2 times")
    both = turtle.replace('"Tres"', '"Tres"@es , "Uno."')
    assert findings(source, both.replace('"Uno."', '"Seis."'), "Seis.") == []


@pytest.mark.parametrize("missing", ["gcm:quote ", "gcm:quotedFrom ", "@es"])
def test_incomplete_quotes_are_for_the_shapes(source: Source, missing: str) -> None:
    assert findings(source, TRUE.replace(missing, "gcm:note " if missing != "@es" else "")) == []


def test_all_texts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "sources"
    folder.mkdir(parents=True)
    (folder / "a.es.txt").write_bytes(b"")
    (folder / "b.txt").write_bytes(b"Uno.")
    (folder / "c.es.txt").write_bytes(b"Uno.")
    (folder / "d.es.txt").write_bytes(b"\xff")
    with pytest.raises(Problems) as caught:
        read_sources(Layout(tmp_path))
    assert [
        (error.message.english, Path(str(error.file)).name) for error in caught.value.errors
    ] == [
        (("the source text is empty."), "a.es.txt"),
        (
            (
                "name the text <id>.<language>.txt: <id> of small letters, digits and "
                "hyphens, and one of these languages: {languages}."
            ),
            "b.txt",
        ),
        (("not UTF-8 text (byte {offset}); save the file as UTF-8."), "d.es.txt"),
    ]
