"""The shipped graph conforms; what a steward is told when a graph, or a new file, does not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gcm
from gcm import Cell, Finding
from gcm.core.language import Text, msg
from gcm.core.namespaces import GCM, ID, OA, RDF, SH
from gcm.evidence.verify import Verification
from gcm.findings.report import Report

from ..engines_here import every_engine_here as every_engine_here  # a fixture
from ._examples import (
    EXAMPLES,
    GS,
    LAYOUT,
    ROOT,
    copy_to,
    edit_of,
    edited_texts,
    iri_of,
    read_all,
    run_engine,
    shapes,
    with_definitions,
)

PLACE = "2031-villa-ejemplo"
SOURCE = f"{PLACE}.es"
TEXT = Path(f"data/sources/{SOURCE}.txt")
UNITS = (
    "COMUNICADO DE EJEMPLO",
    "El Foro de Villa Ejemplo se realizó en Villa Ejemplo el 3 de marzo de 2031, con la "
    "participación de México y, como oyente, de Panamá.",
    "Los países participantes acordaron compartir buenas prácticas y agradecen a la OIM su valioso "
    "apoyo.",
)
AGREED = "compartir buenas prácticas"
ONCE: Text = {
    "en": "The same agent has two participations in the same event: keep one, with all its "
    "evidence.",
    "es": "El mismo agente tiene dos participaciones en el mismo evento: deje una sola, con toda "
    "su evidencia.",
}
EXACT: Text = {
    "en": "The quoted words are not in a text of the document in their language, letter by "
    "letter: correct the quote, its language tag or the document.",
    "es": "Las palabras citadas no están en un texto del documento en su idioma, letra por letra: "
    "corrija la cita, su etiqueta de idioma o el documento.",
}


def line_of(file: Path, words: str, after: str = "") -> int:
    """The number of the first line that holds the words, at or below one starting as `after`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(after))
    return next(number for number, line in enumerate(lines[first:], first + 1) if words in line)


def text(words: str) -> Cell:
    return Cell("literal", words, "es", RDF + "langString")


def component(name: str) -> str:
    return f"{SH}{name}ConstraintComponent"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small graph: the examples, and their source text as received."""
    root = copy_to(tmp_path_factory.mktemp("small"))
    # These are made from the text.
    for name in ("source-text.ttl", "unit.ttl"):
        (root / "data" / name).unlink()
    (root / TEXT).parent.mkdir()
    (root / TEXT).write_text("\n\n".join(UNITS) + "\n", encoding="utf-8")
    gcm.verify(root=root, write=True)
    return root


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    """A copy of the small graph, to be changed by a test."""
    return Path(shutil.copytree(small, tmp_path / "root"))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A new file that conforms."""
    file = tmp_path / "good.ttl"
    text = (EXAMPLES / "region.ttl").read_text(encoding="utf-8")
    file.write_text(text.replace("region:americas\n", "region:new\n"), encoding="utf-8")
    return file


def broken(root: Path, constraint: str) -> Path:
    """The file of the small graph in which an edit has broken a constraint."""
    ((file, text),) = edited_texts([edit_of(constraint)]).items()
    (root / "data" / file.name).write_text(text, encoding="utf-8")
    return root / "data" / file.name


