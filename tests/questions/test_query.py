from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from ..tiny_root import DATA

Run = Callable[..., subprocess.CompletedProcess[str]]
STATES = f"n\n{(DATA / 'actors/states.ttl').read_text('utf-8').count('gcm:iso3 ')}\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a gcm:State }"


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def gcm(gcm: Run, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command here, in the tiny root: what is asked of hardly matters."""
    monkeypatch.chdir(tiny)
    return gcm


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "datos ñ.ttl"
    file.write_text(
        "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n"
        '<http://a/x> a gcm:State ; gcm:iso3 "XXX" .\n',
        encoding="utf-8",
    )
    return file


def test_where_a_query_comes_from(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "mi consulta.rq"
    file.write_text("\ufeff" + COUNT, encoding="utf-8")
    answers = {
        gcm("query", "-q", COUNT).stdout,
        gcm("query", str(file)).stdout,
        gcm("query", "-", stdin=COUNT).stdout,
        gcm("query", "-", stdin="\ufeff" + COUNT).stdout,
    }
    assert answers == {STATES}


def test_a_file_of_a_question_is_a_query(gcm: Run) -> None:
    found = json.loads(gcm("query", "queries/questions/participants.rq", "-f", "json").stdout)
    answer = json.loads(gcm("ask", "participants", "-f", "json").stdout)
    assert found["results"]["bindings"] == [
        {name: term for name, term in row.items() if not name.endswith("Label")}
        for row in answer["results"]["bindings"]
    ]


def test_a_query_that_is_not_utf8(process: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(b"SELECT\n'\xff'")
    done = process("query", str(file))
    assert outcome(done) == (3, "", f"{file}:2: not UTF-8 text (byte 8); save the file as UTF-8.\n")


def test_a_file_at_fault_is_named_with_its_line(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?s {\n?s ?p ?o\nFILTR(?s)}")
    done = gcm("query", str(file))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"{file}:3:1: not valid SPARQL: SPARQL has no word “FILTR”; did you mean FILTER?\n"
        "3 │ FILTR(?s)}\n  │ ^^^^^\n"
    )


def test_a_prefix_that_is_not_declared(gcm: Run, process: Run) -> None:
    text = "SELECT ?x {\n\t?x a gmc:State }"
    assert outcome(gcm("query", "-q", text)) == (
        3,
        "",
        "not valid SPARQL: the prefix gmc: is not declared; add its PREFIX line. Did you mean: "
        "gcm:?"
        "\n2 │  ?x a gmc:State }\n  │       ^^^^^^^^^\n",
    )
    assert outcome(process("query", "-q", text, "--lang", "es")) == (
        3,
        "",
        "no es SPARQL válido: el prefijo gmc: no está declarado; añada su línea PREFIX. ¿Quiso "
        "decir: gcm:?\n2 │  ?x a gmc:State }\n  │       ^^^^^^^^^\n",
    )


def test_a_question_at_fault_is_named_with_its_line(gcm: Run, root: Path) -> None:
    file = root / "queries" / "questions" / "principles.rq"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ORDER BY", "ORDR BY"), encoding="utf-8")
    done = gcm("ask", "principles", "--root", str(root))
    line = text[: text.index("ORDER BY")].count("\n") + 1
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        f"{file}:{line}:1: not valid SPARQL: SPARQL has no word “ORDR”; did you mean ORDER?\n"
        f"{line} │ ORDR BY"
    )


GRAPH_QUERY = "CONSTRUCT { ?s gcm:iso3 ?o } WHERE { ?s gcm:iso3 ?o }"


@pytest.mark.parametrize(
    ("form", "ending", "parsed"),
    [
        ("turtle", "ttl", ox.RdfFormat.TURTLE),
        ("ntriples", "nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", "jsonld", ox.RdfFormat.JSON_LD),
        ("turtle", "", ox.RdfFormat.TURTLE),
    ],
)
@pytest.mark.parametrize(
    "kind", [GRAPH_QUERY, "DESCRIBE <https://w3id.org/gcm-graph/id/state/PER>"]
)
def test_formats_of_graphs(
    gcm: Run, tmp_path: Path, form: str, ending: str, parsed: ox.RdfFormat, kind: str
) -> None:
    shown = gcm("query", "-q", kind, "-f", form, "--quiet")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.endswith("\n")
    wanted = gcm("query", "-q", kind, "-f", "ntriples").stdout.splitlines()
    assert any(wanted)
    assert sorted(str(quad.triple) for quad in ox.parse(shown.stdout, format=parsed)) == sorted(
        line.removesuffix(" .") for line in wanted
    )
    file = tmp_path / (f"x.{ending}" if ending else "x")
    assert outcome(gcm("query", "-q", kind, "-o", str(file), "--quiet")) == (0, "", "")
    assert file.read_text(encoding="utf-8") == shown.stdout


def test_turtle_declares_the_prefixes_it_uses(gcm: Run) -> None:
    head = [
        line.split()[1]
        for line in gcm("query", "-q", GRAPH_QUERY).stdout.splitlines()
        if line.startswith("@prefix")
    ]
    assert head == ["gcm:", "id:", "state:"]


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "md"])
@pytest.mark.parametrize("truth", [True, False])
def test_ask_in_every_format(gcm: Run, form: str, truth: bool) -> None:
    done = gcm("query", "-q", "ASK {}" if truth else "ASK { <a:b> <c:d> <e:f> }", "-f", form)
    assert done.returncode == 0
    assert str(truth).lower() in done.stdout
    assert str(not truth).lower() not in done.stdout


def test_prefixes_of_the_register_need_no_declaration(gcm: Run) -> None:
    text = "SELECT ?n { state:PER gcm:iso3 ?n }"
    assert gcm("query", "-q", text).stdout == "n\nPER\n"
    other = "PREFIX state: <http://elsewhere/> " + text
    assert gcm("query", "-q", other).stdout == "n\n"


def test_an_empty_answer_is_fine(gcm: Run) -> None:
    text = "SELECT ?s { ?s a gcm:Forum , gcm:State }"
    assert outcome(gcm("query", "-q", text)) == (0, "s\n", "no rows\n")
    assert outcome(gcm("query", "-q", text, "--quiet")) == (0, "s\n", "")
    assert outcome(gcm("query", "-q", text, "-f", "table")) == (0, "s\n─\n", "no rows\n")


NOBODY = "The query gives nothing, and nobody defined {}. Did you mean: {}?\n"
GCM = "https://w3id.org/gcm-graph/ontology#"
MISSPELT = {
    "a class": ("SELECT ?x { ?x a gcm:Stat }", [("gcm:Stat", "gcm:State")]),
    "a property": ("SELECT * { ?x gcm:particpant ?y }", [("gcm:particpant", "gcm:participant")]),
    "both, as IRIs": (
        f"SELECT * {{ ?x a <{GCM}Stat> ; <{GCM}particpant> ?y }}",
        [("gcm:Stat", "gcm:State"), ("gcm:particpant", "gcm:participant")],
    ),
    "by a prefix of its own": (
        f"PREFIX g: <{GCM}> SELECT * {{ ?x a g:Stat }}",
        [("gcm:Stat", "gcm:State")],
    ),
    "of another vocabulary": (
        "SELECT * { ?x skos:preflabel ?y }",
        [("skos:preflabel", "skos:prefLabel")],
    ),
    "of ASK": ("ASK { ?x a gcm:Stat }", [("gcm:Stat", "gcm:State")]),
    "of CONSTRUCT": ("CONSTRUCT WHERE { ?x a gcm:Stat }", [("gcm:Stat", "gcm:State")]),
    "a term that its vocabulary has": ("SELECT * { ?x dct:abstract ?y , 1 }", []),
    "of a vocabulary that others list": (
        "SELECT * { ?x rdfs:lable ?y }",
        [("rdfs:lable", "rdfs:label")],
    ),
    "of a count": ("SELECT (COUNT(*) AS ?n) { ?x a gcm:Stat }", [("gcm:Stat", "gcm:State")]),
    "a term within a text": ("SELECT * { ?x skos:prefLabel 'gcm:Stat' } # gcm:Stat", []),
    "where something is found": ("SELECT ?x { ?x a gcm:Forum OPTIONAL { ?x a gcm:Stat } }", None),
}


@pytest.mark.parametrize("kind", MISSPELT)
def test_what_nobody_defined_in_a_query_that_gives_nothing(gcm: Run, kind: str) -> None:
    text, names = MISSPELT[kind]
    done = gcm("query", "-q", text, "-f", "turtle" if "CONSTRUCT" in text else "csv")
    told = "".join(NOBODY.format(*pair) for pair in names or [])
    rows = "SELECT" in text and "COUNT" not in text and names is not None
    count = "no rows\n" if rows else ""
    assert done.returncode == 0
    assert done.stderr == count + told
    assert gcm("query", "-q", text, "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        ("state:PRE", ". Did you mean: state:PER?"),  # letters in another order
        ("state:PEX", "."),  # of codes no other is ever meant
        ("region:america", ". Did you mean: region:americas?"),
        ("choice:abstian", ". Did you mean: choice:abstain?"),
        ("state:PER", None),
    ],
)
def test_what_the_graph_has_not_in_a_query_that_gives_nothing(
    gcm: Run, thing: str, told: str | None
) -> None:
    done = gcm("query", "-q", f"SELECT * {{ {thing} ?p 'nothing' }}")
    lines = [] if told is None else [f"The query gives nothing, and the graph has no {thing}{told}"]
    assert done.stderr.splitlines() == ["no rows", *lines]


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml"])
def test_limit(gcm: Run, form: str) -> None:
    text = "SELECT ?n { VALUES ?n { 1 2 3 } } ORDER BY ?n"
    whole = gcm("query", "-q", text, "-f", form).stdout
    for limit in ("3", "4"):
        assert outcome(gcm("query", "-q", text, "-f", form, "--limit", limit)) == (0, whole, "")
    cut = gcm("query", "-q", text.replace(" 3", ""), "-f", form).stdout
    done = gcm("query", "-q", text, "-f", form, "--limit", "2")
    if form == "json":
        assert json.loads(done.stdout) == json.loads(cut)
    else:
        assert done.stdout == cut
    assert (done.returncode, done.stderr) == (0, "only the first 2; raise --limit for more.\n")
    assert gcm("query", "-q", text, "--limit", "2", "--quiet").stderr == ""


def test_limit_of_triples(gcm: Run) -> None:
    done = gcm("query", "-q", GRAPH_QUERY, "-f", "ntriples", "--limit", "3")
    assert (done.stdout.count("\n"), done.stderr) == (
        3,
        "only the first 3; raise --limit for more.\n",
    )
    assert gcm("query", "-q", GRAPH_QUERY, "-f", "ntriples", "--limit", "0").stdout.strip() == ""


BOX = """@prefix ex: <http://example.org/> .
ex:box ex:holds [ ex:colour "red" ; ex:size 2 ; ex:weight 3 ] .
"""
REPEATED = {
    "of a blank node": "CONSTRUCT { ?b ex:holds ?t . ?t ?p ?o } { ?b ex:holds ?t . ?t ?p ?o }",
    "without WHERE patterns of its own": "CONSTRUCT WHERE { ?b ex:holds ?t . ?t ?p ?o }",
    "of two branches": "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o FILTER(?p != ex:none) } UNION "
    "{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), STR(ex:))) } FILTER(STRSTARTS(STR(?p), STR(ex:))) }",
    "of a description": "DESCRIBE ?b ?t { ?b ex:holds ?t . ?t ?p ?o }",
}


@pytest.mark.parametrize("kind", REPEATED)
@pytest.mark.parametrize("limit", [[], ["--limit", "4"]])
def test_each_triple_once(gcm: Run, tmp_path: Path, kind: str, limit: list[str]) -> None:
    file = tmp_path / "box.ttl"
    file.write_text(BOX, encoding="utf-8")
    text = f"PREFIX ex: <http://example.org/> {REPEATED[kind]}"
    done = gcm("query", "--on", str(file), "-f", "ntriples", "--quiet", "-q", text, *limit)
    wanted = ox.Dataset(ox.parse(BOX.encode(), format=ox.RdfFormat.TURTLE))
    found = list(ox.parse(done.stdout.encode(), format=ox.RdfFormat.N_TRIPLES))
    assert (len(found), done.returncode, done.stderr) == (4, 0, "")
    graph = ox.Dataset(found)
    for one in (graph, wanted):
        one.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert graph == wanted


def test_a_blank_node_of_a_template_is_not_taken_for_inferred(gcm: Run) -> None:
    text = "CONSTRUCT { [] rdfs:seeAlso ?s } { ?s a gcm:Forum }"
    done = gcm("query", "-f", "ntriples", "-q", text)
    assert (done.returncode, done.stderr) == (0, "")


def test_limit_stops_what_would_not_end(gcm: Run) -> None:
    text = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = gcm("query", "-q", text, "--limit", "2", "--timeout", "30")
    assert (done.returncode, done.stdout.count("\n")) == (0, 3)


def test_timeout(gcm: Run) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert outcome(gcm("query", "-q", text, "--timeout", "0.2")) == (
        3,
        "",
        "stopped after 0.2 seconds. Narrow the query, add a LIMIT, or raise --timeout.\n",
    )
    assert gcm("query", "-q", "ASK {}", "--timeout", "inf").returncode == 0


def test_named_graphs(gcm: Run) -> None:
    text = "SELECT DISTINCT ?g { GRAPH ?g { ?s gcm:iso3 ?o } }"
    graph = "https://w3id.org/gcm-graph/graph/actors/states"
    assert gcm("query", "-q", text).stdout == f"g\n{graph}\n"
    text = f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s gcm:iso3 ?o }}"
    assert gcm("query", "-q", text).stdout == STATES
    text = "SELECT (COUNT(*) AS ?n) { ?s gcm:iso3 ?o }"
    assert gcm("query", "-q", text).stdout == STATES  # nothing counts twice


def test_on_a_file(gcm: Run, data: Path) -> None:
    added = f"“{data}” contains no ontology; that of the graph was added.\n"
    assert outcome(gcm("query", "-q", COUNT, "--on", str(data))) == (0, "n\n1\n", added)
    graph = "SELECT ?g ?iso { GRAPH ?g { ?s gcm:iso3 ?iso } }"
    assert gcm("query", "-q", graph, "--on", str(data)).stdout == (
        "g,iso\nhttps://w3id.org/gcm-graph/graph/file/datos%20ñ,XXX\n"
    )
    question = gcm("ask", "participants", "--on", str(data), "-p", "lang=en")
    assert question.returncode in (0, 2)


def test_terms_of_rdf_1_2(gcm: Run) -> None:
    text = 'SELECT (<<( <a:b> <c:d> "e"@es )>> AS ?t) {}'
    triple = {
        "subject": {"type": "uri", "value": "a:b"},
        "predicate": {"type": "uri", "value": "c:d"},
        "object": {"type": "literal", "value": "e", "xml:lang": "es"},
    }
    for more in ([], ["--limit", "5"]):
        done = gcm("query", "-q", text, "-f", "json", *more)
        assert done.returncode == 0
        rows = json.loads(done.stdout)["results"]["bindings"]
        assert rows == [{"t": {"type": "triple", "value": triple}}]


@pytest.mark.parametrize("more", [[], ["--limit", "1"], ["--labels"]])
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "table", "md"])
def test_all_variables_are_in_the_order_of_the_text(gcm: Run, form: str, more: list[str]) -> None:
    body = '{ VALUES (?z ?a) { ("un" "dos") } { SELECT * { VALUES (?m ?b) { ("tres" 4) } } } }'
    done = gcm("query", "-q", f"SELECT * {body}", "-f", form, *more)
    named = gcm("query", "-q", f"SELECT ?z ?a ?m ?b {body}", "-f", form, *more)
    if form == "json":
        assert json.loads(done.stdout) == json.loads(named.stdout)
    else:
        assert done.stdout == named.stdout


def test_all_variables_of_inferred_rows(gcm: Run) -> None:
    body = "{ ?z a ?a . FILTER(?a = schema:Thing) }"
    done = gcm("query", "-q", f"SELECT * {body} ORDER BY ?z", "-f", "table")
    assert outcome(done) == outcome(
        gcm("query", "-q", f"SELECT ?z ?a {body} ORDER BY ?z", "-f", "table")
    )


TRIPLE_TERMS = {
    "in another language": (
        '<<( gcm:a gcm:b "e"@es )>>',
        '<<( <{g}a> <{g}b> "e"@es )>>',
        '<<( gcm:a gcm:b "e"@es )>>',
    ),
    "with a direction": (
        '<<( <a:b> <c:d> "e"@ar--rtl )>>',
        '<<( <a:b> <c:d> "e"@ar--rtl )>>',
        '<<( <a:b> <c:d> "e"@ar--rtl )>>',
    ),
    "within one another": (
        "<<( <a:b> gcm:b <<( <a:b> <c:d> 1.5 )>> )>>",
        "<<( <a:b> <{g}b> <<( <a:b> <c:d> 1.5 )>> )>>",
        "<<( <a:b> gcm:b <<( <a:b> <c:d> 1.5 )>> )>>",
    ),
    "with a datatype": (
        '<<( <a:b> <c:d> "2024"^^gcm:e )>>',
        '<<( <a:b> <c:d> "2024"^^<{g}e> )>>',
        '<<( <a:b> <c:d> "2024"^^gcm:e )>>',
    ),
    "with marks in a text": (
        r"""<<( <a:b> <c:d> '"\\n' )>>""",
        r"""<<( <a:b> <c:d> "\"\\n" )>>""",
        r"""<<( <a:b> <c:d> "\"\\n" )>>""",
    ),
}


@pytest.mark.parametrize("kind", TRIPLE_TERMS)
@pytest.mark.parametrize("more", [[], ["--limit", "1"], ["--labels"]])
def test_triple_terms_in_cells(gcm: Run, kind: str, more: list[str]) -> None:
    term, whole, short = TRIPLE_TERMS[kind]
    whole = whole.replace("{g}", "https://w3id.org/gcm-graph/ontology#")
    text = f"SELECT ?t {{ VALUES ?t {{ {term} }} }}"

    def cells(form: str) -> str:
        return gcm("query", "-q", text, "-f", form, *more).stdout.splitlines()[-1].strip()

    csv = (short if more == ["--labels"] else whole).replace('"', '""')
    assert cells("csv") == (f'"{csv}"' if '"' in csv else csv)
    if more != ["--labels"]:
        assert cells("tsv") == whole
    assert cells("table") == short
    escaped = short.replace("\\", "\\\\").replace("<", "\\<").replace(">", "\\>")
    assert cells("md") == f"| {escaped} |"


def test_a_direction_is_in_every_format(gcm: Run) -> None:
    text = 'SELECT ?t { VALUES ?t { "a"@ar--rtl } }'
    wanted = {"json": '"its:dir":"rtl"', "xml": 'its:dir="rtl"', "tsv": '"a"@ar--rtl'}
    for form, part in wanted.items():
        for more in ([], ["--limit", "1"]):
            assert part in gcm("query", "-q", text, "-f", form, *more).stdout
