"""What a steward is told to do, for each constraint component that there is advice for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

import gcm
from gcm.core.namespaces import RDF
from gcm.core.similarity import nearest_iri
from gcm.validation.advice.literals import languages_like, like_pattern, like_type

from ..tiny_root import ROOT

XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "https://w3id.org/gcm-graph/id/test/"
HEAD = f"""@prefix ex: <{EX}> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <{XSD}> .

ex:Town a rdfs:Class ; skos:prefLabel "town"@en , "ciudad"@es .
ex:lima a ex:Town ; skos:prefLabel "Lima"@en , "Lima (Perú)"@es ; skos:altLabel "LIM"@en .
ex:cusco a ex:Town ; skos:prefLabel "Cusco"@en , "Cuzco"@es .
ex:inca a gcm:Body ; skos:prefLabel "the Incas"@en , "los incas"@es .
"""


class Told(NamedTuple):
    """A constraint, a value that breaks it, and what must be told.

    Args:
        name: names the thing that has the value.
        constraint: SHACL parameters of a property shape for `ex:p`, or of a node shape.
        said: what is said of the thing, after its IRI.
        advice: the advice in English.
        replacement: what is proposed in the place of what is wrong.
    """

    name: str
    constraint: str
    said: str
    advice: list[str]
    replacement: str = ""


TOLD = [
    Told("class-near", "sh:class ex:Town", "ex:p ex:limaa",
         ["Did you mean ex:lima, which is called “Lima”?"], "ex:lima"),
    Told("class-name", "sh:class ex:Town", 'ex:p "lim"',
         ["Did you mean ex:lima, which is called “Lima”?"], "ex:lima"),
    Told("class-accent", "sh:class ex:Town", 'ex:p "LIMA (PERU)"',
         ["Did you mean ex:lima, which is called “Lima”?"], "ex:lima"),
    Told("class-other", "sh:class ex:Town", "ex:p ex:inca",
         ["ex:inca (“the Incas”) is of the class “body”; expected one of the class “town”."]),
    Told("class-none", "sh:class ex:Town", "ex:p ex:zzzzzz",
         ["Nothing describes ex:zzzzzz: check how it is written or, if the thing is new, describe "
          "it in one of the files."]),
    Told("class-text", "sh:class ex:Town", 'ex:p "zzzzzz"',
         ["Expected an IRI, not a text: take the quotation marks off."]),
    Told("closed-near", "CLOSED ex:population", "ex:populaton 3",
         ["Did you mean ex:population?"], "ex:population"),
    Told("closed-other", "CLOSED ex:population", "ex:zzzzzz 3",
         ["A thing of this class takes: ex:population."]),
    Told("in-near", "sh:in ( ex:cusco ex:lima )", "ex:p ex:cuscoo",
         ["Did you mean ex:cusco, which is called “Cusco”?"], "ex:cusco"),
    Told("in-none", 'sh:in ( "a" "b" )', 'ex:p "zzz"', ['Use one of these: "a", "b".']),
    Told("has-value", "sh:hasValue ex:lima", "ex:p ex:cusco",
         ["Expected ex:lima."], "ex:lima"),
    Told("datatype-date", "sh:datatype xsd:date", 'ex:p "25/09/2024"',
         ['Did you mean "2024-09-25"^^xsd:date?'], '"2024-09-25"^^xsd:date'),
    Told("datatype-date-unsure", "sh:datatype xsd:date", 'ex:p "05/09/2024"',
         ['If "05/09/2024" has the day first, write "2024-09-05"^^xsd:date.']),
    Told("datatype-integer", "sh:datatype xsd:integer", 'ex:p "3"', ["Did you mean 3?"], "3"),
    Told("datatype-ill", "sh:datatype xsd:date", 'ex:p "2024-02-30"^^xsd:date',
         ["“2024-02-30” is not a valid xsd:date; for example: \"2024-09-25\"^^xsd:date."]),
    Told("datatype-other", "sh:datatype xsd:integer", 'ex:p "many"',
         ["Expected a value of the datatype xsd:integer; this one has xsd:string."]),
    Told("datatype-iri", "sh:datatype xsd:string", "ex:p ex:lima",
         ["Expected a quoted string, not an IRI."]),
    Told("datatype-language", "sh:datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>",
         'ex:p "x"',
         ["Add the language of the text, such as “@en” or “@es”, after its quotation marks."]),
    Told("or-datatypes", "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )",
         'ex:p "2024"', ['Did you mean "2024"^^xsd:gYear?'], '"2024"^^xsd:gYear'),
    Told("node-kind-iri", "sh:nodeKind sh:IRI", 'ex:p "https://example.org/x"',
         ["Expected an IRI, not a text: take the quotation marks off."],
         "<https://example.org/x>"),
    Told("node-kind-name", "sh:nodeKind sh:IRI", 'ex:p "Cuzco"',
         ["Did you mean ex:cusco, which is called “Cusco”?"], "ex:cusco"),
    Told("node-kind-literal", "sh:nodeKind sh:Literal", "ex:p ex:lima",
         ["Expected a quoted string, not an IRI."]),
    Told("pattern-case", 'sh:pattern "^[A-Z]{3}$"', 'ex:p "lim"', ['Did you mean "LIM"?'], '"LIM"'),
    Told("pattern-language", 'sh:pattern "^[A-Z]{3}$"', 'ex:p "lim"@es',
         ['Did you mean "LIM"@es?'], '"LIM"@es'),
    Told("pattern-datatype", 'sh:pattern "^[A-Z]{3}$"', 'ex:p "lim"^^ex:code',
         ['Did you mean "LIM"^^ex:code?'], '"LIM"^^ex:code'),
    Told("pattern-iri", 'sh:pattern "^https://example"', "ex:p ex:lima", []),
    Told("pattern-none", 'sh:pattern "^[0-9]{3}$"', 'ex:p "lim"', []),
    Told("language-in", 'sh:languageIn ( "en" "es" )', 'ex:p "x"@esp',
         ["Language tags follow BCP 47: did you mean @es instead of @esp?"], '"x"@es'),
    Told("language-in-none", 'sh:languageIn ( "en" "es" )', 'ex:p "x"@qu',
         ["Use one of these: @en, @es."]),
    Told("language-in-plain", 'sh:languageIn ( "en" "es" )', 'ex:p "x"',
         ["Add the language of the text, such as “@en” or “@es”, after its quotation marks."]),
    Told("language-in-iri", 'sh:languageIn ( "en" "es" )', "ex:p ex:lima", []),
    Told("min-inclusive", "sh:minInclusive 1", "ex:p 0", ["The least value is 1."]),
    Told("max-exclusive", "sh:maxExclusive 9", "ex:p 9", ["The value must be less than 9."]),
    Told("less-than", "sh:lessThan ex:q", "ex:p 3 ; ex:q 2",
         ["3 must come before 2: are the two values swapped?"]),
    Told("max-count", "sh:maxCount 1", "ex:p 1 , 2",
         ["Stated here: 1 (PLACE).", "Stated here: 2 (PLACE)."]),
    Told("max-count-twice", "sh:maxCount 1",
         "ex:p 1 .\nex:max-count-twice-thing ex:p 2",
         ["This thing is described in several blocks (lines LINES): was one copied, and its IRI "
          "not changed?", "Stated here: 1 (PLACE).", "Stated here: 2 (PLACE)."]),
    Told("max-count-many", "sh:maxCount 1", "ex:p 1 , 2 , 3 , 4 , 5 , 6 , 7",
         [*(f"Stated here: {number} (PLACE)." for number in range(1, 6)), "And 2 more values."]),
    Told("unique-lang", "sh:uniqueLang true", 'ex:p "a"@en , "b"@es , "c"@en',
         ['Stated here: "a"@en (PLACE).', 'Stated here: "c"@en (PLACE).']),
    Told("min-count", "sh:minCount 1", "ex:q 1", ["Add a line such as: ex:p … ;"]),
    Told("min-count-class", "sh:class ex:Town ; sh:minCount 1", "ex:q 1",
         ["Add a line such as: ex:p … ; with the IRI of a thing of the class “town”."]),
    Told("min-count-date", "sh:datatype xsd:date ; sh:minCount 1", "ex:q 1",
         ['Add a line such as: ex:p "2024-09-25"^^xsd:date ;']),
    Told("qualified", 'sh:qualifiedValueShape [ sh:languageIn ( "es" ) ] ; sh:qualifiedMinCount 1',
         'ex:p "x"@esp', ["Language tags follow BCP 47: did you mean @es instead of @esp?"],
         '"x"@es'),
    Told("qualified-none",
         'sh:qualifiedValueShape [ sh:languageIn ( "es" ) ] ; sh:qualifiedMinCount 1',
         'ex:p "x"@en', ['Add a line such as: ex:p "…"@es ;']),
    Told("has-value-many", "sh:hasValue ex:lima", "ex:p ex:cusco , ex:inca",
         ["Expected ex:lima."]),
    Told("node-none", "sh:node ex:Named", "ex:p ex:lima", []),
    Told("node", "sh:node ex:InTown", "ex:p ex:limaa",
         ["Did you mean ex:lima, which is called “Lima”?"], "ex:lima"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[gcm.Finding]]:
    """What is found on each thing, by its name; all in one run."""
    folder = tmp_path_factory.mktemp("advice")
    root = folder / "root"
    for name in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / name, root / name)
    (root / "shapes").mkdir()
    shapes = [
        HEAD.split("\n\n", 1)[0],
        "ex:InTown sh:property [ sh:path ex:in ; sh:hasValue ex:peru ] .",
        "ex:Named sh:property [ sh:path ex:name ; sh:minCount 1 ] .",
    ]
    things = [HEAD, "ex:lima ex:in ex:peru . ex:cusco ex:in ex:chile ."]
    for told in TOLD:
        shape = f"ex:{told.name}-shape"
        target = f"sh:targetClass ex:{told.name}-class"
        if told.constraint.startswith("CLOSED "):
            path = told.constraint.removeprefix("CLOSED ")
            shapes.append(
                f"{shape} a sh:NodeShape ; {target} ; sh:closed true ;\n"
                f"  sh:ignoredProperties ( <{RDF}type> ) ;\n"
                f"  sh:property [ sh:path {path} ] ."
            )
        else:
            shapes.append(f"{shape} a sh:NodeShape ; {target} ; sh:property {shape}-p .")
            shapes.append(f"{shape}-p sh:path ex:p ; {told.constraint} .")
        things.append(f"ex:{told.name}-thing a ex:{told.name}-class ;\n  {told.said} .")
    (root / "shapes" / "test.ttl").write_text("\n".join(shapes), encoding="utf-8")
    file = folder / "new.ttl"
    file.write_text("\n".join(things), encoding="utf-8")
    findings: dict[str, list[gcm.Finding]] = {}
    for finding in gcm.validate([file], root=root, alone=True).findings:
        if not finding.rule:
            name = finding.thing.removeprefix(EX).removesuffix("-thing")
            findings.setdefault(name, []).append(finding)
    return findings


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.name)
def test_the_advice(found: dict[str, list[gcm.Finding]], told: Told) -> None:
    finding = found[told.name][0]
    lines = [line["en"] for line in finding.advice]
    place = [f"{finding.file}:" if "Stated" in line else "" for line in lines]
    shown = [
        line.partition(" (")[0] + " (PLACE)." if file and file in line else line
        for line, file in zip(lines, place, strict=True)
    ]
    text = Path(str(finding.file)).read_text(encoding="utf-8").split("\n")
    thing = f"ex:{told.name}-thing"
    starts = [str(number) for number, line in enumerate(text, 1) if line.startswith(thing)]
    assert shown == [line.replace("LINES", ", ".join(starts)) for line in told.advice]
    assert finding.replacement == told.replacement
    assert all(set(line) == {"en", "es"} for line in finding.advice)
    assert finding.line
    assert finding.column
    assert text[finding.line - 1].startswith(finding.source, finding.column - 1)


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("25/09/2024", "date", ("2024-09-25", True)),
        ("25.9.2024", "date", ("2024-09-25", True)),
        ("2024/09/25", "date", ("2024-09-25", True)),
        ("09-25-2024", "date", ("2024-09-25", True)),
        ("05-06-2024", "date", ("2024-06-05", False)),
        ("06/06/2024", "date", ("2024-06-06", True)),
        ("29/02/2023", "date", ("", True)),
        ("0000-01-01", "date", ("", True)),
        ("soon", "date", ("", True)),
        ("2024", "gYear", ("2024", True)),
        ("2024-13", "gYearMonth", ("", True)),
        ("2024-09-25Z", "date", ("2024-09-25", True)),
        ("2024-09+14:00", "gYearMonth", ("2024-09", True)),
        ("2024-05:00", "gYear", ("2024", True)),
        ("12024", "gYear", ("", True)),
        (" 3 ", "integer", ("3", True)),
        ("3,5", "decimal", ("", True)),
        ("http://a", "anyURI", ("http://a", True)),
        ("x", "unheardOf", ("", True)),
        ("two  spaces\n", "string", ("two  spaces\n", True)),
        ("2024-09-25T10:00:00Z", "dateTime", ("2024-09-25T10:00:00Z", True)),
        ("2024-13-45T99:99:99Z", "dateTime", ("", True)),
    ],
)
def test_the_same_in_a_datatype(lexical: str, datatype: str, expected: tuple[str, bool]) -> None:
    assert like_type(lexical, XSD + datatype) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("esp", "es"), ("spa", "es"), ("sp", "es"), ("ES_mx", "es"), ("eng", "en"), ("en-uk", "en"),
     ("qu", None), ("francais", None), ("uk", None), ("est", None), ("br", None)],
)  # fmt: skip
def test_the_language_that_a_tag_was_meant_for(tag: str, expected: str | None) -> None:
    assert next(iter(languages_like(tag, ["en", "es"])), None) == expected


def test_a_pattern_is_tried_in_time_linear_in_the_text() -> None:
    assert like_pattern("a" * 40 + "!", "^(a+)+$") == ""
    assert like_pattern("x y", "^[a-z]+$") == "xy"
    assert like_pattern("x", "(") == ""


@pytest.mark.parametrize(
    ("wanted", "known", "expected"),
    [
        ("http://a/b#persn", ["http://a/b#person", "http://c/d#person"], "http://a/b#person"),
        ("http://a/b/persons/x", ["http://a/b/person/x"], "http://a/b/person/x"),
        ("http://a/record/x", ["http://a/caveat/x"], ""),
        ("http://a/b#2026-lima", ["http://a/b#2024-lima"], ""),
        ("http://a/b#lima-DOM", ["http://a/b#lima-HND"], ""),
        ("http://a/b#q-07-68c23a3a", ["http://a/b#q-07-68c23a3b"], ""),
        ("http://a/b#san-jos\u00e9", ["http://a/b#san-jose"], "http://a/b#san-jose"),
        ("http://a/b#sanjose", ["http://a/b#san-jose"], "http://a/b#san-jose"),
        ("http://a/b#PAN", ["http://a/b#PER", "http://a/b#SLV"], ""),
        ("http://a/b#x", [], ""),
    ],
)
def test_the_nearest_iri(wanted: str, known: list[str], expected: str) -> None:
    assert nearest_iri(wanted, known) == expected
