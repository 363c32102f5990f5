"""The shapes themselves: every constraint has a bad edit, every class its shapes, every message its
languages; nothing in them is said twice, is the default, or belongs to the tool alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from gcm.core.namespaces import (
    BASE,
    DCAT,
    DCT,
    GCM,
    ID,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SH,
    SPDX,
)
from gcm.rdf.index import TripleIndex
from gcm.rdf.oxigraph import Literal, NamedNode, Term, Triple, term_text
from gcm.releases.content import SHAPES, definitions
from gcm.validation.advice import TO_RUN
from gcm.validation.shape_texts import message_of, reasons_of

from ._examples import GS, LAYOUT, Expected, edits, read_all, run_engine, shapes, shipped

# SHACL 1.0, sections 4 and 5.1: what a shape may say to constrain, and what it may say besides.
# A term in neither table is misspelt, and an engine would pass over it in silence.
PARAMETERS = {
    name: name[0].upper() + name[1:]
    for name in (
        *("class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive"),
        *("maxExclusive", "maxInclusive", "minLength", "maxLength", "pattern", "languageIn"),
        *("uniqueLang", "equals", "disjoint", "lessThan", "lessThanOrEquals", "not", "and", "or"),
        *("xone", "node", "qualifiedMinCount", "qualifiedMaxCount", "closed", "hasValue", "in"),
    )
} | {"sparql": "SPARQL"}
TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
OTHERS = {
    *("path", "name", "message", "severity", "property", "ignoredProperties", "flags"),
    *("qualifiedValueShape", "prefixes", "select", "declare", "prefix", "namespace"),
    *("inversePath", "alternativePath", "group"),
}

OWL = "http://www.w3.org/2002/07/owl#"
SOURCED = {
    *(
        "Activity",
        "Agent",
        "Compact",
        "Document",
        "Event",
        "Fact",
        "Mechanism",
        "Objective",
        "Principle",
    ),
    *("MechanismPart", "Programme", "Region", "Roadmap", "SdgTarget"),
}
NOT_SOURCED = {
    *("Category", "Column", "Omission", "Page", "Parameter", "Question", "SourceText", "Unit")
}
REUSED = {
    *(DCAT + "Dataset", DCAT + "Distribution", RDF + "Property", RDFS + "Class"),
    *(DCT + name for name in ("LicenseDocument", "PeriodOfTime", "RightsStatement")),
    OA + "SpecificResource",
    *(OA + "TextPositionSelector", OA + "TextQuoteSelector"),
    *(PROV + name for name in ("Entity", "Publish", "SoftwareAgent")),
    *("http://www.w3.org/ns/org#Organization", "http://www.w3.org/2006/vcard/ns#Organization"),
    SPDX + "Checksum",
    *(f"http://rdfs.org/ns/void#{name}" for name in ("Dataset", "Linkset")),
    *(OWL + "AllDisjointClasses", OWL + "Class", OWL + "DatatypeProperty"),
    *(OWL + "ObjectProperty", OWL + "Ontology", SCHEMA + "EventSeries", SCHEMA + "Place"),
    "http://www.w3.org/2004/02/skos/core#Concept",
    "http://www.w3.org/2004/02/skos/core#ConceptScheme",
}
TEXTS = ("message", "name")
IGNORED = SH + "ignoredProperties"
NAME = re.compile(r"([A-Z][A-Za-z]+Shape)(-[A-Za-z0-9-]+)?|[A-Z][A-Za-z]+Node")


@cache
def said() -> dict[str, dict[str, list[Term]]]:
    """What is said of each shape: local name, then term (of SHACL without namespace), objects."""
    found: dict[str, dict[str, list[Term]]] = {}
    for triple in shapes():
        # Lists of properties and groups of shapes have names too, which are no names of shapes.
        if re.match(rf"{GS}(?!.+Group$)[A-Z]", term_text(triple.subject)):
            name = term_text(triple.subject).removeprefix(GS)
            term = triple.predicate.value.removeprefix(SH)
            found.setdefault(name, {}).setdefault(term, []).append(triple.object)
    return found


def having(term: str) -> dict[str, dict[str, list[Term]]]:
    """The shapes with a term of SHACL: `path` for those of properties, `select` for queries."""
    return {name: about for name, about in said().items() if term in about}


def reporting() -> set[str]:
    """The shapes whose results a report shows: those with a target, and their property shapes."""
    found: set[str] = set()
    todo = [name for name, about in said().items() if TARGETS & set(about)]
    while todo:
        name = todo.pop()
        found.add(name)
        parts = said()[name].get("property", [])
        todo += [term_text(part).removeprefix(GS) for part in parts]
    return found


def languages(terms: list[Term]) -> list[str]:
    return sorted(str(term.language) for term in terms if isinstance(term, Literal))


def test_every_shacl_term_is_known() -> None:
    used = {
        triple.predicate.value.removeprefix(SH)
        for triple in shapes()
        if triple.predicate.value.startswith(SH)
    }
    assert used <= set(PARAMETERS) | TARGETS | OTHERS


def test_every_constraint_has_a_bad_edit() -> None:
    constraints = {
        f"{name}--{PARAMETERS[term]}"
        for name in reporting()
        for term in said()[name]
        if term in PARAMETERS
    }
    tested = {edit.constraint for edit in edits()}
    assert sorted(constraints - tested) == []
    assert sorted(tested - constraints) == []


def test_every_shape_is_used() -> None:
    named = {term_text(triple.object).removeprefix(GS) for triple in shapes()}
    assert {name for name in said() if name not in named | reporting()} == set()


def test_every_shape_is_named_by_the_rule() -> None:
    """`<X>Shape`, its parts `<X>Shape-<slug>`; kinds of value `<X>Node`."""
    assert [name for name in said() if not NAME.fullmatch(name)] == []
    parts = {
        name: [term_text(part).removeprefix(GS) for part in about.get("property", [])]
        for name, about in said().items()
    }
    assert {
        name: strangers
        for name, listed in parts.items()
        if (strangers := [part for part in listed if not part.startswith(f"{name}-")])
    } == {}


def test_every_shape_of_a_release_tells_what_to_do_in_both_languages() -> None:
    """A property shape also has a name: what our shapes leave to be derived is added."""
    known = TripleIndex(definitions(LAYOUT)[SHAPES])

    def lacks(name: str, *needed: str) -> list[str]:
        return [one for one in needed if sorted(known.texts(GS + name, SH + one)) != ["en", "es"]]

    assert {n: lacking for n in having("path") if (lacking := lacks(n, *TEXTS))} == {}
    assert [
        name
        for name, about in said().items()
        if name in reporting() and set(PARAMETERS) & set(about) and lacks(name, "message")
    ] == []


def test_the_message_of_a_result_is_that_of_its_shape_group_or_component() -> None:
    known, closed = TripleIndex(shapes()), f"{SH}ClosedConstraintComponent"
    assert [
        message_of(known, GS + shape, component)["en"]
        for shape, component in (
            ("NumberedShape-number", f"{SH}MinCountConstraintComponent"),
            ("NumberedShape-paragraph", f"{SH}MinCountConstraintComponent"),
            ("ObjectiveShape", closed),
        )
    ] == [
        "Give it exactly one number, a whole number from 1.",
        "Give exactly one paragraph of the resolution.",
        "This property is not allowed on a thing of this class: check its spelling, or the class.",
    ]
    assert message_of(known, GS + "ObjectiveShape", "") == {}


def test_no_shape_says_what_is_the_default_or_follows() -> None:
    """That something with a path is a property shape follows; a release says it."""
    follows = {NamedNode(SH + name) for name in ("Violation", "PropertyShape", "SPARQLConstraint")}
    assert [t for t in shapes() if t.object in follows] == []


def test_every_shape_of_a_release_has_its_class() -> None:
    released = [t for t in definitions(LAYOUT)[SHAPES] if t.predicate.value == RDF + "type"]
    classes = {term_text(t.subject): term_text(t.object).removeprefix(SH) for t in released}
    assert {name: classes.get(GS + name) for name in said()} == {
        name: "PropertyShape"
        if "path" in about
        else "SPARQLConstraint"
        if "select" in about
        else "NodeShape"
        for name, about in said().items()
    }


def test_no_shape_names_what_the_label_of_its_property_says() -> None:
    ontology = TripleIndex(shipped())
    known = TripleIndex(shapes())
    assert [
        name
        for name, about in having("path").items()
        if known.texts(GS + name, SH + "name").items()
        & ontology.label(term_text(about["path"][0])).items()
    ] == []


def test_every_message_is_written_once() -> None:
    messages = Counter(str(t.object) for t in shapes() if t.predicate.value == SH + "message")
    assert [text for text, times in messages.items() if times > 1] == []


def test_no_message_and_no_reason_names_what_only_the_tool_has() -> None:
    """Commands, files and questions: shapes are for anybody, and `gcm` adds what to run."""
    ours = "|".join(LAYOUT.questions())
    wrong = re.compile(rf"gcm [a-z]|data/|\.(ttl|rq|csv|txt|py)\b|`({ours})`")
    assert [
        str(triple.object)
        for triple in shapes()
        if triple.predicate.value in (SH + "message", RDFS + "comment")
        and wrong.search(term_text(triple.object))
    ] == []
    assert set(TO_RUN) <= set(said())


def test_every_list_of_ignored_properties_is_written_once() -> None:
    heads = {str(t.object): t.object for t in shapes() if t.predicate.value == IGNORED}
    lists = Counter(tuple(sorted(map(term_text, list_items(head)))) for head in heads.values())
    assert [items for items, times in lists.items() if times > 1] == []


def test_every_group_and_every_shared_list_is_used() -> None:
    shared = {term_text(t.subject) for t in shapes()} - {GS + name for name in said()}
    used = {term_text(triple.object) for triple in shapes()}
    assert {one for one in shared if one.startswith(GS)} - used == set()


def test_every_shape_that_reports_says_why_it_matters_in_both_languages() -> None:
    reasons = reasons_of(TripleIndex(shapes()))
    assert {
        name: told
        for name in reporting()
        if (told := sorted(reasons.get(GS + name, {}))) != ["en", "es"]
    } == {}


def test_every_rule_and_every_shape_with_a_target_has_a_reason_of_its_own() -> None:
    """A rule that is a query is like no other; a target's reason is that of its parts too."""
    assert [
        name
        for name, about in said().items()
        if (TARGETS | {"sparql"}) & set(about) and RDFS + "comment" not in about
    ] == []


