"""Whatever a graph says is found where it is written, in every format but JSON-LD."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings, strategies as st

from gcm.core.errors import RunError
from gcm.core.rdf_formats import Form
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Quad, Term, term_text
from gcm.turtle.parse import parse_turtle
from gcm.turtle.positions import Place, locate

from ..chance import many

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREFIXES = {"e": "http://e/", "": "http://e/f#"}

names = st.sampled_from(["a", "b.c", "d-1", "f#g", "f#é", "f#", "", "h/i", "%20", "j,k", "😀"])
iris = names.map(lambda name: NamedNode("http://e/" + name))
nodes = st.one_of(iris, st.sampled_from(["x", "y.z", "1"]).map(BlankNode))
texts = st.text(alphabet="ab\"'\\\n\r\té😀@^<>{}[],:_.#u0", max_size=8)
literals = st.one_of(
    texts.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "es-mx"])
    ),
    st.builds(lambda text, kind: Literal(text, datatype=kind), texts, iris),
    st.integers(-99, 99).map(Literal),
    st.booleans().map(Literal),
    st.sampled_from(["1.50", ".5", "-0.10"]).map(
        lambda text: Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    ),
)
graphs = st.one_of(st.just(ox.DefaultGraph()), nodes)
quads = st.builds(
    Quad, nodes, st.one_of(iris, st.just(RDF_TYPE)), st.one_of(nodes, literals), graphs
)


def of_turtle(source: str) -> Term:
    head = "".join(f"@prefix {name}: <{iri}> . " for name, iri in PREFIXES.items())
    written = f"<{RDF_TYPE.value}>" if source == "a" else source
    return parse_turtle(f"{head} <s:> <p:> {written} .").triples[0].object


FORMS: dict[Form, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


def stands(text: str, position: Place) -> bool:
    lines = text.split("\n")
    assert position.line
    assert position.column
    offset = sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1
    return text[offset : offset + len(position.source)] == position.source


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=many(60))
@given(said=st.lists(quads, max_size=8))
def test_each_triple_is_found_where_it_is_written(form: Form, said: list[Quad]) -> None:
    plain = form in ("turtle", "ntriples")
    data = ox.serialize(
        [quad.triple for quad in said] if plain else said,
        format=FORMS[form],
        prefixes=PREFIXES if form in ("turtle", "trig") else None,
    )
    assert data is not None
    text = data.decode()
    positions = locate(text, form=form)
    for subject, predicate, value, _ in said:
        name, about = term_text(subject), predicate.value
        found = [
            (subject, positions.subject(name)),
            (predicate, positions.predicate(name, about)),
            (value, positions.triple(name, about, value)),
            *positions.objects(name, about),
        ]
        if not isinstance(value, Literal):
            found.append((value, positions.mention(term_text(value))))
        assert (value, positions.triple(name, about, value)) in positions.objects(name, about)
        for term, position in found:
            assert position is not None
            assert stands(text, position)
            assert of_turtle(position.source) == term


# Parts of Turtle and TriG in any order.
parts = st.sampled_from([
    *"<>[](){}.;,:@^#'\"\\ \n0", '"""', "^^", "@en", "@prefix e: <http://e/> .\n", "\ne:a e:b ",
    "<http://e/a>", "_:a", "a ", "1.5 ", "true", "GRAPH ", "BASE <http://b/> ", '"e:a"', "{}", "[]",
])  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=many(100))
@given(text=st.lists(parts, max_size=25).map("".join))
def test_what_is_found_in_any_valid_text_stands_there(form: Form, text: str) -> None:
    try:
        positions = locate(text, form=form)
    except RunError:
        return
    for name in ("http://e/a", "http://e/b", "_:a", RDF_TYPE.value):
        for position in (positions.subject(name), positions.mention(name)):
            assert position is None or stands(text, position)
