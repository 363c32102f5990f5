"""Many findings take time and memory that grow with their number, not with its square."""

from __future__ import annotations

import pytest

from gcm.core import similarity as near
from gcm.core.similarity import NearIris

from ._graph import PREFIXES, Root, Validate

MANY = 1200  # more than Python nests calls
THINGS = {
    "of many things": " ".join(f"x:{n} x:p {n} .\n" for n in range(MANY)),
    "of one thing": "x:a x:p " + ",\n".join(map(str, range(MANY))) + " .",
    "on one line": " ".join(f"x:{n} x:p {n} ." for n in range(MANY)),
    "of nested things": "x:a x:p " + "[ x:p " * MANY + "1" + " ]" * MANY + " .",
    "of terms": " ".join(f"x:{n} gcm:q{n} 1 .\n" for n in range(MANY)),
}


@pytest.mark.parametrize("name", THINGS)
def test_many_findings(validate: Validate, root: Root, name: str) -> None:
    root.file("many.ttl", PREFIXES + THINGS[name])
    done = validate("many.ttl", megabytes=1500)
    assert (done.returncode, done.stderr) == (1, "")
    # Each nested thing is a blank node too.
    count = MANY if name != "of nested things" else 2 * MANY + 1
    assert f"Does not conform: {count:,} violations" in done.stdout


@pytest.mark.parametrize("form", ["json", "turtle", "sarif", "github"])
def test_many_findings_in_each_format(validate: Validate, root: Root, form: str) -> None:
    root.file("many.ttl", PREFIXES + THINGS["of many things"])
    done = validate("many.ttl", "-f", form, megabytes=1500)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("wrong p") >= MANY


def test_more_undefined_terms_than_are_told(validate: Validate, root: Root) -> None:
    root.file("many.ttl", PREFIXES + THINGS["of terms"])
    done = validate("many.ttl", limits={"gcm.findings.finding.MOST_FINDINGS": 10})
    assert (done.returncode, done.stderr) == (1, "")
    assert (
        "There are more such findings; only the first 10 are shown. Fix these first." in done.stdout
    )
    assert "Does not conform: 11 violations on 10 things in 1 file." in done.stdout


@pytest.mark.parametrize("kind", ["sh:class x:Wanted", "sh:in ( LIST )", "sh:nodeKind sh:IRI"])
def test_what_may_have_been_meant_of_many(validate: Validate, root: Root, kind: str) -> None:
    names = " ".join(f"x:name-{n}" for n in range(150))
    root.shape(
        f"x:Thing sh:targetSubjectsOf x:p ; sh:property x:Thing-p ."
        f"x:Thing-p sh:path x:p ; {kind.replace('LIST', names)} ."
    )
    known = " ".join(f"x:name-{n} a x:Wanted ." for n in range(150))
    wrong = " ".join(f"x:{n} x:p <http://x.example/namme-{n}> ." for n in range(100))
    text = " ".join(f"x:t{n} x:p 'name {n}' ." for n in range(100))
    root.file("many.ttl", PREFIXES + known + wrong + text)
    done = validate("many.ttl", megabytes=1500)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Did you mean x:name-1" in done.stdout or "Expected an IRI" in done.stdout


def test_prefixes_are_many(validate: Validate, root: Root) -> None:
    prefixes = "".join(f"@prefix p{n}: <http://x.example/{n}/> .\n" for n in range(8_000))
    root.file("many.ttl", PREFIXES + prefixes + THINGS["of many things"])
    done = validate("many.ttl", megabytes=1500)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"Does not conform: {MANY:,} violations" in done.stdout


def test_near_names_are_sought_until_many_were_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def find(wanted: str, known: tuple[str, ...]) -> str:
        asked.append(wanted)
        return known[0]

    monkeypatch.setattr(near, "nearest_iri", find)
    search = NearIris(most=25)
    known = [f"http://x.example/{n}" for n in range(10)]
    assert [search.find(wanted, known) for wanted in "aabcab"] == [
        known[0], known[0], known[0], "", known[0], known[0],
    ]  # fmt: skip
    assert asked == ["a", "b"]


def test_long_names_are_not_compared() -> None:
    name = "http://x.example/" + "ab" * 100_000
    assert NearIris().find(name, [name + "c", name + "d"]) == ""
