"""`gcm import`: tables in, Turtle out, or every reason why not."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

import gcm as package
from gcm.core import language
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.tables import import_tables as tables
from gcm.tables.construct import read_construct
from gcm.turtle.format import format_turtle
from gcm.turtle.parse import parse_turtle, read_prefixes

from ..tiny_root import copy_tiny

ROOT = Path(__file__).parents[2]
PARTICIPANTS = """\
event,iso3,status,list,note_en,note_es,source,text,quote
forum/2024-san-salvador,NAM,,,,,https://rcmvs.org ; https://rcmvs.org/en/node/5,,
forum/2024-san-salvador,JAM,listener,,,,,2024-san-salvador.es,país miembro de la CRM y como oyente
"""
TURTLE = """\
# Made from table.csv by `gcm import`: change the table, not this file.
# Hecho con `gcm import` a partir de table.csv: cambie la tabla, no este archivo.

@prefix basis: <https://w3id.org/gcm-graph/vocab/basis/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix document: <https://w3id.org/gcm-graph/id/document/> .
@prefix forum: <https://w3id.org/gcm-graph/id/forum/> .
@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
@prefix page: <https://w3id.org/gcm-graph/id/page/> .
@prefix participation: <https://w3id.org/gcm-graph/id/participation/> .
@prefix participation-status: <https://w3id.org/gcm-graph/vocab/participation-status/> .
@prefix state: <https://w3id.org/gcm-graph/id/state/> .

participation:2024-san-salvador-JAM
    a gcm:Participation ;
    gcm:atEvent forum:2024-san-salvador ;
    gcm:basis basis:stated ;
    gcm:participant state:JAM ;
    gcm:quote "país miembro de la CRM y como oyente"@es ;
    gcm:quotedFrom document:2024-san-salvador ;
    gcm:status participation-status:listener .

participation:2024-san-salvador-NAM
    a gcm:Participation ;
    dct:source
        page:rcmvs.org ,
        page:rcmvs.org-en-node-5 ;
    gcm:atEvent forum:2024-san-salvador ;
    gcm:basis basis:stated ;
    gcm:participant state:NAM .
