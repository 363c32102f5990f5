"""The shipped graph conforms; what a steward is told when it, or a new file, does not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gcm
from gcm import Cell, Finding
from gcm.core.messages import texts
from gcm.core.model import Text
from gcm.core.namespaces import GCM, ID, OA, RDF, SH, XSD
from gcm.ops.validate import Report
from gcm.ops.verify import Verification
from gcm.rdf.oxigraph import Triple
from gcm.rdf.shacl_reference import run_shacl as run_pyshacl

from ._fixtures import FIXTURES, GS, ROOT, read_all, run_engine, shapes, shipped

GOOD = Path(__file__).parent / "good.ttl"
FORUM = Path("data/forums/2024-san-salvador.ttl")
TEXT = Path("data/sources/2024-san-salvador.es.txt")
UNIT_14 = (
    "La creación de hojas de ruta demuestra la voluntad política de los países de la región para "
    "colaborar eficazmente en temas migratorios comunes."
)
ONCE: Text = {
    "en": "The same agent has two participations in the same event: keep one, with all its "
    "evidence.",
    "es": "El mismo agente tiene dos participaciones en el mismo evento: deje una sola, con toda "
    "su evidencia.",
}
OFFSETS: Text = {
    "en": "The offsets do not point at the quoted words: `gcm quote` prints the right ones.",
    "es": "Las posiciones no señalan las palabras citadas: `gcm quote` imprime las correctas.",
}
EXACT: Text = {
    "en": "The quoted words are not in the source, letter by letter: correct the quote, or see "
    "`gcm verify` if the source text changed.",
    "es": "Las palabras citadas no están en la fuente, letra por letra: corrija la cita, o vea "
    "`gcm verify` si el texto fuente cambió.",
}


def fixture(name: str) -> Path:
    return FIXTURES / f"{name}.ttl"


def line_of(file: Path, words: str, after: str = "") -> int:
    """The number of the first line that holds the words, at or below one starting as `after`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(after))
    return next(number for number, line in enumerate(lines[first:], first + 1) if words in line)


def text(words: str) -> Cell:
    return Cell("literal", words, datatype=XSD + "string")


def number(digits: str) -> Cell:
    return Cell("literal", digits, datatype=XSD + "integer")


