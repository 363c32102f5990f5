"""The invented second forum: it is marked as such, generated anew, conforms and is proved."""

from __future__ import annotations

from pathlib import Path

import gcm
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.evidence.coverage import Coverage
from gcm.evidence.source import read_source
from gcm.evidence.verify import source_turtle
from gcm.rdf.oxigraph import Literal
from gcm.turtle.format import format_turtle
from gcm.turtle.parse import parse_turtle, read_prefixes

ROOT = Path(__file__).parents[2]
SECOND = Path(__file__).parent / "second-forum"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
GENERATED = ("/quote/", "/selector/")
MARKS = ("(invented)", "(inventado)", "(inventada)")


def test_the_graph_of_the_text_is_what_the_package_generates() -> None:
    source = read_source(SECOND / "2031-testville.en.txt")
    assert source_turtle(source, Layout(ROOT)) == read_text(SECOND / "2031-testville.en.ttl")


def test_the_facts_are_in_canonical_form() -> None:
    text = read_text(SECOND / "2031-testville.ttl")
    assert format_turtle(text, read_prefixes(Layout(ROOT))) == text


def test_everything_in_it_is_marked_as_invented() -> None:
    text = read_text(SECOND / "2031-testville.ttl")
    assert text.splitlines()[:2] == [
        "# Invented test data: this forum never took place, and no state, agency or body did any "
        "of this.",
        "# Datos de prueba inventados: este foro nunca se celebró y nadie hizo nada de lo que aquí "
        "consta.",
    ]
    unmarked = [
        (str(triple.subject), triple.object.value)
        for triple in parse_turtle(text).triples
        if triple.predicate.value == LABEL
        and isinstance(triple.object, Literal)
        and not any(part in str(triple.subject) for part in GENERATED)
        and not any(mark in triple.object.value for mark in MARKS)
    ]
    assert unmarked == []


def test_it_has_a_fact_of_every_kind_that_a_forum_gives_rise_to() -> None:
    triples = parse_turtle(read_text(SECOND / "2031-testville.ttl")).triples
    kinds = {str(t.object) for t in triples if t.predicate.value.endswith("#type")}
    names = {kind.rpartition("#")[2].strip(">") for kind in kinds if "gcm-graph" in kind}
    assert names == {
        *("Acknowledgement", "Activity", "Aim", "Assertion", "Body", "Caveat", "Citation"),
        *("Collective", "Document", "Forum", "Funding", "Listing", "Omission", "OrganisingRole"),
        *("Participation", "Roadmap"),
    }


def test_it_conforms_in_the_context_of_the_shipped_graph() -> None:
    files = sorted(SECOND.glob("*.ttl"))
    report = gcm.validate(files, root=ROOT)
    assert report == gcm.Report([], files)


def test_every_unit_of_its_text_is_accounted_for(roots: dict[str, Path]) -> None:
    coverages, findings = gcm.verify(root=roots["with-second"])
    assert findings == []
    assert [coverage for coverage in coverages if coverage.source == "2031-testville.en"] == [
        Coverage(
            source="2031-testville.en",
            file=roots["with-second"] / "data" / "sources" / "2031-testville.en.txt",
            units=16,
            supported=15,
            omitted=1,
            letters=941,
            quoted=884,
            omitted_letters=57,
            facts=30,
            quotes=23,
        )
    ]