"""

KINDS = ", ".join(Layout(ROOT).constructs())
Run = Callable[..., subprocess.CompletedProcess[str]]


def addresses() -> list[str]:
    """The addresses of the pages that the graph describes."""
    found = (
        package.open(root=ROOT).query("SELECT ?url { ?page a gcm:Page ; schema:url ?url }").table
    )
    return [str(url) for (url,) in found.values()] if found else []


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(PARTICIPANTS, encoding="utf-8")
    return file


def test_a_table_of_participants(gcm: Run, table: Path) -> None:
    done = gcm("import", str(table), "--as", "participants")
    assert (done.returncode, done.stdout, done.stderr) == (0, TURTLE, "")


def test_into_a_file(gcm: Run, table: Path) -> None:
    output = table.with_suffix(".ttl")
    done = gcm("import", str(table), "--as", "participants", "-o", str(output))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"2 rows of {table} written to {output}\n"
    assert output.read_text(encoding="utf-8") == TURTLE


def test_everything_wrong_is_told_at_once_and_nothing_written(gcm: Run, table: Path) -> None:
    table.write_text(
        "event,iso3,status,list,note_en,note_es,source,text,quote\n"
        "forum/2024-san-salvado,SLX,oyendo,,,,https://rcmvs.or,,\n"
        "forum/2024-san-salvador,NAM,,,,,https://rcmvs.org,,\n"
        "forum/2024-san-salvador,NAM,,,,,https://rcmvs.org,,\n"
        "forum/2024-san-salvador,CAN,,,,,,,\n"
        "meeting/2023-accra,CAN,,,,,https://rcmvs.org,,\n",
        encoding="utf-8",
    )
    output = table.with_suffix(".ttl")
    output.write_text("# as it was\n")
    words = ("import", str(table), "--as", "participants", "-o", str(output))
    english, spanish = gcm(*words), gcm(*words, "--lang", "es", "-f", "github")
    assert (english.returncode, english.stdout) == (1, "")
    assert english.stderr == (
        f"{table}:2  violation  [table]\n"
        "  row 2, column “event”: the graph does not know "
        "“forum/2024-san-salvado”; did you mean: forum/2024-san-salvador, "
        "forum/2010-san-salvador-fibemyd-ii, forum/2023-panama-city? "
        "There are 69 allowed values.\n\n"
        f"{table}:2  violation  [table]\n"
        "  row 2, column “iso3”: the graph does not know “SLX”; did you mean: "
        "SLV, SLE, SLB? There are 193 allowed values.\n\n"
        f"{table}:2  violation  [table]\n"
        "  row 2, column “status”: “oyendo” is not allowed. Allowed values: "
        "civil-society, listener, observer, special-guest.\n\n"
        f"{table}:2  violation  [table]\n"
        "  row 2, column “source”: the graph does not know “https://rcmvs.or”; "
        "did you mean: https://rcmvs.org, https://rcmvs.org/en/node/5, "
        "http://rcmvs.org/es/node/19? "
        f"There are {len(addresses())} allowed values.\n\n"
        f"{table}:4  violation  [table]\n"
        "  row 4: row 3 has the same event, iso3: "
        "forum/2024-san-salvador, NAM. Keep one.\n\n"
        f"{table}:5  violation  [table]\n"
        "  row 5: one of these columns must have a value: list, source, quote.\n\n"
        f"{table}:6  violation  [table]\n"
        "  row 6: the graph already contains "
        "<https://w3id.org/gcm-graph/id/participation/2023-accra-CAN>, in "
        "data/events/participants.ttl. Leave the row out, or change what is there.\n\n"
        "Does not conform: 7 violations in 1 file.\n"
        "`gcm rule NAME` explains a rule; its name is in brackets.\n"
    )
    assert "fila 2, columna «iso3»: el grafo no conoce «SLX»; ¿quiso decir:" in spanish.stdout
    assert [line.split(" ")[0] for line in spanish.stdout.splitlines()] == ["::error"] * 7
    assert output.read_text() == "# as it was\n"


@pytest.mark.parametrize(
    ("words", "code", "stderr"),
    [
        (["none.csv", "--as", "votes"], 3, "none.csv: no such file; check the path.\n"),
        ([".", "--as", "votes"], 3, ".: the file cannot be read (Is a directory).\n"),
        (
            ["x.csv", "--as", "vots"],
            2,
            "no kind of table is called “vots”; `gcm import -h` lists them all. Did you mean: "
            "votes, events?\n",
        ),
        (
            ["x.csv", "--as", "../a"],
            2,
            "no kind of table is called “../a”; `gcm import -h` lists them all.\n",
        ),
        *(
            (
                words,
                2,
                f"a table needs its kind: gcm import TABLE.csv --as KIND. There are: {KINDS}.\n",
            )
            for words in (["x.csv"], ["-o", "x.ttl"])
        ),
    ],
)
def test_wrong_use(gcm: Run, words: list[str], code: int, stderr: str) -> None:
    done = gcm("import", *words)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", stderr)


def test_without_a_table_the_columns_are_told(gcm: Run) -> None:
    done = gcm("import", "--as", "votes")
    assert (done.returncode, done.stdout) == (2, "")
    top, rows = done.stderr.split("\n\n")
    construct = read_construct(Layout(ROOT).constructs()["votes"])
    assert top.splitlines() == [construct.title["en"], construct.description["en"]]
    lines = [re.split("  +", line.strip()) for line in rows.splitlines()]
    assert lines[0] == ["Column", "Content", "Values"]
    assert [line[:1] + line[2:] for line in lines[2:]] == [
        ["iso3", "required; one of 193, such as AFG"],
        ["choice", "required; one of: abstain, no, non-voting, yes"],
        ["note_en"],
        ["note_es"],
        ["source", f"required; one of {len(addresses())}, such as {min(addresses())}"],
        ["text", "one of: 2024-san-salvador.es"],
        ["quote"],
    ]


def test_the_help_lists_the_kinds(gcm: Run) -> None:
    shown = gcm("import", "-h").stdout
    kinds = shown.partition("Kind  ")[2].splitlines()[2:]
    assert [line.split("  ")[0] for line in kinds] == KINDS.split(", ")
    assert "Votos registrados" in gcm("import", "-h", "--lang", "es").stdout
    explained = gcm("import", "--as", "votes", "-h")
    assert explained.returncode == 0
    assert explained.stdout == gcm("import", "--as", "votes").stderr


def test_a_table_that_is_only_checked(gcm: Run, table: Path) -> None:
    output = table.with_suffix(".ttl")
    words = ("import", str(table), "--as", "participants", "-o", str(output), "--check")
    done = gcm(*words)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"2 rows of {table}: nothing wrong.\n"
    assert json.loads(gcm(*words, "-f", "json").stdout)["findings"] == []
    assert gcm(*words, "--quiet").stderr == ""
    assert not output.exists()


def test_as_a_library(table: Path) -> None:
    stream = io.BytesIO()
    done = package.import_table(table, "participants", output=stream, root=ROOT)
    assert (done, stream.getvalue().decode()) == (package.Imported([], 2), TURTLE)
    assert package.import_table(table, "participants", root=ROOT) == done


def test_the_committed_turtle_is_what_the_tables_give(gcm: Run) -> None:
    done = gcm("import", "--check")
    tables = sorted((ROOT / "data" / "tables").glob("*.csv"))
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"0 of {len(tables)} files differ from what their tables give.\n",
    )


def test_every_table_is_of_a_kind_and_plain() -> None:
    kinds = Layout(ROOT).constructs()
    for table in (ROOT / "data" / "tables").iterdir():
        content = table.read_bytes()
        assert table.stem in kinds
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        assert content.endswith(b"\n")


def test_a_changed_table_changes_its_turtle_and_the_labels_made_of_it(gcm: Run, root: Path) -> None:
    states = root / "data" / "tables" / "states.csv"
    text = states.read_text(encoding="utf-8")
    states.write_text(text.replace("Namibia,Namibia", "Namibia (x),Namibia"), encoding="utf-8")
    before = {file: file.read_bytes() for file in Layout(root).data()}
    done = gcm("import", "--root", str(root), "--check")
    changed = ["data/actors/states.ttl"]
    assert done.returncode == 1
    assert sorted(done.stdout.splitlines()) == [f"would write {root}/{name}" for name in changed]
    assert {file: file.read_bytes() for file in Layout(root).data()} == before
    assert gcm("import", "--root", str(root)).returncode == 0
    assert gcm("import", "--root", str(root), "--check").returncode == 0
    assert '"Namibia (x)"@en' in (root / changed[0]).read_text(encoding="utf-8")
    label = package.open(root=root).describe("vote-record:a-res-73-195-NAM").thing.label
    assert label == "Namibia (x): yes on A/RES/73/195"


def test_one_bad_table_stops_all_of_them(gcm: Run, root: Path) -> None:
    states = root / "data" / "tables" / "states.csv"
    text = states.read_text(encoding="utf-8")
    states.write_text(text.replace("Namibia,Namibia", "Namibia (x),Namibia"), encoding="utf-8")
    with (root / "data" / "tables" / "votes.csv").open("a") as table:
        table.write("XXX,perhaps,,,,,\n")
    before = {file: file.read_bytes() for file in Layout(root).data()}
    done = gcm("import", "--root", str(root))
    assert done.returncode == 1
    assert "Does not conform: 3 violations in 5 files." in done.stderr
    assert {file: file.read_bytes() for file in Layout(root).data()} == before


def test_turtle_that_is_gone_or_broken_is_made_from_nothing(gcm: Run, root: Path) -> None:
    """Those that read it take it from the same run."""
    before = {file: file.read_bytes() for file in Layout(root).data()}
    for construct in tables.list_constructs(root=root):
        (root / construct.turtle).unlink(missing_ok=True)
    (root / "data" / "actors" / "states.ttl").write_text("<a> <b>", encoding="utf-8")
    done = gcm("import", "--root", str(root))
    assert (done.returncode, done.stdout) == (0, "")
    assert {file: file.read_bytes() for file in Layout(root).data()} == before


def test_two_constructs_that_do_not_run_are_both_told(gcm: Run, root: Path) -> None:
    files = [root / "queries" / "construct" / f"{name}.rq" for name in ("states", "votes")]
    for file in files:
        file.write_text(file.read_text(encoding="utf-8") + "}", encoding="utf-8")
    done = gcm("import", "--root", str(root))
    assert done.returncode == 3
    named = [line.partition(".rq:")[0] for line in done.stderr.splitlines() if ".rq:" in line]
    assert sorted(named) == [str(file.with_suffix("")) for file in files]


def test_what_cells_hold_is_never_a_query(gcm: Run, table: Path) -> None:
    nasty = '"x"" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #"'
    table.write_text(
        "slug,name_en,name_es,broader,m49\n"
        f"one,{nasty},a\\,,\n"
        "two,} INSERT DATA { <a:b> <a:c> 1 },?row,one,123\n",
        encoding="utf-8",
    )
    done = gcm("import", str(table), "--as", "regions")
    assert done.returncode == 0
    labels = [line.strip() for line in done.stdout.splitlines() if line.endswith('"@en ,')]
    assert labels[0] == '"x\\" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #"@en ,'
    assert '"} INSERT DATA { <a:b> <a:c> 1 }"@en ,' in labels


ROWS = tables._BATCH + 10


def test_the_turtle_is_canonical(gcm: Run, table: Path) -> None:
    """Also where an IRI goes on where another ends, and rows fill more than one query."""
    rows = ["slug,name_en,name_es,broader,m49", *(f"a{'-a' * n},n,n,," for n in range(ROWS))]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = gcm("import", str(table), "--as", "regions")
    assert done.returncode == 0
    assert format_turtle(done.stdout, read_prefixes(Layout(ROOT))) == done.stdout
    assert len({str(triple.subject) for triple in parse_turtle(done.stdout).triples}) == ROWS


def test_an_interrupted_import_leaves_the_old_file_and_no_other(
    gcm: Run, table: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    output = table.with_suffix(".ttl")
    output.write_text("# as it was\n")
    scratch = table.parent / "scratch"
    scratch.mkdir()
    before = {file: file.read_bytes() for file in Layout(root).data()}
    there = sorted(table.parent.iterdir())
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(tables, "write_turtle", interrupted)
    one = gcm("import", str(table), "--as", "participants", "-o", str(output))
    every = gcm("import", "--root", str(root))
    for done in (one, every):
        told = (done.returncode, done.stdout, done.stderr)
        assert told == (130, "", "\ninterrupted; no file is half-written.\n")
    assert output.read_text() == "# as it was\n"
    assert sorted(table.parent.iterdir()) == there
    assert list(scratch.iterdir()) == []
    assert {file: file.read_bytes() for file in Layout(root).data()} == before


def test_what_an_earlier_import_wrote_does_not_count(gcm: Run, root: Path, table: Path) -> None:
    """Not even where it is no Turtle any more."""
    output = root / "data" / "events" / "own.ttl"
    table.write_text(
        PARTICIPANTS.replace("JAM", "CHL").replace(" ; https://rcmvs.org/en/node/5", "")
    )
    words = ("import", str(table), "--as", "participants", "--root", str(root))
    turtle = gcm(*words).stdout
    assert "participation:2024-san-salvador-CHL\n" in turtle
    for before in ("", "no Turtle"):
        output.write_text(before, encoding="utf-8")
        assert gcm(*words, "-o", str(output)).returncode == 0
        assert output.read_text(encoding="utf-8") == turtle


def test_a_file_that_no_import_writes_is_not_replaced(gcm: Run, root: Path) -> None:
    """Neither the table itself, nor another kind of file, nor what another table gives."""
    table = root / "table.csv"
    table.write_text(PARTICIPANTS, encoding="utf-8")
    for name in ("table.csv", "README.md", "data/events/participants.ttl"):
        output = root / name
        before = output.read_bytes() if output.exists() else None
        onto = ("-o", str(output), "--root", str(root))
        done = gcm("import", str(table), "--as", "participants", *onto)
        assert (done.returncode, done.stdout) == (2, ""), name
        assert ": an import does not replace this file; name one that ends in .ttl" in done.stderr
        assert (output.read_bytes() if output.exists() else None) == before


def test_what_would_change_is_told_to_programs(gcm: Run, root: Path) -> None:
    file = root / "data" / "votes" / "2018-a-res-73-195.ttl"
    file.write_text(file.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    words = ("import", "--root", str(root), "--check")
    done = gcm(*words, "-f", "json")
    assert (done.returncode, done.stderr) == (1, "")
    assert [
        (found["file"], found["line"], found["message"])
        for found in json.loads(done.stdout)["findings"]
    ] == [
        (
            str(file),
            1,
            "this file is not what its table gives; run `gcm import` to regenerate it.",
        )
    ]
    assert gcm(*words, "-f", "github").stdout.startswith("::error file=")
    assert json.loads(gcm(*words, "-f", "sarif").stdout)["runs"][0]["results"] != []
    assert gcm(*words, "--quiet").stdout == f"would write {file}\n"


KIND = """\
#+ title = { en = "t", es = "t" }
#+ description = { en = "d", es = "d" }
#+ turtle = "data/own.ttl"
#+ reads = []
#+ primaryKey = ["name"]
#+ [columns.name]
#+ en = "n"
#+ es = "n"
#+ required = true
CONSTRUCT { ?thing rdfs:seeAlso ?other }
WHERE {
  VALUES (?row ?name) { (2 "a") }
  BIND(IRI(CONCAT("http://e/", ?name)) AS ?thing)
  BIND(?thing AS ?other)
}
"""


@pytest.fixture(scope="module")
def root_of_own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny root in which only one's own construct and its table change."""
    return copy_tiny(tmp_path_factory.mktemp("own"))


