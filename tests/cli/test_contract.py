"""The contract of the command: formats, streams, languages and exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import gcm as library
from gcm.cli import app
from gcm.core.language import LANGS, Lang
from gcm.questions.question import THEMES

from ..commands import run_several

pytestmark = pytest.mark.usefixtures("shipped_once")
Run = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = [
    "ask",
    "cite",
    "describe",
    "diff",
    "explain",
    "fmt",
    "import",
    "infer",
    "publish",
    "push",
    "query",
    "quote",
    "rule",
    "search",
    "serve",
    "terms",
    "validate",
    "verify",
]
SPANISH = {"LC_ALL": "es_SV.UTF-8"}


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


SYNTAX = "<s> <p>\n"
FINE = [
    ["ask"],
    ["ask", "participants"],
    ["ask", "participants", "-p", "event=2024-san-salvador", "-f", "table"],
    ["ask", "participants", "-p", "lang=es"],
    ["ask", "participants", "--sparql"],
    ["ask", "participants", "-h"],
    ["ask", "profile", "-p", "thing=SLV"],
    ["ask", "in-two-graphs"],
    ["describe", "SLV"],
    ["query", "-q", "ASK {}"],
    ["query", "-q", "SELECT ?s { ?s a gcm:Nothing }"],
    ["validate"],
    ["verify"],
    ["fmt", "--check"],
    ["quote", "2024-san-salvador.es", "El II Foro tuvo como objetivos:"],
    ["--version"],
    ["-h"],
    [],
]


@pytest.mark.parametrize("words", FINE, ids=" ".join)
def test_zero(gcm: Run, words: list[str]) -> None:
    assert gcm(*words).returncode == 0


def test_help_is_what_was_asked_for(gcm: Run) -> None:
    alone, asked = gcm(), gcm("-h")
    assert (alone.stdout, alone.stderr) == (asked.stdout, "")


USAGE = [
    (["nosuch"], "No such command 'nosuch'."),
    (["--nosuch"], "No such option '--nosuch'."),
    (["ask", "nosuch"], "no question is called “nosuch”; `gcm ask` lists them all."),
    (["ask", "participant"], "Did you mean: participants, co-participation"),
    (["ask", "../../etc/passwd"], "no question is called “../../etc/passwd”"),
    (["ask", "/etc/passwd"], "no question is called “/etc/passwd”"),
    (["ask", "../checks/unsourced"], "no question is called “../checks/unsourced”"),
    (["ask", "nosuch", "-h"], "no question is called “nosuch”"),
    (["ask", "participants", "-p", "x=1"], "participants has no parameter “x”; it takes: event"),
    (["ask", "participants", "-p", "event"], "a parameter is written name=value, not “event”."),
    (["ask", "participants", "-p", "=1"], "a parameter is written name=value, not “=1”."),
    (["ask", "participants", "-p", "event=zz"], "nothing of the graph is called “zz”"),
    (["ask", "participants", "-p", "event=SLV"], "nothing of the graph is called “SLV” and can be"),
    (["ask", "participants", "-p", "lang=fr"], "the language is en or es, not “fr”."),
    (["ask", "profile"], "profile needs the parameter thing: add -p thing=…"),
    (["ask", "participants", "-f", "xls"], "'xls' is not one of 'table', 'csv'"),
    (["ask", "participants", "-o", "x.ods"], "no format is known by the ending .ods"),
    (["ask", "a", "b"], "Got unexpected extra argument (b)"),
    (["ask", "participants", "--timeout", "0"], "0.0 is not in the range x>0."),
    (["ask", "participants", "--timeout", "nan"], "not a number."),
    (["ask", "participants", "--timeout", "x"], "'x' is not a valid float"),
    (["ask", "--root", "/nonexistent"], "/nonexistent: this folder contains no graph"),
    (["--lang", "fr", "ask"], "'fr' is not one of 'en', 'es'."),
    (["describe"], "Missing argument 'THING'."),
    (["describe", "Atlantis"], "nothing of the graph is called “Atlantis”"),
    (["describe", ""], "nothing of the graph is called “”"),
    (["describe", "http://["], "nothing of the graph is called “http://[”"),
    (["describe", 'a"b\\c\n'], "nothing of the graph is called"),
    (["describe", "a\udcffb"], "nothing of the graph is called “a\ufffdb”"),
    (["query"], "give either a query file or -q TEXT."),
    (["query", "x.rq", "-q", "ASK {}"], "give either a query file or -q TEXT."),
    (["query", "-q", "ASK {}", "-f", "turtle"], "one of these formats: table, csv"),
    (["query", "-q", "DESCRIBE <a:b>", "-f", "csv"], "one of these formats: turtle"),
    (["query", "-q", "DESCRIBE <a:b>", "-o", "x.csv"], "no format is known by the ending .csv"),
    (["query", "-q", "ASK {}", "--limit", "-1"], "-1 is not in the range x>=0."),
    (["quote", "nosuch", "x"], "there are: 2024-san-salvador.es."),
    (["quote", "../../README", "x"], "no text of data/sources is called “../../README”"),
    (["quote", "2024-san-salvador.es", "Foro"], "occur 7 times in the source, in unit 2, 3, 7"),
    (["quote", "2024-san-salvador.es", "Forum"], "the source does not contain “Forum”"),
    (["quote", "2024-san-salvador.es", "II Foro de", "x"], "occur 2 times in the source"),
    (["validate", "-f", "pdf"], "'pdf' is not one of 'human', 'json'"),
    (["verify", "x"], "Got unexpected extra argument (x)"),
    (["fmt", "--chek"], "No such option '--chek'"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), USAGE, ids=[" ".join(words) for words, _ in USAGE])
def test_two(gcm: Run, words: list[str], said: str) -> None:
    code, out, err = outcome(gcm(*words))
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


FAILED = [
    (["query", "missing.rq"], "missing.rq: no such file; check the path."),
    (["query", "data"], "data: the file cannot be read (Is a directory)."),
    (
        ["query", "-q", "SELECT"],
        "not valid SPARQL: the query ends where a variable or “*” is expected",
    ),
    (
        ["query", "-q", "SELECT ?s {\n?s ?p ?o\nFILTR"],
        "not valid SPARQL: SPARQL has no word “FILTR”; did you mean FILTER?",
    ),
    (["query", "-q", ""], "the query is empty"),
    (["query", "-q", "SELECT * { SERVICE <http://a/> {} }"], "refused: SERVICE"),
    (["query", "-q", "LOAD <http://a/>"], "refused: LOAD would change the graph"),
    (["query", "-q", "DELETE WHERE { ?s ?p ?o }"], "refused: DELETE would change the graph"),
    (["query", "-q", "ASK FROM <http://a/> {}"], "refused: <http://a/> is not a graph loaded"),
    (["query", "-q", "ASK {}", "--on", "missing.ttl"], "missing.ttl: no such file"),
    (["query", "-q", "ASK {}", "--on", "README.md"], "README.md:"),
    (["ask", "participants", "--on", "missing.ttl"], "missing.ttl: no such file"),
    (["ask", "participants", "-o", "missing/x.csv"], "missing/x.csv: the file cannot be written"),
    (["validate", "missing.ttl"], "missing.ttl: no such file; check the path."),
    (
        ["validate", "queries"],
        "queries: the folder contains no RDF file (*.ttl, *.nt, *.trig, *.nq, *.jsonld, *.ttl.gz, ",
    ),
    (["validate", "--on", "missing.ttl"], "missing.ttl: no such file; check the path."),
    (["fmt", "missing.ttl"], "missing.ttl: no such file; check the path."),
]


@pytest.mark.parametrize(("words", "said"), FAILED, ids=[" ".join(words) for words, _ in FAILED])
def test_three(gcm: Run, words: list[str], said: str) -> None:
    code, out, err = outcome(gcm(*words))
    assert (code, out) == (3, "")
    assert said in err
    assert "Traceback" not in err
    assert "internal error" not in err


@pytest.fixture
def bad_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that cannot be read as Turtle, each for another reason."""
    contents = {
        "comment.ttl": b"# nothing\n",
        "empty.ttl": b"",
        "binary.ttl": b"\x7fELF\x00\xff\xfe",
        "latin.ttl": '<a:b> <c:d> "é" .'.encode("latin-1"),
        "prose.ttl": b"<a:b> <c:d> <e:f> .\nThis is no Turtle.\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "none").mkdir()
    monkeypatch.setenv("PWD", str(tmp_path))
    return [str(tmp_path / name) for name in (*contents, "missing.ttl", "none")]


def said_of(files: list[str], err: str) -> dict[str, str]:
    """What is said of each file, by its name."""
    folder = str(Path(files[0]).parent) + "/"
    pairs = (line.removeprefix(folder).partition(": ") for line in err.splitlines())
    return {name: text for name, _, text in pairs}


def found_in(report: str) -> dict[str, str]:
    """What a report says of each file, by name, line and column."""
    return {
        ":".join(
            str(part)
            for part in (Path(one["file"]).name, one["line"], one["column"])
            if part is not None
        ): one["message"]
        for one in json.loads(report)["findings"]
    }


def test_validate_tells_all_files_at_once(gcm: Run, bad_files: list[str]) -> None:
    done = gcm("validate", "-f", "json", *bad_files)
    assert (done.returncode, done.stderr) == (3, "")
    assert found_in(done.stdout) == {
        "none": "the folder contains no RDF file (*.ttl, *.nt, *.trig, *.nq, *.jsonld, "
        "*.ttl.gz, *.nt.gz, *.trig.gz, *.nq.gz, *.jsonld.gz).",
        "comment.ttl": "the file contains no triples.",
        "empty.ttl": "the file contains no triples.",
        "binary.ttl:1": "not UTF-8 text (byte 5); save the file as UTF-8.",
        "latin.ttl:1": "not UTF-8 text (byte 13); save the file as UTF-8.",
        "prose.ttl:2:1": "not valid Turtle: found “This” where a statement should begin: with "
        "an IRI in <…> or a prefixed name",
        "missing.ttl": "no such file; check the path.",
    }


def test_validate_tells_all_files_in_spanish(process: Run, bad_files: list[str]) -> None:
    done = process("validate", "-f", "json", *bad_files, env=SPANISH)
    assert (done.returncode, done.stderr) == (3, "")
    assert found_in(done.stdout) == {
        "none": "la carpeta no contiene ningún archivo RDF (*.ttl, *.nt, *.trig, *.nq, *.jsonld, "
        "*.ttl.gz, *.nt.gz, *.trig.gz, *.nq.gz, *.jsonld.gz).",
        "comment.ttl": "el archivo no contiene ninguna tripleta.",
        "empty.ttl": "el archivo no contiene ninguna tripleta.",
        "binary.ttl:1": "no es texto UTF-8 (byte 5); guarde el archivo como UTF-8.",
        "latin.ttl:1": "no es texto UTF-8 (byte 13); guarde el archivo como UTF-8.",
        "prose.ttl:2:1": "no es Turtle válido: «This» figura donde debería comenzar una "
        "declaración: con un IRI en <…> o un nombre con prefijo",
        "missing.ttl": "el archivo no existe; revise la ruta.",
    }


def test_fmt_tells_all_files_at_once_and_changes_none(
    gcm: Run, bad_files: list[str], tmp_path: Path
) -> None:
    good = tmp_path / "good.ttl"
    good.write_text("<a:b> <c:d> <e:f>.")
    inside = tmp_path / "inside.ttl"
    inside.write_text("<a:b>\n# note\n<c:d> <e:f>.")
    code, out, err = outcome(gcm("fmt", str(good), *bad_files, str(inside)))
    assert (code, out) == (3, "")
    assert set(said_of(bad_files, err)) == {
        "none", "binary.ttl:1", "latin.ttl:1", "prose.ttl:2:1", "missing.ttl", "inside.ttl:2",
    }  # fmt: skip
    assert good.read_text() == "<a:b> <c:d> <e:f>."


def test_data_of_a_root_that_cannot_be_read(gcm: Run, root: Path) -> None:
    (root / "data" / "a.ttl").write_bytes(b"<a:b> <c:d>\n\xff")
    (root / "data" / "b.ttl").write_bytes(b"<a:b> .")
    done = gcm("validate", "-f", "json", "--root", str(root))
    assert (done.returncode, list(found_in(done.stdout))) == (3, ["a.ttl:2", "b.ttl:1:7"])
    for words in (["ask", "participants"], ["describe", "SLV"], ["verify"]):
        code, out, err = outcome(gcm(*words, "--root", str(root)))
        assert (code, out) == (3, "")
        assert [line.partition(": ")[0] for line in err.splitlines()] == [
            f"{root}/data/a.ttl:2", f"{root}/data/b.ttl:1:7",
        ]  # fmt: skip


# Formats


def test_csv_in_a_pipe_and_a_table_on_a_terminal(gcm: Run) -> None:
    words = ("query", "-q", "SELECT ?n { VALUES ?n { 1 2 } } ORDER BY ?n")
    assert outcome(gcm(*words)) == (0, "n\n1\n2\n", "")
    assert outcome(gcm(*words, tty=True)) == (0, "\033[1mn\033[0m\n─\n1\n2\n", "2 rows\n")
    assert outcome(gcm(*words, "--quiet", "-f", "table")) == (0, "n\n─\n1\n2\n", "")


@pytest.mark.parametrize("variable", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_color(gcm: Run, monkeypatch: pytest.MonkeyPatch, variable: tuple[str, str]) -> None:
    monkeypatch.setenv(*variable)
    assert gcm("query", "-q", "ASK {}", tty=True).stdout == "answer\n──────\ntrue\n"


ROWS = 'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (1 "ñ|,\\"x"@es UNDEF) (<a:b> UNDEF 2.5) } }'


@pytest.mark.parametrize(
    ("form", "ending", "expected"),
    [
        ("csv", "csv", 'a,b,c\n1,"ñ|,""x",\na:b,,2.5\n'),
        ("tsv", "tsv", '?a\t?b\t?c\n1\t"ñ|,\\"x"@es\t\n<a:b>\t\t2.5\n'),
        ("md", "md", '| a | b | c |\n| --- | --- | --- |\n| 1 | ñ\\|,"x |  |\n| a:b |  | 2.5 |\n'),
        ("table", "txt", 'a    b      c\n───  ─────  ───\n1    ñ|,"x\na:b         2.5\n'),
        ("json", "srj", None),
        ("json", "JSON", None),
        ("xml", "srx", None),
        ("csv", "", 'a,b,c\n1,"ñ|,""x",\na:b,,2.5\n'),
    ],
)
def test_formats_of_rows(
    gcm: Run, tmp_path: Path, form: str, ending: str, expected: str | None
) -> None:
    shown = gcm("query", "-q", ROWS, "-f", form)
    assert (shown.returncode, expected or shown.stdout) == (0, shown.stdout)
    file = tmp_path / (f"x.{ending}" if ending else "x")
    code, out, err = outcome(gcm("query", "-q", ROWS, "-o", str(file), "--quiet"))
    assert (code, out, err, file.read_text(encoding="utf-8")) == (0, "", "", shown.stdout)


def test_json_is_that_of_sparql(gcm: Run) -> None:
    assert json.loads(gcm("query", "-q", ROWS, "-f", "json").stdout) == {
        "head": {"vars": ["a", "b", "c"]},
        "results": {
            "bindings": [
                {
                    "a": {
                        "type": "literal",
                        "value": "1",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                    "b": {"type": "literal", "value": 'ñ|,"x', "xml:lang": "es"},
                },
                {
                    "a": {"type": "uri", "value": "a:b"},
                    "c": {
                        "type": "literal",
                        "value": "2.5",
                        "datatype": "http://www.w3.org/2001/XMLSchema#decimal",
                    },
                },
            ]
        },
    }


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "md"])
def test_every_answer_ends_in_one_line_feed(gcm: Run, form: str) -> None:
    for words in (["ask", "participants"], ["ask"], ["query", "-q", "ASK {}"]):
        out = gcm(*words, "-f", form).stdout
        assert out.endswith("\n")
        assert not out.endswith("\n\n")


def test_the_list_of_questions_is_whole(gcm: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(gcm("ask").stdout)))
    found = library.list_questions()
    themes = {name: label.text("en") for name, label in THEMES.items()}
    assert list(dict.fromkeys(row["theme"] for row in rows)) == list(themes.values())
    assert {tuple(row.values()) for row in rows} == {
        (themes[one.theme], one.name, one.title["en"], one.description["en"]) for one in found
    }


