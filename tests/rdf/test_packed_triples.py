"""Packed triples are the same triples, in their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gcm.core.messages import LANGS
from gcm.rdf.oxigraph import BlankNode, Literal, NamedNode, Triple
from gcm.rdf.packed_triples import PackedTriples, chunks_of

IRIS = st.sampled_from([NamedNode(f"http://x.example/{name}") for name in "abc"])
BLANKS = st.sampled_from([BlankNode(f"b{number}") for number in range(3)])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.builds(Literal, TEXTS) | st.builds(
    lambda text, lang: Literal(text, language=lang), TEXTS, st.sampled_from(LANGS)
)
TRIPLES = st.lists(st.builds(Triple, IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS))


@given(TRIPLES, TRIPLES)
def test_they_come_back_as_they_were(some: list[Triple], more: list[Triple]) -> None:
    packed = PackedTriples(some)
    assert list(packed) == list(packed) == some
    assert len(packed) == len(some)
    assert all(triple in packed for triple in some)
    joined = PackedTriples(more, packed)
    assert list(joined) == more + some
    assert len(joined) == len(more) + len(some)
    assert b"".join(chunks_of(joined)) == b"".join(chunks_of([*more, *some]))