@pytest.fixture
def own(gcm: Run, root_of_own: Path) -> Callable[[str], tuple[int, str, str]]:
    """Import two rows by a construct of one's own."""
    root = root_of_own

    def run(text: str) -> tuple[int, str, str]:
        (root / "queries" / "construct" / "own.rq").write_text(text, encoding="utf-8")
        file = root / "own.csv"
        file.write_text("name\na\nb c\n", encoding="utf-8")
        done = gcm("import", str(file), "--as", "own", "--root", str(root), "-f", "github")
        told = [text.replace(f"{root}/", "") for text in (done.stdout, done.stderr)]
        return done.returncode, told[0], told[1]

    return run


Own = Callable[[str], tuple[int, str, str]]


def test_a_row_that_gives_nothing_is_told(own: Own) -> None:
    message = (
        "::row 3: the row produced no triples. The graph lacks something that it refers to, or "
        "a cell cannot be part of an address.\n"
    )
    code, stdout, stderr = own(KIND)
    assert (code, stdout.endswith(message), stderr) == (1, True, "")
    assert "own.csv,line=3" in stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("?other }", "[] }", "the query makes a blank node; give it an IRI."),
        (
            'BIND(IRI(CONCAT("http://e/", ?name)) AS ?thing)',
            "BIND(BNODE() AS ?thing)",
            "the query makes a blank node; give it an IRI.",
        ),
        ("BIND(?thing AS ?other)", "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }", "refused: "),
        ("BIND(?thing AS ?other)", "BIND(", "not valid SPARQL: "),
        ("#+ required = true", '#+ allowed = "SERVICE <x:> { }"', "refused: "),
        ("#+ required = true", '#+ allowed = "?"', "not valid SPARQL: "),
        (
            'turtle = "data/own.ttl"',
            'turtle = "data/../x.ttl"',
            "the Turtle of a table is kept below data/; not data/../x.ttl.",
        ),
        (
            'turtle = "data/own.ttl"',
            'turtle = "shapes/x.ttl"',
            "the Turtle of a table is kept below data/; not shapes/x.ttl.",
        ),
        ("#+ reads = []", "", "the header (#+ lines) is invalid: "),
    ],
)
def test_a_construct_that_is_wrong(own: Own, old: str, new: str, message: str) -> None:
    code, stdout, stderr = own(KIND.replace(old, new))
    assert (code, stdout) == (3, "")
    assert message in stderr
    assert stderr.startswith("queries/construct/own.rq:") or "Turtle of a table" in message