def test_every_reason_is_one_short_line_in_each_language() -> None:
    reasons = {
        name: about[RDFS + "comment"] for name, about in said().items() if RDFS + "comment" in about
    }
    assert {name for name, texts in reasons.items() if languages(texts) != ["en", "es"]} == set()
    assert {
        text
        for texts in reasons.values()
        for text in map(term_text, texts)
        if not re.fullmatch(r"\S.{20,158}\.", text)
    } == set()


def test_every_query_has_a_named_shape_of_its_own() -> None:
    """So that its shape's message says what this query found."""
    queries = set(having("select"))
    holders = {
        name: [term_text(query).removeprefix(GS) for query in about["sparql"]]
        for name, about in said().items()
        if "sparql" in about
    }
    assert holders == {name: [f"{name}-sparql"] for name in holders}
    assert queries == {query for held in holders.values() for query in held}
    assert {name for name in holders if set(PARAMETERS) & set(said()[name]) != {"sparql"}} == set()


def test_every_term_of_ours_that_a_shape_names_is_defined() -> None:
    defined = {term_text(triple.subject) for triple in shipped()}
    text = " ".join(f"{triple.predicate} {triple.object}" for triple in shapes())
    names = set(re.findall(rf"{re.escape(GCM)}\w+", text))
    names |= {GCM + name for name in re.findall(r"\bgcm:(\w+)", text)}
    names |= set(re.findall(rf"{re.escape(BASE)}vocab/[\w/-]+", text))
    namespaces = {name for name in names if name.endswith("/")}
    assert sorted(names - namespaces - defined) == []


