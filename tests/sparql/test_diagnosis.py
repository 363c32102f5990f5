"""What is told of a text that is not SPARQL: what was expected, and where."""

from __future__ import annotations

import runpy
from pathlib import Path

import pyoxigraph as ox
import pytest

from gcm.core.errors import NotSparql
from gcm.core.language import msg
from gcm.core.layout import find_layout
from gcm.rdf.store import query_error
from gcm.sparql import grammar
from gcm.sparql.diagnosis import explained
from gcm.turtle.parse import read_prefixes

PREFIXES = {"gcm": "g:", "rdf": "r:"}
VALUE = "a value (a variable, an IRI in <…>, a prefixed name, a text or a number)"
PROPERTY = "a property (an IRI in <…>, a prefixed name, “a” or a variable)"
END = "a full stop “.”, a semicolon “;”, a comma “,” or “}”"
TAKEN = "{} has a value in the pattern already; choose another name after AS"
TOTAL = "{} is neither in GROUP BY nor within a total such as COUNT or SAMPLE"
UNKNOWN = (
    "SPARQL has no word “{}”; a variable begins with “?”, a prefixed name has a colon, a text "
    "stands in quotation marks"
)

# The mark » stands before what is pointed at.
WRONG = [
    ("SELECT ?x { ?x a »wdt:Thing }", "the prefix wdt: is not declared; add its PREFIX line."),
    ("SELECT * { ?s ?p 'a'^^»xs:int }", "the prefix xs: is not declared; add its PREFIX line."),
    ("SELECT * { »x:a gcm:b* 1 } #y:b", "the prefix x: is not declared; add its PREFIX line."),
    ("PREFIX »ex <e:> SELECT * {}", "after PREFIX a name with a colon is expected, such as “ex:”"),
    ("SELECT ?x { ?x a»", f"the query ends where {VALUE} is expected"),
    ("SELECT ?x { ?x ?p »}", f"“}}” stands where {VALUE} is expected"),
    ("SELECT ?x { ?x gcm:a* »}", f"“}}” stands where {VALUE} is expected"),
    ("SELECT ?x { ?x gcm:a/^gcm:b », }", f"“,” stands where {VALUE} is expected"),
    ("SELECT ?x { ?x a gcm:A , »}", f"“}}” stands where {VALUE} is expected"),
    ('SELECT ?x { ?x »"a" ?b }', f'“"a"” stands where {PROPERTY} is expected'),
    ("ASK { FILTER CONTAINS(?y »'S') }", "“'S'” stands where a comma “,” or “)” is expected"),
    ("ASK { ?s a »<gcm:A > }", "an IRI holds no spaces, quotation marks or braces"),
    ("ASK { ?s ?p ?o »?q }", f"“?q” stands where {END} is expected"),
    ("SELECT ?x { ?x a gcm:A\n »?x a ?y }", f"“?x” stands where {END} is expected"),
    ("ASK { ?s ?p 1 ; gcm:a gcm:b »?q }", f"“?q” stands where {END} is expected"),
    ("ASK { FILTER(IF(1, », 2)) }", f"“,” stands where {VALUE} is expected"),
    ("SELECT (COUNT(?s) »?n) {}", "“?n” stands where AS with a variable is expected"),
    ("SELECT * {} ORDER BY »BY ?s", "“BY” stands where a variable or an expression is expected"),
    ("CONSTRUCT { ?s ?p »} WHERE {}", f"“}}” stands where {VALUE} is expected"),
    ("»SELCT ?x {}", "SPARQL has no word “SELCT”; did you mean SELECT?"),
    ("ASK { FILTER NOT »EXIST { ?s a 1 } }", "SPARQL has no word “EXIST”; did you mean EXISTS?"),
    ("SELECT »x { ?x ?p ?o }", UNKNOWN.format("x")),
    ("ASK { ?x a »foo }", UNKNOWN.format("foo")),
    ("ASK { FILTER(»foo(1)) }", "SPARQL has no function “foo”; those of others are IRIs"),
    ("SELECT ?x »WHERE ?x a ?y".replace("»WHERE ", "WHERE »"), "“?x” stands where “{” is expected"),
    ("ASK { OPTIONAL »?x a ?y }", "“?x” stands where “{” is expected"),
    ("ASK { FILTER »?x > 3 }", "“?x” stands where “(” is expected"),
    ("ASK { FILTER(?x = ») }", f"“)” stands where {VALUE} is expected"),
    ("ASK { FILTER(STRLEN(»)) }", f"“)” stands where {VALUE} is expected"),
    ("ASK { FILTER(BOUND(»1)) }", "“1” stands where a variable is expected"),
    ("ASK { BIND(1») }", "“)” stands where AS with a variable is expected"),
    ("SELECT (COUNT(*)») {}", "“)” stands where AS with a variable is expected"),
    ("SELECT ?a», ?b {}", "“,” stands where a variable or “{” is expected"),
    ("SELECT * {} LIMIT»", "the query ends where a whole number is expected"),
    ("SELECT * FROM »WHERE {}", "“WHERE” stands where the name of a graph is expected"),
    ("SELECT * {} »}", "“}” closes nothing"),
    ("ASK { FILTER(REGEX(?o, 'a') »}", "“)” is missing before “}”"),
    ("SELECT »(COUNT(*) AS ?n { ?s ?p ?o }", "“(” is never closed: “)” is missing"),
    ("SELECT * »{ ?s ?p ?o ORDER BY ?s", "“{” is never closed: “}” is missing"),
    (
        "ASK { ?x a »'a }",
        "a text in quotation marks holds no line end; is its closing quotation mark missing?",
    ),
    ('ASK { ?x a »"""a" }', "the text that opens here is never closed"),
    ("ASK { ?x a »'\\q' }", "“\\q” means nothing in a text; write \\\\ for a backslash"),
    ("ASK { ?x a »“a” }", 'texts stand in straight quotation marks "…", not in “““'[:-1] + "”"),
    ("ASK { ?x a 'a'»@ }", "after “@” the language is expected, such as @es"),
    ("ASK { FILTER(?x =»= 1) }", "SPARQL compares with one “=”"),
    ("ASK { <»http://a b> ?p 1 }", "an IRI holds no spaces, quotation marks or braces"),
    ("ASK { »http://a.b ?p 1 }", "an IRI stands in angle brackets: <…>"),
    (
        "ASK { »<a> ?p 1 }",
        "<a> is a relative IRI: write it whole, with a scheme such as https:, or declare BASE",
    ),
    ("SELECT »?y (COUNT(?x) AS ?n) { ?x ?p ?y }", TOTAL.format("?y")),
    ("SELECT ?s »?n { ?s ?p ?n } GROUP BY ?s", TOTAL.format("?n")),
    ("SELECT * { { SELECT »?s (SUM(?o) AS ?n) { ?s ?p ?o } } }", TOTAL.format("?s")),
    ("SELECT (1 AS ?x) (2 AS »?x) {}", "?x is given twice by SELECT"),
    ("SELECT (1 AS »?s) { ?s ?p ?o }", TAKEN.format("?s")),
    ("ASK { ?s ?p ?o BIND(1 AS »?s) }", TAKEN.format("?s")),
    (
        "SELECT »* { ?s ?p ?o } GROUP BY ?s",
        "SELECT * does not go with GROUP BY or totals; name the variables",
    ),
    (
        "ASK { _:a ?p 1 { »_:a ?p 2 } }",
        "a blank node stands in one group only; write a variable instead",
    ),
]


