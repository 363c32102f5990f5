"""Both engines on cases of our own, written from every section of the SHACL recommendation.

A case is a Turtle file named after its section (https://www.w3.org/TR/shacl/), data and shapes in
one, with the expected report as the result of a test, as in the test suite of the W3C, or with
`sht:Failure` where a processor must fail. What an engine does otherwise stands in
`shapes/ENGINES.md`, and is held to be so: a case that begins to pass must be taken off the list.
"""

from __future__ import annotations

import pickle
import re
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest

from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.core.namespaces import RDF, SH, XSD
from gcm.rdf.oxigraph import NamedNode, Term, Triple
from gcm.sandbox.run_apart import run_apart
from gcm.turtle.format import format_turtle
from gcm.turtle.parse import parse_turtle, read_prefixes
from gcm.validation.report import Result, read_report

from ._sections import COMPONENTS, SECTIONS

ROOT = Path(__file__).parents[2]
FILES = {file.stem: file for file in sorted((Path(__file__).parent / "cases").glob("*.ttl"))}
DOC = (ROOT / "shapes" / "ENGINES.md").read_text(encoding="utf-8")
MF_RESULT = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#result"
FAILURE = NamedNode("http://www.w3.org/ns/shacl-test#Failure")
BLANK = re.compile(r"(?<!\S)_:(\w+)")

ENGINES = {
    "pyshifty": "gcm.validation.engines.pyshifty",
    "pySHACL": "gcm.validation.engines.pyshacl",
}

FAILING: dict[str, dict[str, str]] = {
    "pyshifty": {
        "4.4.5-unique-lang-by-another-name": "takes 1 for true",
        "5.2-deactivated": "runs a deactivated constraint",
        "5.3-failure": "gives a result",
        "5.3.1-this-is-blank": "takes $this for any node",
        "6.2.1-parameter-of-several-values": "applies only one of the values",
    },
    "pySHACL": {
        "2.1.1-optional-parameters-alone": "refuses the shape",
        "2.3.1-inverse-of-sequence": "inverts the steps, not their order",
        "3.4.3-deep-nesting": "refuses more than 15 levels",
        "3.4.3-deep-properties": "refuses more than 15 levels",
        "4.1.2-datatype-decimal-with-exponent": "takes 1e3 for a decimal",
        "4.3.2-min-inclusive-not-a-number": "raises a Python exception",
        "4.3.3-max-exclusive-without-zone": "does not compare",
        "4.4.1-min-length-zero": "lets a blank node pass",
        "4.4.3-pattern-flags-of-dots-and-spaces": "ignores the flags s and x",
        "4.4.3-pattern-of-xpath": "raises a Python exception",
        "4.4.5-unique-lang-by-another-name": "takes 1 for true",
        "4.5.3-less-than-of-texts-with-language": "compares them",
        "4.5.4-less-than-or-equals-incomparable": "lets equal IRIs pass",
        "4.8.1-ignored-properties-alone": "refuses the shape",
        "5.2.1-prefixes-imported": "does not find the prefix",
        "5.3-failure": "gives a result",
        "5.3.1-shapes-graph": "reports a failure, which is allowed",
        "6.2.1-parameter-of-several-values": "applies only one of the values",
        "6.2.3-no-suitable-validator": "refuses the shape",
        "6.2.3.1-select-validator-computes-value": "reports a failure",
        "6.2.3.1-select-validator-of-node-shape": "binds the value beforehand",
        "6.2.3.2-ask-validator": "tells no value at a property shape",
        "6.2.3.2-ask-validator-on-data": "tells no value at a property shape",
    },
}


@cache
def case(name: str) -> tuple[Triple, ...]:
    return tuple(parse_turtle(read_text(FILES[name]), FILES[name]).triples)


def expected(name: str) -> list[Result] | None:
    """The results that a case must have; None for a failure."""
    results: list[Term] = [one.object for one in case(name) if one.predicate.value == MF_RESULT]
    assert len(results) == 1
    # Without shapes, so that the paths are those of the report.
    return None if results == [FAILURE] else read_report(case(name), ())


