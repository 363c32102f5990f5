"""The page of all terms and the diagram are generated, complete, and readable."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gcm.core.layout import Layout
from ontology_page.__main__ import made
from ontology_page.diagram import diagram, room
from ontology_page.terms import read_ontology

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
HEAD = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in (
        ("choice", "https://w3id.org/gcm-graph/vocab/choice/"),
        ("gcm", "https://w3id.org/gcm-graph/ontology#"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("schema", "https://schema.org/"),
        ("sh", "http://www.w3.org/ns/shacl#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    )
)
# Two modules, one that the generator has no description of.
HEADS = {
    "votes": "# Votes: How States voted, and what they declared afterwards.\n"
    "# Votaciones: Cómo votaron los Estados y qué declararon después.\n\n",
    "others": "# Others: What else there is.\n\n",
}
FILES = {
    "ontology/gcm/votes.ttl": """
<https://w3id.org/gcm-graph/ontology> a owl:Ontology ;
    <http://purl.org/dc/terms/title> "Votes & more"@en , "Votos y más"@es ;
    <http://purl.org/dc/terms/description> "Terms."@en , "Términos."@es .
gcm:Record a owl:Class ; skos:prefLabel "record"@en , "registro"@es ;
    skos:definition "A vote."@en , "Un voto."@es ;
    skos:example "Chile voted yes."@en , "Chile votó a favor."@es .
gcm:Recount a owl:Class ; rdfs:subClassOf gcm:Record ;
    skos:prefLabel "recount"@en , "nuevo recuento"@es ;
    skos:definition "Again."@en , "Otra vez."@es ; skos:scopeNote "Rare."@en , "Raro."@es .
gcm:voter a owl:ObjectProperty , owl:FunctionalProperty ;
    rdfs:domain gcm:Record ; rdfs:range gcm:State ; rdfs:subPropertyOf gcm:involves ;
    owl:inverseOf gcm:votes ;
    skos:prefLabel "voter"@en , "votante"@es ;
    skos:definition "Who voted."@en , "Quien votó."@es .
gcm:choice a owl:ObjectProperty ; rdfs:range gcm:Choice ;
    skos:prefLabel "choice"@en , "sentido"@es ; skos:definition "How."@en , "Cómo."@es .
gcm:Choice a owl:Class ; rdfs:subClassOf skos:Concept ;
    skos:prefLabel "choice of vote"@en , "sentido del voto"@es ;
    skos:definition "Yes or no."@en , "A favor o en contra."@es .
[] a owl:AllDisjointClasses ; owl:members ( gcm:Record gcm:State ) ;
    skos:prefLabel "no record is a State"@en , "ningún registro es un Estado"@es .
""",
    "ontology/gcm/others.ttl": """
gcm:State a owl:Class ; skos:prefLabel "State"@en , "Estado"@es ;
    skos:definition "A country."@en , "Un país."@es .
gcm:iso3 a owl:DatatypeProperty ; rdfs:range xsd:string ;
    rdfs:domain [ owl:unionOf ( gcm:State gcm:Record ) ] ;
    skos:prefLabel "code"@en , "código"@es ;
    skos:definition "Three letters."@en , "Tres letras."@es .
gcm:votes a owl:ObjectProperty ; rdfs:domain gcm:State ;
    owl:propertyChainAxiom ( gcm:involves gcm:voter ) ;
    skos:prefLabel "votes"@en , "vota"@es ; skos:definition "It votes."@en , "Vota."@es .
gcm:involves a owl:ObjectProperty ;
    skos:prefLabel "involves"@en , "involucra"@es ; skos:definition "Any."@en , "Todo."@es .
""",
    "ontology/reused.ttl": "schema:Thing a owl:Class .",
    "ontology/vocab/choice.ttl": """
<https://w3id.org/gcm-graph/vocab/choice> a skos:ConceptScheme .
choice:yes a gcm:Choice ; skos:prefLabel "yes"@en , "a favor"@es ;
    skos:inScheme <https://w3id.org/gcm-graph/vocab/choice> .
""",
    "ontology/vocab/colour.ttl": """
<https://w3id.org/gcm-graph/vocab/colour> a skos:ConceptScheme ;
    skos:prefLabel "Colours"@en , "Colores"@es ;
    skos:definition "Of maps."@en , "De mapas."@es .
<https://w3id.org/gcm-graph/vocab/colour/red> a skos:Concept ;
    skos:prefLabel "red"@en , "rojo"@es ; skos:inScheme <https://w3id.org/gcm-graph/vocab/colour> .
""",
    "ontology/alignments/schema.ttl": """
gcm:State rdfs:subClassOf schema:Country .
gcm:voter rdfs:seeAlso schema:agent .
""",
    "shapes/record.ttl": """
