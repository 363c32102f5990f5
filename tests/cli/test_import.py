"""`gcm import`: tables in, Turtle out, or every reason why not."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

import gcm as package
from gcm.core.files import read_text
from gcm.core.layout import Layout
from gcm.rdf.graph import read_prefixes
from gcm.rdf.oxigraph import parse_turtle
from gcm.rdf.turtle import format_turtle

ROOT = Path(__file__).parents[2]
PARTICIPANTS = """\
event,iso3,status,source,evidence
forum/2024-san-salvador,NAM,,https://rcmvs.org ; https://rcmvs.org/en/node/5,
forum/2024-san-salvador,DOM,listener,,2024-san-salvador.es-10-95b6c613
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
@prefix quote: <https://w3id.org/gcm-graph/id/quote/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/gcm-graph/id/state/> .

participation:2024-san-salvador-DOM
    a gcm:Participation ;
    skos:prefLabel
        "Dominican Republic: took part in “II Forum of Champion Countries of the Americas: good \
practices for implementing the Global Compact for Migration” (listener)"@en ,
        "República Dominicana: participó en «II Foro de Países Precursores de las Américas: Buenas \
prácticas para la implementación del Pacto Mundial para la Migración» (oyente)"@es ;
    gcm:basis basis:stated ;
    gcm:event forum:2024-san-salvador ;
    gcm:evidence quote:2024-san-salvador.es-10-95b6c613 ;
    gcm:participant state:DOM ;
    gcm:statedIn document:2024-san-salvador ;
    gcm:status participation-status:listener .

participation:2024-san-salvador-NAM
    a gcm:Participation ;
    skos:prefLabel
        "Namibia: took part in “II Forum of Champion Countries of the Americas: good practices \
for implementing the Global Compact for Migration”"@en ,
        "Namibia: participó en «II Foro de Países Precursores de las Américas: Buenas prácticas \
para la implementación del Pacto Mundial para la Migración»"@es ;
    dct:source
        page:rcmvs.org ,
        page:rcmvs.org-en-node-5 ;
    gcm:basis basis:stated ;
    gcm:event forum:2024-san-salvador ;
    gcm:participant state:NAM .
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


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
    assert done.stderr == f"2 rows of {table} imported.\n"
    assert output.read_text(encoding="utf-8") == TURTLE


def test_everything_wrong_is_told_at_once_and_nothing_written(gcm: Run, table: Path) -> None:
    table.write_text(
        "event,iso3,status,source,evidence\n"
        "forum/2024-san-salvado,SLX,oyente,https://rcmvs.or,\n"
        "forum/2024-san-salvador,SLV,,,\n"
        "forum/2024-san-salvador,SLV,,,\n",
        encoding="utf-8",
    )
    output = table.with_suffix(".ttl")
    output.write_text("# as it was\n")
    words = ("import", str(table), "--as", "participants", "-o", str(output))
    english, spanish = gcm(*words), gcm(*words, "--lang", "es")
    assert (english.returncode, english.stdout) == (1, "")
    assert english.stderr == (
        f"{table}:2: \n    row 2, column “event”: the graph does not know "
        "“forum/2024-san-salvado”; did you mean: forum/2024-san-salvador, "
        "forum/2023-panama-city?\n\n"
        f"{table}:2: \n    row 2, column “iso3”: the graph does not know “SLX”; did you mean: "
        "SLV, SLE, SLB?\n\n"
        f"{table}:2: \n    row 2, column “status”: “oyente” is not allowed. Allowed values: "
        "listener, observer.\n\n"
        f"{table}:2: \n    row 2, column “source”: the graph does not know “https://rcmvs.or”; "
        "did you mean: https://rcmvs.org, https://rcmvs.org/en/node/5, https://lankamission.org?"
        "\n\n"
        f"{table}:4: \n    row 4: the row of line 3 has the same event, iso3: "
        "forum/2024-san-salvador, SLV. Keep one.\n\n"
        "Does not conform. Findings: 5.\n"
    )
    assert "fila 2, columna «iso3»: el grafo no conoce «SLX»; ¿quiso decir:" in spanish.stderr
    assert output.read_text() == "# as it was\n"
    github = gcm("import", str(table), "--as", "participants", "-f", "github").stdout
    assert [line.split(" ")[0] for line in github.splitlines()] == ["::error"] * 5