@cache
def results(engine: str) -> dict[str, list[Result] | str]:
    """What an engine says of each case, or how it fails; all in one process that is sealed off."""
    if engine == "pyshifty" and find_spec("shifty") is None:
        pytest.skip("pyshifty has no wheel for this platform")
    module = import_module(ENGINES[engine])
    # There nothing can be read or imported.
    given = {name: case(name) for name in FILES}
    module.run_shacl(given["1.4-example"], given["1.4-example"])
    return cast(
        dict[str, list[Result] | str], pickle.loads(run_apart(partial(_all, module, given), None))
    )


def _all(module: Any, given: dict[str, tuple[Triple, ...]]) -> bytes:
    def run(triples: tuple[Triple, ...]) -> list[Result] | str:
        try:
            return cast(list[Result], module.run_shacl(triples, triples))
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    with (
        patch.object(module, "run_apart", lambda work, *_: work()),
        patch.object(
            module, "run_all_apart", lambda works, *_: [one() for one in works], create=True
        ),
    ):
        return pickle.dumps({name: run(triples) for name, triples in given.items()})


# rdflib warns of texts that are no value of their datatype.
@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", FILES)
def test_case(engine: str, name: str) -> None:
    found, wanted = results(engine)[name], expected(name)
    passed = isinstance(found, str) if wanted is None else found == wanted
    reason = FAILING[engine].get(name)
    if reason:
        assert not passed, f"{engine} passes now: take it off the lists; was: {reason}"
    else:
        assert passed, f"{found} instead of {wanted}"


@pytest.mark.parametrize("engine", ENGINES)
def test_failing_cases_are_those_of_the_document(engine: str) -> None:
    table = DOC.partition(f"### {engine}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| \[`(.+?)`\]\(\.\./tests/shacl/cases/(.+?)\.ttl\) \|", table, re.M)
    assert [shown for shown, _ in rows] == [linked for _, linked in rows]
    assert [shown for shown, _ in rows] == list(FAILING[engine])
    assert set(FAILING[engine]) <= set(FILES)
    assert f"**{engine}**, {len(FAILING[engine])} casos" in DOC


def test_the_document_tells_the_number_of_cases() -> None:
    assert re.findall(r"(\d+) small cases|(\d+) casos pequeños", DOC) == [
        (str(len(FILES)), ""),
        ("", str(len(FILES))),
    ]


def test_every_section_has_a_case() -> None:
    have = {name.partition("-")[0] for name in FILES}
    assert have - SECTIONS == set()
    assert {section for section in SECTIONS if not _within(section, have)} == set()


def _within(section: str, have: set[str]) -> bool:
    return any(name == section or name.startswith(f"{section}.") for name in have)


def test_every_component_has_a_result_and_every_parameter_a_shape() -> None:
    components = {result.component for name in FILES for result in expected(name) or []}
    parameters = {triple.predicate.value for name in FILES for triple in case(name)}
    for component, needed in COMPONENTS.items():
        # What is wrong with the values of a property is told by its own components.
        iri = f"{SH}{component}ConstraintComponent"
        assert iri in components or component == "Property", component
        assert {SH + parameter for parameter in needed} <= parameters, component


@pytest.mark.parametrize("name", FILES)
def test_a_case_is_well_formed(name: str) -> None:
    text = read_text(FILES[name])
    assert re.match(r"# [A-Z$].*\.\n\n@prefix ", text), "one line says what is tested"
    said = [str(one.object) for one in case(name) if one.predicate.value == SH + "conforms"]
    wanted = expected(name)
    truth = [] if wanted is None else ["false" if wanted else "true"]
    assert said == [f'"{word}"^^<{XSD}boolean>' for word in truth]
    for result in wanted or []:
        assert not result.shape.startswith("_:")
        assert any(str(triple.subject) == f"<{result.shape}>" for triple in case(name))
    kinds = [str(triple.object) for triple in case(name) if triple.predicate.value == RDF + "type"]
    count = kinds.count(f"<{SH}ValidationResult>")
    assert count == len(wanted or []), "two results that are the same to us"


@pytest.mark.parametrize("name", FILES)
def test_a_case_is_formatted(name: str) -> None:
    # A blank node that is named again has a label, which the canonical form does not write.
    text = BLANK.sub(r"<blank:\1>", read_text(FILES[name]))
    assert format_turtle(text, read_prefixes(Layout(ROOT)), FILES[name]) == text