gcm:shape a sh:NodeShape ; sh:targetClass gcm:Record ; sh:property [ sh:path gcm:choice ] .
""",
}


DIAGRAM = [
    "Votes & more",
    "Votos y más",
    "property → Class, a link · un enlace",
    "property, a value · un valor",
    "set in, a kind of the class above · con sangría, un tipo de la clase de arriba",
    "Record · registro",
    "voter → State",
    "choice → Choice",
    "iso3",
    "VOTES · VOTACIONES",
    "Recount · nuevo recuento",
    "OTHERS",
    "State · Estado",
    "votes → anything",
    "iso3",
    "anything · cualquier cosa",
    "involves → anything",
    "voter",
    "CATEGORIES · CATEGORÍAS",
    "Choice · sentido del voto",
    "yes",
]


@cache
def _made() -> dict[str, str]:
    return made(Layout(ROOT))


@pytest.fixture
def small(tmp_path: Path) -> Layout:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEADS.get(file.stem, "") + HEAD + text, encoding="utf-8")
    shutil.copy(ROOT / "ontology" / "prefixes.ttl", tmp_path / "ontology")
    return Layout(tmp_path)


@pytest.mark.parametrize("name", ["README.md", "diagram.svg"])
def test_the_files_are_what_the_ontology_gives(name: str) -> None:
    kept = (ROOT / "ontology" / name).read_text(encoding="utf-8")
    assert kept == _made()[name], "the ontology or a shape has changed: run `make ontology`"


def test_the_page_tells_all_of_every_term(small: Layout) -> None:
    text = made(small)["README.md"]
    expected = Path(__file__).with_name("page_expected.md").read_text(encoding="utf-8")
    assert text[text.index("## Contents") :] == expected


def test_every_link_within_the_page_leads_to_one_place() -> None:
    text = _made()["README.md"]
    anchors = re.findall(r'<a id="([^"]+)">', text)
    assert sorted(anchors) == sorted(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) - {*anchors} == set()
    files = set(re.findall(r"\]\(([^)#:]+)\)", text))
    assert [link for link in files if not (ROOT / "ontology" / link).exists()] == []


def test_every_term_is_on_the_page() -> None:
    ontology = read_ontology(Layout(ROOT))
    told = re.findall(r"\*\*gcm:(\w+)\*\* — ", _made()["README.md"])
    assert told == [entry.name for module in ontology.modules for entry in module.entries]


def test_the_diagram_shows_classes_with_their_properties(small: Layout) -> None:
    texts = [
        "".join(text.itertext())
        for text in ElementTree.fromstring(diagram(read_ontology(small))).iter(f"{SVG}text")
    ]
    assert texts == DIAGRAM


def test_the_diagram_shows_every_class_and_property_and_needs_nothing_from_elsewhere() -> None:
    text = _made()["diagram.svg"]
    drawing = ElementTree.fromstring(text)
    words = {word for found in drawing.iter(f"{SVG}tspan") for word in [found.text]}
    ontology = read_ontology(Layout(ROOT))
    assert {entry.name for entry in ontology.entries.values()} - words == set()
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in text
    titles = [drawing.findtext(f"{SVG}{name}") for name in ("title", "desc")]
    assert titles[0] == " · ".join(ontology.titles)
    assert all(titles)


def _box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a text, in the widest of the usual fonts."""
    size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
    spans = [(span.attrib["class"], span.text or "") for span in text]
    wide = room(spans, size)
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
    return left, y - 0.75 * size, left + wide, y + 0.2 * size


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_nothing_in_the_diagram_overlaps() -> None:
    drawing = ElementTree.fromstring(_made()["diagram.svg"])
    texts = [("".join(text.itertext()), _box(text)) for text in drawing.iter(f"{SVG}text")]
    rects = [
        (x, y, x + float(rect.attrib["width"]), y + float(rect.attrib["height"]))
        for rect in drawing.iter(f"{SVG}rect")
        for x, y in [(float(rect.get("x", 0)), float(rect.get("y", 0)))]
    ]
    page, cards = rects[0], rects[1:]
    lines = [
        (min(x, end), y - 1, max(x, end), y + 1)
        for path in drawing.iter(f"{SVG}path")
        if (found := re.fullmatch(r"M([\d.]+) ([\d.]+)H([\d.]+)", path.attrib["d"]))
        for x, y, end in [map(float, found.groups())]
    ]
    assert len(lines) > 2
    assert [t for place, t in enumerate(texts) for o in texts[:place] if _meet(t[1], o[1])] == []
    assert [t for t in texts for line in lines if _meet(t[1], line)] == []
    assert [c for place, c in enumerate(cards) for o in cards[:place] if _meet(c, o)] == []
    assert [
        (words, box)
        for words, box in texts
        for around in [next((card for card in cards if _meet(box, card)), page)]
        if box[0] < around[0] or box[1] < around[1] or box[2] > around[2] or box[3] > around[3]
    ] == []
