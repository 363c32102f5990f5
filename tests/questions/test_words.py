"""What things are called is asked of what gave the answer, some hundred things at a time."""

from __future__ import annotations

from gcm.core.results import Cell, Table
from gcm.questions.rows import rows_of
from gcm.questions.view import LABEL, Column, View, view_of
from gcm.questions.words import read_words
from gcm.rdf.oxigraph import Literal, NamedNode

LABELLED = Column({"en": "x", "es": "x"}, "x")


class Served:
    """Answers that a thing is called by the end of its IRI, and keeps the queries."""

    prefixes: dict[str, str] = {"ex": "https://example.org/"}  # noqa: RUF012

    def __init__(self, language: str = "en") -> None:
        self.asked: list[str] = []
        self.language = language

    def rows(
        self,
        text: str,
        **values: NamedNode | Literal,  # noqa: ARG002
    ) -> list[tuple[Cell | None, ...]]:
        self.asked.append(text)
        things = [part[1:-1] for part in text.split() if part.startswith("<https://example.org/")]
        return [
            (Cell("uri", thing), Cell("literal", thing.rpartition("/")[2], self.language))
            for thing in things
        ]


def table(count: int) -> Table:
    return Table(("x",), tuple((Cell("uri", f"https://example.org/{n}"),) for n in range(count)))


def test_things_are_asked_for_five_hundred_at_a_time() -> None:
    served = Served()
    words = read_words(served, table(1200), view_of(table(1200)))
    assert len(served.asked) == 3
    assert {thing for thing, _ in words} == {f"https://example.org/{n}" for n in range(1200)}


def test_what_is_no_iri_is_not_asked_for() -> None:
    served = Served()
    evil = Table(("x",), ((Cell("uri", "urn:a> } INSERT { <urn:b"),), (Cell("uri", "urn:a b"),)))
    assert read_words(served, evil, view_of(evil)) == {}
    assert served.asked == []


def test_a_thing_without_a_label_is_named_by_its_prefixed_name() -> None:
    for words in ({}, read_words(Served("fr"), table(1), view_of(table(1)))):
        rows = rows_of(table(1), View({"x": LABELLED}), words, "en", Served.prefixes)
        assert rows.words()[0].values() == [("ex:0",)]
        assert rows.things() == Table(
            ("x", "xLabel"), ((Cell("uri", "https://example.org/0"), None),)
        )


def test_an_unbound_cell_reads_what_the_header_says() -> None:
    absent = LABELLED._replace(absent="https://example.org/absent")
    words = {("https://example.org/absent", LABEL): [Cell("literal", "no consta", "es")]}
    rows = rows_of(Table(("x",), ((None,),)), View({"x": absent}), words, "es", {})
    assert rows.words()[0].values() == [("no consta",)]
    assert rows.things().rows == ((None,),)
