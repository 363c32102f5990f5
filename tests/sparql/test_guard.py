from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given, strategies as st

from gcm.core.errors import RunError
from gcm.sparql.guard import check_query

from ..chance import many

GRAPHS = ["http://example.org/g/one", "http://example.org/g/two"]
PREFIXES = {"ex": "http://example.org/", "g": "http://example.org/g/"}


def refusal(text: str) -> Refusal | None:
    """The message's name and values, None where the query passes."""
    try:
        check_query(text, lambda: GRAPHS, PREFIXES)
    except RunError as error:
        return error.message.english, error.values
    return None


Refusal = tuple[str, dict[str, object]]

SERVICE: Refusal = (
    (
        "refused: SERVICE would open a connection; this tool asks the loaded "
        "graph only. Remove the SERVICE block."
    ),
    {},
)


def update(form: str) -> Refusal:
    return (
        "refused: {form} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE run here."
    ), {"form": form}


def from_graph(graph: str) -> Refusal:
    return (
        "refused: {graph} is not a graph loaded here. Name a loaded graph or "
        "remove the FROM clause."
    ), {"graph": graph}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "ASK{service silent<http://a/>{}}",
        "ASK{SERVICESILENT<a>{}}",
        "ASK{SERVICE ex:a {}}",
        "ASK{SERVICEex:a{}}",
        "ASK{SERVICE:{}}",
        "ASK{SERVICESILENTex:a{}}",
        "ASK{SERVICEé:{}}",
        "ASK{SERVICE a\u1680b: {}}",
        r"ASK{SERVICE ex:a\#b {}}",
        r"ASK{SERVICE ex:a\-b%41.c:d {}}",
        "ASK{VALUES ?x {<u>} LATERAL{SERVICE ?x {}}}",
        "ASK{SERVICE$x{}}",
        # No boundary is needed before the keyword.
        "ASK{?s ?p 1SERVICE<u>{}}",
        "ASK{?s ?p 'x'SERVICE<u>{}}",
        "ASK{?s ?p true;SERVICE<u>{}}",
        "ASK{?s ?p ?o~SERVICE<u>{}}",
        # Comments and white space between any two tokens.
        "ASK{SERVICE#c\n<u>#d\r{}}",
        "ASK{SERVICE # ' {\n\n #\r# <x>\r\n\tSILENT#\nex:a#\n#{|\n{}}",
        "ASK{SERVICE\u00a0<u>\u3000{}}",
        "ASK{SERVICE\x00<u>\x0b{}}",
        # A comment that ends at \n only, or wherever Unicode breaks a line.
        "ASK{SERVICE #\r x\n<u>{}}",
        "ASK{SERVICE #\u2028<u>#\x85{}}",
        # Escapes, letters that fold to the keyword's.
        r"ASK{SERV\u0049CE<u>{}}",
        r"ASK{\U00000053ERVICE\u0020<u>\u007B}}",
        r"ASK{SERVICE<\u003E>{}}",
        "ASK{ſERVİCE<u>{}}",
        "ASK{ servıce ſılent <u>{}}",
        # In a string, a comment or an IRI, since what looks like one need not be one.
        "ASK{?s ?p 'SERVICE <u> {'}",
        "ASK{} # SERVICE <u> {",
        "ASK{ <SERVICE#>SERVICE<u>{} }",
        "ASK{ SERVICE SERVICE<u>{} }",
        "ASK{ SERVICE:SERVICE<u>{} }",
    ],
)
def test_service_is_refused(text: str) -> None:
    assert refusal(text) == SERVICE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SELECT ?service ?name { ?service ex:service ?name }",
        "SELECT $publicService ?x { $publicService a ex:Service }",
        "SELECT * { ?x ex:service ?y { ?y ex:p 1 } UNION {} }",
        "SELECT * { GRAPH ex:service:x { ?s ?p ?o } }",
        "SELECT * { ?s ex:service ?o {| ex:since 2020 |} }",
        "PREFIX service: <http://s/> SELECT * { ?s service:of service:x }",
        "SELECT * { ?s ex:label 'Public service'@en ; ex:p ?service }  # the service { }",
        "SELECT * { ?s ex:p <http://a/service> FILTER(?s < 3 && ?x > 2) }",
        "SELECT * { ?s ex:label 'Load', 'load <', 'the load: { }', 'caseload ex:a' }",
        "PREFIX load: <http://l/> SELECT ?load { ?s load:x ex:y; ex:load ex:y; ex:work-load ex:y }",
        "SELECT ('INSERT DATA {}' AS ?insert) { ?s ex:add ?drop }  # DELETE WHERE {}",
        "# INSERT DATA {}\nPREFIX insert: <http://i/> BASE <x> ASK { insert:a ?p ?o }",
        "#+ Adapted from <http://else/>\nASK { ?from ex:derivedFrom ex:a; ex:from ex:b }",
        "PREFIX from: <http://f/> SELECT ('from ex:here' AS ?x) { ?s from:ex ?o }",
    ],
)
def test_ordinary_query_passes(text: str) -> None:
    assert refusal(text) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("INSERT DATA { ex:a ex:b ex:c }", "INSERT"),
        ("delete where {}", "DELETE"),
        ("#c\nPREFIX a: <b#> # INSERT\n BASE<c>VERSION '1.2' WITH ex:g DELETE {} WHERE {}", "WITH"),
        ("CLEAR ALL", "CLEAR"),
        ("DROP SILENT DEFAULT", "DROP"),
        ("CREATE GRAPH <g>", "CREATE"),
        ("COPY <a> TO <b>", "COPY"),
        ("MOVE <a> TO <b>", "MOVE"),
        ("ADD <a> TO <b>", "ADD"),
        (r"\u0049NSERT DATA {}", "INSERT"),
        ("LOAD <http://a/>", "LOAD"),
        ("LOAD#\nSILENT#\rex:a", "LOAD"),
        ("ASK {} ; load silent <u> INTO GRAPH <g>", "LOAD"),
        ("ASK {} LOADSILENT #\n\n <u>", "LOAD"),
        (r"ASK {} LO\u0041D ex:a", "LOAD"),
    ],
)
def test_update_is_refused(text: str, form: str) -> None:
    assert refusal(text) == update(form)


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        ("SELECT * FROM <http://example.org/g/one> FROM NAMED g:two {}", None),
        ("BASE <http://example.org/> BASE <g/x> ASK FROM <two> {}", None),
        ("PREFIX n: <http://example.org/g/> ASK FROM n:one {}", None),
        (r"ASK FROM <http://example.org/g/\u006Fne> {}", None),
        ("ASK FROM undeclared:x {}", None),
        ("SELECT * FROM <http://example.org/g/three> {}", "<http://example.org/g/three>"),
        ("ASK FROM g:one FROM#c\rNAMED#d\n ex:a {}", "<http://example.org/a>"),
        ("ASKFROM<a>{}", "<a>"),
        ("CONSTRUCTFROM NAMED<a>WHERE{}", "<a>"),
        ("ASK FROMex:a{}", "<http://example.org/a>"),
        (r"ASK FROM ex:a\-b {}", "<http://example.org/a-b>"),
        (r"ASK FR\u004FM <a> {}", "<a>"),
        (r"ASK FROM <\u001B[31m> {}", r"<\x1b[31m>"),
        ("BASE <http://[> ASK FROM <a> {}", "<a>"),
        ("PREFIX g: <http://else/> ASK FROM g:one {}", "<http://else/one>"),
    ],
)
def test_from_names_a_loaded_graph(text: str, graph: str | None) -> None:
    assert refusal(text) == (None if graph is None else from_graph(graph))