def list_items(head: Term) -> list[Term]:
    rest = {str(t.subject): t.object for t in shapes() if t.predicate.value == RDF + "rest"}
    first = {str(t.subject): t.object for t in shapes() if t.predicate.value == RDF + "first"}
    items = []
    while str(head) in first:
        items.append(first[str(head)])
        head = rest[str(head)]
    return items


def classes() -> set[str]:
    """The classes of the ontology, by local name."""
    return {
        term_text(triple.subject).removeprefix(GCM)
        for triple in shipped()
        if triple.object == NamedNode(OWL + "Class")
    }


def parents() -> dict[str, set[str]]:
    """Each class of the ontology with those above it, itself included."""
    above = {name: {name} for name in classes()}
    steps = [
        (term_text(t.subject).removeprefix(GCM), term_text(t.object).removeprefix(GCM))
        for t in shipped()
        if t.predicate.value == RDFS + "subClassOf"
    ]
    for _ in above:
        for lower, upper in steps:
            above[lower] |= above.get(upper, set())
    return above


def test_typed_shape_lists_every_class() -> None:
    (head,) = said()["TypedShape-type"]["in"]
    listed = [term_text(item) for item in list_items(head)]
    assert sorted(listed) == sorted({GCM + name for name in classes()} | REUSED)