def test_wrong_kinds_and_tables_of_no_kind(gcm: Run, root: Path) -> None:
    folder = root / "queries" / "construct"
    (folder / "own.rq").write_text(KIND.replace("reads = []", 'reads = ["non"]'), encoding="utf-8")
    done = gcm("import", "--root", str(root))
    assert done.returncode == 3
    assert done.stderr.startswith(f"{folder}/own.rq: no kind of table is called “non”;")
    for name, other in (("own", "other"), ("other", "own")):
        text = KIND.replace("reads = []", f'reads = ["{other}"]')
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    done = gcm("import", "--root", str(root))
    assert done.returncode == 3
    assert "these kinds of table read one another in a circle: o" in done.stderr
    for name in ("own", "other"):
        (folder / f"{name}.rq").unlink()
    for name in ("one", "vots"):
        (root / "data" / "tables" / f"{name}.csv").write_text("a\n", encoding="utf-8")
    done = gcm("import", "--root", str(root))
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"{root}/data/tables/{name}.csv: no kind of table is called “{name}”; `gcm import -h` "
        f"lists them all.{near}"
        for name, near in (("one", ""), ("vots", " Did you mean: votes, events?"))
    ]


def test_namibia_is_not_a_missing_value() -> None:
    assert "NAM,NA,516," in read_text(ROOT / "data" / "tables" / "states.csv")
    table = package.open(root=ROOT).query("SELECT ?code { state:NAM gcm:iso2 ?code }").table
    assert table is not None
    assert table.values() == [("NA",)]


