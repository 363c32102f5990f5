"""Findings for people and as annotations, whole; nothing in them steers what shows them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gcm.core.language import Lang
from gcm.findings.report import Report
from gcm.findings.report_formats import FORMATS, report_as
from gcm.findings.text import finding_lines

from ..commands import MAIN, NET
from ._findings import FILE, FINE, HARMFUL, KINDS, LONG, REPORT, SYNTAX, TERM

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the files that the findings are about."""
    (tmp_path / "foro ñ.ttl").write_text(FILE, encoding="utf-8")
    (tmp_path / "roto.ttl").write_text("<a:b> ;\n", encoding="utf-8")
    (tmp_path / "largo.ttl").write_text('<a> <b> """a\nbé""" .\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# People

ENGLISH = """\
Forum A  <https://w3id.org/gcm-graph/id/forum/a>
  foro ñ.ttl:2:31  violation  [term]
    2 │ forum:a gcm:note "😀 e\u0301é"@en ; gcm:rle "x" .
      │                               ^^^^^^^
    gcm:rle is not defined.
    Did you mean gcm:role?
    + forum:a gcm:note "😀 e\u0301é"@en ; gcm:role "x" .
    Why: Tables read from it.
  foro ñ.ttl:2:1  warning  [ForumShape-date]
    2 │ forum:a gcm:note "😀 e\u0301é"@en ; gcm:rle "x" .
      │ ^^^^^^^
    Give one date.
  foro ñ.ttl:2:1  note  [NodeShape-label]
    Name it.

<https://w3id.org/gcm-graph/id/state/XXX>
  (no file)  violation
    Say on what it rests.
    basis/^of → https://w3id.org/gcm-graph/id/x

roto.ttl:1:7  violation  [syntax]
  1 │ <a:b> ;
    │       ^
  not valid Turtle: no dot

tabla.csv:3  violation  [table]
  not a state.
  → ZZZ

Forum A  <https://w3id.org/gcm-graph/id/forum/a>
  largo.ttl:1:8  violation  [term]
    1 │ <a> <b> \"\"\"a
      │        ^^^^
    gcm:rle is not defined.
    rle → x
    Did you mean gcm:role?

Does not conform: 5 violations, 1 warning, 1 note on 2 things in 2 files.
`gcm rule NAME` explains a rule; its name is in brackets.
The shapes were not run: not everything could be read (1 file). Fix what is listed first.
"""
SPANISH = """\
Foro A  <https://w3id.org/gcm-graph/id/forum/a>
  foro ñ.ttl:2:31  error  [term]
    2 │ forum:a gcm:note "😀 e\u0301é"@en ; gcm:rle "x" .
      │                               ^^^^^^^
    gcm:rle no está definido.
    ¿Quiso decir gcm:role?
    + forum:a gcm:note "😀 e\u0301é"@en ; gcm:role "x" .
    Por qué: Las tablas lo leen.
  foro ñ.ttl:2:1  advertencia  [ForumShape-date]
    2 │ forum:a gcm:note "😀 e\u0301é"@en ; gcm:rle "x" .
      │ ^^^^^^^
    Indique una fecha.
  foro ñ.ttl:2:1  nota  [NodeShape-label]
    Nómbrelo.

<https://w3id.org/gcm-graph/id/state/XXX>
  (sin archivo)  error
    Say on what it rests.
    basis/^of → https://w3id.org/gcm-graph/id/x

roto.ttl:1:7  error  [syntax]
  1 │ <a:b> ;
    │       ^
  no es Turtle válido: no dot

tabla.csv:3  error  [table]
  no es un Estado.
  → ZZZ

Foro A  <https://w3id.org/gcm-graph/id/forum/a>
  largo.ttl:1:8  error  [term]
    1 │ <a> <b> \"\"\"a
      │        ^^^^
    gcm:rle no está definido.
    rle → x
    ¿Quiso decir gcm:role?

No conforme: 5 errores, 1 advertencia, 1 nota en 2 elementos de 2 archivos.
`gcm rule NOMBRE` explica una regla; su nombre está entre corchetes.
No se ejecutaron las formas: no se pudo leer todo (1 archivo). Corrija primero lo indicado.
"""


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("lang", "expected"), [("en", ENGLISH), ("es", SPANISH)])
def test_for_people(lang: Lang, expected: str) -> None:
    assert report_as("human", REPORT, lang) == expected