def component(name: str) -> str:
    return f"{SH}{name}ConstraintComponent"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped graph, to be changed by a test."""
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / "root" / folder)
    return tmp_path / "root"


def replace(file: Path, old: str, new: str) -> None:
    before = file.read_text(encoding="utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), encoding="utf-8")


def bare(report: Report | Verification) -> list[Finding]:
    """The findings without what `tests/validate` looks at."""
    return [
        finding._replace(column=None, source="", why={}, advice=(), replacement="", rule="")
        for finding in report.findings
    ]


def good() -> list[Triple]:
    return read_all([GOOD])


def test_the_shipped_graph_and_good_things_conform_for_the_reference_engine() -> None:
    assert run_pyshacl([*shipped(), *good()], shapes()) == []


def test_the_shipped_graph_conforms_for_the_engine() -> None:
    assert run_engine(shipped(), shapes()) == []


def test_good_things_of_every_class_conform_for_the_engine() -> None:
    assert run_engine([*shipped(), *good()], shapes()) == []


def test_validate_finds_nothing_in_the_shipped_graph() -> None:
    report = gcm.validate(root=ROOT)
    assert report.findings == []
    assert report.files == sorted((ROOT / "data").rglob("*.ttl"))


def test_validate_finds_nothing_in_a_good_file() -> None:
    assert gcm.validate([GOOD], root=ROOT) == Report([], [GOOD])


def test_a_missing_value_is_told_at_its_thing() -> None:
    file = fixture("ParticipationShape-event--MinCount")
    thing = "participation:test-participation-event-min-count"
    assert bare(gcm.validate([file], root=ROOT)) == [
        Finding(
            message={
                "en": "Give exactly one event, and let it be an event described in the graph.",
                "es": "Indique exactamente un valor de «evento», que sea un evento descrito en el "
                "grafo.",
            },
            file=file,
            line=line_of(file, thing, after=thing),
            thing=f"{ID}participation/test-participation-event-min-count",
            label={"en": "Test participation", "es": "Participación de prueba"},
            path=GCM + "event",
            value=None,
            shape=GS + "ParticipationShape-event",
            component=component("MinCount"),
            severity="Violation",
        )
    ]


def test_a_wrong_value_is_told_at_its_line() -> None:
    file = fixture("MembershipShape-standing--Node")
    assert bare(gcm.validate([file], root=ROOT)) == [
        Finding(
            message={
                "en": "Give exactly one standing, from the vocabulary standing "
                "(ontology/vocab/standing.ttl).",
                "es": "Indique exactamente un valor de «condición», del vocabulario standing "
                "(ontology/vocab/standing.ttl).",
            },
            file=file,
            line=line_of(file, "gcm:standing"),
            thing=f"{ID}membership/test-membership-standing-node",
            label={"en": "Test membership", "es": "Membresía de prueba"},
            path=GCM + "standing",
            value=Cell("uri", "https://w3id.org/gcm-graph/vocab/unit-kind/title"),
            shape=GS + "MembershipShape-standing",
            component=component("Node"),
        )
    ]


def test_a_misquotation_is_told_at_its_words_and_its_offsets() -> None:
    file = fixture("QuoteExactShape--SPARQL")
    assert bare(gcm.validate([file], root=ROOT)) == [
        Finding(
            message=EXACT,
            file=file,
            line=line_of(file, "oa:exact"),
            thing=f"{ID}selector/test-quote-exact-sparql-exact",
            label={"en": "Test words", "es": "Palabras de prueba"},
            path=OA + "exact",
            value=text("voluntad de prueba"),
            shape=GS + "QuoteExactShape",
            component=component("SPARQL"),
        ),
        Finding(
            message=OFFSETS,
            file=file,
            line=line_of(file, "oa:start"),
            thing=f"{ID}selector/test-quote-exact-sparql-position",
            label={"en": "Test position", "es": "Posición de prueba"},
            path=OA + "start",
            value=number("2887"),
            shape=GS + "QuoteOffsetsShape",
            component=component("SPARQL"),
        ),
    ]


def test_a_new_file_that_breaks_an_old_fact_is_told_where_it_does() -> None:
    file = fixture("ParticipationOnceShape--SPARQL")
    old, new = "2024-san-salvador-SLV", "test-participation-once-sparql"
    found = Finding(ONCE, shape=GS + "ParticipationOnceShape", component=component("SPARQL"))
    assert bare(gcm.validate([file], root=ROOT)) == [
        found._replace(
            file=file,
            line=line_of(file, f"participation:{new}", after=f"participation:{new}"),
            thing=f"{ID}participation/{old}",
            label={
                "en": "El Salvador: took part in the II Forum",
                "es": "El Salvador: participó en el II Foro",
            },
            value=Cell("uri", f"{ID}participation/{new}"),
        ),
        found._replace(
            file=file,
            line=line_of(file, f"participation:{new}", after=f"participation:{new}"),
            thing=f"{ID}participation/{new}",
            label={"en": "Test participation", "es": "Participación de prueba"},
            value=Cell("uri", f"{ID}participation/{old}"),
        ),
    ]


def test_a_new_file_is_not_blamed_for_old_faults(root: Path) -> None:
    shutil.copy(fixture("ParticipationShape-event--MinCount"), root / "data" / "bad.ttl")
    assert [finding.file for finding in gcm.validate(root=root).findings] == [
        root / "data" / "bad.ttl"
    ]
    assert gcm.validate([GOOD], root=root).findings == []


def test_a_file_of_the_graph_can_be_validated_by_itself() -> None:
    assert gcm.validate([ROOT / FORUM], root=ROOT) == Report([], [ROOT / FORUM])


def test_the_reference_engine_gives_the_same_findings() -> None:
    file = fixture("MembershipShape-standing--Node")
    found = gcm.validate([file], root=ROOT, on=GOOD, engine="pyshacl")
    assert found == gcm.validate([file], root=ROOT, on=GOOD)
    assert GS + "MembershipShape-standing" in {finding.shape for finding in found.findings}


def test_a_changed_letter_of_the_source_is_found(root: Path) -> None:
    replace(root / TEXT, "hojas de ruta demuestra", "hojas de ruta demuestro")
    line = line_of(root / TEXT, "hojas de ruta demuestro")
    changed = Finding(
        message=texts("source-changed", graph="2024-san-salvador.es.ttl"),
        file=root / TEXT,
        line=line,
        thing=f"{ID}source/2024-san-salvador.es",
    )
    assert bare(gcm.validate(root=root)) == [changed]
    assert bare(gcm.verify(root=root)) == [
        changed,
        Finding(
            message=texts("quote-absent", quote=UNIT_14),
            file=root / FORUM,
            line=line_of(root / FORUM, f'oa:exact "{UNIT_14}"'),
            thing=f"{ID}quote/2024-san-salvador.es-14-51c4ee91",
        ),
        Finding(
            message=texts(
                "unit-uncovered", number=14, text=UNIT_14.replace("demuestra", "demuestro")
            ),
            file=root / TEXT,
            line=line,
            thing=f"{ID}unit/2024-san-salvador.es-14",
        ),
    ]


def test_a_changed_letter_of_a_quote_is_found(root: Path) -> None:
    quoted = UNIT_14.replace("demuestra", "demuestro")
    replace(root / FORUM, f'oa:exact "{UNIT_14}"', f'oa:exact "{quoted}"')
    line = line_of(root / FORUM, f'oa:exact "{quoted}"')
    position = "selector:2024-san-salvador.es-14-51c4ee91-position"
    sparql = component("SPARQL")
    assert bare(gcm.validate(root=root)) == [
        Finding(
            message=EXACT,
            file=root / FORUM,
            line=line,
            thing=f"{ID}selector/2024-san-salvador.es-14-51c4ee91-exact",
            label={
                "en": "Words quoted from unit 14 of 2024-san-salvador.es",
                "es": "Palabras de la unidad 14 de 2024-san-salvador.es",
            },
            path=OA + "exact",
            value=text(quoted),
            shape=GS + "QuoteExactShape",
            component=sparql,
        ),
        Finding(
            message=OFFSETS,
            file=root / FORUM,
            line=line_of(root / FORUM, "oa:start", after=position),
            thing=f"{ID}selector/2024-san-salvador.es-14-51c4ee91-position",
            label={
                "en": "Position in unit 14 of 2024-san-salvador.es",
                "es": "Posición en la unidad 14 de 2024-san-salvador.es",
            },
            path=OA + "start",
            value=number("2845"),
            shape=GS + "QuoteOffsetsShape",
            component=sparql,
        ),
        Finding(
            message={
                "en": "The text is not within the quote, letter by letter: copy it from the "
                "source.",
                "es": "El texto no está dentro de la cita, letra por letra: cópielo de la fuente.",
            },
            file=root / FORUM,
            line=line_of(root / FORUM, f'gcm:text "{UNIT_14}"@es'),
            thing=f"{ID}statement/2024-san-salvador-09",
            label={
                "en": "Appraisal of the road maps: the countries' political will",
                "es": "Valoración de las hojas de ruta: la voluntad política de los países",
            },
            path=GCM + "text",
            value=Cell("literal", UNIT_14, "es", RDF + "langString"),
            shape=GS + "StatementTextShape",
            component=sparql,
        ),
    ]
    assert bare(gcm.verify(root=root)) == [
        Finding(
            message=texts("quote-absent", quote=quoted),
            file=root / FORUM,
            line=line,
            thing=f"{ID}quote/2024-san-salvador.es-14-51c4ee91",
        ),
        Finding(
            message=texts("unit-uncovered", number=14, text=UNIT_14),
            file=root / TEXT,
            line=line_of(root / TEXT, "hojas de ruta demuestra"),
            thing=f"{ID}unit/2024-san-salvador.es-14",
        ),
    ]


@pytest.fixture
def unreadable(tmp_path: Path) -> list[tuple[Path, str, int | None]]:
    """Paths that cannot be validated, each with the message and the line it must get."""
    contents = {
        "prose.ttl": (b"Los Gobiernos acordaron.\n", "rdf-syntax", 1),
        "later.ttl": (b"@prefix a: <http://a/> .\n\na:b a:c .\n", "rdf-syntax", 3),
        "empty.ttl": (b"", "file-empty", None),
        "comment.ttl": (b"# nothing yet\n", "file-empty", None),
        "binary.ttl": (b"\x00\x01\xff\xfe", "not-utf8", 1),
        "utf16.ttl": ("<a:b> <a:c> <a:d> .".encode("utf-16"), "not-utf8", 1),
    }
    for name, (content, _, _) in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    return [
        *((tmp_path / name, key, line) for name, (_, key, line) in contents.items()),
        (tmp_path / "missing.ttl", "file-missing", None),
        (tmp_path / "folder", "folder-empty", None),
    ]


def test_everything_that_cannot_be_read_is_told_at_once(
    unreadable: list[tuple[Path, str, int | None]],
) -> None:
    paths = [file for file, _, _ in unreadable]
    report = gcm.validate([*paths, GOOD], root=ROOT)
    told = [(one.file, one.line) for one in report.findings if one.rule in ("file", "syntax")]
    assert sorted(told, key=str) == sorted(((file, line) for file, _, line in unreadable), key=str)
    assert set(report.unread) == set(paths)


def test_where_nothing_can_be_read_nothing_is_validated(
    unreadable: list[tuple[Path, str, int | None]],
) -> None:
    keys = {"file-missing", "file-empty", "folder-empty"}
    there = [(file, key, line) for file, key, line in unreadable if key in keys]
    with pytest.raises(gcm.Problems) as caught:
        gcm.validate([file for file, _, _ in there], root=ROOT)
    told = [(Path(str(e.file)), e.key, e.line) for e in caught.value.errors]
    assert sorted(told, key=str) == sorted(there, key=str)
    assert caught.value.highest == 3


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_command_tells_each_and_exits_with_3(
    unreadable: list[tuple[Path, str, int | None]], lang: str
) -> None:
    paths = [str(file) for file, _, _ in unreadable]
    code = "from gcm.cli.app import main; main()"
    words = ["validate", "--lang", lang, "-f", "json", "--root", str(ROOT), *paths]
    run = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
    )
    said = {
        "prose.ttl": {"en": "not valid Turtle", "es": "no es Turtle válido"},
        "empty.ttl": {"en": "holds no triples", "es": "no contiene ninguna tripleta"},
        "utf16.ttl": {"en": "not UTF-8", "es": "no es texto UTF-8"},
        "missing.ttl": {"en": "no such file", "es": "el archivo no existe"},
        "folder": {"en": "holds no file of RDF", "es": "no contiene ningún archivo RDF"},
    }
    assert (run.returncode, run.stderr) == (3, "")
    told = {Path(one["file"]).name: one["message"] for one in json.loads(run.stdout)["findings"]}
    assert set(told) == {file.name for file, _, _ in unreadable}
    for name, words_of in said.items():
        assert words_of[lang] in told[name]