def test_the_turtle_is_the_same_without_a_catalogue(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path
) -> None:
    monkeypatch.setattr(language, "LOCALE", tmp_path / "none")
    language._catalogue.cache_clear()
    try:
        assert package.import_tables(root=root, check=True).changed == []
    finally:
        language._catalogue.cache_clear()


NAMED = (
    ("forum/2020-quito-gfmd-xii", "Bolivia", "BOL"),
    ("forum/2020-quito-gfmd-xii", "república  dominicana", "DOM"),
    ("forum/2020-quito-gfmd-xii", "Cote d’Ivoire", "CIV"),
    ("forum/2020-quito-gfmd-xii", "Allemagne", "DEU"),
    # A State may be in one row of each event.
    ("forum/2020-quito-gfmd-xii", "VNM", "VNM"),
    ("forum/2016-dhaka-gfmd-ix", "Viet Nam", "VNM"),
    ("forum/2010-san-salvador-fibemyd-ii", "704", "VNM"),
    ("forum/2008-cuenca-fibemyd-i", "vn", "VNM"),
    ("meeting/2023-rabat", "VIET NAM", "VNM"),
    ("meeting/2022-rabat", "https://w3id.org/gcm-graph/id/state/VNM", "VNM"),
)


def test_names_and_codes_are_taken(tmp_path: Path) -> None:
    rows = [(event, name, "Oyente") for event, name, _ in NAMED]
    result = package.import_table(_participants(tmp_path, rows), "participants")
    assert (result.findings, result.rows) == ([], len(NAMED))
    wanted = []
    for row, (_, name, code) in enumerate(NAMED, start=2):
        if name != code:
            wanted.append(f"row {row}, column “iso3”: “{name}” was read as {code}.")
        wanted.append(f"row {row}, column “status”: “Oyente” was read as listener.")
    assert [one.message["en"] for one in result.warnings] == wanted