SPACES = st.sampled_from([" ", "\t", "\r\n", "\u00a0", "\x00"])
COMMENTS = st.builds(
    "#{}{}".format,
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=9),
    st.sampled_from("\n\r"),
)
GAPS = st.lists(SPACES | COMMENTS, max_size=4).map("".join)
NAMES = st.sampled_from(["<http://a/#b>", "ex:a", ":", r"x.y:a\#b", "?x", "$é"])


@st.composite
def spelt(draw: st.DrawFn, word: str) -> str:
    """`word` in any case, any of its letters escaped."""
    letters = []
    for letter in word:
        letter = draw(st.sampled_from([letter.lower(), letter.upper()]))
        form = draw(st.sampled_from(["{}", "{}", r"\u{:04X}", r"\U{:08x}"]))
        letters.append(form.format(letter if form == "{}" else ord(letter)))
    return "".join(letters)


@given(
    before=st.sampled_from(["", "1", "'x'", "}", ".", "SERVICE ", "SERVICE#\n", "# ", "<#"]),
    words=st.tuples(spelt("SERVICE"), spelt("SILENT") | st.just("")),
    gaps=st.tuples(GAPS, GAPS, GAPS),
    name=NAMES,
)
def test_no_spelling_of_a_service_call_passes(
    before: str, words: tuple[str, str], gaps: tuple[str, str, str], name: str
) -> None:
    call = words[0] + gaps[0] + words[1] + gaps[1] + name + gaps[2] + "{"
    assert refusal(f"ASK{{{before}{call}}}}}") == SERVICE


