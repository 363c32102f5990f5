"""What only a whole process shows: pipes, signals, terminals, encodings, where it is installed."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gcm.cli import app
from gcm.core.errors import GcmError
from gcm.core.language import msg

from ..commands import NET
from ..processes import children
from ..tiny_root import copy_tiny

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
MAIN = "import sys; sys.argv[0] = 'gcm'; from gcm.cli.app import main; main()"
COMMAND = [sys.executable, "-c", MAIN]
LINUX = sys.platform.startswith("linux")
PLAIN = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
# Counting holds nothing in memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def shell(script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `gcm` is the command."""
    words = " ".join(f"'{word}'" for word in [sys.executable, "-c", MAIN.replace("'", '"')])
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; gcm() {{ {words} \"$@\"; }}; {script}"],
        cwd=ROOT, env={**PLAIN, **env}, capture_output=True, encoding="utf-8", timeout=NET,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "table", "json", "tsv"])
def test_a_reader_that_goes_is_no_error(form: str) -> None:
    done = shell(f"gcm query -q 'SELECT * {{ ?s ?p ?o }} LIMIT 3000' -f {form} --quiet | head -c 9")
    assert (done.returncode, len(done.stdout.encode()), done.stderr) == (0, 9, "")


@pytest.mark.parametrize("words", ["validate -f turtle", "verify", "describe SLV", "ask -h"])
def test_a_reader_that_is_gone_already_is_no_error(words: str) -> None:
    done = shell(f"gcm {words} | true")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    done = shell("gcm ask participants -f csv > /dev/full")
    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        "",
        "the output could not be written (No space left on device).\n",
    )


@pytest.mark.parametrize(
    ("script", "code", "out"),
    [
        ("gcm query -q 'ASK {}' <&-", 0, "answer\ntrue\n"),
        ("gcm query -q 'ASK {}' >&-", 0, ""),
        ("gcm query -q 'ASK {}' -f table 2>&-", 0, "answer\n──────\ntrue\n"),
        ("gcm ask nosuch 2>&-", 2, ""),
        ("gcm query -q 'ASK {}' <&- 2>&-", 0, "answer\ntrue\n"),
        ("gcm nosuch <&- >&- 2>&-", 2, ""),
    ],
)
def test_closed_streams(script: str, code: int, out: str) -> None:
    done = shell(script)
    assert (done.returncode, done.stdout, done.stderr) == (code, out, "")


def test_a_closed_input_holds_no_query() -> None:
    done = shell("gcm query - <&-")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "-: the query is empty.\n"


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_poor_encodings(process: Run, root: Path, env: dict[str, str]) -> None:
    done = process("describe", "DOM", "--lang", "es", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Estado: República Dominicana")
    for words in (["verify"], ["ask", "-h", "--lang", "es"]):
        assert process(*words, cwd=root, env=env).returncode == 0
    wrong = process("describe", "Ñuñoa", "--lang", "es", env=env)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Traceback" not in wrong.stderr


def test_from_another_folder(process: Run, tmp_path: Path) -> None:
    here = process("ask", "participants", cwd=ROOT / "data" / "forums").stdout
    assert process("ask", "participants", cwd=tmp_path).stdout == here
    assert here.count("\n") == 13
    file = "data/forums/2024-san-salvador.ttl"
    done = process("validate", "2024-san-salvador.ttl", cwd=(ROOT / file).parent)
    assert done.returncode == 0


def test_a_folder_with_a_space_and_an_accent(process: Run, root: Path) -> None:
    before = process("ask", "participants", cwd=root).stdout
    inside = root / "data" / "votes"
    shutil.rmtree(inside)
    inside.mkdir()
    after = process("ask", "participants", cwd=root).stdout
    assert after.count("not stated") > before.count("not stated")
    assert process("ask", "participants", "--root", str(root)).returncode == 0
    assert process("fmt", "--check", cwd=root / "ontology").returncode == 0
    graphs = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s gcm:iso3 ?o } }"
    copy = root / "un estado ñ.ttl"
    shutil.copy(root / "data" / "actors" / "states.ttl", copy)
    done = process("query", "-q", graphs, "--on", copy.name, cwd=root)
    added = f"“{copy.name}” contains no ontology; that of the graph was added.\n"
    assert (done.returncode, done.stderr) == (0, added)
    assert int(done.stdout.splitlines()[1]) > 0


# Terminals