def test_names_are_proposed_by_name(tmp_path: Path) -> None:
    near = {
        **{"Boliva": "BOL", "Turkey": "TUR", "Corea": ""},
        **{"Rusia": "RUS?", "Reino Unido": "GBR?", "SVL": "SLV?"},
    }
    rows = [("meeting/2023-accra", name, "") for name in near]
    result = package.import_table(_participants(tmp_path, rows), "participants")
    for finding, (name, code) in zip(result.findings, near.items(), strict=True):
        told = f"the graph does not know “{name}”; did you mean: {code}"
        assert told in finding.message["en"]


def test_other_codes_are_not_proposed_for_a_code(tmp_path: Path) -> None:
    rows = [("meeting/2023-accra", name, "") for name in ("DRC", "UK")]
    result = package.import_table(_participants(tmp_path, rows), "participants")
    assert ["did you mean" in one.message["en"] for one in result.findings] == [False, False]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Estado Plurinacional de Bolivia", "BOL"),
        ("the Islamic Republic of Iran", ""),
        ("Islamic Republic of Iran", "IRN"),
        ("68", "BOL"),  # M49 without its zero, as a spreadsheet leaves it
        ("state:BOL", "BOL"),
    ],
)
def test_names_as_others_write_them(tmp_path: Path, name: str, code: str) -> None:
    rows = [("meeting/2023-accra", name, "")]
    result = package.import_table(_participants(tmp_path, rows), "participants")
    read = [one.message["en"].rpartition(" ")[2] for one in result.warnings]
    assert read == ([f"{code}."] if code else [])


def _participants(folder: Path, rows: list[tuple[str, str, str]]) -> Path:
    file = folder / "t.csv"
    page = "https://migrationnetwork.un.org/ar/node/36196"
    file.write_text(
        "event;ISO3;Status;list;note_en;note_es;source;text;quote\n"
        + "".join(f'{event};"{name}";{status};;;;{page};;\n' for event, name, status in rows),
        "utf-8",
    )
    return file