def problem(text: str) -> NotSparql | None:
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return explained(query_error(error), text, PREFIXES)
    return None


@pytest.mark.parametrize(("marked", "reason"), WRONG)
def test_what_was_expected_and_where(marked: str, reason: str) -> None:
    before, _, after = marked.partition("»")
    error = problem(before + after)
    assert error is not None
    told, source, mark = error.text("en").split("\n")
    assert told == f"not valid SPARQL: {reason}"
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    assert (error.line, error.column) == (line, column)
    assert source == f"{line} │ {(before + after).splitlines()[line - 1]}"
    assert mark.index("^") == len(f"{line} | ") + column - 1
    spanish = error.text("es").split("\n")
    assert spanish[0].startswith("no es SPARQL válido: ")
    assert spanish[0] != told
    assert spanish[1:] == [source, mark]


def test_a_long_line_is_shown_around_the_mark() -> None:
    error = problem("ASK { ?x ?p '" + 80 * "a" + "' ; ?p wdt:x ; ?p '" + 80 * "b" + "' }")
    assert error is not None
    _, source, mark = error.text("en").split("\n")
    assert len(source) < 120
    start = mark.index("^")
    assert source[start : len(mark)] == "wdt:x"


@pytest.mark.parametrize("text", ["SELECT", "", "ASK { VALUES (?a ?b) { (1) } }", "\n{", "é ñ"])
def test_whatever_is_wrong_is_told_with_its_place(text: str) -> None:
    error = problem(text)
    assert error is not None
    assert "expected one of" not in error.text("en")
    assert error.text("en").rstrip().endswith("^")


def test_the_grammar_is_kept_and_a_broken_copy_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept = tmp_path / "gcm-graph" / "sparql.grammar"
    kept.parent.mkdir()
    kept.write_bytes(b"broken")
    sizes = []
    for _ in range(2):
        found = runpy.run_path(grammar.__file__)  # again, as in another process
        sizes.append((len(found["NAMES"]), kept.stat().st_size))
    assert sizes[0] == sizes[1] > (100, 100_000)


def test_the_queries_of_this_project_are_not_found_wrong() -> None:
    root = Path(__file__).parents[2]
    prefixes = read_prefixes(find_layout(root))
    files = [*root.glob("queries/**/*.rq"), *root.glob("scripts/**/*.rq")]
    assert len(files) > 20
    for file in files:
        text = file.read_text("utf-8")
        ox.Store().query(text, prefixes=prefixes)
        # Broken at its end, so that only the end is told.
        error = explained(NotSparql(msg("{reason}"), reason=""), text + "\n}", prefixes)
        assert error.line == text.count("\n") + 2, (file, error.text("en"))
