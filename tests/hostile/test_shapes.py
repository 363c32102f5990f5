"""Shapes from outside cannot run code, reach the network, open files or pass over what they say."""

from __future__ import annotations

from urllib.request import urlopen

import pytest

from ..loopback import Answer, Server, serving
from ._graph import Canary, Root, Validate

ENGINES = ("pyshifty", "pyshacl")
SERVICE = "refused: SERVICE would open a connection; this tool asks the loaded graph only. "
FROM = "is not a graph loaded here. Name a loaded graph or remove the FROM clause."
UPDATE = "would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE run here."
JAVASCRIPT = "no engine here runs JavaScript: this constraint would count as met;"

# In Turtle, so a backslash that SPARQL is to see is written twice.
QUERIES = {
    "SELECT $this { SERVICE <ADDRESS> { ?s ?p ?o } }": SERVICE,
    "SELECT $this { SERV\\\\u0049CE <ADDRESS> { ?s ?p ?o } }": SERVICE,
    "SELECT $this { SERV\\u0049CE <ADDRESS> { ?s ?p ?o } }": SERVICE,
    "SELECT $this { \\\\U00000053ERVICE <ADDRESS> { ?s ?p ?o } }": SERVICE,
    "SELECT $this { service silent <ADDRESS> { ?s ?p ?o } }": SERVICE,
    "SELECT $this { SERVICE#\\n<ADDRESS>#\\n{ ?s ?p ?o } }": SERVICE,
    "SELECT $this { BIND(<ADDRESS> AS ?u) SERVICE ?u { ?s ?p ?o } }": SERVICE,
    "SELECT $this { SERVICE x: { ?s ?p ?o } }": SERVICE,
    "SELECT $this { FILTER EXISTS { SERVICE <file:CANARY> { ?s ?p ?o } } }": SERVICE,
    "SELECT $this FROM <ADDRESS> { $this ?p ?o }": f"<ADDRESS> {FROM}",
    "SELECT $this FROM NAMED <file:CANARY> { GRAPH ?g { $this ?p ?o } }": FROM,
    "BASE <ADDRESS> SELECT $this FROM <> { $this ?p ?o }": FROM,
    "SELECT $this FROM x:graph { $this ?p ?o }": f"<http://x.example/graph> {FROM}",
    "LOAD <ADDRESS>": UPDATE,
    "INSERT DATA { <a:b> <c:d> <e:f> }": UPDATE,
    "ASK { $this ?p ?o }; LOAD <file:CANARY>": UPDATE,
}
PLACES = {
    "constraint": "x:a sh:targetNode x:one ;\n sh:sparql [ sh:select '''QUERY''' ] .",
    "ask": "x:a a sh:NodeShape ; sh:targetNode x:one ;\n sh:sparql [ sh:ask '''QUERY''' ] .",
    "target": "x:a a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ;\n"
    " sh:select '''QUERY''' ] .",
    "target type": "x:T a sh:SPARQLTargetType ;\n sh:select '''QUERY''' .",
    "validator": "x:C a sh:ConstraintComponent ; sh:parameter [ sh:path x:c ] ; sh:validator\n"
    " [ a sh:SPARQLAskValidator ; sh:ask '''QUERY''' ] .",
    "function": "x:f a sh:SPARQLFunction ;\n sh:select '''QUERY''' .",
    "expression": "x:a sh:targetNode x:one ; sh:expression [\n sh:select '''QUERY''' ] .",
    "update": "x:a sh:targetNode x:one ;\n sh:update '''QUERY''' .",
    "construct": "x:r a sh:SPARQLRule ;\n sh:construct '''QUERY''' .",
}


def filled(text: str, server: Server, canary: Canary) -> str:
    return text.replace("ADDRESS", server.url).replace("CANARY", str(canary.file))


@pytest.mark.parametrize("place", PLACES)
def test_queries_are_refused(
    validate: Validate, root: Root, server: Server, canary: Canary, place: str
) -> None:
    queries = {filled(query, server, canary): why for query, why in QUERIES.items()}
    for number, query in enumerate(queries):
        shapes = PLACES[place].replace("QUERY", query)
        root.shape(shapes, f"hostile-{number:02}.ttl")
    done = validate()
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (3, "", len(queries))
    for number, (line, why) in enumerate(zip(lines, queries.values(), strict=True)):
        assert line.startswith(f"shapes/hostile-{number:02}.ttl:2:"), line
        assert filled(why, server, canary) in line