@pytest.mark.parametrize(
    ("words", "code", "stderr"),
    [
        (["none.csv", "--as", "votes"], 3, "none.csv: no such file; check the path.\n"),
        (["x.csv", "--as", "vots"], 2, "no kind of table is called “vots”; there are: votes.\n"),
        (
            ["x.csv"],
            2,
            "a table needs its kind: gcm import TABLE.csv --as KIND. There are: champions, "
            "memberships, objective-targets, offices, pages, participants, regions, sdg-targets, "
            "states, subjects, votes.\n",
        ),
        (
            ["--as", "votes"],
            2,
            "iso3: ISO 3166-1 alpha-3 code of the State, required\n"
            "choice: how it is recorded, required, one of: abstain, no, non-voting, yes\n"
            "note_en: why it is editorial, in English\n"
            "note_es: why it is editorial, in Spanish\n"
            'source: addresses of described pages, separated by " ; ", required\n',
        ),
    ],
)
def test_wrong_use(gcm: Run, words: list[str], code: int, stderr: str) -> None:
    done = gcm("import", *words)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", stderr)


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


def test_a_changed_table_changes_its_turtle_and_what_reads_it(gcm: Run, root: Path) -> None:
    states = root / "data" / "tables" / "states.csv"
    text = states.read_text(encoding="utf-8")
    states.write_text(text.replace("Namibia,Namibia", "Namibia (x),Namibia"), encoding="utf-8")
    before = {file: file.read_bytes() for file in Layout(root).data()}
    done = gcm("import", "--root", str(root), "--check")
    changed = ["data/actors/states.ttl", "data/votes/2018-a-res-73-195.ttl"]
    assert done.returncode == 1
    assert sorted(done.stdout.splitlines()) == [f"would write {root}/{name}" for name in changed]
    assert {file: file.read_bytes() for file in Layout(root).data()} == before
    assert gcm("import", "--root", str(root)).returncode == 0
    assert gcm("import", "--root", str(root), "--check").returncode == 0
    votes = (root / changed[1]).read_text(encoding="utf-8")
    assert '"Namibia (x): yes on A/RES/73/195"@en' in votes


def test_one_bad_table_stops_all_of_them(gcm: Run, root: Path) -> None:
    states = root / "data" / "tables" / "states.csv"
    text = states.read_text(encoding="utf-8")
    states.write_text(text.replace("Namibia,Namibia", "Namibia (x),Namibia"), encoding="utf-8")
    with (root / "data" / "tables" / "votes.csv").open("a") as table:
        table.write("XXX,perhaps,,,\n")
    before = {file: file.read_bytes() for file in Layout(root).data()}
    done = gcm("import", "--root", str(root))
    assert done.returncode == 1
    assert "Findings: 3." in done.stderr
    assert {file: file.read_bytes() for file in Layout(root).data()} == before


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


def test_streamed_turtle_is_canonical(gcm: Run, table: Path) -> None:
    """Also where an IRI goes on where another ends, and rows fill more than one query."""
    rows = ["slug,name_en,name_es,broader,m49", *(f"a{'-a' * n},n,n,," for n in range(1500))]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = gcm("import", str(table), "--as", "regions")
    assert done.returncode == 0
    assert format_turtle(done.stdout, read_prefixes(Layout(ROOT))) == done.stdout
    assert len({str(triple.subject) for triple in parse_turtle(done.stdout).triples}) == 1500


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    peaks = []
    for rows in (4000, 16000):
        file = tmp_path / f"{rows}.csv"
        with file.open("w", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("objective", "concept", "source"))
            for number in range(rows):
                concept = f"http://metadata.un.org/thesaurus/{number}"
                writer.writerow((number % 23 + 1, concept, "https://github.com/akjoshi/linkedsdg"))
        tracemalloc.start()
        done = package.import_table(file, "subjects", output=file.with_suffix(".ttl"), root=ROOT)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert done == package.Imported([], rows)
    assert peaks[1] < 1.3 * peaks[0]


def test_an_interrupted_import_leaves_the_old_file(table: Path) -> None:
    rows = ["slug,name_en,name_es,broader,m49", *(f"a{'-a' * n},n,n,," for n in range(3000))]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    output = table.with_suffix(".ttl")
    output.write_text("# as it was\n")
    code = "import sys; sys.argv[0] = 'gcm'; from gcm.cli.app import main; main()"
    words = ["import", str(table), "--as", "regions", "-o", str(output)]
    child = subprocess.Popen([sys.executable, "-c", code, *words], cwd=ROOT, stderr=-1)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=60)
    assert output.read_text() == "# as it was\n" or child.returncode == 0
    assert b"Traceback" not in told
    assert sorted(os.listdir(table.parent)) == ["table.csv", "table.ttl"]  # noqa: PTH208


def test_namibia_is_not_a_missing_value() -> None:
    assert "NAM,NA,516," in read_text(ROOT / "data" / "tables" / "states.csv")
    table = package.query("SELECT ?code { state:NAM gcm:iso2 ?code }", root=ROOT).table
    assert table is not None
    assert table.values() == [("NA",)]
