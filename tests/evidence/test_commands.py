"""`gcm quote`, `gcm verify` and `gcm describe`: what proves a fact."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

import gcm as library

from ..commands import run_several

pytestmark = pytest.mark.usefixtures("shipped_once")
Run = Callable[..., subprocess.CompletedProcess[str]]
EXPECTED = Path(__file__).parent / "expected"
TEXT = "data/sources/2024-san-salvador.es.txt"
GRAPH = "data/sources/2024-san-salvador.es.ttl"
FORUM = "data/forums/2024-san-salvador.ttl"
UNIT = "https://w3id.org/gcm-graph/id/unit/2024-san-salvador.es-"


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:8]


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


def change(file: Path, old: str, new: str, times: int = 1) -> int:
    """Change the first occurrence; its line."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= times
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


SUMMARY = re.compile(
    r"2024-san-salvador\.es: 17 of 17 units support facts, 0 listed with a reason; "
    r"3124 of 3124 letters quoted \(100\.0 %\); \d+ facts and things proved by \d+ quotes\."
)


def test_verify_on_the_shipped_graph(gcm: Run) -> None:
    code, out, err = outcome(gcm("verify"))
    summary, empty, verdict = out.splitlines()
    assert (code, err, empty) == (0, "", "")
    assert SUMMARY.fullmatch(summary)
    assert verdict == "Every quote is in its source; every unit is accounted for."
    assert outcome(gcm("verify", "--quiet")) == (0, "", "")


def test_what_is_omitted_is_no_letter_to_be_quoted(gcm: Run, tiny: Path) -> None:
    out = gcm("verify", "--root", str(tiny)).stdout
    found = re.findall(r"(\d+) listed with a reason; (\d+) of (\d+) letters .*\((.*) %\)", out)
    assert any(int(omitted) for omitted, *_ in found)
    for _, quoted, letters, percent in found:
        assert percent == f"{int(int(quoted) / int(letters) * 1000) / 10:.1f}"


def test_verify_in_spanish() -> None:
    out = in_spanish()["verify"].stdout
    assert out.startswith(
        "2024-san-salvador.es: 17 de 17 unidades sustentan hechos; omitidas con un motivo: 0; "
        "3124 de 3124 letras citadas (100.0 %); "
    )
    assert out.endswith(
        "\n\nTodas las citas están en su fuente; se da cuenta de todas las unidades.\n"
    )


def test_verify_write_regenerates_the_graphs(gcm: Run, root: Path) -> None:
    shipped = (root / GRAPH).read_bytes()
    (root / GRAPH).unlink()
    missing = gcm("verify", "--root", str(root))
    assert missing.returncode == 1
    assert (
        f"{root / TEXT}:1  violation  [source]\n  the graph of this text was not generated yet"
        in missing.stdout
    )
    assert gcm("verify", "--write", "--root", str(root)).returncode == 0
    assert (root / GRAPH).read_bytes() == shipped


@pytest.mark.parametrize("command", ["verify", "validate"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("RROCM)", "RROC)"), ("oyente. ", "oyente "), ("COMUNICADO", "COMUNICAD0"), ("así", "asi"),
     ("El II Foro tuvo", "El  II Foro tuvó")],
)  # fmt: skip
def test_a_text_that_lost_a_letter(gcm: Run, root: Path, command: str, old: str, new: str) -> None:
    line = change(root / TEXT, old, new)
    done = gcm(command, "--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    assert (
        f"<https://w3id.org/gcm-graph/id/source/2024-san-salvador.es>\n"
        f"  {root / TEXT}:{line}  violation  [source]\n"
        "    the text differs from 2024-san-salvador.es.ttl from this line on."
    ) in done.stdout