def on_terminal(*words: str, **env: str) -> tuple[int, str]:
    """The exit code and what a terminal of 80 columns shows."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words], cwd=ROOT, env={**PLAIN, "TERM": "xterm", "COLUMNS": "80", **env},
        stdin=follower, stdout=follower, stderr=follower,
    ) as child:  # fmt: skip
        os.close(follower)
        shown = b""
        while True:
            try:
                chunk = os.read(leader, 4096)
            except OSError:  # how Linux tells that the other end has closed
                break
            if not chunk:
                break
            shown += chunk
    os.close(leader)
    return child.returncode, shown.decode().replace("\r\n", "\n")


def test_a_table_on_a_terminal_fits_it() -> None:
    code, shown = on_terminal("ask", "participants")
    lines = shown.splitlines()
    assert code == 0
    assert lines[0].startswith("\033[1mISO")
    assert lines[-2] == "12 rows"
    assert lines[-1].startswith("event: II Forum")
    assert max(len(line) for line in lines[1:-1]) <= 80


def test_no_color_on_a_terminal() -> None:
    code, shown = on_terminal("ask", "participants", "--quiet", NO_COLOR="1")
    assert (code, "\033" in shown) == (0, False)


def test_a_terminal_shows_that_work_goes_on() -> None:
    code, shown = on_terminal("query", "-q", ENDLESS, "--timeout", "2.5")
    assert code == 3
    assert re.match(r"(\r\033\[Kworking … \d s)+\r\033\[K", shown)
    assert shown.endswith("stopped after 2.5 seconds. Narrow the query, add a LIMIT, or raise "
                          "--timeout.\n")  # fmt: skip
    code, shown = on_terminal("query", "-q", ENDLESS, "--timeout", "1.1", "--quiet")
    assert shown.startswith("stopped after")


def test_machine_formats_do_not_steer_a_terminal() -> None:
    text = 'SELECT ("a\\u001B[2Jb\\u009B2Jc\\u202Ed\\te" AS ?x) {}'
    for form in ("csv", "tsv", "json", "xml"):
        code, shown = on_terminal("query", "-q", text, "-f", form)
        assert code == 0
        assert not {"\033", "\u009b", "\u202e"} & set(shown)


# Interrupts


def interrupted(*words: str) -> tuple[int, str, str]:
    with subprocess.Popen(
        [*COMMAND, *words], cwd=ROOT, env=PLAIN, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", start_new_session=True,
    ) as child:  # fmt: skip
        # A query runs in a process of its own.
        while LINUX and not children(child.pid) and child.poll() is None:
            time.sleep(0.02)
        time.sleep(0 if LINUX else 1)
        os.killpg(child.pid, signal.SIGINT)
        out, err = child.communicate(timeout=NET)
    return child.returncode, out, err


def test_an_interrupt(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")
    code, out, err = interrupted("query", "-q", ENDLESS, "-o", str(file))
    assert (code, out, err.strip()) == (130, "", "interrupted; no file is half-written.")
    assert (file.read_text(), list(tmp_path.iterdir())) == ("old", [file])


def test_an_interrupt_in_spanish() -> None:
    code, out, err = interrupted("query", "-q", ENDLESS, "--lang", "es")
    assert (code, out, err.strip()) == (130, "", "interrumpido; ningún archivo quedó a medias.")


# Faults of our own


@pytest.mark.parametrize(
    "error",
    [ValueError("bad\nthing \033[2J"), KeyError("x"), MemoryError(), RecursionError("deep")],
)
def test_a_fault_of_ours_is_one_line(
    gcm: Run, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.delenv("GCM_DEBUG", raising=False)
    monkeypatch.setattr(app._Commands, "get_command", fail)
    done = gcm("verify")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert done.stderr.startswith(
        f"internal error, not caused by your input: {type(error).__name__}"
    )
    assert "\033" not in done.stderr
    monkeypatch.setenv("GCM_DEBUG", "1")
    with pytest.raises(type(error)):
        gcm("verify")


def test_errors_do_not_steer_a_terminal(gcm: Run) -> None:
    for words in (["ask", "a\033[2Jb\u202ec"], ["x\033[2J"], ["validate", "a\033[2J.ttl"]):
        done = gcm(*words)
        assert done.returncode in (2, 3)
        assert not {"\033", "\u202e"} & set(done.stderr)


def test_problems_give_the_highest_code() -> None:
    from gcm.core.errors import Problems, RunError, UsageError

    errors: list[GcmError] = [
        UsageError(msg("no graph found here; name its folder with --root.")),
        RunError(msg("the source text is empty."), file="a", line=3),
    ]
    assert (Problems(errors).exit_code, Problems(errors[:1]).exit_code) == (3, 2)
    assert Problems(errors).text("es") == (
        "no se encontró ningún grafo aquí; indique su carpeta con --root.\n"
        "a:3: el texto fuente está vacío."
    )


# Installed


def test_an_installed_package_asks_its_bundle(tmp_path: Path) -> None:
    package = tmp_path / "site packages" / "gcm"
    # Not the names under which other tests may be writing what is compiled just now.
    shutil.copytree(ROOT / "scripts" / "gcm", package, ignore=shutil.ignore_patterns("*.pyc.*"))
    copy_tiny(package / "bundle")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); sys.argv[0] = 'gcm'\n"
    code += "from gcm.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(package.parent), "ask", "participants"],
        cwd=elsewhere, env=PLAIN, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 4
    rule = ["rule", "ParticipationShape-status"]
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(package.parent), *rule],
        cwd=elsewhere, env=PLAIN, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n  +    gcm:status choice:yes .\n" in done.stdout


def test_the_wheel_has_the_bundle(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, env=PLAIN, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    from zipfile import ZipFile

    names = set(ZipFile(wheel).namelist())
    wanted = {
        f"gcm/bundle/{file.relative_to(ROOT)}"
        for name in ("ontology", "data", "shapes", "queries")
        for file in (ROOT / name).rglob("*.*")
        if file.suffix in (".ttl", ".rq", ".txt", ".edits", ".diff")
    }
    assert wanted - names == set()
    assert {"gcm/py.typed", "gcm/cli/app.py", "gcm/core/layout.py"} - names == set()