def test_for_people_where_there_is_nothing() -> None:
    assert report_as("human", FINE, "en") == "Conforms: nothing found in 1 file.\n"
    assert report_as("human", FINE, "es") == "Conforme: no se halló ningún error en 1 archivo.\n"


@pytest.mark.usefixtures("here")
def test_one_finding_alone() -> None:
    assert finding_lines(SYNTAX, "en") == [
        "roto.ttl:1:7  violation  [syntax]", "  1 │ <a:b> ;", "    │       ^",
        "  not valid Turtle: no dot",
    ]  # fmt: skip


def test_the_mark_stands_below_letters_that_take_two_columns(here: Path) -> None:
    (here / "foro ñ.ttl").write_text("# 移民\t移民 gcm:rle", encoding="utf-8")
    finding = TERM._replace(line=1, column=9)
    assert finding_lines(finding, "en")[2:4] == [
        "    1 │ # 移民 移民 gcm:rle",
        "      │             ^^^^^^^",
    ]


def test_a_long_line_is_cut_around_the_place(here: Path) -> None:
    (here / "foro ñ.ttl").write_text(f"{'é ' * 200}gcm:rle {'z' * 200}", encoding="utf-8")
    lines = finding_lines(TERM._replace(line=1, column=401), "en")
    assert lines[2] == f"    1 │ …{'é ' * 20}gcm:rle {'z' * 62}…"
    assert lines[3] == f"      │ {' ' * 41}^^^^^^^"
    assert lines[6] == f"    + …{'é ' * 20}gcm:role {'z' * 61}…"


@pytest.mark.parametrize("content", [None, b"", b"one line", b"\xff\n\xff\n"])
def test_a_file_that_is_gone_or_changed_has_no_excerpt(here: Path, content: bytes | None) -> None:
    (here / "foro ñ.ttl").unlink()
    if content is not None:
        (here / "foro ñ.ttl").write_bytes(content)
    assert finding_lines(TERM, "en") == [
        "Forum A  <https://w3id.org/gcm-graph/id/forum/a>",
        "  foro ñ.ttl:2:31  violation  [term]",
        "    gcm:rle is not defined.",
        "    Did you mean gcm:role?",
        "    Why: Tables read from it.",
    ]


def test_the_excerpt_is_that_of_now(here: Path) -> None:
    assert finding_lines(SYNTAX, "en")[1] == "  1 │ <a:b> ;"
    (here / "roto.ttl").write_text("<a:bc>;\n", encoding="utf-8")
    os.utime(here / "roto.ttl", ns=(1, 1))
    assert finding_lines(SYNTAX, "en")[1] == "  1 │ <a:bc>;"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_line_ends_in_space(lang: Lang) -> None:
    spaced = TERM._replace(
        message={"en": "x \n"}, label={"en": "x "}, advice=({"en": "y\t"},), replacement="z "
    )
    for report in (REPORT, HARMFUL, Report([spaced], [])):
        lines = report_as("human", report, lang).split("\n")
        assert [line for line in lines if line != line.rstrip()] == []


# Terminals


def on_a_terminal(words: list[str], cwd: Path, **env: str) -> tuple[int, str]:
    """The exit code of the command, and what it writes to a real terminal."""
    import pty

    master, slave = pty.openpty()
    plain = {name: text for name, text in os.environ.items() if name in ("PATH", "HOME")}
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *words],
        stdin=slave, stdout=slave, stderr=subprocess.DEVNULL, cwd=cwd,
        env={**plain, "LC_ALL": "C.UTF-8", "TERM": "xterm", **env},
    )  # fmt: skip
    os.close(slave)
    written = b""
    try:
        while piece := os.read(master, 4096):
            written += piece
    except OSError:  # so Linux tells that nobody writes any more
        pass
    os.close(master)
    return process.wait(NET), written.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "foro.ttl").write_text(
        "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n<a:b> gcm:evidenc 1 .\n", "utf-8"
    )
    words = ["validate", "--quiet", "--alone", "foro.ttl"]
    code, shown = on_a_terminal(words, tmp_path)
    assert code == 1
    plain = re.sub(r"\033\[\d+m", "", shown)
    assert set(re.findall(r"\033\[(\d+)m", shown)) == {"0", "1", "31", "32"}
    assert "  \033[1mforo.ttl:2:7\033[0m  \033[31mviolation\033[0m  [term]\n" in shown
    assert "      │       \033[31m^^^^^^^^^^^\033[0m\n" in shown
    assert "    \033[32m+ <a:b> gcm:evidence 1 .\033[0m\n" in shown
    for setting in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert on_a_terminal(words, tmp_path, **setting) == (1, plain)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_does_not_steer_a_terminal(tmp_path: Path, form: str) -> None:
    (tmp_path / "x.ttl").write_text("<a:b> <c:d> \033[2J\u202e .\n", encoding="utf-8")
    (tmp_path / "y.ttl").write_text('<a:b> a <c:\u202e>, "\\u001b[2J\\u202e\\u009b" .', "utf-8")
    words = ["validate", "--quiet", "--alone", "x.ttl", "y.ttl", "-f", form]
    code, shown = on_a_terminal(words, tmp_path)
    assert (code, len(shown) > 100) == (3, True)
    plain = re.sub(r"\033\[\d+m", "", shown) if form == "human" else shown
    assert all(letter.isprintable() or letter == "\n" for letter in plain)


