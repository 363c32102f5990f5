"""`gcm quote`, `gcm verify` and `gcm describe`: what proves a fact."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import gcm as library

Run = Callable[..., subprocess.CompletedProcess[str]]
EXPECTED = Path(__file__).parent / "expected"
TEXT = "data/sources/2024-san-salvador.es.txt"
GRAPH = "data/sources/2024-san-salvador.es.ttl"
FORUM = "data/forums/2024-san-salvador.ttl"
UNIT = "https://w3id.org/gcm-graph/id/unit/2024-san-salvador.es-"


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


def test_verify_in_spanish(process: Run) -> None:
    out = process("verify", "--lang", "es").stdout
    assert out.startswith(
        "2024-san-salvador.es: 17 de 17 unidades sustentan hechos, 0 figuran con un motivo; "
        "3124 de 3124 letras citadas (100.0 %); "
    )
    assert out.endswith(
        "\n\nTodas las citas están en su fuente; se da cuenta de todas las unidades.\n"
    )


def test_verify_write_makes_the_graphs_anew(gcm: Run, root: Path) -> None:
    shipped = (root / GRAPH).read_bytes()
    (root / GRAPH).unlink()
    missing = gcm("verify", "--root", str(root))
    assert missing.returncode == 1
    assert (
        f"{root / TEXT}:1  violation\n  the graph of this text was not generated yet"
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
        f"  {root / TEXT}:{line}  violation\n"
        "    the text differs from what 2024-san-salvador.es.ttl holds, from this line on."
    ) in done.stdout


@pytest.mark.parametrize(
    ("command", "old", "new"),
    [
        ("verify", "en San Salvador, El Salvador, el 25", "en San Salvador, El Salvador, el 26"),
        ("validate", "en San Salvador, El Salvador, el 25", "en San Salvador, El Salvador, el 26"),
        ("verify", "El II Foro tuvo como", "El II Foro tuvo com"),
        ("validate", "El II Foro tuvo como", "El II Foro tuvo com"),
        ("verify", "El II Foro tuvo como", "l II Foro tuvo como"),
        ("verify", 'El II Foro tuvo como objetivos:"', 'El II Foro tuvo como objetivos"'),
        ("verify", 'COMUNICADO CONJUNTO"', 'COMUNICADO CONJUNT"'),
    ],
)
def test_a_quote_that_lost_a_letter(gcm: Run, root: Path, command: str, old: str, new: str) -> None:
    line = change(root / FORUM, f'oa:exact "{old}', f'oa:exact "{new}')
    done = gcm(command, "--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{root / FORUM}:{line}:" in done.stdout


def test_an_offset_that_is_wrong(gcm: Run, root: Path) -> None:
    line = change(root / FORUM, "oa:start 0", "oa:start 1")
    done = gcm("verify", "--root", str(root))
    assert done.returncode == 1
    assert "<https://w3id.org/gcm-graph/id/quote/2024-san-salvador.es-01-" in done.stdout
    assert f"  {root / FORUM}:{line}:14  violation\n" in done.stdout
    assert (
        "    the offsets do not point at “COMUNICADO CONJUNTO”, which starts at 0;" in done.stdout
    )
    assert done.stdout.endswith("\nFailures: 1.\n")


def test_a_unit_that_no_fact_uses(gcm: Run, root: Path) -> None:
    with (root / TEXT).open("a", encoding="utf-8") as stream:
        stream.write("\nEl III Foro se celebrará en Panamá.\n")
    last = (root / TEXT).read_text(encoding="utf-8").count("\n")
    done = gcm("verify", "--write", "--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    summary, finding, verdict = done.stdout.split("\n\n")
    assert "5 of 11 units support facts, 5 listed with a reason; 800 of 1639 letters" in summary
    assert finding.split("\n") == [
        f"<{UNIT}11>",
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
        f"<a:o> <https://w3id.org/gcm-graph/ontology#omittedUnit> <{UNIT}11> .", encoding="utf-8"
    )
    done = gcm("verify", "--write", "--root", str(root))
    assert done.returncode == 0
    assert "5 of 11 units support facts, 6 listed with a reason; 800 of 1639" in done.stdout
    assert "(100.0 %)" in done.stdout


def test_a_quote_that_no_fact_rests_on_covers_nothing(gcm: Run, root: Path) -> None:
    words = "El III Foro se celebrará en Panamá."
    with (root / TEXT).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{words}\n")
    gcm("verify", "--write", "--root", str(root))
    quoted = gcm("quote", "2024-san-salvador.es", words, "--root", str(root)).stdout
    (root / "data" / "new.ttl").write_text(quoted, encoding="utf-8")
    done = gcm("verify", "--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    assert "5 of 11 units support facts, 5 listed with a reason; 800 of 1639" in done.stdout
    assert f"unit 11 supports no fact: “{words}”" in done.stdout


def test_a_second_text_that_cannot_be_read(gcm: Run, root: Path) -> None:
    (root / "data" / "sources" / "otro texto.es.txt").write_text("Uno.", encoding="utf-8")
    for command in ("verify", "validate"):
        done = gcm(command, "--root", str(root))
        assert (done.returncode, done.stdout) == (3, "")
        assert "otro texto.es.txt: name the text <id>.<language>.txt" in done.stderr


# quote


def test_quote_prints_what_the_graph_holds(gcm: Run) -> None:
    code, out, err = outcome(
        gcm("quote", "2024-san-salvador.es", "El II Foro tuvo como objetivos:")
    )
    assert (code, err) == (0, "")
    forum = (Path(__file__).parents[2] / FORUM).read_text(encoding="utf-8")
    blocks = [block for block in out.split("\n\n") if not block.startswith("@prefix")]
    assert len(blocks) == 3
    assert [block for block in blocks if block.strip() not in forum] == []


def test_quote_takes_the_name_of_the_file_too(gcm: Run) -> None:
    words = "El II Foro tuvo como objetivos:"
    assert (
        gcm("quote", "2024-san-salvador.es.txt", words).stdout
        == gcm("quote", "2024-san-salvador.es", words).stdout
    )


def test_what_quote_prints_can_be_pasted_and_proved(gcm: Run, root: Path) -> None:
    out = gcm("quote", "2024-san-salvador.es", "marco colectivo", "--root", str(root)).stdout
    (root / "data" / "new.ttl").write_text(out, encoding="utf-8")
    assert gcm("verify", "--root", str(root)).returncode == 0
    assert gcm("fmt", "--check", "--root", str(root)).returncode == 0


def test_a_quote_that_overlaps_itself_occurs_twice(gcm: Run, root: Path) -> None:
    with (root / TEXT).open("a", encoding="utf-8") as stream:
        stream.write("\nPapapapa.\n")
    gcm("verify", "--write", "--root", str(root))
    words = ("quote", "2024-san-salvador.es", "--root", str(root))
    assert "occur 2 times in the source: “apapa”" in gcm(*words, "apapa").stderr
    (root / "data" / "new.ttl").write_text(gcm(*words, "Papapapa.").stdout, encoding="utf-8")
    line = change(root / "data" / "new.ttl", 'oa:exact "Papapapa."', 'oa:exact "apapa"')
    place = f"{root}/data/new.ttl:{line}:14  violation\n"
    for command, said in (
        ("verify", "these words occur 2 times in the source: “apapa”."),
        ("validate", "The quoted words occur more than once in the source"),
    ):
        assert said in gcm(command, "--root", str(root)).stdout.partition(place)[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Foro", "estas palabras aparecen 7 veces en la fuente: «Foro»." ),
        ("Forum", "estas palabras no están en la fuente: «Forum»."),
        ("comunes. Este", "estas palabras no están en la fuente: «comunes. Este»."),
        ("comunes.\nEste", "abarca más de una unidad; haga una cita para cada una."),
    ],
)  # fmt: skip
def test_quotes_that_cannot_be_in_spanish(process: Run, words: str, said: str) -> None:
    done = process("quote", "2024-san-salvador.es", words, "--lang", "es")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


# describe


def test_describe_whole(process: Run) -> None:
    done = process("describe", "DOM", "--lang", "es")
    expected = (EXPECTED / "describe.DOM.es.txt").read_text(encoding="utf-8")
    assert outcome(done) == (0, expected.replace("VERSION", library.__version__), "")


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
                assert citation.endswith(f"{fact['iri']} (gcm-graph {library.__version__})")


def test_describe_lists_no_inferred_links(root: Path) -> None:
    """That a State took part follows from its participation, which alone is a fact."""
    facts = library.describe("forum/2024-san-salvador", root=root).facts
    assert [fact.iri.removeprefix("https://w3id.org/gcm-graph/id/") for fact in facts] == [
        "caveat/2024-san-salvador-DOM",
        "document/2024-san-salvador",
        "listing/2024-san-salvador-aims",
        "participation/2024-san-salvador-DOM",
        "participation/2024-san-salvador-PAN",
        "participation/2024-san-salvador-PER",
        "participation/2024-san-salvador-observer-bodies",
    ]


def test_describe_to_a_file(gcm: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    assert outcome(gcm("describe", "DOM", "-o", str(file))) == (0, "", "")
    assert file.read_text(encoding="utf-8") == gcm("describe", "DOM").stdout