def test_people_read_a_line_for_each_question_below_its_theme(gcm: Run) -> None:
    lines = gcm("ask", "-f", "table").stdout.splitlines()
    assert lines[0] == "Events and series"
    assert "  votes-of-champions             Votes of champion countries" in lines
    assert sum(line.startswith("  ") for line in lines) == len(library.list_questions())


def test_writing_leaves_the_old_answer_where_there_is_none(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")
    assert gcm("query", "-q", "SELECT * { ?s ?p", "-o", str(file)).returncode == 3
    assert (file.read_text(), list(tmp_path.iterdir())) == ("old", [file])
    assert gcm("query", "-q", "ASK {}", "-o", str(file)).returncode == 0
    assert (file.read_text(), list(tmp_path.iterdir())) == ("answer\ntrue\n", [file])


# Where options stand


def test_root_before_and_after_the_command(gcm: Run, root: Path, tmp_path: Path) -> None:
    for file in (root / "data" / "actors").glob("*.ttl"):
        file.unlink()
    words = ("query", "-q", "ASK { ?s gcm:iso3 ?code }")
    answers = {
        "none": gcm(*words).stdout,
        "before": gcm("--root", str(root), *words).stdout,
        "after": gcm(*words, f"--root={root}").stdout,
        "both": gcm("--root", str(tmp_path), *words, "--root", str(root)).stdout,
    }
    assert answers == {
        "none": "answer\ntrue\n",
        "before": "answer\nfalse\n",
        "after": "answer\nfalse\n",
        "both": "answer\nfalse\n",
    }


@pytest.mark.parametrize(
    ("words", "spanish_text"),
    [
        (["--lang", "es", "ask", "nosuch"], True),
        (["ask", "nosuch", "--lang", "es"], True),
        (["ask", "--lang=es", "nosuch"], True),
        (["--lang", "en", "ask", "nosuch", "--lang", "es"], True),
        (["--lang", "es", "ask", "nosuch", "--lang", "en"], False),
    ],
)
def test_lang_before_and_after_the_command(
    process: Run, words: list[str], spanish_text: bool
) -> None:
    code, out, err = outcome(process(*words))
    assert (code, out) == (2, "")
    assert err.startswith("ninguna pregunta se llama «nosuch»") == spanish_text


@pytest.mark.parametrize(
    ("env", "spanish_text"),
    [
        ({"LC_ALL": "es_SV.UTF-8"}, True),
        ({"LC_ALL": "", "LANG": "es"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "es_MX", "LANG": "en_US.UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "es_SV.UTF-8"}, False),
        ({"LC_ALL": ""}, False),
    ],
)
def test_the_language_of_the_locale(process: Run, env: dict[str, str], spanish_text: bool) -> None:
    answer = process("ask", "caveats", "-f", "md", env=env).stdout.splitlines()[0]
    assert ("salvedad" in answer.lower()) == spanish_text


# Help


@cache
def in_spanish() -> dict[str, subprocess.CompletedProcess[str]]:
    """What the commands below say where the locale is Spanish."""
    commands = [["-h"], *([name, "-h"] for name in COMMANDS)]
    return run_several([*commands, *(words for words, _ in WRONG)], SPANISH)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_both_languages(gcm: Run, command: str) -> None:
    words = [command, "-h"] if command else ["-h"]
    code, english, err = outcome(gcm(*words))
    assert (code, err) == (0, "")
    code, spanish_text, err = outcome(in_spanish()[" ".join(words)])
    assert (code, err) == (0, "")
    assert "Example: gcm " in english
    assert "Ejemplo: gcm " in spanish_text
    assert english.endswith("\n")
    assert not english.endswith("\n\n")
    for word in ("Usage:", "Options", "Show this", "Example", "default:"):
        assert word not in spanish_text
    assert spanish_text.startswith("Uso: ")
    assert spanish_text.count("\n  -") == english.count("\n  -")


def test_help_lists_every_command(gcm: Run) -> None:
    text = gcm("-h").stdout
    listed = text.partition("Commands:\n")[2].split("\n")
    assert [line.split()[0] for line in listed if line.startswith("  ")] == COMMANDS
    assert sorted(app._COMMANDS) == COMMANDS


def test_help_of_each_question(gcm: Run) -> None:
    """In either language by turns: `tests/questions` sees that each text is in both."""
    for number, question in enumerate(library.list_questions()):
        lang: Lang = LANGS[number % 2]
        text = gcm("ask", question.name, "-h", "--lang", lang).stdout
        assert text.startswith(question.title[lang] + "\n")
        for parameter in question.parameters:
            assert f"\n-p {parameter.name}=…  " in text
        for column in question.columns:
            assert f"\n{column} " in text
        assert text.endswith("\n")


def test_version(gcm: Run, process: Run) -> None:
    version = library.__version__
    assert outcome(gcm("--version")) == (0, f"gcm-graph, version {version}\n", "")
    assert process("--version", env=SPANISH).stdout == f"gcm-graph, versión {version}\n"


# Spanish


WRONG: list[tuple[list[str], str]] = [
    (["nosuch"], "No existe el comando 'nosuch'."),
    (["--nosuch"], "No existe la opción '--nosuch'."),
    (["fmt", "--quie"], "No existe la opción '--quie'. ¿Quiso decir '--quiet'?"),
    (["describe"], "Falta el argumento 'THING'."),
    (["ask", "a", "b"], "Sobra un argumento (b)"),
    (["ask", "a", "b", "c"], "Sobran argumentos (b c)"),
    (["validate", "-f", "pdf"], "Valor no válido para '-f' / '--format': 'pdf' no es ninguno "
     "de 'human', 'json', 'turtle', 'sarif', 'github'."),
    (["ask", "a", "--timeout", "x"], "Valor no válido para '--timeout': 'x' no es un número "
     "válido."),
    (["ask", "a", "--timeout", "nan"], "Valor no válido para '--timeout': no es un número."),
    (["ask", "a", "--timeout", "0"], "Valor no válido para '--timeout': 0.0 está fuera del "
     "intervalo x>0."),
    (["ask", "-f"], "La opción '-f' necesita un valor."),
    (["ask", "--sparql=1"], "La opción '--sparql' no lleva valor."),
    (["--lang", "fr"], "Valor no válido para '--lang': 'fr' no es ninguno de 'en', 'es'."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_wrong_usage_in_spanish(words: list[str], said: str) -> None:
    code, out, err = outcome(in_spanish()[" ".join(words)])
    assert (code, out, err.splitlines()[0]) == (2, "", said)
    assert err.splitlines()[1].startswith("Pruebe `gcm")


# Completion


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("gcm ", COMMANDS),
        ("gcm ve", ["verify"]),
        ("gcm ask parti",
         ["participants", "participants-changed", "participants-compared",
          "participants-not-members", "participants-of-all", "participants-without-yes-vote"]),
        ("gcm ask unso", ["unsourced"]),
        ("gcm ask participants --form", ["--format"]),
        ("gcm ask participants -f j", ["json"]),
    ],
)  # fmt: skip
def test_completion(process: Run, line: str, expected: list[str]) -> None:
    env = {
        "_GCM_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }
    code, out, err = outcome(process(env=env))
    assert (code, err) == (0, "")
    assert sorted(word.removeprefix("plain,") for word in out.splitlines()) == sorted(expected)


def test_the_script_for_completion(process: Run) -> None:
    done = process(env={"_GCM_COMPLETE": "zsh_source"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "_GCM_COMPLETE=zsh_complete" in done.stdout