OTHERS = {
    "x:a a sh:NodeShape ; sh:targetNode x:one ;\n sh:js [ a sh:JSConstraint ] .": JAVASCRIPT,
    "x:a a sh:NodeShape ; sh:targetNode x:one ;\n sh:js [ sh:jsFunctionName 'f' ] .": JAVASCRIPT,
    "x:a\n sh:jsLibrary x:l .": JAVASCRIPT,
    "x:l a\n sh:JSLibrary .": JAVASCRIPT,
    "x:l\n sh:jsLibraryURL 'ADDRESS'^^xsd:anyURI .": JAVASCRIPT,
    "x:t a\n sh:JSTarget .": JAVASCRIPT,
    "x:a sh:targetNode x:one ;\n sh:rule [ a sh:TripleRule ] .": "sh:rule is not supported: ",
    "x:\n sh:entailment <ADDRESS> .": "sh:entailment is not supported: ",
    "x:\n owl:imports <ADDRESS> .": "<ADDRESS> is imported, but nothing is fetched; put a copy",
    "x:\n owl:imports <file:CANARY> .": "is imported, but nothing is fetched; put a copy",
    "x: sh:declare [ sh:namespace 'u:' ;\n sh:prefix 'a: <u:> SELECT $this {} #' ] .": "declared",
    "x: sh:declare [ sh:prefix 'a' ;\n sh:namespace 'u:> SELECT $this {} #' ] .": "declared",
    "x: sh:declare [ sh:prefix 'a' ;\n sh:namespace 'u:\\\\u003e ' ] .": "declared",
}


def test_other_things_are_refused(
    validate: Validate, root: Root, server: Server, canary: Canary
) -> None:
    for number, shapes in enumerate(OTHERS):
        root.shape(filled(shapes, server, canary), f"hostile-{number:02}.ttl")
    done = validate()
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (3, "")
    for number, why in enumerate(OTHERS.values()):
        place = f"shapes/hostile-{number:02}.ttl:2:"
        found = [line for line in lines if line.startswith(place)]
        assert found, (place, lines)
        assert all(filled(why, server, canary) in line for line in found), found


def test_the_whole_message(validate: Validate, root: Root) -> None:
    root.shape("x:a a sh:NodeShape ;\n  sh:js [ sh:jsFunctionName 'f' ] .")
    assert validate("--lang", "es").stderr == (
        "shapes/shapes.ttl:2:3: aquí ningún motor ejecuta JavaScript: esta restricción se daría "
        "por cumplida; escríbala en SHACL o SPARQL, o quítela.\n"
        "shapes/shapes.ttl:2:29: aquí ningún motor ejecuta JavaScript: esta restricción se daría "
        "por cumplida; escríbala en SHACL o SPARQL, o quítela.\n"
    )


def test_what_is_imported_may_stand_in_another_file(validate: Validate, root: Root) -> None:
    root.shape("x:library a owl:Ontology .", "library.ttl")
    root.shape("x: a owl:Ontology ; owl:imports x:library .", "importing.ttl")
    assert validate().returncode == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_data_does_not_lead_elsewhere(
    validate: Validate, root: Root, server: Server, canary: Canary, engine: str
) -> None:
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <ADDRESS> a <http://www.w3.org/2002/07/owl#Ontology> ;
      <http://www.w3.org/2002/07/owl#imports> <ADDRESS> , <file:CANARY> ;
      sh:shapesGraph <ADDRESS> , <file:CANARY> ; sh:suggestedShapesGraph <ADDRESS> ;
      sh:entailment <ADDRESS> ; sh:prefixes <ADDRESS> .
    <a:s> a sh:NodeShape ; sh:targetNode <a:s> ; sh:js <a:js> ; sh:sparql <a:query> .
    <a:js> sh:jsLibraryURL "ADDRESS" .
    <a:query> sh:select "SELECT $this { SERVICE <ADDRESS> { ?s ?p ?o } }" .
    """
    file = root.file("data.ttl", filled(text, server, canary))
    done = validate(file, "--engine", engine)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_prefixes_do_not_lead_elsewhere(
    validate: Validate, root: Root, server: Server, canary: Canary, engine: str
) -> None:
    text = """x:a a sh:NodeShape ; sh:targetNode x:one ; sh:sparql
      [ sh:prefixes <ADDRESS> , <file:CANARY> ; sh:select "SELECT $this { $this ?p ?o }" ] ."""
    root.shape(filled(text, server, canary))
    done = validate("--engine", engine)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_listener_and_the_canary_see_who_comes(canary: Canary) -> None:
    with serving(Answer()) as found:
        urlopen(found.url, timeout=5).close()
        assert len(found.seen) == 1
    canary.file.read_bytes()
    assert canary.opened
