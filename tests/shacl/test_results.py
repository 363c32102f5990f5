"""Results are the same from both engines where they name things each in its own way."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from gcm.core.namespaces import SH, XSD
from gcm.core.results import Cell
from gcm.turtle.parse import parse_turtle
from gcm.validation.engines.pyshacl import run_shacl as run_pyshacl
from gcm.validation.report import Result, read_report

E = "http://e/"
PREFIXES = f"@prefix e: <{E}> . @prefix sh: <{SH}> . @prefix xsd: <{XSD}> .\n"
SHAPES = f"""{PREFIXES}
e:S sh:targetSubjectsOf e:p ; sh:property _:named ;
    sh:property [ sh:path [ sh:inversePath e:q ] ; sh:minCount 1 ] ;
    sh:and ( _:other [ sh:nodeKind sh:IRI ] ) .
_:named sh:path ( e:p e:q ) ; sh:minCount 1 ; sh:property _:inner .
_:inner sh:path [ sh:zeroOrOnePath e:r ] ; sh:maxCount 0 .
_:other sh:targetNode e:z ; sh:nodeKind sh:Literal .
e:T sh:targetNode e:x ; sh:property [ sh:path e:n ; sh:nodeKind sh:IRI ] .
"""
DATA = f"{PREFIXES} _:a e:p _:b . _:b e:q e:w . e:x e:p e:y ; e:n 01 ."

needs_pyshifty = pytest.mark.skipif(
    find_spec("shifty") is None, reason="pyshifty has no wheel for this platform"
)


@needs_pyshifty
def test_blank_nodes_keep_their_labels_and_values_their_form() -> None:
    from gcm.validation.engines.pyshifty import run_shacl as run_pyshifty

    data, shapes = parse_turtle(DATA).triples, parse_turtle(SHAPES).triples
    found = run_pyshifty(data, shapes)
    assert found == run_pyshacl(data, shapes)
    inverse = f"^<{E}q>"
    blank = {(one.focus.removeprefix(E), one.path, one.shape) for one in found}
    assert {
        ("w", f"<{E}r>?", "_:inner"),
        ("x", f"<{E}p>/<{E}q>", "_:named"),
        ("z", "", "_:other"),
    } <= blank
    assert {focus for focus, path, _ in blank if path == inverse} == {"_:a", "x"}
    assert Cell("literal", "01", datatype=XSD + "integer") in {one.value for one in found}


def test_the_path_is_that_of_the_result_then_of_the_shape_then_of_the_report() -> None:
    rest = "sh:sourceConstraintComponent e:C ; sh:resultSeverity e:V"
    report = parse_turtle(
        f"""{PREFIXES}
        [ sh:result
            [ sh:focusNode e:1 ; sh:resultPath e:own ; sh:sourceShape e:S ; {rest} ] ,
            [ sh:focusNode e:2 ; sh:resultPath [] ; sh:sourceShape e:S ; {rest} ] ,
            [ sh:focusNode e:3 ; sh:resultPath [ sh:inversePath e:q ] ;
              sh:sourceShape e:T ; {rest} ] ,
            [ sh:focusNode e:4 ; sh:sourceShape e:T ; {rest} ] ] .
        """
    ).triples
    shapes = parse_turtle(f"{PREFIXES} e:S sh:path ( e:p e:q ) .").triples
    assert read_report(report, shapes) == [
        Result(f"{E}{number}", f"{E}{shape}", f"{E}C", f"{E}V", path, None)
        for number, shape, path in [
            (1, "S", f"{E}own"),
            (2, "S", f"<{E}p>/<{E}q>"),
            (3, "T", f"^<{E}q>"),
            (4, "T", ""),
        ]
    ]


def test_a_result_that_is_given_twice_counts_once() -> None:
    said = "sh:focusNode e:1 ; sh:resultSeverity e:V ; sh:sourceConstraintComponent e:C"
    result = f"[ {said} ; sh:sourceShape e:S ]"
    report = parse_turtle(f"{PREFIXES} [ sh:result {result} , {result} ] .").triples
    assert read_report(report, ()) == [Result(f"{E}1", f"{E}S", f"{E}C", f"{E}V", "", None)]