@given(form=spelt("LOAD"), gaps=st.tuples(GAPS, GAPS), name=st.sampled_from(["<u>", "ex:a"]))
def test_no_spelling_of_a_load_passes(form: str, gaps: tuple[str, str], name: str) -> None:
    text = f"{form}{gaps[0]} SILENT{gaps[1]} {name}"
    assert refusal(text) == update("LOAD")
    assert refusal(f"ASK{{}};{text}") == update("LOAD")


@given(spelt("SERVICE"), st.lists(SPACES | COMMENTS | NAMES).map("".join))
def test_service_without_its_brace_passes(word: str, after: str) -> None:
    assert refusal(f"ASK ?x {word} {after}".replace("{", "(")) is None


@given(st.lists(st.sampled_from([*"xyz?$:.;,{}()<>#'\"\\ \n\r", "ſ", "İ", "service", "load"])))
def test_text_without_a_keyword_passes(parts: list[str]) -> None:
    text = "".join(parts)
    if not {"service", "load", "ſ", "İ"} & set(parts):
        assert refusal(text) is None


LONG = [
    "SERVICE",
    "SERVICE#",
    "SERVICEe:",
    "SERVICE<",
    "SERVICE ?x",
    "SERVICE SILENT#\n",
    "\n",
    "\r",
]
LONG += ["#\n", "LOAD#", "FROM#", "FROM e:", "FROM NAMED ", "PREFIX a:<b>", "'''", '"\\', ":", "?a"]


@pytest.mark.parametrize("before", ["", "SERVICE ", r"SERVICE#\u0020", "FROM ?x LOAD #"])
@pytest.mark.parametrize("part", LONG)
def test_a_long_text_takes_no_long_time(before: str, part: str) -> None:
    """A scan that started at each part and ran to the end would take minutes."""
    assert refusal(f"ASK {before}{part * (200_000 // len(part))}") is None


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address on this computer, and who connected to it."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, caller = server.accept()
                except OSError:
                    return
                callers.append(caller)
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", callers
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


BEFORE = [
    "",
    "",
    "?s e:p 1",
    "?s e:p 1.",
    "?s e:p 'x'",
    "?s e:p? true",
    "{}",
    "?s ?p ?o~",
    "?s ?p ?x",
]
BEFORE += [
    "FILTER(1)",
    "OPTIONAL{}",
    "?s e:p e:a",
    "?s e:p <x:?>",
    "VALUES ?y{1}",
    "?service ?p 1;",
]
BETWEEN = ["", "", " ", "\n", "\r\n", "#\n", "#{<'\r", "#\u2028\n", "#\\u000A\n"]
PLACES = ["ASK{%s}", "SELECT*{{SELECT*{%s}}}", "ASK{FILTER EXISTS{%s}}", "SELECT ?service ?x{%s}"]
NOISE = [
    *"<>{}?:.#'\"\\ \n\r1~",
    "",
    "\u017f",
    "\u0131",
    "\u00a0",
    "\x0b",
    "\\u0053",
    "SERVICE",
    "{|",
]


def mutants(address: str) -> Iterator[str]:
    """Service calls, each in another place and spelling, some broken."""
    choose = random.Random(2018)
    names = [f"<{address}>", "e:", "e:a", r"e:a\#b", f"<{address}#SERVICE>", f"<{address}\\u0061>"]
    for _ in range(many(400)):
        gap = (choose.choice(BETWEEN) for _ in iter(int, 1))
        word = "".join(choose.choice([str.lower, str.upper])(letter) for letter in "SERVICE")
        call = f"{word}{next(gap)}{choose.choice(['', 'SILENT'])}{next(gap)}{choose.choice(names)}"
        call = f"{choose.choice(BEFORE)}{next(gap)}{call}{next(gap)}{{{next(gap)}}}"
        text = choose.choice(PLACES) % call
        for _ in range(choose.choice([0, 0, 0, 1, 2])):
            place = choose.randrange(len(text))
            text = text[:place] + choose.choice(NOISE) + text[place + choose.randrange(2) :]
        yield text


@pytest.mark.chance
def test_every_query_that_connects_is_refused(listener: tuple[str, list[object]]) -> None:
    address, callers = listener
    prefixes = {"e": address}
    store, connected, leaks = ox.Store(), 0, []
    for text in mutants(address):
        before = len(callers)
        try:
            result = store.query(text, prefixes=prefixes)
            if isinstance(result, ox.QuerySolutions):
                list(result)
        except (SyntaxError, OSError, RuntimeError):
            pass
        if len(callers) > before:
            connected += 1
            if refusal(text) != SERVICE:
                leaks.append(text)
    assert leaks == []
    assert connected > 50, "the listener must have seen calls, or it proves nothing"