@pytest.mark.parametrize(
    ("command", "old", "new"),
    [
        ("verify", "en San Salvador, El Salvador, el 25", "en San Salvador, El Salvador, el 26"),
        ("validate", "en San Salvador, El Salvador, el 25", "en San Salvador, El Salvador, el 26"),
        ("verify", "El II Foro tuvo como", "El II Foro tuvo com"),
        ("validate", "El II Foro tuvo como", "El II Foro tuvo com"),
        ("verify", "El II Foro tuvo como", "el II Foro tuvo como"),
        ("validate", "El II Foro tuvo como", "el II Foro tuvo como"),
        ("verify", 'COMUNICADO CONJUNTO"', 'COMUNICADO  CONJUNTO"'),
    ],
)
def test_a_quote_that_lost_a_letter(gcm: Run, root: Path, command: str, old: str, new: str) -> None:
    line = change(root / FORUM, f'gcm:quote "{old}', f'gcm:quote "{new}')
    done = gcm(command, "--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{root / FORUM}:{line}:" in done.stdout


def test_a_unit_that_no_fact_uses(gcm: Run, root: Path) -> None:
    with (root / TEXT).open("a", encoding="utf-8") as stream:
        stream.write("\nEl III Foro se celebrará en Panamá.\n")
    last = (root / TEXT).read_text(encoding="utf-8").count("\n")
    done = gcm("verify", "--write", "--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    summary, finding, verdict = done.stdout.split("\n\n")
    assert "5 of 11 units support facts, 5 listed with a reason; 800 of 828 letters" in summary
    assert finding.split("\n") == [
        f"<{UNIT}{digest('El III Foro se celebrará en Panamá.')}>",
        f"  {root / TEXT}:{last}  violation",
        "    unit 11 supports no fact: “El III Foro se celebrará en Panamá.”. Model what it says, "
        "or add a gcm:Omission with the reason.",
    ]
    assert verdict == "Failures: 1.\n"
    spanish = gcm("verify", "--lang", "es", "--root", str(root)).stdout
    assert (
        "la unidad 11 no sustenta ningún hecho: «El III Foro se celebrará en Panamá.»." in spanish
    )


def test_a_unit_that_is_left_out_with_a_reason(gcm: Run, root: Path) -> None:
    with (root / TEXT).open("a", encoding="utf-8") as stream:
        stream.write("\nEl III Foro se celebrará en Panamá.\n")
    (root / "data" / "more.ttl").write_text(
        "@prefix gcm: <https://w3id.org/gcm-graph/ontology#> .\n"
        '<a:o> a gcm:Omission ; gcm:quote "El III Foro"@es ; gcm:quotedFrom '
        "<https://w3id.org/gcm-graph/id/document/2024-san-salvador> .",
        encoding="utf-8",
    )
    done = gcm("verify", "--write", "--root", str(root))
    assert done.returncode == 0
    assert "5 of 11 units support facts, 6 listed with a reason; 800 of 800" in done.stdout
    assert "(100.0 %)" in done.stdout


def test_a_second_text_that_cannot_be_read(gcm: Run, root: Path) -> None:
    (root / "data" / "sources" / "otro texto.es.txt").write_text("Uno.", encoding="utf-8")
    for command in ("verify", "validate"):
        done = gcm(command, "--root", str(root))
        assert (done.returncode, done.stdout) == (3, "")
        assert "otro texto.es.txt: name the text <id>.<language>.txt" in done.stderr


# quote


def test_quote_prints_what_a_fact_says(gcm: Run) -> None:
    words = "El II Foro tuvo como objetivos:"
    assert outcome(gcm("quote", "2024-san-salvador.es", words)) == (
        0,
        f'    gcm:quote "{words}"@es ;\n    gcm:quotedFrom document:2024-san-salvador ;\n',
        "unit 3\n",
    )


def test_quote_names_the_unit_of_words_that_recur(gcm: Run) -> None:
    words = ("quote", "2024-san-salvador.es", "Los países")
    assert outcome(gcm(*words, "--unit", "11")) == (
        0,
        '    gcm:quote "Los países"@es ;\n    gcm:quotedFrom document:2024-san-salvador ;\n'
        "    gcm:quoteInUnit 11 ;\n",
        "unit 11\n",
    )
    assert gcm(*words, "--unit", "1").stderr.endswith(
        "these words are not in unit 1 but in 8, 9, 11, 12, 13, 14, 16, 17: “Los países”.\n"
    )
    assert '"los países"@es' in gcm(*words, "--unit", "12").stdout
    assert "occur 3 times in the source, in unit 8, 11, 16: “Los países”" in gcm(*words).stderr


@pytest.mark.parametrize(
    "words",
    [
        "Gobiernos\nde Belice", "Gobiernos\u00a0de  Belice", "\u201cgobiernos de belice\u201d",
        "Go\u00adbiernos de Beli-\n  ce", " GOBIERNOS DE BELICE ", "Gobiernos de Be\u0301lice",
        "obiernos de Belic",  # a quote begins and ends with whole words
    ],
)  # fmt: skip
def test_words_as_people_paste_them(gcm: Run, words: str) -> None:
    done = gcm("quote", "2024-san-salvador.es", words)
    assert done.stdout == (
        '    gcm:quote "Gobiernos de Belice"@es ;\n'
        "    gcm:quotedFrom document:2024-san-salvador ;\n"
    )
    assert done.stderr == "unit 7, where it is written: “Gobiernos de Belice”\n"


def test_whole_units_and_several_words_at_once(gcm: Run) -> None:
    words = ("COMUNICADO CONJUNTO", "El II Foro tuvo como objetivos:")
    both = gcm("quote", "2024-san-salvador.es", *words)
    assert both.stdout == "\n".join(
        f'    gcm:quote "{text}"@es ;\n    gcm:quotedFrom document:2024-san-salvador ;\n'
        for text in words
    )
    assert both.stderr == "unit 1\nunit 3\n"
    units = gcm("quote", "2024-san-salvador.es", "--unit", "1", "--unit", "3", "--quiet")
    assert (units.stdout, units.stderr) == (both.stdout, "")


@pytest.mark.parametrize(
    "name",
    [
        *("2024-san-salvador", "2024-san-salvador.es.txt", "document:2024-san-salvador"),
        "data/sources/2024-san-salvador.es.txt",
        "<https://w3id.org/gcm-graph/id/document/2024-san-salvador>",
    ],
)
def test_quote_takes_other_names_of_the_source(gcm: Run, name: str) -> None:
    words = "El II Foro tuvo como objetivos:"
    assert outcome(gcm("quote", name, words)) == outcome(
        gcm("quote", "2024-san-salvador.es", words)
    )


def test_what_quote_prints_can_be_pasted_and_proved(gcm: Run, root: Path) -> None:
    words = "El Foro contó con la participación de representantes de los Gobiernos de Belice"
    quoted = gcm("quote", "2024-san-salvador.es", words, "--root", str(root)).stdout
    old = '    gcm:quote "COMUNICADO CONJUNTO"@es ;\n'
    change(root / FORUM, old, old + quoted)
    assert gcm("verify", "--root", str(root)).returncode == 0
    assert gcm("validate", "--root", str(root)).returncode == 0


def test_a_quote_that_overlaps_itself_occurs_twice(gcm: Run, root: Path) -> None:
    with (root / TEXT).open("a", encoding="utf-8") as stream:
        stream.write("\nPapapapa.\n")
    gcm("verify", "--write", "--root", str(root))
    words = ("quote", "2024-san-salvador.es", "--root", str(root))
    assert "occur 2 times in the source, in unit 11: “apapa”" in gcm(*words, "apapa").stderr
    quoted = gcm(*words, "Papapapa.").stdout
    assert quoted.startswith('    gcm:quote "Papapapa."@es ;\n')
    change(root / FORUM, "    gcm:quotedFrom", '    gcm:quote "apapa"@es ;\n    gcm:quotedFrom')
    for command, said in (
        ("verify", "these words occur 2 times in the source, in unit 11: “apapa”."),
        ("validate", "The quoted words occur more than once"),
    ):
        assert said in gcm(command, "--root", str(root)).stdout


IMPOSSIBLE = [
    ("Foro", "estas palabras aparecen 7 veces en la fuente, en la unidad "),
    ("Zebra", "estas palabras no están en la fuente: «Zebra»."),
    ("comunes. Este", "las palabras abarcan las unidades 14, 15; haga una cita para cada una"),
    ("comunes.\nEste", "haga una cita para cada una: comunes. | Este"),
    ("Los Paises", "figura escrito de varias maneras: Los países | los países | los Países."),
    ("El Foro contó con la presencia de", "lo más cercano que contiene es, en la unidad 7: «"),
    (" ", "indique las palabras que cita, o el número de una unidad, de 1 a 17."),
]


@cache
def in_spanish() -> dict[str, subprocess.CompletedProcess[str]]:
    """What the commands below say where the locale is Spanish."""
    quotes = (["quote", "2024-san-salvador.es", words] for words, _ in IMPOSSIBLE)
    return run_several([["verify"], ["describe", "DOM"], *quotes], {"LC_ALL": "es_SV.UTF-8"})


@pytest.mark.parametrize(("words", "said"), IMPOSSIBLE)
def test_quotes_that_cannot_be_in_spanish(words: str, said: str) -> None:
    done = in_spanish()[f"quote 2024-san-salvador.es {words}"]
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


# describe


def test_describe_whole() -> None:
    done = in_spanish()["describe DOM"]
    expected = (EXPECTED / "describe.DOM.es.txt").read_text(encoding="utf-8")
    found = re.sub(r"\(gcm-graph, [^()]+\)", "(gcm-graph VERSION)", done.stdout)
    assert (done.returncode, found, done.stderr) == (0, expected, "")


DOMINICAN = "https://w3id.org/gcm-graph/id/state/DOM"


@pytest.mark.parametrize(
    "name",
    ["DOM", "dom", " DOM ", "DO", "214", "Dominican Republic", "República Dominicana",
     "república dominicana", "state:DOM", DOMINICAN, f"<{DOMINICAN}>"],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "es"])
def test_describe_by_any_name(gcm: Run, name: str, lang: str) -> None:
    done = gcm("describe", name, "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    kind = "Estado: República Dominicana" if lang == "es" else "State: Dominican Republic"
    assert done.stdout.splitlines()[0].startswith(kind)
    assert done.stdout.splitlines()[1] == f"  {DOMINICAN}"


@pytest.mark.parametrize("name", ["OIM", "IOM", "oim"])
def test_describe_by_an_acronym_of_either_language(gcm: Run, name: str) -> None:
    assert "https://w3id.org/gcm-graph/id/agency/iom" in gcm("describe", name).stdout


def test_describe_lists_what_is_ambiguous(gcm: Run) -> None:
    assert outcome(gcm("describe", "2024-san-salvador")) == (
        2,
        "",
        "“2024-san-salvador” names several things; use the IRI of one:\n"
        "  Joint communiqué of the II Forum of Champion Countries of the Americas "
        "<https://w3id.org/gcm-graph/id/document/2024-san-salvador>\n"
        "  II Forum of Champion Countries of the Americas: good practices for implementing the "
        "Global Compact for Migration <https://w3id.org/gcm-graph/id/forum/2024-san-salvador>\n"
        "  Road maps drawn up by the countries (communiqué of the II Forum) "
        "<https://w3id.org/gcm-graph/id/roadmap/2024-san-salvador>\n",
    )


def test_quotes_come_as_in_the_text_and_pages_after_them() -> None:
    proofs = library.describe("forum/2023-panama-city").thing.proofs
    assert [(proof.quote, proof.unit, proof.url) for proof in proofs] == [
        (
            "En seguimiento a los resultados y recomendaciones del I Foro realizado en 2023 en "
            "Ciudad de Panamá",
            2,
            "",
        ),
        ("I Foro realizado en 2023 en Ciudad de Panamá", 2, ""),
        ("I Foro de Países Precursores de las Américas en 2023", 13, ""),
        ("", None, "https://rcmvs.org/taxonomy/term/11"),
    ]


def test_describe_in_json_is_the_same(gcm: Run) -> None:
    found = json.loads(gcm("describe", "DOM", "-f", "json").stdout)
    described = library.describe("DOM")
    assert found == json.loads(
        json.dumps(
            {
                "thing": described.thing._asdict()
                | {"proofs": [proof._asdict() for proof in described.thing.proofs]},
                "facts": [
                    fact._asdict() | {"proofs": [proof._asdict() for proof in fact.proofs]}
                    for fact in described.facts
                ],
            }
        )
    )


def test_each_fact_is_proved_and_can_be_cited(gcm: Run) -> None:
    for name in (
        "SLV",
        "CAN",
        "IOM",
        "CRM",
        "https://w3id.org/gcm-graph/id/forum/2024-san-salvador",
    ):
        found = json.loads(gcm("describe", name, "-f", "json").stdout)
        for fact in found["facts"]:
            assert fact["basis"]
            assert fact["proofs"]
            assert len(fact["citations"]) == len(fact["proofs"])
            for proof, citation in zip(fact["proofs"], fact["citations"], strict=True):
                assert proof["quote"] in citation
                assert proof["url"] in citation
                assert re.search(rf"{fact['iri']} \(gcm-graph, [^()]+\)$", citation)


def test_describe_lists_no_inferred_links(root: Path) -> None:
    """That a State took part follows from its participation, which alone is a fact."""
    facts = library.open(root=root).describe("forum/2024-san-salvador").facts
    assert [fact.iri.removeprefix("https://w3id.org/gcm-graph/id/") for fact in facts] == [
        "caveat/2024-san-salvador-DOM",
        "document/2024-san-salvador",
        "listing/2024-san-salvador-aims",
        "listing/2024-san-salvador-participants",
        "participation/2024-san-salvador-DOM",
        "participation/2024-san-salvador-PAN",
        "participation/2024-san-salvador-PER",
        "participation/2024-san-salvador-observer-bodies",
    ]


def test_describe_to_a_file(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    assert outcome(gcm("describe", "DOM", "-o", str(file))) == (0, "", "")
    assert file.read_text(encoding="utf-8") == gcm("describe", "DOM").stdout
