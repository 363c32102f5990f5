"""What no engine survives, or ends, is an error of ours within the time and memory allowed."""

from __future__ import annotations

import pytest

from gcm.validation.engines import MOST_MEMORY

from ._graph import PREFIXES, Root, Validate

# Each is more than enough: one dies of its stack; the other, slow to read, of Python's limit.
DEEP = {"pyshifty": 20_000, "pyshacl": 1_500}
GIGABYTES = f"{MOST_MEMORY / 1e9:.2g}"
EXHAUSTED = (
    f"the engine needed more than {GIGABYTES} GB of memory, or met shapes nested too deeply for it"
)
DIED = "the shapes could not be run to their end (ReportableRuntimeError: "
ONE = "x:a a sh:NodeShape ; sh:targetNode x:one ; "
PATH = "x:a a sh:PropertyShape ; sh:targetNode x:one ; sh:minCount 3 ; sh:path "


# Before what is nested, within it, and after it.
NESTED = {
    "not": (ONE, "sh:not [ ", "sh:nodeKind sh:IRI", " ]"),
    "and": (ONE, "sh:and ( [ ", "sh:nodeKind sh:IRI", " ] )"),
    "inverse": (PATH, "[ sh:inversePath ", "x:p", " ]"),
    "repeated": (PATH, "[ sh:zeroOrMorePath ", "x:p", " ]"),
}


def deep(name: str, engine: str) -> str:
    """A shape that is nested too deeply for an engine."""
    if name == "holds itself":
        return PATH + "_:p . _:p sh:inversePath _:p ."
    times = DEEP[engine]
    if name == "node":
        links = " ".join(f"x:{n} sh:node x:{n + 1} ." for n in range(times))
        return f"{ONE}sh:node x:0 . {links}"
    start, before, inside, after = NESTED[name]
    return start + before * times + inside + after * times + " ."


@pytest.mark.parametrize(("engine", "said"), [("pyshifty", EXHAUSTED), ("pyshacl", DIED)])
@pytest.mark.parametrize("name", [*NESTED, "node", "holds itself"])
def test_shapes_nested_too_deeply(
    validate: Validate, root: Root, name: str, engine: str, said: str
) -> None:
    root.shape(deep(name, engine))
    done = validate("--engine", engine)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert len(done.stderr) < 600


def test_the_whole_message(validate: Validate, root: Root) -> None:
    root.shape(deep("not", "pyshifty"))
    assert validate("--engine", "pyshifty", "--lang", "es").stderr == (
        f"el motor necesitó más de {GIGABYTES} GB de memoria o encontró formas anidadas a "
        "demasiada profundidad (SIGSEGV); valide menos de una vez o revise las formas.\n"
    )


def test_memory_without_end(validate: Validate, root: Root) -> None:
    root.shape(ONE + "sh:in _:list . _:list rdf:first 1 ; rdf:rest _:list .")
    limits = {"gcm.validation.engines.MOST_MEMORY": 200_000_000}
    done = validate("--engine", "pyshifty", limits=limits)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("the engine needed more than 0.2 GB of memory, or met shapes")


@pytest.mark.parametrize("engine", ["pyshifty", "pyshacl"])
def test_more_results_than_fit_in_memory(validate: Validate, root: Root, engine: str) -> None:
    things = " ".join(f"x:{number} x:p {number} ." for number in range(20_000))
    root.file("many.ttl", PREFIXES + things)
    limits = {"gcm.validation.engines.MOST_MEMORY": 40_000_000}
    done = validate("many.ttl", "--engine", engine, limits=limits)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("the engine needed more than 0.04 GB of memory")


def test_time_without_end(validate: Validate, root: Root) -> None:
    root.file("many.ttl", PREFIXES + " ".join(f"x:{n} x:q {n} ." for n in range(40)))
    patterns = " ".join(f"?thing{n} <http://x.example/q> ?value{n} ." for n in range(10))
    total = " + ".join(f"?value{n}" for n in range(10))
    query = f"SELECT $this WHERE {{ {patterns} FILTER({total} < 0) }}"
    root.shape(f"{ONE} sh:sparql [ sh:select '{query}' ] .")
    done = validate("many.ttl", "--engine", "pyshifty", "--timeout", "0.5")
    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        "",
        "validation stopped after 0.5 seconds; validate less at once, or raise --timeout.\n",
    )


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*b"])
def test_catastrophic_patterns(validate: Validate, root: Root, pattern: str) -> None:
    text = "a" * 5000 + "!"
    root.shape(f"x:a a sh:NodeShape ; sh:targetNode '{text}' ; sh:pattern '{pattern}' .")
    linear = validate("--engine", "pyshifty")
    assert (linear.returncode, linear.stderr) == (1, "")
    late = validate("--engine", "pyshacl", "--timeout", "0.5")
    assert (late.returncode, late.stdout) == (3, "")
    assert late.stderr.startswith("validation stopped after 0.5 seconds;")


@pytest.mark.parametrize("form", ["human", "turtle"])
def test_cliques_of_blank_nodes(validate: Validate, root: Root, form: str) -> None:
    nodes = range(100)
    pairs = " ".join(f"_:{a} x:q _:{b} ." for a in nodes for b in nodes if a != b)
    root.file("clique.ttl", PREFIXES + pairs + " _:0 x:p 1 .")
    done = validate("clique.ttl", "-f", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert "wrong p" in done.stdout


def test_long_lists(validate: Validate, root: Root) -> None:
    members = " ".join(f"x:{number}" for number in range(8_000))
    root.shape(f"{ONE} sh:in ( {members} ) .")
    done = validate()
    assert (done.returncode, done.stderr) == (1, "")
    assert "Use one of 8000, such as x:0, x:1, x:10," in done.stdout
