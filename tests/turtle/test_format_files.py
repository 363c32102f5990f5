from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ROUGH = "@prefix ex: <http://example.org/> .\nex:b ex:c 1.50 .\n\n# about a\nex:a ex:b ex:c.\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "rough.ttl").write_text(ROUGH)
    (tmp_path / "crlf.ttl").write_bytes(b"\xef\xbb\xbf# note\r\n\r\n<a:b>\r\n    <c:d> 1 .\r\n")
    (tmp_path / "neat.ttl").write_text("<a:b>\n    <c:d> 1 .\n")
    return tmp_path


def test_check_lists_what_would_change(gcm: Run, files: Path) -> None:
    before = {file: file.read_bytes() for file in files.iterdir()}
    done = gcm("fmt", "--check", str(files))
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        f"would format {files}/crlf.ttl\nwould format {files}/rough.ttl\n",
        "2 of 3 files differ from their canonical form.\n",
    )
    assert {file: file.read_bytes() for file in files.iterdir()} == before


def test_formatting(gcm: Run, files: Path) -> None:
    done = gcm("fmt", str(files))
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"formatted {files}/crlf.ttl\nformatted {files}/rough.ttl\n2 of 3 files rewritten.\n",
    )
    assert {file.name: file.read_bytes().decode() for file in files.iterdir()} == {
        "crlf.ttl": "# note\n\n<a:b>\n    <c:d> 1 .\n",
        "neat.ttl": "<a:b>\n    <c:d> 1 .\n",
        "rough.ttl": "@prefix ex: <http://example.org/> .\n\nex:b\n    ex:c 1.50 .\n\n"
        "# about a\nex:a\n    ex:b ex:c .\n",
    }
    again = gcm("fmt", "--check", str(files))
    assert (again.returncode, again.stdout) == (0, "")


def test_in_spanish(process: Run, files: Path) -> None:
    done = process("fmt", "--check", str(files / "rough.ttl"), "--lang", "es")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        f"cambiaría de formato: {files}/rough.ttl\n",
        "1 de 1 archivos difieren de su forma canónica.\n",
    )


def test_quiet(gcm: Run, files: Path) -> None:
    done = gcm("fmt", "--check", "--quiet", str(files / "neat.ttl"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_file_of_the_graph_is_formatted(gcm: Run) -> None:
    done = gcm("fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"<a:b>\n# inside\n<c:d> 1 .\n", "bad.ttl:2: a comment is inside a statement"),
        (b"<a:b> <c:d> 1 . # beside\n", "bad.ttl:1: a comment is inside a statement"),
        (b"<a:b> <c:d> _:x .\n<e:f> <c:d> _:x .\n", "bad.ttl:1: a blank node is used in more"),
        (b"<a:b> <c:d>\n", "bad.ttl:2:1: not valid Turtle"),
        (b"<a:b> <c:d> '\xff' .\n", "bad.ttl:1: not UTF-8 text"),
    ],
)
def test_one_that_cannot_be_formatted_stops_all(
    gcm: Run, files: Path, bad: bytes, said: str
) -> None:
    (files / "bad.ttl").write_bytes(bad)
    before = {file: file.read_bytes() for file in files.iterdir()}
    for words in (["fmt", str(files)], ["fmt", "--check", str(files)]):
        done = gcm(*words)
        assert (done.returncode, done.stdout) == (3, "")
        assert said in done.stderr
    assert {file: file.read_bytes() for file in files.iterdir()} == before


def test_links_in_a_folder_are_refused(gcm: Run, files: Path) -> None:
    (files / "link.ttl").symlink_to("rough.ttl")
    done = gcm("fmt", str(files))
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{files}/link.ttl: symbolic links are not followed" in done.stderr
    assert (files / "rough.ttl").read_text() == ROUGH


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.nt", "N-Triples"), ("a.jsonld", "JSON-LD"), ("a.nq", "N-Quads"), ("a.ttl.gz", "gzip")],
)
def test_files_of_other_formats_are_left_alone(
    gcm: Run, tmp_path: Path, name: str, form: str
) -> None:
    file = tmp_path / name
    file.write_text("<u:s> <u:p> 'o' .\n")
    done = gcm("fmt", str(file))
    assert (done.returncode, file.read_text()) == (3, "<u:s> <u:p> 'o' .\n")
    assert f"{file}: by its name this is {form}; only Turtle is formatted" in done.stderr