@pytest.fixture(scope="module")
def results_by_class() -> dict[str, set[tuple[str, str]]]:
    """What is found on a thing of each class that has nothing but its class and an odd property."""
    data = read_all(LAYOUT.ontology())
    for name in classes():
        thing = NamedNode(f"{ID}test/{name}")
        data.append(Triple(thing, NamedNode(RDF + "type"), NamedNode(GCM + name)))
        data.append(Triple(thing, NamedNode(GCM + "odd"), Literal("odd")))
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in classes()}
    for expected in map(Expected.of, run_engine(data, shapes())):
        kind, _, name = expected.focus.removeprefix(ID).partition("/")
        if kind == "test":
            found[name].add((expected.shape, expected.component))
    return found


def test_no_class_escapes_the_shapes_of_those_above_it(
    results_by_class: dict[str, set[tuple[str, str]]],
) -> None:
    for name, above in parents().items():
        for upper in above & classes():
            # A leaf is of one kind; what stands above it directly is of none.
            kinds = {found for found in results_by_class[upper] if "OneKindOf" in found[0]}
            assert results_by_class[upper] - kinds <= results_by_class[name], (upper, name)


def test_every_class_needs_labels(results_by_class: dict[str, set[tuple[str, str]]]) -> None:
    labels = {(f"NodeShape-label-{lang}", "QualifiedMinCount") for lang in ("en", "es")}
    assert [name for name, found in results_by_class.items() if not labels <= found] == []


def test_every_class_of_facts_and_things_needs_a_basis_and_a_source(
    results_by_class: dict[str, set[tuple[str, str]]],
) -> None:
    needed = {("FactShape-basis", "MinCount"), ("FactShape-source", "MinCount")}
    sourced = {name for name, above in parents().items() if above & SOURCED}
    not_sourced = {name for name, above in parents().items() if above & NOT_SOURCED}
    assert sourced | not_sourced == classes()
    assert {name for name, found in results_by_class.items() if needed <= found} == sourced
    assert {name for name, found in results_by_class.items() if needed & found} == sourced


def test_every_class_without_subclasses_is_closed(
    results_by_class: dict[str, set[tuple[str, str]]],
) -> None:
    """A misspelt property is found on a thing of any class that things are given."""
    above = [name for lower, names in parents().items() for name in names - {lower}]
    leaves = classes() - set(above)
    closed = {
        name
        for name, found in results_by_class.items()
        if any(component == "Closed" for _, component in found)
    }
    assert leaves <= closed