# Harm


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "turtle"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_steers_a_terminal_or_a_runner(form: str, lang: Lang) -> None:
    shown = report_as(form, HARMFUL, lang)
    assert all(letter.isprintable() or letter == "\n" for letter in shown)
    shown.encode()
    if form == "github":
        lines = shown.rstrip("\n").split("\n")
        assert len(lines) == len(HARMFUL.findings)
        assert all(re.match(r"::error (\w+=[^:,]*,)*title=[^:,]*::", one) for one in lines)
    else:
        assert not COMMAND.search(shown)


@pytest.mark.parametrize("form", FORMATS)
def test_names_of_files_do_not_steer(
    gcm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["::error::x.ttl", "a\n::error::b\033[2J.ttl", "##[error]c.ttl", "é\u202e,d%0A:.ttl"]
    for name in names:
        (tmp_path / name).write_text("<a:b> <c:d>", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.ttl")).write_text("<a:b> <c:d>")
    for words in (["."], names, ["::error::missing.ttl"]):
        done = gcm("validate", "--alone", "-f", form, *words)
        assert done.returncode == 3
        assert "internal error" not in done.stderr
        written = done.stdout + done.stderr
        assert all(letter.isprintable() or letter == "\n" for letter in written)
        if form == "github":
            commands = [line for line in written.splitlines() if COMMAND.search(line)]
            assert all(re.match(r"::error file=[^:,]*,", line) for line in commands)
        else:
            assert not COMMAND.search(written)


# Annotations


@pytest.mark.usefixtures("here")
def test_annotations() -> None:
    assert report_as("github", REPORT, "en").splitlines() == [
        "::error file=foro ñ.ttl,line=2,col=31,endColumn=38,title=Forum A::"
        "gcm:rle is not defined.%0ADid you mean gcm:role?",
        "::warning file=foro ñ.ttl,line=2,col=1,endColumn=8,title=Forum A::Give one date.",
        "::notice file=foro ñ.ttl,line=2,col=1,endColumn=8,title=Forum A::Name it.",
        "::error title=https%3A//w3id.org/gcm-graph/id/state/XXX::Say on what it rests."
        "%0Ahttps://w3id.org/gcm-graph/id/x",
        "::error file=roto.ttl,line=1,col=7,endColumn=8,title=syntax::not valid Turtle: no dot",
        "::error file=tabla.csv,line=3,title=table::not a state.%0AZZZ",
        "::error file=largo.ttl,line=1,endLine=2,title=Forum A::"
        "gcm:rle is not defined.%0ADid you mean gcm:role?",
    ]
    assert report_as("github", FINE, "en") == ""


def test_annotations_in_spanish() -> None:
    assert report_as("github", Report([LONG], []), "es") == (
        "::error file=largo.ttl,line=1,endLine=2,title=Foro A::"
        "gcm:rle no está definido.%0A¿Quiso decir gcm:role?\n"
    )
    assert len(KINDS) == 7


def test_an_annotation_of_what_means_harm() -> None:
    line = report_as("github", Report([HARMFUL.findings[0]], []), "en")
    words = (
        "\ufffd[2J\ufffd]0;x\ufffd\ufffd31m\ufffd\ufffda b  ::error::c  ::add-mask::d "
        "\ufffd%250A##[error]e\ufffd\ufffd|%252C,:"
    )
    field = words.replace(":", "%3A").replace(",", "%2C")
    name = field.replace(" \ufffd%250A##", " %250A##")
    assert line == (
        f"::error file=a b%2Cc%3Ad%25 %3A%3Aerror%3A%3A{name}.ttl,line=7,endLine=9,"
        f"title=%3A%3Awarning%3A%3A{field}::::error::{words}%0A::error::{words}\n"
    )
