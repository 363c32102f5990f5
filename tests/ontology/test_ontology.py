"""The ontology as OWL 2 RL reads it, and what must hold of every term and prefix."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

import gcm
from gcm.core import namespaces
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.inference.closure import infer_triples
from gcm.rdf.oxigraph import Triple
from gcm.rdf.rdflib_bridge import literals_as_written, to_rdflib
from gcm.turtle.parse import parse_files, parse_turtle, read_prefixes

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
PREFIXES = read_prefixes(LAYOUT)
TURTLE = sorted(
    path for name in ("ontology", "data", "shapes") for path in (ROOT / name).rglob("*.ttl")
)
EXAMPLES = sorted((ROOT / "shapes" / "examples").glob("*.ttl"))
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
ALIGNMENTS = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))

BASE, GCM, ID = namespaces.BASE, namespaces.GCM, namespaces.ID
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
TOOK_PART = URIRef(GCM + "tookPartIn")
FORUM = URIRef(ID + "forum/2024-san-salvador")
STATES = ("BLZ", "CAN", "COL", "CRI", "DOM", "ECU", "GTM", "HND", "PAN", "PER", "SLV", "USA")

HEAD = """
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix ex: <https://example.org/> .
"""


def _graph(files: Iterable[Path], text: str = "") -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph.parse(data=HEAD + text, format="turtle")


def _closed(graph: Graph) -> Graph:
    with literals_as_written():
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def _errors(graph: Graph) -> list[str]:
    return sorted(str(text) for text in graph.objects(None, ERROR))


@cache
def _triples() -> list[Triple]:
    found, _ = parse_files([*LAYOUT.ontology(), *LAYOUT.data()])
    return [triple for triples in found.values() for triple in triples]


@cache
def _asserted() -> Graph:
    return to_rdflib(_triples())


@cache
def _closure() -> Graph:
    """The graph and what follows; `tests/inference` holds owlrl equal on it."""
    return to_rdflib([*_triples(), *infer_triples(_triples())])


@cache
def _ontology() -> Graph:
    return _graph(
        [file for file in LAYOUT.ontology() if "gcm" in file.relative_to(ROOT).as_posix()]
    )


def _terms(*kinds: Node) -> list[Node]:
    found = {term for kind in kinds for term in _ontology().subjects(RDF.type, kind)}
    return sorted((term for term in found if str(term).startswith(GCM)), key=str)


CLASSES = _terms(OWL.Class)
PROPERTIES = _terms(OWL.ObjectProperty, OWL.DatatypeProperty)


def test_the_chain_concludes_participation_from_participations_only() -> None:
    observers = URIRef(ID + "collective/2024-san-salvador-observer-bodies")
    states = {URIRef(f"{ID}state/{code}") for code in STATES}
    pairs = set(_closure().subject_objects(TOOK_PART))
    assert {agent for agent, event in pairs if event == FORUM} == {*states, observers}
    graph = _asserted()
    assert pairs == {
        (graph.value(fact, URIRef(GCM + "participant")), graph.value(fact, URIRef(GCM + "atEvent")))
        for fact in graph.subjects(RDF.type, URIRef(GCM + "Participation"))
    }
    assert set(_asserted().subject_objects(TOOK_PART)) == set()


def test_no_other_fact_makes_an_agent_a_participant() -> None:
    facts = """
    ex:here a gcm:Participation ; gcm:participant ex:state ; gcm:atEvent ex:event .
    ex:role a gcm:OrganisingRole ; gcm:organiser ex:organiser ; gcm:atEvent ex:event .
    ex:paid a gcm:Funding ; gcm:funder ex:funder ; gcm:atEvent ex:event .
    ex:thanks a gcm:Acknowledgement ; gcm:acknowledged ex:thanked ; gcm:subject ex:group ;
        gcm:quotedFrom ex:document ; gcm:concerns ex:event .
    ex:member a gcm:Membership ; gcm:member ex:other ; gcm:ofBody ex:body .
    ex:record a gcm:VoteRecord ; gcm:voter ex:voter ; gcm:atEvent ex:event .
    ex:aim a gcm:Aim ; gcm:subject ex:event ; gcm:atEvent ex:event .
    """
    closed = _closed(_graph(LAYOUT.ontology(), facts))
    ex = "https://example.org/"
    assert set(closed.subject_objects(TOOK_PART)) == {(URIRef(ex + "state"), URIRef(ex + "event"))}
    assert _errors(closed) == []


def test_domains_and_ranges_give_nothing_a_kind_it_was_not_given() -> None:
    asserted, closed = _asserted(), _closure()
    surprising = {
        (str(node), str(kind))
        for node in set(asserted.subjects())
        for given in [
            {
                above
                for kind in asserted.objects(node, RDF.type)
                for above in asserted.transitive_objects(kind, RDFS.subClassOf)
            }
        ]
        for kind in closed.objects(node, RDF.type)
        if str(kind).startswith(BASE) and kind not in given
    }
    assert surprising == set()


def test_what_cannot_be_two_things_at_once_is_caught() -> None:
    apart = {
        "gcm:State , gcm:Body": "State and {}Body",
        "gcm:Fact , gcm:Event": "Fact and {}Event",
        "gcm:Participation , gcm:Forum": "Fact and {}Event",
        "gcm:Participation , gcm:Funding": "Participation and {}Funding",
        "gcm:Aim , gcm:Assertion": "Assertion and {}Aim",
        "gcm:Forum , gcm:Review": "Forum and {}Review",
    }
    facts = " ".join(f"ex:{n} a {classes} ." for n, classes in enumerate(apart))
    errors = _errors(_closed(_graph(LAYOUT.ontology(), facts)))
    for n, pair in enumerate(apart.values()):
        common = f"have a common individual https://example.org/{n}"
        assert f"Disjoint classes {GCM}{pair.format(GCM)} {common}" in errors
    assert all("have a common individual https://example.org/" in error for error in errors)


def test_every_fact_and_statement_is_in_the_list_that_keeps_its_kind_apart() -> None:
    graph = _ontology()
    apart = [
        set(graph.items(members))
        for members in graph.objects(None, OWL.members)
        if members is not None
    ]
    for parent in ("Agent", "Event", "Fact", "Statement"):
        below = set(graph.subjects(RDFS.subClassOf, URIRef(GCM + parent)))
        assert below in apart


@pytest.mark.parametrize("file", ALIGNMENTS, ids=lambda path: path.stem)
def test_an_alignment_says_only_how_our_terms_relate_to_others(file: Path) -> None:
    graph = Graph().parse(file, format="turtle")
    own = {
        term
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and term.startswith(GCM)
    }
    defined = set(_ontology().subjects())
    assert own - defined == set()
    document = URIRef(f"{BASE}ontology/alignments/{file.stem}")
    links = {s for s in graph.subjects() if s != document}
    assert links <= own | {s for s in links if str(s).startswith(namespaces.VOCAB)}
    assert (document, RDF.type, OWL.Ontology) in graph


def test_alignments_are_not_loaded() -> None:
    loaded = {*LAYOUT.ontology(), *LAYOUT.data(), *LAYOUT.shapes()}
    assert ALIGNMENTS != []
    assert loaded & set(ALIGNMENTS) == set()


def test_the_version_is_one_and_the_same_everywhere() -> None:
    graph, ontology = _ontology(), URIRef(BASE + "ontology")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]  # read from the package
    assert set(graph.objects(ontology, OWL.versionInfo)) == {Literal(gcm.__version__)}
    assert set(graph.objects(ontology, OWL.versionIRI)) == {
        URIRef(f"{BASE}ontology/{gcm.__version__}")
    }


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("terms", [CLASSES, PROPERTIES], ids=["classes", "properties"])
def test_no_two_terms_of_a_kind_share_a_label(terms: list[Node], lang: str) -> None:
    labels = [
        label.value
        for term in terms
        for label in _ontology().objects(term, SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == lang
    ]
    assert len(labels) == len(terms)
    assert sorted(labels) == sorted(set(labels))


def test_labels_and_definitions_are_tidy() -> None:
    untidy = [
        (str(term), str(text))
        for file in LAYOUT.ontology()
        for graph in [Graph().parse(file, format="turtle")]
        for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.example)
        for term, text in graph.subject_objects(predicate)
        if str(text) != " ".join(str(text).split())
        or str(text).endswith(".") != (predicate != SKOS.prefLabel)
    ]
    assert untidy == []


def test_the_constants_of_the_code_are_those_of_the_register() -> None:
    constants = {
        name.lower(): value
        for name, value in vars(namespaces).items()
        if name.isupper() and isinstance(value, str) and name not in ("BASE", "DERIVED", "INFERRED")
    }
    assert len(constants) > 15
    assert {name: PREFIXES.get(name) for name in constants} == constants


def test_a_prefix_means_the_same_in_every_file() -> None:
    declared = {
        (file.relative_to(ROOT).as_posix(), *match)
        for file in (*TURTLE, *QUERIES)
        for match in re.findall(
            r"(?mi)^@?prefix\s+([\w-]*):\s*<([^>]*)>", file.read_text(encoding="utf-8")
        )
    }
    assert {row for row in declared if PREFIXES.get(row[1]) != row[2]} == set()
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def _own_iris_of_turtle(files: list[Path]) -> dict[str, set[str]]:
    """Each IRI of our namespace used in a Turtle file, with the files that use it."""
    used: dict[str, set[str]] = {}
    for file in files:
        for triple in parse_turtle(read_text(file)).triples:
            for term in (triple.subject, triple.predicate, triple.object):
                if str(term).startswith(f"<{BASE}"):
                    used.setdefault(str(term)[1:-1], set()).add(file.name)
    return used


def _own_iris_of_queries() -> dict[str, set[str]]:
    """The same for questions, and for the SPARQL of the shapes."""
    used: dict[str, set[str]] = {}
    shapes = ROOT / "shapes"
    for file in (*QUERIES, *shapes.glob("*.ttl")):
        text = file.read_text(encoding="utf-8")
        blocks = re.findall(r'(?s)"""(.*?)"""', text) if file.suffix == ".ttl" else [text]
        for block in blocks:
            code = re.sub(r'(?m)^PREFIX .*$|^ *#.*$|"[^"\n]*"|<[^<>\s]*>', "", block)
            for prefix, local in re.findall(r"(?<![?$\w:-])([a-z][\w-]*):([\w.-]*\w)", code):
                if PREFIXES[prefix].startswith(BASE):
                    used.setdefault(PREFIXES[prefix] + local, set()).add(file.name)
    return used


def _undefined(used: dict[str, set[str]], files: list[Path]) -> dict[str, set[str]]:
    defined = {
        str(triple.subject)[1:-1]
        for file in files
        for triple in parse_turtle(read_text(file)).triples
    }
    return {iri: users for iri, users in used.items() if iri not in defined}


def test_every_iri_of_ours_that_is_used_is_defined() -> None:
    files = [file for file in TURTLE if file not in EXAMPLES]
    used = _own_iris_of_turtle(files) | _own_iris_of_queries()
    assert _undefined(used, files) == {f"{BASE}ontology/{gcm.__version__}": {"gcm.ttl"}}


def test_the_examples_define_what_they_use_with_the_ontology_alone() -> None:
    ontology = [*LAYOUT.ontology(), LAYOUT.register]
    assert _undefined(_own_iris_of_turtle(EXAMPLES), [*ontology, *EXAMPLES]) == {}


def test_data_has_no_blank_nodes() -> None:
    blank = {
        str(term)
        for file in LAYOUT.data()
        for triple in Graph().parse(file, format="turtle")
        for term in triple
        if isinstance(term, BNode)
    }
    assert blank == set()
