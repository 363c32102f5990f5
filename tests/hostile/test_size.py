"""Files too large, or larger than they seem, are refused before they take memory."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ._graph import PREFIXES, Root, Validate

LARGE = "split it, or validate its parts one by one.\n"


def test_more_bytes_than_are_read(validate: Validate, root: Root) -> None:
    root.file("large.ttl", "# " + "x" * 1_000_000)
    done = validate("large.ttl", limits={"gcm.core.files.MOST_BYTES": 1_000_000})
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"large.ttl: the file is larger than 1 MB; {LARGE}"


@pytest.mark.parametrize("name", ["compact.ttl", "compact.trig", "compact.jsonld"])
def test_more_triples_than_fit(validate: Validate, root: Root, name: str) -> None:
    numbers = ",".join(map(str, range(500_000)))
    texts = {
        "compact.ttl": f"@prefix : <a:> . :s :p {numbers} .",
        "compact.trig": f"@prefix : <a:> . :g {{ :s :p {numbers} }}",
        "compact.jsonld": f'{{"@id":"a:s","a:p":[{numbers}]}}',
    }
    root.file(name, texts[name])
    # Parsed to the end, half a million triples would not fit.
    limits = {"gcm.turtle.document.MOST_TRIPLES": 10_000}
    done = validate(name, limits=limits, megabytes=400)
    assert (done.returncode, done.stdout) == (3, "")
    assert re.fullmatch(
        rf"{name}: the file contains more than the 9\d\d\d triples that can still be taken in, or "
        rf"very long ones; {LARGE}",
        done.stderr,
    )


def test_several_files_share_the_limit(validate: Validate, root: Root) -> None:
    for name in ("a.nt", "b.nt"):
        root.file(name, "".join(f"<a:s> <a:p> <a:{n}> .\n" for n in range(600)))
    limits = {"gcm.turtle.document.MOST_TRIPLES": 1000}
    done = validate("a.nt", "b.nt", limits=limits)
    assert (done.returncode, done.stderr) == (3, "")
    assert "b.nt  violation  [file]\n  the file contains more than the " in done.stdout


# Made when they are used: all tests share their worker's memory.
BOMBS: dict[str, Callable[[], str]] = {
    "prefix.ttl": lambda: f"@prefix : <a:{'x' * 100_000}> .\n" + ":a :b :c .\n" * 100_000,
    "base.ttl": lambda: f"@base <a:{'x' * 100_000}/> .\n" + "<a> <b> <c> .\n" * 100_000,
    "context.jsonld": lambda: (
        '{"@context":{"x":"a:' + "x" * 100_000 + '/"},"@id":"x:a","x:p":['
        + ",".join('{"@id":"x:b"}' for _ in range(100_000)) + "]}"
    ),
    "key.jsonld": lambda: '{"@id":"a:a","a:' + "k" * 100_000 + '":[' + "1," * 100_000 + "1]}",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_prefixes_that_blow_up(validate: Validate, root: Root, name: str) -> None:
    root.file(name, BOMBS[name]())
    limits = {"gcm.turtle.parse._MOST_LETTERS": 50_000_000}
    done = validate(name, limits=limits, megabytes=600)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"{name}: the file contains more than the ")
    assert done.stderr.endswith(f" triples that can still be taken in, or very long ones; {LARGE}")


TERMS = {
    "literal.ttl": '<a:s> <a:p> "HUGE" .',
    "long.ttl": '<a:s> <a:p> """HUGE""" .',
    "iri.nt": "<a:s> <a:p> <a:HUGE> .",
    "name.ttl": "@prefix a: <a:> . a:s a:p a:HUGE .",
    "text.jsonld": '{"@id":"a:s","a:p":"HUGE"}',
    "unclosed.ttl": '<a:s> <a:p> """HUGE .',
}


def test_gigantic_terms(validate: Validate, root: Root) -> None:
    for name, text in TERMS.items():
        root.file(name, text.replace("HUGE", "x" * 17_000_000))
    done = validate(*TERMS)
    assert (done.returncode, done.stdout) == (3, "")
    said = (
        "one text or IRI is longer than the 16 MB that can be read; is its closing mark "
        "missing? Shorten it, or move its content to a file of its own."
    )
    assert done.stderr.splitlines() == [f"{name}: {said}" for name in TERMS]


def test_a_literal_of_megabytes_is_a_finding(validate: Validate, root: Root) -> None:
    root.file("large.ttl", PREFIXES + f'x:a x:p "{"x" * 5_000_000}" .')
    done = validate("large.ttl")
    assert (done.returncode, done.stderr) == (1, "")
    assert "wrong p" in done.stdout
    assert len(done.stdout) < 10_000


def test_a_file_too_large_for_an_index_is_told_without_a_line(
    validate: Validate, root: Root
) -> None:
    root.file("large.trig", '<http://x.example/a> <http://x.example/p> "1" .\n')
    done = validate("large.trig", limits={"gcm.turtle.locate._LARGEST": 10})
    assert (done.returncode, done.stderr) == (1, "")
    assert "large.trig  violation" in done.stdout


def test_nested_nodes(validate: Validate, root: Root) -> None:
    deep = 5000
    root.file("deep.ttl", PREFIXES + "x:a x:p " + "[ x:p " * deep + "1" + " ]" * deep + " .")
    root.file("lists.ttl", PREFIXES + "x:b x:p " + "( " * deep + "1" + " )" * deep + " .")
    done = validate("deep.ttl", "lists.ttl")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.endswith(
        f"Does not conform: {3 * deep + 2:,} violations on {deep + 2:,} things in 2 files.\n"
        "`gcm rule NAME` explains a rule; its name is in brackets.\n"
    )
