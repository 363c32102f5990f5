"""Nothing from outside steers a terminal, reorders a line or gives a command to code review."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from ._graph import PREFIXES, Root, Validate

# Escape sequences of one and of two bytes, a bell, a backspace, bidirectional marks and isolates,
# separators of lines, a tag character, and a command for a workflow.
EVIL = (
    "\x1b[31m\x1b]0;title\x07\x9b2J\x08\x7f\u202e\u2066\u200f\u2028\u2029\x85\x0b\x0c\r\n"
    "::error file=x::injected\n##[error]injected\n%0A::set-env name=x::y\U000e0041"
)
IN_TURTLE = "".join(f"\\U{ord(letter):08X}" for letter in EVIL)
# What an IRI, and the name of a file, may hold of it.
IN_IRI = "\u202e\u2066\u200f::error::x%0A"
IN_NAME = "\x1b[31m\u202e\n::error::x,line=9%0A"
FORMS = ["human", "json", "turtle", "sarif", "github"]
SHAPES = f"""
x:a a sh:NodeShape ; sh:targetSubjectsOf x:p ; sh:property x:a-p ;
  rdfs:comment "reason {IN_TURTLE}"@en , "motivo {IN_TURTLE}"@es .
x:a-p sh:path x:p ; sh:in ( "one {IN_TURTLE}" <http://x.example/{IN_IRI}> ) ;
  sh:message "said {IN_TURTLE}"@en , "dicho {IN_TURTLE}"@es .
x:b sh:targetSubjectsOf x:p ; sh:property [
  sh:path [ sh:zeroOrMorePath <http://x.example/{IN_IRI}> ] ; sh:maxCount 0 ;
  sh:severity <http://x.example/{IN_IRI}> ] .
<http://x.example/{IN_IRI}> a sh:NodeShape ; sh:targetSubjectsOf x:p ; sh:nodeKind sh:Literal .
"""
DATA = f"""{PREFIXES}
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://x.example/{IN_IRI}> x:p "value {IN_TURTLE}" , "text {IN_TURTLE}"@en , x:other ;
  skos:prefLabel "label {IN_TURTLE}"@en , "nombre {IN_TURTLE}"@es ;
  <http://x.example/unknown{IN_IRI}> "x" , "y"^^<http://x.example/{IN_IRI}> .
"""
WRONG = (
    PREFIXES.encode()
    + b'x:a x:p "raw \x1b[31m\x07 \xc2\x9b2J \xe2\x80\xae" ; , .\n'
    + "x:b \u202ex:p\u2066 \x1b]0;t\x07 .\n".encode()
    + b'x:c x:p "::error::x\n::error::y\r::error::z" .\n'
    + b"x:\x1b[2J\x07 x:p <http://x/\x1b[31m\n::error::> .\n"
)


def unsafe(text: str) -> set[str]:
    """The characters of a text, but for line feeds, that are not for printing."""
    kinds = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}
    return {letter for letter in text if unicodedata.category(letter) in kinds} - {"\n"}


@pytest.mark.parametrize(("form", "lang"), [*zip(FORMS, ["en"] * 5, strict=True), ("human", "es")])
@pytest.mark.parametrize("broken", [False, True], ids=["findings", "syntax errors"])
def test_each_format_is_safe(
    validate: Validate, root: Root, form: str, lang: str, broken: bool
) -> None:
    root.shape(SHAPES)
    name = f"{IN_NAME.replace('/', '')}.ttl"
    root.file(name, WRONG if broken else DATA)
    done = validate(name, "-f", form, "--lang", lang)
    assert (done.stderr, done.returncode) == ("", 3 if broken else 1)
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    if form in ("human", "github"):
        assert unsafe(done.stdout) == set()
    if form == "human":
        assert not re.search(r"^\s*(?:::|##\[)", done.stdout, re.MULTILINE)
    elif form == "github":
        lines = done.stdout.splitlines()
        assert all(
            re.match(r"::(?:error|warning|notice)(?: file=[^:]*)?::", line) for line in lines
        )
        assert len(lines) == done.stdout.count("\n")
    elif form in ("json", "sarif"):
        assert json.loads(done.stdout)
    else:
        root.file("again.ttl", done.stdout)
        assert "not valid Turtle" not in validate("again.ttl").stdout


def test_errors_are_safe(validate: Validate, root: Root) -> None:
    name = IN_NAME.replace("/", "")
    root.file(f"{name}.ttl", "")
    root.file(f"{name}.rdf", "")
    done = validate(f"{name}.ttl", f"{name}.rdf", f"{name}.none")
    assert (done.returncode, done.stdout) == (3, "")
    assert unsafe(done.stderr) == set()


def test_what_shapes_say_is_safe(validate: Validate, root: Root) -> None:
    root.shape(f"x:a owl:imports <http://x/{IN_IRI}> ; sh:declare [ sh:prefix '{IN_TURTLE}' ] .")
    root.shape("x:a sh:sparql [ sh:select 'SELECT * FROM <u:\\\\u202E> {}' ] .", "other.ttl")
    done = validate()
    assert (done.returncode, done.stdout) == (3, "")
    assert unsafe(done.stderr) == set()
    assert len(done.stderr.splitlines()) == 3


@pytest.mark.parametrize("engine", ["pyshifty", "pyshacl"])
def test_what_an_engine_says_is_safe(validate: Validate, root: Root, engine: str) -> None:
    query = f"SELECT $this {{ ?x {IN_TURTLE}"
    root.shape(f"x:a a sh:NodeShape ; sh:targetNode x:one ; sh:sparql [ sh:select '{query}' ] .")
    done = validate("--engine", engine)
    assert (done.returncode, done.stdout) == (3, "")
    assert unsafe(done.stderr) == set()
    assert len(done.stderr.splitlines()) == 1