def replace(file: Path, old: str, new: str) -> None:
    before = file.read_text(encoding="utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), encoding="utf-8")


def bare(report: Report | Verification) -> list[Finding]:
    """The findings without what `tests/validation` looks at."""
    return [
        finding._replace(column=None, source="", why={}, advice=(), replacement="", rule="")
        for finding in report.findings
    ]


def test_the_graph_conforms_with_all_definitions_of_a_release() -> None:
    """Alignments put classes of others above ours, which no shape of ours may target."""
    assert run_engine(with_definitions(read_all(LAYOUT.data())), shapes()) == []


def test_one_shape_looks_at_selectors() -> None:
    """It is of quotes cut short: validation leaves out the selectors of all others."""
    text = "".join(file.read_text(encoding="utf-8") for file in LAYOUT.shapes())
    named = set(re.findall(rf"\boa:\w+|{OA}\w+", text))
    classes = {"oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector"}
    assert named == classes | {"oa:hasSelector", "oa:exact", "oa:prefix", "oa:suffix"}
    cut = text[text.index("gs:QuoteCutShape-sparql") :]
    assert {one for one in named - classes if one in text.replace(cut, "")} == set()


def test_validate_finds_nothing_in_the_shipped_graph() -> None:
    report = gcm.validate(root=ROOT)
    assert report.findings == []
    assert report.files == sorted((ROOT / "data").rglob("*.ttl"))


def test_validate_and_verify_find_nothing_in_the_small_graph(small: Path) -> None:
    assert gcm.validate(root=small) == Report([], sorted((small / "data").rglob("*.ttl")))
    assert gcm.verify(root=small).findings == []


def test_a_missing_value_is_told_at_its_thing(root: Path) -> None:
    file = broken(root, "ParticipationShape-event--MinCount")
    thing = "participation:2031-villa-ejemplo-MEX"
    assert bare(gcm.validate([file], root=root)) == [
        Finding(
            message={
                "en": "Give exactly one event that the agent took part in: an event described in "
                "the graph.",
                "es": "Indique exactamente un evento en el que participó el agente, descrito en el "
                "grafo.",
            },
            file=file,
            line=line_of(file, thing, after=thing),
            thing=f"{ID}participation/2031-villa-ejemplo-MEX",
            label={
                "en": "Mexico: took part in the Villa Ejemplo forum",
                "es": "México: participó en el foro de Villa Ejemplo",
            },
            path=GCM + "atEvent",
            value=None,
            shape=GS + "ParticipationShape-event",
            component=component("MinCount"),
            severity="Violation",
        )
    ]


def test_advice_adds_what_to_run_or_which_file_to_edit(root: Path) -> None:
    told = {}
    for constraint in ("FactShape-source--MinCount", "FactShape-page--Class"):
        (finding,) = gcm.validate([broken(root, constraint)], root=root).findings
        told[constraint] = finding.advice[-1]
    assert told == {
        "FactShape-source--MinCount": {
            "en": '`gcm quote SOURCE "words"` prints the block of a quote; paste it into the file.',
            "es": '`gcm quote FUENTE "palabras"` imprime el bloque de una cita; péguelo en el '
            "archivo.",
        },
        "FactShape-page--Class": {
            "en": "Pages are described in data/sources/pages.ttl.",
            "es": "Las páginas se describen en data/sources/pages.ttl.",
        },
    }


def test_a_wrong_value_is_told_at_its_line(root: Path) -> None:
    file = broken(root, "MembershipShape-standing--Class")
    thing = "membership:example-conference-MEX"
    assert bare(gcm.validate([file], root=root)) == [
        Finding(
            message={
                "en": "Give exactly one standing, from the vocabulary standing.",
                "es": "Indique exactamente un valor de «condición», del vocabulario standing.",
            },
            file=file,
            line=line_of(file, "gcm:standing", after=thing),
            thing=f"{ID}membership/example-conference-MEX",
            label={
                "en": "Mexico: member of the Example Conference",
                "es": "México: miembro de la Conferencia de Ejemplo",
            },
            path=GCM + "standing",
            value=Cell("uri", "https://w3id.org/gcm-graph/vocab/unit-kind/title"),
            shape=GS + "MembershipShape-standing",
            component=component("Class"),
        )
    ]


def test_a_misquotation_is_told_at_its_words(root: Path) -> None:
    file = broken(root, "QuoteExactShape--SPARQL")
    assert bare(gcm.validate([file], root=root)) == [
        Finding(
            message=EXACT,
            file=file,
            line=line_of(file, "gcm:quote", after="place:villa-ejemplo"),
            thing=f"{ID}place/villa-ejemplo",
            label={"en": "Villa Ejemplo", "es": "Villa Ejemplo"},
            path=GCM + "quote",
            value=text("en la Villa Ejemplo"),
            shape=GS + "QuoteExactShape",
            component=component("SPARQL"),
        ),
    ]


def test_a_new_file_that_breaks_an_old_fact_is_told_where_it_does(
    root: Path, tmp_path: Path
) -> None:
    old, new = "2031-villa-ejemplo-PAN", "new"
    file = tmp_path / "new.ttl"
    known = (root / "data" / "participation.ttl").read_text(encoding="utf-8")
    prefixes, _, facts = known.partition("\n\nparticipation:")
    block = next(one for one in facts.split("\n\n") if one.startswith(f"participation:{old}"))
    file.write_text(f"{prefixes}\n\n{block.replace(old, new)}", encoding="utf-8")
    found = Finding(ONCE, shape=GS + "ParticipationOnceShape", component=component("SPARQL"))
    found = found._replace(
        file=file,
        line=line_of(file, f"participation:{new}", after=f"participation:{new}"),
        label={
            "en": "Panama: took part in the Villa Ejemplo forum",
            "es": "Panamá: participó en el foro de Villa Ejemplo",
        },
    )
    ids = f"{ID}participation/{old}", f"{ID}participation/{new}"
    assert bare(gcm.validate([file], root=root)) == [
        found._replace(thing=ids[0], value=Cell("uri", ids[1])),
        found._replace(thing=ids[1], value=Cell("uri", ids[0])),
    ]


def test_a_new_file_is_not_blamed_for_old_faults(root: Path, good: Path) -> None:
    bad = broken(root, "ParticipationShape-event--MinCount")
    assert [finding.file for finding in gcm.validate(root=root).findings] == [bad]
    assert gcm.validate([good], root=root) == Report([], [good])


def test_a_file_of_the_graph_can_be_validated_by_itself(small: Path) -> None:
    file = small / "data" / "participation.ttl"
    assert gcm.validate([file], root=small) == Report([], [file])


def test_a_changed_letter_of_the_source_is_found(root: Path) -> None:
    replace(root / TEXT, AGREED, "compartir buenas practicas")
    line = line_of(root / TEXT, "buenas practicas")
    changed = Finding(
        message=msg(
            "the text differs from {graph} from this line on. If the change is wanted, run `gcm "
            "verify --write` and fix the quotes it names; else restore the text."
        ).texts(
            graph=f"{SOURCE}.ttl",
        ),
        file=root / TEXT,
        line=line,
        thing=f"{ID}source/{SOURCE}",
    )
    assert bare(gcm.validate(root=root)) == [changed]
    quotes = [
        ("collective", f"collective:{PLACE}-participating-countries", UNITS[2]),
        ("statement", f"statement:{PLACE}-01", AGREED),
        ("statement", f"statement:{PLACE}-02", f"acordaron {AGREED}"),
    ]
    assert bare(gcm.verify(root=root)) == [
        changed,
        *(
            Finding(
                message=msg(
                    "these words are not in the source: “{quote}”. Copy them from the "
                    "normal form, letter by letter."
                ).texts(
                    quote=quote,
                ),
                file=root / "data" / f"{name}.ttl",
                line=line_of(root / "data" / f"{name}.ttl", f'"{quote}"', after=thing),
                thing=iri_of(thing),
            )
            for name, thing, quote in quotes
        ),
        Finding(
            message=msg(
                "facts account for {percent} % of the letters outside the list of "
                "omissions; at least 90 % is asked for. Quote whole sentences, or list "
                "what is left out with the reason."
            ).texts(
                percent=82,
            ),
            file=root / TEXT,
            line=1,
            thing=f"{ID}source/{SOURCE}",
        ),
    ]


def test_a_changed_letter_of_a_quote_is_found(root: Path) -> None:
    file = root / "data" / "statement.ttl"
    quoted = "compartir buenas practicas"
    replace(file, f'gcm:quote "{AGREED}"', f'gcm:quote "{quoted}"')
    found = Finding(
        message=EXACT,
        file=file,
        line=line_of(file, f'gcm:quote "{quoted}"'),
        thing=f"{ID}statement/{PLACE}-01",
    )
    assert bare(gcm.validate(root=root)) == [
        found._replace(
            label={
                "en": "Aim: to share good practices",
                "es": "Objetivo: compartir buenas prácticas",
            },
            path=GCM + "quote",
            value=text(quoted),
            shape=GS + "QuoteExactShape",
            component=component("SPARQL"),
        )
    ]
    assert bare(gcm.verify(root=root)) == [
        found._replace(
            message=msg(
                "these words are not in the source: “{quote}”. Copy them from the "
                "normal form, letter by letter."
            ).texts(
                quote=quoted,
            )
        )
    ]


@pytest.fixture
def unreadable(tmp_path: Path) -> list[tuple[Path, str, int | None]]:
    """Paths that cannot be validated, each with the message and the line it must get."""
    contents = {
        "prose.ttl": (b"Los Gobiernos acordaron.\n", ("not valid {form}: {reason}"), 1),
        "later.ttl": (
            b"@prefix a: <http://a/> .\n\na:b a:c .\n",
            ("not valid {form}: {reason}"),
            3,
        ),
        "empty.ttl": (b"", ("the file contains no triples."), None),
        "comment.ttl": (b"# nothing yet\n", ("the file contains no triples."), None),
        "binary.ttl": (
            b"\x00\x01\xff\xfe",
            ("not UTF-8 text (byte {offset}); save the file as UTF-8."),
            1,
        ),
        "utf16.ttl": (
            "<a:b> <a:c> <a:d> .".encode("utf-16"),
            ("not UTF-8 text (byte {offset}); save the file as UTF-8."),
            1,
        ),
    }
    for name, (content, _, _) in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    return [
        *((tmp_path / name, key, line) for name, (_, key, line) in contents.items()),
        (tmp_path / "missing.ttl", ("no such file; check the path."), None),
        (tmp_path / "folder", ("the folder contains no RDF file ({endings})."), None),
    ]


def test_everything_that_cannot_be_read_is_told_at_once(
    unreadable: list[tuple[Path, str, int | None]], small: Path, good: Path
) -> None:
    paths = [file for file, _, _ in unreadable]
    report = gcm.validate([*paths, good], root=small)
    told = [(one.file, one.line) for one in report.findings if one.rule in ("file", "syntax")]
    assert sorted(told, key=str) == sorted(((file, line) for file, _, line in unreadable), key=str)
    assert set(report.unread) == set(paths)


def test_where_nothing_can_be_read_nothing_is_validated(
    unreadable: list[tuple[Path, str, int | None]], small: Path
) -> None:
    keys = {
        ("no such file; check the path."),
        ("the file contains no triples."),
        ("the folder contains no RDF file ({endings})."),
    }
    there = [(file, key, line) for file, key, line in unreadable if key in keys]
    with pytest.raises(gcm.Problems) as caught:
        gcm.validate([file for file, _, _ in there], root=small)
    told = [(Path(str(e.file)), e.message.english, e.line) for e in caught.value.errors]
    assert sorted(told, key=str) == sorted(there, key=str)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_command_tells_each_and_exits_with_3(
    unreadable: list[tuple[Path, str, int | None]], small: Path, lang: str
) -> None:
    paths = [str(file) for file, _, _ in unreadable]
    code = "from gcm.cli.app import main; main()"
    words = ["validate", "--lang", lang, "-f", "json", "--root", str(small), *paths]
    run = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
    )
    said = {
        "prose.ttl": {"en": "not valid Turtle", "es": "no es Turtle válido"},
        "empty.ttl": {"en": "contains no triples", "es": "no contiene ninguna tripleta"},
        "utf16.ttl": {"en": "not UTF-8", "es": "no es texto UTF-8"},
        "missing.ttl": {"en": "no such file", "es": "el archivo no existe"},
        "folder": {"en": "contains no RDF file", "es": "no contiene ningún archivo RDF"},
    }
    assert (run.returncode, run.stderr) == (3, "")
    told = {Path(one["file"]).name: one["message"] for one in json.loads(run.stdout)["findings"]}
    assert set(told) == {file.name for file, _, _ in unreadable}
    for name, words_of in said.items():
        assert words_of[lang] in told[name]
