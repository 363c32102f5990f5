"""The figures of a dump: whole answers on a small one, the same as SPARQL counts on the shipped."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from gcm.core.namespaces import BASE, GCM, ID, RDF, SKOS
from gcm.rdf.coverage import Coverage
from gcm.rdf.quad_lines import QuadLine, split_quad
from gcm.rdf.statistics import Statistics, statistics

from ._release import quads

EX = "https://example.org/"
A = f"<{RDF}type>"
SCHEMA = "https://schema.org/"
DCT = "http://purl.org/dc/terms/"

# One of each thing that is counted, in two graphs, one triple of them in both.
SMALL = f"""
_:b1 <{EX}p> "x" <{EX}g1> .
<{EX}d1> {A} <{GCM}Document> <{EX}g1> .
<{EX}d1> <{DCT}license> <{EX}free> <{EX}g1> .
<{EX}e1> {A} <{GCM}Forum> <{EX}g1> .
<{EX}e1> {A} <{GCM}Forum> <{EX}g2> .
<{EX}e1> <{SCHEMA}endDate> "2024-09-26"^^<http://www.w3.org/2001/XMLSchema#date> <{EX}g1> .
<{EX}e1> <{SCHEMA}startDate> "2024-09-25"^^<http://www.w3.org/2001/XMLSchema#date> <{EX}g1> .
<{EX}e2> {A} <{GCM}Forum> <{EX}g1> .
<{EX}e2> <{DCT}source> <{EX}page> <{EX}g1> .
<{EX}e2> <{SCHEMA}startDate> "2024"^^<http://www.w3.org/2001/XMLSchema#gYear> <{EX}g1> .
<{EX}page> <{DCT}rights> <{EX}theirs> <{EX}g1> .
<{EX}r1> {A} <{GCM}Region> <{EX}g1> .
<{EX}r1> <{GCM}m49> "019" <{EX}g1> .
<{EX}r1> <{SKOS}prefLabel> "Americas"@en <{EX}g1> .
<{EX}r2> {A} <{GCM}Region> <{EX}g1> .
<{EX}r2> <{SKOS}broader> <{EX}r1> <{EX}g1> .
<{EX}r3> {A} <{GCM}Region> <{EX}g1> .
<{EX}s1> {A} <{GCM}State> <{EX}g1> .
<{EX}s1> <{SCHEMA}sameAs> <http://www.wikidata.org/entity/Q1> <{EX}g1> .
<{EX}s1> <{SCHEMA}sameAs> <https://data.example.net/x/1> <{EX}g1> .
<{EX}s1> <{SKOS}exactMatch> <{BASE}id/other> <{EX}g1> .
<{EX}s1> <{SKOS}prefLabel> "Uno"@es <{EX}g1> .
<{EX}s1> <{SKOS}prefLabel> "one <{EX}g1> ."@en-GB <{EX}g1> .
<{EX}s1> <{GCM}inRegion> <{EX}r2> <{EX}g1> .
<{EX}t1> <{GCM}textOf> <{EX}d1> <{EX}g1> .
<{EX}theirs> {A} <{DCT}RightsStatement> <{EX}g1> .
<{EX}theirs> <{SKOS}prefLabel> "Theirs"@en <{EX}g1> .
<{EX}unused> {A} <{DCT}RightsStatement> <{EX}g1> .
""".strip()


def lines(text: str) -> list[bytes]:
    return sorted(line.encode() + b"\n" for line in text.splitlines())


def test_every_figure_of_a_small_dump() -> None:
    data = b"".join(lines(SMALL))
    assert statistics(lines(SMALL)) == Statistics(
        triples=27,
        entities=11,
        subjects=12,
        objects=23,
        blanks=1,
        classes={
            DCT + "RightsStatement": 2,
            GCM + "Document": 1,
            GCM + "Forum": 2,
            GCM + "Region": 3,
            GCM + "State": 1,
        },
        properties={
            DCT + "license": 1,
            DCT + "rights": 1,
            DCT + "source": 1,
            RDF + "type": 9,
            SKOS + "broader": 1,
            SKOS + "exactMatch": 1,
            SKOS + "prefLabel": 4,
            EX + "p": 1,
            SCHEMA + "endDate": 1,
            SCHEMA + "sameAs": 2,
            SCHEMA + "startDate": 2,
            GCM + "inRegion": 1,
            GCM + "m49": 1,
            GCM + "textOf": 1,
        },
        graphs={EX + "g1": 27, EX + "g2": 1},
        links={
            (SCHEMA + "sameAs", "http://www.wikidata.org/entity/"): 1,
            (SCHEMA + "sameAs", "https://data.example.net/"): 1,
        },
        languages={"en": 2, "en-gb": 1, "es": 1},
        examples={
            DCT + "RightsStatement": EX + "theirs",
            GCM + "Document": EX + "d1",
            GCM + "Forum": EX + "e1",
            GCM + "Region": EX + "r1",
            GCM + "State": EX + "s1",
        },
        coverage=Coverage(
            periods={GCM + "Forum": ("2024", "2024")},
            regions={EX + "r1": "019"},
            sources={EX + "d1": (EX + "free",), EX + "page": (EX + "theirs",)},
            texts={EX + "t1": EX + "d1"},
            statements=(
                f"<{EX}theirs> {A} <{DCT}RightsStatement> .\n".encode(),
                f'<{EX}theirs> <{SKOS}prefLabel> "Theirs"@en .\n'.encode(),
            ),
            labels=(f'<{EX}r1> <{SKOS}prefLabel> "Americas"@en .\n'.encode(),),
        ),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def test_a_dump_of_nothing_has_no_figures() -> None:
    empty = Coverage({}, {}, {}, {}, (), ())
    digest = hashlib.sha256(b"").hexdigest()
    assert statistics([]) == Statistics(0, 0, 0, 0, 0, {}, {}, {}, {}, {}, {}, empty, 0, digest)


def test_lines_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="not in order"):
        statistics(reversed(lines(SMALL)))


@given(data=st.data())
def test_a_line_given_twice_counts_once(data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(lines(SMALL))))
    assert statistics(sorted([*lines(SMALL), *again])) == statistics(lines(SMALL))


NODES = st.sampled_from([f"<{EX}{name}>" for name in ("a", "a/b", "a#b", "ab")] + ["_:a", "_:a1"])
TEXTS = st.text(st.sampled_from('a <>_:.@^"\\\n'), max_size=8)


def literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


LITERALS = st.builds(literal, TEXTS)
VALUES = st.one_of(
    NODES,
    LITERALS,
    st.builds("{}@{}".format, LITERALS, st.sampled_from(["en", "es-MX"])),
    st.builds("{}^^<{}d>".format, LITERALS, st.just(EX)),
)
PREDICATES = st.sampled_from([f"<{EX}p>", f"<{EX}q>", A])
GRAPHS = st.sampled_from([f"<{EX}g>", f"<{EX}h>", "_:g", ""])
QUADS = st.tuples(NODES, PREDICATES, VALUES, GRAPHS)


@given(quad=QUADS)
def test_the_terms_of_a_line_are_split_where_they_end(quad: tuple[str, str, str, str]) -> None:
    line = " ".join(filter(None, (*quad, ".\n"))).encode()
    assert split_quad(line) == QuadLine(*(term.encode() for term in quad))


@given(found=st.lists(QUADS, max_size=30))
def test_the_figures_are_those_of_a_plain_count(found: list[tuple[str, str, str, str]]) -> None:
    """However the quads are ordered, and whatever stands in their literals."""
    dump = sorted({" ".join(filter(None, (*quad, ".\n"))).encode() for quad in found})
    triples = {quad[:3] for quad in found}
    figures = statistics(dump)
    assert figures.triples == len(triples)
    assert figures.subjects == len({s for s, _, _ in triples})
    assert figures.entities == len({s for s, _, _ in triples if s.startswith("<")})
    assert figures.objects == len({o for _, _, o in triples})
    assert figures.blanks == sum(s.startswith("_:") or o.startswith("_:") for s, _, o in triples)
    assert figures.properties == Counter(p[1:-1] for _, p, _ in triples)
    kinds = Counter(o for _, p, o in triples if p == A and not o.startswith('"'))
    assert figures.classes == {kind.strip("<>"): count for kind, count in kinds.items()}
    named = Counter(quad[3].strip("<>") for quad in set(found) if quad[3])
    assert figures.graphs == named
    assert (figures.size, figures.sha256) == (
        len(b"".join(dump)),
        hashlib.sha256(b"".join(dump)).hexdigest(),
    )


@cache
def shipped() -> rdflib.Graph:
    """All graphs together, in an engine that the counting does not use."""
    graph = rdflib.Graph()
    parsed = ox.parse(b"".join(quads()), format=ox.RdfFormat.N_QUADS)
    triples = ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES)
    return graph.parse(data=triples or b"", format="nt")


def asked(query: str) -> dict[str, int]:
    answer = shipped().query(query)
    return {str(name): int(str(count)) for name, count in answer}  # type: ignore[misc]


def counted(what: str, where: str) -> int:
    answer = shipped().query(f"SELECT (COUNT(DISTINCT {what}) AS ?n) WHERE {{ {where} }}")
    return int(str(next(iter(answer))[0]))  # type: ignore[index]


@pytest.mark.xdist_group("release")
def test_the_figures_of_the_shipped_data_are_those_that_sparql_counts() -> None:
    figures = statistics(quads())
    assert figures.triples == len(shipped())
    assert figures.subjects == counted("?s", "?s ?p ?o")
    assert figures.entities == counted("?s", "?s ?p ?o FILTER(isIRI(?s))")
    # Not by SPARQL: rdflib holds "1"^^xsd:integer and "01"^^xsd:integer equal.
    assert figures.objects == len({o.n3() for o in shipped().objects(unique=True)})
    assert figures.classes == asked(
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c"
    )
    assert figures.properties == asked("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p")
    parsed = ox.parse(b"".join(quads()), format=ox.RdfFormat.N_QUADS)
    assert figures.graphs == Counter(quad.graph_name.value for quad in parsed)
    assert figures.languages == asked(
        'SELECT ?l (COUNT(*) AS ?n) WHERE { ?s ?p ?o BIND(LANG(?o) AS ?l) FILTER(?l != "") } '
        "GROUP BY ?l"
    )


@pytest.mark.xdist_group("release")
def test_the_links_of_the_shipped_data() -> None:
    links = statistics(quads()).links
    asked_for = asked(
        "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(isIRI(?o)) "
        f'FILTER(!STRSTARTS(STR(?o), "{BASE}")) }} GROUP BY ?p'
    )
    by_property: Counter[str] = Counter()
    for (predicate, _), count in links.items():
        by_property[predicate] += count
    linking = {SCHEMA + "sameAs", SKOS + "relatedMatch", DCT + "subject"}
    assert by_property == {name: asked_for[name] for name in linking}
    assert {namespace for _, namespace in links} == {
        "http://metadata.un.org/sdg/",
        "http://metadata.un.org/thesaurus/",
        "http://www.wikidata.org/entity/",
        "https://sws.geonames.org/",
    }


@pytest.mark.xdist_group("release")
def test_what_the_shipped_data_reach_to() -> None:
    coverage = statistics(quads()).coverage
    assert coverage.periods[GCM + "Review"] == ("2021-04-26", "2026-05-08")
    names = {"africa": "002", "americas": "019", "asia": "142", "europe": "150", "oceania": "009"}
    assert coverage.regions == {f"{ID}region/{name}": code for name, code in names.items()}
    used = {str(page) for page in shipped().objects(None, rdflib.URIRef(DCT + "source"))}
    used |= {str(one) for one in shipped().objects(None, rdflib.URIRef(GCM + "textOf"))}
    assert set(coverage.sources) == used
    assert [source for source, rights in coverage.sources.items() if not rights] == []
    text, document = f"{ID}source/2024-san-salvador.es", f"{ID}document/2024-san-salvador"
    assert coverage.texts[text] == document
